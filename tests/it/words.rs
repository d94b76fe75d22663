//! No word is moved: the words of generated articles stand in their pages once and in order.
//!
//! Every word of the copy is a word of its own (`q12x`), so where it stands in the page tells everything. Pull-quotes of front
//! matter that repeat the copy are decoration and are left out of the comparison; fresh ones may stand anywhere, whole; those of the
//! body stand where they were written. What has a place of its own (footnotes, takeaways, corrections, sources) is in order in itself. One build holds many articles, since a build has a price.

use std::path::Path;

use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence};

use super::desk::paper::{Piece, put, run, said};
use super::desk::scratch;

/// Articles of one build, at most.
const ARTICLES: usize = 48;

/// A block of the body: which, how long, and how it is written.
#[derive(Clone, Copy)]
struct Shape {
    kind: u8,
    size: usize,
    way: u8,
}

impl std::fmt::Debug for Shape {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "({}, {}, {})", self.kind, self.size, self.way)
    }
}

/// An article to be written.
#[derive(Clone, Debug)]
struct Plan {
    plain: bool,
    body: Vec<Shape>,
    /// Pull-quotes of front matter.
    quotes: Vec<Shape>,
    /// Which fields it has.
    fields: u8,
}

fn plans() -> impl Strategy<Value = Vec<Plan>> {
    let shape = || (any::<u8>(), 1..14_usize, any::<u8>()).prop_map(|(kind, size, way)| Shape { kind, size, way });
    let plan = (any::<bool>(), prop::collection::vec(shape(), 1..12), prop::collection::vec(shape(), 0..5), any::<u8>());
    let plan = plan.prop_map(|(plain, body, quotes, fields)| Plan { plain, body, quotes, fields });
    prop::collection::vec(plan, 1..=ARTICLES)
}

/// Marks of other generators that enclose copy.
const MARKS: [(&str, &str); 8] = [
    ("{{< wrap id=\"a b\" >}}", "{{< /wrap >}}"),
    ("{{% notice %}}", "{{% /notice %}}"),
    ("{% quote() %}", "{% end %}"),
    ("{% capture x %}", "{% endcapture %}"),
    ("[su_box style=\"glass\"]", "[/su_box]"),
    ("<!-- wp:group {\"a\":1} -->", "<!-- /wp:group -->"),
    ("{{<box/large>}}", "{{</box/large>}}"),
    ("{::nomarkdown}", "{:/}"),
];

/// Gives out words, each once.
#[derive(Default)]
struct Pen {
    given: usize,
    /// The words of the paragraphs so far, for quotes.
    paragraphs: Vec<Vec<String>>,
    notes: Vec<String>,
}

impl Pen {
    fn words(&mut self, count: usize) -> Vec<String> {
        self.given += count;
        (self.given - count..self.given).map(|n| format!("q{n}x")).collect()
    }

    fn text(&mut self, count: usize) -> String {
        self.words(count).join(" ")
    }

    /// Words that stand in a paragraph in this order.
    fn repeat(&self, shape: Shape) -> Option<String> {
        let paragraph = self.paragraphs.get(usize::from(shape.way) % self.paragraphs.len().max(1))?;
        let from = usize::from(shape.kind) % paragraph.len();
        let to = (from + 3 + shape.size).min(paragraph.len());
        (to - from >= 3).then(|| paragraph[from..to].join(" "))
    }

    /// A paragraph in which something is marked up.
    fn paragraph(&mut self, shape: Shape) -> String {
        let words = self.words(shape.size + 6);
        let mut set: Vec<String> = words.clone();
        let at = usize::from(shape.kind) % (set.len() - 1);
        match shape.way % 14 {
            1 => set[at] = format!("*{}*", set[at]),
            2 => {
                set[at] = format!("**{}", set[at]);
                set[at + 1] = format!("{}**", set[at + 1]);
            }
            3 => set[at] = format!("[{}](https://x.example/a_b)", set[at]),
            4 => set[at] = format!("`{}`", set[at]),
            5 => {
                set[at] = format!("\"{}", set[at]);
                set[at + 1] = format!("{}\"", set[at + 1]);
            }
            6 => set[at] = format!("<b>{}</b>", set[at]),
            7 => set[at] = format!("{}\\\n", set[at]),
            8 => {
                let label = format!("n{}", self.notes.len());
                set[at] = format!("{}[^{label}]", set[at]);
                let text = self.text(3);
                self.notes.push(format!("[^{label}]: {text}\n"));
            }
            9 => set[at] = format!("~~{}~~", set[at]),
            10 => set[at] = format!("{} <br>", set[at]),
            11 => set[at] = format!("{} -- {{{{ 1 + 1 }}}}...", set[at]),
            12 => set[at] = format!("***{}*** and <span title=\"t\">it</span>", set[at]),
            13 => set[at] = format!("{}\n", set[at]),
            _ => {}
        }
        // Marks and words between those of a quote make it another one.
        if !matches!(shape.way % 14, 5 | 11 | 12) {
            self.paragraphs.push(words);
        }
        format!("{}.", set.join(" "))
    }

