//! What an editor sees of faults: the diagnostics as the terminal shows them, over the last good page.

use std::fmt::Write as _;

use crate::diag::{self, Colour, Diag, Format, Level};
use crate::digest::Digest;
use crate::prose::escape;

/// Diagnostics that are shown before the rest is counted.
const SHOWN: usize = 20;

/// Where the parts of the preview are, outside of every site's own addresses.
pub(super) const STYLE: &str = "/__newsprint/preview.css";

/// The overlay as HTML, and the mark by which a browser knows that it shows it already.
pub(super) fn overlay(faults: &[Diag], standing: Standing) -> (String, String) {
    let mut shown: Vec<&Diag> = faults.iter().collect();
    // What stops the paper first; the order of the files is kept.
    shown.sort_by_key(|diag| diag.level);
    let errors = faults.iter().filter(|diag| diag.level == Level::Error).count();
    let stopping = if errors > 0 { errors } else { faults.len() };
    let word = match (errors > 0, stopping) {
        (true, 1) => "error",
        (true, _) => "errors",
        (false, 1) => "warning",
        (false, _) => "warnings",
    };
    let rest = match standing {
        Standing::LastGood => ". Below is the last good page",
        Standing::Nothing => ". There is no page to show yet",
    };
    let mut html = format!(
        "<section id=\"newsprint-overlay\" role=\"alert\" aria-labelledby=\"newsprint-overlay-title\">\
         <h2 id=\"newsprint-overlay-title\">{stopping} {word}{rest}</h2>"
    );
    for diag in shown.iter().take(SHOWN) {
        let level = if diag.level == Level::Error { "error" } else { "warning" };
        let text = diag::show(diag, Format::Human, Colour::Off);
        let _ = write!(html, "<pre data-level=\"{level}\">{}</pre>", escape(text.trim_end()));
    }
    if shown.len() > SHOWN {
        let _ = write!(html, "<p>… and {} more; the terminal has them all.</p>", shown.len() - SHOWN);
    }
    html.push_str("<p>Save the mended file and this page comes back by itself.</p></section>");
    let mark = Digest::of(&html).short(16);
    (html, mark)
}

/// What is under the overlay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// The last good page.
    LastGood,
    /// No page at all.
    Nothing,
}

/// A page for addresses that have never been good.
pub(super) fn empty_page() -> Vec<u8> {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>The paper has errors</title>\n<link rel=\"stylesheet\" href=\"{STYLE}\">\n</head>\n<body>\n</body>\n</html>\n"
    )
    .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Place;

    #[test]
    fn every_fault_shows_its_line_and_nothing_is_markup() {
        let faults = [
            Diag::warning("a", "a warning").at(Place::file("content/a.md")),
            Diag::error("b", "the <b> is wrong").at(Place::line("content/b.md", "one\n<script>\n", 2)).help("write & mend"),
        ];
        let (html, mark) = overlay(&faults, Standing::LastGood);
        assert!(html.contains("content/b.md:2:1") && html.contains("&lt;script&gt;") && html.contains("write &amp; mend"), "{html}");
        assert!(html.find("content/b.md") < html.find("content/a.md"), "{html}");
        assert!(html.contains("1 error.") && !html.contains("<script>"), "{html}");
        assert_ne!(mark, overlay(&faults[1..], Standing::LastGood).1);
    }
}
