//! Feeds, sitemaps and structured data, read back from what the binary prints.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::Event;
use serde_json::Value;

const CONFIG: &str = r#"
title = "The Merrivale Courier"
base_url = "https://news.example/courier"
language = "en-GB"
timezone = "America/New_York"
[feeds]
limit = 3
hubs = ["https://hub.example/"]
[policies]
corrections = "/about/"
[organisation]
same_as = ["https://social.example/@courier"]
email = "desk@news.example"
"#;

const STORY: &str = r#"+++
headline = 'Fish & "Chips" *row* at </script><x>Neil</x>'
dek = "Five < six, said [the clerk](/about/)."
date = 2026-03-09
updated = 2026-03-10T07:00:00
authors = ["Ada Quill", { name = "Ben Ó Dálaigh", role = "photos" }, { name = "Cy Rede", role = "edited" }]
topics = ["R&D", "Harbour"]
series = "The harbour"
dateline = "Merrivale"
takeaways = [{ label = "When", text = "Daily from **March**." }, { text = "See [the plan](../plan/)." }]
pull_quotes = [{ text = "nobody had counted the boats", by = "Mara Voss" }]
sources = [{ title = "The survey", url = "https://else.example/survey" }]

[image]
src = "pier.png"
alt = "A pier"
caption = "The pier *at dusk*."
credit = "Ada Quill"

[[corrections]]
date = 2026-03-10
text = "It is 468, not 486."
+++

In <b id="note">March</b> nobody had counted the boats, and ]]> was typed. [Here](#note), [asked](?a=1&b=2), [mail](mailto:desk@news.example).

> We counted twice.
>
> — Mara Voss, Harbour master

> [!pullquote] Mara Voss
> Something that is said nowhere else.

<img src="pier.png" srcset="pier.png 1x, /big.png 2x" alt="" onerror="x()">
"#;

/// A paper in a folder of its own.
struct Paper {
    root: PathBuf,
}

impl Paper {
    fn new(name: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("feeds").join(name);
        let _ = fs::remove_dir_all(&root);
        let paper = Paper { root };
        paper.write("config.toml", CONFIG);
        paper.write("content/about.md", "# About\n\nA paper.\n");
        paper.write("content/city/fish/index.md", STORY);
        paper.write("content/city/plan.md", "+++\ntitle = \"The plan\"\ndate = 2026-03-08T08:00:00\ntopics = [\"Harbour\"]\n+++\nText.\n");
        // The head of a PNG file: 1200 by 675.
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend([0, 0, 4, 176, 0, 0, 2, 163, 8, 2, 0, 0, 0]);
        paper.write_bytes("content/city/fish/pier.png", &png);
        paper.write_bytes("static/big.png", &png);
        paper
    }

    fn write(&self, path: &str, text: &str) {
        self.write_bytes(path, text.as_bytes());
    }

    fn write_bytes(&self, path: &str, bytes: &[u8]) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        fs::write(path, bytes).expect("the file can be written");
    }

    /// Builds, and gives what was told.
    fn build(&self, more: &[&str]) -> String {
        self.build_at("2026-03-10T12:00:00Z", more)
    }

    fn build_at(&self, now: &str, more: &[&str]) -> String {
        let out = Command::new(env!("CARGO_BIN_EXE_newsprint"))
            .args(["build", "--now", now, "--root"])
            .arg(&self.root)
            .args(more)
            .output()
            .expect("the binary runs");
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8_lossy(&out.stderr).into_owned()
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.join("public").join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn has(&self, path: &str) -> bool {
        self.root.join("public").join(path).exists()
    }

    fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.read(path)).expect("JSON")
    }

    /// The graph of a page.
    fn graph(&self, path: &str) -> Vec<Value> {
        let html = self.read(path);
        assert_eq!(html.matches("<script").count(), 1, "{path}");
        let (_, rest) = html.split_once("<script type=\"application/ld+json\">").expect("a script element");
        let (text, _) = rest.split_once("</script>").expect("its end");
        assert!(!text.contains('<'), "{text}");
        let value: Value = serde_json::from_str(text).expect("JSON");
        assert_eq!(value["@context"], "https://schema.org");
        value["@graph"].as_array().expect("a list").clone()
    }

    fn files(&self, ending: &str) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.root.join("public")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.to_string_lossy().ends_with(ending) {
                    found.push(path);
                }
            }
        }
        found.sort();
        found
    }
}

