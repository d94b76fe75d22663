//! Date lines: `Published 9 March 2026`, `Updated ...`, or a line that is a date and nothing else. Owns telling dates from text, in
//! the month names of `data/months.txt`; it does not work out which day is meant, and a date that is not written out (`2 hours
//! ago`) stays a text: no date is ever invented.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::tables::{self, Leads, Phrases};
use super::words;

/// What a date line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Published,
    Updated,
    /// A time that depends on the day of copying.
    Relative,
}

static MONTHS: LazyLock<HashSet<&str>> = LazyLock::new(|| tables::vocabulary(include_str!("data/months.txt")));
static WEEKDAYS: LazyLock<HashSet<&str>> = LazyLock::new(|| tables::vocabulary(include_str!("data/weekdays.txt")));
static GLUE: LazyLock<HashSet<&str>> = LazyLock::new(|| tables::vocabulary(include_str!("data/date_words.txt")));

/// Whether a folded word is the name of a month or a day of the week.
pub(super) fn is_month_or_day(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    // May, March, April and Sun are names and words too.
    !matches!(
        word,
        "may"
            | "april"
            | "mar"
            | "sun"
            | "sat"
            | "jan"
            | "dim"
            | "sam"
            | "mai"
            | "juin"
            | "august"
            | "lun"
            | "mer"
            | "sol"
            | "dom"
            | "mart"
    ) && word.chars().count() > 3
        && (MONTHS.contains(word) || WEEKDAYS.contains(word))
}

/// Whether a folded word may stand in a date.
pub(super) fn is_word(word: &str) -> bool {
    is_name(word) || GLUE.contains(word) || word.chars().all(char::is_numeric)
}

/// Whether a folded word is the name of a month or of a day.
pub(super) fn is_name(word: &str) -> bool {
    MONTHS.contains(word) || WEEKDAYS.contains(word)
}

/// Whether a text is a date, with or without a time, and nothing else.
pub(super) fn is_date(text: &str) -> bool {
    words::length(text) <= 80 && read(text).is_some_and(|found| found.is_day())
}

/// What was found in a text that holds nothing but the parts of a date.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one part of a date, seen or not")]
struct Found {
    numbers: usize,
    /// The first three numbers, and how many digits each has.
    first: [(u32, usize); 3],
    month: bool,
    weekday: bool,
    squares: bool,
    clock: bool,
}

impl Found {
    fn is_day(&self) -> bool {
        (self.month && self.numbers >= 1) || self.squares || (self.in_numbers() && (self.numbers >= 5 || !self.clock))
    }

    /// `2026-03-09`, `9/3/26`: day, month and year in one of the usual orders.
    fn in_numbers(&self) -> bool {
        let [one, two, three] = self.first;
        let year = |(value, digits): (u32, usize)| (digits == 4 && (1900..2100).contains(&value)) || digits == 2;
        let part = |(value, digits): (u32, usize)| (1..=31).contains(&value) && digits <= 2;
        let months = |one: u32, two: u32| one.min(two) <= 12;
        self.numbers >= 3
            && ((one.1 == 4 && year(one) && part(two) && part(three) && months(two.0, three.0))
                || (part(one) && part(two) && year(three) && months(one.0, two.0)))
    }
}

/// Reads the parts of a date; none if any other word is there.
fn read(text: &str) -> Option<Found> {
    let mut found = Found::default();
    let folded = words::fold(text);
    found.clock = folded.contains(':');
    let mut any = false;
    for token in tokens(&folded) {
        any = true;
        if token.chars().all(char::is_numeric) {
            if token.chars().count() > 4 {
                return None;
            }
            if let Some(first) = found.first.get_mut(found.numbers) {
                let value = value(token);
                *first = (value, token.chars().count());
            }
            found.numbers += 1;
        } else if MONTHS.contains(token) {
            found.month = true;
        } else if WEEKDAYS.contains(token) {
            found.weekday = true;
        } else if matches!(token, "年" | "月" | "日" | "년" | "월" | "일") {
            found.squares |= matches!(token, "日" | "일") && found.numbers >= 2;
        } else if !GLUE.contains(token) {
            return None;
        }
    }
    any.then_some(found)
}

