//! Time: one instant for a whole build, and dates as newsrooms write them.
//!
//! Everything here is pure: the system is asked for the time and the zone's name by `cli` alone, once. A date without
//! an offset is in the paper's zone, never in the machine's.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use jiff::{SignedDuration, Timestamp, ZonedDateTime};
use serde::{Deserialize, Serialize};

/// The moment for which an edition is made, and the zone its dates are shown in.
///
/// Whoever wants to know whether something is past asks the clock, and the clock remembers the next moment at which one
/// of its answers will be another: until then an edition made again is the same.
#[derive(Clone, Debug)]
pub struct Clock {
    /// The build's "now".
    now: Timestamp,
    /// The paper's time zone.
    pub zone: TimeZone,
    /// The next moment that somebody asked about, in milliseconds since 1970; copies of a clock share it.
    next: Arc<AtomicI64>,
}

impl Clock {
    /// A clock that stands at `now`.
    pub fn new(now: Timestamp, zone: TimeZone) -> Self {
        Clock { now, zone, next: Arc::new(AtomicI64::new(i64::MAX)) }
    }

    /// Where it stands, to be shown; what depends on it asks [`passed`](Self::passed).
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Whether `at` is past, or now.
    pub fn passed(&self, at: Timestamp) -> bool {
        let passed = at <= self.now;
        if !passed && at.as_millisecond() < self.next.load(Ordering::Relaxed) {
            self.next.fetch_min(at.as_millisecond(), Ordering::Relaxed);
        }
        passed
    }

    /// Whether `at` is past or now, and no more than `hours` ago.
    pub fn within(&self, at: Timestamp, hours: i64) -> bool {
        self.passed(at) && at.checked_add(SignedDuration::from_hours(hours)).is_ok_and(|end| !self.passed(end))
    }

    /// Until when every answer given so far stands; none for ever.
    pub fn stands_until(&self) -> Option<Timestamp> {
        let next = self.next.load(Ordering::Relaxed);
        (next < i64::MAX).then(|| Timestamp::from_millisecond(next).ok()).flatten()
    }
}

/// A point in time from the copy: an instant, and whether a clock time was given with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Moment {
    /// The instant; midnight in the paper's zone where only a day was given.
    #[serde(with = "nanoseconds")]
    pub at: Timestamp,
    /// How exact the copy was.
    pub precision: Precision,
}

/// How exact a date was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Precision {
    /// `2026-03-05`
    Day,
    /// `2026-03-05T08:00`, with or without an offset
    Time,
}

/// An instant as a number, for the press's memory.
pub(crate) mod nanoseconds {
    use jiff::Timestamp;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub(super) fn serialize<S: Serializer>(at: &Timestamp, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i128(at.as_nanosecond())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Timestamp, D::Error> {
        Timestamp::from_nanosecond(i128::deserialize(from)?).map_err(D::Error::custom)
    }

    /// An instant that may be missing.
    pub(crate) mod maybe {
        use jiff::Timestamp;
        use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer, de::Error as _};

        #[allow(clippy::ref_option, reason = "serde calls it like this")]
        pub(crate) fn serialize<S: Serializer>(at: &Option<Timestamp>, to: S) -> Result<S::Ok, S::Error> {
            at.map(Timestamp::as_nanosecond).serialize(to)
        }

        pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Timestamp>, D::Error> {
            let at: Option<i128> = Option::deserialize(from)?;
            at.map(|at| Timestamp::from_nanosecond(at).map_err(D::Error::custom)).transpose()
        }
    }
}

impl Moment {
    /// The moment on the clocks of `zone`.
    pub fn in_zone(self, zone: &TimeZone) -> ZonedDateTime {
        self.at.to_zoned_datetime(zone.clone())
    }
}

/// What came of reading a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The moment.
    pub moment: Moment,
    /// The clock time does not exist that night (summer time begins); the moment is this much later.
    pub shifted: bool,
}

/// A zone of the time zone database by its name, such as `America/New_York`.
pub fn zone(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok()
}

