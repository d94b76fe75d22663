//! The words of a mark: what a text says about an embargo, if it says it. Owns `data/embargo_marks.txt`; knows nothing of files and
//! lines.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use jiff::tz::TimeZone;

use crate::article::plain_text::{self, date_words};
use crate::clock;
use crate::language::{is_han_or_kana, spaced};

/// Until when a mark holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// Until a moment, as it is written in ISO 8601, and the zone of its clock where that is named.
    Until(String, Option<&'static str>),
    /// That cannot be read for sure.
    Unclear,
    /// It says that there is no embargo.
    Free,
}

/// The longest paragraph that can be a mark as a whole, in letters.
pub(super) const LONGEST: usize = 300;

pub(super) fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '…' | '؟' | '।')
}

/// What an entry of the list demands of what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Order,
    Until,
    Word,
    Date,
    Lead,
}

pub(super) struct Lists {
    /// Entries by their first letter.
    pub(super) marks: HashMap<char, Vec<(&'static str, Class)>>,
    /// The first words of those.
    first: HashSet<&'static str>,
    free: Vec<&'static str>,
    before: HashSet<&'static str>,
    time: HashSet<&'static str>,
    zones: HashMap<&'static str, &'static str>,
}

pub(super) static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists = Lists {
        marks: HashMap::new(),
        first: HashSet::new(),
        free: Vec::new(),
        before: HashSet::new(),
        time: HashSet::new(),
        zones: HashMap::new(),
    };
    for (part, entry) in plain_text::parts(include_str!("../data/embargo_marks.txt")) {
        let class = match part {
            "order" => Class::Order,
            "until" => Class::Until,
            "word" => Class::Word,
            "date" => Class::Date,
            "lead" => Class::Lead,
            "free" => {
                lists.free.push(entry);
                continue;
            }
            "before" => {
                lists.before.insert(entry);
                continue;
            }
            "zone" => {
                lists.zones.extend(entry.split_once(' '));
                continue;
            }
            _ => {
                lists.time.insert(entry);
                continue;
            }
        };
        if let Some(first) = entry.chars().next() {
            lists.marks.entry(first).or_default().push((entry, class));
            lists.first.insert(first_word(entry));
        }
    }
    lists
});

/// The longest entry that a folded text begins with, and what follows it.
pub(super) fn entry(folded: &str) -> Option<(&'static str, Class, &str)> {
    let known = LISTS.marks.get(&folded.chars().next()?)?;
    let fits = |entry: &'static str| {
        let rest = folded.strip_prefix(entry)?;
        // Where words are spaced, the next letter would be of the same word.
        let joined = rest.starts_with(char::is_alphanumeric) && entry.ends_with(|c: char| c.is_alphabetic() && !is_unspaced(c));
        (!joined).then_some(rest)
    };
    known.iter().filter_map(|&(entry, class)| Some((entry, class, fits(entry)?))).max_by_key(|(entry, ..)| entry.len())
}

fn is_unspaced(c: char) -> bool {
    is_han_or_kana(c) || matches!(c, '\u{AC00}'..='\u{D7A3}')
}

/// A quick look, since nearly every line of copy is none: whether its first word is that of an entry.
pub(super) fn may_begin(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '<');
    match line.chars().next() {
        None => false,
        Some(c) if c == '<' || c.is_numeric() => true,
        Some(c) if is_unspaced(c) => LISTS.marks.contains_key(&c),
        Some(_) => LISTS.first.contains(&*first_word(line).to_lowercase()),
    }
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

/// Where the words stand that are judged.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    /// At the start of a paragraph.
    Alone,
    /// On a line inside of one, where a broken sentence may well begin with such words.
    Within,
}

/// What a text is, if it is a mark.
pub(super) struct Verdict {
    pub(super) when: When,
    /// The text begins with a whole mark; otherwise it is one by its looks.
    pub(super) sure: bool,
    /// What follows the mark is more than a word to the desk, so it is printed.
    pub(super) opens_copy: bool,
}

/// Words after a mark that are taken for copy.
const COPY: usize = 16;

