//! The top of the article: kicker, headline, label, dek, bylines, dates, and the desk's own lines (release heads, slug lines,
//! embargoes, contacts). It is read as a zone: from the first line on every line is read for all it can be (`readings`), an order of roles is the
//! grammar (`role`), and the reading that explains the whole zone best is chosen (`search`) and written into the story (`settle`). docs/plain-text.md
//! says what a text will give.

mod above;
mod below;
mod readings;
mod role;
mod search;
mod seen;
mod settle;
mod writers;

use std::sync::LazyLock;

use super::graf::{Graf, Marking};
use super::tables::Phrases;
use super::{Block, Desk, Dropped, Guess, Line, Paragraph, PlainStory, end_matter, figures, furniture, words};
use readings::Zone;
pub(super) use readings::ends_in_credit;
use role::{Role, State};
pub(super) use seen::Seen;

/// How many lines a head may have.
const LONGEST: usize = 48;

/// How many paragraphs the zone may reach into: a dek and a caption may be as long as one.
const PARAGRAPHS: usize = 4;

/// How far the next best headline must be behind, in tenths of a point, not to be told.
const NARROW: i32 = 12;

/// What the head leaves for the body.
#[derive(Default)]
pub(super) struct Rest {
    /// The grafs of the body.
    pub(super) grafs: Vec<Graf>,
    /// Lines that stay where they stand, though nothing says what they are.
    kept: Vec<Line>,
    /// A place on a line of its own or beside the date.
    place: Option<Line>,
}

/// Takes the head off the grafs.
pub(super) fn take(grafs: Vec<Graf>, desk: &Desk<'_>, story: &mut PlainStory) -> Rest {
    let grafs = unbundled(grafs, desk);
    let seen = Seen::of(&grafs);
    let end = zone_end(&grafs, desk);
    let first_copy = grafs.iter().position(|graf| words::ends_sentence(&graf.text) && words::count(&graf.text) > 25).unwrap_or(grafs.len());
    let given = words::bare(desk.headline);
    let top = grafs[..end]
        .iter()
        .position(|graf| !given.is_empty() && words::bare(&graf.text) == given)
        .or_else(|| grafs[..first_copy].iter().take(end.min(9)).position(|graf| graf.heading == Some(Marking::Top)));
    let page =
        grafs.first().is_some_and(|first| story.dropped.iter().any(|dropped| dropped.rule.starts_with("BP") && dropped.line < first.line));
    let bare = grafs[..end].iter().map(|graf| words::bare(&graf.text)).collect();
    let rights = grafs.iter().filter(|graf| end_matter::is_rights(&graf.text, true)).map(|graf| words::fold(&graf.text)).collect();
    let zone = Zone { grafs: &grafs, end, desk, seen: &seen, top, rights, bare, page };
    let lines = readings::all(&zone);
    let start = if !given.is_empty() && top.is_none() { State::UNDER_GIVEN } else { State::START };
    let Some(best) = search::best(&lines, start, None) else { return Rest { grafs, ..Rest::default() } };
    let headline = best.path.iter().find(|chosen| lines[chosen.at][chosen.reading].role == Role::Headline).map(|chosen| chosen.at);
    if let Some(at) = headline.filter(|_| top.is_none()) {
        tell_narrow(&grafs, &lines, start, at, best.score, story);
    }
    settle::settle(&zone, &lines, &best.path, headline, story)
}

/// Tells of a headline that another line came close to.
fn tell_narrow(grafs: &[Graf], lines: &[Vec<readings::Reading>], start: State, at: usize, score: i32, story: &mut PlainStory) {
    let Some(other) = search::best(lines, start, Some(at)).filter(|other| score - other.score < NARROW) else { return };
    let next = other.path.iter().find(|chosen| lines[chosen.at][chosen.reading].role == Role::Headline).map(|chosen| chosen.at);
    let Some(next) = next else { return };
    let message = format!(
        "“{}” was taken for the headline; it could also be “{}”: if so, put headline = \"{}\" in front matter, between two lines +++ at the top",
        grafs[at].text,
        grafs[next].text,
        grafs[next].text.replace('"', "\\\"")
    );
    story.guesses.push(Guess { line: grafs[at].line, rule: "HD-close", message });
}

