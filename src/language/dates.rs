//! Dates and times in words.
//!
//! English is written by hand ([`super::english`]); every other language that CLDR knows is written by ICU, with the few
//! habits in which its newspapers differ from CLDR applied to the result; a language that CLDR does not know gets ISO dates.
//! The formatters of a language are built together, once. The calendar is always the Gregorian one.
//!
//! A time is the clock of the zone that the value carries: nothing here asks the machine what time or what zone it is.

use std::fmt::Write as _;

use icu_calendar::Gregorian;
use icu_datetime::fieldsets::enums::{CalendarPeriodFieldSet, CompositeDateTimeFieldSet, DateAndTimeFieldSet, DateFieldSet, TimeFieldSet};
use icu_datetime::fieldsets::{E, M, MD, T, YM, YMD, YMDE};
use icu_datetime::{DateTimeFormatterPreferences, FixedCalendarDateTimeFormatter};
use icu_locale_core::subtags::Region;
use icu_locale_core::{Locale, locale};
use jiff::ZonedDateTime;

use super::english::English;

/// What a date is to say. The examples are `en-US` and `en-GB`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateForm {
    /// "Saturday, August 22, 2026", "Saturday 22 August 2026"
    Full,
    /// "Aug. 22, 2026", "22 August 2026"
    Day,
    /// "Aug. 22, 2026, 7:30 a.m. EDT", "22 August 2026, 6:00 am BST"
    DayTime,
    /// "7:30 a.m.", "6:00 am"
    Time,
    /// "Saturday"; empty where the language has no words
    Weekday,
    /// "Aug. 22", "22 August"
    MonthDay,
    /// "Aug. 22", "22 Aug"
    ShortMonthDay,
    /// "Aug. 22, 2026", "22 Aug 2026"
    ShortDay,
    /// "August 2026"
    MonthYear,
    /// "August"
    Month,
}

pub(super) enum Dates {
    English(English),
    Cldr(Box<Cldr>),
    Iso,
}

impl Dates {
    pub(super) fn of(locale: &Locale) -> Self {
        match English::of(locale) {
            Some(english) => Self::English(english),
            None => Cldr::of(locale).map_or(Self::Iso, |cldr| Self::Cldr(Box::new(cldr))),
        }
    }

    pub(super) fn in_words(&self) -> bool {
        !matches!(self, Self::Iso)
    }

    pub(super) fn write(&self, at: &ZonedDateTime, form: DateForm) -> String {
        match self {
            Self::English(english) => english.write(at, form),
            Self::Cldr(cldr) => cldr.write(at, form).unwrap_or_else(|| iso(at, form)),
            Self::Iso => iso(at, form),
        }
    }
}

type Formatter = FixedCalendarDateTimeFormatter<Gregorian, CompositeDateTimeFieldSet>;

/// One formatter for each form, and the habits of the language.
pub(super) struct Cldr {
    full: Formatter,
    day: Formatter,
    day_time: Formatter,
    time: Formatter,
    weekday: Formatter,
    month_day: Formatter,
    short_month_day: Formatter,
    short_day: Formatter,
    month_year: Formatter,
    month: Formatter,
    habits: Habits,
}

/// Where the newspapers of a language do not write what CLDR says.
#[derive(Default)]
struct Habits {
    /// How the first of the month is written: what CLDR says, what is printed.
    first: Option<(&'static str, &'static str)>,
    /// What is left out, with the space before it: the "г." after a Russian year belongs to deeds, not to news.
    left_out: Option<&'static str>,
    /// What stands between the month and the year.
    of: Option<&'static str>,
    /// What stands between the day and the time.
    between: Option<&'static str>,
}

impl Habits {
    fn of(locale: &Locale) -> Self {
        let region = locale.id.region;
        let region = region.as_ref().map_or("", Region::as_str);
        match (locale.id.language.as_str(), region) {
            ("fr", _) => Self { first: Some(("1 ", "1er ")), ..Self::default() },
            // ICU 2.4 forgets to load the digits of this one form ("março de 2026"), and panics over it in a debug build.
            ("pt", "" | "BR") => Self { first: Some(("1 de ", "1º de ")), of: Some(" de "), ..Self::default() },
            ("pt", _) => Self { of: Some(" de "), ..Self::default() },
            ("ru", _) => Self { left_out: Some("г."), ..Self::default() },
            ("uk", _) => Self { left_out: Some("р."), ..Self::default() },
            // Polish and Turkish would leave the year and the hour side by side; Hindi would close the time with a word for
            // "o'clock", which a zone cannot follow.
            ("pl" | "tr" | "hi", _) => Self { between: Some(", "), ..Self::default() },
            _ => Self::default(),
        }
    }
}

