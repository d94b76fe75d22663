//! The dateline: place, date and agency run in before the first paragraph (`GROSSETO, Italy (AP) —`, `LONDON, Feb 3 (Reuters) -`,
//! `Berlin (dpa) -`). Owns the forms and the places of `data/places.txt`. Without an agency or a date the place must be a known one,
//! for `NATO —` and `BREAKING —` look the same. It takes the run-in off the paragraph as it stands and keeps its words.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::{Block, Dateline, Desk, Line, Paragraph, PlainStory, dates, placed, tables, words};

static PLACES: LazyLock<HashSet<String>> = LazyLock::new(|| tables::entries(include_str!("data/places.txt")).map(words::fold).collect());
static AGENCIES: LazyLock<HashSet<String>> =
    LazyLock::new(|| tables::entries(include_str!("data/agencies.txt")).map(words::fold).collect());

/// Whether a text is the name of a known place.
pub(super) fn is_place(text: &str) -> bool {
    PLACES.contains(words::fold(text).trim_end_matches(['.', ',']))
}

/// Whether a paragraph begins with a dateline.
pub(super) fn begins(text: &str, desk: &Desk<'_>) -> bool {
    read(text, 0, desk).is_some()
}

/// Lines that are no sentence and may stand before the first paragraph, such as the source and the size of type.
const BEFORE: usize = 4;

/// Lifts the dateline off the first paragraph of the body.
pub(super) fn lift(story: &mut PlainStory, desk: &Desk<'_>) {
    let mut passed = 0;
    for at in 0..story.blocks.len() {
        let (Block::Paragraph(Paragraph { text, line, .. }) | Block::Subhead(Line { text, line })) = &story.blocks[at] else { continue };
        let (text, line) = (text.clone(), *line);
        if matches!(&story.blocks[at], Block::Paragraph(paragraph) if !paragraph.verse.is_empty()) {
            return;
        }
        let paragraph = matches!(story.blocks[at], Block::Paragraph(_));
        if paragraph
            && let Some((dateline, rest)) =
                read(&text, line, desk).or_else(|| placed::run_in(&text, line)).or_else(|| placed::in_company(&text, line, at, story))
        {
            let rest = rest.to_owned();
            if let Block::Paragraph(paragraph) = &mut story.blocks[at] {
                paragraph.text = rest;
            }
            story.dateline.get_or_insert(dateline);
            return;
        }
        if words::ends_sentence(&text) && words::count(&text) >= 5 || words::count(&text) >= 12 {
            return;
        }
        // A dateline on a line of its own, above its paragraph.
        let below = match story.blocks.get(at + 1) {
            Some(Block::Paragraph(below)) if below.verse.is_empty() => Some(below.text.as_str()),
            _ => None,
        };
        if let Some(below) = below {
            let whole = format!("{} {FILLER}", text.trim_end());
            let alone = read(&whole, line, desk).filter(|(_, rest)| *rest == FILLER).map(|(dateline, _)| dateline);
            if let Some(dateline) = alone.or_else(|| placed::alone(&text, line, below)) {
                story.dateline.get_or_insert(dateline);
                story.blocks.remove(at);
                return;
            }
        }
        passed += 1;
        if passed > BEFORE {
            return;
        }
    }
}

/// A sentence long enough to follow any dateline.
const FILLER: &str = "One two three four five six seven eight nine.";

/// Reads the dateline at the start of a paragraph, and the paragraph without it.
fn read<'a>(text: &'a str, line: usize, desk: &Desk<'_>) -> Option<(Dateline, &'a str)> {
    newswire(text, line).or_else(|| unspaced(text, line)).or_else(|| agency_first(text, line, desk)).or_else(|| dashed(text, line, desk))
}

/// `(ANSA) - ROMA, 9 MAR - Text`.
fn agency_first<'a>(text: &'a str, line: usize, desk: &Desk<'_>) -> Option<(Dateline, &'a str)> {
    let (agency, after) = text.strip_prefix('(')?.split_once(')')?;
    let inner = after.trim_start().trim_start_matches(['-', '–', '—']).trim_start();
    if inner.len() == after.len() || !is_agency(agency, desk) {
        return None;
    }
    let (dateline, rest) = dashed(inner, line, desk)?;
    let start = text.len() - inner.len();
    let run_in = text[..start + dateline.text.len()].to_owned();
    Some((Dateline { agency: Some(agency.to_owned()), text: run_in, ..dateline }, rest))
}

