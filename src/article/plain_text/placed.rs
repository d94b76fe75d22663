//! Datelines that prove themselves by their company and not by their form: a place that no list knows (`HARNAGAR: Text`, `Port Ravo, Ravo –
//! Text`, `Norderoog. Text`), which the text names again; and the fixed run-ins of agencies with no dash (`New Delhi, Mar 9 (PTI) Text`,
//! `【白沢共同】`). They are asked only of the very first paragraph.

use std::sync::LazyLock;

use super::tables::Phrases;
use super::{Block, Dateline, PlainStory, dateline, dates, labels, names, related, tables, words};

/// A run-in of a fixed form with no dash after it.
pub(super) fn run_in(text: &str, line: usize) -> Option<(Dateline, &str)> {
    chinese(text, line).or_else(|| japanese(text, line)).or_else(|| undashed(text, line))
}

/// `本报青岭3月8日电`: a place, a day, and the word for a dispatch. Who sent it may follow in brackets, which are left.
fn chinese(text: &str, line: usize) -> Option<(Dateline, &str)> {
    let (at, sign) = text.char_indices().take(32).find(|&(_, letter)| matches!(letter, '电' | '電' | '讯' | '訊'))?;
    let (inner, end) = (&text[..at], at + sign.len_utf8());
    let (before, date) = inner.split_at(inner.find(char::is_numeric)?);
    if !date.contains('月') || !date.ends_with('日') || !inner.chars().all(|letter| words::is_unspaced(letter) || letter.is_numeric()) {
        return None;
    }
    let agencies = tables::entries(include_str!("data/agencies.txt")).chain(["本报", "本報", "本社", "本网", "本台"]);
    let agency = agencies.filter(|agency| before.starts_with(agency)).max_by_key(|agency| agency.len());
    let place = before.strip_prefix(agency.unwrap_or_default()).filter(|place| (1..=8).contains(&words::length(place)))?;
    let rest = text[end..].trim_start();
    (words::count(rest) >= 8)
        .then(|| (Dateline { place: place.to_owned(), agency: agency.map(str::to_owned), text: text[..end].to_owned(), line }, rest))
}

/// `【白沢共同】`: a place, and an agency of Japan.
fn japanese(text: &str, line: usize) -> Option<(Dateline, &str)> {
    let (inner, rest) = text.strip_prefix('【')?.split_once('】')?;
    if words::length(inner) > 24 || words::count(rest) < 8 {
        return None;
    }
    let agency =
        ["共同", "時事", "ロイター", "ＡＦＰ時事", "AFP時事", "AFP", "ＡＰ", "AP"].into_iter().find(|agency| inner.ends_with(agency))?;
    let place = inner[..inner.len() - agency.len()].trim_end_matches('＝');
    let start = text.len() - rest.len();
    (!place.is_empty()).then(|| {
        (Dateline { place: place.to_owned(), agency: Some(agency.to_owned()), text: text[..start].to_owned(), line }, rest.trim_start())
    })
}

/// `New Delhi, Mar 9 (PTI) Text`: place, date and agency, and no dash.
fn undashed(text: &str, line: usize) -> Option<(Dateline, &str)> {
    let close = text.char_indices().take(80).find(|&(_, letter)| letter == ')').map(|(at, _)| at + 1)?;
    let (run_in, rest) = (&text[..close], text[close..].trim_start());
    let (before, agency) = dateline::split_agency(run_in);
    let (place, _) = dates::split_trailing(before)?;
    let place = place.trim().trim_end_matches(',').trim_end();
    let fits = agency.is_some_and(|agency| words::is_caps(agency) && words::count(agency) == 1)
        && is_place_shaped(place)
        && words::starts_high(rest)
        && rest.starts_with(char::is_alphabetic)
        && words::count(rest) >= 8;
    fits.then(|| (Dateline { place: place.to_owned(), agency: agency.map(str::to_owned), text: run_in.to_owned(), line }, rest))
}

/// One to four words with capitals, or two such parts.
fn is_place_shaped(text: &str) -> bool {
    let parts: Vec<&str> = text.split(", ").collect();
    (1..=3).contains(&parts.len())
        && words::length(text) <= 50
        && parts.iter().all(|part| {
            (1..=4).contains(&part.split_whitespace().count())
                && part.split_whitespace().all(|word| words::starts_high(word) || names::is_particle(&words::fold(word)))
                && part.chars().all(|letter| letter.is_alphabetic() || matches!(letter, ' ' | '-' | '\'' | '’' | '.'))
                && part.chars().any(char::is_alphabetic)
        })
}

static KICKERS: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::all(include_str!("data/kickers.txt")));

/// Whether words at the start of a text are a label and no place.
fn is_label(text: &str) -> bool {
    labels::is_label(text)
        || labels::is_reserved(text)
        || labels::is_run_in(text)
        || related::is_heading(text)
        || names::has_title(text)
        || KICKERS.has(&words::fold(text))
}

