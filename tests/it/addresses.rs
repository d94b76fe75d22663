//! Every address printed has a scheme that may stand, whatever road it came by and however it was written: a table of payloads,
//! each at every place where an address can be written, and every file that comes out looked through as a browser would.

use std::fmt::Write as _;

use super::desk::paper::{Piece, put, run, said, tree};
use super::desk::scratch;

/// Addresses that run something, as they are written in HTML or Markdown.
const PAYLOADS: [&str; 32] = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "javascript :alert(1)",
    "java&#1;script:alert(1)",
    "java&#14;script:alert(1)",
    "&#31;javascript:alert(1)",
    "&#x1;&#x2;javascript&#x3;:alert(1)",
    "java&#x7f;script:alert(1)",
    "java&#xFFFE;script:alert(1)",
    "java&#xffff;script:alert(1)",
    "java&#0;script:alert(1)",
    "java&#128;script:alert(1)",
    "java&#9;script:alert(1)",
    "java&#10;script&#13;:alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "&#106;avascript:alert(1)",
    "&#0000106avascript:alert(1)",
    "&amp;#106;avascript:alert(1)",
    "java&amp;#1;script:alert(1)",
    "java&shy;script:alert(1)",
    "java&ZeroWidthSpace;script:alert(1)",
    "java&#8203;script:alert(1)",
    "javascript%3Aalert(1)",
    "%6Aavascript:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<b>x</b>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "feed:javascript:alert(1)",
];

/// Where an address can be written in copy: `@` stands for it.
const COPY: [&str; 29] = [
    "[word](<@>)",
    "[word](@ \"title\")",
    "[word][r]\n\n[r]: <@>",
    "![picture](<@>)",
    "![picture](<@> \"caption | credit\")",
    "[![picture](<@>)](<@>)",
    "<@>",
    "> [!quote] Name\n> [word](<@>)",
    "> [!note]\n> - [word](<@>)",
    "Text.[^1]\n\n[^1]: [word](<@>)",
    "| [word](<@>) |\n|--|\n| <a href=\"@\">b</a> |",
    "a <a href=\"@\">word</a>",
    "a <a href='@'>word</a>",
    "a <a href=@>word</a>",
    "a <A HREF = \"@\" href=\"/x/\">word</A>",
    "a <img src=\"@\" alt=\"\">",
    "a <img srcset=\"@ 1x, @ 2x\" alt=\"\">",
    "<video poster=\"@\" src=\"@\"><source src=\"@\"><track src=\"@\"></video>",
    "<picture><source srcset=\"@\"><img src=\"@\"></picture>",
    "<form action=\"@\"><button formaction=\"@\">go</button><input formaction=\"@\" type=\"submit\"></form>",
    "<object data=\"@\"></object><embed src=\"@\">",
    "<svg><a xlink:href=\"@\" href=\"@\"><text>x</text></a><use href=\"@\"/></svg>",
    "<math><mi xlink:href=\"@\">x</mi></math>",
    "<blockquote cite=\"@\">x</blockquote><q cite=\"@\">x</q><ins cite=\"@\">y</ins>",
    "<table background=\"@\"><tr><td background=\"@\">x</td></tr></table>",
    "<map><area href=\"@\" ping=\"@\"></map>",
    "<iframe src=\"@\"></iframe>",
    "<div><a href=\"@\">\n\nword\n\n</a></div>",
    "<a href=\"/x/\" title=\"><a href='@'>\">word</a>",
];

/// Fields of front matter.
const FIELDS: [&str; 9] = [
    "dek = \"[word](<@>) and <a href='@'>b</a>\"",
    "takeaways = [\"[word](<@>)\", { label = \"l\", text = \"<a href='@'>b</a>\" }]",
    "corrections = [{ date = 2026-03-09, text = \"[word](<@>) <a href='@'>b</a>\" }]",
    "sources = [{ title = \"a source\", url = \"@\" }, { name = \"another\", href = \"@\" }]",
    "image = \"@\"",
    "image = { src = \"@\", alt = \"a\", caption = \"<a href='@'>b</a>\" }",
    "links = [\"@\"]",
    "links = [{ name = \"n\", url = \"@\" }, { title = \"t\", href = \"@\" }]",
    "links = { one = \"@\" }",
];

/// A payload as a string of TOML holds it: what HTML writes by reference is written with an escape.
fn escaped(payload: &str) -> String {
    let mut out = payload.to_owned();
    for (reference, escape) in [
        ("&#128;", "\\u0080"),
        ("&#106;", "j"),
        ("&#0000106", "j"),
        ("&#58;", ":"),
        ("&colon;", ":"),
        ("&Tab;", "\\t"),
        ("&NewLine;", "\\n"),
        ("&shy;", "\\u00AD"),
        ("&ZeroWidthSpace;", "\\u200B"),
        ("&#8203;", "\\u200B"),
        ("&#10;", "\\n"),
        ("&#13;", "\\r"),
        ("&#14;", "\\u000E"),
        ("&#31;", "\\u001F"),
        ("&#x1;", "\\u0001"),
        ("&#x2;", "\\u0002"),
        ("&#x3;", "\\u0003"),
        ("&#x7f;", "\\u007F"),
        ("&#xFFFE;", "\\uFFFE"),
        ("&#xffff;", "\\uFFFF"),
        ("&#1;", "\\u0001"),
        ("&#9;", "\\t"),
    ] {
        out = out.replace(reference, escape);
    }
    out
}

