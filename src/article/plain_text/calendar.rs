//! The calendars of date lines: which month and which day of the week a word names (`data/months.txt`, `data/weekdays.txt`), how long a month is,
//! which day of our calendar a day of the Iranian one is, and which zone a short name means (`data/zones.txt`). It reads no text.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::tables;

/// A month: of which calendar, and its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Month {
    Gregorian(u32),
    /// Of the Solar Hijri calendar of Iran and Afghanistan.
    Solar(u32),
    /// Of the Islamic calendar, whose months begin when the moon is seen, so that no day can be worked out.
    Lunar,
}

/// What a date line's short name of a zone means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// Minutes from Greenwich.
    Offset(i32),
    /// A zone of the time zone database, where summer time decides.
    Named(&'static str),
    /// Used in several parts of the world.
    Unsure,
}

static MONTHS: LazyLock<HashMap<String, Month>> = LazyLock::new(|| {
    let mut months = HashMap::new();
    for line in tables::entries(include_str!("data/months.txt")) {
        let mut names = line.split_whitespace();
        let first = names.next().unwrap_or_default();
        let month = match first {
            "solar" => names.next().and_then(|number| number.parse().ok()).map(Month::Solar),
            "lunar" => names.next().map(|_| Month::Lunar),
            number => number.parse().ok().map(Month::Gregorian),
        };
        let Some(month) = month else { continue };
        for name in names {
            months.entry(name.replace('_', " ")).or_insert(month);
        }
    }
    months
});

static WEEKDAYS: LazyLock<HashMap<&str, u32>> = LazyLock::new(|| {
    let mut days = HashMap::new();
    for line in tables::entries(include_str!("data/weekdays.txt")) {
        let mut names = line.split_whitespace();
        if let Some(number) = names.next().and_then(|number| number.parse().ok()) {
            for name in names {
                days.entry(name.trim_end_matches('.')).or_insert(number);
            }
        }
    }
    days
});

static ZONES: LazyLock<HashMap<&str, Zone>> = LazyLock::new(|| {
    tables::entries(include_str!("data/zones.txt"))
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(name, meaning)| {
            let zone = match meaning {
                "?" => Zone::Unsure,
                place if place.contains('/') => Zone::Named(place),
                offset => Zone::Offset(minutes(offset)?),
            };
            Some((name, zone))
        })
        .collect()
});

/// `+5:45` in minutes.
fn minutes(offset: &str) -> Option<i32> {
    let (sign, rest) = offset.split_at_checked(1)?;
    let (hours, minutes) = rest.split_once(':').unwrap_or((rest, "0"));
    let total = hours.parse::<i32>().ok()? * 60 + minutes.parse::<i32>().ok()?;
    Some(if sign == "-" { -total } else { total })
}

/// The month a folded word names; a name of two words has one space.
pub(super) fn month(word: &str) -> Option<Month> {
    MONTHS.get(word).copied()
}

/// The day of the week a folded word names: 1 for Monday, 0 where the word could be another day or a month.
pub(super) fn weekday(word: &str) -> Option<u32> {
    WEEKDAYS.get(word).copied()
}

/// The zone a folded word names.
pub(super) fn zone(word: &str) -> Option<Zone> {
    ZONES.get(word).copied()
}

/// Whether there is such a day in our calendar.
pub(super) fn exists(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let longest = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=longest).contains(&day) && (1900..2100).contains(&year)
}

/// The day of the week of a day that exists: 1 for Monday, 7 for Sunday.
pub(super) fn weekday_of(year: u32, month: u32, day: u32) -> u32 {
    let shift = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let year = if month < 3 { year - 1 } else { year };
    let month = usize::try_from(month).unwrap_or(1);
    let from_sunday = (year + year / 4 - year / 100 + year / 400 + shift.get(month.wrapping_sub(1)).copied().unwrap_or(0) + day) % 7;
    if from_sunday == 0 { 7 } else { from_sunday }
}

/// The day of our calendar that a day of the Solar Hijri one is; none if there is no such day. Good for the years 1244 to 1472, in which the 33-year
/// cycle of leap years agrees with the sun.
pub(super) fn from_solar(year: u32, month: u32, day: u32) -> Option<(u32, u32, u32)> {
    let leap = [1, 5, 9, 13, 17, 22, 26, 30].contains(&(year % 33));
    let longest = match month {
        1..=6 => 31,
        7..=11 => 30,
        12 if leap => 30,
        12 => 29,
        _ => 0,
    };
    if !(1..=longest).contains(&day) || !(1244..=1472).contains(&year) {
        return None;
    }
    let cycles = year + 1595;
    let within = if month < 7 { (month - 1) * 31 } else { (month - 7) * 30 + 186 };
    let mut days = (365 * cycles + (cycles / 33) * 8 + (cycles % 33).div_ceil(4) + day + within).checked_sub(355_668)?;
    let mut found = 400 * (days / 146_097);
    days %= 146_097;
    if days > 36_524 {
        days -= 1;
        found += 100 * (days / 36_524);
        days %= 36_524;
        if days >= 365 {
            days += 1;
        }
    }
    found += 4 * (days / 1461);
    days %= 1461;
    if days > 365 {
        found += (days - 1) / 365;
        days = (days - 1) % 365;
    }
    let mut day = days + 1;
    for month in 1..=12 {
        let length = (28..=31).rev().find(|&length| exists(found, month, length))?;
        if day <= length {
            return Some((found, month, day));
        }
        day -= length;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn solar_hijri() {
        assert_eq!(from_solar(1404, 12, 17), Some((2026, 3, 8)));
        assert_eq!(from_solar(1404, 1, 1), Some((2025, 3, 21)));
        assert_eq!(from_solar(1403, 12, 30), Some((2025, 3, 20)));
        assert_eq!(from_solar(1404, 12, 30), None);
        assert_eq!(from_solar(1400, 1, 1), Some((2021, 3, 21)));
    }

    #[test]
    fn days_of_the_week() {
        assert_eq!(weekday_of(2026, 3, 9), 1);
        assert_eq!(weekday_of(2024, 2, 29), 4);
        assert_eq!(weekday("montag"), Some(1));
        assert_eq!(weekday("mar"), Some(0));
    }

    #[test]
    fn zones() {
        assert_eq!(zone("cet"), Some(Zone::Offset(60)));
        assert_eq!(zone("npt"), Some(Zone::Offset(345)));
        assert_eq!(zone("ist"), Some(Zone::Unsure));
    }
}
