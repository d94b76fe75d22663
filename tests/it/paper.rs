//! Whole papers, built by the program: lists, corrections, old addresses, notices, fronts, the text edition, and that
//! nothing of what is held back gets out.

use crate::desk::chance;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::desk::paper::{Piece, put, run, said, tree};

const CONFIG: &str = "title = \"The Courier\"\nbase_url = \"https://news.example/\"\n";

/// A paper in a folder of its own.
struct Paper {
    root: PathBuf,
}

impl Paper {
    fn new(name: &str, config: &str, files: &[(&str, &str)]) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("paper").join(name);
        let _ = std::fs::remove_dir_all(&root);
        let paper = Paper { root };
        paper.write("config.toml", &format!("{config}{CONFIG}"));
        for (path, text) in files {
            paper.write(path, text);
        }
        paper
    }

    fn write(&self, path: &str, text: &str) {
        put(&self.root, path, &Piece::Bytes(text.as_bytes().to_vec()));
    }

    fn delete(&self, path: &str) {
        std::fs::remove_file(self.root.join(path)).expect("a file of the paper");
    }

    fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Whether the build was good, and what it said.
    fn build(&self, args: &[&str]) -> (bool, String) {
        let mut all = vec!["build", "--format", "short"];
        if !args.contains(&"--now") {
            all.extend(["--now", "2026-03-10T12:00:00Z"]);
        }
        all.extend(args);
        let output = run(&self.root, &all, "UTC");
        (output.status.success(), said(&output))
    }

    fn build_well(&self, args: &[&str]) -> String {
        let (good, said) = self.build(args);
        assert!(good, "{said}");
        said
    }

    fn build_badly(&self, args: &[&str]) -> String {
        let before = tree(&self.root);
        let (good, said) = self.build(args);
        assert!(!good, "this should have failed; it said: {said}");
        assert!(before == tree(&self.root), "a failed build changed something");
        said
    }

    fn output(&self) -> BTreeMap<String, Vec<u8>> {
        tree(&self.root.join("public"))
    }

    fn has(&self, path: &str) -> bool {
        self.root.join("public").join(path).exists()
    }
}

/// A story with front matter of its own.
fn story(headline: &str, date: &str, more: &str, body: &str) -> String {
    format!("+++\nheadline = \"{headline}\"\ndate = {date}\n{more}\n+++\n{body}\n")
}

fn numbered(count: usize) -> Vec<(String, String)> {
    (1..=count)
        .map(|n| {
            let more = "topics = [\"Harbour\"]\nauthors = [\"Ada Quill\"]";
            (
                format!("content/city/p{n:02}.md"),
                story(&format!("Page {n:02}"), &format!("2026-03-{:02}T08:00:00Z", n.min(9)), more, "Copy."),
            )
        })
        .collect()
}

