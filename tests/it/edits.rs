//! Every kind of edit that a newsroom makes, one after the other: a build that remembers gives the bytes and the messages of one
//! that does not.

use std::fs;
use std::path::{Path, PathBuf};

use crate::desk::builds::{assert_same, build, clean, write};
use crate::desk::{Dice, chance};

const SETTINGS: &str = "title = \"The Gazette\"\nbase_url = \"https://news.example/paper/\"\npaginate_by = 4\nurls_lock = false\n\
    text_edition = true\ntimezone = \"Europe/London\"\n";

const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"/>";

/// Stories of the paper.
const STORIES: usize = 22;

/// Lines of front matter, each of which is put into a story and taken out again.
const FIELDS: &[&str] = &[
    "headline = \"Other words\"",
    "seo_headline = \"For engines\"",
    "social_headline = \"For cards\"",
    "dek = \"A dek with *stress*\"",
    "kicker = \"Kicker\"",
    "authors = [\"Writer 2\", \"Somebody New\"]",
    "authors = []",
    "dateline = \"HARBOUR\"",
    "date = 2026-03-02T09:30:00Z",
    "date = 2026-03-27",
    "date = 2020-01-02T09:30:00Z",
    "updated = 2026-03-27T18:00:00Z",
    "section = \"world\"",
    "section = \"fresh\"",
    "topics = [\"Topic 1\", \"New Topic\"]",
    "topics = [\"TOPIC 0\"]",
    "series = \"Tides 0\"",
    "series = \"A new series\"",
    "kind = \"opinion\"",
    "kind = \"sponsored\"",
    "kind = \"live\"",
    "slug = \"another-address\"",
    "redirect_from = [\"/old/address/\"]",
    "id = \"tag:news.example,2020:x\"",
    "image = \"map.svg\"\nimage_alt = \"A map\"\nimage_credit = \"Ann\"\nimage_caption = \"There\"",
    "image = \"/picture.svg\"\nimage_alt = \"Another\"",
    "takeaways = [\"One\", \"Two: 2\"]",
    "takeaways = false",
    "pull_quotes = [\"First words\"]",
    "sources = [{ title = \"The minutes\", url = \"https://other.example/\" }]",
    "priority = 9",
    "priority = -3",
    "language = \"de\"",
    "language = \"ar\"",
    "template = \"bare\"",
    "extra = { mood = \"calm\" }",
    "draft = true",
    "embargo = 2027-01-01T08:00:00Z",
    "embargo = 2026-03-28T12:30:00Z",
    "expires = 2026-03-28T12:40:00Z",
    "expires = 2026-03-01T12:40:00Z",
    "withdrawn = \"It was wrong.\"",
    "live_until = 2026-03-28T12:45:00Z",
    "unknown_field = \"what\"",
];

/// What is put behind the copy of a story and taken out again.
const COPY: &[&str] = &[
    "One line more.",
    "See [this](/local/story-5/), [that](/nowhere/) and [a page](/about/).",
    "See [the section](/local/) and [a topic](/topics/topic-1/).",
    "![A map](map.svg)",
    "![A picture](/picture.svg)",
    "> Words of a person.\n>\n> — Somebody, role",
    "## A subhead\n\n- one\n- two",
    "> [!factbox] Facts\n> Some.",
    "> [!correction] 2026-03-20\n> It was wrong.",
    "> [!update] 2026-03-20 09:00\n> It went on.",
    "> [!related]\n> - /local/story-4/",
];

