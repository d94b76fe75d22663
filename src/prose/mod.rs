//! Markdown and plain words to [`Markup`]: HTML with holes where links and pictures go.
//!
//! 1. [`tree`] reads events into a small tree. [`cjk`] helps the parser with scripts that set no spaces.
//! 2. [`mod@read`] goes from there to [`flow`]s: [`notes`] numbers footnotes, [`headings`] gives ids, [`quotes`] takes
//!    quotes and lists apart.
//! 3. [`setting`] and [`typography`] set quotes, dashes and dots, looking across emphasis and links.
//! 4. [`html`] writes the tree; [`raw`] cleans raw HTML, where there is any.
//!
//! A piece of copy becomes a list of [`Flow`]s, one for each block at the top level. The result depends on the text
//! and the [`Style`] alone: what a link leads to is not known here, so it stays a hole until a page is made. No
//! template runs and nothing in the copy is evaluated. This is the only user of the Markdown parser.

mod cjk;
mod comments;
mod faults;
mod flow;
mod frames;
mod headings;
mod html;
mod literal;
mod nesting;
mod notes;
mod quotes;
mod raw;
mod read;
mod setting;
mod slips;
mod tree;
pub mod typography;
mod unlink;

use serde::{Deserialize, Serialize};
use std::ops::Range;

pub use comments::OPEN_COMMENT;
pub use flow::{Callout, Flow, Item, Quote};
pub use headings::Ids;
pub use html::escape;
pub use raw::{strip_tags, text_only};
pub use unlink::{HELD, names, unlink};

use crate::config::{HtmlTrust, Typography};
use crate::language::Language;
use crate::permalink::{Base, is_elsewhere};
use typography::Extent;

/// Marks the place of a hole inside [`Markup::html`]; the reader of files removes it from all copy.
const HOLE: char = '\u{1}';

/// HTML that is safe to print, once its holes are filled.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Markup {
    html: String,
    holes: Vec<Hole>,
}

/// Something whose final form only a page knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hole {
    /// The value of `href`, as written.
    Link(String),
    /// The value of `src`, `poster` or the like, as written.
    Asset(String),
    /// A whole `img` element.
    Picture {
        /// Address, as written.
        src: String,
        /// Alternative text.
        alt: String,
    },
    /// The class of a figure: how the picture at this address lies on the page.
    Shape(String),
}

impl Markup {
    /// Text, escaped.
    pub fn text(text: &str) -> Self {
        Markup { html: escape(text), holes: Vec::new() }
    }

    /// HTML without holes that the program itself made.
    pub fn safe(html: String) -> Self {
        debug_assert!(!html.contains(HOLE));
        Markup { html, holes: Vec::new() }
    }

    /// Appends another piece.
    pub fn push(&mut self, other: &Markup) {
        if other.holes.is_empty() {
            self.html.push_str(&other.html);
            return;
        }
        for piece in other.pieces() {
            match piece {
                Piece::Html(html) => self.html.push_str(html),
                Piece::Hole(hole) => self.push_hole(hole.clone()),
            }
        }
    }

    /// Appends HTML that the program itself made.
    pub fn push_safe(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// Puts HTML that the program itself made right after the first occurrence of `after`, or at the start.
    pub fn insert_after(&mut self, after: &str, html: &str) {
        let at = self.html.find(after).map_or(0, |at| at + after.len());
        self.html.insert_str(at, html);
    }

    fn push_hole(&mut self, hole: Hole) {
        use std::fmt::Write as _;
        let _ = write!(self.html, "{HOLE}{}{HOLE}", self.holes.len());
        self.holes.push(hole);
    }

    /// A paragraph as what stands within it, without the words that it begins with: only such as hold no link. Emphasis that begins
    /// in them goes on after them.
    #[must_use]
    pub fn without_start(&self, words: &str) -> Markup {
        let inner = self.html.trim().strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>")).unwrap_or(&self.html);
        let mut left = words.chars().filter(|c| !c.is_whitespace()).count();
        let (mut out, mut rest) = (String::new(), inner);
        while left > 0 {
            let Some(c) = rest.chars().next() else { break };
            if c == '<' || c == HOLE {
                let end = if c == '<' { raw::tag_end(rest) } else { rest[1..].find(HOLE).map(|end| end + 2) };
                let end = end.unwrap_or(rest.len());
                out.push_str(&rest[..end]);
                rest = &rest[end..];
                continue;
            }
            let end = if c == '&' { rest.find(';').map_or(1, |end| end + 1) } else { c.len_utf8() };
            left -= usize::from(!c.is_whitespace());
            rest = &rest[end..];
        }
        out.push_str(rest.trim_start());
        // What held nothing but those words is empty now.
        for name in ["strong", "em", "b", "i"] {
            out = out.replace(&format!("<{name}></{name}>"), "");
        }
        Markup { html: out.trim().to_owned(), holes: self.holes.clone() }
    }

    /// The ids of its elements, in order.
    pub fn ids(&self) -> Vec<String> {
        [" id=\"", " name=\""].iter().flat_map(|attribute| self.values(attribute)).collect()
    }

    /// What its elements have as a title: words that are shown when a pointer rests on them.
    pub fn titles(&self) -> Vec<String> {
        self.values(" title=\"").collect()
    }

    /// The values of an attribute, which is given as it stands before each of them.
    fn values<'m>(&'m self, attribute: &'m str) -> impl Iterator<Item = String> + 'm {
        self.html.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()).map(raw::decode)
    }