/// A place before the first sentence, which the rest of the story names again.
pub(super) fn in_company<'a>(text: &'a str, line: usize, at: usize, story: &PlainStory) -> Option<(Dateline, &'a str)> {
    let (place, run_in, rest) = [" – ", " — ", " - ", " -- ", ": ", "：", ". "]
        .into_iter()
        .filter_map(|joint| cut(text, joint))
        .min_by_key(|(place, _, _)| place.len())?;
    let sentence = words::count(rest) >= 8 && words::ends_sentence(rest) && words::starts_high(rest);
    if !sentence || !is_place_shaped(place) || is_label(place) {
        return None;
    }
    // Talk in turns and lists of labels have the same form in more than one paragraph.
    let again = story.blocks.iter().skip(at + 1).any(|block| {
        matches!(block, Block::RunIn { .. })
            || matches!(block, Block::Paragraph(paragraph) if paragraph.text.split_once(": ").is_some_and(|(label, _)| words::is_caps(label) && words::count(label) <= 3))
    });
    let joint = &text[run_in.len()..text.len() - rest.len()];
    let capitals = words::is_caps(place);
    let named = is_named_again(place, rest, story, at);
    let fits = match joint.trim() {
        ":" | "：" => capitals && !again && named,
        // Only a report that is said to be from there.
        "." => !capitals && place.split_whitespace().count() <= 3 && is_whereabouts(place, rest, story, at),
        _ => named && (capitals || place.contains(", ")),
    };
    fits.then(|| (Dateline { place: place.to_owned(), agency: None, text: run_in.to_owned(), line }, rest))
}

/// The words before a joint, near the start of a text: the place, the run-in as it stands, and the rest.
fn cut<'a>(text: &'a str, joint: &str) -> Option<(&'a str, &'a str, &'a str)> {
    let at = text.find(joint).filter(|&at| at > 0 && at <= 80)?;
    let end = at + joint.len();
    Some((text[..at].trim(), &text[..at], text[end..].trim_start()))
}

/// A place in capitals on a line of its own, which the paragraph below names.
pub(super) fn alone(text: &str, line: usize, below: &str) -> Option<Dateline> {
    let place = text.trim_end_matches([':', '.', '-', '–', '—', ' ']);
    let fits = words::is_caps(place) && is_place_shaped(place) && !is_label(place) && words::count(below) >= 8 && has_as_name(below, place);
    fits.then(|| Dateline { place: place.to_owned(), agency: None, text: place.to_owned(), line })
}

/// The other words of a story: its headline, dek and paragraphs.
fn others(story: &PlainStory, at: usize) -> impl Iterator<Item = &str> {
    let head = [&story.headline, &story.dek].into_iter().flatten().map(|line| line.text.as_str());
    head.chain(story.blocks.iter().enumerate().filter(move |&(other, _)| other != at).filter_map(|(_, block)| match block {
        Block::Paragraph(paragraph) => Some(paragraph.text.as_str()),
        Block::Subhead(line) => Some(line.text.as_str()),
        _ => None,
    }))
}

/// Whether a text has a place as a name, in small letters but the first of each word.
fn has_as_name(text: &str, place: &str) -> bool {
    let place = words::fold(place);
    let first = place.split(", ").next().unwrap_or(&place);
    names_in(text, first).any(|(_, found)| found.chars().any(char::is_lowercase) && words::starts_high(&found))
}

/// Where a folded name stands in a text, word by word: the word before it, and the words as they stand.
fn names_in<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = (&'a str, String)> {
    let wanted: Vec<&str> = name.split(' ').collect();
    let tokens: Vec<&str> = text
        .split(|letter: char| letter.is_whitespace() || matches!(letter, '(' | ')' | ',' | '“' | '„' | '"'))
        .filter(|token| !token.is_empty())
        .collect();
    let size = wanted.len();
    (0..tokens.len().saturating_sub(size - 1)).filter_map(move |at| {
        let found = &tokens[at..at + size];
        let same = found.iter().zip(&wanted).all(|(token, wanted)| {
            let token = token.trim_end_matches(|letter: char| !letter.is_alphanumeric());
            let token = token.strip_suffix("'s").or_else(|| token.strip_suffix("’s")).unwrap_or(token);
            words::fold(token) == *wanted
        });
        same.then(|| (if at == 0 { "" } else { tokens[at - 1] }, found.join(" ")))
    })
}

fn is_named_again(place: &str, rest: &str, story: &PlainStory, at: usize) -> bool {
    let parts: Vec<&str> = place.split(", ").collect();
    parts.iter().any(|part| has_as_name(rest, part) || others(story, at).any(|text| has_as_name(text, part)))
}

/// Whether the story says that something is in or from the place.
fn is_whereabouts(place: &str, rest: &str, story: &PlainStory, at: usize) -> bool {
    let name = words::fold(place);
    let said = |text: &str| {
        names_in(text, &name).any(|(before, found)| {
            let before = words::fold(before);
            words::starts_high(&found)
                && matches!(
                    before.as_str(),
                    "in" | "aus"
                        | "von"
                        | "bei"
                        | "nach"
                        | "at"
                        | "of"
                        | "near"
                        | "from"
                        | "à"
                        | "de"
                        | "en"
                        | "a"
                        | "di"
                        | "em"
                        | "te"
                        | "w"
                        | "z"
                        | "i"
                        | "på"
                        | "ved"
                        | "v"
                        | "в"
                        | "из"
                        | "у"
                        | "з"
                        | "hafen"
                        | "stadt"
                        | "town"
                )
        })
    };
    dateline::is_place(place) || said(rest) || others(story, at).any(said)
}