/// `NEW YORK--(BUSINESS WIRE)--Text`.
fn newswire(text: &str, line: usize) -> Option<(Dateline, &str)> {
    let (place, rest) = text.split_once("--(").filter(|(place, _)| words::length(place) <= 60)?;
    let (agency, rest) = rest.split_once(")--")?;
    let end = text.len() - rest.len() - 2;
    AGENCIES.contains(&words::fold(agency)).then(|| {
        let dateline = Dateline { place: place.trim().to_owned(), agency: Some(agency.to_owned()), text: text[..end].to_owned(), line };
        (dateline, rest.trim_start())
    })
}

/// `新华社北京3月9日电 ...`: an agency, a place, a date and the word for a dispatch.
fn unspaced(text: &str, line: usize) -> Option<(Dateline, &str)> {
    if !text.starts_with(words::is_unspaced) {
        return None;
    }
    let agency = tables::entries(include_str!("data/agencies.txt"))
        .filter(|agency| agency.chars().all(words::is_unspaced))
        .find(|agency| text.starts_with(agency))?;
    let (end, sign) = text.char_indices().take(32).find(|&(_, letter)| letter == '电' || letter == '電')?;
    let end = end + sign.len_utf8();
    let inner = &text[agency.len()..end - sign.len_utf8()];
    let place: String = inner.chars().take_while(|letter| !letter.is_numeric()).collect();
    let dated = inner.contains('月') && inner.ends_with('日');
    let rest = text[end..].trim_start();
    (dated && !place.is_empty() && words::count(rest) >= 8).then(|| {
        let dateline = Dateline { place, agency: Some(agency.to_owned()), text: text[..end].to_owned(), line };
        (dateline, rest)
    })
}

/// Place, date and agency, a dash, and at least eight words of a sentence.
fn dashed<'a>(text: &'a str, line: usize, desk: &Desk<'_>) -> Option<(Dateline, &'a str)> {
    for (at, dash) in dashes(text) {
        let (run_in, rest) = (text[..at].trim_end(), text[at + dash.len()..].trim_start());
        let opens = rest.chars().next().is_some_and(|first| {
            !first.is_lowercase() && (first.is_alphanumeric() || matches!(first, '“' | '"' | '«' | '„' | '‘' | '\'' | '$' | '€' | '£'))
        });
        if !opens || words::count(rest) < 8 {
            continue;
        }
        if let Some(dateline) = parse(run_in, rest, line, desk) {
            return Some((dateline, rest));
        }
    }
    None
}

/// The dashes near the start of a paragraph.
fn dashes(text: &str) -> Vec<(usize, &'static str)> {
    let mut found = Vec::new();
    for dash in ["—", "–", "--", " - ", " ‑ ", "―", ".-", " _ "] {
        found.extend(
            text.match_indices(dash)
                .map(|(at, _)| at)
                // Ninety letters have no more bytes than this.
                .take_while(|&at| at <= 360)
                .filter(|&at| at > 0 && words::length(&text[..at]) <= 90)
                .map(|at| (at, dash)),
        );
    }
    found.sort_unstable();
    found
}

fn parse(run_in: &str, rest: &str, line: usize, desk: &Desk<'_>) -> Option<Dateline> {
    let (before, agency) = split_agency(run_in);
    let (place, dated) = match dates::split_trailing(before) {
        Some((place, _)) => (place, true),
        None => (before, false),
    };
    let place = place.trim().trim_end_matches(',').trim_end();
    let mut parts = place.split(", ");
    let first = parts.next().filter(|first| !first.is_empty())?;
    let regions: Vec<&str> = parts.collect();
    let known_agency = agency.is_some_and(|agency| is_agency(agency, desk));
    let shaped = words::count(first) <= 4
        && regions.len() <= 2
        && place.split_whitespace().all(|word| words::starts_high(word) || is_small(word))
        && place.chars().all(|letter| {
            letter.is_alphabetic()
                || letter.is_whitespace()
                || matches!(letter, '.' | '\'' | '’' | ',' | '-' | '/' | '\u{200c}')
                || ('\u{0300}'..='\u{036f}').contains(&letter)
        });
    if !shaped || words::length(place) > 60 {
        return None;
    }
    let caps = words::is_caps(first);
    let region_known = regions.last().is_some_and(|region| is_place(region));
    let known = is_place(first) || is_place(place) || region_known;
    // A second dash soon after would make the first one a pair with it: `Paris — The old one — is closed.`
    let paired = rest.split(['.', '?']).next().is_some_and(|sentence| sentence.contains(" — ") || sentence.contains(" – "));
    let fits = if agency.is_some() {
        caps || known_agency
    } else if caps {
        known || dated
    } else {
        known && words::has_case(place) && !paired && (dated || region_known || is_place(first)) && words::ends_sentence(rest)
    };
    fits.then(|| Dateline { place: place.to_owned(), agency: agency.map(str::to_owned), text: run_in.to_owned(), line })
}