/// Settings, each of which is added to the others and taken out again.
const CONFIG: &[&str] = &[
    "description = \"News of the harbour.\"",
    "place = \"The harbour\"",
    "language = \"de\"",
    "permalink = \"/{year}/{slug}/\"",
    "takeaways = \"top\"",
    "trusted_html = true",
    "typography = false",
    "search = false",
    "archive_after_months = 1",
    "imprint = \"Published by us.\"",
    "gone = [\"/given-up/\"]",
    "hosting = { hosts = [\"nginx\", \"netlify\", \"github\"], csp = \"default-src 'self'\" }",
    "redirects = { \"/was/\" = \"/about/\" }",
    "feeds = { limit = 3, hubs = [\"https://hub.example/\"] }",
    "sections = [{ slug = \"world\", name = \"The World\" }]",
    "theme = { fonts = \"system\", accent = \"#7a1f1f\" }",
    "theme = { logo = \"picture.svg\" }",
    "policies = { corrections = \"/about/\" }",
    "help = [{ name = \"About\", url = \"/about/\" }]",
    "organisation = { legal_name = \"The Gazette Ltd\", same_as = [\"https://social.example/@g\"], twitter = \"@g\" }",
    "extra = { mood = \"calm\" }",
    "lints = { link-nowhere = \"off\" }",
];

/// Other files, each of which is written and removed again.
const FILES: &[(&str, &str)] = &[
    ("content/_index.md", "+++\nheadline = \"The Gazette\"\n+++\n"),
    (
        "content/_index.md",
        "+++\n[front.lead]\npinned = [\"/local/story-4/\"]\n[[front.blocks]]\nfill = \"section:world\"\n[[front.blocks]]\nfill = \"topic:topic 1\"\n+++\n",
    ),
    ("content/world/_index.md", "+++\nheadline = \"The whole world\"\ndek = \"All of it\"\n+++\n\nSee [this](/local/story-1/).\n"),
    ("content/local/harbour/_index.md", "+++\nheadline = \"The Harbour\"\n+++\n"),
    ("content/authors/writer-1.md", "+++\nheadline = \"Writer 1\"\nrole = \"Reporter\"\n+++\n\nWrites [much](/local/story-2/).\n"),
    ("content/authors/writer-3.md", "+++\nheadline = \"Writer 3\"\nimage = \"/picture.svg\"\nimage_alt = \"Her\"\n+++\n\nWrites.\n"),
    ("content/about.md", "+++\nheadline = \"About\"\n+++\n\nWho we were, see [this](/local/story-2/).\n"),
    ("content/contact.md", "+++\nheadline = \"Contact\"\n+++\n\nWrite to us.\n"),
    ("content/404.md", "+++\nheadline = \"Not here\"\n+++\n\nGone.\n"),
    ("content/nowhere.md", "+++\nheadline = \"Nowhere\"\n+++\n\nIt is there after all.\n"),
    ("content/local/map.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 90 30\"/>"),
    ("content/local/more.svg", DRAWING),
    ("static/picture.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 12 9\"/>"),
    ("static/robots.txt", "User-agent: *\nDisallow: /x/\n"),
    ("static/nowhere/index.html", "A page of old."),
    ("static/icon.svg", DRAWING),
    ("locales/en.ftl", "by = From { $names }\n"),
    ("content/local/new-story.md", "# A new story\n\nBy Writer 1\n\nIts first words.\n"),
    (
        "content/world/new-draft.md",
        "+++\nheadline = \"A new draft\"\ndraft = true\n+++\n\nWords that nobody may read yet, not one of them.\n",
    ),
];

fn path(n: usize) -> String {
    let folder = match n % 3 {
        0 => "world",
        1 => "local",
        _ => "local/harbour",
    };
    format!("content/{folder}/story-{n}.md")
}

/// A story that has most of what one can have.
fn story(n: usize, field: &str, more: &str) -> String {
    let names = |line: &str| line.split(" = ").next().unwrap_or_default().to_owned();
    let own: Vec<String> = field.lines().map(names).collect();
    let mut head = vec![
        format!("headline = \"Story {n}\""),
        format!("date = 2026-{:02}-{:02}T08:00:00Z", 1 + n % 3, 1 + n % 27),
        format!("topics = [\"Topic {}\", \"Topic {}\"]", n % 3, 3 + n % 4),
        format!("authors = [\"Writer {}\"]", n % 4),
    ];
    head.extend((n % 4 == 1).then(|| format!("dek = \"Of {n}\"")));
    head.extend(n.is_multiple_of(5).then(|| format!("series = \"Tides {}\"", n % 2)));
    head.extend((n % 7 == 2).then(|| "image = \"/picture.svg\"\nimage_alt = \"A picture\"".to_owned()));
    head.extend((n % 6 == 3).then(|| "corrections = [{ date = 2026-03-20T09:00:00Z, text = \"It was so.\" }]".to_owned()));
    head.extend((n == 13).then(|| "redirect_from = [\"/first/\"]".to_owned()));
    head.extend((n == 17).then(|| "draft = true".to_owned()));
    head.extend((n == 19).then(|| "embargo = 2026-03-28T12:20:00Z".to_owned()));
    head.retain(|line| !own.contains(&names(line)));
    head.push(field.to_owned());
    format!(
        "+++\n{}\n+++\n\nFirst words of {n}. See [more]({}) and [gone](/nowhere/).\n\nSecond words, {n}.\n\n{more}\n",
        head.join("\n"),
        path((n + 1) % STORIES).trim_start_matches("content").replace(".md", "/")
    )
}

