//! The last look before anything is put in place: does a word of what is held back stand in the output?
//!
//! The edition keeps withheld stories from every page by construction; this is for the fault that nobody has thought of
//! (a template with a fixed link, an output that was written past the edition). One search over all bytes looks for, of
//! each withheld story, its headlines, its addresses, and runs of its copy. Only what is found is then compared with
//! public copy, because a follow-up that is still a draft may well repeat what readers know. With nothing withheld there
//! is nothing to do.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::AhoCorasick;

use super::finder::Finder;
use crate::article::copy::Part;
use crate::article::{Article, Role};
use crate::diag::{Diag, Place};
use crate::edition::{Edition, Why};
use crate::language::{is_han_or_kana, is_run_on, spaced};
use crate::pages::Page;
use crate::permalink::{Base, OutPath, decode_path};
use crate::prose::escape;

/// Words of a run.
const RUN: usize = 8;

/// Letters of a run in scripts that write no spaces.
const RUN_UNSPACED: usize = 12;

/// Runs that are looked for, over all stories: a paper may have years of expired ones.
const RUNS_MAX: usize = 100_000;

/// Looks for the words of withheld stories.
pub(super) struct Scanner<'e> {
    search: Option<Finder>,
    /// Which needle each pattern of the search belongs to.
    owners: Vec<usize>,
    needles: Vec<Needle<'e>>,
    /// Addresses beneath which nothing may be printed, and whose they are.
    closed: BTreeMap<String, &'e Article>,
}

/// Something to look for. It may have several spellings, which are patterns of their own.
struct Needle<'e> {
    /// In words.
    text: String,
    story: &'e Article,
    why: Why,
    what: &'static str,
}

/// A find in one output.
#[derive(Debug)]
pub(super) struct Hit {
    output: String,
    needle: Option<usize>,
    path: Option<std::sync::Arc<str>>,
}

impl<'e> Scanner<'e> {
    /// A scanner for what an edition withholds.
    pub(super) fn of(edition: &'e Edition, plan: &[Page]) -> Self {
        let mut scanner = Scanner { search: None, owners: Vec::new(), needles: Vec::new(), closed: BTreeMap::new() };
        let held = edition.withheld.iter().map(|held| (&*held.article, held.why));
        let withdrawn = edition.withdrawn.iter().map(|page| (&*page.article, Why::Withdrawn));
        let count = edition.withheld.len() + edition.withdrawn.len();
        if count == 0 {
            return scanner;
        }
        let each = (RUNS_MAX / count).max(4);
        for (article, why) in held.chain(withdrawn) {
            scanner.add_words(article, why, each);
        }
        let public: BTreeSet<&str> = plan.iter().map(|page| page.link.as_str()).collect();
        for held in edition.withheld.iter().filter(|held| matches!(held.article.role, Role::Story | Role::Standing)) {
            for link in std::iter::once(&held.link).chain(&held.article.head.redirect_from) {
                // A public page may stand there, or beneath.
                let taken = public.range(link.as_str()..).next().is_some_and(|first| first.starts_with(link.as_str()));
                if !taken && link.as_str() != "/" {
                    scanner.closed.insert(link.as_str().to_owned(), &held.article);
                    scanner.needles.push(Needle {
                        text: link.as_str().to_owned(),
                        story: &held.article,
                        why: held.why,
                        what: "the address",
                    });
                }
            }
        }
        scanner.compile(&edition.config.base);
        scanner
    }

    fn add_words(&mut self, article: &'e Article, why: Why, each: usize) {
        let head = &article.head;
        let mut add = |text: String, what: &'static str| self.needles.push(Needle { text, story: article, why, what });
        // A person's name or a section's is public with or without the file that says more of it.
        if matches!(article.role, Role::Story | Role::Standing) {
            let lines = [Some(&head.headline.words), head.seo_headline.as_ref(), head.social_headline.as_ref()];
            for line in lines.into_iter().flatten().filter(|line| says_enough(line)) {
                add(spaced(line), "the headline");
            }
        }
        let dek = head.dek.as_ref().map(|dek| dek.words.as_str());
        let takeaways = head.takeaways.iter().flat_map(|takeaways| takeaways.items.iter().map(|item| item.words.as_str()));
        let copy = article.copy.with_words();
        let copy = copy.parts.iter().filter_map(Part::words);
        let runs: Vec<String> = dek.into_iter().chain(takeaways).chain(copy).flat_map(runs).collect();
        let step = runs.len().div_ceil(each).max(1);
        for run in runs.into_iter().step_by(step) {
            add(run, "a part of the copy");
        }
    }

