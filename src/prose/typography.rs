//! Quotes, dashes and dots as a compositor sets them.
//!
//! The neighbours of a mark decide which way it faces, and they may stand on the other side of emphasis or a link, so
//! [`Setter`] is fed the runs of a paragraph one after the other and remembers what came before.

use crate::language::{Language, Quotes, Spaces, is_run_on, is_wide};

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
    let mut setter = Setter::new(language, extent);
    if !setter.needs(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 8);
    setter.run(text, None, &mut out);
    out
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

/// The same, and punctuation beside which French sets spaces. Guillemets begin with the last.
const FRENCH_MARKS: [bool; 256] = {
    let mut marks = MARKS;
    marks[b':' as usize] = true;
    marks[b';' as usize] = true;
    marks[b'!' as usize] = true;
    marks[b'?' as usize] = true;
    marks[0xc2] = true;
    marks
};

/// Sets the runs of one paragraph in order.
pub(super) struct Setter {
    quotes: Quotes,
    extent: Extent,
    /// What a reader sees before: a mark that was set counts as `“` or `”` in every language.
    before: Option<char>,
    open: u32,
    open_inner: u32,
}

impl Setter {
    pub(super) fn new(language: &Language, extent: Extent) -> Self {
        Setter { quotes: language.quotes(), extent, before: None, open: 0, open_inner: 0 }
    }

    /// Whether anything in the text could change.
    pub(super) fn needs(&self, text: &str) -> bool {
        let marks = self.marks();
        text.bytes().any(|byte| marks[usize::from(byte)])
    }