fn paper(name: &str) -> (PathBuf, PathBuf) {
    let home = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_dir_all(&home));
    let root = home.join("site");
    write(&root, "config.toml", SETTINGS);
    for n in 0..STORIES {
        write(&root, &path(n), &story(n, "", ""));
    }
    for folder in ["content/local", "content/world", "static"] {
        write(&root, &format!("{folder}/map.svg"), DRAWING);
    }
    write(&root, "static/picture.svg", DRAWING);
    write(&root, "content/about.md", "+++\nheadline = \"About\"\n+++\n\nWho we are.\n");
    write(&root, "content/authors/writer-1.md", "+++\nheadline = \"Writer 1\"\n+++\n\nWrites.\n");
    (home, root)
}

/// Builds a paper after an edit, beside one that remembers nothing.
fn check(root: &Path, home: &Path, at: &str, what: &str) {
    let warm = home.join("warm");
    let told = build(root, &warm, at, "2");
    let (cold, told_cold) = clean(root, home, at);
    assert_eq!(told, told_cold, "{what}");
    assert_same(&warm, &cold, what);
}

/// Takes a file out or puts its first text back.
fn restore(root: &Path, path: &str, first: Option<&[u8]>) {
    match first {
        Some(text) => fs::write(root.join(path), text).expect("it is written"),
        None => fs::remove_file(root.join(path)).expect("it is removed"),
    }
}

const AT: &str = "2026-03-28T12:00:00Z";

#[test]
fn every_field() {
    let (home, root) = paper("edits-fields");
    check(&root, &home, AT, "at first");
    for (nth, field) in FIELDS.iter().enumerate() {
        let (n, before) = (nth * 5 % STORIES, (nth + STORIES - 1) * 5 % STORIES);
        write(&root, &path(n), &story(n, field, ""));
        write(&root, &path(before), &story(before, "", ""));
        check(&root, &home, AT, field);
    }
}

#[test]
fn every_setting() {
    let (home, root) = paper("edits-settings");
    check(&root, &home, AT, "at first");
    for setting in CONFIG {
        let key = setting.split(" = ").next().expect("a key");
        let others: String =
            SETTINGS.lines().filter(|line| !line.starts_with(&format!("{key} = "))).flat_map(|line| [line, "\n"]).collect();
        write(&root, "config.toml", &format!("{others}{setting}\n"));
        check(&root, &home, AT, setting);
    }
}

#[test]
fn every_kind_of_copy_and_of_file() {
    let (home, root) = paper("edits-copy");
    check(&root, &home, AT, "at first");
    for (nth, copy) in COPY.iter().enumerate() {
        let n = nth * 5 % STORIES;
        write(&root, &path(n), &story(n, "", copy));
        check(&root, &home, AT, copy);
    }
    for (file, text) in FILES {
        let first = fs::read(root.join(file)).ok();
        write(&root, file, text);
        check(&root, &home, AT, &format!("{file} is there: {text}"));
        restore(&root, file, first.as_deref());
        check(&root, &home, AT, &format!("{file} is as it was"));
    }
}