/// The value of a number of up to four digits, in the digits of any of those scripts.
pub(super) fn value(number: &str) -> u32 {
    number.chars().take(9).fold(0, |value, digit| value * 10 + digit_value(digit))
}

/// The value of a digit in the scripts that news is written in.
fn digit_value(digit: char) -> u32 {
    let zeros = ['0', '\u{0660}', '\u{06F0}', '\u{0966}', '\u{FF10}'];
    zeros.iter().map(|&zero| u32::from(digit).wrapping_sub(u32::from(zero))).find(|&value| value < 10).unwrap_or(0)
}

/// Words and numbers, cut where letters meet digits; square date signs stand alone.
pub(super) fn tokens(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|letter: char| {
            letter.is_whitespace() || matches!(letter, ',' | '.' | '(' | ')' | '/' | '-' | ':' | '|' | ';' | '·' | '،' | '\'' | '（' | '）')
        })
        .flat_map(|part| {
            let mut cuts = Vec::new();
            let mut from = 0;
            let mut before: Option<char> = None;
            for (at, letter) in part.char_indices() {
                let turn =
                    before.is_some_and(|before| before.is_numeric() != letter.is_numeric() || (is_square(letter) || is_square(before)));
                if turn {
                    cuts.push(&part[from..at]);
                    from = at;
                }
                before = Some(letter);
            }
            cuts.push(&part[from..]);
            cuts
        })
        .filter(|token| !token.is_empty())
}

fn is_square(letter: char) -> bool {
    matches!(letter, '年' | '月' | '日' | '년' | '월' | '일' | '時' | '时' | '分' | '시' | '분')
}

/// Whether a line is a date line of any kind, for joining rows.
pub(super) fn is_date_line(text: &str) -> bool {
    !read_line(text).is_empty()
}

/// Reads a date line: each kind with its date as written. Empty if the line is no date line.
pub(super) fn read_line(text: &str) -> Vec<(Kind, String)> {
    if words::length(text) > 160 {
        return Vec::new();
    }
    // First, because `ago` is also the Spanish short form of a month.
    if is_relative(text) {
        return vec![(Kind::Relative, text.to_owned())];
    }
    if is_date(text) {
        return vec![(Kind::Published, text.to_owned())];
    }
    let mut dates = Vec::new();
    let mut rest = text;
    while !rest.trim().is_empty() {
        let Some((kind, after)) = lead(rest) else { return Vec::new() };
        let end = next_lead(after).unwrap_or(after.len());
        let date = after[..end].trim_matches(|letter: char| {
            letter.is_whitespace() || matches!(letter, '|' | '·' | '•' | ',' | ';' | '-' | '–' | '—' | '(' | ')')
        });
        if is_relative(date) {
            dates.push((Kind::Relative, rest[..rest.len() - after.len() + end].trim().to_owned()));
        } else if is_date(date) || (read(date).is_some_and(|found| found.numbers >= 2) && date.contains(':')) {
            dates.push((kind, date.to_owned()));
        } else {
            return Vec::new();
        }
        rest = &after[end..];
    }
    dates
}

static LEADS: LazyLock<Leads<Kind>> = LazyLock::new(|| {
    Leads::new(tables::parts(include_str!("data/date_leads.txt")).filter_map(|(part, entry)| match part {
        "published" => Some((entry, Kind::Published)),
        "updated" => Some((entry, Kind::Updated)),
        _ => None,
    }))
});
static RELATIVE: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::part(include_str!("data/date_leads.txt"), "relative"));

/// Takes the word off the start of a date line.
fn lead(text: &str) -> Option<(Kind, &str)> {
    let trimmed = text
        .trim_start_matches(|letter: char| letter.is_whitespace() || matches!(letter, '(' | '|' | '·' | '•' | ',' | ';' | '-' | '–' | '—'));
    let best = LEADS.longest(trimmed);
    best.map(|(kind, after)| (kind, after.trim_start_matches([':', '：', ' ', '\u{a0}'])))
}

