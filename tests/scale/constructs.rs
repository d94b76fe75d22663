//! No construct of the copy is quadratic: an article that has twice as much of one is about twice the work, through the whole build.
//!
//! Allocations are counted, and hold the promise exactly. Loops that allocate nothing are seen by processor time alone (there is no
//! count of instructions that every machine gives), so that is held too: never an absolute time, only how it grows from 2 N to 4 N.
//! Of each size the least of all measures counts, and where the machine was disturbed, it is measured again, up to twelve times; a
//! quadratic loop grows fourfold however often it is measured.

use super::{alone, hold, made, order, processor_time, work};
use newsprint::press::{self, Stages};
use std::path::Path;

/// Where a construct stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In the body of a Markdown story.
    Markdown,
    /// In a story of plain text.
    Plain,
    /// In front matter, before a body of numbered paragraphs, as many.
    Fields,
    /// In the settings.
    Settings,
}

use Place::{Fields, Markdown, Plain, Settings};

/// What is repeated: `#` in `piece` is the number of the repetition, `@` the next one. Before and after it stand `head` and `tail`.
type Construct = (&'static str, Place, usize, &'static str, &'static str, &'static str);

const PARAGRAPH: &str = "The harbour board met on Monday and said that fares stay as they are until spring.\n\n";