    /// Whether there is nothing to print.
    pub fn is_empty(&self) -> bool {
        self.html.trim().is_empty()
    }

    /// The holes, in order.
    pub fn holes(&self) -> &[Hole] {
        &self.holes
    }

    /// The HTML with every hole filled by `fill`, which must return safe text for its place.
    pub fn fill(&self, fill: &mut dyn FnMut(&Hole) -> String) -> String {
        if self.holes.is_empty() {
            return self.html.clone();
        }
        let mut out = String::with_capacity(self.html.len() + 64 * self.holes.len());
        for piece in self.pieces() {
            match piece {
                Piece::Html(html) => out.push_str(html),
                Piece::Hole(hole) => out.push_str(&fill(hole)),
            }
        }
        out
    }

    fn pieces(&self) -> impl Iterator<Item = Piece<'_>> {
        self.html.split(HOLE).enumerate().filter_map(|(at, piece)| {
            if at % 2 == 0 {
                return Some(Piece::Html(piece));
            }
            piece.parse::<usize>().ok().and_then(|n| self.holes.get(n)).map(Piece::Hole)
        })
    }

    /// The words alone, without tags, decoded; footnote marks are left out.
    pub fn words(&self) -> String {
        strip_tags(&self.fill(&mut |_| String::new()))
    }

    /// The words, less those that are an address on this site: what it leads to may not be out yet.
    pub fn words_less_addresses(&self, style: &Style) -> String {
        let mut own = Vec::new();
        let html = self.fill(&mut |hole| match hole {
            Hole::Link(to) if style.is_own(to) => {
                own.push(to.clone());
                HELD.to_string()
            }
            _ => String::new(),
        });
        strip_tags(&unlink(&html, &own))
    }
}