/// Reads a date or date-time: `2026-03-05`, `2026-03-05T08:00[:00[.5]][Z|+01:00|+0100]`, with a space for the `T`
/// and before the offset, or RFC 2822 (`Thu, 05 Mar 2026 08:00:00 +0000`). Without an offset it is in `zone`: a time
/// that occurs twice is the first of the two, one that does not exist moves forward by the gap.
///
/// # Errors
/// Says what to write instead.
pub fn parse(text: &str, zone: &TimeZone) -> Result<Reading, String> {
    let text = text.trim();
    let how = || "write it as 2026-03-09 or 2026-03-09T08:30:00+01:00".to_owned();
    if let Ok(zoned) = jiff::fmt::rfc2822::parse(text) {
        return Ok(Reading { moment: Moment { at: zoned.timestamp(), precision: Precision::Time }, shifted: false });
    }
    let Some(day) = text.get(..10) else { return Err(how()) };
    let date: Date = day.parse().map_err(|_| how())?;
    let rest = text[10..].trim_start_matches(['T', 't', ' ']);
    if rest.is_empty() {
        return resolve(date.to_datetime(jiff::civil::Time::midnight()), Precision::Day, zone).ok_or_else(how);
    }
    if !text[10..].starts_with(['T', 't', ' ']) {
        return Err(how());
    }
    let (clock, offset) = split_offset(rest);
    let time = read_time(clock).ok_or_else(how)?;
    let local = date.to_datetime(time);
    match offset {
        None => resolve(local, Precision::Time, zone).ok_or_else(how),
        Some(offset) => {
            let offset = read_offset(offset).ok_or_else(how)?;
            let at = offset.to_timestamp(local).map_err(|_| how())?;
            Ok(Reading { moment: Moment { at, precision: Precision::Time }, shifted: false })
        }
    }
}

fn resolve(local: DateTime, precision: Precision, zone: &TimeZone) -> Option<Reading> {
    let ambiguous = zone.to_ambiguous_timestamp(local);
    let shifted = precision == Precision::Time && matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. });
    let at = ambiguous.compatible().ok()?;
    Some(Reading { moment: Moment { at, precision }, shifted })
}

/// Splits `08:30:00 -0400` into the clock time and the offset, if there is one.
fn split_offset(rest: &str) -> (&str, Option<&str>) {
    match rest.find(['Z', 'z', '+', '-', '−', 'U', 'G']) {
        Some(at) => (rest[..at].trim_end(), Some(rest[at..].trim())),
        None => (rest.trim_end(), None),
    }
}

fn read_time(clock: &str) -> Option<jiff::civil::Time> {
    let mut parts = clock.split(':');
    let hour = parts.next()?;
    let minute = parts.next()?;
    let second = parts.next().unwrap_or("0");
    if parts.next().is_some() {
        return None;
    }
    let (second, fraction) = second.split_once(['.', ',']).unwrap_or((second, ""));
    let nanos: String = fraction.chars().chain("000000000".chars()).take(9).collect();
    let small = |text: &str| (1..=2).contains(&text.len()).then(|| text.parse::<i8>().ok()).flatten();
    // A leap second is written as 60; the instant before it is near enough for a story.
    let second = small(second)?.min(59);
    jiff::civil::Time::new(small(hour)?, small(minute)?, second, nanos.parse().ok()?).ok()
}

fn read_offset(offset: &str) -> Option<Offset> {
    if matches!(offset, "Z" | "z" | "UTC" | "GMT") {
        return Some(Offset::UTC);
    }
    let (sign, digits) = match offset.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let digits: String = digits.chars().filter(|&c| c != ':').collect();
    let (hours, minutes): (i32, i32) = match digits.len() {
        1 | 2 => (digits.parse().ok()?, 0),
        4 => (digits[..2].parse().ok()?, digits[2..].parse().ok()?),
        _ => return None,
    };
    (minutes < 60).then(|| Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()).flatten()
}

