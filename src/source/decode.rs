//! Bytes to clean text.
//!
//! 1. What is no text is named and refused ([`disguise`]).
//! 2. The encoding is settled: UTF-8, UTF-16 by its mark, in plain text also what old machines write, with a warning.
//! 3. Line ends of every kind become `\n`; what XML 1.0 cannot carry is removed, and told once for each character.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Kind, Source, disguise, invisible};
use crate::diag::{Diag, Place};
use crate::digest::Digest;

/// How a file is saved well.
const SAVE_UTF8: &str = "save the file with the encoding UTF-8";

/// The clean text of a file of a `kind`. `None` when nothing usable came of it; then a diagnostic says why.
pub fn clean(path: &Arc<str>, bytes: Vec<u8>, kind: Kind) -> (Option<Source>, Vec<Diag>) {
    let fingerprint = Digest::of(&bytes);
    let mut diags = Vec::new();
    match text(path, bytes, kind, &mut diags) {
        Ok(text) => {
            let text = invisible::clear(path, tidy(path, text, kind, &mut diags), &mut diags);
            (Some(Source { path: path.clone(), text, fingerprint }), diags)
        }
        Err(fault) => {
            diags.push(fault);
            (None, diags)
        }
    }
}

/// The text of a file, as it stands there.
fn text(path: &str, bytes: Vec<u8>, kind: Kind, diags: &mut Vec<Diag>) -> Result<String, Diag> {
    if let Some(found) = disguise::of(&bytes, kind) {
        let message = format!("this is no text, whatever its name says: it is {}", found.what);
        return Err(Diag::error("not-text", message).at(Place::file(path)).help(found.mend));
    }
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(&bytes).filter(|(encoding, _)| *encoding != encoding_rs::UTF_8) {
        return utf16(path, encoding, &bytes[mark..]);
    }
    if let Some(encoding) = unmarked_utf16(&bytes) {
        if kind != Kind::Plain {
            return Err(Diag::error("encoding", format!("the file seems to be {}", encoding.name())).at(Place::file(path)).help(SAVE_UTF8));
        }
        let text = utf16(path, encoding, &bytes)?;
        let message = format!("the file is not UTF-8; it was read as {}", encoding.name());
        diags.push(Diag::warning("encoding", message).at(Place::line(path, &text, 1)).help(SAVE_UTF8));
        return Ok(text);
    }
    if disguise::is_noise(&bytes) {
        let message = "this is no text: most of it are characters that nobody can read";
        let help = "if it is a picture, a recording or an archive, give it its own ending back; if it is a story, save it again as plain text (UTF-8)";
        return Err(Diag::error("not-text", message).at(Place::file(path)).help(help));
    }
    let error = match String::from_utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(error) => error,
    };
    let at = error.utf8_error().valid_up_to();
    let bytes = error.into_bytes();
    if kind != Kind::Plain || bytes.contains(&0) {
        let lossy = String::from_utf8_lossy(&bytes);
        let place = Place::span(path, &lossy, at..at + char::REPLACEMENT_CHARACTER.len_utf8());
        return Err(Diag::error("encoding", "this letter is not valid UTF-8").at(place).help(SAVE_UTF8));
    }
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
    let text = text.into_owned();
    let message = "the file is not UTF-8; it was read as Windows-1252";
    // What stands before the first such letter is the same in both.
    diags.push(Diag::warning("encoding", message).at(Place::span(path, &text, at..at + 1)).help(SAVE_UTF8));
    Ok(text)
}

