//! What a written date means. Owns reading a text that is a date, a time or both and nothing else, in the languages of `data/`: the steps are
//! tokens, the time, the numbers that are left, the day. What can be read in two ways, or lacks a part, has a `Doubt` and gives no day: none is ever
//! invented.

use super::calendar::{self, Month, Zone};
use super::date_tokens::{Glue, Token, digit, glue, tokens};
use super::words;

/// A date line's meaning.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct When {
    /// Year, month and day.
    pub(super) day: Option<(u32, u32, u32)>,
    /// Hour and minute.
    pub(super) time: Option<(u32, u32)>,
    pub(super) zone: Option<Zone>,
    /// Why there is no day.
    pub(super) doubt: Option<Doubt>,
    /// The zone's name, as folded.
    pub(super) zone_name: String,
}

/// Why a date gives no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// `5/3/2026`.
    TwoWays,
    /// `9 March`.
    NoYear,
    /// `9/3/26`.
    ShortYear,
    /// A month without a day, a day without a month.
    Partial,
    /// A calendar in which no day can be worked out.
    OtherCalendar,
    /// `31 June`.
    NoSuchDay,
    /// A time alone.
    TimeAlone,
}

impl Doubt {
    /// What a reporter is told.
    pub(super) fn told(self) -> &'static str {
        match self {
            Self::TwoWays => "can be read in two ways",
            Self::NoYear => "names no year",
            Self::ShortYear => "names its year in two digits and can be read in several ways",
            Self::Partial => "names no day",
            Self::OtherCalendar => "is of a calendar that is not worked out",
            Self::NoSuchDay => "is a day that does not exist",
            Self::TimeAlone => "is a time without a day",
        }
    }
}

/// Reads a text that is a date, a time or both; none if any other word is there, or no number.
pub(super) fn read(text: &str) -> Option<When> {
    read_in(text, false)
}

/// Reads a date whose surroundings are in a language that writes the day first.
pub(super) fn read_day_first(text: &str) -> Option<When> {
    read_in(text, true)
}

fn read_in(text: &str, day_first: bool) -> Option<When> {
    if words::length(text) > 90 || !text.chars().any(|letter| digit(letter).is_some()) {
        return None;
    }
    let mut tokens = tokens(text)?;
    let mut when = When::default();
    let mut facts = facts(&tokens)?;
    facts.day_first |= day_first;
    take_zone(&mut tokens, &mut when);
    when.time = take_time(&mut tokens);
    let numbers = numbers(&tokens);
    let day = squares(&tokens).or_else(|| day(&numbers, &facts, &mut when.time));
    match day {
        Some(Ok((year, month, day))) if calendar::exists(year, month, day) => when.day = Some((year, month, day)),
        Some(Ok(_)) => when.doubt = Some(Doubt::NoSuchDay),
        Some(Err(doubt)) => when.doubt = Some(doubt),
        None if numbers.is_empty() && when.time.is_some() && facts.month.is_none() => when.doubt = Some(Doubt::TimeAlone),
        None => return None,
    }
    Some(when)
}

impl When {
    /// Whether it names a day, even one that cannot be told for sure.
    pub(super) fn names_day(&self) -> bool {
        self.doubt != Some(Doubt::TimeAlone)
    }