enum Piece<'a> {
    Html(&'a str),
    Hole(&'a Hole),
}

/// How copy is set.
#[derive(Clone)]
pub struct Style {
    /// The language of the copy.
    pub language: Language,
    /// Typographic quotes, dashes and dots, or not.
    pub typography: Typography,
    /// What happens to raw HTML.
    pub html: HtmlTrust,
    /// Begins the ids of footnotes, so that two articles on one page do not collide.
    pub anchor: String,
    /// Where the site lives, by which its own addresses are known.
    pub base: Base,
}

impl Style {
    /// Whether an address, as written, leads to this site.
    fn is_own(&self, address: &str) -> bool {
        !is_elsewhere(address) || self.base.local(address).is_some()
    }
}

/// A fault of the copy that the author did not mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProseFault {
    /// Stable id.
    pub code: &'static str,
    /// Bytes of the text that was read.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

/// Faults with which the copy cannot be printed as it is meant.
const ERRORS: [&str; 3] = ["html-nesting", "nesting", OPEN_COMMENT];

impl ProseFault {
    /// Whether it stops the build.
    pub fn is_error(&self) -> bool {
        ERRORS.contains(&self.code)
    }
}

/// Reads Markdown.
pub fn markdown(text: &str, style: &Style) -> (Vec<Flow>, Vec<ProseFault>) {
    read::read(text, style)
}

/// Where a text in Markdown is code: bytes of its blocks and spans of code, marks and fences included.
pub fn code(text: &str) -> Vec<Range<usize>> {
    tree::code(text)
}

/// Reads one line of Markdown as it stands in front matter: emphasis, code and links, no blocks.
pub fn inline(text: &str, style: &Style) -> Markup {
    read::inline(text, style)
}

/// Letters of the longest figure: "3.2 million m³".
const FIGURE: usize = 16;

/// Whether words are a figure with its unit, which a fact box sets large.
pub fn is_figure(words: &str) -> bool {
    let words = words.trim();
    words.chars().any(char::is_numeric) && words.chars().count() <= FIGURE
}

/// Words without markup, typographically set.
pub fn plain(text: &str, style: &Style) -> String {
    set(text, style, Extent::QuotesOnly)
}

/// Words that stand alone, as far as the style has them set.
fn set(text: &str, style: &Style, extent: Extent) -> String {
    match style.typography {
        Typography::Smart => typography::set(text, &style.language, extent),
        Typography::Plain => text.to_owned(),
    }
}

/// A headline: text in which `*words*` are emphasis and nothing else means anything. Gives the words and the HTML.
pub fn headline(text: &str, style: &Style) -> (String, String) {
    html::emphasis(&set(text.trim(), style, Extent::All))
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn style() -> Style {
        Style {
            language: Language::of("en").language,
            typography: Typography::Smart,
            html: HtmlTrust::Sanitise,
            anchor: "a".into(),
            base: Base::parse("https://news.example/").expect("an address"),
        }
    }

    fn show(text: &str) -> String {
        let (flows, _) = markdown(text, &style());
        flows
            .iter()
            .map(|flow| {
                flow.markup().fill(&mut |hole| match hole {
                    Hole::Link(to) | Hole::Asset(to) => escape(to),
                    Hole::Picture { src, alt } => format!("<img src=\"{}\" alt=\"{}\">", escape(src), escape(alt)),
                    Hole::Shape(_) => "landscape".into(),
                })
            })
            .collect::<Vec<_>>()
            .join("\n")
    }

    fn codes(text: &str) -> Vec<&'static str> {
        markdown(text, &style()).1.iter().map(|fault| fault.code).collect()
    }

    #[test]
    fn quotes_look_across_markup() {
        assert_eq!(
            show("The *Courier*'s editor said \"*No*\" and \"[maybe](/x/)\"."),
            "<p>The <em>Courier</em>’s editor said “<em>No</em>” and “<a href=\"/x/\">maybe</a>”.</p>"
        );
        assert_eq!(show("`don't \"touch\"` this"), "<p><code>don't &quot;touch&quot;</code> this</p>");
    }

    #[test]
    fn lines_of_cjk_join_without_a_space() {
        assert_eq!(show("最初の行\n次の行。English\nword。"), "<p>最初の行次の行。English\nword。</p>");
        assert_eq!(show("첫 줄\n다음 줄"), "<p>첫 줄\n다음 줄</p>");
        assert_eq!(show("これは**「重要」**です。"), "<p>これは<strong>「重要」</strong>です。</p>");
        assert_eq!(
            show("これは**「重要」**です。**（注）**も*「強調」*も。`**「」**`"),
            "<p>これは<strong>「重要」</strong>です。<strong>（注）</strong>も<em>「強調」</em>も。<code>**「」**</code></p>"
        );
        assert_eq!(show("中文**“强调”**内容"), "<p>中文<strong>“强调”</strong>内容</p>");
        assert_eq!(show("“引号”\n第二行"), "<p>“引号”第二行</p>");
    }

    #[test]
    fn notes_are_numbered_and_linked_both_ways() {
        let html = show(
            "## results\n\nFirst.[^results] Again.[^results] Missing.[^nowhere]\n\n[^results]: A note with *emphasis* and its own[^results] mark.\n[^spare]: Never used.\n",
        );
        assert_eq!(html.matches("id=\"results\"").count(), 1, "{html}");
        assert_eq!(html.matches("href=\"#a-note-1\"").count(), 3, "{html}");
        for back in ["#a-ref-1\"", "#a-ref-1-2\"", "#a-ref-1-3\""] {
            assert_eq!(html.matches(back).count(), 1, "{back} {html}");
        }
        assert!(html.contains("[^nowhere]") && !html.contains("Never used"), "{html}");
        assert_eq!(codes("A.[^x]\n\n[^y]: z\n"), ["note-undefined", "note-unused"]);
    }

    #[test]
    fn raw_html_is_cleaned_and_stays_balanced() {
        assert_eq!(show("a <b>bold</b> <script>alert(1)</script> <i>open"), "<p>a <b>bold</b>  <i>open</i></p>");
        let html = show("<div class=\"embed\">\n  <blockquote>\n\n    <p>Harbour</p>\n\n  </blockquote>\n</div>\n\nAfter **bold**.");
        assert!(html.ends_with("<p>After <strong>bold</strong>.</p>"), "{html}");
        assert_eq!(html.matches("<div").count(), html.matches("</div>").count());
        assert_eq!(codes("<div>\n  <b>\n\n    <p>x</p>\n\n</b></div>\n"), ["html-code"]);
        let table = show(
            "<table>\n  <tr>\n    <td>a</td>\n\n    <td>b</td>\n  </tr>\n\n  <tr>\n    <td>c</td>\n\n    <td>d</td>\n  </tr>\n</table>\n",
        );
        assert!(!table.contains("<pre") && table.matches("<td>").count() == 4, "{table}");
        assert!(show("<div>\n\nOpen.\n\n    <b>code</b>\n").contains("<pre"));
        assert_eq!(codes("an <iframe src=\"x\"></iframe> here"), ["html-removed"]);
        assert_eq!(show("an <urgent> word"), "<p>an &lt;urgent&gt; word</p>");
        assert_eq!(codes("an <urgent> word"), ["angle-brackets"]);
        assert!(show("<a href=\"javascript:alert(1)\" onclick=\"x()\">x</a>").starts_with("<p><a rel="));
        assert_eq!(show("<input name=\"a\">"), "<input disabled=\"\">");
    }

    #[test]
    fn addresses_that_run_something_are_not_printed() {
        for bad in ["javascript:alert(1)", "JaVaScRiPt:x", "&#1;javascript:x", "java&#10;script:x", "data:text/html,x", "vbscript:x"] {
            assert_eq!(show(&format!("a [b]({bad}) c")), "<p>a b c</p>", "{bad}");
            assert_eq!(codes(&format!("a [b]({bad}) c")), ["link-unsafe"], "{bad}");
        }
        assert_eq!(codes("[a](ttps://x.example/)"), ["link-unsafe"]);
        for good in ["(https://x)", "mailto:desk@news.example", "tel:+441", "/a:b/", "#x:y", "?a=b:c", "https://x.example/"] {
            assert!(show(&format!("[b]({good})")).contains("href"), "{good}");
        }
    }

    #[test]
    fn html_in_a_line_of_front_matter_that_cannot_be_printed_is_words() {
        assert_eq!(inline("C & <d> and <b>bold</b>", &style()).words(), "C & <d> and bold");
    }

    #[test]
    fn tables_scroll_and_name_their_cells() {
        let html = show("| Ward | Votes |\n|:--|--:|\n| North \\| East | `a \\| b` |\n| South |\n");
        assert!(
            html.contains("<th scope=\"col\">Ward</th>") && html.contains("<code>a | b</code>") && html.contains("North | East"),
            "{html}"
        );
        assert_eq!(codes("| a | b |\n|--|--|\n| A | B | C |\n"), ["table-cells"]);
        assert_eq!(codes("1. First\n  1. Nested\n2. Second\n"), ["list-indent"]);
    }

    #[test]
    fn references_cannot_write_forbidden_characters() {
        for text in [
            "a&#1;0&#1; [b](/c&#x1;) `&#1;`",
            "<b title=\"&#1;0&#1;\">x&#1;0&#1;</b> <a href=\"/&#1;0&#1;\">y</a>",
            "# &#x1;0&#x1; {#&#1;}",
        ] {
            assert!(!show(text).contains('\u{1}'), "{text}: {:?}", show(text));
        }
    }

    #[test]
    fn braces_are_text() {
        assert_eq!(show("{{ a.b }} {% if x %} {# c #} {{< figure >}}"), "<p>{{ a.b }} {% if x %} {# c #} {{&lt; figure &gt;}}</p>");
    }

    #[test]
    fn headings_have_unique_ids_in_any_script_and_skip_no_level() {
        let html = show("# A\n\n#### A\n\n## Итоги\n\n## ?!\n\n## Main {#here}\n");
        for id in ["<h2 id=\"a\">", "<h3 id=\"a-2\">", "<h2 id=\"итоги\">", "<h2 id=\"part-1\">", "<h2 id=\"here\">"] {
            assert!(html.contains(id), "{id} in {html}");
        }
    }

    #[test]
    fn deep_nesting_ends() {
        let _ = show(&"> ".repeat(20_000));
        let _ = show(&"- ".repeat(5_000));
        let _ = show(&"*a ".repeat(5_000));
        let _ = show(&format!("{}x", "[".repeat(5_000)));
    }
}
