//! Quotes, dashes and dots as a compositor sets them.
//!
//! The neighbours of a mark decide which way it faces, and they may stand on the other side of emphasis or a link, so
//! [`Setter`] is fed the runs of a paragraph one after the other and remembers what came before.

use crate::language::{Language, Quotes};

/// What is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Quotes, dashes and dots: copy written in Markdown, where `--` and `...` are meant so.
    All,
    /// Quotes alone: plain copy, in which all else stays as typed.
    QuotesOnly,
}

/// Words that begin with an apostrophe.
const CLIPPED: [&str; 12] = ["n", "tis", "twas", "em", "til", "cause", "bout", "round", "cos", "tude", "twixt", "neath"];

/// Sets one text that stands alone.
pub fn set(text: &str, language: &Language, extent: Extent) -> String {
    if !needs(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 8);
    Setter::new(language, extent).run(text, None, &mut out);
    out
}

/// Whether anything in the text could change.
pub(super) fn needs(text: &str) -> bool {
    text.bytes().any(|byte| MARKS[usize::from(byte)])
}

/// Bytes at which something may be changed.
const MARKS: [bool; 256] = {
    let mut marks = [false; 256];
    marks[b'"' as usize] = true;
    marks[b'\'' as usize] = true;
    marks[b'-' as usize] = true;
    marks[b'.' as usize] = true;
    marks
};

/// The same, and bytes at which an address may begin.
const MARKS_AND_ADDRESSES: [bool; 256] = {
    let mut marks = MARKS;
    marks[b'h' as usize] = true;
    marks[b'w' as usize] = true;
    marks
};

/// Sets the runs of one paragraph in order.
pub(super) struct Setter {
    quotes: Quotes,
    extent: Extent,
    before: Option<char>,
    open: u32,
    open_inner: u32,
}

impl Setter {
    pub(super) fn new(language: &Language, extent: Extent) -> Self {
        Setter { quotes: language.quotes(), extent, before: None, open: 0, open_inner: 0 }
    }

    /// Something that is not text stood here: code, a picture, a line break.
    pub(super) fn pass(&mut self, like: char) {
        self.before = Some(like);
    }

    /// Sets one run; `after` is the first letter of what follows it.
    pub(super) fn run(&mut self, text: &str, after: Option<char>, out: &mut String) {
        let marks = if text.contains("http") || text.contains("www.") { &MARKS_AND_ADDRESSES } else { &MARKS };
        let mut rest = text;
        loop {
            let (same, marked) = rest.split_at(rest.bytes().position(|byte| marks[usize::from(byte)]).unwrap_or(rest.len()));
            out.push_str(same);
            self.before = same.chars().next_back().or(self.before);
            rest = marked;
            let Some(c) = rest.chars().next() else { break };
            let address = self.address(rest);
            if address > 0 {
                out.push_str(&rest[..address]);
                self.before = rest[..address].chars().next_back();
                rest = &rest[address..];
                continue;
            }
            let tail = &rest[c.len_utf8()..];
            let next = tail.chars().next().or(after);
            rest = tail;
            match c {
                '"' => self.double(next, out),
                '\'' => self.single(tail, next, out),
                // `<!--` and `-->` are what they are.
                '-' if self.extent == Extent::All && tail.starts_with('-') && self.before != Some('!') && !tail.starts_with("->") => {
                    let long = tail.starts_with("--");
                    rest = &tail[if long { 2 } else { 1 }..];
                    out.push(if long { '—' } else { '–' });
                    self.before = Some('—');
                    continue;
                }
                '.' if self.extent == Extent::All && tail.starts_with("..") && !tail.starts_with("...") && self.before != Some('.') => {
                    rest = &tail[2..];
                    out.push('…');
                    self.before = Some('…');
                    continue;
                }
                c => out.push(c),
            }
            self.before = Some(c);
        }
    }