/// Whether a text is a mark, or begins with one.
pub(super) fn judge(bare: &str, stands: Stands) -> Option<Verdict> {
    // Of a long paragraph only its first words can be a mark.
    let bare = bare.char_indices().nth(LONGEST).map_or(bare, |(end, _)| &bare[..end]);
    let bare = spaced(bare);
    let folded = plain_text::fold(&bare);
    let (name, class, after) = entry(&folded)?;
    if class == Class::Lead {
        let inner = after.trim_start_matches(|c: char| !c.is_alphanumeric());
        let parted = after[..after.len() - inner.len()].contains(|c: char| !c.is_whitespace());
        // A folded text has the letters of the one that was folded, in small.
        let rest = bare.chars().skip(folded[..folded.len() - inner.len()].chars().count()).collect::<String>();
        return entry(inner).filter(|(_, class, _)| parted && *class != Class::Lead).and_then(|_| judge(&rest, stands));
    }
    if stands == Stands::Within && bare.starts_with(char::is_lowercase) {
        return None;
    }
    let capitals = is_capitals(&bare.chars().take(name.chars().count()).collect::<String>());
    let (colon, rest) = separated(after).map_or((false, after.trim_start()), |rest| (true, rest));
    let sure = |when| Some(Verdict { when, sure: true, opens_copy: false });
    let doubtful = Some(Verdict { when: When::Unclear, sure: false, opens_copy: false });
    if !rest.contains(char::is_alphanumeric) {
        // A subhead of one word may be about trade.
        return if class == Class::Date || (name == "embargo" && !capitals) { None } else { sure(When::Unclear) };
    }
    if is_free(rest) && (colon || class == Class::Date) {
        return sure(When::Free);
    }
    if let Some(dated) = dated(rest) {
        let year = rest.trim().parse::<u16>().is_ok_and(|year| (1900..2100).contains(&year));
        let opens_copy = rest[dated.len()..].split_whitespace().count() > COPY;
        return if year && !colon && class == Class::Word { None } else { Some(Verdict { when: read(dated), sure: true, opens_copy }) };
    }
    let words = rest.split_whitespace().count();
    match class {
        Class::Order => doubtful.filter(|_| stands == Stands::Alone || capitals),
        Class::Until if stands == Stands::Within => None,
        Class::Until if capitals => doubtful,
        Class::Until => {
            let clause = rest.split_once([',', '，', '،']).is_some_and(|(_, tail)| tail.split_whitespace().count() >= 3);
            let sentence = rest.ends_with(is_stop) && words > 8;
            doubtful.filter(|_| !clause && !sentence && words <= 25)
        }
        Class::Word if stands == Stands::Within || rest.contains(['?', '？']) => None,
        Class::Word if colon => {
            let first = tokens(rest).next().unwrap_or_default();
            let held = LISTS.before.contains(&*first) || (is_strong(&first) && !first.chars().all(char::is_numeric));
            doubtful.filter(|_| held || words <= 2 || is_capitals(&bare))
        }
        Class::Word => doubtful.filter(|_| is_capitals(&bare) && words == 1 && name != "embargo"),
        Class::Date | Class::Lead => None,
    }
}

/// What follows a colon or a dash that parts two words; none where there is none.
fn separated(after: &str) -> Option<&str> {
    let rest = after.trim_start();
    match rest.strip_prefix([':', '=']) {
        Some(tail) => Some(tail.trim_start()),
        None => rest.strip_prefix(['-', '/']).filter(|tail| tail.starts_with(' ') || rest.len() < after.len()).map(str::trim_start),
    }
}

pub(super) fn is_capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

fn is_free(rest: &str) -> bool {
    let bare = rest.trim_end_matches(is_stop).trim();
    LISTS.free.contains(&bare)
}

/// The words of a text, cut where letters meet digits.
fn tokens(folded: &str) -> impl Iterator<Item = String> {
    date_words::tokens(folded).map(|token| token.trim_matches(['\'', '"', '[', ']', '~']).to_owned()).filter(|token| !token.is_empty())
}

/// Whether a word belongs to a date or a time.
fn is_time(token: &str) -> bool {
    token.chars().all(char::is_numeric) || date_words::is_word(token) || LISTS.time.contains(token) || LISTS.zones.contains_key(token)
}