/// Reads XML strictly: every element's own text, by name, in order, decoded once.
fn texts(xml: &str) -> BTreeMap<String, Vec<String>> {
    let legal = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..);
    assert!(xml.chars().all(legal), "a character that XML forbids");
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut open: Vec<(String, String)> = Vec::new();
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(start) => {
                for attribute in start.attributes() {
                    attribute.expect("an attribute, once");
                }
                open.push((start.name().as_ref().to_owned(), String::new()));
            }
            Event::Empty(start) => {
                for attribute in start.attributes() {
                    let attribute = attribute.expect("an attribute, once");
                    let key = format!("{}@{}", start.name().as_ref(), attribute.key.as_ref());
                    found.entry(key).or_default().push(attribute.value.to_string());
                }
            }
            Event::Text(text) => {
                if let Some((_, own)) = open.last_mut() {
                    own.push_str(&text.xml10_content());
                }
            }
            Event::GeneralRef(reference) => {
                let name: &str = &reference;
                if let Some((_, own)) = open.last_mut() {
                    match reference.resolve_char_ref().expect("a character") {
                        Some(c) => own.push(c),
                        None => own.push_str(resolve_xml_entity(name).expect("one of the five")),
                    }
                }
            }
            Event::End(_) => {
                let (name, text) = open.pop().expect("an open element");
                found.entry(name).or_default().push(text);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty());
    found
}

/// Walks a value: every type one string, nothing empty, every address absolute.
fn sound(value: &Value, key: &str) {
    match value {
        Value::Null => panic!("{key} is null"),
        Value::String(text) => {
            assert!(!text.is_empty(), "{key} is empty");
            if ["url", "@id", "item", "contentUrl", "mainEntityOfPage", "correctionsPolicy", "sameAs"].contains(&key) {
                assert!(text.starts_with("https://"), "{key}: {text}");
            }
        }
        Value::Array(list) => {
            assert!(!list.is_empty() && key != "@type", "{key}");
            for value in list {
                sound(value, key);
            }
        }
        Value::Object(map) => {
            assert!(!map.is_empty(), "{key} is empty");
            for (key, value) in map {
                sound(value, key);
            }
        }
        _ => {}
    }
}

const HEADLINE: &str = "Fish & “Chips” row at </script><x>Neil</x>";