fn borrowed(files: &[(String, String)]) -> Vec<(&str, &str)> {
    files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

#[test]
fn every_list_has_every_story_once_and_each_page_names_itself() {
    let paper = Paper::new("pages", "paginate_by = 4\n", &borrowed(&numbered(13)));
    paper.build_well(&[]);
    for list in ["city", "topics/harbour", "authors/ada-quill", "latest", "archive/2026/03"] {
        let mut found: Vec<String> = Vec::new();
        for (page, before, after) in
            [("", None, Some("p/3/")), ("p/3/", Some(""), Some("p/2/")), ("p/2/", Some("p/3/"), Some("p/1/")), ("p/1/", Some("p/2/"), None)]
        {
            let html = paper.read(&format!("public/{list}/{page}index.html"));
            let link = |rel: &str, page: &str| format!("<link rel=\"{rel}\" href=\"https://news.example/{list}/{page}\">");
            assert!(html.contains(&link("canonical", page)), "{list}/{page}");
            assert_eq!(html.contains("<link rel=\"prev\""), before.is_some(), "{list}/{page}");
            assert!(before.is_none_or(|before| html.contains(&link("prev", before))), "{list}/{page}");
            assert_eq!(html.contains("<link rel=\"next\""), after.is_some(), "{list}/{page}");
            assert!(after.is_none_or(|after| html.contains(&link("next", after))), "{list}/{page}");
            let cards = html.split("<h3").skip(1).filter_map(|card| card.split("href=\"").nth(1)?.split('"').next());
            found.extend(cards.map(str::to_owned));
        }
        found.sort();
        let all: Vec<String> = (1..=13).map(|n| format!("/city/p{n:02}/")).collect();
        assert_eq!(found, all, "{list}");
        assert!(!paper.has(&format!("{list}/p/4")), "{list}");
    }
    // Nine are gone: one page, and nothing of the others.
    for n in 1..=9 {
        paper.delete(&format!("content/city/p{n:02}.md"));
    }
    let said = paper.build_well(&[]);
    assert!(said.contains("9 addresses were published") && said.contains("gone = [\"/city/p01/\", "), "{said}");
    assert!(!paper.has("latest/p") && !paper.has("city/p") && !paper.has("topics/harbour/p"));
    assert!(!paper.read("public/latest/index.html").contains("<nav class=\"pages\""));
}

#[test]
fn an_empty_paper_has_one_page_of_each_list_and_no_pager() {
    let paper = Paper::new("empty", "", &[("content/_index.md", "+++\nheadline = \"The Gazette\"\n+++\n")]);
    paper.build_well(&[]);
    assert!(paper.has("latest/index.html") && paper.has("corrections/index.html"));
    assert!(!paper.has("topics") && !paper.has("authors") && !paper.has("archive") && !paper.has("text") && !paper.has("_redirects"));
    let html = paper.read("public/index.html");
    assert!(!html.contains("/topics/") && !html.contains("/archive/") && html.contains("href=\"/latest/\""));
}

#[test]
fn files_of_others_in_the_output_are_told_and_left_alone() {
    let paper = Paper::new("strangers", "", &[("content/city/a.md", &story("A story", "2026-03-09", "", "Copy."))]);
    paper.build_well(&[]);
    for path in ["zoo/index.html", "coast", "notes.txt/mine.txt"] {
        paper.write(&format!("public/{path}"), "mine");
    }
    for section in ["zoo", "coast"] {
        paper.write(&format!("content/{section}/b.md"), &story(section, "2026-03-09", "", "Copy."));
    }
    paper.write("static/notes.txt", "Notes.");
    let said = paper.build_badly(&[]);
    for (file, help) in [("zoo/index.html: ", "move the file away"), ("coast: ", "move the file away"), ("notes.txt: ", "move them away")] {
        let line = said.lines().find(|line| line.starts_with(file)).unwrap_or_default();
        assert!(line.contains("error[output]: ") && line.contains("not from newsprint") && line.contains(help), "{file}\n{said}");
    }
    assert_eq!(said.lines().count(), 3, "{said}");
    for path in ["zoo/index.html", "coast", "notes.txt/mine.txt"] {
        assert_eq!(paper.read(&format!("public/{path}")), "mine");
        std::fs::remove_file(paper.root.join("public").join(path)).expect("it is there");
    }
    paper.build_well(&[]);
    assert!(paper.has("zoo/index.html") && paper.has("coast/b/index.html") && paper.read("public/notes.txt") == "Notes.");
}

#[test]
fn topics_with_few_stories_are_not_for_search_engines() {
    let mut files = numbered(3);
    files.push(("content/city/rare.md".into(), story("Rare", "2026-03-09", "topics = [\"Otters\"]", "Copy.")));
    let paper = Paper::new("thin", "", &borrowed(&files));
    paper.build_well(&[]);
    assert!(paper.read("public/topics/otters/index.html").contains("<meta name=\"robots\" content=\"noindex\">"));
    assert!(!paper.read("public/topics/harbour/index.html").contains("noindex"));
    let maps = paper.read("public/sitemaps/pages.xml");
    assert!(maps.contains("/topics/harbour/") && !maps.contains("/topics/otters/"));
    let index = paper.read("public/topics/index.html");
    assert!(index.contains("<h2 id=\"letter-h\">H</h2>") && index.contains("/topics/otters/") && index.contains("3 stories"), "{index}");
}

#[test]
fn a_profile_says_who_writes() {
    let paper = Paper::new(
        "profile",
        "",
        &[
            ("content/city/a.md", &story("A", "2026-03-09", "authors = [\"Ada Quill\"]", "Copy.")),
            (
                "content/authors/ada.md",
                "+++\nheadline = \"Ada Quill\"\nrole = \"Harbour reporter\"\nemail = \"ada@news.example\"\nlinks = [\"https://social.example/@ada\", { name = \"Site\", url = \"/about/\" }]\nimage = { src = \"/ada.svg\", alt = \"\" }\n+++\nShe writes about [boats](/city/a/).\n\nAnd *tides*.\n",
            ),
            ("static/ada.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"4\"/>"),
        ],
    );
    paper.build_well(&[]);
    let page = paper.read("public/authors/ada-quill/index.html");
    for part in [
        "<h1>Ada Quill</h1>",
        "Harbour reporter",
        "mailto:ada@news.example",
        ">social.example/@ada</a>",
        "href=\"/about/\"",
        "src=\"/ada.svg\"",
        "<em>tides</em>",
        "href=\"/city/a/\"",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(paper.read("public/city/a/index.html").contains("<a rel=\"author\" href=\"/authors/ada-quill/\">"));
}

#[test]
fn a_series_is_read_from_its_first_part() {
    let part = |n: usize, more: &str| {
        (
            format!("content/city/part{n}.md"),
            story(&format!("Part {n}"), &format!("2026-03-0{n}"), &format!("series = \"The Pier\"\n{more}"), "Copy."),
        )
    };
    let files = [part(1, ""), part(2, "draft = true"), part(3, "")];
    let paper = Paper::new("series", "paginate_by = 1\n", &borrowed(&files));
    paper.build_well(&[]);
    let page = paper.read("public/series/the-pier/index.html");
    let (first, last) = (page.find("href=\"/city/part1/\"").expect("part 1"), page.find("href=\"/city/part3/\"").expect("part 3"));
    assert!(first < last && page.contains("Part 1 of 2") && page.contains("Part 2 of 2") && !page.contains("part2"), "{page}");
    assert!(!paper.has("series/the-pier/p") && !page.contains("<nav class=\"pages\""));
}

#[test]
fn corrections_stand_in_a_ledger_a_feed_and_for_a_day_on_cards() {
    let corrections = "corrections = [\n{ date = 2026-03-10T06:00:00Z, text = \"It was *nine*, not ten.\" },\n{ date = 2026-02-27, text = \"Clearer words.\", kind = \"clarification\" },\n]";
    let files = [
        ("content/city/a.md", story("A story", "2026-02-26", corrections, "Copy.")),
        (
            "content/city/b.md",
            story("Another", "2026-02-25", "corrections = [{ date = 2026-03-10T06:00:00Z, text = \"More.\", kind = \"update\" }]", "Copy."),
        ),
        ("content/how.md", "# How we correct\n\nWe say so.\n".to_owned()),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let paper = Paper::new("corrections", "", &files);
    paper.write("config.toml", &format!("{CONFIG}[policies]\ncorrections = \"/how/\"\n"));
    paper.build_well(&[]);
    let ledger = paper.read("public/corrections/index.html");
    let (march, february) = (ledger.find("<h2>March 2026</h2>").expect("March"), ledger.find("<h2>February 2026</h2>").expect("February"));
    assert!(
        march < february && ledger.contains("href=\"/city/a/#correction-2\"") && ledger.contains("It was <em>nine</em>, not ten."),
        "{ledger}"
    );
    assert!(ledger.contains("<a href=\"/how/\">How we correct</a>") && ledger.contains("href=\"/corrections/feed.xml\""), "{ledger}");
    let feed = paper.read("public/corrections/feed.xml");
    assert!(feed.contains("<title>Correction: A story</title>") && feed.contains("https://news.example/city/a/#correction-2"), "{feed}");
    let marks = |paper: &Paper| paper.read("public/latest/index.html").matches("class=\"corrected\"").count();
    assert_eq!(marks(&paper), 1);
    paper.build_well(&["--now", "2026-03-11T05:59:00Z"]);
    assert_eq!(marks(&paper), 1);
    paper.build_well(&["--now", "2026-03-11T06:00:00Z"]);
    assert_eq!(marks(&paper), 0);
    paper.build_well(&["--now", "2026-03-10T05:59:00Z"]);
    assert_eq!(marks(&paper), 0);
}

#[test]
fn a_moved_story_leaves_a_redirect_and_keeps_its_old_address_in_the_lock() {
    let moved = |slug: &str, more: &str| story("Port deal signed", "2026-03-09T08:00:00Z", &format!("slug = \"{slug}\"\n{more}"), "Copy.");
    let paper = Paper::new("moved", "", &[("content/city/moved.md", &moved("port-deal", "id = \"courier-412\""))]);
    paper.build_well(&[]);
    let lock = paper.read("urls.lock");
    assert!(lock.ends_with("\n/city/port-deal/\tcourier-412\n"), "{lock}");
    assert_eq!(paper.build_well(&[]), "");
    assert_eq!(paper.read("urls.lock"), lock);
    // The slug changes: the line to add is told, and nothing else happens.
    paper.write("content/city/moved.md", &moved("harbour-deal", "id = \"courier-412\""));
    let said = paper.build_badly(&[]);
    assert!(
        said.starts_with("content/city/moved.md:4:8: error[address-moved]: ")
            && said.contains("add the line redirect_from = [\"/city/port-deal/\"]"),
        "{said}"
    );
    // Previews are not publications.
    for preview in [&["--drafts"][..], &["--future"], &["--base-url", "http://localhost:1111/"]] {
        paper.build_well(preview);
        assert_eq!(paper.read("urls.lock"), lock);
    }
    paper.write(
        "content/city/moved.md",
        &moved("harbour-deal", "id = \"courier-412\"\nredirect_from = [\"/city/port-deal/\", \"/alt/Straße 1.html\", \"/old.php\"]"),
    );
    paper.build_well(&[]);
    assert!(paper.read("urls.lock").ends_with("\n/city/harbour-deal/\tcourier-412\n/city/port-deal/\tcourier-412\n"));
    let page = paper.read("public/city/port-deal/index.html");
    for part in [
        "<link rel=\"canonical\" href=\"https://news.example/city/harbour-deal/\">",
        "<meta http-equiv=\"refresh\" content=\"0; url=/city/harbour-deal/\">",
        "<meta name=\"robots\" content=\"noindex\">",
        "<a href=\"/city/harbour-deal/\">",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(paper.has("alt/Straße 1.html") && !paper.has("old.php"));
    assert_eq!(
        paper.read("public/_redirects"),
        "/alt/Stra%C3%9Fe%201.html /city/harbour-deal/ 301\n/city/port-deal/ /city/harbour-deal/ 301\n/old.php /city/harbour-deal/ 301\n"
    );
    for rules in ["redirects/netlify.txt", "redirects/nginx.conf", "redirects/apache.conf"] {
        assert_eq!(
            paper.read(&format!("public/{rules}")).matches("/city/harbour-deal/").count(),
            if rules.contains("nginx") { 4 } else { 3 },
            "{rules}"
        );
    }
    for (path, bytes) in paper.output() {
        let listed = path.ends_with(".xml") || path.ends_with(".json") || path == "index.html" || path.starts_with("city/index");
        assert!(!listed || !String::from_utf8_lossy(&bytes).contains("port-deal"), "{path}");
    }
    // Taken away again: the lock has not forgotten.
    paper.write("content/city/moved.md", &moved("harbour-deal", "id = \"courier-412\""));
    assert!(paper.build_badly(&[]).contains("/city/port-deal/"));
}

#[test]
fn the_lock_knows_renamed_files_is_silent_about_held_ones_and_can_be_done_without() {
    let paper = Paper::new(
        "lock",
        "",
        &[
            ("content/city/2026-03-08-ferry-timetable.md", "# Ferry timetable\n\nCopy.\n"),
            ("content/city/2026-03-08-other.md", "# Other\n\nCopy.\n"),
        ],
    );
    paper.build_well(&[]);
    let lock = paper.read("urls.lock");
    // As it was written before headlines were in it.
    let old: String = lock
        .lines()
        .map(|line| format!("{}\n", line.rsplit_once('\t').filter(|(rest, _)| rest.contains('\t')).map_or(line, |(rest, _)| rest)))
        .collect();
    assert!(old.lines().count() == lock.lines().count() && old != lock, "{old}");
    paper.write("urls.lock", &old);
    paper.build_well(&["--now", "2026-03-10T12:00:01Z"]);
    assert_eq!(paper.read("urls.lock"), lock);
    // A headline that is edited is known by its new words.
    let bees = |text: &str| paper.write("content/city/2026-03-08-other.md", &format!("# {text}\n\nCopy.\n"));
    bees("Another");
    paper.build_well(&[]);
    assert_ne!(paper.read("urls.lock"), lock);
    bees("Other");
    paper.build_well(&[]);
    assert_eq!(paper.read("urls.lock"), lock);
    // Renamed: it looks like the same story.
    paper.write("content/city/2026-03-08-ferry-timetables.md", "# Ferry timetables\n\nCopy.\n");
    paper.delete("content/city/2026-03-08-ferry-timetable.md");
    let said = paper.build_badly(&[]);
    assert!(
        said.contains("content/city/2026-03-08-ferry-timetables.md: error[address-moved]: this looks like")
            && said.contains("redirect_from = [\"/city/ferry-timetable/\"]"),
        "{said}"
    );
    paper.delete("content/city/2026-03-08-ferry-timetables.md");
    paper.write("content/city/2026-03-08-ferry-timetable.md", "# Ferry timetable\n\nCopy.\n");
    // A draft again, under embargo again, expired: silent, and remembered.
    for held in ["draft = true", "embargo = 2026-04-01", "expires = 2026-03-09"] {
        paper.write("content/city/2026-03-08-ferry-timetable.md", &format!("+++\nheadline = \"Ferry timetable\"\n{held}\n+++\nCopy.\n"));
        assert_eq!(paper.build_well(&[]), "", "{held}");
        assert_eq!(paper.read("urls.lock"), lock);
        assert!(!paper.has("city/ferry-timetable"));
    }
    // Deleted: the line to paste. Then given up: silence.
    paper.delete("content/city/2026-03-08-ferry-timetable.md");
    paper.write("content/city/2026-03-08-bees.md", "# Bees\n\nCopy.\n");
    let said = paper.build_well(&[]);
    assert_eq!(paper.build_well(&[]), said, "the lines of the file are those that it has now");
    paper.delete("content/city/2026-03-08-bees.md");
    paper.write("urls.lock", &lock);
    let said = paper.build_well(&[]);
    assert!(
        said.starts_with("urls.lock:2:1: warning[address-vanished]: ") && said.contains("gone = [\"/city/ferry-timetable/\"]"),
        "{said}"
    );
    paper.write("config.toml", &format!("gone = [\"/city/ferry-timetable/\"]\n{CONFIG}"));
    assert_eq!(paper.build_well(&[]), "");
    assert!(!paper.has("_redirects") && paper.read("public/redirects/netlify.txt").contains("/city/ferry-timetable/ /404.html 410!"));
    // Two people published at once.
    paper.write("urls.lock", &format!("<<<<<<< ours\n{lock}=======\n/city/x/\tcontent/city/x.md\n>>>>>>> theirs\n"));
    let said = paper.build_badly(&[]);
    assert_eq!(said.matches("two versions of this file were not joined").count(), 3, "{said}");
    paper.write("config.toml", &format!("urls_lock = false\n{CONFIG}"));
    paper.delete("urls.lock");
    paper.build_well(&[]);
    assert!(!paper.root.join("urls.lock").exists());
}

#[test]
fn old_addresses_have_one_owner_and_lead_somewhere() {
    let files = [
        ("content/city/live.md", story("Live", "2026-03-09", "", "Copy.")),
        ("content/city/a.md", story("A", "2026-03-09", "redirect_from = [\"/city/live/\", \"/old/\"]", "Copy.")),
        ("content/city/b.md", story("B", "2026-03-09", "redirect_from = [\"/old/\"]", "Copy.")),
        ("content/city/c.md", story("C", "2026-03-09", "redirect_from = [\"/city/c/\"]", "Copy.")),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let paper = Paper::new("owners", "", &files);
    let redirects = "[redirects]\n\"/one/\" = \"/two/\"\n\"/two/\" = \"/one/\"\n\"/lost/\" = \"/nowhere/\"\n\"/first/\" = \"/second/\"\n\"/second/\" = \"/city/live/\"\n";
    paper.write("config.toml", &format!("gone = [\"/city/b/\"]\n{CONFIG}{redirects}"));
    let said = paper.build_badly(&[]);
    for (place, code, words) in [
        ("content/city/a.md:4:18", "collision", "content/city/live.md"),
        ("content/city/a.md:4:33", "collision", "content/city/b.md"),
        ("config.toml:1:9", "collision", "content/city/b.md"),
        ("config.toml:5:1", "redirect-loop", "/one/"),
        ("config.toml:6:1", "redirect-loop", "/two/"),
        ("config.toml:7:1", "redirect-nowhere", "/nowhere/"),
    ] {
        assert!(
            said.lines().any(|line| line.starts_with(&format!("{place}: error[{code}]: ")) && line.contains(words)),
            "{place} {code}\n{said}"
        );
    }
    assert!(!said.contains("/first/"), "{said}");
    paper.write("config.toml", &format!("{CONFIG}[redirects]\n\"/first/\" = \"/second/\"\n\"/second/\" = \"/city/live/\"\n"));
    for file in ["a", "b", "c"] {
        paper.delete(&format!("content/city/{file}.md"));
    }
    paper.build_well(&[]);
    assert_eq!(paper.read("public/_redirects"), "/first/ /city/live/ 301\n/second/ /city/live/ 301\n");
    // Rules that the paper wrote itself stand.
    paper.write("static/_redirects", "/mine/ /city/live/ 302\n");
    paper.build_well(&[]);
    assert_eq!(paper.read("public/_redirects"), "/mine/ /city/live/ 302\n");
}

#[test]
fn a_withdrawn_story_leaves_a_notice_and_no_word_more() {
    let files = [
        ("content/city/live.md", story("Live", "2026-03-09", "topics = [\"Harbour\"]", "See [it](/city/quarrel/).")),
        (
            "content/city/quarrel.md",
            story(
                "Qzxhead over words",
                "2026-03-08",
                "updated = 2026-03-10\nwithdrawn = \"We could not stand by it.\"\ntopics = [\"Qzxtopic\"]\nauthors = [\"Qzx Author\"]\nredirect_from = \"/older/\"",
                "Qzxbody.",
            ),
        ),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let paper = Paper::new("withdrawn", "text_edition = true\n", &files);
    let said = paper.build_well(&[]);
    assert!(said.contains("link-withdrawn"), "{said}");
    let page = paper.read("public/city/quarrel/index.html");
    assert!(
        page.contains("We could not stand by it.")
            && page.contains("content=\"noindex\"")
            && page.contains("This story has been withdrawn"),
        "{page}"
    );
    assert!(paper.read("public/older/index.html").contains("url=/city/quarrel/"));
    assert!(paper.read("public/redirects/netlify.txt").contains("/city/quarrel/ /city/quarrel/ 410!"));
    assert!(paper.read("public/redirects/nginx.conf").contains("error_page 410 \"/city/quarrel/index.html\"; return 410;"));
    assert!(paper.read("public/redirects/apache.conf").contains("RedirectMatch 410 \"^/city/quarrel/?$\""));
    for (path, bytes) in paper.output() {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(!text.contains("qzx") && !path.contains("qzx"), "{path}");
        assert!(!path.starts_with("text/city/quarrel"), "{path}");
    }
}

#[test]
fn the_text_edition_has_words_alone_and_links_both_ways() {
    let body = "He said we had waited long enough for the boat to come.\n\n> [!pullquote] Ann Lee\n> we had waited long enough\n\n![The pier](pier.svg \"At *dawn*\")\n\n<video src=\"/x.mp4\"></video>\n\n> We will not sell.\n> — Bo Ray, Mayor\n\n> [!factbox] Numbers\n> - **One:** two\n";
    let paper = Paper::new(
        "text",
        "text_edition = true\n",
        &[
            (
                "content/city/boat/index.md",
                &story(
                    "The boat",
                    "2026-03-09T08:00:00Z",
                    "authors = [\"Ann Lee\"]\ntakeaways = [\"It came.\"]\nimage = { src = \"pier.svg\", caption = \"Seen *late*\", credit = \"Bo\" }",
                    body,
                ),
            ),
            ("content/city/boat/pier.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ],
    );
    paper.build_well(&[]);
    let page = paper.read("public/text/city/boat/index.html");
    for part in [
        "rel=\"canonical\" href=\"https://news.example/city/boat/\"",
        "<a href=\"/city/boat/\">",
        "<a href=\"/text/\">",
        "By Ann Lee",
        "It came.",
        "Seen <em>late</em> (Bo)",
        "<p>— Bo Ray, Mayor</p>",
        "Numbers",
        "<p>At *dawn*</p>",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(!page.contains("<p></p>"), "{page}");
    assert_eq!(page.matches("we had waited long enough").count(), 1, "{page}");
    for (path, bytes) in paper.output().into_iter().filter(|(path, _)| path.starts_with("text/")) {
        let html = String::from_utf8_lossy(&bytes).into_owned();
        assert!(html.len() < 20_000, "{path} has {} bytes", html.len());
        for tag in ["<link rel=\"stylesheet", "<style", "<script", "<img", "<video", "<svg", "<figure", " style=", " class="] {
            assert!(!html.contains(tag), "{tag} in {path}\n{html}");
        }
    }
    let full = paper.read("public/city/boat/index.html");
    assert!(full.contains("<a href=\"/text/city/boat/\">") && full.contains("<a href=\"/text/\">"), "{full}");
    assert!(paper.read("public/text/index.html").contains("<a href=\"/text/city/boat/\">The boat</a>"));
}

/// The addresses of headline links in a part of a page.
fn heads(html: &str, from: &str, to: &str) -> Vec<String> {
    let part = html.split(from).nth(1).unwrap_or_default().split(to).next().unwrap_or_default();
    part.split("<h3").skip(1).filter_map(|head| head.split("href=\"/").nth(1)?.split("/\"").next()).map(str::to_owned).collect()
}

#[test]
fn an_editor_pins_and_fills_and_the_rest_is_held_to_once() {
    let mut files: Vec<(String, String)> = (1..=20)
        .map(|n| {
            (
                format!("content/{}/s{n:02}.md", if n % 2 == 0 { "world" } else { "city" }),
                story(
                    &format!("Story {n:02}"),
                    &format!("2026-02-{n:02}T08:00:00Z"),
                    if n < 4 { "topics = [\"Old\"]" } else { "" },
                    "Copy.",
                ),
            )
        })
        .collect();
    files.push(("content/city/hid.md".into(), story("Hidden", "2026-02-10", "draft = true", "Copy.")));
    let front = "+++\nheadline = \"The Courier\"\n[front.lead]\npinned = [{ story = \"s01\", until = 2026-03-10T12:00:00Z }, { story = \"s02\", until = 2026-03-10 }]\n[front.seconds]\npinned = [\"content/city/s03.md\", \"/world/s04/\", \"hid\"]\nfill = \"section:world\"\nlimit = 4\n[front.briefs]\nlimit = 3\nallow_repeat = true\n[[front.blocks]]\nfill = \"topic:old\"\nname = \"From the archive\"\n[[front.blocks]]\npinned = [\"s20\"]\nfill = \"recent\"\nlimit = 2\n+++\n";
    files.push(("content/_index.md".into(), front.into()));
    let paper = Paper::new("front", "", &borrowed(&files));
    let said = paper.build_well(&[]);
    assert!(said.contains("content/_index.md:6:49: warning[front-held]: “hid”") && said.lines().count() == 1, "{said}");
    let html = paper.read("public/index.html");
    // The first pin has ended at this very moment; the second counts to the end of the day.
    assert_eq!(heads(&html, "<article class=\"lead", "</article>"), ["world/s02"]);
    // 20 is pinned further down, so it is not filled in here.
    let mut seconds = heads(&html, "<div class=\"seconds", "<section class=\"briefs");
    seconds.sort();
    assert_eq!(seconds, ["city/s03", "world/s04", "world/s16", "world/s18"]);
    let briefs = html.split("<section class=\"briefs").nth(1).and_then(|part| part.split("</section>").next()).unwrap_or_default();
    assert!(
        briefs.contains("/world/s20/") && briefs.contains("/city/s19/") && briefs.contains("/world/s18/") && !briefs.contains("s17"),
        "{briefs}"
    );
    assert!(html.contains("<a href=\"/topics/old/\">From the archive</a>"), "{html}");
    // 2 and 3 are pinned above.
    assert_eq!(heads(&html, "From the archive", "</section>"), ["city/s01"]);
    let last = html.split("<section class=\"block").last().unwrap_or_default();
    assert!(last.contains("/world/s20/") && last.matches("<h3").count() == 2, "{last}");
    // What is wrong is told with its place.
    paper.write("content/_index.md", "+++\nheadline = \"x\"\n[front.lead]\npinned = \"s99\"\n[front.second]\nlimit = 3\n[front.briefs]\nfill = \"newest\"\nlimit = \"x\"\n+++\n");
    let said = paper.build_badly(&[]);
    for start in [
        "content/_index.md:4:10: error[front]: there is no story “s99”",
        "content/_index.md:5:8: error[front]: a front has no slot `second`; help: did you mean `seconds`?",
        "content/_index.md:8:8: error[front]: there is no rule “newest”",
        "content/_index.md:9:9: error[front]",
    ] {
        assert!(said.lines().any(|line| line.starts_with(start)), "{start}\n{said}");
    }
}

#[test]
fn a_section_front_can_be_led() {
    let mut files = numbered(6);
    files.push((
        "content/city/_index.md".into(),
        "+++\nheadline = \"City\"\n[front.lead]\npinned = \"p02\"\n[front.seconds]\nlimit = 2\n+++\n".into(),
    ));
    let paper = Paper::new("section-front", "paginate_by = 4\n", &borrowed(&files));
    paper.build_well(&[]);
    let newest = paper.read("public/city/index.html");
    assert_eq!(heads(&newest, "<article class=\"lead", "</article>"), ["city/p02"]);
    let mut seconds = heads(&newest, "<div class=\"seconds", "<section class=\"day");
    seconds.sort();
    assert_eq!(seconds, ["city/p05", "city/p06"]);
    assert_eq!(newest.matches("href=\"/city/p06/\"").count(), 1, "{newest}");
    let oldest = paper.read("public/city/p/1/index.html");
    assert!(!oldest.contains("class=\"lead") && oldest.contains("/city/p02/"), "{oldest}");
}

#[test]
fn nothing_is_without_the_path_under_which_the_site_lives() {
    let files = numbered(5);
    let paper = Paper::new("sub-path", "paginate_by = 2\ntext_edition = true\n", &borrowed(&files));
    paper.write(
        "content/city/old.md",
        &story(
            "Old",
            "2026-03-01",
            "redirect_from = \"/was/\"\ncorrections = [{ date = 2026-03-02, text = \"[See](/city/p01/).\" }]",
            "See [first](/city/p01/).",
        ),
    );
    paper.build_well(&["--base-url", "https://news.example/a/courier"]);
    for (path, bytes) in paper.output().into_iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(&bytes).into_owned();
        for attribute in ["href=\"/", "src=\"/", "action=\"/", "url=/"] {
            for (at, _) in html.match_indices(attribute) {
                let rest = &html[at + attribute.len()..];
                assert!(rest.starts_with("a/courier/"), "{path}: {}", rest.chars().take(60).collect::<String>());
            }
        }
        assert!(!html.contains("courier//"), "{path}");
    }
    assert_eq!(paper.read("public/_redirects"), "/a/courier/was/ /a/courier/city/old/ 301\n");
}

#[test]
fn a_template_that_prints_a_secret_stops_the_build() {
    let secret = story(
        "Mayor to resign on Friday",
        "2026-03-09",
        "draft = true",
        "The mayor will tell the council on Friday that she is leaving for reasons of health.",
    );
    let paper =
        Paper::new("leak", "", &[("content/city/mayor.md", &secret), ("content/city/live.md", &story("Live", "2026-03-09", "", "Copy."))]);
    for (words, what) in [
        ("Mayor to resign on Friday", "the headline"),
        ("<a href=\"/city/mayor/\">x</a>", "the address"),
        ("<p>The mayor will tell the council\non Friday that</p>", "a part of the copy"),
    ] {
        paper.write("templates/404.html", words);
        let said = paper.build_badly(&[]);
        assert!(
            said.starts_with(&format!("content/city/mayor.md: error[leak]: {what} of this story, which is a draft, stands in 404.html")),
            "{said}"
        );
    }
    // What readers know already is no secret.
    paper.write("templates/404.html", "Mayor to resign on Friday");
    paper.write("content/city/live.md", &story("Live", "2026-03-09", "", "“Mayor to resign on Friday”, wrote the Echo."));
    paper.build_well(&[]);
    paper.write("content/city/live.md", &story("Live", "2026-03-09", "", "Copy."));
    paper.write("content/city/mayor.md", &secret.replace("draft = true", ""));
    paper.build_well(&[]);
}

#[test]
fn links_and_pictures_of_held_stories_leave_only_words() {
    let paper = Paper::new(
        "held-links",
        "",
        &[
            (
                "content/city/sealed/index.md",
                &story("Sealed Zqxhead", "2026-03-09", "draft = true\nredirect_from = \"/zqx-old/\"", "Zqxbody."),
            ),
            ("content/city/sealed/zqx-photo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
            (
                "content/city/open.md",
                &story(
                    "Open",
                    "2026-03-09",
                    "image = \"/city/sealed/zqx-photo.svg\"\nsources = [{ title = \"File\", url = \"https://news.example/city/sealed/\" }]",
                    "Read [the *file*](/city/sealed/), [again](sealed/index.md), [old](/zqx-old/), [whole](https://news.example/city/sealed/#a).\n\n![A photo](sealed/zqx-photo.svg)\n",
                ),
            ),
        ],
    );
    let said = paper.build_well(&[]);
    assert!(said.contains("content/city/open.md:7:") && said.contains("link-held"), "{said}");
    let page = paper.read("public/city/open/index.html");
    assert!(page.contains("<p>Read the <em>file</em>, again, old, whole.</p>"), "{page}");
    for (path, bytes) in paper.output() {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(!text.contains("zqx") && !text.contains("sealed") && !path.contains("sealed"), "{path}");
    }
}

#[test]
fn no_word_of_a_withheld_story_is_anywhere_in_the_output() {
    chance(12, 100, |dice| {
        let mut files: Vec<(String, String)> = Vec::new();
        let mut secrets: Vec<String> = Vec::new();
        let mut links: Vec<String> = vec!["/city/".to_owned()];
        for n in 0..20 {
            // Every word of a story is its own, so that any of them betrays it.
            let word = |what: &str| format!("{what}q7x{n}z");
            let lock = match dice.roll(8) {
                7 => "draft = true",
                1 => "embargo = 2026-03-10T12:00:01Z",
                2 => "expires = 2026-03-10T12:00:00Z",
                3 => "withdrawn = \"Taken back.\"",
                4 => "draft = true\nembargo = 2026-01-01",
                _ => "",
            };
            let date = if lock.is_empty() && dice.roll(4) == 0 { "2026-03-10T12:00:01Z" } else { "2026-03-09T08:00:00Z" };
            let held = !lock.is_empty() || date.starts_with("2026-03-10");
            let mut more = String::new();
            let _ = write!(
                more,
                "topics = [\"{}\", \"Shared\"]\nauthors = [\"{} Quill\"]\nseries = \"{}\"\nkicker = \"{}\"\ndek = \"{}\"\npriority = {}\ntakeaways = [\"{}\"]\ncorrections = [{{ date = 2026-03-10, text = \"{}\" }}]\nsources = [{{ title = \"{}\", url = \"https://{}.example/\" }}]\nimage = {{ src = \"pic.svg\", alt = \"{}\", caption = \"{}\", credit = \"{}\" }}\nredirect_from = \"/{}/\"\npull_quotes = [{{ text = \"{} said so\", by = \"{}\" }}]\n",
                word("topic"),
                word("author"),
                word("series"),
                word("kicker"),
                word("dek"),
                dice.roll(5),
                word("take"),
                word("fix"),
                word("source"),
                word("host"),
                word("alt"),
                word("caption"),
                word("credit"),
                word("alias"),
                word("voice"),
                word("speaker")
            );
            let section = ["city", "world/asia", "sport"][dice.roll(3)];
            let there = links[dice.roll(links.len())].clone();
            let slug = if lock.starts_with("withdrawn") { format!("plain{n}") } else { word("slug") };
            let body = format!(
                "{} {} said so to all who came that day, and nobody else in town had heard.\n\n## {}\n\n> [!factbox] {}\n> - **{}:** x\n\n![{}](pic.svg)\n\nMore [there]({there}).\n",
                word("body"),
                word("voice"),
                word("subhead"),
                word("box"),
                word("label"),
                word("pic")
            );
            files.push((
                format!("content/{section}/{slug}/index.md"),
                story(&format!("Head {}", word("head")), date, &format!("{lock}\n{more}"), &body),
            ));
            files.push((
                format!("content/{section}/{slug}/pic.svg"),
                format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><!-- {} --></svg>", word("drawing")),
            ));
            links.push(format!("/{section}/{slug}/"));
            if held {
                secrets.push(format!("q7x{n}z"));
            }
        }
        let paper = Paper::new("secrets", "paginate_by = 3\ntext_edition = true\n", &borrowed(&files));
        paper.build_well(&[]);
        let look = |output: BTreeMap<String, Vec<u8>>| {
            for (path, bytes) in output {
                // A notice stands at the address from which readers of the old one are sent on.
                let old = path.starts_with("alias") || path.starts_with("redirects/") || path == "_redirects";
                let text = String::from_utf8_lossy(&bytes).into_owned();
                for secret in &secrets {
                    let alias = format!("alias{secret}");
                    let (path, text) =
                        if old { (path.replace(&alias, ""), text.replace(&alias, "")) } else { (path.clone(), text.clone()) };
                    assert!(!path.contains(secret.as_str()) && !text.contains(secret.as_str()), "{secret} in {path}");
                }
            }
        };
        look(paper.output());
        // The same after everything was shown in a preview.
        paper.build_well(&["--drafts", "--future"]);
        paper.build_well(&[]);
        look(paper.output());
    });
}
