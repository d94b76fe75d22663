//! Copy with its marks turned into something else, and where each piece of it was written.

use std::ops::Range;

/// Which byte of the file's text a byte of the text that is read came from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seams(Vec<Seam>);

#[derive(Clone, Copy, Debug)]
struct Seam {
    /// Where the piece begins in the text that is read.
    new: usize,
    /// Where it was written.
    old: usize,
    /// Whether it stands as it was written; else all of it comes from one place.
    kept: bool,
}

impl Seams {
    /// A piece that begins at `new`.
    pub(super) fn add(&mut self, new: usize, old: usize, kept: bool) {
        while self.0.last().is_some_and(|last| last.new >= new) {
            self.0.pop();
        }
        self.0.push(Seam { new, old, kept });
    }

    /// The bytes as written that a stretch of the text that is read stands for.
    pub(crate) fn written(&self, span: Range<usize>) -> Range<usize> {
        if self.0.is_empty() {
            return span;
        }
        let at = |new: usize| {
            let nth = self.0.partition_point(|seam| seam.new <= new);
            let seam = nth.checked_sub(1).map(|nth| self.0[nth]);
            seam.map_or(new, |seam| if seam.kept { seam.old + new - seam.new } else { seam.old })
        };
        let start = at(span.start);
        // The end belongs to the piece of the last byte.
        let end = if span.end > span.start { at(span.end - 1) + 1 } else { start };
        start..end.max(start)
    }
}
