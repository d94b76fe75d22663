//! Generated copy: reading never panics, nothing in it is evaluated, and the same copy gives the same bytes.
//!
//! The generator is a small deterministic one: a failure names its seed, and the seed gives the same copy again.

use std::path::Path;
use std::sync::Arc;

use newsprint::article::{self, Desk};
use newsprint::config::{self, Overrides};
use newsprint::digest::Digest;
use newsprint::source::{self, Encoding};

use super::desk::paper::{self, Piece};
use super::desk::scratch;

/// A xorshift generator.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % (n as u64)).unwrap_or(0)
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// What Markdown, front matter, HTML and templates are made of. `{{ 4321 * 3 }}` would be 12963.
const PIECES: &[&str] = &[
    "word ",
    "Words. ",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "# ",
    "## H\n",
    "- ",
    "1. ",
    "> ",
    "> [!note] T\n",
    "> [!takeaways]\n> - a: b\n",
    "> [!pullquote] ",
    "> [!x a=b \"c\"",
    "— Name, Role\n",
    "*",
    "**",
    "_",
    "`",
    "```\n",
    "~~~",
    "[a](b)",
    "[a](../../x)",
    "![a](b.jpg \"c | d\")",
    "[^1]",
    "[^1]: note\n",
    "| a | b |\n|--|:-:|\n| 1 | 2 | 3 |\n",
    "<b>",
    "</b>",
    "<div>\n",
    "</div>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<a href=\"",
    "\">",
    "<",
    ">",
    "&amp;",
    "&#x1;",
    "{{ 4321 * 3 }}",
    "{% raw %}",
    "{# c #}",
    "{% include \"base.html\" %}",
    "+++\n",
    "---\n",
    "...\n",
    "headline = \"x\"\n",
    "title: y\n",
    "draft = true\n",
    "date = 2026-03-09\n",
    "date: 2026-03-09\n",
    "takeaways = [\"a\", { label = \"b\", text = \"c\" }]\n",
    "[extra]\n",
    "key: \"open\n",
    "tags: [a,\n",
    "pull_quotes: [{text: word}]\n",
    "\"",
    "'",
    "“",
    "”",
    "‘",
    "’",
    "--",
    "...",
    "…",
    "「重要」",
    "**「",
    "」**",
    "日本語",
    "العربية",
    "é",
    "e\u{301}",
    "🇫🇷",
    "\u{1}",
    "\u{1}0\u{1}",
    "\0",
    "\u{feff}",
    "\r\n",
    "\r",
    "\u{2028}",
    "\u{e000}",
    "https://x.example/a'b\"c",
    "Term\n: Meaning\n",
    "- [x] done\n",
    "\\",
    "Login\n",
    "Key takeaways\n",
    "By Ada Quill\n",
    "LONDON (Wire) - ",
    "* * *\n",
    "- 30 -\n",
    "Name, Role:\n",
    "{#id .class}",
];

fn copy(chance: &mut Chance) -> Vec<u8> {
    let mut out = Vec::new();
    if chance.below(3) > 0 {
        out.extend_from_slice(
            chance
                .pick(&["+++\nheadline = \"x\"\ndate = 2026-03-09\n+++\n", "---\ntitle: y\ndate: 2026-03-09\n---\n", "# H\n\n"])
                .as_bytes(),
        );
    }
    for _ in 0..chance.below(60) {
        if chance.below(40) == 0 {
            out.push(chance.next().to_le_bytes()[0]);
        } else {
            out.extend_from_slice(chance.pick(PIECES).as_bytes());
        }
    }
    out
}

fn noise(chance: &mut Chance) -> Vec<u8> {
    (0..chance.below(400)).map(|_| chance.next().to_le_bytes()[0]).collect()
}

