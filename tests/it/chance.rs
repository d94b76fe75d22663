//! Whole papers of generated copy: a build of them ends, and the same copy gives the same bytes. What reads one file at a time is
//! tried in `tests/fuzz`.

use std::cell::Cell;
use std::path::Path;

use super::desk::paper::{self, Piece};
use super::desk::{Dice, chance, scratch};

#[path = "../fuzz/pieces.rs"]
mod pieces;

fn copy(dice: &mut Dice) -> Vec<u8> {
    (0..dice.roll(60))
        .flat_map(|_| if dice.roll(40) == 39 { vec![dice.roll(256).to_le_bytes()[0]] } else { dice.pick(pieces::COPY).as_bytes().to_vec() })
        .collect()
}

/// Fences and locks would make most of it front matter that is not where it belongs, and no site of it would be printed.
fn without_metadata(mut copy: Vec<u8>) -> Vec<u8> {
    for piece in [&b"+"[..], b"---", b"draft"] {
        while let Some(at) = copy.windows(piece.len()).position(|window| window == piece) {
            copy.drain(at..at + piece.len());
        }
    }
    copy
}

/// Ids that are too few to clash and names that are too many to guess.
fn site(dice: &mut Dice) -> Vec<(String, Vec<u8>)> {
    let config = "title = \"T\"\nbase_url = \"https://t.example/paper/\"\npaginate_by = 3\n";
    let mut files = vec![("config.toml".to_owned(), config.as_bytes().to_vec())];
    for nth in 0..12 {
        let ending = dice.pick(&["md", "md", "txt"]);
        let folder = dice.pick(&["world", "world/asia", "city", "🎉"]);
        let mut text = b"# H\n\n".to_vec();
        if ending == "md" {
            text.extend(without_metadata(copy(dice).into_iter().filter(|b| *b < 0x80).collect()));
        } else {
            text.extend(without_metadata(copy(dice)).into_iter().filter(|b| *b != 0));
        }
        files.push((format!("content/{folder}/2026-03-{:02}-story-{nth}.{ending}", nth + 1), text));
    }
    files
}

#[test]
fn whole_builds_of_any_copy_end_and_give_the_same_bytes() {
    let folder = scratch("chance");
    let printed = Cell::new(0);
    chance(12, 900, |dice| {
        let files = site(dice);
        let mut trees = Vec::new();
        for (name, jobs) in [("a", "1"), ("b", "4")] {
            let root = folder.join(name);
            drop(std::fs::remove_dir_all(&root));
            for (path, bytes) in &files {
                paper::put(&root, path, &Piece::Bytes(bytes.clone()));
            }
            let output = root.join("public").display().to_string();
            for _ in 0..2 {
                let args = ["build", "--now", "2026-03-10T12:00:00Z", "--format", "short", "--jobs", jobs, "--output", &output];
                let run = paper::run(&root, &args, "UTC");
                assert!(matches!(run.status.code(), Some(0 | 1)), "{:?}\n{}", run.status, paper::said(&run));
                printed.set(printed.get() + usize::from(run.status.success()));
                trees.push((paper::tree(Path::new(&output)), paper::said(&run)));
            }
        }
        assert!(trees.windows(2).all(|pair| pair[0] == pair[1]), "it gives other bytes another time");
        for (path, bytes) in trees.iter().flat_map(|(tree, _)| tree).filter(|(path, _)| path.ends_with(".html")) {
            let text = String::from_utf8_lossy(bytes);
            assert!(!text.contains("12963"), "{path} has evaluated something");
            assert!(!text.contains(['\u{1}', '\0', '\r']), "{path} holds a forbidden character");
            let doubled = super::desk::html::doubled_ids(&text);
            assert!(doubled.is_empty(), "{path} has twice {doubled:?}");
        }
    });
    assert!(printed.get() > 0, "no site of generated copy could be printed, so nothing was shown");
}