#[test]
fn every_template() {
    let (home, root) = paper("edits-templates");
    check(&root, &home, AT, "at first");
    let templates = crate::desk::repository().join("templates");
    let mut open = vec![templates.clone()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(&at).expect("the folder is read").flatten().map(|entry| entry.path()) {
            if entry.is_dir() {
                open.push(entry);
                continue;
            }
            let text = fs::read_to_string(&entry).expect("a template");
            let name = format!("templates/{}", entry.strip_prefix(&templates).expect("inside").display());
            // What a template that extends another says outside its blocks is not printed.
            write(&root, &name, &text.replace("{% endblock", "<!-- ours -->{% endblock").replace("</", "<!-- ours --></"));
            check(&root, &home, AT, &name);
        }
    }
}

#[test]
fn every_moment() {
    let (home, root) = paper("edits-moments");
    for (n, field) in [
        (4, "expires = 2026-03-28T12:10:00Z"),
        (5, "kind = \"live\"\nlive_until = 2026-03-28T12:15:00Z"),
        (6, "date = 2026-03-28T12:25:00Z"),
        (7, "date = 2026-03-26T12:17:00Z"),
        (8, "embargo = 2026-03-29T00:00:00Z"),
        (9, "corrections = [{ date = 2026-03-28T12:35:00Z, text = \"It was so.\" }]"),
        (10, "updated = 2026-03-28T12:31:00Z"),
    ] {
        write(&root, &path(n), &story(n, field, ""));
    }
    let minutes = [0, 9, 10, 11, 14, 15, 16, 17, 18, 19, 20, 21, 25, 30, 31, 35, 36];
    let moments = minutes.map(|minute| format!("2026-03-28T12:{minute:02}:00Z"));
    let later = ["2026-03-29T00:00:00Z", "2026-03-30T12:00:00Z", "2026-05-01T00:00:00Z", "2027-09-01T00:00:00Z", "2026-03-28T12:05:00Z"];
    for at in moments.iter().map(String::as_str).chain(later) {
        check(&root, &home, at, at);
    }
}

#[test]
fn any_edits_together() {
    chance(1, 900, |dice| {
        let (home, root) = paper("edits-together");
        let (mut minute, mut written) = (0, Vec::new());
        for _ in 0..40 {
            let done = (0..=dice.roll(2)).map(|_| edit(&root, dice, &mut minute)).collect::<Vec<_>>().join("; ");
            written.push(done);
            check(&root, &home, &format!("2026-03-28T12:{minute:02}:00Z"), &format!("after {written:#?}"));
        }
    });
}

/// One edit of any kind; says which.
fn edit(root: &Path, dice: &mut Dice, minute: &mut usize) -> String {
    let n = dice.roll(STORIES);
    match dice.roll(12) {
        0..=3 => {
            let field = dice.pick(FIELDS);
            // Two stories cannot stand at one address.
            let field = if field.starts_with("slug") || field.starts_with("redirect_from") { "" } else { field };
            write(root, &path(n), &story(n, field, ""));
            format!("{field} in {n}")
        }
        4 | 5 => {
            let copy = dice.pick(COPY);
            write(root, &path(n), &story(n, "", copy));
            format!("{copy} in {n}")
        }
        6 => {
            let setting = dice.pick(CONFIG);
            let key = setting.split(" = ").next().unwrap_or_default();
            let others: Vec<&str> = SETTINGS.lines().filter(|line| !line.starts_with(&format!("{key} = "))).collect();
            write(root, "config.toml", &format!("{}\n{setting}\n", others.join("\n")));
            setting.to_owned()
        }
        7 | 8 => {
            let (file, text) = dice.pick(FILES);
            if root.join(file).exists() {
                fs::remove_file(root.join(file)).expect("it is removed");
            } else {
                write(root, file, text);
            }
            format!("{file} is written or removed")
        }
        9 => {
            *minute = (*minute + dice.roll(12)).min(59);
            format!("{minute} minutes past")
        }
        10 => {
            let _ = fs::remove_file(root.join(path(n)));
            format!("{n} is gone")
        }
        _ => {
            let (from, to) = (root.join(path(n)), root.join(format!("content/world/moved-{n}.md")));
            let (from, to) = if from.exists() { (from, to) } else { (to, from) };
            let _ = fs::rename(from, to);
            format!("{n} is moved")
        }
    }
}