    fn marks(&self) -> &'static [bool; 256] {
        match self.quotes.spaces {
            Spaces::No => &MARKS,
            Spaces::French => &FRENCH_MARKS,
        }
    }

    /// Something that is not text stood here: code, a picture, a line break.
    pub(super) fn pass(&mut self, like: char) {
        self.before = Some(like);
    }

    /// Sets one run; `after` is the first letter of what follows it.
    pub(super) fn run(&mut self, text: &str, after: Option<char>, out: &mut String) {
        let mut marks = *self.marks();
        if text.contains("http") || text.contains("www.") {
            // An address may begin there.
            marks[usize::from(b'h')] = true;
            marks[usize::from(b'w')] = true;
        }
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
            self.before = Some(match c {
                '"' => {
                    let set = self.double(next, out);
                    // The space that was typed inside is part of the mark.
                    if set == '“' && self.quotes.spaces == Spaces::French && rest.starts_with(' ') {
                        rest = &rest[1..];
                        if !out.ends_with(NO_BREAK) {
                            out.push(NO_BREAK);
                        }
                    }
                    set
                }
                '\'' => self.single(tail, next, out),
                // `<!--` and `-->` are what they are.
                '-' if self.extent == Extent::All && tail.starts_with('-') && self.before != Some('!') && !tail.starts_with("->") => {
                    let long = tail.starts_with("--");
                    rest = &tail[if long { 2 } else { 1 }..];
                    out.push(if long { '—' } else { '–' });
                    '—'
                }
                '.' if self.extent == Extent::All && tail.starts_with("..") && !tail.starts_with("...") && self.before != Some('.') => {
                    rest = &tail[2..];
                    out.push('…');
                    '…'
                }
                ':' | ';' | '!' | '?' | '»' if self.quotes.spaces == Spaces::French => {
                    let ends = |c: char| {
                        c.is_whitespace() || matches!(c, '!' | '?' | ':' | '"' | '\'' | '»' | '”' | '’' | ')' | ']' | '…' | '.' | ',')
                    };
                    let face = matches!(c, ':' | ';') && next == Some(')');
                    if out.ends_with(' ') && !face && (c == '»' || next.is_none_or(ends)) {
                        out.pop();
                        out.push(if matches!(c, ':' | '»') { NO_BREAK } else { NARROW_NO_BREAK });
                    }
                    out.push(c);
                    c
                }
                '«' if rest.starts_with(' ') => {
                    rest = &rest[1..];
                    out.push(c);
                    out.push(NO_BREAK);
                    c
                }
                c => {
                    out.push(c);
                    c
                }
            });
        }
    }

    /// Sets `"`; gives what it counts as.
    fn double(&mut self, next: Option<char>, out: &mut String) -> char {
        let digit = self.before.is_some_and(|c| c.is_ascii_digit());
        if digit && (self.open == 0 || ends_in_feet(out)) && !next.is_some_and(is_unspaced) {
            out.push('″');
            return '″';
        }
        let (room, blocked) = (self.has_room(), is_blocked(next));
        let opens = match (room, blocked) {
            // `" mot ".` closes, though a space stands before it.
            (true, false) => self.open == 0 || next != Some('.'),
            (false, true) => false,
            // `" mot "`, as French is typed.
            (true, true) => self.open == 0 && next == Some(' ') && self.quotes.spaces == Spaces::French,
            // `市长说"没有"` and `he said:"No."`: by pairs.
            (false, false) => self.open == 0 && next.is_some_and(|c| c.is_alphanumeric() || opening(c)),
        };
        if opens {
            self.open += 1;
            out.push_str(self.quotes.open);
            '“'
        } else {
            self.open = self.open.saturating_sub(1);
            if self.quotes.spaces == Spaces::French && out.ends_with(' ') {
                out.pop();
                if !self.quotes.close.starts_with(NO_BREAK) {
                    out.push(NO_BREAK);
                }
            }
            out.push_str(self.quotes.close);
            '”'
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

    /// Sets `'`; gives what it counts as.
    fn single(&mut self, tail: &str, next: Option<char>, out: &mut String) -> char {
        let word: String = tail.chars().take_while(|c| c.is_alphanumeric()).take(LONGEST_CLIPPED).collect::<String>().to_lowercase();
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let clipped = CLIPPED.contains(&word.as_str()) || (digits == 2 && matches!(&word[2..], "" | "s" | "er"));
        let word_before = self.before.is_some_and(char::is_alphanumeric);
        let word_after = next.is_some_and(char::is_alphanumeric);
        let by_pairs = self.before.is_some_and(is_unspaced) || (next.is_some_and(is_unspaced) && !self.has_room());
        let opens = self.has_room() && !is_blocked(next);
        let (mark, like) = if self.before.is_some_and(|c| c.is_ascii_digit())
            && (next.is_some_and(|c| c.is_ascii_digit()) || (self.open_inner == 0 && !word_after && !ends_in_year(out)))
        {
            ("′", '′')
        } else if by_pairs && self.open_inner > 0 {
            (self.quotes.inner_close, '”')
        } else if (opens && !clipped) || (by_pairs && word_after) {
            (self.quotes.inner_open, '“')
        } else if self.open_inner > 0 && !clipped && !word_after {
            (self.quotes.inner_close, '”')
        } else if word_before || word_after || clipped || opens {
            ("’", '’')
        } else {
            (self.quotes.inner_close, '”')
        };
        match like {
            '“' => self.open_inner += 1,
            '”' => self.open_inner = self.open_inner.saturating_sub(1),
            _ => {}
        }
        out.push_str(mark);
        like
    }

    /// Whether a quotation may open here: after a space, an opening mark or a dash.
    fn has_room(&self) -> bool {
        self.before.is_none_or(|c| c.is_whitespace() || opening(c) || matches!(c, '—' | '–' | '-' | '/'))
    }
}

const NO_BREAK: char = '\u{a0}';
const NARROW_NO_BREAK: char = '\u{202f}';
/// Letters of the longest clipped word, and one.
const LONGEST_CLIPPED: usize = 7;

/// Marks after which a quotation may open.
fn opening(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '“'
            | '‘'
            | '"'
            | '\''
            | '«'
            | '‹'
            | '„'
            | '‚'
            | '¿'
            | '¡'
            | '「'
            | '『'
            | '（'
            | '【'
            | '《'
            | '〈'
            | '［'
    )
}

/// Whether nothing can open before this: a space, the end, or a closing mark.
fn is_blocked(next: Option<char>) -> bool {
    next.is_none_or(|c| {
        c.is_whitespace()
            || matches!(
                c,
                ')' | ']'
                    | '}'
                    | ','
                    | ';'
                    | ':'
                    | '!'
                    | '?'
                    | '。'
                    | '，'
                    | '、'
                    | '；'
                    | '：'
                    | '！'
                    | '？'
                    | '）'
                    | '」'
                    | '』'
                    | '】'
                    | '》'
                    | '〉'
                    | '］'
            )
    })
}

