//! What becomes of each mark: the common ones become what they are, the others are left out and their inside is kept.

mod blocks;
mod links;

use std::ops::Range;

use super::args::Args;
use super::known::{Meaning, meaning};
use super::marks::{Form, Mark, Side};
use super::scan::is_alone;
use super::seams::Seams;
use super::set::Setter;
use super::{Told, Tongue};
use crate::config::{Shortcodes, Treatment};

/// Boxes in boxes, beyond which only the inside is kept.
const DEPTH_MAX: usize = 3;

/// What is known while marks are turned.
struct Turn<'t> {
    text: &'t str,
    marks: &'t [Mark],
    set: Setter<'t>,
    /// What is to be done at a mark that closes another.
    closing: Vec<Option<Closing>>,
    told: Vec<Told>,
    tongue: Tongue,
    /// The address of the paper, where words name it.
    home: &'t str,
}

/// What is done where a mark closes another.
#[derive(Clone, Debug)]
enum Closing {
    /// It stays text.
    Text,
    /// It is left out.
    LeftOut,
    /// It ends a box, whose last lines these are.
    Box(String),
    /// It is replaced by these words.
    Words(String),
}

/// Turns all marks of a text.
pub(super) fn turn(text: &str, marks: &[Mark], settings: &Shortcodes, tongue: Tongue, home: &str) -> (String, Seams, Vec<Told>) {
    let mut turn = Turn { text, marks, set: Setter::new(text), closing: vec![None; marks.len()], told: Vec::new(), tongue, home };
    for (nth, mark) in marks.iter().enumerate() {
        // It stands in something that is code, or was left out as a whole.
        if mark.span.start < turn.set.at() {
            continue;
        }
        match turn.closing[nth].take() {
            Some(closing) => turn.close(mark, closing),
            None => turn.open(mark, settings),
        }
    }
    let (text, seams) = turn.set.done();
    (text, seams, turn.told)
}

impl<'t> Turn<'t> {
    fn open(&mut self, mark: &Mark, settings: &Shortcodes) {
        match settings.of(&mark.name, &mark.key()) {
            Some(Treatment::Text) => return self.at_close(mark, Closing::Text),
            Some(Treatment::Drop) => return self.leave_out(&self.whole(mark)),
            Some(Treatment::Inside) => return self.inside(mark),
            Some(Treatment::Block(name)) => return self.block(mark, name),
            None if settings.others() == Some(&Treatment::Text) => return self.at_close(mark, Closing::Text),
            None => {}
        }
        match &mark.form {
            Form::Escaped(words) => return self.replace(&mark.span, words),
            Form::Output(Some(words)) => return self.value(mark, words),
            Form::Output(None) => return self.unknown_value(mark),
            Form::Attributes(Some(id)) if self.tongue == Tongue::Markdown => return self.anchor(mark, id),
            _ => {}
        }
        let known =
            if mark.side == Side::Close || matches!(mark.form, Form::Comment) { None } else { meaning(mark.key().trim_start_matches(':')) };
        let done = known.is_some_and(|known| self.known(mark, known));
        if done {
            return;
        }
        match settings.others() {
            Some(Treatment::Drop) => self.leave_out(&self.whole(mark)),
            Some(Treatment::Block(name)) => self.block(mark, name),
            Some(Treatment::Inside) => self.inside(mark),
            Some(Treatment::Text) | None => {
                self.tell(mark);
                self.inside(mark);
            }
        }
    }

    /// Turns a mark that is known into what it is; false where it does not say enough.
    fn known(&mut self, mark: &Mark, known: Meaning) -> bool {
        match known {
            Meaning::Figure => return self.figure(mark),
            Meaning::Caption => return self.caption(mark),
            Meaning::Embed(pattern) => return self.embed(mark, pattern),
            Meaning::Button => return self.button(mark),
            Meaning::Reference => return self.reference(mark),
            // Without a language it is a box that its paper highlights.
            Meaning::Code if mark.form == Form::Hugo && mark.args == Args::default() => {
                self.boxed(mark, "[!note]", String::new());
            }
            Meaning::Code => return self.code(mark),
            Meaning::Raw => {
                let Some(close) = self.closer(mark) else { return false };
                self.leave_out(&mark.span);
                // What stands within is no mark.
                self.set.keep(close.start);
                self.leave_out(&close);
            }
            Meaning::Comment => self.leave_out(&self.whole(mark)),
            Meaning::Quote => return self.quote(mark),
            Meaning::Pull => return self.pull(mark),
            Meaning::Takeaways => self.boxed(mark, "[!takeaways]", String::new()),
            Meaning::Note => {
                let title = mark.args.get(&["title", "heading", "header", "summary"]).or_else(|| mark.args.nth(1)).unwrap_or_default();
                let title = links::words(title);
                self.boxed(mark, format!("[!note] {title}").trim_end(), String::new());
            }
            Meaning::Root => self.value(mark, ""),
            Meaning::Nothing => {
                self.drop_seed(mark);
                self.inside(mark);
            }
        }
        true
    }

