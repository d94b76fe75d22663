//! Subheads: a short line with no stop, between paragraphs. Owns that decision for lines that are not marked as headings; a mark
//! (`## `, `**`, an underline, a running number) decides by itself. It never makes a subhead of a credit, a lead-in to a list, a sign-off,
//! a name, a date, a time, a button, a turn of a talk, or of one of several short lines in a row; and of a quotation only where the copy
//! below takes up its words, or where it is short and stands between two paragraphs.

use super::body::Page;
use super::graf::Graf;
use super::{Line, byline, dates, figures, furniture, lists, meta, names, quotes, speakers, times, transcripts, words};

/// The words of a subhead: without a colon that leads nowhere.
pub(super) fn line(graf: &Graf) -> Line {
    Line { text: graf.text.trim_end_matches([':', '：']).trim_end().to_owned(), line: graf.line }
}

/// Whether the graf is a subhead.
pub(super) fn is_subhead(page: &Page<'_>, at: usize) -> bool {
    let graf = &page.grafs[at];
    if graf.member.is_some() || !graf.verse.is_empty() {
        return false;
    }
    if graf.heading.is_some() {
        return at + 1 < page.grafs.len();
    }
    let Some(next) = page.grafs.get(at + 1) else { return false };
    let after_copy = at == 0 || ends_copy(page, at - 1) || super::takeaways::is_heading(&page.grafs[at - 1].text);
    if quoted(&graf.text).is_some() {
        return after_copy && at > 0 && is_quoted_subhead(page, at);
    }
    if !is_shaped(page, at) || says_who_or_when(page, at) {
        return false;
    }
    // A line with a colon over a list is the list's own sentence.
    if graf.text.ends_with([':', '：']) && next.member.is_some() {
        return false;
    }
    // Two in a row are a heading and the heading below it; three are a list that lost its marks.
    let pair_first = is_shaped(page, at + 1) && !begins_block(page, at + 1) && page.grafs.get(at + 2).is_some_and(is_copy);
    let pair_second =
        at >= 2 && is_shaped(page, at - 1) && !super::takeaways::is_heading(&page.grafs[at - 1].text) && ends_copy(page, at - 2);
    if pair_first && after_copy {
        return at > 0 && is_title_like(&graf.text) && is_title_like(&next.text);
    }
    if pair_second {
        return is_copy(next) && is_title_like(&graf.text);
    }
    after_copy && (is_copy(next) || begins_block(page, at + 1))
}

/// Whether a line says who wrote or when, and so is no heading: a byline, a date, a time, a line about the author, a name with the town below it
/// under a letter.
fn says_who_or_when(page: &Page<'_>, at: usize) -> bool {
    let text = page.grafs[at].text.as_str();
    let name =
        |at: usize| page.grafs.get(at).is_some_and(|graf| words::count(&graf.text) <= 5 && meta::is_bare_name(&graf.text, &page.seen));
    let short = |at: usize| page.grafs.get(at).is_some_and(|graf| words::count(&graf.text) <= 5 && !words::ends_sentence(&graf.text));
    dates::is_date_line(text)
        || dates::is_time(text)
        || byline::read(text, 0, page.desk).is_some()
        || byline::after(text).is_some()
        || super::furniture::is_furniture(text)
        || super::head::ends_in_credit(text)
        || names::is_desk_job(text)
            && words::has_case(text)
            && text.split_whitespace().take(2).all(words::starts_high)
            && text.contains(" is ")
        || is_about_author(page, text)
        || name(at) && at > 0 && ends_copy(page, at - 1) && (short(at + 1) || text.contains(['.', '(']))
        || at > 1 && name(at - 1) && short(at) && ends_copy(page, at - 2)
}

/// `Lena Oduya is the author of The Long Apology`, at the end of what she wrote.
fn is_about_author(page: &Page<'_>, text: &str) -> bool {
    page.writers
        .iter()
        .any(|writer| text.strip_prefix(writer.as_str()).is_some_and(|rest| rest.starts_with(' ') && words::starts_low(rest.trim_start())))
}