#[rustfmt::skip]
const CONSTRUCTS: &[Construct] = &[
    ("paragraphs", Markdown, 300, "", PARAGRAPH, ""),
    ("rows of a table", Markdown, 400, "| a | b |\n|--|--|\n", "| 1 | 2 |\n", ""),
    ("rows with too many cells", Markdown, 200, "| a | b |\n|--|--|\n", "| 1 | 2 | 3 |\n", ""),
    ("tables with captions", Markdown, 100, "", "Table: x\n\n| a | b |\n|--|--|\n| 1 | 2 |\n\n", ""),
    ("equal headings", Markdown, 300, "", "## Update\n\nText.\n\n", ""),
    ("underlined headings", Markdown, 300, "", "Update\n---\n\n", ""),
    ("headings without letters", Markdown, 300, "", "## ?!\n\nText.\n\n", ""),
    ("headings with one id", Markdown, 200, "", "## A {#x}\n\nText.\n\n", ""),
    ("tags that never close, one line", Markdown, 1000, "", "<div>", ""),
    ("tags that never close, lines", Markdown, 1000, "", "<div>\n", ""),
    ("tags that never close, blocks", Markdown, 300, "", "<div>\n\nText\n\n", ""),
    ("tags that close", Markdown, 300, "", "<div>x</div>\n\n", ""),
    ("bold that never closes", Markdown, 1000, "x ", "<b>", ""),
    ("bold with ids that never closes", Markdown, 500, "x ", "<b id=a#>w", ""),
    ("bold closed by its block", Markdown, 500, "x ", "<div><b id=a#></div>w", ""),
    ("attributes", Markdown, 1000, "x <b ", "a#=1 ", ">y</b>"),
    ("inline tags", Markdown, 400, "", "x <b>y</b> ", ""),
    ("unknown tags", Markdown, 300, "", "x <foo> ", ""),
    ("different unknown tags", Markdown, 300, "", "x <foo#> ", ""),
    ("cells that never close", Markdown, 300, "<table>\n", "<tr><td>1\n", "</table>\n"),
    ("signs of less", Markdown, 1500, "", "<", ""),
    ("comments", Markdown, 400, "", "x <!-- y --> ", ""),
    ("comments that never close", Markdown, 500, "", "x <!-- y ", ""),
    ("instructions that never close", Markdown, 500, "", "x <? y ", ""),
    ("attributes that never close", Markdown, 500, "", "<a href=\"", ""),
    ("sizes of a picture", Markdown, 300, "<img srcset=\"", "a.jpg #x, ", "\">"),
    ("rules", Markdown, 600, "", "---\n\n", ""),
    ("dashes", Markdown, 1000, "", "a -- b ", ""),
    ("a run of dashes", Markdown, 3000, "a ", "-", ""),
    ("definitions", Markdown, 300, "", "Term\n: Meaning\n\n", ""),
    ("meanings of one term", Markdown, 300, "Term\n", ": Meaning\n", ""),
    ("footnotes", Markdown, 200, "", "Text[^#] here.\n\n[^#]: A note.\n\n", ""),
    ("mentions of one footnote", Markdown, 300, "[^a]: A note.\n\n", "Text[^a] here.\n\n", ""),
    ("footnotes nobody mentions", Markdown, 200, "Text.\n\n", "[^#]: A note.\n", ""),
    ("footnotes that are not there", Markdown, 200, "", "Text[^#] here. ", ""),
    ("footnotes in footnotes", Markdown, 150, "Text[^0].\n\n", "[^#]: note[^@]\n", ""),
    ("quotes in quotes", Markdown, 500, "", "> ", "x"),
    ("lists in lists", Markdown, 500, "", "- ", "x"),
    ("items", Markdown, 500, "", "- item\n", ""),
    ("loose items", Markdown, 400, "", "- item\n\n", ""),
    ("items with labels", Markdown, 300, "", "- **Label:** item\n", ""),
    ("numbered items not nested", Markdown, 200, "", "1. item\n  2. x\n", ""),
    ("references of links", Markdown, 200, "", "[a#][r#] and [r@]\n\n[r#]: /x#/\n\n", ""),
    ("links elsewhere", Markdown, 300, "", "[a](https://x.example/a) ", ""),
    ("links within", Markdown, 300, "", "[a](/x/) ", ""),
    ("different links within", Markdown, 300, "", "[a](/x#/) ", ""),
    ("links to what is held back", Markdown, 200, "", "[a](../held.md) ", ""),
    ("links that are refused", Markdown, 200, "", "[a](javascript:x) ", ""),
    ("addresses", Markdown, 300, "", "https://x.example/a ", ""),
    ("a long address", Markdown, 3000, "https://x.example/", "aaaa", ""),
    ("starts of addresses", Markdown, 2000, "", "www.", ""),
    ("emphasis of two kinds", Markdown, 1000, "", "*a_", ""),
    ("emphasis that never closes", Markdown, 1000, "", "*a ", ""),
    ("emphasis", Markdown, 500, "", "*a* **b** ", ""),
    ("backticks", Markdown, 1000, "", "`a ", ""),
    ("opening brackets", Markdown, 20_000, "", "[", ""),
    ("links that never close", Markdown, 1000, "", "[a](b ", ""),
    ("pictures that never close", Markdown, 1000, "", "![", ""),
    ("references of characters", Markdown, 1000, "", "&amp;", ""),
    ("references of forbidden characters", Markdown, 1000, "", "&#1;", ""),
    ("ampersands", Markdown, 2000, "", "&", ""),
    ("quotation marks", Markdown, 600, "", "\"a\" 'b' ", ""),
    ("a run of quotation marks", Markdown, 2000, "", "\"'", ""),
    ("quotation marks and empty tags", Markdown, 500, "", "\"<b></b>", ""),
    ("a long word", Markdown, 4000, "", "aaaa", ""),
    ("a long word after an apostrophe", Markdown, 3000, "'", "aaaa", ""),
    ("one long line", Markdown, 1500, "", "The board met. ", ""),
    ("lines of Chinese", Markdown, 500, "", "最初の行\n", ""),
    ("emphasis in Chinese", Markdown, 400, "", "は**「注」**も", ""),
    ("marks and stars", Markdown, 500, "", "」*", ""),
    ("lines", Markdown, 1000, "", "a\n", ""),
    ("broken lines", Markdown, 500, "", "a  \nb\n", ""),
    ("quotes with names", Markdown, 200, "", "> a\n>\n> — Name, Role\n\n", ""),
    ("story blocks", Markdown, 200, "", "> [!note] T\n> a\n\n", ""),
    ("items of a story block", Markdown, 300, "> [!factbox] T\n", "> - **# m** of it\n", ""),
    ("values of a story block", Markdown, 500, "> [!note ", "a=b ", "] T\n> a\n"),
    ("pull-quotes of the body", Markdown, 100, "", "Words of number # are said here.\n\n> [!pullquote]\n> number # are said\n\n", ""),
    ("pictures", Markdown, 200, "", "![a](https://x.example/b#.jpg)\n\n", ""),
    ("pictures of the site", Markdown, 200, "", "![a](/b.jpg)\n\n", ""),
    ("blocks of code", Markdown, 300, "", "```\na\n```\n\n", ""),
    ("tabs", Markdown, 2000, "", "\t", "a"),
    ("empty lines", Markdown, 3000, "a", "\n", "b"),
    ("backslashes", Markdown, 2000, "", "\\", ""),
    ("combining marks", Markdown, 2000, "e", "\u{301}", ""),
    ("marks: shortcodes", Markdown, 300, "", "{{< a b=\"c\" >}}\n", ""),
    ("marks: shortcodes of many names", Markdown, 300, "x ", "{{< a# >}} ", ""),
    ("marks: shortcodes that close", Markdown, 200, "", "{{< a >}}x{{< /a >}}\n\n", ""),
    ("marks: shortcodes closed in turn", Markdown, 300, "{{< a >}}", "{{< /b >}}{{< b >}}", ""),
    ("marks: openings alone", Markdown, 1000, "", "{{<", ""),
    ("marks: openings with names", Markdown, 500, "", "{{< a ", ""),
    ("marks: boxes in boxes", Markdown, 200, "", "{{< note >}}\n", ""),
    ("marks: fences that open", Markdown, 300, "", "::: note\n", ""),
    ("marks: fences", Markdown, 150, "", "::: note\nx\n:::\n\n", ""),
    ("marks: tags of templates", Markdown, 300, "", "<%= a %> ", ""),
    ("marks: open tags of templates", Markdown, 500, "", "<% ", ""),
    ("marks: closing words in brackets", Markdown, 300, "", "[/b] ", ""),
    ("marks: boxes", Markdown, 150, "", "{{< note >}}\nx\n{{< /note >}}\n", ""),
    ("marks: tags on one line", Markdown, 500, "x ", "{% if a %} ", ""),
    ("marks: tags that never end", Markdown, 500, "x ", "{% if a ", ""),
    ("marks: values", Markdown, 400, "x ", "{{ site.a }} ", ""),
    ("marks: names that are set", Markdown, 300, "", "{% assign a# = \"b\" %}{{ a# }} ", ""),
    ("marks: code", Markdown, 150, "", "{% highlight a %}\nx\n{% endhighlight %}\n\n", ""),
    ("marks: code that never ends", Markdown, 300, "{% endhighlight %}\n", "{% highlight a %}\n", ""),
    ("marks: raw", Markdown, 300, "x ", "{% raw %}{{ a }}{% endraw %} ", ""),
    ("marks: attribute lists", Markdown, 400, "x ", "*y*{: .a } ", ""),
    ("marks: attribute lists on lines", Markdown, 300, "", "x\n{: .a }\n\n", ""),
    ("marks: braces", Markdown, 1500, "", "{:{a", ""),
    ("marks: brackets", Markdown, 400, "x ", "[a b=\"c\"] ", ""),
    ("marks: brackets that never close", Markdown, 700, "x ", "[a b=\"c\" ", ""),
    ("marks: closing brackets", Markdown, 500, "x ", "[/a_b] ", ""),
    ("marks: captions", Markdown, 200, "", "[caption id=\"a\"]<img src=\"#.jpg\" /> x[/caption]\n\n", ""),
    ("marks: comments of blocks", Markdown, 300, "", "<!-- wp:a -->\nx\n<!-- /wp:a -->\n\n", ""),
    ("marks: comments of blocks that never end", Markdown, 400, "x ", "<!-- wp:a ", ""),
    ("marks: open quotation marks", Markdown, 500, "{{< a ", "“ ", ">}}"),
    ("marks: backticks", Markdown, 500, "{{ site.a }} ", "` ", ""),
    ("frames", Markdown, 200, "", "<iframe src=\"https://x.example/#\"></iframe>\n\n", ""),
    ("frames on one line", Markdown, 300, "x ", "<iframe src=\"https://x.example/#\"></iframe> ", ""),
    ("corrections in paragraphs", Markdown, 200, "", "Correction: the fare is not the one we gave.\n\n", ""),
    ("links to places", Markdown, 300, "## A\n\n", "[a](#b#) ", ""),
    ("dead links", Markdown, 300, "", "[a](/b#/) ", ""),
    ("flags", Markdown, 1000, "", "🇫🇷", ""),
    ("pull-quotes of front matter", Fields, 100, "pull_quotes = [", "\"number # of them\",", "]"),
    ("pull-quotes that are not said", Fields, 100, "pull_quotes = [", "\"number # never said\",", "]"),
    ("pull-quotes with places", Fields, 100, "pull_quotes = [", "{ text = \"number # of them\", after = \"Paragraph number #\" },", "]"),
    ("sources", Fields, 150, "sources = [", "{ title = \"s#\", url = \"https://x.example/#\" },", "]"),
    ("sources that are refused", Fields, 150, "sources = [", "{ title = \"s#\", url = \"javascript:#\" },", "]"),
    ("corrections", Fields, 100, "corrections = [", "{ date = 2026-03-01, text = \"It was #.\" },", "]"),
    ("takeaways", Fields, 150, "takeaways = [", "\"It is #.\",", "]"),
    ("old addresses", Fields, 100, "redirect_from = [", "\"/o#/\",", "]"),
    ("links in a dek", Fields, 300, "dek = \"", "[a](/x/) ", "\""),
    ("a chain of redirects", Settings, 150, "[redirects]\n", "\"/o#/\" = \"/o@/\"\n", ""),
    ("paragraphs of plain text", Plain, 200, "", PARAGRAPH, ""),
    ("rules of plain text", Plain, 300, PARAGRAPH, "---\n\n", ""),
    ("rules on lines of plain text", Plain, 300, PARAGRAPH, "---\n", ""),
    ("dashes in plain text", Plain, 500, PARAGRAPH, "a -- b — c --- ", ""),
    ("bullets", Plain, 300, PARAGRAPH, "- item of the list\n", ""),
    ("bullets on lines of their own", Plain, 200, PARAGRAPH, "•\nitem of the list\n", ""),
    ("bullets that trail", Plain, 200, PARAGRAPH, "item of the list. •\n", ""),
    ("numbers", Plain, 200, PARAGRAPH, "1. item of the list\n", ""),
    ("labels", Plain, 150, PARAGRAPH, "Label here: Some words that follow after it.\n\n", ""),
    ("different labels", Plain, 150, PARAGRAPH, "Label #: Some words that follow after it.\n\n", ""),
    ("facts", Plain, 150, PARAGRAPH, "WHO: some words that follow it.\n", ""),
    ("speakers", Plain, 100, PARAGRAPH, "Ana Ruiz, mayor:\n\n“We go on with it and that is that.”\n\n", ""),
    ("speakers on one line", Plain, 100, PARAGRAPH, "Ana Ruiz, mayor: “We go on with it and that is that.”\n\n", ""),
    ("quotations", Plain, 150, PARAGRAPH, "“We go on with it and that is all there is.”\n\n", ""),
    ("quotations that never close", Plain, 150, PARAGRAPH, "“We go on with it and that is all there is.\n\n", ""),
    ("quotation marks in plain text", Plain, 300, "", "“We go on,” she said. ", ""),
    ("nested quotation marks", Plain, 1000, PARAGRAPH, "“a” - ", ""),
    ("questions", Plain, 150, PARAGRAPH, "Q: What is it?\n\nA: It is that and nothing else.\n\n", ""),
    ("boxes of takeaways", Plain, 100, PARAGRAPH, "Key takeaways\n\n- item of the list\n- another one of it\n\n", ""),
    ("equal subheads", Plain, 100, "", "The harbour board met on Monday and said that fares stay as they are.\n\nUpdate\n\n", ""),
    ("pull-quotes of plain text", Plain, 60, "", "The board of number # said that it would raise the fees at quay # again.\n\nThe vote came late, after hours of talk in the old house.\n\n“it would raise the fees at quay # again”\n\n", ""),
    ("one paragraph of plain text", Plain, 500, "", "The board met on it. ", ""),
    ("a wrapped paragraph", Plain, 300, "", "The board met on Monday in the old customs house by the quay, and\n", ""),
    ("a wrapped paragraph of capitals", Plain, 300, PARAGRAPH, "THE BOARD MET ON MONDAY IN THE OLD CUSTOMS HOUSE BY THE QUAY, AND\n", ""),
    ("short lines", Plain, 400, "", "Board\n", ""),
    ("verse", Plain, 300, PARAGRAPH, "The ice is gone,\nthe gulls are back,\n", ""),
    ("credits of pictures", Plain, 200, PARAGRAPH, "Photo: Ana Ruiz/Wire\n\n", ""),
    ("titles of other stories", Plain, 200, PARAGRAPH, "Read more\n\nA headline of another story\n\n", ""),
    ("corrections of plain text", Plain, 100, PARAGRAPH, "Correction: An earlier version said four.\n\n", ""),
    ("words of a web page", Plain, 200, PARAGRAPH, "Share\n\nLogin\n\n", ""),
    ("bylines", Plain, 100, "", "By Ada Quill#\n", ""),
    ("credits at the end", Plain, 100, PARAGRAPH, "Reporting by Ada Quill\n\n", ""),
    ("datelines", Plain, 150, "", "LONDON (Wire) - The board met on Monday and that was all of it.\n\n", ""),
    ("marks of the end", Plain, 200, PARAGRAPH, "-30-\n\n", ""),
    ("rows of hashes", Plain, 200, PARAGRAPH, "###\n\n", ""),
    ("notes to editors", Plain, 150, PARAGRAPH, "Notes to editors\n\nSome note on the desk here.\n\n", ""),
    ("a long word of plain text", Plain, 3000, "", "aaaa", ""),
    ("spaces", Plain, 5000, "a", " ", "b"),
    ("Chinese in plain text", Plain, 500, "", "最初の行で、港が閉まる。", ""),
    ("different paragraphs of Chinese", Plain, 150, "", "最初の行#で、港が閉まる。\n\n", ""),
];