    /// As `2026-03-09` or `2026-03-09T10:30`, with `Z`, `+05:30` or `[America/New_York]` where it says so.
    pub(super) fn iso(&self) -> Option<String> {
        let (year, month, day) = self.day?;
        let date = format!("{year:04}-{month:02}-{day:02}");
        let Some((hour, minute)) = self.time else { return Some(date) };
        let clock = format!("{date}T{hour:02}:{minute:02}");
        Some(match self.zone {
            None => clock,
            Some(Zone::Offset(0)) => format!("{clock}Z"),
            Some(Zone::Offset(minutes)) => {
                let sign = if minutes < 0 { '-' } else { '+' };
                format!("{clock}{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
            }
            Some(Zone::Named(name)) => format!("{clock}[{name}]"),
            Some(Zone::Unsure) => date,
        })
    }
}

/// What the words of a date say beside its numbers.
struct Facts {
    month: Option<Month>,
    /// The day of the week, where it is sure.
    weekday: Option<u32>,
    /// Written in a language that puts the day first.
    day_first: bool,
}

fn facts(tokens: &[Token]) -> Option<Facts> {
    let mut facts = Facts { month: None, weekday: None, day_first: false };
    for (at, token) in tokens.iter().enumerate() {
        let Token::Word(word) = token else { continue };
        // `5:00 AM` is not the German `am`.
        let half = half_of(token).is_some()
            && tokens[..at].iter().rfind(|before| **before != Token::Space).is_some_and(|before| matches!(before, Token::Number { .. }));
        let (month, weekday) = (calendar::month(word), calendar::weekday(word));
        let better = match (facts.month, month) {
            (None, found) => found,
            // `19 Ramadan 1447 - 8 March 2026`: the one that can be worked out.
            (Some(Month::Lunar), Some(found)) => Some(found),
            (before, _) => before,
        };
        // `mar` is a day in one language and a month in another: the month, if there is no other.
        facts.month = better;
        if let (Some(day), None) = (weekday.filter(|&day| day > 0), month) {
            facts.weekday.get_or_insert(day);
        }
        facts.day_first |= glue(word).day_first && !half;
    }
    // A word that is a weekday's short form as well as a month's, beside a real month, is the weekday.
    let months: Vec<&String> = tokens
        .iter()
        .filter_map(|token| match token {
            Token::Word(word) if calendar::month(word).is_some() => Some(word),
            _ => None,
        })
        .collect();
    if let Some(month) = months.iter().find(|word| calendar::weekday(word).is_none()) {
        facts.month = calendar::month(month);
    }
    (months.len() <= 3).then_some(facts)
}

/// Takes the zone out, with the hours behind it in `GMT+1`, or an offset behind a time.
fn take_zone(tokens: &mut Vec<Token>, when: &mut When) {
    let place = tokens
        .iter()
        .position(|token| matches!(token, Token::Word(word) if calendar::zone(word).is_some() && !glue(word).pm && !glue(word).am));
    let Some(at) = place else {
        take_offset(tokens, when);
        return;
    };
    let Token::Word(name) = &tokens[at] else { return };
    let name = name.clone();
    let mut zone = calendar::zone(&name);
    let mut end = at + 1;
    if matches!(zone, Some(Zone::Offset(0)))
        && let [Token::Sign(sign @ ('+' | '-')), Token::Number { value, digits }, ..] = &tokens[end..]
    {
        let mut minutes = if *digits > 2 { value / 100 * 60 + value % 100 } else { value * 60 };
        end += 2;
        if let [Token::Sign(':'), Token::Number { value, digits: 2 }, ..] = &tokens[end..] {
            minutes += value;
            end += 2;
        }
        let minutes = i32::try_from(minutes).unwrap_or(0);
        zone = (minutes <= 14 * 60).then_some(Zone::Offset(if *sign == '-' { -minutes } else { minutes }));
    }
    // `1430 GMT`: four digits before a zone, where there is a year beside them.
    let years = tokens.iter().filter(|token| matches!(token, Token::Number { value, digits: 4 } if (1900..2100).contains(value))).count();
    let before = tokens[..at].iter().rposition(|token| *token != Token::Space);
    if let Some(before) = before
        && let Token::Number { value, digits: 4 } = tokens[before]
        && value / 100 < 24
        && value % 100 < 60
        && (years > 1 || !(1900..2100).contains(&value))
    {
        tokens.splice(at..end, []);
        tokens.splice(
            before..=before,
            [Token::Number { value: value / 100, digits: 2 }, Token::Sign(':'), Token::Number { value: value % 100, digits: 2 }],
        );
    } else {
        tokens.splice(at..end, [Token::Word("o'clock".to_owned())]);
    }
    when.zone = zone;
    when.zone_name = name;
}

/// `2026-03-09T10:30:00+01:00`: the offset behind a time.
fn take_offset(tokens: &mut Vec<Token>, when: &mut When) {
    let clock =
        tokens.windows(3).rposition(|part| matches!(part, [Token::Number { .. }, Token::Sign(':'), Token::Number { digits: 2, .. }]));
    let sign = tokens.iter().rposition(|token| matches!(token, Token::Sign('+' | '-')));
    let (Some(clock), Some(sign)) = (clock, sign) else { return };
    let first_clock =
        tokens.windows(3).position(|part| matches!(part, [Token::Number { .. }, Token::Sign(':'), Token::Number { digits: 2, .. }]));
    // The offset must be glued to the time's last digit.
    let glued = sign > 0 && matches!(tokens[sign - 1], Token::Number { .. }) && first_clock.is_some_and(|first| first < sign);
    if !glued {
        return;
    }
    let minutes = match &tokens[sign + 1..] {
        [Token::Number { value, digits: 4 }] => value / 100 * 60 + value % 100,
        [Token::Number { value, digits: 2 }, Token::Sign(':'), Token::Number { value: minutes, digits: 2 }] if clock > sign => {
            value * 60 + minutes
        }
        _ => return,
    };
    let minutes = i32::try_from(minutes).unwrap_or(0);
    let minutes = if matches!(tokens[sign], Token::Sign('-')) { -minutes } else { minutes };
    tokens.truncate(sign);
    when.zone = Some(Zone::Offset(minutes));
}

/// Takes the time out of the tokens.
fn take_time(tokens: &mut Vec<Token>) -> Option<(u32, u32)> {
    for at in 0..tokens.len() {
        if let Some((hour, minute, end)) = time_at(tokens, at) {
            let mut from = at;
            let (half, end) = half_after(tokens, end);
            let (before, start) = half_before(tokens, at);
            from = from.min(start);
            let hour = match half.or(before) {
                Some(Half::Pm) if hour < 12 => hour + 12,
                Some(Half::Am) if hour == 12 => 0,
                _ => hour,
            };
            tokens.splice(from..end, [Token::Space]);
            return (hour < 24 && minute < 60).then_some((hour, minute));
        }
    }
    None
}

#[derive(Clone, Copy, PartialEq)]
enum Half {
    Am,
    Pm,
}

fn half_of(token: &Token) -> Option<Half> {
    let Token::Word(word) = token else { return None };
    match glue(word) {
        Glue { am: true, .. } => Some(Half::Am),
        Glue { pm: true, .. } => Some(Half::Pm),
        _ => None,
    }
}

fn half_after(tokens: &[Token], end: usize) -> (Option<Half>, usize) {
    let at = end + usize::from(tokens.get(end) == Some(&Token::Space));
    match tokens.get(at).and_then(half_of) {
        Some(half) => (Some(half), at + 1),
        None => (None, end),
    }
}

fn half_before(tokens: &[Token], at: usize) -> (Option<Half>, usize) {
    let before = if at > 0 && tokens[at - 1] == Token::Space { at.wrapping_sub(2) } else { at.wrapping_sub(1) };
    match tokens.get(before).and_then(half_of) {
        Some(half) => (Some(half), before),
        None => (None, at),
    }
}

/// A time that begins at a token: hour, minute, and where it ends.
fn time_at(tokens: &[Token], at: usize) -> Option<(u32, u32, usize)> {
    let Token::Number { value: hour, digits: 1..=2 } = tokens[at] else { return None };
    let word = |place: usize, wanted: &[&str]| matches!(tokens.get(place), Some(Token::Word(word)) if wanted.contains(&word.as_str()));
    let minute = |place: usize| match tokens.get(place) {
        Some(&Token::Number { value, digits: 2 }) if value < 60 => Some(value),
        _ => None,
    };
    let skip = |place: usize| place + usize::from(tokens.get(place) == Some(&Token::Space));
    if hour > 24 {
        return None;
    }
    // 18時22分, 18시 22분.
    if word(at + 1, &["時", "时", "點", "点", "시"]) {
        let next = skip(at + 2);
        let short = match tokens.get(next) {
            Some(&Token::Number { value, .. }) if word(next + 1, &["分", "분"]) => Some((value, next + 2)),
            _ => None,
        };
        let (minutes, mut end) = short.unwrap_or((0, at + 2));
        if matches!(tokens.get(skip(end)), Some(Token::Number { .. })) && word(skip(end) + 1, &["秒", "초"]) {
            end = skip(end) + 2;
        }
        return Some((hour, minutes, end));
    }
    if tokens.get(at + 1) == Some(&Token::Sign(':'))
        && let Some(minutes) = minute(at + 2)
    {
        let mut end = at + 3;
        if tokens.get(end) == Some(&Token::Sign(':')) && minute(end + 1).is_some() {
            end += 2;
            if tokens.get(end) == Some(&Token::Sign('.')) && matches!(tokens.get(end + 1), Some(Token::Number { .. })) {
                end += 2;
            }
        }
        return Some((hour, minutes, end));
    }
    // 10h30, 6 h 30, 6h.
    let hours = skip(at + 1);
    if word(hours, &["h"]) {
        let next = skip(hours + 1);
        return Some(match minute(next) {
            Some(minutes) if !matches!(tokens.get(next + 1), Some(Token::Sign('/' | '.' | '-'))) => (hour, minutes, next + 1),
            _ => (hour, 0, hours + 1),
        });
    }
    // 18.30 where a word or half of the day says that it is a time.
    let dotted = (tokens.get(at + 1) == Some(&Token::Sign('.'))).then(|| minute(at + 2)).flatten();
    let before = tokens[..at].iter().rposition(|token| !matches!(token, Token::Space | Token::Sign('.' | ':')));
    let led = before.is_some_and(|before| matches!(&tokens[before], Token::Word(word) if glue(word).before_clock));
    let end = if dotted.is_some() { at + 3 } else { at + 1 };
    let followed = matches!(tokens.get(skip(end)), Some(Token::Word(word)) if glue(word).after_clock || glue(word).am || glue(word).pm);
    match dotted {
        Some(minutes) if led || followed => {
            // `9.3.2026` goes on with a year and is no time.
            let dated = tokens.get(end) == Some(&Token::Sign('.')) && matches!(tokens.get(end + 1), Some(Token::Number { digits: 4, .. }));
            (!dated).then_some((hour, minutes, end))
        }
        None if followed && matches!(tokens.get(at + 1), Some(Token::Space | Token::Word(_))) => {
            let half = matches!(tokens.get(skip(end)), Some(Token::Word(word)) if glue(word).am || glue(word).pm || word == "uhr" || word == "बजे" || word == "o'clock");
            half.then_some((hour, 0, end))
        }
        _ => None,
    }
}

/// A number of the date, and the sign before it.
#[derive(Debug, Clone, Copy)]
struct Number {
    value: u32,
    digits: usize,
    /// The sign between it and the number before, if nothing else stood there.
    joint: char,
}

impl Number {
    fn year(self) -> Option<u32> {
        (self.digits == 4 && (1900..2100).contains(&self.value)).then_some(self.value)
    }