    fn double(&mut self, next: Option<char>, out: &mut String) {
        if self.opens(next) {
            self.open += 1;
            out.push_str(self.quotes.open);
        } else if self.open == 0 && self.before.is_some_and(|c| c.is_ascii_digit()) {
            out.push('″');
        } else {
            self.open = self.open.saturating_sub(1);
            out.push_str(self.quotes.close);
        }
    }

    /// Bytes of a bare address at the start of `rest`; nothing in one is changed.
    fn address(&self, rest: &str) -> usize {
        let starts = ["https://", "http://", "www."].iter().any(|start| rest.starts_with(start));
        if !starts || self.before.is_some_and(char::is_alphanumeric) {
            return 0;
        }
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '“' | '”')).unwrap_or(rest.len());
        rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ')']).len()
    }

    fn single(&mut self, tail: &str, next: Option<char>, out: &mut String) {
        let word: String = tail.chars().take_while(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let clipped = CLIPPED.contains(&word.as_str()) || (digits == 2 && matches!(&word[2..], "" | "s" | "er"));
        if self.before.is_some_and(|c| c.is_ascii_digit()) && next.is_some_and(|c| c.is_ascii_digit()) {
            out.push('′');
        } else if self.opens(next) && !clipped {
            self.open_inner += 1;
            out.push_str(self.quotes.inner_open);
        } else if self.open_inner > 0 && !clipped && !next.is_some_and(char::is_alphanumeric) {
            self.open_inner -= 1;
            out.push_str(self.quotes.inner_close);
        } else if self.before.is_some_and(char::is_alphanumeric) || clipped || self.opens(next) {
            out.push('’');
        } else {
            out.push_str(self.quotes.inner_close);
        }
    }

    /// A quotation mark opens after a space or an opening mark, unless a space or the end follows.
    fn opens(&self, next: Option<char>) -> bool {
        let room = self.before.is_none_or(|c| {
            c.is_whitespace() || matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '/' | '“' | '‘' | '"' | '\'' | '«' | '„' | '¿' | '¡')
        });
        room && next.is_some_and(|c| !c.is_whitespace() && !matches!(c, ')' | ']' | '}' | ',' | ';' | ':' | '!' | '?'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn en(text: &str) -> String {
        set(text, &Language::of("en").language, Extent::All)
    }

    #[test]
    fn marks_face_the_right_way() {
        for (typed, right) in [
            ("\"'We won,' she said,\" he said.", "“‘We won,’ she said,” he said."),
            ("Rock 'n' roll", "Rock ’n’ roll"),
            ("summer of '68.", "summer of ’68."),
            ("the '90s and the 1990's", "the ’90s and the 1990’s"),
            ("'Tis the 6'2\" door", "’Tis the 6′2″ door"),
            ("\"in 1968\"", "“in 1968”"),
            ("He said (\"no\") -- and so on...", "He said (“no”) – and so on…"),
            ("players' union", "players’ union"),
            ("\"No,\"--she left", "“No,”–she left"),
            ("\"Why?\" \"Because.\"", "“Why?” “Because.”"),
            ("a---b....", "a—b...."),
            ("<!-- a --> b", "<!-- a --> b"),
        ] {
            assert_eq!(en(typed), right, "{typed}");
        }
    }

    #[test]
    fn addresses_stay_as_typed() {
        let typed = "see https://x.example/it's--a/'b' and (www.x.example/a--b). Isn't it?";
        assert_eq!(en(typed), "see https://x.example/it's--a/'b’ and (www.x.example/a--b). Isn’t it?");
        assert_eq!(en("\"https://x.example/a\""), "“https://x.example/a”");
    }

    #[test]
    fn inner_quotes_close_in_their_language() {
        let de = |text| set(text, &Language::of("de").language, Extent::All);
        assert_eq!(de("\"Das ist 'schön' hier, geht's?\""), "„Das ist ‚schön‘ hier, geht’s?“");
    }

    #[test]
    fn plain_copy_keeps_its_dashes() {
        assert_eq!(set("$5--$6 \"ok\"...", &Language::of("en").language, Extent::QuotesOnly), "$5--$6 “ok”...");
    }
}
