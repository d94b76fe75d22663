//! Lines that are a time and nothing else, as they stand over the entries of a running report (`20.50 CET`, `17:31 Uhr`), and the list of
//! its entries with their times. A time is never a subhead.

use super::body::Page;
use super::{Block, Item, ListKind, dates, words};

/// Whether a line is a time of day, with or without its zone or a day.
pub(super) fn is_time(text: &str) -> bool {
    let text = text.trim();
    if words::length(text) > 40 {
        return false;
    }
    let time = |text: &str| {
        let text = text.trim();
        let start = text.find(|letter: char| letter.is_ascii_digit()).unwrap_or(text.len());
        let hours = text[start..].bytes().take_while(u8::is_ascii_digit).count();
        let rest = &text[start + hours..];
        let minutes = rest.strip_prefix([':', '.', 'h', '：', '時', '点']).unwrap_or("x");
        let digits = minutes.bytes().take_while(u8::is_ascii_digit).count();
        let tail = minutes[digits.min(minutes.len())..].trim();
        let zone = tail.is_empty()
            || matches!(words::fold(tail).as_str(), "am" | "pm" | "a.m." | "p.m." | "uhr" | "h" | "分")
            || words::length(tail) <= 5 && tail.chars().all(char::is_uppercase)
            || tail
                .split_once(' ')
                .is_some_and(|(one, two)| matches!(one, "am" | "pm" | "AM" | "PM") && words::is_caps(two) && words::length(two) <= 5);
        let lead = matches!(
            words::fold(&text[..start]).as_str(),
            "" | "kl." | "klo" | "um" | "at" | "às" | "a las" | "alle" | "ore" | "à" | "o" | "в" | "о"
        );
        (1..=2).contains(&hours) && digits == 2 && zone && lead
    };
    // A day may stand before the time.
    time(text)
        || text
            .char_indices()
            .filter(|(_, letter)| letter.is_whitespace())
            .any(|(at, _)| dates::is_date(text[..at].trim_end_matches(',')) && time(&text[at..]))
}

/// The list of the entries of a running report: two times or more, each with a title under it.
pub(super) fn read(page: &Page<'_>, at: usize) -> Option<(Block, usize)> {
    let mut items = Vec::new();
    let mut next = at;
    while let [time, title, ..] = &page.grafs[next..] {
        let entry = is_time(&time.text)
            && !is_time(&title.text)
            && time.member.is_none()
            && title.member.is_none()
            && title.verse.is_empty()
            && (2..=20).contains(&words::count(&title.text))
            && !words::ends_sentence(&title.text);
        if !entry {
            break;
        }
        items.push(Item { label: Some(time.text.clone()), text: title.text.clone(), line: time.line });
        next += 2;
    }
    // An entry of the report itself has its text under it.
    (items.len() >= 2).then_some((Block::List { kind: ListKind::Bulleted, items }, next - at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times() {
        for text in ["20.50 CET", "17:31", "5.31pm GMT", "kl. 07.15", "18:40 Uhr", "14h05"] {
            assert!(is_time(text), "{text}");
        }
        for text in ["Ana Ruiz", "3.5 million", "2026", "At 5", "1:0 for Carrow"] {
            assert!(!is_time(text), "{text}");
        }
    }
}