/// Where the zone ends: some paragraphs into the copy, and never further than a head can be long.
/// Under a headline of the front matter a list is copy, and the head is over.
fn zone_end(grafs: &[Graf], desk: &Desk<'_>) -> usize {
    let list = grafs.iter().position(|graf| graf.member.is_some()).filter(|_| !desk.headline.is_empty()).map_or(grafs.len(), |at| {
        let boxed = at > 0 && super::takeaways::is_heading(&grafs[at - 1].text);
        at - usize::from(boxed)
    });
    // What stands below the first paragraph cannot be set above it where the headline is not in the copy.
    let given = words::bare(desk.headline);
    let elsewhere = !given.is_empty() && !grafs.iter().take(9).any(|graf| words::bare(&graf.text) == given);
    let last = if elsewhere { 0 } else { PARAGRAPHS - 1 };
    let paragraphs = grafs.iter().enumerate().filter(|(_, graf)| readings::is_paragraph(graf)).nth(last);
    paragraphs.map_or(grafs.len(), |(at, _)| at + 1).min(LONGEST).min(list)
}

/// Short lines that stand together are kept as verse; above the first paragraph they are lines of the head, if any of them is sure to be one.
fn unbundled(grafs: Vec<Graf>, desk: &Desk<'_>) -> Vec<Graf> {
    let first = grafs.iter().position(readings::is_paragraph).unwrap_or(grafs.len());
    let nobody = Seen::default();
    let of_head = |text: &str| {
        super::meta::read(text, 0, desk, &nobody).is_some_and(|meta| meta.is_dated())
            || super::byline::read(text, 0, desk).is_some()
            || figures::is_credit(text)
            || furniture::is_furniture(text)
    };
    if !grafs[..first].iter().any(|graf| graf.verse.iter().any(|row| of_head(row))) {
        return grafs;
    }
    let mut out = Vec::with_capacity(grafs.len());
    for (at, graf) in grafs.into_iter().enumerate() {
        if at < first && graf.verse.iter().any(|row| of_head(row)) {
            let line = graf.line;
            out.extend(graf.verse.into_iter().enumerate().map(|(nth, text)| Graf {
                text,
                line: line + nth,
                gap: nth == 0,
                ..Graf::default()
            }));
        } else {
            out.push(graf);
        }
    }
    out
}

impl Rest {
    /// Puts what stays where it stands among the blocks of the body, which have been read meanwhile, and sets the place where the copy has none.
    pub(super) fn put_back(self, story: &mut PlainStory) {
        if let Some(place) = self.place {
            if story.dateline.is_none() {
                story.dateline = Some(super::Dateline { place: place.text.clone(), agency: None, text: place.text, line: place.line });
            } else {
                story.dropped.push(Dropped { line: place.line, text: place.text, rule: "DL-again" });
            }
        }
        for kept in self.kept.into_iter().rev() {
            let at = story.blocks.iter().position(|block| furniture::line_of(block) > kept.line).unwrap_or(story.blocks.len());
            story.blocks.insert(at, Block::Paragraph(Paragraph { text: kept.text, verse: Vec::new(), line: kept.line }));
        }
    }
}

static SECTIONS: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::all(include_str!("../data/kickers.txt")));

/// Whether a line is the name of a section: one of the list or of the paper, or two such, or one with a place before it (`City News`).
pub(super) fn is_section(text: &str, desk: &Desk<'_>) -> bool {
    if words::length(text) > 40 || words::count(text) > 4 {
        return false;
    }
    let folded = words::fold(text.trim_end_matches([':', '：', '|']));
    let known = |part: &str| SECTIONS.has(part) || desk.sections.iter().any(|section| words::fold(section) == part);
    known(&folded)
        || folded.rsplit_once(' ').is_some_and(|(before, last)| {
            matches!(last, "news" | "nieuws" | "nachrichten" | "noticias" | "haberleri") && words::count(before) <= 2
        })
}

/// `Home > News > Harbour`, `News|Environment`, `صفحه نخست / جامعه`: the names of a trail, each short, with the same sign between.
pub(super) fn is_trail(text: &str, desk: &Desk<'_>) -> bool {
    if words::length(text) > 90 {
        return false;
    }
    [" > ", ">", "›", "»", " / ", "/", "→", "|", "·", "•", "▸", "＞", "／", "«", "‹", "<"]
        .into_iter()
        .filter(|joint| text.contains(joint))
        .any(|joint| {
            let parts: Vec<&str> = text.split(joint).map(str::trim).filter(|part| !part.is_empty()).collect();
            let short = |part: &&str| {
                words::count(part) <= 3 && words::length(part) <= 28 && !part.chars().any(char::is_numeric) && !words::ends_sentence(part)
            };
            let known = |part: &&str| is_section(part, desk) || furniture::is_furniture(part) || is_home(part);
            let quoted = matches!(joint, "«" | "»") && text.contains('«') && text.contains('»');
            parts.len() >= 2
                && parts.len() <= 7
                && !quoted
                && parts.iter().all(short)
                && (matches!(joint, "|" | "›" | " > " | "▸" | "＞" | "»") || parts.len() >= 3 || parts.iter().any(known))
                && super::byline::read(text, 0, desk).is_none()
        })
}