/// References decoded once, as far as the payloads have them.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let name: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '#').collect();
        let named =
            [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\''), ("Tab", '\t'), ("NewLine", '\n'), ("colon", ':')];
        let number = name
            .strip_prefix('#')
            .map(|digits| digits.strip_prefix(['x', 'X']).map_or_else(|| digits.parse(), |hex| u32::from_str_radix(hex, 16)));
        let c = match number {
            Some(number) => number.ok().and_then(char::from_u32),
            None => named.iter().find(|(known, _)| *known == name).map(|(_, c)| *c),
        };
        match c {
            Some(c) => {
                out.push(c);
                rest = rest[name.len()..].strip_prefix(';').unwrap_or(&rest[name.len()..]);
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
    out
}

/// Attributes whose value is an address.
const HOLD_ADDRESS: [&str; 15] = [
    "href",
    "src",
    "srcset",
    "poster",
    "action",
    "formaction",
    "data",
    "xlink:href",
    "cite",
    "background",
    "ping",
    "longdesc",
    "url",
    "uri",
    "content",
];

/// Elements of XML, and names in JSON, whose text is an address.
const NAME_ADDRESS: [&str; 16] = [
    "url",
    "contentUrl",
    "@id",
    "item",
    "image",
    "banner_image",
    "sameAs",
    "external_url",
    "home_page_url",
    "avatar",
    "link",
    "loc",
    "icon",
    "id",
    "guid",
    "image:loc",
];

/// Whether a browser, or whoever passes over what nobody sees, would run something.
fn runs(value: &str) -> bool {
    let seen = |c: char| !c.is_control() && !c.is_whitespace() && !matches!(c, '\u{ad}' | '\u{200b}' | '\u{fffe}' | '\u{ffff}');
    let bare = value.chars().take(80).filter(|c| seen(*c)).collect::<String>().to_ascii_lowercase();
    ["javascript:", "vbscript:", "data:text", "feed:"].iter().any(|scheme| bare.starts_with(scheme))
}

/// The addresses in attributes of HTML or XML that run something.
fn in_tags(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let mut tag = rest.trim_start_matches(|c: char| !c.is_whitespace() && c != '>' && c != '/');
        loop {
            tag = tag.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            let end = tag.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(tag.len());
            let (name, after) = tag.split_at(end);
            let Some(value) = after.trim_start().strip_prefix('=').map(str::trim_start) else {
                tag = after;
                if name.is_empty() {
                    break;
                }
                continue;
            };
            let (value, after) = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                _ => value.split_at(value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len())),
            };
            tag = after;
            let value = decoded(value);
            let name = name.to_ascii_lowercase();
            let listed = if name == "srcset" { value.split(',').any(runs) } else { runs(&value) };
            // What describes a page in `content` is words; what a tag sends readers to begins with a number.
            if HOLD_ADDRESS.contains(&name.as_str()) && name != "content" && listed || name == "content" && value.contains("url=javascript")
            {
                found.push(format!("{name}={value}"));
            }
        }
        rest = tag;
    }
    found
}

/// The addresses that run something in a file that came out.
fn running(path: &str, text: &str) -> Vec<String> {
    let mut found = if path.ends_with(".json") { Vec::new() } else { in_tags(text) };
    if path.ends_with(".xml") {
        // A summary in Atom says that it is text.
        let text: String =
            text.split("<summary type=\"text\">").map(|part| part.split_once("</summary>").map_or(part, |(_, rest)| rest)).collect();
        // What feeds hold is HTML inside XML.
        found.extend(in_tags(&decoded(&text)));
        for name in NAME_ADDRESS {
            let tag = format!("<{name}>");
            let values = text.split(&tag).skip(1).filter_map(|rest| rest.split("</").next());
            found.extend(values.filter(|value| runs(&decoded(value))).map(|value| format!("{name}: {value}")));
        }
    }
    for name in NAME_ADDRESS {
        let key = format!("\"{name}\":");
        let values = text.split(&key).skip(1);
        for value in values.filter_map(|rest| rest.trim_start().trim_start_matches(['[', ' ']).strip_prefix('"')) {
            let value: String = value.chars().take_while(|c| *c != '"').collect();
            if runs(&value.replace("\\t", "").replace("\\n", "")) || value.contains("\\u00") && value.contains("script") {
                found.push(format!("{name}: {value}"));
            }
        }
    }
    let html = text.split("\"content_html\":\"").skip(1).filter_map(|rest| rest.split("\",\"").next());
    found.extend(html.flat_map(|html| in_tags(&html.replace("\\\"", "\""))));
    found
}