    fn markdown(&mut self, shape: Shape) -> String {
        let n = shape.size % 4 + 1;
        let lines = |pen: &mut Pen, before: &str| -> String { (0..n).map(|_| format!("{before}{}\n", pen.text(2))).collect() };
        match shape.kind % 24 {
            0 => format!("## {}", self.text(n)),
            1 => lines(self, "- "),
            2 => (1..=n).map(|nth| format!("{nth}. {}\n", self.text(3))).collect(),
            3 => format!("- {}\n  - {}\n\n    {}\n- {}", self.text(2), self.text(2), self.text(2), self.text(1)),
            4 => lines(self, "> "),
            5 => format!("> {}\n>\n> — Ada Quill, {}", self.text(n + 1), self.text(1)),
            6 => {
                let name = ["note", "factbox", "timeline", "qa", "update", "embed", "unheard-of"][usize::from(shape.way) % 7];
                let title = self.text(2);
                let body = format!("> [!{name}] {title}\n> - **{}:** {}\n> - {}\n", self.text(1), self.text(2), self.text(2));
                // An embed has its title below it.
                if name == "embed" { format!("> [!embed]\n> {}\n", self.text(n)) } else { body }
            }
            7 => format!(
                "| {} | {} |\n|--|--:|\n| {} | {} |\n| {} | 4 |",
                self.text(1),
                self.text(1),
                self.text(1),
                self.text(1),
                self.text(2)
            ),
            8 => format!("```\n{}\n```", lines(self, "  ")),
            9 => format!("<div class=\"a\">\n<p>{}</p>\n\n{}\n\n</div>", self.text(n), self.text(2)),
            10 => format!("{}\n: {}\n: {}", self.text(1), self.text(2), self.text(2)),
            11 => "---".to_owned(),
            12 => format!("![](https://x.example/a.jpg \"{} | {}\")", self.text(2), self.text(1)),
            13 => self.repeat(shape).map_or_else(String::new, |words| format!("> [!pullquote] Ada Quill\n> {words}")),
            14 => format!("> [!pullquote] Bo Ray\n> {}", self.text(n + 2)),
            15 => format!("> [!quote] Bo Ray, cook\n> {}\n>\n> {}", self.text(n), self.text(2)),
            // Marks of other generators go, and what they enclose stays.
            16 => {
                let (open, close) = MARKS[usize::from(shape.way) % MARKS.len()];
                format!("{open}\n{}\n\n- {}\n{close}", self.paragraph(shape), self.text(2))
            }
            17 => {
                let (open, close) = MARKS[usize::from(shape.way) % MARKS.len()];
                format!("{} {open}{} {}{close} {}.", self.text(2), self.text(1), self.text(n), self.text(2))
            }
            18 => format!("{}\n{{: .lead #n{} }}\n\n## {}\n{{: .x}}", self.paragraph(shape), shape.size, self.text(n)),
            19 => format!("{} {{% if x %}}{}{{% else %}}{}{{% endif %}}{{{{ site.title }}}}.", self.text(1), self.text(2), self.text(n)),
            20 => format!("{{% highlight ruby %}}\n{}\n  {}\n{{% endhighlight %}}", self.text(2), self.text(n)),
            _ => self.paragraph(shape),
        }
    }

    fn sentence(&mut self, count: usize) -> String {
        let words = self.words(count);
        let text = words.join(" ");
        format!("Q{}.", &text[1..])
    }