impl Cldr {
    /// None for a language without month names of its own.
    fn of(locale: &Locale) -> Option<Self> {
        // In `pt-PT` the long form with a weekday comes out as "sábado, 22/08/2026"; the names are the same in both.
        let portuguese = locale!("pt");
        let source = if locale.id.language == portuguese.id.language { &portuguese } else { locale };
        let preferences = DateTimeFormatterPreferences::from(source);
        let formatter = |fields| Formatter::try_new(preferences, fields).ok();
        let date = |fields| formatter(CompositeDateTimeFieldSet::Date(fields));
        let period = |fields| formatter(CompositeDateTimeFieldSet::CalendarPeriod(fields));
        let cldr = Self {
            full: date(DateFieldSet::YMDE(YMDE::long()))?,
            day: date(DateFieldSet::YMD(YMD::long()))?,
            day_time: formatter(CompositeDateTimeFieldSet::DateTime(DateAndTimeFieldSet::YMDT(YMD::long().with_time_hm())))?,
            time: formatter(CompositeDateTimeFieldSet::Time(TimeFieldSet::T(T::hm())))?,
            weekday: date(DateFieldSet::E(E::long()))?,
            month_day: date(DateFieldSet::MD(MD::long()))?,
            short_month_day: date(DateFieldSet::MD(MD::medium()))?,
            short_day: date(DateFieldSet::YMD(YMD::medium()))?,
            month_year: period(CalendarPeriodFieldSet::YM(YM::long()))?,
            month: period(CalendarPeriodFieldSet::M(M::long()))?,
            habits: Habits::of(locale),
        };
        // A language without data gets CLDR's root, where the months are called M01 to M12.
        let month = cldr.month.format(&moment(2001, 1, 1, 0, 0)?).to_string();
        (month != "M01").then_some(cldr)
    }

    fn write(&self, at: &ZonedDateTime, form: DateForm) -> Option<String> {
        let month = at.month().unsigned_abs();
        let day = at.day().unsigned_abs();
        let moment = moment(at.year().into(), month, day, at.hour().unsigned_abs(), at.minute().unsigned_abs())?;
        if form == DateForm::DayTime {
            let stamp = match self.habits.between {
                Some(between) => format!("{}{between}{}", self.day.format(&moment), self.time.format(&moment)),
                None => self.day_time.format(&moment).to_string(),
            };
            return Some(format!("{} {}", self.habits.apply(stamp, day), zone_name(at)));
        }
        if let (DateForm::MonthYear, Some(of)) = (form, self.habits.of) {
            return Some(format!("{}{of}{}", self.month.format(&moment), at.year()));
        }
        let formatter = match form {
            DateForm::Full => &self.full,
            DateForm::Day | DateForm::DayTime => &self.day,
            DateForm::Time => &self.time,
            DateForm::Weekday => &self.weekday,
            DateForm::MonthDay => &self.month_day,
            DateForm::ShortMonthDay => &self.short_month_day,
            DateForm::ShortDay => &self.short_day,
            DateForm::MonthYear => &self.month_year,
            DateForm::Month => &self.month,
        };
        let text = formatter.format(&moment).to_string();
        Some(if form == DateForm::Time { text } else { self.habits.apply(text, day) })
    }
}

impl Habits {
    fn apply(&self, mut text: String, day: u8) -> String {
        // The day stands before every other number in the languages that have a form for the first.
        if let (Some((plain, printed)), 1) = (self.first, day)
            && let Some(place) = text.find(plain)
        {
            text.replace_range(place..place + plain.len(), printed);
        }
        if let Some(tail) = self.left_out
            && let Some(place) = text.find(tail)
        {
            let before = text[..place].trim_end().len();
            text.replace_range(before..place + tail.len(), "");
        }
        text
    }
}

type Moment = icu_time::DateTime<Gregorian>;

fn moment(year: i32, month: u8, day: u8, hour: u8, minute: u8) -> Option<Moment> {
    let date = icu_calendar::Date::try_new_gregorian(year, month, day).ok()?;
    let time = icu_time::Time::try_new(hour, minute, 0, 0).ok()?;
    Some(Moment { date, time })
}

/// The usual abbreviation ("BST") where there is one in letters, else the distance from UTC ("UTC+3", "UTC+5:30").
pub(super) fn zone_name(at: &ZonedDateTime) -> String {
    let info = at.time_zone().to_offset_info(at.timestamp());
    let short = info.abbreviation();
    // LMT is the local mean time of the days before zones: letters, but nobody's name for an hour.
    let named = short.len() >= 2 && short.bytes().all(|byte| byte.is_ascii_alphabetic()) && short != "LMT";
    if named && !at.time_zone().is_unknown() {
        return short.to_owned();
    }
    let minutes = info.offset().seconds() / 60;
    if minutes == 0 {
        return "UTC".to_owned();
    }
    let sign = if minutes < 0 { '\u{2212}' } else { '+' };
    let mut name = format!("UTC{sign}{}", (minutes / 60).abs());
    if minutes % 60 != 0 {
        // Writing to a String cannot fail.
        let _ = write!(name, ":{:02}", (minutes % 60).abs());
    }
    name
}