/// The marks a line may stand in.
const MARKS: [(char, char); 13] = [
    ('‘', '’'),
    ('\'', '\''),
    ('“', '”'),
    ('"', '"'),
    ('„', '“'),
    ('„', '”'),
    ('«', '»'),
    ('»', '«'),
    ('‹', '›'),
    ('‚', '‘'),
    ('”', '”'),
    ('「', '」'),
    ('『', '』'),
];

/// The words of a line that stands wholly in quotation marks and has no stop.
fn quoted(text: &str) -> Option<&str> {
    let mut letters = text.chars();
    let (open, close) = (letters.next()?, letters.next_back()?);
    let inner = letters.as_str().trim();
    let pair = MARKS.contains(&(open, close));
    // An apostrophe within is no mark.
    let plain = inner.char_indices().all(|(at, letter)| {
        let inside = |before: &str, after: &str| before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric);
        (letter != open && letter != close) || inside(&inner[..at], &inner[at + letter.len_utf8()..])
    });
    if !pair || !plain {
        return None;
    }
    let squares = inner.chars().any(words::is_unspaced);
    let short = if squares { words::length(inner) <= 24 } else { words::count(inner) <= 8 };
    let stopped = inner.ends_with(['.', ',', '。', '…', ';', ':']) || text.ends_with(['.', ',', '。']);
    (short && !stopped && inner.chars().any(char::is_alphabetic)).then_some(inner)
}

/// A line in quotation marks between two paragraphs: its words come again soon, and had not come before; or it is short.
fn is_quoted_subhead(page: &Page<'_>, at: usize) -> bool {
    let Some(inner) = quoted(&page.grafs[at].text).map(words::bare) else { return false };
    let next = &page.grafs[at + 1];
    let led = speakers::read(&page.grafs[at - 1].text, page.desk).is_some() && page.grafs[at - 1].text.ends_with([':', '：']);
    let spoken = page.grafs[at - 1].text.ends_with([':', '：']);
    if led || spoken || !is_copy(next) || quoted(&next.text).is_some() {
        return false;
    }
    let holds = |graf: &Graf| words::length(&graf.text) < 3000 && words::bare(&graf.text).contains(&inner);
    let below = page.grafs[at + 1..].iter().take(4).any(holds);
    let above = page.grafs[at.saturating_sub(4)..at].iter().any(holds);
    let count = inner.split(' ').count();
    // A short line that asks or cries may be said by somebody in a tale.
    let cried = inner.is_empty() || page.grafs[at].text.contains(['!', '?']);
    below && !above || count <= 4 && !cried
}

/// Whether a line has the shape of a heading.
fn is_shaped(page: &Page<'_>, at: usize) -> bool {
    let graf = &page.grafs[at];
    let text = graf.text.as_str();
    let count = words::count(text);
    let squares = text.chars().any(words::is_unspaced);
    let longest = if squares { 40 } else { 100 };
    let lead_in = text.ends_with([':', '：'])
        && (count > 5 || quotes::has_speech_word(text) || speakers::read(text, &super::Desk::default()).is_some());
    graf.member.is_none()
        && graf.verse.is_empty()
        && (1..=16).contains(&count)
        && !dates::is_time(text)
        && words::length(text) <= longest
        && text.chars().filter(|letter| letter.is_alphabetic()).count() >= 2
        && !words::ends_with_stop(text)
        && !text.ends_with([',', ';', '.', '…', '、', '，', '-', '—', '–'])
        && !(text.ends_with('!') && count > 4)
        && (words::starts_high(text) || squares)
        && !text.starts_with(['(', '[', '（', '【', '*', '—', '–', '-', '@', '#'])
        && quotes::shape(text) == quotes::Shape::Other
        && !(quotes::opens(text) && quotes::has_speech_word(text))
        && !lead_in
        && !text.contains("http")
        && !figures::is_credit(text)
        && !figures::ends_in_credit(text, page.desk)
        && !super::related::is_link(graf)
        && !lists::is_lone_mark(text)
        && !super::graf::is_rule(text)
        && !super::end_matter::is_end_mark(text)
        && lists::line_mark(text).is_none()
        && lists::number(text).is_none()
        && !super::facts::is_labelled(graf)
        && !transcripts::is_turn(page, graf)
        && !is_named(page, at)
        && !text.split_once(": ").is_some_and(|(name, _)| words::is_caps(name) && names::is_person(name) && !words::is_caps(text))
}