    fn plain(&mut self, shape: Shape) -> String {
        let n = shape.size % 3 + 2;
        let lines = |pen: &mut Pen, mark: &str| -> String { (0..n).map(|_| format!("{mark}{}\n", pen.sentence(4))).collect() };
        match shape.kind % 14 {
            0 => self.sentence(3).trim_end_matches('.').to_owned(),
            1 => lines(self, "- "),
            2 => lines(self, "• "),
            3 => (1..=n).map(|nth| format!("{nth}. {}\n", self.sentence(4))).collect(),
            4 => format!("Q: {}\n\nA: {}", self.sentence(4).replace('.', "?"), self.sentence(8)),
            5 => format!("Ana Ruiz, harbour master:\n\n“{}”", self.sentence(6)),
            6 => "* * *".to_owned(),
            // Fewer words than five are no pull-quote.
            7 => self
                .repeat(shape)
                .filter(|words| words.split(' ').count() >= 5)
                .map_or_else(String::new, |words| format!("“Q{}”\n\nAna Ruiz", &words[1..])),
            8 => (0..=n).map(|nth| format!("Label {}: {}\n", ["one", "two", "three", "four", "five"][nth % 5], self.sentence(5))).collect(),
            9 => format!("Why it matters: {}", self.sentence(6)),
            _ => {
                let words = self.words(shape.size + 12);
                let half = words.len() / 2;
                let text = format!("Q{}. Q{}.", &words[..half].join(" ")[1..], &words[half..].join(" ")[1..]);
                // A quote across the stop would need one too.
                self.paragraphs.extend([words[..half].to_vec(), words[half..].to_vec()]);
                text
            }
        }
    }
}

/// An article: its file, and runs of words that must stand in the page in this order.
struct Written {
    text: String,
    runs: Vec<Vec<String>>,
}

/// The words of a text that the pen gave.
fn tokens(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .map(str::to_ascii_lowercase)
        .filter(|word| {
            word.len() > 2 && word.starts_with('q') && word.ends_with('x') && word[1..word.len() - 1].bytes().all(|b| b.is_ascii_digit())
        })
        .collect()
}

fn write(plan: &Plan) -> Written {
    let mut pen = Pen::default();
    let mut body: Vec<String> = Vec::new();
    let mut of_body: Vec<String> = Vec::new();
    for shape in &plan.body {
        let block = if plan.plain { pen.plain(*shape) } else { pen.markdown(*shape) };
        of_body.extend(tokens(&block));
        body.push(block);
    }
    let mut fields = format!("headline = \"{}\"\ndate = 2026-03-09\n", pen.text(3));
    let mut runs = vec![of_body, tokens(&fields)];
    let mut field = |bit: u8, text: String, runs: &mut Vec<Vec<String>>| {
        if plan.fields & bit != 0 {
            runs.push(tokens(&text));
            fields.push_str(&text);
        }
    };
    field(1, format!("dek = \"{} *{}*\"\n", pen.text(3), pen.text(1)), &mut runs);
    field(2, format!("takeaways = [\"{}\", {{ label = \"{}\", text = \"{}\" }}]\n", pen.text(3), pen.text(1), pen.text(2)), &mut runs);
    field(4, format!("corrections = [{{ date = 2026-03-09, text = \"{}\" }}]\n", pen.text(4)), &mut runs);
    field(8, format!("sources = [\"{}\", {{ title = \"{}\", url = \"https://x.example/\" }}]\n", pen.text(2), pen.text(2)), &mut runs);
    field(16, format!("kicker = \"{}\"\n", pen.text(1)), &mut runs);
    let mut quotes: Vec<String> = Vec::new();
    for shape in &plan.quotes {
        let after = if shape.size % 3 == 0 { format!(", after = {}", shape.way % 6) } else { String::new() };
        let repeat = if shape.way % 4 == 0 { None } else { pen.repeat(*shape) };
        let words = repeat.unwrap_or_else(|| {
            let fresh = pen.words(4);
            runs.push(fresh.clone());
            fresh.join(" ")
        });
        quotes.push(format!("{{ text = \"{words}\", by = \"{BY}\"{after} }}"));
    }
    fields.push_str(&format!("pull_quotes = [{}]\n", quotes.join(", ")));
    runs.extend(pen.notes.iter().map(|note| tokens(note)));
    let notes = pen.notes.concat();
    Written { text: format!("+++\n{fields}+++\n{}\n\n{notes}", body.join("\n\n")), runs }
}

/// Who says the pull-quotes of front matter.
const BY: &str = "Fern Moss";

/// The words of a page, without pull-quotes of front matter that repeat the copy.
fn printed(html: &str) -> Vec<String> {
    let article = html.find("<article").map_or("", |at| &html[at..]);
    let article = article.find("</article>").map_or(article, |end| &article[..end]);
    let mut text = String::new();
    let mut rest = article;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with("<aside class=\"pull\" aria-hidden=\"true\"") {
            let (aside, after) = rest.split_at(rest.find("</aside>").unwrap_or(rest.len()));
            if aside.contains(BY) {
                rest = after;
            }
        }
        text.push(' ');
        rest = rest.find('>').map_or("", |end| &rest[end + 1..]);
    }
    text.push_str(rest);
    tokens(&text)
}