fn is_home(text: &str) -> bool {
    static HOME: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::all(include_str!("../data/home.txt")));
    HOME.has(&words::fold(text))
}

/// How many grafs the desk's own lines take here: a release head, a slug line, contacts.
fn desk_lines(grafs: &[Graf]) -> usize {
    let text = grafs[0].text.as_str();
    if end_matter::is_release_head(text) || is_slug_line(text) { 1 } else { end_matter::contacts(grafs) }
}

/// `BC-EU--Italy-Ferry, 3rd Ld-Writethru`.
fn is_slug_line(text: &str) -> bool {
    let word = text.split([' ', ',']).next().unwrap_or_default();
    let coded = word.contains("--") && word.matches('-').count() >= 3 && word.starts_with(char::is_uppercase);
    words::length(text) <= 80 && (coded || text.contains("Ld-Writethru"))
}

#[cfg(test)]
mod tests {
    use super::super::{Desk, PlainStory, read};

    const BODY: &str =
        "The harbour board voted on Monday to raise its fees by a tenth, and most owners of small boats say they will leave the port.";

    fn story(top: &str) -> PlainStory {
        let sections = ["Harbour".to_owned()];
        let people = ["Ana Ruiz".to_owned()];
        let desk =
            Desk { site_title: "The Merrivale Courier", sections: &sections, people: &people, headline: "", agencies: &[], language: "en" };
        read(&format!("{top}\n\n{BODY}\n"), &desk)
    }

    fn text(line: Option<super::super::Line>) -> String {
        line.map(|line| line.text).unwrap_or_default()
    }

    #[test]
    fn headlines() {
        assert_eq!(text(story("Fees rise at the harbour").headline), "Fees rise at the harbour");
        assert_eq!(text(story("Fees rise at the harbour | The Merrivale Courier").headline), "Fees rise at the harbour");
        assert_eq!(text(story("Fees rise | Some Site\n\nFees rise").headline), "Fees rise");
        assert_eq!(text(story("# Fees rise").headline), "Fees rise");
        assert_eq!(text(story("Menu\n\nSearch\n\nFees rise at the harbour").headline), "Fees rise at the harbour");
        assert_eq!(story("").headline, None);
        assert_eq!(text(story("Ruiz: “I will stay”").headline), "Ruiz: “I will stay”");
    }

    #[test]
    fn labels_and_kickers() {
        let labelled = story("Analysis: Why fees rise");
        assert_eq!(labelled.label.as_deref(), Some("Analysis"));
        assert_eq!(text(labelled.headline), "Why fees rise");
        assert_eq!(text(story("HARBOUR\n\nFees rise as boats leave the port").kicker), "HARBOUR");
        assert_eq!(text(story("LONDON\n\nFees rise as boats leave the port").kicker), "");
        assert_eq!(story("BREAKING\n\nFees rise as boats leave the port").label.as_deref(), Some("BREAKING"));
    }

    #[test]
    fn deks_bylines_dates() {
        let full =
            story("Fees rise\n\nOwners of small boats say they will leave.\n\nBy Bo Park, Harbour correspondent\n\nUpdated 9 March 2026");
        assert_eq!(text(full.dek), "Owners of small boats say they will leave.");
        assert_eq!(full.bylines[0].name, "Bo Park");
        assert_eq!(text(full.updated), "9 March 2026");
        assert_eq!(text(story("Fees rise\n\nOwners of small boats say they will leave.").dek), "");
        assert_eq!(story("Fees rise\n\nAna Ruiz\n\n9 March 2026").bylines.len(), 1);
        let meta = story("Fees rise\n\nBy Bo Park | 9 March 2026 | 4 min read");
        assert_eq!((meta.bylines.len(), text(meta.published)), (1, "9 March 2026".to_owned()));
    }

    #[test]
    fn no_invented_date() {
        let story = story("Fees rise\n\n2 hours ago");
        assert_eq!(story.published, None);
        assert_eq!(story.dropped[0].rule, "DT-relative");
    }
}
