//! The marks of other generators in copy: shortcodes, tags, attribute lists. None of them is evaluated, and none is shown to readers
//! without a word.
//!
//! 1. [`code`] says what is code, in which a mark is what it looks like.
//! 2. [`scan`] finds marks by their shape; what has none is text. [`marks`] knows which closes which.
//! 3. [`turn`] makes of the common ones, which [`known`] lists, what they are; the others are left out, their inside is kept, and
//!    they are told. The paper's `[shortcodes]` stand above both.
//! 4. [`seams`] remembers where each piece was written, so that every message has its line.
//!
//! Everything here is linear in the text. Plain text (`.txt`) never comes here.

mod args;
mod code;
mod ends;
mod known;
mod marks;
mod scan;
mod seams;
mod set;
mod turn;
mod verbatim;

pub(super) use seams::Seams;

use std::ops::Range;

use crate::config::Config;
use crate::diag::{Diag, Index};

/// What a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tongue {
    /// Markdown, with raw HTML in it.
    Markdown,
    /// HTML alone.
    #[allow(dead_code, reason = "for copy in HTML, which the reader of files does not know yet")]
    Html,
}

/// A mark that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Told {
    span: Range<usize>,
    name: String,
}

/// The id of the message.
const CODE: &str = "shortcode";

/// Whether a text may hold a mark.
fn may_hold(text: &str) -> bool {
    [
        "{{",
        "{%",
        "<%",
        ":::",
        "{:",
        "{.",
        "{#",
        "[/",
        "=\"",
        "<!-- wp:",
        "<!-- /wp:",
        "[gallery",
        "[embed",
        "[youtube",
        "[vimeo",
        "]{",
        "[TOC]",
        "[toc]",
        "[[",
        "{filename}",
        "{static}",
        "{attach}",
    ]
    .iter()
    .any(|mark| text.contains(mark))
}

/// The body of a file without the marks of other generators, and where each piece of it was written; none where it holds none.
/// `start` is the byte of the file's text at which the body begins.
pub(super) fn read(path: &str, text: &str, start: usize, tongue: Tongue, config: &Config, told: &mut Vec<Diag>) -> Option<(String, Seams)> {
    let body = text.get(start..).filter(|body| may_hold(body))?;
    if config.shortcodes.is_off() {
        return None;
    }
    let hidden = verbatim::hide(body, tongue);
    let code = code::stretches(&hidden, tongue);
    let mut found = scan::marks(body, &code);
    if found.is_empty() {
        return None;
    }
    marks::pair(&mut found);
    let home = config.base.root();
    let (read, seams, left_out) = turn::turn(body, &found, &config.shortcodes, tongue, &home);
    if !left_out.is_empty() {
        let index = Index::new(path, text);
        told.extend(left_out.into_iter().map(|mark| of_mark(&mark.name).at(index.span(mark.span.start + start..mark.span.end + start))));
    }
    Some((read, seams))
}

/// A line of front matter without the marks of other generators, with a message for each that was left out; none where it holds
/// none.
pub(super) fn line(text: &str, config: &Config) -> Option<(String, Vec<Diag>)> {
    if !may_hold(text) || config.shortcodes.is_off() {
        return None;
    }
    let mut found = scan::marks(text, &code::stretches(text, Tongue::Markdown));
    if found.is_empty() {
        return None;
    }
    marks::pair(&mut found);
    let (read, _, left_out) = turn::turn(text, &found, &config.shortcodes, Tongue::Markdown, &config.base.root());
    Some((read, left_out.iter().map(|mark| of_mark(&mark.name)).collect()))
}

/// What is said of a mark that was left out, without its place.
fn of_mark(name: &str) -> Diag {
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let key = if plain { name.to_owned() } else { format!("\"{name}\"") };
    Diag::warning(CODE, format!("`{name}` is a mark of another generator, and is left out"))
        .help(format!("write {key} = \"drop\", \"inside\", \"text\" or \"block:NAME\" under [shortcodes] in config.toml to say what it is"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, tongue: Tongue) -> (String, Seams, Vec<Diag>) {
        let config = Config::stand_in().expect("settings");
        let mut told = Vec::new();
        let (read, seams) = super::read("content/a.md", text, 0, tongue, &config, &mut told).unwrap_or((text.to_owned(), Seams::default()));
        (read, seams, told)
    }

    #[test]
    fn copy_in_html_gets_html() {
        let html = |text: &str| shown(text, Tongue::Html).0.trim_end().to_owned();
        assert_eq!(
            html("{{< figure src=\"/a.jpg\" alt=\"A\" caption=\"C & D\" >}}\n"),
            "<figure><img src=\"/a.jpg\" alt=\"A\"><figcaption>C &amp; D</figcaption></figure>"
        );
        assert_eq!(
            html("<p>{% youtube abc %}</p>"),
            "<p><a href=\"https://www.youtube.com/watch?v=abc\">https://www.youtube.com/watch?v=abc</a></p>"
        );
        assert_eq!(html("<a href=\"{{ site.baseurl }}/x/\">x</a> {{ site.title }}\n"), "<a href=\"/x/\">x</a>");
        assert_eq!(html("{% highlight c %}\n<b>\n{% endhighlight %}"), "<pre><code>&lt;b&gt;</code></pre>");
        assert_eq!(html("{{< note >}}<b>x</b>{{< /note >}}"), "<b>x</b>");
        for code in ["<pre>{% x %}</pre>", "<code>{{< x >}}</code>", "<script>a = \"{{ site.x }}\"</script>", "<!-- {% x %} -->", "`a`"] {
            assert_eq!(html(code), code);
        }
        assert_eq!(html("`{% x %}`"), "``");
    }

    #[test]
    fn every_word_that_stays_knows_where_it_was_written() {
        for text in [
            "one {{< a >}} two\n\n{{< note title=\"t\" >}}\nthree\n\n- four {: .x }\n{{< /note >}}\nfive {{< figure src=\"/a.jpg\" >}} six\n{{< b >}}\nseven\n",
            "é one\n{% highlight a %}\n  two\n{% endhighlight %} three\n> {% c %}four{% endc %}\n\n# five\n{: #id }\n\nsix {{ page.x }} seven",
            "{{< note >}}\none\n\n{{< quote author=\"é\" >}}\ntwo\nthree\n{{< /quote >}}\n\nfour\n{{< /note >}}\n\nfive",
        ] {
            let (read, seams, _) = shown(text, Tongue::Markdown);
            for word in ["one", "two", "three", "four", "five", "six", "seven"].iter().filter(|word| text.contains(**word)) {
                let at = read.find(word).unwrap_or_else(|| panic!("{word} is lost in {read:?}"));
                assert_eq!(&text[seams.written(at..at + word.len())], *word, "{read:?}");
                assert_eq!(read.matches(word).count(), 1, "{read:?}");
            }
        }
    }

    #[test]
    fn what_has_no_known_shape_is_words() {
        for text in [
            "{{ customer.name }} {{x}} {{ 4321 * 3 }} {{{ a }}} {{}} { } {% 50 %} {%} {#a#} {< a >} {{< >}} {{ \"a\" }} {{ a | b }}",
            "[sic] [the board] [x](y) [a][b] [code] [gallery] of [1]: [note: x=\"y\"]",
            "{:x} {:?} {:>5} {a: 1} {.5} {#1 pick} word{.} `{% if %}` \\{% if %}",
        ] {
            let (read, _, told) = shown(text, Tongue::Markdown);
            assert_eq!((read.as_str(), told.len()), (text, 0));
        }
    }
}