/// Letters beside which nothing tells which way a mark faces, because no spaces stand there; Hangul sets spaces, but hangs endings on
/// what is quoted.
fn is_unspaced(c: char) -> bool {
    is_wide(c) || is_run_on(c)
}

/// `6′2` or `6′ 2`: what follows are inches.
fn ends_in_feet(out: &str) -> bool {
    let whole = out.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '½' | '¼' | '¾'));
    out.len() - whole.len() <= 6 && (whole.ends_with('′') || whole.ends_with("′ ") || whole.ends_with("′\u{a0}"))
}

/// `’68`: what follows is no prime.
fn ends_in_year(out: &str) -> bool {
    let whole = out.trim_end_matches(|c: char| c.is_ascii_digit());
    out.len() - whole.len() == 2 && whole.ends_with('’')
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
    fn marks_pair_where_no_space_tells_their_side() {
        for (tag, typed, right) in [
            ("zh", "市长说\"没有延误\"，又说\"'再等等'不行\"。", "市长说“没有延误”，又说“‘再等等’不行”。"),
            ("zh", "\"甲\"\"乙\"和2026\"计划\"、（\"丙\"）", "“甲”“乙”和2026“计划”、（“丙”）"),
            ("zh-Hant", "市長說\"沒有延誤\"。", "市長說「沒有延誤」。"),
            ("ja", "市長は\"遅れは'ない'\"と述べた。", "市長は「遅れは『ない』」と述べた。"),
            ("th", "เขาว่า\"ไม่ช้า\"แล้วไป", "เขาว่า“ไม่ช้า”แล้วไป"),
            ("ko", "그는\"네\"라고 '아니오'라고 했다.", "그는“네”라고 ‘아니오’라고 했다."),
            ("en", "he said:\"No.\" and \"yes\"and left.\"So\"", "he said:“No.” and “yes”and left.“So”"),
            ("en", "(\"we\" or \"us\"), [\"it\"], either/\"or\", a dash—\"so\"", "(“we” or “us”), [“it”], either/“or”, a dash—“so”"),
            ("de", "\"Ada\"'s und (Bo)'s", "„Ada“’s und (Bo)’s"),
        ] {
            assert_eq!(set(typed, &Language::of(tag).language, Extent::All), right, "{tag}");
        }
    }

    #[test]
    fn feet_inches_and_minutes_are_primes() {
        for (typed, right) in [
            ("stood 6' 2\" tall at 51° 30' 26\" N, 30' W.", "stood 6′ 2″ tall at 51° 30′ 26″ N, 30′ W."),
            ("\"He is 6'2\" tall,\" she said. \"In '68'\" F-16's", "“He is 6′2″ tall,” she said. “In ’68’” F-16’s"),
            ("the '1968' plan and the 1990s' end", "the ‘1968’ plan and the 1990s’ end"),
        ] {
            assert_eq!(en(typed), right, "{typed}");
        }
    }

    #[test]
    fn french_spaces_keep_their_marks_on_the_line() {
        let fr = |text| set(text, &Language::of("fr-CA").language, Extent::All);
        assert_eq!(
            fr("Il dit : « Non ! » Mais alors ? Voir https://a.example/x?y=1 ; 10:30 ; :) et \" rien \", \" tout \"."),
            "Il dit\u{a0}: «\u{a0}Non\u{202f}!\u{a0}» Mais alors\u{202f}? Voir https://a.example/x?y=1\u{202f}; 10:30\u{202f}; :) et «\u{a0}rien\u{a0}», «\u{a0}tout\u{a0}»."
        );
        assert_eq!(
            set("\" rien \" : non !", &Language::of("fr-CH").language, Extent::QuotesOnly),
            "«\u{a0}rien\u{a0}»\u{a0}: non\u{202f}!"
        );
        assert_eq!(en("Odd : spaces ! stay"), "Odd : spaces ! stay");
    }

    #[test]
    fn plain_copy_keeps_its_dashes() {
        assert_eq!(set("$5--$6 \"ok\"...", &Language::of("en").language, Extent::QuotesOnly), "$5--$6 “ok”...");
    }
}
