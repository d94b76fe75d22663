//! The codes of all diagnostics, one row each: what `[lints]` may name, what `newsprint explain` says, and the table in `docs/messages.md`.

use super::report::{Level, nearest};

/// A code.
pub struct Code {
    /// The stable id, which stands in square brackets in a message.
    pub name: &'static str,
    /// The levels it has where the site does not say otherwise.
    pub levels: &'static [Level],
    /// What it means, in a sentence or two.
    pub about: &'static str,
}

const ERROR: &[Level] = &[Level::Error];
const WARNING: &[Level] = &[Level::Warning];
/// An error or a warning, by what it stands in the way of.
const EITHER: &[Level] = &[Level::Error, Level::Warning];

const fn row(name: &'static str, levels: &'static [Level], about: &'static str) -> Code {
    Code { name, levels, about }
}

/// All codes, sorted by name. A test holds them to those that the source uses.
#[rustfmt::skip]
pub const CODES: &[Code] = &[
    row("abbreviation", WARNING, "A word that ends in a dot is read as an abbreviation or not. Look at the line: the sentence may end there."),
    row("address", WARNING, "The address that a story brings along cannot be kept; it stands where others of its section do."),
    row("address-moved", ERROR, "A story that was published would stand at another address. Add the line that the message gives to its front matter, and readers and search engines are sent on."),
    row("address-vanished", WARNING, "Something was published at an address, and nothing answers there any more. Redirect it, or say in config.toml that it is gone."),
    row("angle-brackets", WARNING, "Words in angle brackets look like a tag of HTML and are printed as words."),
    row("author", WARNING, "A profile or a byline is not what it seems: two people of one name, or a profile that nobody uses."),
    row("block", WARNING, "A story block, > [!name], has no template, or its template does not print what stands in the brackets."),
    row("change-early", WARNING, "An update or a correction is dated before the story."),
    row("change-time", WARNING, "A change on the day of publication needs the time of day, or machines cannot see that it came later."),
    row("changed", ERROR, "Files changed while the paper was built. Nothing was written; build again."),
    row("code-unclosed", WARNING, "A block or a span of code opens and does not close."),
    row("collision", EITHER, "Two things would be printed at one address. Give one of them another slug or name; with dates in permalink weekly series are apart."),
    row("comment-open", WARNING, "An HTML comment opens and never closes; it would hide or print words that nobody looked at."),
    row("config", ERROR, "A setting in config.toml is unknown or cannot be what it is. docs/configuration.md lists them all."),
    row("content-policy", WARNING, "A template has a script, a style or a frame that the policy which hosts send does not allow. Write [hosting] csp for it."),
    row("contrast", ERROR, "A colour of the theme cannot be read on its ground."),
    row("control-character", WARNING, "An invisible character was taken out of the copy."),
    row("correction", EITHER, "A correction has no date, or a paragraph was taken for one. Readers are owed the day."),
    row("css", ERROR, "A style sheet of the paper cannot be read."),
    row("date", ERROR, "A date cannot be read. Write 2026-03-09 or 2026-03-09T14:30."),
    row("date-gap", WARNING, "Dates of a story are further apart than anyone means."),
    row("dropped", WARNING, "Lines of pasted text were taken for furniture of a page and left out. If one is copy, write it as a whole sentence."),
    row("embargo", WARNING, "The copy speaks of an embargo, and the front matter does not say until when."),
    row("emphasis-unclosed", WARNING, "A star or an underscore opens emphasis that does not end."),
    row("empty-story", WARNING, "A story has front matter and no copy, so its page is a headline. Its words may be in a key that is not read."),
    row("encoding", EITHER, "The file is not UTF-8. Save it as UTF-8, or as plain text."),
    row("file-active", WARNING, "A file beside the copy can run something in browsers or on the host and is not published."),
    row("file-case", ERROR, "A file is there, but in other letter case, which counts on most hosts."),
    row("file-missing", WARNING, "A link or a picture names a file that is not there."),
    row("file-name", ERROR, "The name of a file cannot be part of an address."),
    row("files-unused", WARNING, "Files lie beside the copy that no story uses."),
    row("front", EITHER, "A front page names a story that is not there, or more than fit."),
    row("front-held", WARNING, "A front page names a story that is held back."),
    row("front-matter", ERROR, "The lines above the copy cannot be read as TOML or YAML. The message says where; quotation marks and colons are the usual cause."),
    row("front-matter-below", ERROR, "A second block of front matter stands further down in the file."),
    row("guess", WARNING, "Something in pasted text was read in one of two ways. Look whether it is the right one."),
    row("heading-space", WARNING, "A heading has no space after its #."),
    row("headline-twice", WARNING, "The copy begins with the words of the headline."),
    row("held-name", WARNING, "The name of a file or folder says that its story is not for readers yet. Move or rename it when it is."),
    row("hidden-file", WARNING, "A file in static/ begins with a dot and is not published. [hosting] dot_files names those that are."),
    row("host-limit", WARNING, "A host that [hosting] names does not take so much. What it leaves out is said."),
    row("html-code", WARNING, "HTML ended at an empty line, and the indented lines after it became code."),
    row("html-markdown", WARNING, "Markdown stands inside HTML, where it is not read."),
    row("html-nesting", WARNING, "More tags are open in each other than can be cleaned."),
    row("html-removed", WARNING, "An element of HTML is not printed: it could run something. A link to the address of a frame stays."),
    row("html-unclosed", WARNING, "An element of HTML is opened and not closed."),
    row("id-twice", WARNING, "Two stories have one id."),
    row("image", WARNING, "A picture cannot be read, or its fields are not what they should be."),
    row("indented-prose", WARNING, "A paragraph is indented so far that it became code."),
    row("internal", ERROR, "A fault of this program. Please report it with the file."),
    row("key-twice", WARNING, "A key stands twice in the front matter. The last one counts; of locks the strictest does."),
    row("kind", WARNING, "The kind of a story is none that the paper knows; it counts as news."),
    row("language", WARNING, "There are no interface words for a language."),
    row("leak", ERROR, "Words of a story that is held back would have been printed. Nothing was written."),
    row("line-as-address", WARNING, "A line of the copy looks like an address of a page."),
    row("link-as-text", WARNING, "A link is written so that it stays text."),
    row("link-dead", WARNING, "A symbolic link among the site's files leads nowhere."),
    row("link-held", WARNING, "A link leads to a story that is held back; its words are printed without it."),
    row("link-loop", WARNING, "A symbolic link leads back to a folder that it lies in."),
    row("link-nowhere", WARNING, "A link leads to an address of this site at which nothing stands, or to a place in a page that is not there."),
    row("link-outside", WARNING, "A symbolic link leads out of the site."),
    row("link-unsafe", WARNING, "The address of a link would run something in the reader's browser."),
    row("link-withdrawn", WARNING, "A link leads to a story that was withdrawn."),
    row("list-in-sentence", WARNING, "A line in a paragraph begins like an item of a list."),
    row("list-indent", WARNING, "An item of a list is not indented far enough to be nested."),
    row("list-renumbered", WARNING, "A list is printed with other numbers than were written."),
    row("list-runs-on", WARNING, "A list goes on where another was meant."),
    row("lock", EITHER, "What holds a story back cannot be read or contradicts itself. Such a story is never published."),
    row("lost-lock", ERROR, "A word that would hold the story back stands where it has no effect."),
    row("nesting", WARNING, "Quotes and lists stand in each other too deep."),
    row("new", ERROR, "A site or an article cannot be made."),
    row("no-copy", ERROR, "There are no stories in content/."),
    row("no-date", EITHER, "A story has no date. Add date = 2026-03-09, or begin the name of the file with it."),
    row("no-headline", ERROR, "A story has no headline. Add headline = \"…\", or begin the copy with # and the headline."),
    row("no-story", WARNING, "A file is no story."),
    row("not-printed", WARNING, "A comment or a note in the copy is not printed."),
    row("not-text", ERROR, "A file is no text: a Word file, a picture, a PDF under another name."),
    row("note-undefined", WARNING, "A footnote is named and not there."),
    row("note-unused", WARNING, "A footnote is there and not named."),
    row("number-list", WARNING, "A sentence that begins with a number became a list."),
    row("output", ERROR, "The output folder cannot be used."),
    row("publish", ERROR, "A place to publish to is not written as it must be. docs/deploying.md shows them all."),
    row("quote-not-in-copy", WARNING, "A pull-quote says words that are not in the copy."),
    row("quote-place", WARNING, "The place that a pull-quote names is not in the copy."),
    row("quote-runs-on", WARNING, "A quote goes on where the copy was meant."),
    row("quote-without-name", WARNING, "A pull-quote that is not in the copy names nobody."),
    row("read", ERROR, "A file cannot be read."),
    row("redirect", ERROR, "An old address cannot be one."),
    row("redirect-case", WARNING, "Two old addresses differ in letter case alone."),
    row("redirect-loop", ERROR, "Redirects lead in a circle."),
    row("redirect-nowhere", ERROR, "A redirect leads to an address at which nothing stands."),
    row("removals", ERROR, "The build would remove most of the paper. --allow-removals says that it may."),
    row("rule-heading", WARNING, "A line of hyphens under a paragraph makes a heading of it."),
    row("section", EITHER, "A section would stand where the paper has a page of its own. The archive and the list of all stories give way; the others cannot."),
    row("shortcode", WARNING, "A mark of another generator stands in the copy. It is left out and what it encloses is kept; [shortcodes] in config.toml says what it is."),
    row("slug", ERROR, "A slug cannot be part of an address."),
    row("star-in-word", WARNING, "A star inside a word is printed as a star."),
    row("story-inside", ERROR, "A second text lies in the folder of a story."),
    row("table-as-text", WARNING, "A table is written so that it stays text."),
    row("table-cells", WARNING, "A row of a table has more cells than there are columns."),
    row("takeaways", WARNING, "The takeaways box has nothing in it, or stands twice."),
    row("template", ERROR, "A template cannot be read or fails."),
    row("template-missing", WARNING, "A story asks for a template that is not there; the usual one is used."),
    row("toml", ERROR, "config.toml cannot be read as TOML. Text stands in straight quotation marks."),
    row("too-many", ERROR, "More is listed than anybody means: topics or authors of one story."),
    row("topic-names", WARNING, "One topic is spelled in several ways. They are one page; write them alike."),
    row("type", EITHER, "A field is of another type than it can be."),
    row("unknown-key", WARNING, "A field of the front matter is not known. A near miss is named; a value of your own belongs under extra."),
    row("unread", WARNING, "A file in content/ is no copy and nobody links to it."),
    row("urls-lock", EITHER, "urls.lock cannot be read. Bring back the version you last committed."),
    row("words", EITHER, "Words of the paper's own language file are missing or unused."),
];

