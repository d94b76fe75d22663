//! Golden cases of plain text: `tests/cases/plain/NAME.txt` is read, and what comes out must be `NAME.expected`. With `UPDATE=1`
//! the expected files are rewritten; the diff is reviewed. Then the properties that hold for any text: nothing panics, no word is
//! lost, and little is dropped.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use crate::desk::chance;
use newsprint::article::plain_text::{Block, Desk, Item, Line, PlainStory, read};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn with_desk<T>(work: impl FnOnce(&Desk<'_>) -> T) -> T {
    let sections = ["World", "Harbour", "Politics"].map(str::to_owned);
    let people = ["Ana Ruiz", "Bo Park"].map(str::to_owned);
    work(&Desk { site_title: "The Merrivale Courier", sections: &sections, people: &people, headline: "", agencies: &[], language: "en" })
}

fn line(out: &mut String, name: &str, line: Option<&Line>) {
    if let Some(line) = line {
        let _ = writeln!(out, "{name} [{}] {}", line.line, line.text);
    }
}

fn items(out: &mut String, items: &[Item]) {
    for item in items {
        match &item.label {
            Some(label) => _ = writeln!(out, "    [{}] <{label}> {}", item.line, item.text),
            None => _ = writeln!(out, "    [{}] {}", item.line, item.text),
        }
    }
}

/// A story as text, one line a thing.
fn dump(story: &PlainStory) -> String {
    let mut out = String::new();
    line(&mut out, "kicker", story.kicker.as_ref());
    if let Some(label) = &story.label {
        let _ = writeln!(out, "label {label}");
    }
    match &story.headline {
        Some(headline) => line(&mut out, "headline", Some(headline)),
        None => out.push_str("no headline\n"),
    }
    line(&mut out, "dek", story.dek.as_ref());
    for credit in &story.bylines {
        let _ = writeln!(out, "by [{}] {} | {}", credit.line, credit.name, credit.role.as_deref().unwrap_or("-"));
    }
    line(&mut out, "published", story.published.as_ref());
    line(&mut out, "updated", story.updated.as_ref());
    if let Some(dateline) = &story.dateline {
        let _ = writeln!(
            out,
            "dateline [{}] {} | {} | {}",
            dateline.line,
            dateline.place,
            dateline.agency.as_deref().unwrap_or("-"),
            dateline.text
        );
    }
    out.push('\n');
    for block in &story.blocks {
        dump_block(&mut out, block);
    }
    out.push('\n');
    for correction in &story.corrections {
        let _ = writeln!(
            out,
            "correction [{}] {} | {} | {}",
            correction.line,
            correction.kind,
            correction.date.as_deref().unwrap_or("-"),
            correction.text
        );
    }
    for rights in &story.rights {
        line(&mut out, "rights", Some(rights));
    }
    for note in &story.notes {
        line(&mut out, "note", Some(note));
    }
    for dropped in &story.dropped {
        let _ = writeln!(out, "dropped [{}] {}: {}", dropped.line, dropped.rule, dropped.text);
    }
    for guess in &story.guesses {
        let _ = writeln!(out, "guess [{}] {}: {}", guess.line, guess.rule, guess.message);
    }
    out
}

fn dump_block(out: &mut String, block: &Block) {
    match block {
        Block::Paragraph(paragraph) if paragraph.verse.is_empty() => _ = writeln!(out, "p [{}] {}", paragraph.line, paragraph.text),
        Block::Paragraph(paragraph) => _ = writeln!(out, "verse [{}] {}", paragraph.line, paragraph.verse.join(" // ")),
        Block::Subhead(head) => line(out, "subhead", Some(head)),
        Block::List { kind, items: list } => {
            let _ = writeln!(out, "list {kind:?}");
            items(out, list);
        }
        Block::Takeaways { heading, items: list } => {
            line(out, "takeaways", Some(&heading.clone().unwrap_or_default()));
            items(out, list);
        }
        Block::Voice(voice) => {
            let _ = writeln!(
                out,
                "voice [{}] {} | {} | {}",
                voice.line,
                voice.name,
                voice.role.as_deref().unwrap_or("-"),
                voice.via.as_deref().unwrap_or("-")
            );
            for paragraph in &voice.paragraphs {
                let _ = writeln!(out, "    {paragraph}");
            }
        }
        Block::PullQuote { text, by, line } => _ = writeln!(out, "pull [{line}] {text} | {}", by.as_deref().unwrap_or("-")),
        Block::Rule(rule) => line(out, "rule", Some(rule)),
        Block::RunIn { label, text, line } => _ = writeln!(out, "run-in [{line}] <{label}> {text}"),
        Block::FactBox { items: list } => {
            out.push_str("facts\n");
            items(out, list);
        }
        Block::Qa { pairs } => {
            out.push_str("questions\n");
            for pair in pairs {
                let _ = writeln!(out, "    [{}] {}", pair.line, pair.question);
                for answer in &pair.answer {
                    let _ = writeln!(out, "        {answer}");
                }
            }
        }
        Block::Related { heading, items } => {
            line(out, "related", Some(heading));
            for item in items {
                let _ = writeln!(out, "    [{}] {}", item.line, item.text);
            }
        }
        Block::Figure { caption, credit, line } => {
            let _ = writeln!(out, "figure [{line}] {} | {}", caption.as_deref().unwrap_or("-"), credit.as_deref().unwrap_or("-"));
        }
        Block::Table { head, rows, line } => {
            let _ = writeln!(out, "table [{line}] {}", head.as_ref().map_or_else(|| "-".to_owned(), |head| head.join(" | ")));
            for row in rows {
                let _ = writeln!(out, "    {}", row.join(" | "));
            }
        }
        Block::Preformatted { text, line } => {
            let _ = writeln!(out, "code [{line}]");
            for line in text.lines() {
                let _ = writeln!(out, "    {line}");
            }
        }
        Block::EndCredit(credit) => line(out, "end credit", Some(credit)),
    }
}

#[test]
fn golden_cases() {
    let folder = root().join("tests/cases/plain");
    let mut names: Vec<PathBuf> =
        fs::read_dir(&folder).expect("the cases are there").map(|entry| entry.expect("a readable folder").path()).collect();
    names.retain(|path| path.extension().is_some_and(|end| end == "txt"));
    names.sort();
    assert!(!names.is_empty());
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for path in names {
        let text = fs::read_to_string(&path).expect("a case is UTF-8");
        let found = with_desk(|desk| dump(&read(&text, desk)));
        let expected = path.with_extension("expected");
        if update {
            fs::write(&expected, &found).expect("the expected file can be written");
        } else if fs::read_to_string(&expected).unwrap_or_default().replace('\r', "") != found {
            wrong.push(format!("{}\n{found}", path.display()));
        }
        let lost = lost_words(&text, &with_desk(|desk| read(&text, desk)));
        if !lost.is_empty() {
            wrong.push(format!("{} lost {lost:?}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "these came out otherwise; look, and rewrite with UPDATE=1:\n{}", wrong.join("\n"));
}

/// Articles that are kept beside this repository and not in it, in a folder `seed`: copied from web pages, with six subheads, two voices
/// and five takeaways. Where there are none, nothing is tested.
#[test]
fn articles_kept_elsewhere() {
    let Some(above) = root().parent().map(PathBuf::from) else { return };
    let folders = fs::read_dir(above).into_iter().flatten().flatten().map(|entry| entry.path().join("seed"));
    let files = folders.filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten().map(|entry| entry.path());
    for path in files.filter(|path| path.extension().is_some_and(|end| end == "txt")) {
        let text = fs::read_to_string(&path).expect("an article is UTF-8");
        let story = with_desk(|desk| read(&text, desk));
        let shown = dump(&story);
        assert_eq!(story.headline.as_ref().map(|line| line.text.as_str()), text.lines().next(), "{shown}");
        assert_eq!(story.blocks.iter().filter(|block| matches!(block, Block::Subhead(_))).count(), 6, "{shown}");
        let voices: Vec<_> = story.blocks.iter().filter(|block| matches!(block, Block::Voice(voice) if voice.role.is_some())).collect();
        assert_eq!(voices.len(), 2, "{shown}");
        let boxes: Vec<_> = story.blocks.iter().filter(|block| matches!(block, Block::Takeaways { .. })).collect();
        assert!(
            matches!(boxes[..], [Block::Takeaways { heading: Some(_), items }] if items.len() == 5 && items.iter().all(|item| item.label.is_some())),
            "{shown}"
        );
        assert_eq!(story.dropped.iter().map(|dropped| dropped.text.as_str()).collect::<Vec<_>>(), ["Login"], "{shown}");
        assert!(!story.blocks.iter().any(|block| matches!(block, Block::Paragraph(paragraph) if paragraph.text.ends_with('-'))), "{shown}");
        assert!(lost_words(&text, &story).is_empty(), "{shown}");
    }
}

/// The words of a text, counted. A number alone may be the mark of a list, and one letter too. Where words are not spaced, each
/// character counts as one.
fn words(text: &str) -> HashMap<String, i32> {
    let square = |letter: char| matches!(letter, '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}');
    let part = |letter: char| {
        letter.is_alphabetic() || matches!(letter, '\u{0300}'..='\u{036F}' | '\u{0590}'..='\u{065F}' | '\u{0900}'..='\u{0DFF}')
    };
    let mut counts = HashMap::new();
    for word in text.split(|letter: char| !part(letter)) {
        let squares: Vec<char> = word.chars().filter(|&letter| square(letter)).collect();
        if squares.is_empty() && word.chars().count() > 1 {
            *counts.entry(word.to_lowercase()).or_insert(0) += 1;
        }
        for letter in squares {
            *counts.entry(letter.to_string()).or_insert(0) += 1;
        }
    }
    counts
}

/// Everything a story holds, as one text.
fn whole(story: &PlainStory) -> String {
    let mut out = dump(story);
    // Names in an end credit are in the bylines as well, and must not hide a loss.
    for credit in story.bylines.iter().filter(|credit| {
        credit.role.is_some()
            && story
                .blocks
                .iter()
                .any(|block| matches!(block, Block::EndCredit(line) if line.line == credit.line && line.text.contains(&credit.name)))
    }) {
        out = out.replacen(&format!("by [{}] {} |", credit.line, credit.name), "", 1);
    }
    out
}

/// Words that a field's own meaning stands for: the word before a byline or a date, before a correction, a credit, a channel.
const SPOKEN_FOR: &[&str] = &[
    "by",
    "and",
    "date",
    "von",
    "und",
    "par",
    "et",
    "por",
    "di",
    "door",
    "words",
    "published",
    "updated",
    "last",
    "on",
    "at",
    "correction",
    "clarification",
    "editor",
    "editors",
    "update",
    "photo",
    "credit",
    "image",
    "source",
    "caption",
    "veröffentlicht",
    "aktualisiert",
    "am",
    "publié",
    "mis",
    "jour",
    "le",
    "publicado",
    "el",
    "actualizado",
    "pubblicato",
    "aggiornato",
    "il",
    "em",
    "atualizado",
    "gepubliceerd",
    "bijgewerkt",
    "op",
    "автор",
    "опубликовано",
    "обновлено",
    "опубліковано",
    "оновлено",
    "نشر",
    "في",
    "بقلم",
    "תאריך",
    "פורסם",
    "עודכן",
    "מאת",
    "प्रकाशित",
    "अपडेट",
    "लेखक",
    "发布",
    "更新",
    "作者",
    "記者",
    "公開",
    "更新日",
    "입력",
    "수정",
    "기자",
    "foto",
    "kuva",
    "av",
    "publicerad",
    "uppdaterad",
    "publisert",
    "oppdatert",
    "text",
    "tekst",
    "teksti",
    "julkaistu",
    "päivitetty",
    "note",
    "the",
    "question",
    "answer",
    "korrektur",
    "rectificatif",
    "autor",
    "publikováno",
    "aktualizováno",
    "opublikowano",
    "zaktualizowano",
    "aktualizacja",
    "aktualizace",
    "yazan",
    "yayınlanma",
    "güncelleme",
    "نوشته",
    "منتشر",
    "شده",
    "به",
    "روزرسانی",
    "posted",
    "first",
    "modified",
    "photos",
    "story",
    "written",
    "author",
    "af",
    "udgivet",
    "opdateret",
    "तिथि",
    "द्वारा",
    "发布时间",
    "更新时间",
    "文",
    "تحديث",
    "آخر",
    "تصوير",
    "صورة",
    "सुधार",
    "更正",
    "訂正",
    "记者",
    "headline",
    "image",
];

/// The words of the word lists that stand before names and dates.
fn lead_words() -> &'static HashSet<String> {
    static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let list = |name: &str| fs::read_to_string(root().join("src/article/plain_text/data").join(name)).expect("a word list");
        let dates = list("date_leads.txt")
            .lines()
            .filter(|line| !line.starts_with(['#', '[']))
            .flat_map(|line| words(line).into_keys())
            .collect::<Vec<_>>();
        let singles = [list("byline_leads.txt"), list("name_joints.txt"), list("credits.txt")].concat();
        let singles = singles
            .lines()
            .filter(|line| !line.trim().contains(' ') && !line.starts_with(['#', '[']))
            .flat_map(|line| words(line).into_keys());
        singles.chain(dates).collect()
    });
    &WORDS
}

/// A text with the words made whole that the story says it has joined at the end of a line.
fn made_whole(text: &str, story: &PlainStory) -> String {
    let mut text = text.replace("\r\n", "\n");
    for guess in story.guesses.iter().filter(|guess| guess.rule == "PD-hyphen") {
        for word in guess.message.split('“').skip(1).filter_map(|part| part.split('”').next()) {
            for (at, _) in word.char_indices() {
                text = text.replace(&format!("{}-\n{}", &word[..at], &word[at..]), word);
            }
        }
    }
    text
}

fn lost_words(text: &str, story: &PlainStory) -> Vec<String> {
    let kept = words(&whole(story));
    let text = made_whole(text, story);
    let mut lost: Vec<String> = words(&text.replace(['\u{ad}', '\u{200b}', '\u{feff}', '\u{2060}'], ""))
        .into_iter()
        .filter(|(word, count)| {
            !lead_words().contains(word)
                && !SPOKEN_FOR
                    .iter()
                    .any(|spoken| spoken == word || (!spoken.is_ascii() && word.chars().count() == 1 && spoken.contains(word.as_str())))
                && kept.get(word).copied().unwrap_or(0) < *count
        })
        .map(|(word, _)| word)
        .collect();
    lost.sort();
    lost
}

/// Building blocks of real texts, and of hostile ones.
const PIECES: &[&str] = &[
    "Council votes to close harbour pool",
    "HARBOUR",
    "By Ana Ruiz",
    "By Ana Ruiz and Jo Lee, Harbour correspondents",
    "Updated 9 March 2026",
    "2 hours ago",
    "Login",
    "Share",
    "Advertisement",
    "Related",
    "Read more: Ferry sinks",
    "MERRIVALE, March 9 (Wire) - The harbour board voted on Monday to raise its fees by a tenth from the summer.",
    "GROSSETO, Italy (AP) — The trial of a captain began on Monday in a theatre that serves as a court.",
    "The harbour board voted on Monday to raise its fees by a tenth, and owners of small boats say they will leave.",
    "Key takeaways",
    "Key Takeaways — Why It Counts",
    "What to know:",
    "Highlights",
    "-",
    "•",
    "*",
    "1.",
    "* * *",
    "- 30 -",
    "###",
    "ENDS",
    "- Fees rise in May",
    "- Boats leave",
    "• Fees: They rise by a tenth in May.",
    "• Boats: Many owners say they leave.",
    "1. Fees rise",
    "2. Boats leave",
    "3. Nobody pays",
    "Fees: They rise by a tenth in May.",
    "Boats: Many owners say they leave.",
    "Pool: It will close for a year at least.",
    "Ana Ruiz, harbour master:",
    "Harbour master Jo Lee:",
    "Ana Ruiz:",
    "“We did not see it coming.”",
    "“We did not see it coming,” said Ruiz. “No one did.”",
    "“It opens and goes on",
    "and it closes here.”",
    "— Jo Lee, skipper",
    "Why it matters: Nobody can pay the new fees.",
    "What happens next",
    "WHO: The board",
    "WHEN: Monday at noon",
    "Q: Why now?",
    "A: Because the money ran out.",
    "Photo: Ana Ruiz",
    "A boat at the quay",
    "Getty Images",
    "Correction: An earlier version said May.",
    "This article was amended on 9 March 2026 to say so.",
    "© 2026 The Courier. All rights reserved.",
    "Reporting by Ana Ruiz in London; Editing by Bo Park",
    "Contact: Jo Lee",
    "555-0100-99",
    "Notes to editors",
    "Jo Lee contributed to this report.",
    "Text that trails. -",
    "The tide goes out,",
    "the tide comes in,",
    "on Gull Street.",
    "Das Wichtigste in Kürze",
    "要点",
    "港口收费上涨。",
    "أبرز النقاط",
    "– Jeg vet ikke, sier hun.",
    "1986. That was it.",
    "#1 in the county",
    "## Subhead",
    "**Bold line**",
    "----------",
    "=====",
    "https://news.example/a?b=c",
    "Name | Title | “Words of a voice.”",
    "\u{feff}",
    "\u{0}",
    "\u{2029}",
    "\u{a0}",
    "   ",
    "\t\tTabbed line goes here",
];

fn check(text: &str) {
    let story = with_desk(|desk| read(text, desk));
    let lost = lost_words(text, &story);
    assert!(lost.is_empty(), "lost {lost:?} of:\n{text}\n---\n{}", dump(&story));
    let size = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).count();
    let top = story.headline.as_ref().map_or(0, |headline| headline.line);
    let dropped: usize = story
        .dropped
        .iter()
        .filter(|dropped| dropped.rule.starts_with("BP") && dropped.line > top)
        .map(|dropped| size(&dropped.text))
        .sum();
    let buttons =
        story.dropped.iter().all(|dropped| !dropped.rule.starts_with("BP") || dropped.line <= top || dropped.text.chars().count() <= 30);
    assert!(dropped * 20 <= size(text) * if buttons { 6 } else { 3 }, "dropped too much of:\n{text}");
    assert!(
        story.dropped.iter().all(|dropped| dropped.text.chars().count() <= 200 || dropped.rule.starts_with("HD")),
        "dropped a long block of:\n{text}"
    );
}

#[test]
fn shuffled_pieces_lose_no_word() {
    chance(400, 26, |dice| {
        let count = 1 + dice.roll(24);
        let joint = dice.pick(&["\n", "\n\n", "\r\n", "\n\n\n", "    "]);
        let pieces: Vec<&str> = (0..count).map(|_| dice.pick(PIECES)).collect();
        check(&pieces.join(joint));
    });
}

/// The lines of all the golden texts, in any order and of any two texts together: the head must hold what it cannot explain.
#[test]
fn mixed_lines_of_texts_lose_no_word() {
    let folder = root().join("tests/cases/plain");
    let mut texts: Vec<PathBuf> =
        fs::read_dir(&folder).expect("the cases are there").map(|entry| entry.expect("a readable folder").path()).collect();
    texts.retain(|path| path.extension().is_some_and(|end| end == "txt"));
    texts.sort();
    let texts: Vec<String> = texts.iter().map(|path| fs::read_to_string(path).expect("a case is UTF-8")).collect();
    let heads: Vec<Vec<&str>> = texts.iter().map(|text| text.lines().take(14).filter(|line| !line.trim().is_empty()).collect()).collect();
    chance(400, 40, |dice| {
        let (one, two) = (&heads[dice.roll(heads.len())], &heads[dice.roll(heads.len())]);
        let count = 2 + dice.roll(12);
        let joint = dice.pick(&["\n", "\n\n"]);
        let lines: Vec<&str> = (0..count)
            .map(|_| {
                let lines = if dice.roll(2) == 0 { one } else { two };
                lines[dice.roll(lines.len())]
            })
            .collect();
        let text = lines.join(joint);
        let story = with_desk(|desk| read(&text, desk));
        let lost = lost_words(&text, &story);
        assert!(lost.is_empty(), "lost {lost:?} of:\n{text}\n---\n{}", dump(&story));
    });
}

/// Parts of all the texts of the cases, mixed: what came by mail into what came off a wire.
#[test]
fn mixed_texts_lose_no_word() {
    let folder = root().join("tests/cases/plain");
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).expect("the cases are there").map(|entry| entry.expect("a readable folder").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "txt"));
    paths.sort();
    let texts: Vec<String> = paths.iter().map(|path| fs::read_to_string(path).expect("a case is UTF-8")).collect();
    let parts: Vec<&str> = texts.iter().flat_map(|text| text.split("\n\n")).filter(|part| part.len() < 1500).collect();
    chance(400, 20, |dice| {
        let count = 2 + dice.roll(9);
        let joint = dice.pick(&["\n\n", "\n", "\n\n\n"]);
        let mixed: Vec<&str> = (0..count).map(|_| dice.pick(&parts)).collect();
        let text = mixed.join(joint);
        let story = with_desk(|desk| read(&text, desk));
        let lost = lost_words(&text, &story);
        assert!(lost.is_empty(), "lost {lost:?} of:\n{text}\n---\n{}", dump(&story));
    });
}