fn text(construct: &Construct, count: usize) -> String {
    let (_, _, _, head, piece, tail) = construct;
    let mut text = (*head).to_owned();
    for nth in 0..count {
        text.push_str(&piece.replace('#', &nth.to_string()).replace('@', &(nth + 1).to_string()));
    }
    text + tail
}

/// Writes a paper with one story, which has `count` of a construct.
fn paper(root: &Path, construct: &Construct, count: usize) {
    drop(std::fs::remove_dir_all(root));
    std::fs::create_dir_all(root.join("content/city")).expect("a folder");
    let put = |path: &str, text: &str| std::fs::write(root.join(path), text).expect("a file of the paper");
    let mut settings = made::settings("search = true\ntext_edition = true");
    let repeated = text(construct, count);
    let head = "+++\nheadline = \"A story\"\ndate = 2026-03-01\n";
    match construct.1 {
        Markdown => put("content/city/a.md", &format!("{head}+++\n{repeated}\n")),
        Plain => put("content/city/2026-03-01-a.txt", &format!("A headline of it\n\n{repeated}\n")),
        Fields => {
            let body: String = (0..count).map(|nth| "Paragraph number # of them all.\n\n".replace('#', &nth.to_string())).collect();
            put("content/city/a.md", &format!("{head}{repeated}\n+++\n{body}"));
        }
        Settings => {
            settings.push('\n');
            settings.push_str(&repeated);
            put("content/city/a.md", &format!("{head}redirect_from = [\"/o{count}/\"]\n+++\nCopy.\n"));
        }
    }
    put("content/held.md", "+++\nheadline = \"Held\"\ndate = 2026-03-01\ndraft = true\n+++\nCopy.\n");
    put("config.toml", &settings);
}