    /// The item of a list that `{:toc}` would have replaced by the contents of the page.
    fn drop_seed(&mut self, mark: &Mark) {
        if mark.name != "toc" || !matches!(mark.form, Form::Attributes(_)) {
            return;
        }
        let before = self.text[self.set.at()..mark.span.start].trim_end_matches([' ', '\t']);
        let Some(line) = before.strip_suffix('\n') else { return };
        let start = line.rfind('\n').map_or(0, |end| end + 1);
        if is_item(line[start..].trim_start()) {
            let start = self.set.at() + start;
            self.set.keep(start);
            self.set.skip(mark.span.start);
        }
    }

    fn close(&mut self, mark: &Mark, closing: Closing) {
        match closing {
            Closing::Text => {}
            Closing::LeftOut => self.leave_out(&mark.span),
            Closing::Words(words) => self.replace(&mark.span, &words),
            Closing::Box(last) => self.end_box(mark, &last),
        }
    }

    /// The mark is told of.
    fn tell(&mut self, mark: &Mark) {
        let name = if mark.name.is_empty() { "end" } else { mark.name.as_str() };
        self.told.push(Told { span: mark.span.clone(), name: name.to_owned() });
    }

    /// Says what becomes of the mark that closes this one.
    fn at_close(&mut self, mark: &Mark, closing: Closing) {
        if let Some(close) = mark.close {
            self.closing[close] = Some(closing);
        }
    }

    /// Where the mark stands that closes this one.
    fn closer(&self, mark: &Mark) -> Option<Range<usize>> {
        mark.close.map(|close| self.marks[close].span.clone())
    }

    /// A mark with all that it encloses.
    fn whole(&self, mark: &Mark) -> Range<usize> {
        mark.span.start..self.closer(mark).map_or(mark.span.end, |close| close.end)
    }

    /// What a mark encloses.
    fn enclosed(&self, mark: &Mark) -> Option<&'t str> {
        self.closer(mark).and_then(|close| self.text.get(mark.span.end..close.start))
    }

    /// Leaves the mark out and keeps what it encloses.
    fn inside(&mut self, mark: &Mark) {
        self.at_close(mark, Closing::LeftOut);
        self.leave_out(&mark.span);
    }

    /// Puts words in the place of a stretch.
    fn replace(&mut self, span: &Range<usize>, words: &str) {
        self.set.keep(span.start);
        self.set.put(words);
        self.set.skip(span.end);
    }

    /// Leaves a stretch out, with the line that it alone stands on, or the space that is left over.
    fn leave_out(&mut self, span: &Range<usize>) {
        self.set.keep(span.start);
        self.set.skip(span.end);
        let rest = &self.text[span.end..];
        let in_word = self.set.ends_with_letter() && rest.starts_with(char::is_alphanumeric);
        if in_word && self.text[span.clone()].contains('%') {
            // What a tag parts are two words.
            self.set.put(" ");
        } else if is_alone(self.text, span) {
            self.set.trim_blanks();
            if self.set.at_line() && !self.quoted(span) && !parts_paragraphs(self.text, span) {
                self.set.skip_blanks();
                let ends = self.text[self.set.at()..].find('\n').map_or(0, |end| end + 1);
                self.set.skip(self.set.at() + ends);
            }
        } else if rest.starts_with(['\n', '\r']) || rest.is_empty() {
            self.set.trim_blanks();
        } else if rest.starts_with([' ', '\t']) && (self.set.at_line() || self.set.ends_with(&[' ', '\t'])) {
            self.set.skip_blanks();
        }
    }

    /// Whether the line of a stretch begins as a quote.
    fn quoted(&self, span: &Range<usize>) -> bool {
        self.text[..span.start].trim_end_matches([' ', '\t']).ends_with('>')
    }

    /// Whether a mark fills whole lines.
    fn fills_lines(&self, mark: &Mark) -> bool {
        is_alone(self.text, &self.whole(mark)) && !self.quoted(&mark.span)
    }
}

/// Whether the lines before and after a stretch are words, which an empty line must part as the mark did.
fn parts_paragraphs(text: &str, span: &Range<usize>) -> bool {
    let before = text[..span.start].trim_end_matches([' ', '\t']);
    let before = before.strip_suffix('\n').unwrap_or(before);
    let before = before.rsplit('\n').next().unwrap_or_default();
    let after = text[span.end..].split('\n').nth(1).unwrap_or_default();
    [before, after].iter().all(|line| {
        let first = line.chars().next();
        first.is_some_and(|first| first.is_alphanumeric() || matches!(first, '“' | '"' | '*' | '_' | '[' | '!')) && !is_item(line)
    })
}

/// Whether a line begins an item of a list.
fn is_item(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let mark = rest.strip_prefix(['-', '*', '+', '.', ')']);
    mark.is_some_and(|after| after.starts_with(' ')) && (rest.len() < line.len() || line.starts_with(['-', '*', '+']))
}
