//! A made-up paper for the benchmarks of stages and the test of growth: the same in every run. What it says means nothing.

use std::fmt::Write as _;
use std::path::Path;

use proptest::prelude::Rng as _;
use proptest::test_runner::{RngAlgorithm, TestRng};

/// What the stories have in common.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Recipe {
    /// Paragraphs of a story, each of about 50 words.
    pub(crate) paragraphs: usize,
    /// Topics, authors and sections that stories are dealt out to, so many of each.
    pub(crate) lists: usize,
    /// Stories are parts of series, as many as there are topics.
    pub(crate) series: Series,
    /// Pull-quotes of a story, each of which stands in its copy.
    pub(crate) pull_quotes: usize,
    /// Every so-manieth story is still to come; none for 0.
    pub(crate) held: usize,
}

/// Whether stories are parts of series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Series {
    /// They are.
    Yes,
    /// They are not.
    No,
}

/// A usual paper.
pub(crate) const USUAL: Recipe = Recipe { paragraphs: 14, lists: 8, series: Series::No, pull_quotes: 0, held: 0 };

/// The moment at which it is built.
pub(crate) const NOW: &str = "2026-03-10T12:00:00Z";

const WORDS: &[&str] = &[
    "harbour", "council", "the", "of", "ferry", "and", "said", "budget", "in", "river", "to", "a", "tide", "school", "that", "market",
    "will", "tram", "for", "quarry", "was", "orchard", "on", "library", "with", "pilot", "after", "winter", "by", "before", "chapel",
    "bridge", "not", "estuary", "over", "surveyor", "under", "between", "lamp", "warden",
];

/// Words that look random and are always the same for one `seed`.
fn words(seed: usize, count: usize) -> String {
    let mut state = [1; 16];
    state[..8].copy_from_slice(&(seed as u64).to_le_bytes());
    let mut chance = TestRng::from_seed(RngAlgorithm::XorShift, &state);
    let mut out = String::new();
    for _ in 0..count {
        let at = usize::try_from(chance.next_u64() % (WORDS.len() as u64)).expect("less than the words");
        out.push_str(if out.is_empty() { "" } else { " " });
        out.push_str(WORDS[at]);
    }
    out
}

/// The site-relative path of a story.
pub(crate) fn path(nth: usize, recipe: &Recipe) -> String {
    format!("content/section-{}/story-{nth}.md", nth % recipe.lists)
}

/// When a story came out, or will: one an hour, the first at the top.
fn date(nth: usize, recipe: &Recipe) -> String {
    if recipe.held > 0 && nth % recipe.held == recipe.held - 1 {
        return format!("2026-04-{:02}T08:00:00Z", 1 + nth % 28);
    }
    let hours = 9 + nth;
    format!(
        "{}-{:02}-{:02}T{:02}:00:00Z",
        2025 - hours / (24 * 28 * 12),
        12 - hours / (24 * 28) % 12,
        28 - hours / 24 % 28,
        23 - hours % 24
    )
}

/// A story in Markdown with front matter.
pub(crate) fn markdown(nth: usize, recipe: &Recipe) -> String {
    let list = nth % recipe.lists;
    let mut out = format!(
        "+++\nheadline = \"Story {nth} {}\"\ndek = \"{}.\"\nauthors = [\"Writer {list}\"]\ntopics = [\"Topic {list}\", \"Theme {}\"]\ndate = {}\ntakeaways = [\"{}.\", \"{}.\"]\n",
        words(nth + 1, 6),
        words(nth + 2, 14),
        (nth / 7) % recipe.lists,
        date(nth, recipe),
        words(nth + 3, 10),
        words(nth + 4, 10),
    );
    if recipe.series == Series::Yes {
        let _ = writeln!(out, "series = \"Series {list}\"");
    }
    out.push_str("+++\n");
    for at in 0..recipe.paragraphs {
        let seed = nth * 1000 + at;
        match at % 6 {
            2 => drop(write!(out, "## {}\n\n", words(seed, 4))),
            3 => drop(write!(out, "> Nobody told the {}.\n>\n> — Tove Lindahl, pilot\n\n", words(seed, 12))),
            4 => drop(write!(out, "- **One:** {}.\n- **Two:** {}.\n\n", words(seed, 8), words(seed + 5, 8))),
            5 => drop(write!(out, "It stood in [the report](https://ketter.example/{seed}) of the {}.\n\n", words(seed, 9))),
            _ => {}
        }
        let _ =
            write!(out, "Said number {at} of {nth}: {}. The {}. A {}.\n\n", words(seed + 1, 16), words(seed + 2, 14), words(seed + 3, 14));
    }
    for at in 0..recipe.pull_quotes {
        let at = at * recipe.paragraphs / recipe.pull_quotes;
        let _ = write!(out, "> [!pullquote] Tove Lindahl, pilot\n> Said number {at} of {nth}\n\n");
    }
    out
}

/// The same kind of story as it is pasted from a wire: no markup, lines broken anywhere.
pub(crate) fn plain_text(nth: usize, recipe: &Recipe) -> String {
    let mut out = format!("Story {nth} {}\n\n{}\n\nBy Tove Lindahl\n\nSUNDVIK (NWA) — ", words(nth + 1, 6), words(nth + 2, 14));
    for at in 0..recipe.paragraphs {
        let seed = nth * 1000 + at;
        if at % 6 == 2 {
            let _ = write!(out, "What the {} means\n\n", words(seed, 2));
        }
        let text = format!("{}. \"The {},\" said the pilot. A {}.", words(seed + 1, 16), words(seed + 2, 14), words(seed + 3, 14));
        let mut width = 0;
        for word in text.split(' ') {
            out.push_str(word);
            width += word.len() + 1;
            out.push(if width > 60 { '\n' } else { ' ' });
            width = if width > 60 { 0 } else { width };
        }
        out.push_str("\n\n");
    }
    out
}

/// The settings of a paper; `more` are lines of TOML.
pub(crate) fn settings(more: &str) -> String {
    format!("title = \"The Estuary Packet\"\nbase_url = \"https://packet.example/\"\npaginate_by = 20\nurls_lock = false\n{more}\n")
}

/// Writes a site of `stories` stories.
#[allow(clippy::disallowed_methods, reason = "a benchmark writes the paper that it measures")]
pub(crate) fn site(root: &Path, stories: usize, recipe: &Recipe, more: &str) {
    std::fs::create_dir_all(root.join("content")).expect("a folder");
    std::fs::write(root.join("config.toml"), settings(more)).expect("a file");
    for nth in 0..stories {
        let path = root.join(path(nth, recipe));
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, markdown(nth, recipe)).expect("a file");
    }
}