/// The form for a language without words.
fn iso(at: &ZonedDateTime, form: DateForm) -> String {
    let (date, time) = (at.date(), at.time());
    match form {
        DateForm::Full | DateForm::Day | DateForm::ShortDay => date.to_string(),
        DateForm::DayTime => format!("{date} {:02}:{:02} {}", time.hour(), time.minute(), zone_name(at)),
        DateForm::Time => format!("{:02}:{:02}", time.hour(), time.minute()),
        DateForm::Weekday => String::new(),
        DateForm::MonthDay | DateForm::ShortMonthDay => format!("{:02}-{:02}", date.month(), date.day()),
        DateForm::MonthYear => format!("{:04}-{:02}", date.year(), date.month()),
        DateForm::Month => format!("{:02}", date.month()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Language;
    use super::*;

    const FORMS: [DateForm; 10] = [
        DateForm::Full,
        DateForm::Day,
        DateForm::DayTime,
        DateForm::Time,
        DateForm::Weekday,
        DateForm::MonthDay,
        DateForm::ShortMonthDay,
        DateForm::ShortDay,
        DateForm::MonthYear,
        DateForm::Month,
    ];

    fn write(tag: &str, at: &str, form: DateForm) -> String {
        Language::of(tag).language.date(&at.parse().expect("the moment is well formed"), form)
    }

    #[test]
    fn each_language_writes_the_day_its_own_way() {
        for (tag, day, time, month) in SAMPLES {
            assert_eq!(write(tag, "2026-03-05T18:05[UTC]", DateForm::Day), day, "{tag}");
            assert_eq!(write(tag, "2026-03-05T18:05[UTC]", DateForm::Time), time, "{tag}");
            assert_eq!(write(tag, "2026-03-05T18:05[UTC]", DateForm::MonthYear), month, "{tag}");
        }
    }

    #[test]
    fn narrow_columns_have_short_dates() {
        let mut said = String::new();
        for (tag, _, _, _) in SAMPLES {
            let write = |form| write(tag, "2026-11-18T18:05[UTC]", form);
            said.push_str(&format!("{tag}: {} | {}\n", write(DateForm::ShortMonthDay), write(DateForm::ShortDay)));
        }
        assert_eq!(said, SHORT);
    }

    const SHORT: &str = "\
de: 18. Nov. | 18.11.2026
fr: 18 nov. | 18 nov. 2026
es: 18 nov | 18 nov 2026
pt: 18 de nov. | 18 de nov. de 2026
pt-PT: 18 de nov. | 18 de nov. de 2026
it: 18 nov | 18 nov 2026
nl: 18 nov | 18 nov 2026
pl: 18 lis | 18 lis 2026
ru: 18 нояб. | 18 нояб. 2026
uk: 18 лист. | 18 лист. 2026
tr: 18 Kas | 18 Kas 2026
ar: 18 نوفمبر | 18\u{200f}/11\u{200f}/2026
ar-EG: ١٨ نوفمبر | ١٨\u{200f}/١١\u{200f}/٢٠٢٦
fa: ۱۸ نوامبر | ۱۸ نوامبر ۲۰۲۶
he: 18 בנוב׳ | 18 בנוב׳ 2026
hi: 18 नव॰ | 18 नव॰ 2026
zh: 11月18日 | 2026年11月18日
zh-TW: 11月18日 | 2026年11月18日
ja: 11月18日 | 2026/11/18
ko: 11월 18일 | 2026/11/18
sv: 18 nov. | 18 nov. 2026
xx: 11-18 | 2026-11-18
";

    const SAMPLES: [(&str, &str, &str, &str); 22] = [
        ("de", "5. März 2026", "18:05", "März 2026"),
        ("fr", "5 mars 2026", "18:05", "mars 2026"),
        ("es", "5 de marzo de 2026", "18:05", "marzo de 2026"),
        ("pt", "5 de março de 2026", "18:05", "março de 2026"),
        ("pt-PT", "5 de março de 2026", "18:05", "março de 2026"),
        ("it", "5 marzo 2026", "18:05", "marzo 2026"),
        ("nl", "5 maart 2026", "18:05", "maart 2026"),
        ("pl", "5 marca 2026", "18:05", "marzec 2026"),
        ("ru", "5 марта 2026", "18:05", "март 2026"),
        ("uk", "5 березня 2026", "18:05", "березень 2026"),
        ("tr", "5 Mart 2026", "18:05", "Mart 2026"),
        ("ar", "5 مارس 2026", "6:05 م", "مارس 2026"),
        ("ar-EG", "٥ مارس ٢٠٢٦", "٦:٠٥ م", "مارس ٢٠٢٦"),
        ("fa", "۵ مارس ۲۰۲۶", "۱۸:۰۵", "مارس ۲۰۲۶"),
        ("he", "5 במרץ 2026", "18:05", "מרץ 2026"),
        ("hi", "5 मार्च, 2026", "6:05 pm", "मार्च 2026"),
        ("zh", "2026年3月5日", "18:05", "2026年3月"),
        ("zh-TW", "2026年3月5日", "下午6:05", "2026年3月"),
        ("ja", "2026年3月5日", "18:05", "2026年3月"),
        ("ko", "2026년 3월 5일", "오후 6:05", "2026년 3월"),
        // There are no words for Swedish, but its dates are known.
        ("sv", "5 mars 2026", "18:05", "mars 2026"),
        ("xx", "2026-03-05", "18:05", "2026-03"),
    ];

    #[test]
    fn newspapers_keep_their_habits() {
        for (tag, at, form, printed) in [
            ("fr", "2026-08-01T21:01[UTC]", DateForm::Full, "samedi 1er août 2026"),
            ("fr", "2026-08-01T21:01[UTC]", DateForm::DayTime, "1er août 2026 à 21:01 UTC"),
            ("fr", "2026-08-01T21:01[UTC]", DateForm::Time, "21:01"),
            ("fr", "2026-08-21T21:01[UTC]", DateForm::Day, "21 août 2026"),
            ("pt", "2026-08-01T21:01[UTC]", DateForm::Day, "1º de agosto de 2026"),
            ("pt-PT", "2026-08-01T21:01[UTC]", DateForm::Full, "sábado, 1 de agosto de 2026"),
            ("ru", "2026-08-22T21:01[Europe/Moscow]", DateForm::DayTime, "22 августа 2026 в 21:01 MSK"),
            ("ru", "2026-08-22T21:01[Europe/Moscow]", DateForm::Full, "суббота, 22 августа 2026"),
            ("uk", "2026-08-22T21:01[Europe/Kyiv]", DateForm::MonthYear, "серпень 2026"),
            ("de", "2026-08-22T21:01[Europe/Berlin]", DateForm::DayTime, "22. August 2026 um 21:01 CEST"),
            ("hi", "2026-08-22T21:01[Asia/Kolkata]", DateForm::DayTime, "22 अगस्त, 2026, 9:01 pm IST"),
            ("pl", "2026-08-22T21:01[Europe/Warsaw]", DateForm::DayTime, "22 sierpnia 2026, 21:01 CEST"),
        ] {
            assert_eq!(write(tag, at, form), printed, "{tag}");
        }
    }

    #[test]
    fn an_unknown_language_has_iso_dates_in_every_form() {
        let all: Vec<String> = FORMS.iter().map(|form| write("xx", "2026-03-05T06:05+09:00[Asia/Tokyo]", *form)).collect();
        assert_eq!(all, ["2026-03-05", "2026-03-05", "2026-03-05 06:05 JST", "06:05", "", "03-05", "03-05", "2026-03-05", "2026-03", "03"]);
    }

    #[test]
    fn zones_without_letters_are_named_by_their_offset() {
        for (at, name) in [
            ("2026-08-22T12:00[Europe/London]", "BST"),
            ("2026-01-22T12:00[America/New_York]", "EST"),
            ("2026-08-22T12:00[Asia/Dubai]", "UTC+4"),
            ("2026-08-22T12:00[Asia/Kathmandu]", "UTC+5:45"),
            ("2026-08-22T12:00[America/Sao_Paulo]", "UTC\u{2212}3"),
            ("2026-08-22T12:00-03:30[-03:30]", "UTC\u{2212}3:30"),
            ("2026-08-22T12:00+00:00[UTC]", "UTC"),
            ("1850-08-22T12:00[Europe/Paris]", "UTC+0:09"),
        ] {
            assert_eq!(zone_name(&at.parse().expect("the moment is well formed")), name, "{at}");
        }
    }

    #[test]
    fn no_moment_and_no_language_is_too_strange() {
        for tag in ["en", "en-US", "de", "ar-EG", "fa", "ja", "th", "ja-u-ca-japanese", "fa-u-nu-latn", "und", "xx", "x-private"] {
            for at in ["-009999-01-03T00:00+00:00[UTC]", "0001-01-01T00:00+00:00[UTC]", "9999-12-30T22:00+00:00[UTC]"] {
                for form in FORMS {
                    let printed = write(tag, at, form);
                    assert!(!printed.contains(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}']), "{tag} {printed}");
                }
            }
        }
    }
}
