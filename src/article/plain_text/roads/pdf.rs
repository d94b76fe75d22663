//! Copy out of a PDF: page numbers and running heads stand between the lines of a paragraph, words are broken at the end of a line, two
//! columns stand side by side. `columns` puts columns under each other and `hyphens` makes words whole; here the lines that recur from page
//! to page go, and a sentence that ran over the page is one again.
//!
//! A line that occurs twice is no running head by itself. It takes a sign that the text has pages: their numbers, a form feed, a line set
//! out to both margins; or a third time.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::super::tables::Phrases;
use super::super::{Line, dates, end_matter, furniture, lists, words};
use super::{Joint, Sheet, columns, hyphens, tidy};

static PAGES: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::all(include_str!("../data/pages.txt")));

/// The most rows of a page's head or foot that stand together.
const STEP: usize = 3;

/// Takes the marks of pages off.
pub(super) fn take(sheet: &mut Sheet) {
    columns::unfold(sheet);
    let filled = sheet.filled();
    let numbers: HashSet<usize> = page_numbers(sheet, &filled).into_iter().collect();
    let heads = running_heads(sheet, &filled, &numbers);
    let mut gone: Vec<usize> = heads.iter().chain(&numbers).copied().collect();
    gone.sort_unstable();
    gone.dedup();
    if sheet.report.date.is_none() {
        sheet.report.date = heads.iter().find_map(|&at| date_in(&sheet.rows[at].text).map(|text| Line { text, line: sheet.rows[at].line }));
    }
    for &at in &gone {
        sheet.drop_row(at, "PD1");
    }
    close_up(sheet, &gone);
    hyphens::join(sheet);
    if !gone.is_empty() {
        join_headline(sheet);
    }
}

/// The rows that are the number of a page.
fn page_numbers(sheet: &Sheet, filled: &[usize]) -> Vec<usize> {
    let text = |at: usize| sheet.rows[at].text.trim();
    let named: Vec<usize> =
        filled.iter().copied().filter(|&at| words::length(text(at)) <= 40 && PAGES.has(&words::fold(text(at)))).collect();
    let alone = |at: usize| {
        let blank = |at: Option<usize>| at.and_then(|at| sheet.rows.get(at)).is_none_or(super::Row::is_blank);
        blank(at.checked_sub(1)) && blank(Some(at + 1)) || sheet.rows[at].page || sheet.rows.get(at + 1).is_some_and(|next| next.page)
    };
    let bare: Vec<(usize, u32)> =
        filled.iter().copied().filter(|&at| alone(at)).filter_map(|at| number(text(at)).map(|value| (at, value))).collect();
    // Numbers of pages go up by one, and there is more than one of them or another sign of pages.
    let mut run: Vec<(usize, u32)> = Vec::new();
    for &(at, value) in &bare {
        if run.last().is_none_or(|&(_, last)| last + 1 == value) {
            run.push((at, value));
        }
    }
    let paged = !named.is_empty() || sheet.rows.iter().any(|row| row.page);
    if run.len() < 2 && !paged {
        run.clear();
    }
    named.into_iter().chain(run.into_iter().map(|(at, _)| at)).collect()
}

/// `3`, `- 3 -`, `[3]`.
fn number(text: &str) -> Option<u32> {
    let bare = text.trim_matches(|letter: char| matches!(letter, '-' | '–' | '—' | '[' | ']' | '|' | '·') || letter.is_whitespace());
    ((1..=3).contains(&bare.len()) && bare.bytes().all(|digit| digit.is_ascii_digit()) && text.len() <= 12).then(|| bare.parse().ok())?
}

/// A row for comparing: without the number of the page at either end, which is given too.
fn key(text: &str) -> (String, Option<u32>) {
    let tidied = tidy(text);
    let folded = words::fold(&tidied);
    let ends = |part: &str| part.bytes().all(|digit| digit.is_ascii_digit()) && (1..=3).contains(&part.len());
    let pieces: Vec<&str> = folded.split(' ').collect();
    if let [rest @ .., last] = pieces.as_slice()
        && ends(last)
        && rest.len() >= 2
    {
        return (rest.join(" "), last.parse().ok());
    }
    if let [first, rest @ ..] = pieces.as_slice()
        && ends(first)
        && rest.len() >= 2
    {
        return (rest.join(" "), first.parse().ok());
    }
    (folded, None)
}