#[test]
fn no_copy_makes_the_reader_panic() {
    let (config, _) = config::read("title = \"T\"\nbase_url = \"https://t.example/\"\n", &Overrides::default());
    let config = config.expect("these settings are right");
    for seed in 1..=6_000_u64 {
        let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let bytes = if seed.is_multiple_of(8) { noise(&mut chance) } else { copy(&mut chance) };
        let path: Arc<str> = chance
            .pick(&["content/a/b.md", "content/a/2026-03-09-b.txt", "content/a/b/index.md", "content/_index.md", "content/authors/b.md"])
            .into();
        let read = || {
            let (source, _) = source::clean(&path, bytes.clone(), Encoding::Utf8OrWindows);
            source.map(|source| {
                let (mut article, told) = article::read(&source, &Desk { config: &config, people: &[] });
                // Its digits are of no meaning, and may be any.
                article.fingerprint = Digest::default();
                (format!("{article:?}"), told)
            })
        };
        // A panic inside names no seed, so it is caught here.
        let once = std::panic::catch_unwind(read).unwrap_or_else(|_| panic!("seed {seed}: {:?}", String::from_utf8_lossy(&bytes)));
        assert_eq!(once, read(), "seed {seed} reads differently twice");
        if let Some((article, _)) = once {
            assert!(!article.contains("12963"), "seed {seed} was evaluated");
        }
    }
}

#[test]
fn no_settings_make_the_reader_panic() {
    for seed in 1..=2_000_u64 {
        let mut chance = Chance(seed.wrapping_mul(0x2545_f491_4f6c_dd1d) | 1);
        let lines = [
            "title = \"T\"",
            "base_url = \"https://t.example/\"",
            "[theme]",
            "[[sections]]",
            "permalink = \"/{slug}{",
            "x = [",
            "]",
            "paginate_by = 9_9",
            "a.b = 1",
            "language = \"xx\"",
            "timezone = 3",
        ];
        let text: String =
            (0..chance.below(12)).map(|_| format!("{}{}\n", chance.pick(&lines), chance.pick(&["", "", " ", "\"", "é"]))).collect();
        let read = std::panic::catch_unwind(|| config::read(&text, &Overrides::default()).1.len());
        assert!(read.is_ok(), "seed {seed}: {text}");
    }
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
fn site(root: &Path, seed: u64) {
    let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    paper::put(root, "config.toml", &Piece::Bytes(b"title = \"T\"\nbase_url = \"https://t.example/paper/\"\npaginate_by = 3\n".to_vec()));
    for nth in 0..12 {
        let ending = chance.pick(&["md", "md", "txt"]);
        let folder = chance.pick(&["world", "world/asia", "city", "🎉"]);
        let mut text = b"# H\n\n".to_vec();
        if ending == "md" {
            let body: Vec<u8> = copy(&mut chance).into_iter().filter(|b| *b < 0x80).collect();
            text.extend(without_metadata(body));
        } else {
            text.extend(without_metadata(copy(&mut chance)).into_iter().filter(|b| *b != 0));
        }
        let name = format!("content/{folder}/2026-03-{:02}-story-{nth}.{ending}", nth + 1);
        paper::put(root, &name, &Piece::Bytes(text));
    }
}

#[test]
fn whole_builds_of_any_copy_end_and_give_the_same_bytes() {
    let folder = scratch("chance");
    let mut printed = 0;
    for seed in 1..=12_u64 {
        let mut trees = Vec::new();
        for (name, jobs) in [("a", "1"), ("b", "4")] {
            let root = folder.join(format!("{seed}-{name}"));
            site(&root, seed);
            let output = root.join("public").display().to_string();
            for _ in 0..2 {
                let args = ["build", "--now", "2026-03-10T12:00:00Z", "--format", "short", "--jobs", jobs, "--output", &output];
                let run = paper::run(&root, &args, "UTC");
                assert!(matches!(run.status.code(), Some(0 | 1)), "seed {seed}: {:?}\n{}", run.status, paper::said(&run));
                printed += usize::from(run.status.success());
                trees.push((paper::tree(Path::new(&output)), paper::said(&run)));
            }
        }
        assert!(trees.windows(2).all(|pair| pair[0] == pair[1]), "seed {seed} gives other bytes another time");
        for (path, bytes) in trees.iter().flat_map(|(tree, _)| tree).filter(|(path, _)| path.ends_with(".html")) {
            let text = String::from_utf8_lossy(bytes);
            assert!(!text.contains("12963"), "seed {seed}: {path} has evaluated something");
            assert!(!text.contains(['\u{1}', '\0', '\r']), "seed {seed}: {path} holds a forbidden character");
            let doubled = super::desk::html::doubled_ids(&text);
            assert!(doubled.is_empty(), "seed {seed}: {path} has twice {doubled:?}");
        }
    }
    assert!(printed > 0, "no site of generated copy could be printed, so nothing was shown");
}