/// `2026-03-05T22:30:00-05:00`: RFC 3339 on the clocks of `zone`.
pub fn rfc3339(at: Timestamp, zone: &TimeZone) -> String {
    on_clocks(at, zone).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// `Thu, 05 Mar 2026 00:00:00 -0500`: RFC 2822 on the clocks of `zone`, as RSS wants it. Always English.
pub fn rfc2822(at: Timestamp, zone: &TimeZone) -> String {
    on_clocks(at, zone).strftime("%a, %d %b %Y %H:%M:%S %z").to_string()
}

/// A moment on the clocks of `zone` as the formats can write it. Before there were zones the clocks of a town stood minutes
/// and seconds off Greenwich, and no format has seconds in an offset: it is rounded up to a minute, so that the instant stays
/// and midnight is on its own day. Nor has any a year before the first: its beginning stands for all that was earlier.
fn on_clocks(at: Timestamp, zone: &TimeZone) -> ZonedDateTime {
    let at = at.max(FIRST);
    let seconds = zone.to_offset(at).seconds();
    let minutes = -(-seconds).div_euclid(60);
    let offset = Offset::from_seconds(minutes * 60).unwrap_or(Offset::UTC);
    let zoned = at.to_zoned_datetime(TimeZone::fixed(offset));
    if zoned.year() < 1 { at.to_zoned_datetime(TimeZone::UTC) } else { zoned }
}

/// `0001-01-01T00:00:00Z`
const FIRST: Timestamp = Timestamp::constant(-62_135_596_800, 0);

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).expect("a zone of the bundled database")
    }

    fn at(text: &str, name: &str) -> String {
        let zone = zone(name);
        rfc3339(parse(text, &zone).expect("a date").moment.at, &zone)
    }

    #[test]
    fn a_date_without_an_offset_is_in_the_papers_zone() {
        assert_eq!(at("2026-03-05", "America/New_York"), "2026-03-05T00:00:00-05:00");
        assert_eq!(at("2026-03-05T22:30:00", "America/New_York"), "2026-03-05T22:30:00-05:00");
        assert_eq!(at("2026-03-05 22:30", "America/New_York"), "2026-03-05T22:30:00-05:00");
    }

    #[test]
    fn an_offset_names_the_instant() {
        assert_eq!(at("2026-03-05T22:30:00+09:00", "UTC"), "2026-03-05T13:30:00+00:00");
        assert_eq!(at("2019-04-01 23:39:45 -0400", "UTC"), "2019-04-02T03:39:45+00:00");
        assert_eq!(at("2015-03-17 14:00:00 -4", "UTC"), "2015-03-17T18:00:00+00:00");
        assert_eq!(at("2026-03-06T02:30:00Z", "America/New_York"), "2026-03-05T21:30:00-05:00");
        assert_eq!(at("Thu, 05 Mar 2026 08:00:00 +0100", "UTC"), "2026-03-05T07:00:00+00:00");
    }

    #[test]
    fn gaps_move_forward_and_say_so_and_folds_take_the_first() {
        let zone = zone("America/New_York");
        let gap = parse("2026-03-08T02:30:00", &zone).expect("a date");
        assert!(gap.shifted);
        assert_eq!(rfc3339(gap.moment.at, &zone), "2026-03-08T03:30:00-04:00");
        let fold = parse("2026-11-01T01:30:00", &zone).expect("a date");
        assert!(!fold.shifted);
        assert_eq!(rfc3339(fold.moment.at, &zone), "2026-11-01T01:30:00-04:00");
    }

    #[test]
    fn what_is_no_date_is_refused_with_advice() {
        for text in [
            "",
            "yesterday",
            "2026-3-9",
            "2026-02-30",
            "2026-03-05x",
            "2026-03-05T25:00",
            "05/03/2026",
            "2026-03-05T08:00+99:99",
            "２０２６-03-05",
        ] {
            assert!(parse(text, &TimeZone::UTC).expect_err(text).contains("2026-03-09"), "{text}");
        }
    }

    #[test]
    fn feeds_have_english_dates() {
        let reading = parse("2026-03-05", &zone("America/New_York")).expect("a date");
        assert_eq!(rfc2822(reading.moment.at, &zone("America/New_York")), "Thu, 05 Mar 2026 00:00:00 -0500");
    }

    #[test]
    fn formats_have_no_seconds_in_an_offset_and_no_year_before_the_first() {
        // The clocks of Dublin stood 25 minutes and 21 seconds off Greenwich, those of Monrovia 44 minutes and 30.
        for (text, name, rfc3339_is, rfc2822_is) in [
            ("1900-03-05T12:00:00", "Europe/Dublin", "1900-03-05T12:00:21-00:25", "Mon, 05 Mar 1900 12:00:21 -0025"),
            ("1960-01-01", "Africa/Monrovia", "1960-01-01T00:00:30-00:44", "Fri, 01 Jan 1960 00:00:30 -0044"),
            ("1897-10-02T08:00:00", "America/New_York", "1897-10-02T08:00:00-05:00", "Sat, 02 Oct 1897 08:00:00 -0500"),
            ("0900-01-01", "UTC", "0900-01-01T00:00:00+00:00", "Fri, 01 Jan 0900 00:00:00 +0000"),
            ("0001-01-01", "UTC", "0001-01-01T00:00:00+00:00", "Mon, 01 Jan 0001 00:00:00 +0000"),
            ("0000-06-01", "UTC", "0001-01-01T00:00:00+00:00", "Mon, 01 Jan 0001 00:00:00 +0000"),
            ("0001-01-01T00:00:00Z", "America/New_York", "0001-01-01T00:00:00+00:00", "Mon, 01 Jan 0001 00:00:00 +0000"),
        ] {
            let zone = zone(name);
            let instant = parse(text, &zone).expect("a date").moment.at;
            assert_eq!(rfc3339(instant, &zone), rfc3339_is, "{text} {name}");
            assert_eq!(rfc2822(instant, &zone), rfc2822_is, "{text} {name}");
            let written: Timestamp = rfc3339(instant, &zone).parse().expect("an instant");
            assert_eq!(written, instant.max(FIRST), "{text} {name}: the instant is kept");
        }
    }
}