/// The row of a code.
pub fn code(name: &str) -> Option<&'static Code> {
    CODES.iter().find(|code| code.name == name)
}

/// Help for a code that is none: the nearest that is one, or where they are listed.
pub fn nearest_code(name: &str) -> String {
    let names: Vec<&str> = CODES.iter().map(|code| code.name).collect();
    nearest(name, &names).map_or_else(|| "docs/messages.md lists the codes".to_owned(), |near| format!("did you mean `{near}`?"))
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// What makes a diagnostic, and the level that it says, if it says one.
    const LEADS: &[(&str, Option<Level>)] = &[
        ("Diag::error(", Some(Level::Error)),
        ("Diag::warning(", Some(Level::Warning)),
        ("Level::Error,", Some(Level::Error)),
        ("Level::Warning,", Some(Level::Warning)),
        ("code: ", None),
        ("code = ", None),
        ("tell(told,", None),
        (".moment(", None),
        ("const CODE: &str =", None),
        ("const NOWHERE: &str =", None),
        ("const OPEN_COMMENT: &str =", None),
        ("const VANISHED: &str =", None),
    ];

    /// The codes in the source, with the levels that stand beside them.
    fn used() -> BTreeMap<String, BTreeSet<Level>> {
        let mut used: BTreeMap<String, BTreeSet<Level>> = BTreeMap::new();
        for entry in walkdir::WalkDir::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")) {
            let entry = entry.expect("a folder that can be read");
            if entry.path().extension().is_none_or(|ending| ending != "rs") {
                continue;
            }
            let text = std::fs::read_to_string(entry.path()).expect("a source text");
            let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace("tell( told,", "tell(told,");
            for (lead, level) in LEADS {
                for (at, _) in text.match_indices(lead) {
                    let Some(rest) = text[at + lead.len()..].trim_start().strip_prefix('"') else { continue };
                    let id = rest.split('"').next().unwrap_or_default();
                    if id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') {
                        used.entry(id.to_owned()).or_default().extend(level);
                    }
                }
            }
        }
        used
    }

    #[test]
    fn the_codes_are_those_of_the_source() {
        let used = used();
        let rows: Vec<&str> = CODES.iter().map(|code| code.name).collect();
        assert_eq!(used.keys().map(String::as_str).collect::<Vec<_>>(), rows, "a code has its row, and a row is used");
        for code in CODES {
            let said = used[code.name].iter().filter(|level| !code.levels.contains(level)).collect::<Vec<_>>();
            assert!(said.is_empty(), "{} is used as {said:?}, and its row does not say so", code.name);
        }
    }
}