/// The rows that recur from page to page.
fn running_heads(sheet: &Sheet, filled: &[usize], numbers: &HashSet<usize>) -> Vec<usize> {
    let mut found: HashMap<String, Vec<(usize, Option<u32>)>> = HashMap::new();
    for (nth, &at) in filled.iter().enumerate() {
        let text = sheet.rows[at].text.trim();
        if (4..=110).contains(&words::length(text)) && may_recur(text) {
            let (key, number) = key(text);
            found.entry(key).or_default().push((nth, number));
        }
    }
    let paged = !numbers.is_empty() || sheet.rows.iter().any(|row| row.page);
    let broken = hyphens::breaks(sheet) >= 1;
    let mut heads = Vec::new();
    for places in found.into_values().filter(|places| places.len() >= 2) {
        let apart = places.windows(2).all(|pair| pair[1].0 - pair[0].0 > STEP);
        let numbered = places.iter().all(|(_, number)| number.is_some());
        let counted = places.windows(2).all(|pair| matches!((pair[0].1, pair[1].1), (Some(one), Some(two)) if two > one && two <= one + 2));
        // `Step 1`, `Step 2`: the same words with numbers are heads only where there are pages.
        let alike = !numbered && places.iter().all(|(_, number)| number.is_none()) || counted && paged;
        let standing = places.iter().all(|&(nth, _)| stands_alone(sheet, filled, nth, numbers));
        let spread = places.iter().all(|&(nth, _)| is_spread(&sheet.rows[filled[nth]].text));
        let sure = paged || spread || places.len() >= 3 && standing && broken;
        if apart && alike && standing && sure {
            heads.extend(places.iter().map(|&(nth, _)| filled[nth]));
        }
    }
    heads.sort_unstable();
    heads
}

fn may_recur(text: &str) -> bool {
    text.chars().filter(|letter| letter.is_alphabetic()).count() >= 3
        && !words::ends_sentence(text)
        && !text.ends_with([':', '：', ','])
        && lists::line_mark(text).is_none()
        && !lists::is_lone_mark(text)
        && !super::super::graf::is_rule(text)
        && !furniture::is_furniture(text)
        && !end_matter::is_end_mark(text)
        && !text.starts_with(['“', '"', '«', '„', '[', '#', '>'])
}

/// Whether blank lines, the edge of a page or a page's number stand on both sides of a row, or another row of the head.
fn stands_alone(sheet: &Sheet, filled: &[usize], nth: usize, numbers: &HashSet<usize>) -> bool {
    let at = filled[nth];
    let page = sheet.rows[at].page || sheet.rows.get(at + 1).is_some_and(|next| next.page);
    let open = |other: Option<usize>| {
        other.and_then(|other| sheet.rows.get(other)).is_none_or(super::Row::is_blank)
            || other.is_some_and(|other| numbers.contains(&other))
    };
    page || open(at.checked_sub(1)) && open(Some(at + 1)) || nth == 0 && open(Some(at + 1))
}

/// A row set out to both margins: two texts with a wide space between.
fn is_spread(text: &str) -> bool {
    let trimmed = text.trim();
    trimmed.split("    ").filter(|part| !part.trim().is_empty()).count() == 2
        || trimmed.split('\t').filter(|part| !part.trim().is_empty()).count() == 2
}

/// The date in a running head.
fn date_in(text: &str) -> Option<String> {
    let spread = text.split("   ").flat_map(|part| part.split(['\t', '|', '•', '·'])).map(tidy);
    spread.filter(|part| !part.is_empty() && dates::is_date(part)).find(|part| super::super::date(part).is_some())
}

/// Joins a headline that was set on two rows or three: the first rows of all, of which each but the first goes on in small letters.
fn join_headline(sheet: &mut Sheet) {
    let Some(first) = sheet.rows.iter().position(|row| !row.is_blank()) else { return };
    for next in first + 1..(first + 3).min(sheet.rows.len()) {
        let (above, below) = (sheet.rows[first].text.trim(), sheet.rows[next].text.trim());
        let short = words::length(above) <= 90 && words::length(below) <= 60;
        if !short
            || words::ends_sentence(above)
            || words::ends_sentence(below)
            || !words::starts_low(below)
            || super::super::byline::lead(below).is_some_and(|_| words::starts_high(below))
        {
            return;
        }
        sheet.rows[first].text = format!("{above} {below}");
        sheet.rows[next].text.clear();
        sheet.rows[next].joint = Joint::Seamless;
    }
}

/// Joins what a page's end had parted.
fn close_up(sheet: &mut Sheet, gone: &[usize]) {
    let mut from = 0;
    while from < gone.len() {
        let Some(before) = (0..gone[from]).rev().find(|&at| !sheet.rows[at].is_blank()) else {
            from += 1;
            continue;
        };
        let Some(after) = (gone[from]..sheet.rows.len()).find(|&at| !sheet.rows[at].is_blank()) else { return };
        let next = gone.iter().skip(from).take_while(|&&at| at < after).count();
        let (prev, rest) = (sheet.rows[before].text.trim_end(), sheet.rows[after].text.trim_start());
        let open = !words::ends_sentence(prev) && !prev.ends_with([':', '：']) && words::length(prev) >= 20;
        if open && (words::starts_low(rest) || prev.ends_with([',', '-'])) {
            for row in &mut sheet.rows[before + 1..after] {
                row.joint = Joint::Seamless;
            }
        }
        from += next.max(1);
    }
}