    fn compile(&mut self, base: &Base) {
        let mut patterns: Vec<String> = Vec::new();
        let mut owners: Vec<usize> = Vec::new();
        for (id, needle) in self.needles.iter().enumerate() {
            let mut spellings: Vec<String> =
                if needle.what == "the address" { addresses(&needle.text, base) } else { vec![needle.text.clone(), escape(&needle.text)] };
            if needle.what == "the headline" && needle.text == spaced(&needle.story.head.headline.words) {
                spellings.push(spaced(&needle.story.head.headline.html));
            }
            spellings.sort();
            spellings.dedup();
            owners.extend(spellings.iter().map(|_| id));
            patterns.extend(spellings);
        }
        self.search = Some(Finder::new(patterns));
        self.owners = owners;
    }

    /// What stands in an output, or in its name.
    pub(super) fn look(&self, path: &OutPath, bytes: Option<&[u8]>) -> Vec<Hit> {
        let mut hits = Vec::new();
        if !self.closed.is_empty() {
            let name = format!("/{path}");
            let closed = name.match_indices('/').find_map(|(at, _)| self.closed.get(&name[..=at])).or_else(|| self.closed.get(&name));
            hits.extend(closed.map(|article| Hit { output: path.to_string(), needle: None, path: Some(article.path.clone()) }));
        }
        if let (Some(search), Some(bytes)) = (&self.search, bytes) {
            // Copy is printed with the line ends of its source.
            let flat: Vec<u8> = bytes.iter().map(|byte| if matches!(byte, b'\n' | b'\t') { b' ' } else { *byte }).collect();
            let mut found = BTreeSet::new();
            search.find(&flat, |pattern| {
                found.insert(self.owners[pattern]);
            });
            hits.extend(found.into_iter().map(|needle| Hit { output: path.to_string(), needle: Some(needle), path: None }));
        }
        hits
    }

    /// The faults that hits amount to, one for each story: what public copy says too is none.
    pub(super) fn judge(&self, mut hits: Vec<Hit>, edition: &Edition) -> Vec<Diag> {
        if hits.is_empty() {
            return Vec::new();
        }
        hits.sort_by(|a, b| (&a.output, a.needle).cmp(&(&b.output, b.needle)));
        let wanted: BTreeSet<usize> = hits.iter().filter_map(|hit| hit.needle).collect();
        let texts: Vec<&str> = wanted.iter().map(|needle| self.needles[*needle].text.as_str()).collect();
        let said = said_in_public(edition, &texts);
        let mut told: BTreeMap<&str, Diag> = BTreeMap::new();
        for hit in &hits {
            let (path, message) = match (hit.needle.map(|needle| &self.needles[needle]), &hit.path) {
                (Some(needle), _) if said.contains(needle.text.as_str()) => continue,
                (Some(needle), _) => (
                    &needle.story.path,
                    format!("{} of this story, which is {}, stands in {}: “{}”", needle.what, state(needle.why), hit.output, needle.text),
                ),
                (None, Some(path)) => (path, format!("this story is held back, and the file {} would stand at its address", hit.output)),
                (None, None) => continue,
            };
            told.entry(path).or_insert_with(|| {
                Diag::error("leak", message)
                    .at(Place::file(path))
                    .help("nothing was written; look for a template or another page that says it, and take it out there")
            });
        }
        told.into_values().collect()
    }
}

fn state(why: Why) -> &'static str {
    match why {
        Why::Draft => "a draft",
        Why::Scheduled => "scheduled",
        Why::Embargoed => "under embargo",
        Why::Expired => "expired",
        Why::Withdrawn => "withdrawn",
    }
}

/// Spellings of an address as outputs write it; the sign before it tells a whole address from the end of another one.
fn addresses(path: &str, base: &Base) -> Vec<String> {
    let inside = &path[1..];
    let encoded = crate::permalink::encode_path(inside);
    [encoded.as_str(), inside]
        .iter()
        .flat_map(|inside| {
            let root = base.path();
            let decoded = decode_path(root);
            [
                format!("\"{root}{inside}"),
                format!(" {root}{inside}"),
                format!("{}{root}{inside}", base.origin()),
                format!("\"{decoded}{inside}"),
            ]
        })
        .map(|address| if address.starts_with('"') { address } else { escape(&address) })
        .collect()
}

/// Whether a line is long enough to be told from any other.
fn says_enough(line: &str) -> bool {
    line.chars().count() >= 12 || line.split_whitespace().count() >= 3 || line.chars().filter(|c| is_unspaced(*c)).count() >= 6
}

fn is_unspaced(c: char) -> bool {
    is_han_or_kana(c) || is_run_on(c)
}