fn utf16(path: &str, encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> Result<String, Diag> {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    if !had_errors {
        return Ok(text.into_owned());
    }
    let at = text.find(char::REPLACEMENT_CHARACTER).unwrap_or(text.len());
    let place = Place::span(path, &text, at..at + char::REPLACEMENT_CHARACTER.len_utf8());
    Err(Diag::error("encoding", format!("this letter is not valid {}", encoding.name())).at(place).help(SAVE_UTF8))
}

/// Bytes that are looked at for UTF-16 without its mark.
const HEAD: usize = 4096;

/// UTF-16 that has lost its mark, as far as Latin script shows it: every second byte is zero, and none of the others.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = &bytes[..bytes.len().min(HEAD)];
    if head.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let most = head.len() / 2 * 7 / 10;
    match (zeros(0), zeros(1)) {
        (0, high) if high > most => Some(encoding_rs::UTF_16LE),
        (high, 0) if high > most => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
}

/// Drops the byte-order mark, makes all line ends one, and removes what XML 1.0 cannot carry (`Char` production).
fn tidy(path: &str, text: String, kind: Kind, diags: &mut Vec<Diag>) -> String {
    if is_tidy(&text) {
        return text;
    }
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    let text = line_ends(&text, kind);
    let mut removed: BTreeMap<char, (usize, usize)> = BTreeMap::new();
    for (at, c) in text.char_indices().filter(|&(_, c)| is_forbidden(c)) {
        removed.entry(c).or_insert((at, 0)).1 += 1;
    }
    for (c, (at, times)) in &removed {
        let often = if *times == 1 { String::new() } else { format!(", {times} times in this file") };
        diags.push(
            Diag::warning("control-character", format!("the invisible character U+{:04X} was removed{often}", u32::from(*c)))
                .at(Place::span(path, &text, *at..at + c.len_utf8()))
                .help("it came in by copy and paste; delete it"),
        );
    }
    if removed.is_empty() { text.into_owned() } else { text.chars().filter(|c| !is_forbidden(*c)).collect() }
}

/// The line ends of word processors. In copy a vertical tab (Word's line break) and U+2028 end a line, U+2029 a paragraph, a form feed
/// either; in front matter, where they come in with a pasted headline, a line that ended would tear the value in two, so they are spaces.
fn line_ends(text: &str, kind: Kind) -> Cow<'_, str> {
    const ODD: [char; 4] = ['\u{b}', '\u{c}', '\u{2028}', '\u{2029}'];
    if !text.contains(ODD) {
        return Cow::Borrowed(text);
    }
    let matter = if kind == Kind::Code { 0 } else { front_matter(text) };
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match (c, kind) {
            ('\u{b}', Kind::Code) => out.push(' '),
            ('\u{2028}' | '\u{2029}', Kind::Code) => out.push(c),
            ('\u{b}' | '\u{2028}' | '\u{2029}', _) if at < matter => out.push(' '),
            ('\u{b}' | '\u{c}' | '\u{2028}', _) => out.push('\n'),
            ('\u{2029}', _) => out.push_str("\n\n"),
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Where front matter ends, which is all that lies between two equal fences at the top; 0 without it.
fn front_matter(text: &str) -> usize {
    let start = text.len() - text.trim_start().len();
    let Some(fence) = ["+++", "---"].into_iter().find(|fence| text[start..].starts_with(fence)) else { return 0 };
    let mut at = start;
    for (nth, line) in text[start..].split_inclusive('\n').enumerate() {
        at += line.len();
        if nth > 0 && line.trim_end() == fence {
            return at;
        }
    }
    0
}

/// Whether [`tidy`] has nothing to do, as for most files. Pieces are counted to their ends, which takes a fraction of the time
/// that stopping at the first find would.
fn is_tidy(text: &str) -> bool {
    let bytes = text.as_bytes();
    let odd = bytes.chunks(256).any(|piece| piece.iter().filter(|byte| matches!(byte, 0..=8 | 0x0b..=0x1f | 0x7f)).count() > 0);
    // A byte-order mark and the two that are no characters begin with it.
    let wide = bytes.contains(&0xef);
    !odd && !(wide && (text.starts_with('\u{feff}') || text.contains(['\u{fffe}', '\u{ffff}'])))
        && !text.contains('\u{2028}')
        && !text.contains('\u{2029}')
}

/// Characters outside XML 1.0's `Char`, and DEL.
pub fn is_forbidden(c: char) -> bool {
    (c < ' ' && !matches!(c, '\n' | '\t' | '\r')) || matches!(c, '\u{7f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8], kind: Kind) -> (Option<String>, Vec<String>) {
        let (source, diags) = clean(&"content/a.txt".into(), bytes.to_vec(), kind);
        (source.map(|s| s.text), diags.iter().map(|d| format!("{}:{}", d.code, d.place.as_ref().map_or(0, |p| p.line))).collect())
    }

    fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    #[test]
    fn marks_and_line_ends_vanish() {
        assert_eq!(text(b"\xEF\xBB\xBFa\r\nb\rc\n", Kind::Code), (Some("a\nb\nc\n".into()), vec![]));
    }

    #[test]
    fn forbidden_characters_are_removed_and_told_once_each() {
        let (out, told) = text("a\u{b}b\n\u{1f}c\u{fffe}d\u{1f}efgh\u{1f}".as_bytes(), Kind::Plain);
        assert_eq!(out.as_deref(), Some("a\nb\ncdefgh"));
        assert_eq!(told, ["control-character:3", "control-character:3"]);
        let (_, diags) = clean(&"content/a.txt".into(), b"abc\0\0 and more words \0".to_vec(), Kind::Plain);
        assert_eq!(diags[0].message, "the invisible character U+0000 was removed, 3 times in this file");
    }

    #[test]
    fn line_ends_of_word_processors_are_line_ends_in_copy() {
        let pasted = "---\ntitle: A\u{2028}B\u{b}C\n---\none\u{b}two\u{2028}three\u{2029}four\u{c}five";
        for kind in [Kind::Markdown, Kind::Plain] {
            let (out, told) = text(pasted.as_bytes(), kind);
            assert_eq!((out.as_deref(), told.len()), (Some("---\ntitle: A B C\n---\none\ntwo\nthree\n\nfour\nfive"), 0));
        }
        assert_eq!(text("a\u{b}b\u{2028}c".as_bytes(), Kind::Code).0.as_deref(), Some("a b\u{2028}c"));
        // A fence that never closes is none.
        assert_eq!(text("---\na\u{b}b".as_bytes(), Kind::Plain).0.as_deref(), Some("---\na\nb"));
    }

    #[test]
    fn utf16_is_read_by_its_mark() {
        let copy = "Caf\u{e9} \u{201c}x\u{201d}\r\n\u{1f1eb}\u{1f1f7} \u{65e5}\u{672c}\u{b}\u{1f}z";
        for kind in [Kind::Code, Kind::Markdown, Kind::Plain] {
            for bytes_of in [u16::to_le_bytes, u16::to_be_bytes] {
                let (out, told) = text(&utf16(&format!("\u{feff}{copy}"), bytes_of), kind);
                assert_eq!(
                    (&out, &told),
                    (&text(copy.as_bytes(), kind).0, &vec![format!("control-character:{}", if kind == Kind::Code { 2 } else { 3 })])
                );
            }
        }
        // Half a letter, and half of a pair.
        assert_eq!(text(b"\xff\xfea\0\n\0b", Kind::Plain), (None, vec!["encoding:2".into()]));
        assert_eq!(text(b"\xff\xfea\0\x00\xd8b\0", Kind::Plain), (None, vec!["encoding:1".into()]));
        assert_eq!(text(b"\xff\xfe", Kind::Plain), (Some(String::new()), vec![]));
    }

    #[test]
    fn utf16_without_a_mark_is_read_in_plain_text_alone() {
        for bytes_of in [u16::to_le_bytes, u16::to_be_bytes] {
            let bytes = utf16("Ferry fares\nfrozen", bytes_of);
            assert_eq!(text(&bytes, Kind::Plain), (Some("Ferry fares\nfrozen".into()), vec!["encoding:1".into()]));
            assert_eq!(text(&bytes, Kind::Markdown), (None, vec!["encoding:0".into()]));
        }
    }

    #[test]
    fn other_encodings_are_named_with_their_line() {
        assert_eq!(text(b"a\nb\nCaf\xe9\n", Kind::Markdown), (None, vec!["encoding:3".into()]));
        let (out, told) = text(b"Caf\xe9 \x93x\x94", Kind::Plain);
        assert_eq!(out.as_deref(), Some("Café “x”"));
        assert_eq!(told.len(), 1);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [&[0_u8; 100][..], b"PK\x03\x04\x14\0", b"\x89PNG\r\n\x1a\n\0\0", b"\xff\xfe\0\0a\0\0\0", b"\x01\x02\xff\x03"] {
            assert_eq!(text(bytes, Kind::Plain), (None, vec!["not-text:0".into()]), "{bytes:?}");
        }
    }
}
