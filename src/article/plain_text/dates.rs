//! Date lines: `Published 9 March 2026`, `Updated ...`, or a line that is a date and nothing else. Owns telling dates from text, by
//! the words of `data/date_leads.txt`; `when` works out which day is meant, and a date that is not written out (`2 hours ago`) stays a text: no date
//! is ever invented.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::tables::{self, Leads, Phrases};
use super::{calendar, when, words};

/// What a date line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Published,
    Updated,
    /// A time that depends on the day of copying.
    Relative,
}

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
            | "abril"
            | "june"
            | "julio"
            | "domingo"
            | "juli"
            | "juni"
            | "march"
            | "augusto"
            | "mayo"
            | "sabato"
    ) && word.chars().count() > 3
        && (calendar::month(word).is_some() || calendar::weekday(word).is_some())
}

/// Whether a text is a date, with or without a time, and nothing else.
pub(super) fn is_date(text: &str) -> bool {
    when::read(text).is_some_and(|when| when.names_day())
}

/// Whether a text is a time of day and nothing else.
pub(super) fn is_time(text: &str) -> bool {
    when::read(text).is_some_and(|when| !when.names_day())
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
        } else if is_date(date) || is_time(date) {
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
        "published" | "published day first" => Some((entry, Kind::Published)),
        "updated" | "updated day first" => Some((entry, Kind::Updated)),
        _ => None,
    }))
});
static DAY_FIRST: LazyLock<Leads<()>> = LazyLock::new(|| {
    Leads::new(
        tables::parts(include_str!("data/date_leads.txt")).filter(|(part, _)| part.ends_with("day first")).map(|(_, entry)| (entry, ())),
    )
});
static DAYS: LazyLock<Leads<()>> = LazyLock::new(|| {
    Leads::new(
        tables::parts(include_str!("data/date_leads.txt"))
            .filter(|(part, entry)| *part == "relative" && !entry.contains('{'))
            .map(|(_, entry)| (entry, ())),
    )
});

/// Whether a line begins with a word before a date, of a language that writes the day first.
pub(super) fn lead_is_day_first(text: &str) -> bool {
    DAY_FIRST.longest(text.trim_start_matches(|letter: char| !letter.is_alphanumeric())).is_some()
}

static RELATIVE: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::part(include_str!("data/date_leads.txt"), "relative"));

/// Takes the word off the start of a date line.
pub(super) fn lead(text: &str) -> Option<(Kind, &str)> {
    let trimmed = text
        .trim_start_matches(|letter: char| letter.is_whitespace() || matches!(letter, '(' | '|' | '·' | '•' | ',' | ';' | '-' | '–' | '—'));
    let best = LEADS.longest(trimmed);
    best.map(|(kind, after)| (kind, after.trim_start_matches([':', '：', ' ', '\u{a0}'])))
}

/// Whether a word by itself is one of those before a date.
pub(super) fn is_lead_word(word: &str) -> bool {
    static LEAD_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        let leads = tables::parts(include_str!("data/date_leads.txt")).filter(|(part, _)| *part != "relative");
        leads.flat_map(|(_, entry)| entry.split(' ')).map(|word| word.trim_end_matches([':', '.'])).collect()
    });
    LEAD_WORDS.contains(words::fold(word.trim_end_matches([':', '：', '.'])).as_str())
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

pub(super) fn is_relative(text: &str) -> bool {
    if words::length(text) > 60 {
        return false;
    }
    let folded = words::fold(text);
    RELATIVE.has(&folded) || DAYS.of(text).any(|((), _, rest)| is_time(rest.trim_start_matches([',', ' '])))
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
            let edge =
                |word: &str| word.starts_with(char::is_numeric) || calendar::month(words::fold(word).trim_matches(['.', ','])).is_some();
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
            "March 9",
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
