//! Copy that was sent as messages of a chat and copied out with its stamps: `[09/03/2026, 08:12] Jo Lee: ...`, `09/03/2026, 08:12 - Jo Lee:`.
//! The stamps are taken off the messages of the one who wrote nearly all of it; what others wrote in between is a note to the desk. A talk
//! among several people is left as it is.

use std::collections::HashMap;

use super::super::tables::Phrases;
use super::super::words;
use super::{Joint, Sheet};

/// The stamp and the name before a message, and the message.
fn stamped(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches(|letter: char| letter.is_whitespace() || matches!(letter, '\u{200e}' | '\u{202a}'));
    let (stamp, rest) = match text.strip_prefix('[') {
        Some(inner) => inner.split_once(']')?,
        None => text.split_once(" - ")?,
    };
    let digits = stamp.bytes().filter(u8::is_ascii_digit).count();
    let plain = stamp.chars().all(|letter| {
        letter.is_ascii_digit()
            || letter.is_whitespace()
            || matches!(letter, '/' | '.' | ':' | '-' | ',' | 'A' | 'P' | 'M' | 'a' | 'p' | 'm')
    });
    if !plain || !(7..=14).contains(&digits) || !stamp.contains(':') || stamp.len() > 32 {
        return None;
    }
    let (name, message) = rest.trim_start().split_once(':')?;
    (words::length(name) <= 40 && !name.is_empty() && name.chars().any(char::is_alphabetic)).then_some((name, message.trim_start()))
}

/// Takes stamps and names off.
pub(super) fn take(sheet: &mut Sheet) {
    let filled = sheet.filled();
    let Some(&first) = filled.first() else { return };
    if stamped(&sheet.rows[first].text).is_none() {
        return;
    }
    let mut sizes: HashMap<String, usize> = HashMap::new();
    let mut speaker = String::new();
    let mut speakers = Vec::new();
    for &at in &filled {
        let text = &sheet.rows[at].text;
        if let Some((name, _)) = stamped(text) {
            name.clone_into(&mut speaker);
        }
        *sizes.entry(speaker.clone()).or_default() += words::length(text);
        speakers.push(speaker.clone());
    }
    let whole: usize = sizes.values().sum();
    let Some((main, _)) = sizes.iter().find(|(_, size)| **size * 10 >= whole * 7).map(|(name, size)| (name.clone(), *size)) else { return };
    let omitted = Phrases::part(include_str!("../data/chat.txt"), "row");
    for (&at, speaker) in filled.iter().zip(speakers) {
        let text = sheet.rows[at].text.clone();
        let message = stamped(&text).map(|(_, message)| message);
        let empty = omitted.has(&words::fold(message.unwrap_or(&text)));
        if speaker != main {
            sheet.note_row(at);
        } else if empty {
            sheet.drop_row(at, "CH1");
        } else if let Some(message) = message {
            let stamp = text[..text.len() - message.len()].to_owned();
            sheet.rewrite(at, message.to_owned(), &stamp, "CH1");
            if at != first {
                sheet.rows[at].joint = Joint::Apart;
            }
        }
    }
}