#[test]
fn everything_can_be_read_and_nothing_travels_that_should_not() {
    let paper = Paper::new("read");
    paper.build(&[]);
    for path in paper.files(".xml") {
        texts(&fs::read_to_string(path).expect("text"));
    }
    for path in paper.files(".json") {
        serde_json::from_str::<Value>(&fs::read_to_string(path).expect("text")).expect("JSON");
    }
    let rss = texts(&paper.read("feed.xml"));
    let atom = texts(&paper.read("atom.xml"));
    let json = paper.json("feed.json");
    assert_eq!(rss["title"], ["The Merrivale Courier", HEADLINE, "The plan"]);
    assert_eq!(atom["title"], ["The Merrivale Courier", HEADLINE, "The plan"]);
    assert_eq!(json["items"][0]["title"], HEADLINE);
    let html = &rss["content:encoded"][0];
    assert_eq!(html, &atom["content"][0]);
    assert_eq!(html, json["items"][0]["content_html"].as_str().expect("text"));
    for part in [
        "<p><em>Five &lt; six, said <a href=\"https://news.example/courier/about/\">the clerk</a>.</em></p>",
        "<img src=\"https://news.example/courier/city/fish/pier.png\" alt=\"A pier\" width=\"1200\" height=\"675\"><figcaption>The pier <em>at dusk</em>. Ada Quill</figcaption>",
        "<strong>When: </strong>",
        "href=\"https://news.example/courier/city/plan/\"",
        "and ]]&gt; was typed",
        "href=\"https://news.example/courier/city/fish/#note\"",
        "href=\"https://news.example/courier/city/fish/?a=1&amp;b=2\"",
        "href=\"mailto:desk@news.example\"",
        "srcset=\"https://news.example/courier/city/fish/pier.png 1x, https://news.example/courier/big.png 2x\"",
        "We counted twice.",
        "Something that is said nowhere else.",
        "<p><strong>Correction</strong> (<time datetime=\"2026-03-10\">10 March 2026</time>): It is 468, not 486.</p>",
        "<a href=\"https://else.example/survey\">The survey</a>",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert_eq!(html.matches("nobody had counted the boats").count(), 1, "{html}");
    for part in [" class=", "<script", " onerror", " id=", "aria-", "<aside"] {
        assert!(!html.contains(part), "{part} in {html}");
    }
}

#[test]
fn feeds_say_what_they_must() {
    let paper = Paper::new("say");
    paper.build(&[]);
    let rss = texts(&paper.read("feed.xml"));
    assert_eq!(rss["language"], ["en-GB"]);
    assert_eq!(rss["pubDate"], ["Mon, 09 Mar 2026 00:00:00 -0400", "Sun, 08 Mar 2026 08:00:00 -0400"]);
    assert_eq!(rss["lastBuildDate"], ["Tue, 10 Mar 2026 07:00:00 -0400"]);
    assert_eq!(rss["dc:creator"], ["Ada Quill"]);
    assert_eq!(rss["category"], ["City", "R&D", "Harbour", "City", "Harbour"]);
    assert_eq!(rss["atom:link@href"], ["https://news.example/courier/feed.xml", "https://hub.example/"]);
    assert_eq!(rss["media:description"], ["The pier at dusk."]);
    let atom = texts(&paper.read("atom.xml"));
    assert_eq!(atom["id"][1], "tag:news.example,2026:/courier/city/fish/");
    assert_eq!(atom["updated"], ["2026-03-10T07:00:00-04:00", "2026-03-10T07:00:00-04:00", "2026-03-08T08:00:00-04:00"]);
    assert_eq!(atom["name"], ["The Merrivale Courier", "Ada Quill", "Ben Ó Dálaigh", "Cy Rede"]);
    let json = paper.json("feed.json");
    assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(json["feed_url"], "https://news.example/courier/feed.json");
    assert_eq!(json["items"][0]["_newsprint"]["takeaways"][0]["label"], "When");
    sound(&json, "feed");
    for list in ["city", "topics/r-and-d", "topics/harbour", "authors/ada-quill", "series/the-harbour"] {
        for file in ["feed.xml", "atom.xml", "feed.json"] {
            assert!(paper.has(&format!("{list}/{file}")), "{list}/{file}");
        }
    }
    assert_eq!(texts(&paper.read("topics/r-and-d/feed.xml"))["guid"].len(), 1);
    let page = paper.read("city/index.html");
    assert!(page.contains("<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/courier/city/feed.xml\""), "{page}");
}

#[test]
fn a_story_keeps_its_id() {
    let ids = |paper: &Paper| -> Vec<String> {
        let mut ids = texts(&paper.read("feed.xml"))["guid"].clone();
        ids.extend(texts(&paper.read("atom.xml"))["id"].clone());
        ids.extend(paper.json("feed.json")["items"].as_array().expect("a list").iter().map(|item| item["id"].to_string()));
        ids
    };
    let paper = Paper::new("ids");
    let story = |more: &str| format!("+++\ntitle = \"Deal\"\ndate = 2026-03-09T08:00:00\nid = \"courier-0412\"\n{more}+++\nText.\n");
    paper.write("content/city/deal.md", &story(""));
    paper.build(&[]);
    let before = ids(&paper);
    assert!(before.contains(&"courier-0412".to_owned()) && before.contains(&"tag:news.example,2026:courier-0412".to_owned()), "{before:?}");
    // Another slug, another scheme; the story without an id of its own names its first address.
    paper.write("content/city/deal.md", &story("slug = \"deal-signed\"\naliases = [\"/city/deal/\"]\n"));
    paper.write(
        "content/city/plan.md",
        "+++\ntitle = \"The plan\"\ndate = 2026-03-08T08:00:00\nslug = \"the-plan\"\naliases = [\"/city/plan/\"]\n+++\nText.\n",
    );
    paper.write("content/city/fish/index.md", &STORY.replace("(../plan/)", "(../the-plan/)"));
    paper.build(&["--base-url", "http://news.example/courier/"]);
    assert_eq!(ids(&paper), before);
    assert!(paper.read("feed.xml").contains("<link>http://news.example/courier/city/deal-signed/</link>"));
    // One id for two stories is told.
    paper.write("content/city/other.md", &story(""));
    assert!(paper.build(&[]).contains("warning[id-twice]"));
}

#[test]
fn the_news_sitemap_holds_two_days_of_the_papers_own_work() {
    let paper = Paper::new("news");
    let story = |date: &str, more: &str| format!("+++\ntitle = \"News & {date}\"\ndate = {date}\n{more}+++\nText.\n");
    paper.write("content/city/in.md", &story("2026-03-08T12:01:00Z", "language = \"zh-Hant\"\n"));
    paper.write("content/city/off.md", &story("2026-03-09T02:00:00+13:00", ""));
    paper.write("content/city/out.md", &story("2026-03-08T11:59:00Z", ""));
    paper.write("content/city/paid.md", &story("2026-03-10T08:00:00Z", "kind = \"sponsored\"\n"));
    paper.write("content/city/sent.md", &story("2026-03-10T08:00:00Z", "kind = \"press-release\"\n"));
    paper.write("content/city/later.md", &story("2026-03-10T13:00:00Z", ""));
    paper.build(&[]);
    let news = texts(&paper.read("sitemap-news.xml"));
    assert_eq!(
        news["loc"].iter().map(|loc| loc.trim_start_matches("https://news.example/courier/city/")).collect::<Vec<_>>(),
        ["fish/", "off/", "in/", "plan/"]
    );
    assert_eq!(news["news:title"][1], "News & 2026-03-09T02:00:00+13:00");
    assert_eq!(news["news:language"], ["en", "en", "zh-tw", "en"]);
    assert_eq!(news["news:name"][0], "The Merrivale Courier");
    assert_eq!(news["news:publication_date"][1], "2026-03-08T09:00:00-04:00");
    // Two days later nothing is news, and the file is still there.
    paper.build_at("2026-04-10T12:00:00Z", &[]);
    assert!(!texts(&paper.read("sitemap-news.xml")).contains_key("loc"));
}

#[test]
fn sitemaps_say_when_things_really_changed() {
    let paper = Paper::new("sitemap");
    paper.write("content/city/old.md", "+++\ntitle = \"Old\"\ndate = 2026-01-05T08:00:00Z\nupdated = 2026-03-10T10:00:00Z\n+++\nText.\n");
    paper.build(&[]);
    let index = texts(&paper.read("sitemap.xml"));
    assert_eq!(index["loc"], ["2026-03", "2026-01", "pages"].map(|name| format!("https://news.example/courier/sitemaps/{name}.xml")));
    let month = texts(&paper.read("sitemaps/2026-03.xml"));
    assert_eq!(month["loc"], ["https://news.example/courier/city/fish/", "https://news.example/courier/city/plan/"]);
    assert_eq!(month["image:loc"], ["https://news.example/courier/city/fish/pier.png"]);
    assert_eq!(texts(&paper.read("sitemaps/2026-01.xml"))["lastmod"], ["2026-03-10T06:00:00-04:00"]);
    let pages = paper.read("sitemaps/pages.xml");
    assert!(pages.contains("<url><loc>https://news.example/courier/about/</loc>\n</url>"), "{pages}");
    assert!(pages.contains("<loc>https://news.example/courier/city/</loc>\n<lastmod>2026-03-09T00:00:00-04:00</lastmod>"), "{pages}");
    // Another build at another time changes nothing.
    let all = |paper: &Paper| {
        paper
            .files(".xml")
            .iter()
            .filter(|path| !path.ends_with("sitemap-news.xml"))
            .map(|path| fs::read(path).expect("bytes"))
            .collect::<Vec<_>>()
    };
    let before = all(&paper);
    paper.build_at("2026-03-10T13:00:00Z", &[]);
    assert_eq!(all(&paper), before);
}

#[test]
fn a_robots_txt_of_the_papers_own_wins() {
    let paper = Paper::new("robots");
    paper.build(&[]);
    let robots = paper.read("robots.txt");
    assert!(
        robots.contains("Sitemap: https://news.example/courier/sitemap.xml\n")
            && robots.contains("Sitemap: https://news.example/courier/sitemap-news.xml\n"),
        "{robots}"
    );
    paper.write("static/robots.txt", "User-agent: x\nDisallow: /\n");
    paper.build(&["--strict"]);
    assert_eq!(paper.read("robots.txt"), "User-agent: x\nDisallow: /\n");
}

#[test]
fn structured_data_is_sound() {
    let paper = Paper::new("graph");
    paper.write(
        "content/city/view.md",
        "+++\ntitle = \"A view\"\ndate = 2026-03-07T08:00:00\nkind = \"opinion\"\nauthors = [\"The Merrivale Courier\"]\n+++\nText.\n",
    );
    paper.build(&[]);
    for page in
        ["index.html", "city/index.html", "about/index.html", "city/fish/index.html", "city/view/index.html", "city/plan/index.html"]
    {
        for node in paper.graph(page) {
            sound(&node, page);
        }
    }
    let fish = &paper.graph("city/fish/index.html")[0];
    assert_eq!(fish["@type"], "NewsArticle");
    assert_eq!(fish["headline"], HEADLINE);
    assert_eq!(fish["datePublished"], "2026-03-09T00:00:00-04:00");
    assert_eq!(fish["dateModified"], "2026-03-10T07:00:00-04:00");
    assert_eq!(fish["author"][0]["name"], "Ada Quill");
    assert_eq!(fish["contributor"][0]["name"], "Ben Ó Dálaigh");
    assert_eq!(fish["editor"][0]["name"], "Cy Rede");
    assert_eq!(fish["image"][0]["width"], 1200);
    assert_eq!(fish["image"][0]["creditText"], "Ada Quill");
    assert_eq!(fish["correction"][0]["@type"], "CorrectionComment");
    assert_eq!(fish["citation"][0]["url"], "https://else.example/survey");
    assert_eq!(fish["publisher"]["correctionsPolicy"], "https://news.example/courier/about/");
    assert_eq!(fish["keywords"][0], "R&D");
    let view = &paper.graph("city/view/index.html")[0];
    assert_eq!(view["@type"], "OpinionNewsArticle");
    assert_eq!(view["author"][0]["@type"], "NewsMediaOrganization");
    let trail = &paper.graph("city/fish/index.html")[1];
    assert_eq!(trail["itemListElement"].as_array().map(Vec::len), Some(3));
    let front = paper.graph("index.html");
    assert_eq!([&front[0]["@type"], &front[1]["@type"]], ["WebSite", "NewsMediaOrganization"]);
}

#[test]
fn share_cards_say_what_the_page_says() {
    let paper = Paper::new("cards");
    paper.build(&[]);
    let page = paper.read("city/fish/index.html");
    for tag in [
        "<meta property=\"og:title\" content=\"Fish &amp; “Chips” row at &lt;/script&gt;&lt;x&gt;Neil&lt;/x&gt;\">",
        "<meta property=\"og:image\" content=\"https://news.example/courier/city/fish/pier.png\">",
        "<meta property=\"og:image:width\" content=\"1200\">",
        "<meta property=\"og:image:alt\" content=\"A pier\">",
        "<meta property=\"og:locale\" content=\"en_GB\">",
        "<meta property=\"article:published_time\" content=\"2026-03-09T00:00:00-04:00\">",
        "<meta property=\"article:tag\" content=\"R&amp;D\">",
        "<meta property=\"article:tag\" content=\"Harbour\">",
        "<meta name=\"twitter:card\" content=\"summary_large_image\">",
    ] {
        assert!(page.contains(tag), "{tag} in {page}");
    }
    assert!(paper.read("city/index.html").contains("<meta property=\"og:url\" content=\"https://news.example/courier/city/\">"));
    assert!(!paper.read("404.html").contains("og:"));
}