#[test]
fn the_looking_sees_what_runs() {
    for (path, text) in [
        ("a.html", "<p><a title=\"x>\" href=' java\u{1}script:x'>y</a>"),
        ("a.html", "<img srcset=\"a.jpg 1x, data:text/html,x 2x\">"),
        ("a.html", "<script type=\"application/ld+json\">{\"url\":\"vbscript:x\"}</script>"),
        ("a.xml", "<link>javascript:x</link>"),
        ("a.xml", "<content>&lt;a href=&quot;javascript:x&quot;&gt;</content>"),
        ("a.json", "{\"content_html\":\"<a href=\\\"javascript:x\\\">\"}"),
    ] {
        assert_eq!(running(path, text).len(), 1, "{text}");
    }
    assert!(running("a.html", "<p title=\"<a href='javascript:x'>\">javascript:x</p>").is_empty());
}

fn look(name: &str, settings: &str) {
    let root = scratch(&format!("addresses-{name}"));
    let config = format!("title = \"T\"\nbase_url = \"https://t.example/\"\nsearch = true\ntext_edition = true\n{settings}");
    put(&root, "config.toml", &Piece::Bytes(config.into_bytes()));
    let mut count = 0;
    let mut story = |folder: &str, fields: &str, body: &str, words: &str| {
        count += 1;
        let text =
            format!("+++\nheadline = \"Story {count}\"\ndate = 2026-03-09\nauthors = [\"{words} {count}\"]\n{fields}\n+++\n{body}\n");
        put(&root, &format!("content/{folder}/story-{count}.md"), &Piece::Bytes(text.into_bytes()));
    };
    for payload in PAYLOADS {
        for place in COPY {
            story("city", "", &place.replace('@', payload), "Ana");
        }
        for place in FIELDS {
            let folder = if place.starts_with("links") { "authors" } else { "city" };
            story(folder, &place.replace('@', &escaped(payload)), "Copy.", "Ana");
            story(folder, &place.replace('@', payload), "Copy.", "Ana");
        }
    }
    // Pages of the paper, fronts of sections, and a front page print copy too.
    let all: String = PAYLOADS.iter().fold(String::new(), |mut all, payload| {
        let _ = write!(all, "[word](<{payload}>) <a href=\"{payload}\">b</a>\n\n");
        all
    });
    for path in ["about.md", "city/_index.md", "_index.md", "authors/ana-ruiz.md"] {
        put(&root, &format!("content/{path}"), &Piece::Bytes(format!("+++\nheadline = \"Page\"\n+++\n{all}").into_bytes()));
    }
    let output = run(&root, &["build", "--now", "2026-03-10T12:00:00Z", "--format", "short"], "UTC");
    assert!(output.status.success(), "{}", said(&output));
    let mut files = 0;
    let mut faults = Vec::new();
    for (path, bytes) in tree(&root.join("public")) {
        let Ok(text) = String::from_utf8(bytes) else { continue };
        files += 1;
        faults.extend(running(&path, &text).into_iter().map(|value| format!("{path}: {value}")));
    }
    faults.sort();
    faults.dedup();
    assert!(faults.is_empty(), "{} of them:\n{}", faults.len(), faults.iter().take(40).cloned().collect::<Vec<_>>().join("\n"));
    assert!(files > PAYLOADS.len() * COPY.len(), "{files} files");
}

#[test]
fn no_address_that_runs_something_is_printed() {
    look("cleaned", "");
}

#[test]
fn nor_where_raw_html_is_trusted() {
    look("trusted", "trusted_html = true\n");
}

#[test]
fn settings_with_such_addresses_are_refused() {
    for (nth, setting) in [
        "help = [{ name = \"Help\", url = \"@\" }]",
        "[policies]\nethics = \"@\"",
        "[organisation]\nlogo = \"@\"",
        "[organisation]\nimage = \"@\"",
        "[organisation]\nsame_as = [\"https://x.example/\", \"@\"]",
        "[theme]\nlogo = \"@\"",
        "[feeds]\nhubs = [\"@\"]",
    ]
    .iter()
    .enumerate()
    {
        for payload in ["javascript:alert(1)", "java\\tscript:alert(1)", "\\u0001javascript:alert(1)", "data:text/html,x"] {
            let root = scratch(&format!("addresses-config-{nth}"));
            let config = format!("title = \"T\"\nbase_url = \"https://t.example/\"\n{}\n", setting.replace('@', payload));
            put(&root, "config.toml", &Piece::Bytes(config.into_bytes()));
            put(&root, "content/city/a.md", &Piece::Bytes(b"# A\n\nCopy.\n".to_vec()));
            let output = run(&root, &["build", "--format", "short"], "UTC");
            let said = said(&output);
            assert!(
                !output.status.success() && said.contains("cannot be printed") && said.contains("config.toml:"),
                "{setting} {payload}: {said}"
            );
        }
    }
}