/// Whether a line is the word before a date and nothing else.
pub(super) fn is_lead_alone(text: &str) -> bool {
    words::length(text) <= 40 && LEADS.longest(text).is_some_and(|(_, rest)| rest.trim_matches([':', '：', ' ']).is_empty())
}

/// Where another date word begins within a line.
fn next_lead(text: &str) -> Option<usize> {
    text.char_indices().skip(1).map(|(at, _)| at).find(|&at| {
        let before = text[..at].chars().next_back().unwrap_or(' ');
        !before.is_alphanumeric() && LEADS.of(&text[at..]).any(|(_, _, rest)| !rest.is_empty())
    })
}

fn is_relative(text: &str) -> bool {
    if words::length(text) > 60 {
        return false;
    }
    let folded = words::fold(text);
    RELATIVE.has(&folded)
}

/// The date at the end of a text that names a place before it: `LONDON, Feb. 3, 2026` gives `LONDON` and the rest.
pub(super) fn split_trailing(text: &str) -> Option<(&str, &str)> {
    let mut found = None;
    for (at, sign) in text.char_indices().rev().filter(|&(_, letter)| matches!(letter, ',' | '(' | '،')) {
        let tail = text[at + sign.len_utf8()..].trim().trim_end_matches(')');
        if is_date(tail) {
            found = Some((text[..at].trim_end(), &text[at + sign.len_utf8()..]));
        }
    }
    found
}

/// The date in the middle of a sentence, after a word such as `on`: `was amended on 9 March 2026 to say`.
pub(super) fn within(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let limit = words.len().min(30);
    for from in 0..limit {
        for to in (from + 2..=(from + 5).min(limit)).rev() {
            let part = words[from..to].join(" ");
            let date = part.trim_matches([',', '.', ':', '(', ')']);
            let named = words[from].trim_matches([',', '(']);
            let edge = |word: &str| word.starts_with(char::is_numeric) || MONTHS.contains(words::fold(word).trim_matches(['.', ',']));
            if edge(named) && is_date(date) && edge(words[to - 1]) {
                return Some(date.to_owned());
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        for text in [
            "March 9, 2026",
            "9 March 2026",
            "Fri 19 Feb 2021 19.41 GMT",
            "2026-03-09",
            "09/03/2026",
            "9. März 2026, 10:30 Uhr",
            "le 9 mars 2026 à 10h30",
            "9 de marzo de 2026",
            "2026年3月9日",
            "2026년 3월 9일",
            "9 марта 2026",
            "Monday, March 9, 2026 at 4:15 p.m. ET",
            "٩ مارس ٢٠٢٦",
            "9 मार्च 2026",
        ] {
            assert!(is_date(text), "{text}");
        }
        for text in ["March madness", "10:30", "By 2030, fees will rise", "Ferry 9 sinks in March 2026", "3.5 million", "1986"] {
            assert!(!is_date(text), "{text}");
        }
    }

    #[test]
    fn date_lines() {
        let one = |kind, text: &str| vec![(kind, text.to_owned())];
        assert_eq!(read_line("Published: 9 March 2026"), one(Kind::Published, "9 March 2026"));
        assert_eq!(read_line("Last updated on March 9, 2026"), one(Kind::Updated, "March 9, 2026"));
        assert_eq!(read_line("2 hours ago"), one(Kind::Relative, "2 hours ago"));
        assert_eq!(read_line("Published 8 March 2026, updated 9 March 2026").len(), 2);
        assert_eq!(read_line("Updated rules for the pool"), []);
        assert_eq!(within("This article was amended on 9 March 2026 to say so.").as_deref(), Some("9 March 2026"));
        assert_eq!(split_trailing("LONDON, Feb. 3, 2026"), Some(("LONDON", " Feb. 3, 2026")));
    }
}
