//! The text without its marks, as it grows: pieces that stand as written and pieces that are put in, with where each comes from.

use super::seams::Seams;

/// The text that grows.
pub(super) struct Setter<'t> {
    text: &'t str,
    out: String,
    seams: Seams,
    /// What every new line begins with: those of quotes.
    margin: Vec<String>,
    /// Up to where the text is set.
    at: usize,
    /// Where the words of the line begin that is set.
    line: usize,
}

impl<'t> Setter<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Setter { text, out: String::with_capacity(text.len()), seams: Seams::default(), margin: Vec::new(), at: 0, line: 0 }
    }

    /// Sets what stands before `to` as written.
    pub(super) fn keep(&mut self, to: usize) {
        if to <= self.at {
            return;
        }
        let mut at = self.at;
        for line in self.text[self.at..to].split_inclusive('\n') {
            self.seams.add(self.out.len(), at, true);
            self.out.push_str(line);
            at += line.len();
            if line.ends_with('\n') {
                if !self.margin.is_empty() {
                    self.seams.add(self.out.len(), at, false);
                    self.out.push_str(&self.margin.concat());
                }
                self.line = self.out.len();
            }
        }
        self.at = to;
    }

    /// Puts something in.
    pub(super) fn put(&mut self, words: &str) {
        self.seams.add(self.out.len(), self.at, false);
        for line in words.split_inclusive('\n') {
            self.out.push_str(line);
            if line.ends_with('\n') {
                self.out.push_str(&self.margin.concat());
                self.line = self.out.len();
            }
        }
    }

    /// Leaves out what stands before `to`.
    pub(super) fn skip(&mut self, to: usize) {
        self.at = self.at.max(to);
    }

    /// Leaves out the spaces and line ends that follow.
    pub(super) fn skip_space(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Leaves out spaces on this line that follow.
    pub(super) fn skip_blanks(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start_matches([' ', '\t']).len();
    }

    /// Takes back spaces that were set last on this line.
    pub(super) fn trim_blanks(&mut self) {
        let kept = self.out.trim_end_matches([' ', '\t']).len().max(self.line);
        self.out.truncate(kept);
    }

    /// Takes back the end of the line that was set last.
    pub(super) fn trim_line_end(&mut self) {
        self.trim_blanks();
        if self.margin.is_empty() && self.out.ends_with('\n') {
            self.out.pop();
            self.line = self.line.min(self.out.len());
            self.trim_blanks();
        }
    }

    /// Begins a block: an empty line stands before it.
    pub(super) fn gap(&mut self) {
        self.trim_blanks();
        if !self.out.is_empty() {
            self.put("\n\n");
        }
    }

    /// Every line from here on begins so.
    pub(super) fn push_margin(&mut self, margin: &str) {
        self.margin.push(margin.to_owned());
    }

    /// Lines begin as they did before.
    pub(super) fn pop_margin(&mut self) {
        self.margin.pop();
    }

    /// The byte up to which the text is set.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Whether what was set last ends so.
    pub(super) fn ends_with(&self, last: &[char]) -> bool {
        self.out.ends_with(last)
    }

    /// Whether what was set last ends with a letter or a digit.
    pub(super) fn ends_with_letter(&self) -> bool {
        self.out.ends_with(char::is_alphanumeric)
    }

    /// Whether the line that is set is empty so far.
    pub(super) fn at_line(&self) -> bool {
        self.out.len() == self.line
    }

    /// How many margins stand in each other.
    pub(super) fn depth(&self) -> usize {
        self.margin.len()
    }

    pub(super) fn done(mut self) -> (String, Seams) {
        self.keep(self.text.len());
        (self.out, self.seams)
    }
}