/// How much longer four times as many may take than twice as many.
const DOUBLED: f64 = 2.3;

/// What takes less processor time than this grows for other reasons.
const SHORT: f64 = 0.004;

#[test]
fn no_construct_is_quadratic() {
    let _turn = alone();
    let only = std::env::var("CONSTRUCT").unwrap_or_default();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("constructs");
    let root = home.join("a");
    let mut faults = Vec::new();
    for construct in CONSTRUCTS.iter().filter(|construct| construct.0.contains(&only)) {
        let (name, _, count, ..) = *construct;
        let build = |count: usize| {
            paper(&root, construct, count);
            let order = order(&root);
            pool.install(|| {
                let begun = processor_time();
                let (work, report) = work(|| press::build(&order, &Stages::default()));
                drop(report);
                (work, begun.and_then(|begun| processor_time().map(|end| end - begun)))
            })
        };
        // What is made once in a process is made before anything is counted.
        build(count / 4);
        let [one, two, four] = [count, count * 2, count * 4].map(build);
        let allocations = std::panic::catch_unwind(|| hold(name, [one.0, two.0, four.0]));
        if allocations.is_err() {
            faults.push(format!("{name}: N allocate {:?}, 2 N {:?}, 4 N {:?}", one.0, two.0, four.0));
        }
        let (Some(mut least_two), Some(mut least_four)) = (two.1, four.1) else { continue };
        let grown = |two: f64, four: f64| four > SHORT && four > two * DOUBLED;
        for _ in 0..12 {
            if !grown(least_two, least_four) {
                break;
            }
            least_two = build(count * 2).1.map_or(least_two, |time| time.min(least_two));
            least_four = build(count * 4).1.map_or(least_four, |time| time.min(least_four));
        }
        println!("{name}: {:.4} s, {:.4} s, x {:.2}", least_two, least_four, least_four / least_two);
        if grown(least_two, least_four) {
            faults.push(format!(
                "{name}: twice as many take {:.2} times as long ({least_two:.4} s, {least_four:.4} s)",
                least_four / least_two
            ));
        }
    }
    drop(std::fs::remove_dir_all(&home));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