/// Whether a line is a person's, a date's or the page's: a name, a byline, a signature, a time, a button.
fn is_named(page: &Page<'_>, at: usize) -> bool {
    let text = page.grafs[at].text.as_str();
    dates::is_date_line(text)
        || times::is_time(text)
        || furniture::is_furniture(text)
        || byline::lead(text).is_some() && byline::read(text, 0, page.desk).is_some()
        || is_signature(text)
        || [" is a ", " is an ", " is the "].iter().any(|joint| text.split_once(joint).is_some_and(|(name, _)| names::is_person(name)))
        || at > 0 && !page.grafs[at].gap && is_signature(&page.grafs[at - 1].text)
        || page.grafs.get(at + 1).is_some_and(|next| begins_with(&next.text, text))
}

/// The place of a report on a line of its own, with which its first sentence begins: `白沢村`.
fn begins_with(next: &str, text: &str) -> bool {
    text.chars().all(words::is_unspaced) && words::length(text) <= 8 && next.starts_with(text)
}

/// A name as under a letter: with a title before it, or something in brackets after it. Where letters have no case nothing tells a name
/// from other words, and it takes a word for the work as well.
fn is_signature(text: &str) -> bool {
    if words::length(text) > 60 || text.contains([':', '?', '!']) {
        return false;
    }
    let bare = text.split(" (").next().unwrap_or(text).trim();
    if !words::has_case(bare) {
        return byline::lead(bare).is_some() || names::is_desk_job(bare) && names::is_person(bare);
    }
    let name = |text: &str| names::is_person(text) && !names::is_place_like(text) && text.split_whitespace().count() <= 4;
    let rest = bare.split_once(' ').filter(|(title, _)| names::is_title(title) || title.ends_with('.') && words::length(title) <= 5);
    // A heading in title case looks like a name of that many words; initials and brackets tell.
    let sure = |text: &str| text.split_whitespace().count() <= 3;
    rest.is_some_and(|(_, rest)| name(rest) || rest.split_whitespace().count() == 1 && words::starts_high(rest)) && bare.len() < 50
        || name(bare) && sure(bare)
}

/// Title case, all capitals or a question: a second sign that a line is a heading.
fn is_title_like(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().filter(|word| words::length(word) > 3).collect();
    let high = words.iter().filter(|word| words::starts_high(word)).count();
    text.ends_with(['?', '？']) || words::is_caps(text) || high * 4 >= words.len() * 3
}

/// Whether copy ends with this graf, so that a heading may follow.
fn ends_copy(page: &Page<'_>, at: usize) -> bool {
    let graf = &page.grafs[at];
    words::ends_sentence(&graf.text)
        || page.is_matter(at)
        || times::is_time(&graf.text)
        || transcripts::is_turn(page, graf)
        || is_signature(&graf.text)
        || at > 0 && !graf.gap && is_signature(&page.grafs[at - 1].text)
        || graf.member.is_some()
        || !graf.verse.is_empty()
        || figures::is_credit(&graf.text)
        || super::related::is_link(graf)
        || words::count(&graf.text) > 20
        || super::graf::is_rule(&graf.text)
        || dates::is_time(&graf.text)
}

/// Whether a graf is a paragraph that a heading may stand over.
fn is_copy(graf: &Graf) -> bool {
    let long = words::count(&graf.text) >= 8;
    graf.member.is_some() || !graf.verse.is_empty() || (words::ends_sentence(&graf.text) && long) || words::count(&graf.text) > 20
}

/// Whether something other than a paragraph begins here: a voice, a list, a run of facts.
fn begins_block(page: &Page<'_>, at: usize) -> bool {
    let text = &page.grafs[at].text;
    let speaks = speakers::read(text, page.desk).is_some() && page.grafs.get(at + 1).is_some_and(|next| quotes::opens(&next.text));
    speaks
        || speakers::split_quote(text).is_some()
        || quotes::opens(text)
        || (text.ends_with([':', '：']) && page.grafs.get(at + 1).is_some_and(|next| next.member.is_some()))
        || super::facts::read(&page.grafs[at..]).is_some()
        || (words::ends_sentence(text) && words::count(text) >= 2)
}
