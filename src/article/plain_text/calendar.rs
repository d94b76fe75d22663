//! Which day a written date means, as an ISO date for the clock to read. Owns the numbers of the months in `data/months.txt`. What can be read
//! in two ways (`03/04/2025`, a year of two digits) or lacks a part is no date: none is ever invented.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{dates, tables, words};

/// Zones that need no table: the time is that of Greenwich.
const GREENWICH: [&str; 3] = ["gmt", "utc", "z"];

/// Other zones a date line may name; the day is taken, the time is not.
const ZONES: [&str; 27] = [
    "bst", "est", "edt", "et", "cst", "cdt", "ct", "mst", "mdt", "mt", "pst", "pdt", "pt", "cet", "cest", "eet", "eest", "msk", "мск",
    "ist", "jst", "kst", "sgt", "aest", "aedt", "nzst", "wib",
];

/// Reads a written date as `2026-03-09` or `2026-03-09T10:30`, with `Z` where it says so.
pub(super) fn iso(text: &str) -> Option<String> {
    if !dates::is_date(text) {
        return None;
    }
    let folded = words::fold(text);
    let (time, rest) = take_time(&folded);
    let (year, month, day) = day(&rest)?;
    let date = format!("{year:04}-{month:02}-{day:02}");
    let has = |zones: &[&str]| dates::tokens(&rest).any(|token| zones.contains(&token));
    Some(match time {
        Some((hour, minute)) if has(&GREENWICH) => format!("{date}T{hour:02}:{minute:02}Z"),
        Some((hour, minute)) if !has(&ZONES) => format!("{date}T{hour:02}:{minute:02}"),
        _ => date,
    })
}

/// Takes `10:30`, `4:15 p.m.` or `10h30` out of a date.
fn take_time(folded: &str) -> (Option<(u32, u32)>, String) {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let sign = folded.char_indices().find(|&(at, letter)| {
        matches!(letter, ':' | 'h') && folded[..at].ends_with(|before: char| before.is_ascii_digit()) && digits(&folded[at + 1..]) == 2
    });
    let Some((at, _)) = sign else { return (None, folded.to_owned()) };
    let start = folded[..at]
        .rfind(|letter: char| !letter.is_ascii_digit())
        .map_or(0, |before| before + folded[before..].chars().next().map_or(1, char::len_utf8));
    let mut end = at + 3;
    if folded[end..].starts_with(':') && digits(&folded[end + 1..]) == 2 {
        end += 3;
    }
    let (Ok(mut hour), Ok(minute)) = (folded[start..at].parse::<u32>(), folded[at + 1..at + 3].parse::<u32>()) else {
        return (None, folded.to_owned());
    };
    let after = folded[end..].trim_start().replace('.', "");
    if after.starts_with("pm") && hour < 12 {
        hour += 12;
    } else if after.starts_with("am") && hour == 12 {
        hour = 0;
    }
    let rest = format!("{} {}", &folded[..start], &folded[end..]);
    ((hour < 24 && minute < 60).then_some((hour, minute)), rest)
}

/// Year, month and day.
fn day(folded: &str) -> Option<(u32, u32, u32)> {
    let mut numbers: Vec<(u32, usize)> = Vec::new();
    let mut month = None;
    for token in dates::tokens(folded) {
        if token.chars().all(char::is_numeric) {
            numbers.push((dates::value(token), token.chars().count()));
        } else if let Some(&number) = MONTHS.get(token) {
            month = month.or(Some(number));
        }
    }
    let year = |(value, digits): (u32, usize)| (digits == 4 && (1900..2100).contains(&value)).then_some(value);
    let (year, month, day) = match (month, numbers.as_slice()) {
        (Some(month), &[one, two]) => match (year(one), year(two)) {
            (None, Some(year)) => (year, month, one.0),
            (Some(year), None) => (year, month, two.0),
            _ => return None,
        },
        (None, &[one, two, three, ..]) if year(one).is_some() => (one.0, two.0, three.0),
        (None, &[one, two, three]) => {
            let year = year(three)?;
            // With points the day comes first wherever dates are written so; with bars only the numbers can tell.
            if folded.contains('.') || (one.0 > 12 && two.0 <= 12) {
                (year, two.0, one.0)
            } else if two.0 > 12 && one.0 <= 12 {
                (year, one.0, two.0)
            } else {
                return None;
            }
        }
        _ => return None,
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let longest = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (1..=longest).contains(&day).then_some((year, month, day))
}

/// The number of each month's names.
static MONTHS: LazyLock<HashMap<&str, u32>> = LazyLock::new(|| {
    let mut months = HashMap::new();
    for line in tables::entries(include_str!("data/months.txt")) {
        let mut names = line.split_whitespace();
        if let Some(number) = names.next().and_then(|number| number.parse().ok()) {
            months.extend(names.map(|name| (name, number)));
        }
    }
    months
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times() {
        for (text, day) in [
            ("March 9, 2026", "2026-03-09"),
            ("9 March 2026", "2026-03-09"),
            ("Monday, March 9, 2026 at 4:15 p.m.", "2026-03-09T16:15"),
            ("Monday, March 9, 2026 at 4:15 p.m. ET", "2026-03-09"),
            ("9 March 2026 07:15 GMT", "2026-03-09T07:15Z"),
            ("9. März 2026, 10:30 Uhr", "2026-03-09T10:30"),
            ("9 mars 2026 à 10h30", "2026-03-09T10:30"),
            ("9 de marzo de 2026", "2026-03-09"),
            ("9.3.2026", "2026-03-09"),
            ("2026-03-09", "2026-03-09"),
            ("13/03/2026", "2026-03-13"),
            ("2026年3月9日", "2026-03-09"),
            ("2026년 3월 9일", "2026-03-09"),
            ("9 मार्च 2026", "2026-03-09"),
            ("٩ مارس ٢٠٢٦", "2026-03-09"),
        ] {
            assert_eq!(iso(text).as_deref(), Some(day), "{text}");
        }
    }

    #[test]
    fn what_is_not_sure_is_no_date() {
        for text in ["03/04/2025", "9/3/26", "March 9", "March 2026", "2 hours ago", "31 June 2026", "Monday"] {
            assert_eq!(iso(text), None, "{text}");
        }
    }
}