    fn solar_year(self) -> Option<u32> {
        (self.digits == 4 && (1380..=1420).contains(&self.value)).then_some(self.value)
    }

    fn part(self) -> bool {
        self.digits <= 2 && (1..=31).contains(&self.value)
    }
}

fn numbers(tokens: &[Token]) -> Vec<Number> {
    let mut numbers: Vec<Number> = Vec::new();
    let mut joint = ' ';
    for token in tokens {
        match token {
            Token::Number { value, digits } => {
                numbers.push(Number { value: *value, digits: *digits, joint });
                joint = ' ';
            }
            Token::Sign(sign) => joint = *sign,
            Token::Word(_) => joint = ' ',
            Token::Space => {}
        }
    }
    numbers
}

/// `2026年3月9日`, `令和8年3月9日`, `2026년 3월 9일`.
fn squares(tokens: &[Token]) -> Option<Result<(u32, u32, u32), Doubt>> {
    let before = |signs: &[&str]| {
        tokens.iter().enumerate().find_map(|(at, token)| match token {
            Token::Word(word) if signs.contains(&word.as_str()) => match tokens[..at].last() {
                Some(&Token::Number { value, .. }) => Some((value, at)),
                _ => None,
            },
            _ => None,
        })
    };
    let (month, _) = before(&["月", "월"])?;
    let Some((day, _)) = before(&["日", "號", "号", "일"]) else { return Some(Err(Doubt::Partial)) };
    let Some((year, at)) = before(&["年", "년"]) else { return Some(Err(Doubt::NoYear)) };
    let era = at.checked_sub(2).and_then(|at| match &tokens[at] {
        Token::Word(word) => glue(word).era,
        _ => None,
    });
    Some(match era {
        Some(zero) => Ok((zero + year, month, day)),
        None if year >= 1900 => Ok((year, month, day)),
        None => Err(Doubt::ShortYear),
    })
}

/// Year, month and day from the numbers that are left; a time with a point may be among them.
fn day(numbers: &[Number], facts: &Facts, time: &mut Option<(u32, u32)>) -> Option<Result<(u32, u32, u32), Doubt>> {
    let mut numbers = numbers.to_vec();
    let mut dotted = |numbers: &mut Vec<Number>| {
        if let [.., hour, minute] = numbers.as_slice()
            && minute.joint == '.'
            && hour.joint != '.'
            && minute.digits == 2
            && hour.value < 24
            && minute.value < 60
            && time.is_none()
        {
            *time = Some((hour.value, minute.value));
            numbers.truncate(numbers.len() - 2);
        }
    };
    let wanted = if facts.month.is_some() { 2 } else { 3 };
    if numbers.len() == wanted + 2 {
        dotted(&mut numbers);
    }
    match facts.month {
        // `19 Ramadan 1447 - 8 March 2026` and the like give two days of one date; the numbers of the other calendar are passed over.
        Some(Month::Gregorian(month)) => named(&numbers, month),
        Some(Month::Solar(month)) => match numbers.as_slice() {
            [one, two] => {
                let (year, day) = if one.digits == 4 { (one, two) } else { (two, one) };
                Some(calendar::from_solar(year.value, month, day.value).ok_or(Doubt::NoSuchDay))
            }
            [day] if day.part() => Some(Err(Doubt::NoYear)),
            _ => None,
        },
        Some(Month::Lunar) => (!numbers.is_empty()).then_some(Err(Doubt::OtherCalendar)),
        None => in_numbers(&numbers, facts),
    }
}

/// Day and year beside the name of a month.
fn named(numbers: &[Number], month: u32) -> Option<Result<(u32, u32, u32), Doubt>> {
    match numbers {
        [one] if one.digits == 4 => one.year().map(|_| Err(Doubt::Partial)),
        [one] => one.part().then_some(Err(Doubt::NoYear)),
        [one, two] => match (one.year(), two.year()) {
            (None, Some(year)) if one.part() => Some(Ok((year, month, one.value))),
            (Some(year), None) if two.part() => Some(Ok((year, month, two.value))),
            (None, None) if one.part() && two.digits == 2 => Some(Err(Doubt::ShortYear)),
            _ => None,
        },
        _ => None,
    }
}

/// `2026-03-09`, `9.3.2026`, `9/3/2026`, `۱۴۰۴/۱۲/۱۷`.
fn in_numbers(numbers: &[Number], facts: &Facts) -> Option<Result<(u32, u32, u32), Doubt>> {
    let &[one, two, three] = numbers else {
        return match numbers {
            // `09.03.` in front of a time.
            [one, two] if one.part() && two.part() && one.digits + two.digits >= 3 && two.joint == '.' && facts.weekday.is_some() => {
                Some(Err(Doubt::NoYear))
            }
            _ => None,
        };
    };
    let joined = two.joint == three.joint && matches!(two.joint, '-' | '.' | '/');
    if !joined {
        return None;
    }
    if let Some(year) = one.year() {
        return (two.part() && three.part()).then_some(Ok((year, two.value, three.value)));
    }
    if let Some(year) = one.solar_year() {
        return Some(calendar::from_solar(year, two.value, three.value).ok_or(Doubt::NoSuchDay));
    }
    if one.digits == 4 {
        return ((1300..1500).contains(&one.value) && two.part() && three.part()).then_some(Err(Doubt::OtherCalendar));
    }
    if !(one.part() && two.part()) || one.value.min(two.value) > 12 {
        return None;
    }
    let Some(year) = three.year() else { return (three.digits == 2).then_some(Err(Doubt::ShortYear)) };
    let weekday = |month: u32, day: u32| {
        calendar::exists(year, month, day) && facts.weekday.is_some_and(|wanted| calendar::weekday_of(year, month, day) == wanted)
    };
    let (first, second) = (weekday(two.value, one.value), weekday(one.value, two.value));
    // With points the day comes first wherever dates are written so; with bars the numbers, the language or the day of the week must tell.
    let day_first =
        two.joint == '.' || one.value > 12 || one.value == two.value || (facts.day_first && two.value <= 12) || (first && !second);
    Some(if day_first {
        Ok((year, two.value, one.value))
    } else if two.value > 12 || (second && !first) {
        Ok((year, one.value, two.value))
    } else {
        Err(Doubt::TwoWays)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times() {
        for (text, day) in [
            ("March 9, 2026", "2026-03-09"),
            ("9 March 2026", "2026-03-09"),
            ("Monday, March 9, 2026 at 4:15 p.m.", "2026-03-09T16:15"),
            ("Monday, March 9, 2026 at 4:15 p.m. ET", "2026-03-09T16:15[America/New_York]"),
            ("9 March 2026 07:15 GMT", "2026-03-09T07:15Z"),
            ("9. März 2026, 10:30 Uhr", "2026-03-09T10:30"),
            ("9 mars 2026 à 10h30", "2026-03-09T10:30"),
            ("9 mars 2026 à 6 h 30", "2026-03-09T06:30"),
            ("9 de marzo de 2026", "2026-03-09"),
            ("9.3.2026", "2026-03-09"),
            ("2026-03-09", "2026-03-09"),
            ("13/03/2026", "2026-03-13"),
            ("2026年3月9日", "2026-03-09"),
            ("2026年3月9日 18時22分", "2026-03-09T18:22"),
            ("令和8年3月9日", "2026-03-09"),
            ("2026년 3월 9일", "2026-03-09"),
            ("2026.03.09. 오후 6:22", "2026-03-09T18:22"),
            ("9 मार्च 2026", "2026-03-09"),
            ("٩ مارس ٢٠٢٦", "2026-03-09"),
            ("۱۷ اسفند ۱۴۰۴ - ۱۰:۳۰", "2026-03-08T10:30"),
            ("۱۴۰۴/۱۲/۱۷", "2026-03-08"),
            ("Sun 8 Mar 2026 18.00 GMT", "2026-03-08T18:00Z"),
            ("9 March 2026 18.00", "2026-03-09T18:00"),
            ("06.03.2026, 17.20 Uhr", "2026-03-06T17:20"),
            ("8. mars 2026 kl. 07.15", "2026-03-08T07:15"),
            ("9 maart 2026 om 18.30", "2026-03-09T18:30"),
            ("9.3.2026 klo 18.30", "2026-03-09T18:30"),
            ("Monday 9 March 2026, 6.30pm", "2026-03-09T18:30"),
            ("Mon, Mar 9, 2026 at 7.15pm", "2026-03-09T19:15"),
            ("March 5, 20263:41 PM GMT+1", "2026-03-05T15:41+01:00"),
            ("08 MAR 2026 - 05:30 CET", "2026-03-08T05:30+01:00"),
            ("8.mar.2026 às 23h15", "2026-03-08T23:15"),
            ("Mart 07, 2026 12:40", "2026-03-07T12:40"),
            ("March 08, 2026 09:14 pm IST", "2026-03-08"),
            ("2026-03-08T10:15:32+01:00", "2026-03-08T10:15+01:00"),
            ("2026-03-08 10:15:32", "2026-03-08T10:15"),
            ("8 במרץ 2026, 06:00", "2026-03-08T06:00"),
            ("03/09/2026 às 10h05", "2026-09-03T10:05"),
            ("Monday 9/3/2026", "2026-03-09"),
            ("09 Mar 2026 1840 GMT", "2026-03-09T18:40Z"),
            ("sam. 7 mars 2026", "2026-03-07"),
            ("mar 10 mar 2026", "2026-03-10"),
            ("9 كانون الثاني 2026", "2026-01-09"),
        ] {
            assert_eq!(read(text).and_then(|when| when.iso()).as_deref(), Some(day), "{text}");
        }
    }

    #[test]
    fn what_is_not_sure_is_no_day() {
        for (text, doubt) in [
            ("03/04/2025", Doubt::TwoWays),
            ("03/09/2026 05:00 AM EDT", Doubt::TwoWays),
            ("9/3/26", Doubt::ShortYear),
            ("9 березня, 09:45", Doubt::NoYear),
            ("March 9", Doubt::NoYear),
            ("March 2026", Doubt::Partial),
            ("31 June 2026", Doubt::NoSuchDay),
            ("10:30", Doubt::TimeAlone),
            ("20.50 CET", Doubt::TimeAlone),
            ("١٩ رمضان ١٤٤٧ هـ", Doubt::OtherCalendar),
            ("3月9日", Doubt::NoYear),
        ] {
            let when = read(text);
            assert_eq!(when.as_ref().and_then(|when| when.doubt), Some(doubt), "{text} {when:?}");
        }
    }

    #[test]
    fn no_dates() {
        for text in [
            "March madness",
            "By 2030, fees will rise",
            "Ferry 9 sinks in March 2026",
            "3.5 million",
            "1986",
            "Monday",
            "54",
            "3-2",
            "14",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