#[test]
fn random_letters_do_no_harm() {
    let odd = "aAbB zZ.,:;!?-–—*•#“”\"'«»„「」()[]|/\\\n\n\r\t\u{a0}\u{200b}\u{2028}\u{feff}éñß中文字の한국عربעברि0123456789©&<>{}%$€~`_=+^\u{0}\u{301}😀\u{202e}";
    let letters: Vec<char> = odd.chars().collect();
    chance(1500, 161, |dice| {
        let count = dice.roll(160);
        let text: String = (0..count).map(|_| dice.pick(&letters)).collect();
        with_desk(|desk| read(&text, desk));
    });
    chance(800, 61, |dice| {
        let count = dice.roll(60);
        let text: String = (0..count).filter_map(|_| char::from_u32(u32::try_from(dice.roll(0x11_0000)).unwrap_or(0))).collect();
        with_desk(|desk| read(&text, desk));
    });
}

#[test]
fn line_ends_and_marks_of_windows_change_nothing() {
    let folder = root().join("tests/cases/plain");
    for entry in fs::read_dir(folder).expect("the cases are there") {
        let path = entry.expect("a readable folder").path();
        if path.extension().is_some_and(|end| end == "txt") {
            let text = fs::read_to_string(&path).expect("a case is UTF-8").replace("\r\n", "\n").replace('\u{feff}', "");
            let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
            assert_eq!(with_desk(|desk| read(&text, desk)), with_desk(|desk| read(&windows, desk)), "{}", path.display());
        }
    }
}
