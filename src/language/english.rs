//! English dates, which CLDR does not write as newspapers do.
//!
//! Two habits: AP style for the United States, Canada and the Philippines ("Aug. 22, 2026, 7:30 a.m. EDT", "noon"), and the
//! international form for every other tag, plain `en` among them ("22 August 2026, 6:00 am BST").

use icu_locale_core::Locale;
use icu_locale_core::subtags::Region;
use jiff::ZonedDateTime;
use jiff::civil::{Date, Time};

use super::dates::{DateForm, zone_name};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum English {
    Ap,
    International,
}

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
/// AP shortens a month that stands before a day, but never one of five letters or fewer.
const AP_MONTHS: [&str; 12] = ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."];
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

impl English {
    /// The habit of an English tag; none for another language.
    pub(super) fn of(locale: &Locale) -> Option<Self> {
        if locale.id.language.as_str() != "en" {
            return None;
        }
        let region = locale.id.region;
        match region.as_ref().map(Region::as_str) {
            Some("US" | "CA" | "PH" | "AS" | "GU" | "MP" | "PR" | "UM" | "VI") => Some(Self::Ap),
            _ => Some(Self::International),
        }
    }

    pub(super) fn write(self, at: &ZonedDateTime, form: DateForm) -> String {
        let date = at.date();
        let month = MONTHS[month_index(date)];
        let year = date.year();
        match (form, self) {
            (DateForm::Full, Self::Ap) => format!("{}, {month} {}, {year}", weekday(date), date.day()),
            (DateForm::Full, Self::International) => format!("{} {} {month} {year}", weekday(date), date.day()),
            (DateForm::Day, Self::Ap) => format!("{}, {year}", self.month_day(date)),
            (DateForm::Day, Self::International) => format!("{} {year}", self.month_day(date)),
            (DateForm::DayTime, _) => {
                let day = self.write(at, DateForm::Day);
                format!("{day}, {} {}", self.clock(at.time()), zone_name(at))
            }
            (DateForm::Time, _) => self.clock(at.time()),
            (DateForm::Weekday, _) => weekday(date).to_owned(),
            (DateForm::MonthDay, _) => self.month_day(date),
            (DateForm::ShortMonthDay, _) => self.short_month_day(date),
            (DateForm::ShortDay, Self::Ap) => format!("{}, {year}", self.short_month_day(date)),
            (DateForm::ShortDay, Self::International) => format!("{} {year}", self.short_month_day(date)),
            (DateForm::MonthYear, _) => format!("{month} {year}"),
            (DateForm::Month, _) => month.to_owned(),
        }
    }

    fn month_day(self, date: Date) -> String {
        match self {
            Self::Ap => format!("{} {}", AP_MONTHS[month_index(date)], date.day()),
            Self::International => format!("{} {}", date.day(), MONTHS[month_index(date)]),
        }
    }

    /// A month of three letters, but for "Sept".
    fn short_month_day(self, date: Date) -> String {
        match self {
            Self::Ap => self.month_day(date),
            Self::International => {
                let month = MONTHS[month_index(date)];
                let letters = if month == "September" { 4 } else { 3 };
                format!("{} {}", date.day(), &month[..letters])
            }
        }
    }

    fn clock(self, time: Time) -> String {
        let hour = match time.hour() % 12 {
            0 => 12,
            hour => hour,
        };
        let morning = time.hour() < 12;
        match (self, time.hour(), time.minute()) {
            (Self::Ap, 12, 0) => "noon".to_owned(),
            // Midnight stays "12 a.m.": AP's "midnight" belongs to the day that ends, and would put the story a day late.
            (Self::Ap, _, 0) => format!("{hour} {}", if morning { "a.m." } else { "p.m." }),
            (Self::Ap, _, minute) => format!("{hour}:{minute:02} {}", if morning { "a.m." } else { "p.m." }),
            (Self::International, _, minute) => format!("{hour}:{minute:02} {}", if morning { "am" } else { "pm" }),
        }
    }
}

/// Jiff's months run from 1 to 12, so the index is always inside the tables.
fn month_index(date: Date) -> usize {
    usize::from(date.month().unsigned_abs()) - 1
}

fn weekday(date: Date) -> &'static str {
    WEEKDAYS[usize::from(date.weekday().to_monday_zero_offset().unsigned_abs())]
}

#[cfg(test)]
mod tests {
    use super::super::Language;
    use super::*;

    fn write(tag: &str, at: &str, form: DateForm) -> String {
        Language::of(tag).language.date(&at.parse().expect("the moment is well formed"), form)
    }

    #[test]
    fn plain_english_is_international_and_american_english_is_ap() {
        const EVENING: &str = "2026-08-22T19:30[America/New_York]";
        for (form, international, ap) in [
            (DateForm::Full, "Saturday 22 August 2026", "Saturday, August 22, 2026"),
            (DateForm::Day, "22 August 2026", "Aug. 22, 2026"),
            (DateForm::DayTime, "22 August 2026, 7:30 pm EDT", "Aug. 22, 2026, 7:30 p.m. EDT"),
            (DateForm::Time, "7:30 pm", "7:30 p.m."),
            (DateForm::Weekday, "Saturday", "Saturday"),
            (DateForm::MonthDay, "22 August", "Aug. 22"),
            (DateForm::ShortMonthDay, "22 Aug", "Aug. 22"),
            (DateForm::ShortDay, "22 Aug 2026", "Aug. 22, 2026"),
            (DateForm::MonthYear, "August 2026", "August 2026"),
            (DateForm::Month, "August", "August"),
        ] {
            for tag in ["en", "en-GB", "en-IN", "en-AU"] {
                assert_eq!(write(tag, EVENING, form), international, "{tag}");
            }
            for tag in ["en-US", "en-CA"] {
                assert_eq!(write(tag, EVENING, form), ap, "{tag}");
            }
        }
        assert_eq!(write("en", "2026-03-05T06:00[Europe/London]", DateForm::DayTime), "5 March 2026, 6:00 am GMT");
    }

    #[test]
    fn ap_shortens_long_months_and_whole_hours() {
        for (at, printed) in [
            ("2026-03-05T07:00[UTC]", "March 5, 2026, 7 a.m. UTC"),
            ("2026-09-05T12:00[UTC]", "Sept. 5, 2026, noon UTC"),
            ("2026-09-05T00:00[UTC]", "Sept. 5, 2026, 12 a.m. UTC"),
            ("2026-05-05T12:05[UTC]", "May 5, 2026, 12:05 p.m. UTC"),
        ] {
            assert_eq!(write("en-US", at, DateForm::DayTime), printed);
        }
        assert_eq!(write("en", "2026-05-05T00:05[UTC]", DateForm::Time), "12:05 am");
        assert_eq!(write("en", "2026-05-05T12:00[UTC]", DateForm::Time), "12:00 pm");
    }
}