fn is_small(word: &str) -> bool {
    super::names::is_particle(&words::fold(word)) || matches!(word, "of" | "the" | "and" | "am" | "sur" | "upon" | "on")
}

/// `(AP)` or `/PRNewswire/` at the end of a run-in.
pub(super) fn split_agency(run_in: &str) -> (&str, Option<&str>) {
    let bracketed = run_in.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    let slashed = run_in.strip_suffix('/').and_then(|text| text.rsplit_once('/'));
    let Some((before, agency)) = bracketed.or(slashed) else { return (run_in, None) };
    let fits = words::length(agency) <= 30 && agency.chars().any(char::is_alphabetic) && !dates::is_date(agency);
    if fits { (before.trim_end(), Some(agency)) } else { (run_in, None) }
}

fn is_agency(agency: &str, desk: &Desk<'_>) -> bool {
    let folded = words::fold(agency);
    let own = !desk.site_title.is_empty() && words::fold(desk.site_title) == folded;
    own || desk.agencies.iter().any(|agency| words::fold(agency) == folded)
        || AGENCIES.contains(&folded)
        || folded.split('/').next().is_some_and(|first| AGENCIES.contains(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    const REST: &str = "The harbour board voted on Monday to raise its fees by a tenth.";

    fn place(run_in: &str) -> Option<(String, Option<String>)> {
        read(&format!("{run_in} {REST}"), 1, &Desk::default()).map(|(dateline, rest)| {
            assert_eq!(rest, REST);
            (dateline.place, dateline.agency)
        })
    }

    #[test]
    fn forms() {
        let of = |place: &str, agency: Option<&str>| Some((place.to_owned(), agency.map(str::to_owned)));
        assert_eq!(place("GROSSETO, Italy (AP) —"), of("GROSSETO, Italy", Some("AP")));
        assert_eq!(place("PARIS (AP) --"), of("PARIS", Some("AP")));
        assert_eq!(place("LONDON, Feb 3 (Reuters) -"), of("LONDON", Some("Reuters")));
        assert_eq!(place("Berlin (dpa) -"), of("Berlin", Some("dpa")));
        assert_eq!(place("Paris (AFP) –"), of("Paris", Some("AFP")));
        assert_eq!(place("WASHINGTON, D.C. –"), of("WASHINGTON, D.C.", None));
        assert_eq!(place("SEATTLE, Feb. 3, 2026 /PRNewswire/ --"), of("SEATTLE", Some("PRNewswire")));
        assert_eq!(place("MERRIVALE, March 9 (Wire) -"), of("MERRIVALE", Some("Wire")));
        assert_eq!(place("Washington, DC -"), of("Washington, DC", None));
        assert_eq!(place("МОСКВА, 9 марта —"), of("МОСКВА", None));
        assert_eq!(place("Madrid (EFE).-"), of("Madrid", Some("EFE")));
        assert_eq!(place("(ANSA) - ROMA, 9 MAR -"), of("ROMA", Some("ANSA")));
    }

    #[test]
    fn no_datelines() {
        for run_in in ["NATO —", "BREAKING —", "UPDATE —", "COVID-19 —", "Q&A -", "MERRIVALE —", "GULL POINT —"] {
            assert_eq!(place(run_in), None, "{run_in}");
        }
        assert!(!begins("NATO — the alliance of many states that met on Monday in the town.", &Desk::default()));
        assert!(!begins("WHO: Senators and the harbour board and many others who came along.", &Desk::default()));
        assert!(!begins("LONDON: A History – review", &Desk::default()));
        assert!(!begins("GEAR-UP is designed to help all the pupils of the county to read.", &Desk::default()));
    }
}