/// Whether a word says a day or an hour, and does not only stand beside one.
fn is_strong(token: &str) -> bool {
    token.chars().any(char::is_numeric) || date_words::is_name(token) || LISTS.time.contains(token)
}

/// The date that a text is, or that ends where a sentence ends; the longest.
pub(super) fn dated(rest: &str) -> Option<&str> {
    let breaks = rest.char_indices().filter(|&(at, c)| match c {
        '.' | '!' | ';' => rest[at + c.len_utf8()..].starts_with(' '),
        '(' | '。' | '（' => true,
        '-' => rest[..at].ends_with(' ') && rest[at + 1..].starts_with(' '),
        ':' => rest[at + 1..].starts_with(' '),
        _ => false,
    });
    let mut ends: Vec<usize> = breaks.map(|(at, _)| at).collect();
    ends.push(rest.len());
    ends.into_iter().rev().map(|end| rest[..end].trim_end_matches(is_stop).trim_end()).find(|part| {
        let mut strong = false;
        let all = tokens(part).all(|token| {
            strong |= is_strong(&token);
            is_time(&token) || LISTS.before.contains(&*token)
        });
        all && strong
    })
}

/// Words that say an hour: a day beside one of them is not the whole of what was written.
const HOURS: &str = "a p pm p.m hrs hours hour h uhr heures heure horas hs ore uur godz kl klo час ч ساعة ساعت שעה 時 时 分 点 點 上午 下午 午前 午後 시 분 오전 오후";

/// Reads what [`dated`] found. What can be read in two ways, or only in part, is not read.
pub(super) fn read(dated: &str) -> When {
    let text = dated.trim().trim_end_matches(is_stop);
    // The date begins at its first number or name; before it stand words such as "until".
    let starts = std::iter::once(0).chain(text.match_indices([' ', ':']).map(|(at, _)| at + 1));
    for at in starts {
        let (before, rest) = text.split_at(at);
        let rest = rest.trim();
        if before.contains(|c: char| c.is_numeric()) || tokens(before).any(|token| LISTS.time.contains(&*token)) {
            break;
        }
        if rest.is_empty() {
            continue;
        }
        let upper = rest.to_uppercase();
        if rest.starts_with(|c: char| c.is_ascii_digit()) && clock::parse(&upper, &TimeZone::UTC).is_ok() {
            return When::Until(upper, None);
        }
        if let Some(iso) = plain_text::date(rest) {
            return whole(rest, iso);
        }
        // The date of a zone is read without it.
        let zone = tokens(rest).find_map(|token| LISTS.zones.get_key_value(&*token));
        if let Some((name, zone)) = zone
            && let Some(iso) = plain_text::date(rest.replacen(name, " ", 1).trim()).filter(|iso| iso.contains('T') && !iso.ends_with('Z'))
        {
            return When::Until(iso, Some(zone));
        }
    }
    When::Unclear
}

/// A date of which nothing was left out: a day beside an hour that could not be read would come too early.
fn whole(text: &str, iso: String) -> When {
    // `2027-03-09T16:15[America/New_York]`
    if let Some((time, name)) = iso.strip_suffix(']').and_then(|iso| iso.split_once('[')) {
        let zone = LISTS.zones.values().find(|zone| **zone == name).copied();
        return zone.map_or(When::Unclear, |zone| When::Until(time.to_owned(), Some(zone)));
    }
    if iso.contains('T') {
        return When::Until(iso, None);
    }
    if let Some((name, zone)) = tokens(text).find_map(|token| LISTS.zones.get_key_value(&*token)) {
        let without: Vec<&str> = text.split(' ').filter(|word| word.trim_matches(['(', ')', ',', '.']) != *name).collect();
        return match plain_text::date(&without.join(" ")).filter(|iso| iso.contains('T') && !iso.ends_with('Z')) {
            Some(iso) => When::Until(iso, Some(zone)),
            None => When::Unclear,
        };
    }
    let numbers = tokens(text).filter(|token| token.chars().all(char::is_numeric)).count();
    let hour = tokens(text).any(|token| HOURS.split(' ').any(|word| word == token) || LISTS.time.contains(&*token));
    if numbers > 3 || hour || text.contains("p.m") { When::Unclear } else { When::Until(iso, None) }
}