/// What is wrong with a page, if anything is.
fn fault(written: &Written, html: &str) -> Option<String> {
    let page = printed(html);
    written.runs.iter().find_map(|run| {
        let of_page: Vec<&String> = page.iter().filter(|word| run.contains(word)).collect();
        (of_page != run.iter().collect::<Vec<_>>()).then(|| format!("should be {run:?}\n      are {of_page:?}"))
    })
}

proptest! {
    #![proptest_config(Config {
        cases: std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(8),
        max_shrink_iters: 200,
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..Config::default()
    })]

    #[test]
    fn words_of_generated_articles_stand_in_their_pages_once_and_in_order(plans in plans()) {
        let marked: Vec<Plan> = plans.into_iter().map(|plan| Plan { plain: false, ..plan }).collect();
        hold(&marked, "words")?;
    }

    #[test]
    fn so_do_those_of_plain_text(plans in plans()) {
        hold(&plans, "words-plain")?;
    }
}

/// Builds the articles and looks at their pages.
fn hold(plans: &[Plan], name: &str) -> Result<(), TestCaseError> {
    let root = scratch(name);
    drop(std::fs::remove_dir_all(&root));
    put(&root, "config.toml", &Piece::Bytes(b"title = \"T\"\nbase_url = \"https://t.example/\"\nsearch = false\n".to_vec()));
    let articles: Vec<Written> = plans.iter().map(write).collect();
    for (nth, (plan, written)) in plans.iter().zip(&articles).enumerate() {
        let ending = if plan.plain { "txt" } else { "md" };
        put(&root, &format!("content/city/story-{nth}.{ending}"), &Piece::Bytes(written.text.clone().into_bytes()));
    }
    let output = run(&root, &["build", "--now", "2026-03-10T12:00:00Z", "--format", "short"], "UTC");
    prop_assert!(output.status.success(), "{}", said(&output));
    for (nth, written) in articles.iter().enumerate() {
        let page = root.join(format!("public/city/story-{nth}/index.html"));
        let html = std::fs::read_to_string(Path::new(&page)).expect("a page");
        if let Some(fault) = fault(written, &html) {
            return Err(TestCaseError::fail(format!("{fault}\n{}\n{}", written.text, said(&output))));
        }
    }
    Ok(())
}

#[test]
fn two_and_three_quotes_of_front_matter_leave_the_copy_in_order() {
    // Each shape of quotes over five paragraphs: which paragraphs they repeat, in every order.
    let paragraph = Shape { kind: 19, size: 4, way: 0 };
    let root = scratch("words-quotes");
    drop(std::fs::remove_dir_all(&root));
    put(&root, "config.toml", &Piece::Bytes(b"title = \"T\"\nbase_url = \"https://t.example/\"\nsearch = false\n".to_vec()));
    let mut all = Vec::new();
    for one in 0..5_u8 {
        for two in 0..5_u8 {
            for three in [None, Some(0_u8), Some(2), Some(4)] {
                let mut pen = Pen::default();
                let body: Vec<String> = (0..5).map(|_| pen.paragraph(paragraph)).collect();
                let quotes: Vec<String> = [Some(one), Some(two), three]
                    .into_iter()
                    .flatten()
                    .map(|at| format!("{{ text = \"{}\", by = \"{BY}\" }}", pen.paragraphs[usize::from(at)][1..6].join(" ")))
                    .collect();
                let body = body.join("\n\n");
                let text = format!("+++\nheadline = \"H\"\ndate = 2026-03-09\npull_quotes = [{}]\n+++\n{body}\n", quotes.join(", "));
                all.push(Written { runs: vec![tokens(&body)], text });
            }
        }
    }
    for (nth, written) in all.iter().enumerate() {
        put(&root, &format!("content/city/story-{nth}.md"), &Piece::Bytes(written.text.clone().into_bytes()));
    }
    let output = run(&root, &["build", "--now", "2026-03-10T12:00:00Z", "--format", "short"], "UTC");
    assert!(output.status.success(), "{}", said(&output));
    for (nth, written) in all.iter().enumerate() {
        let html = std::fs::read_to_string(root.join(format!("public/city/story-{nth}/index.html"))).expect("a page");
        assert_eq!(html.matches("<aside class=\"pull\"").count(), written.text.matches("\"q").count(), "{}", written.text);
        if let Some(fault) = fault(written, &html) {
            panic!("{fault}\n{}", written.text);
        }
    }
}
