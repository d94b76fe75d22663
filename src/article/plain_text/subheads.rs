//! Subheads: a short line with no stop, between paragraphs. Owns that decision for lines that are not marked as headings; a mark
//! (`## `, `**`, an underline, a running number) decides by itself. It never makes a subhead of a credit, a quotation, a lead-in to a
//! list, a sign-off, or of one of several short lines in a row.

use super::body::Page;
use super::graf::Graf;
use super::{byline, dates, figures, lists, meta, names, quotes, speakers, words};

/// Whether the graf is a subhead.
pub(super) fn is_subhead(page: &Page<'_>, at: usize) -> bool {
    let graf = &page.grafs[at];
    if graf.member.is_some() || !graf.verse.is_empty() {
        return false;
    }
    if graf.heading.is_some() {
        return at + 1 < page.grafs.len();
    }
    if !is_shaped(graf) || is_signature(page, at) {
        return false;
    }
    let Some(next) = page.grafs.get(at + 1) else { return false };
    // A line with a colon over a list is the list's own sentence.
    if graf.text.ends_with([':', '：']) && next.member.is_some() {
        return false;
    }
    let after_copy = at == 0 || ends_copy(&page.grafs[at - 1]) || super::takeaways::is_heading(&page.grafs[at - 1].text);
    // Two in a row are a heading and the heading below it; three are a list that lost its marks.
    let pair_first = is_shaped(next) && !begins_block(page, at + 1) && page.grafs.get(at + 2).is_some_and(is_copy);
    let pair_second = at >= 2
        && is_shaped(&page.grafs[at - 1])
        && !super::takeaways::is_heading(&page.grafs[at - 1].text)
        && ends_copy(&page.grafs[at - 2]);
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
fn is_signature(page: &Page<'_>, at: usize) -> bool {
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
        || name(at) && at > 0 && ends_copy(&page.grafs[at - 1]) && (short(at + 1) || text.contains(['.', '(']))
        || at > 1 && name(at - 1) && short(at) && ends_copy(&page.grafs[at - 2])
}

/// `Lena Oduya is the author of The Long Apology`, at the end of what she wrote.
fn is_about_author(page: &Page<'_>, text: &str) -> bool {
    page.writers
        .iter()
        .any(|writer| text.strip_prefix(writer.as_str()).is_some_and(|rest| rest.starts_with(' ') && words::starts_low(rest.trim_start())))
}

/// Whether a line has the shape of a heading.
fn is_shaped(graf: &Graf) -> bool {
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
        && !text.starts_with(['(', '[', '*', '—', '–', '-', '@', '#'])
        && quotes::shape(text) == quotes::Shape::Other
        && !(quotes::opens(text) && quotes::has_speech_word(text))
        && !lead_in
        && !text.contains("http")
        && !figures::is_credit(text)
        && !super::related::is_link(graf)
        && !lists::is_lone_mark(text)
        && !super::graf::is_rule(text)
        && !super::end_matter::is_end_mark(text)
        && lists::line_mark(text).is_none()
        && lists::number(text).is_none()
        && !super::facts::is_labelled(graf)
        && !text.split_once(": ").is_some_and(|(name, _)| words::is_caps(name) && super::names::is_person(name) && !words::is_caps(text))
}

/// Title case, all capitals or a question: a second sign that a line is a heading.
fn is_title_like(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().filter(|word| words::length(word) > 3).collect();
    let high = words.iter().filter(|word| words::starts_high(word)).count();
    text.ends_with(['?', '？']) || words::is_caps(text) || high * 4 >= words.len() * 3
}

/// Whether copy ends with this graf, so that a heading may follow.
fn ends_copy(graf: &Graf) -> bool {
    words::ends_sentence(&graf.text)
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