/// Runs of a piece of copy, one after the other.
fn runs(text: &str) -> Vec<String> {
    let letters = text.chars().count();
    if text.chars().filter(|c| is_unspaced(*c)).count() * 2 > letters {
        let letters: Vec<char> = text.chars().collect();
        return letters.chunks_exact(RUN_UNSPACED).map(|run| run.iter().collect()).collect();
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    words.chunks_exact(RUN).map(|run| run.join(" ")).collect()
}

/// Which of the texts stand in what everybody may read anyway: public copy, and the names in the config.
fn said_in_public<'t>(edition: &Edition, texts: &[&'t str]) -> BTreeSet<&'t str> {
    let Ok(search) = AhoCorasick::new(texts) else { return BTreeSet::new() };
    let mut said: BTreeSet<&str> = BTreeSet::new();
    let mut hear = |text: &str| said.extend(search.find_overlapping_iter(&spaced(text)).map(|found| texts[found.pattern().as_usize()]));
    let fronts = edition.sections.iter().filter_map(|section| section.front.as_deref()).chain(edition.front.as_deref());
    let profiles = edition.authors.iter().filter_map(|author| author.profile.as_deref());
    let pages = edition.standing.iter().map(|page| &*page.article);
    for article in edition.stories.iter().map(|story| &*story.article).chain(pages).chain(profiles).chain(fronts) {
        hear(&public_words(article));
    }
    for page in &edition.withdrawn {
        hear(page.article.head.withdrawn.as_deref().unwrap_or_default());
    }
    let config = &edition.config;
    let named = config.help.iter().flat_map(|link| [&link.name, &link.url]).chain(config.policies.iter().map(|(_, url)| url));
    let lists = edition
        .sections
        .iter()
        .map(|list| &list.name)
        .chain(edition.topics.iter().map(|list| &list.name))
        .chain(edition.series.iter().map(|list| &list.name))
        .chain(edition.authors.iter().map(|list| &list.name));
    for text in [Some(&config.title), config.description.as_ref(), config.imprint.as_ref(), config.place.as_ref()]
        .into_iter()
        .flatten()
        .chain(named)
        .chain(lists)
    {
        hear(text);
    }
    said
}

/// All that an article says.
fn public_words(article: &Article) -> String {
    let head = &article.head;
    let mut words: Vec<&str> = vec![&head.headline.words, &head.summary];
    words.extend(
        [&head.seo_headline, &head.social_headline, &head.kicker, &head.byline, &head.series, &head.job]
            .into_iter()
            .flatten()
            .map(String::as_str),
    );
    words.extend(head.dek.iter().map(|dek| dek.words.as_str()));
    words.extend(
        head.takeaways
            .iter()
            .flat_map(|takeaways| takeaways.items.iter().flat_map(|item| item.label.as_deref().into_iter().chain([item.words.as_str()]))),
    );
    words.extend(head.corrections.iter().map(|correction| correction.text.words.as_str()));
    words.extend(head.sources.iter().map(|source| source.title.as_str()));
    words.extend(head.topics.iter().map(String::as_str));
    words.extend(
        head.image
            .iter()
            .flat_map(|image| image.alt.as_deref().into_iter().chain(image.caption.as_ref().map(|caption| caption.words.as_str()))),
    );
    let copy = article.copy.with_words();
    words.extend(copy.parts.iter().map(|part| match part {
        Part::Pull { voice, .. } => voice.words.as_str(),
        part => part.words().unwrap_or_default(),
    }));
    let titles = copy.titles();
    words.extend(titles.iter().map(String::as_str));
    words.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_whole_and_every_script_has_some() {
        assert_eq!(runs("one two three four five six seven"), Vec::<String>::new());
        assert_eq!(runs("a b c d\ne f g h i j k l m n o p q"), ["a b c d e f g h", "i j k l m n o p"]);
        assert_eq!(
            runs("市議会は月曜日の夜に桟橋を二冬の間閉鎖することを決めた"),
            ["市議会は月曜日の夜に桟橋", "を二冬の間閉鎖することを"]
        );
    }

    #[test]
    fn short_lines_say_too_little() {
        assert!(says_enough("Council votes") && says_enough("No to war") && says_enough("港が開くのは春"));
        assert!(!says_enough("Open") && !says_enough("The mayor") && !says_enough("開港"));
    }

    #[test]
    fn an_address_is_not_the_end_of_another() {
        let base = Base::parse("https://news.example/a/").expect("a base");
        let all = addresses("/città/x/", &base);
        assert!(all.contains(&"\"/a/citt%C3%A0/x/".to_owned()) && all.contains(&"https://news.example/a/città/x/".to_owned()), "{all:?}");
        assert!(all.iter().all(|address| !"https://else.example/a/citt%C3%A0/x/ \"/b/a/città/x/".contains(address.as_str())));
    }
}
