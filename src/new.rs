//! `newsprint new`: a fresh site, a fresh article in one, or a workflow for it.
//!
//! It writes new files only; what exists is never touched. The files it makes are the shortest that build.

mod ci;

pub use ci::{Ci, workflow};

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::clock;
use crate::diag::{Diag, Place};
use crate::permalink::Slug;
use crate::source::plain_io;

/// Makes a site in `folder`, which must be empty or not exist. Gives the files it made.
///
/// # Errors
/// The folder holds something, or cannot be written.
pub fn site(folder: &Path, now: Timestamp) -> Result<Vec<PathBuf>, Diag> {
    if let Some(other) =
        fs::read_dir(folder).ok().and_then(|entries| entries.flatten().map(|entry| entry.file_name()).find(|name| !may_stay(name)))
    {
        let message = format!("there is {} in the folder {}", other.to_string_lossy(), folder.display());
        return Err(
            Diag::error("new", message).help("name a folder that does not exist yet, or one that holds no more than a repository does")
        );
    }
    // A dot is a folder with a name, too.
    let named = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = named.file_name().and_then(|name| name.to_str()).unwrap_or("news");
    let title = title_of(name);
    let files = [
        ("config.toml", config(&title)),
        ("content/_index.md", format!("+++\nheadline = {}\n+++\n", toml_text(&title))),
        ("content/local/_index.md", "+++\nheadline = \"Local\"\ndek = \"What happens here.\"\n+++\n".to_owned()),
        ("content/local/first-edition.md", first_story(&title, now)),
        ("content/about.md", format!("# About {title}\n\nWho we are, who owns us, and how to reach the newsroom.\n")),
        (IGNORED, "/public\n/.newsprint\n".to_owned()),
    ];
    let mut made = Vec::new();
    for (path, text) in files {
        let path = folder.join(path);
        if path.is_file() && path.ends_with(IGNORED) {
            continue;
        }
        write_new(&path, &text)?;
        made.push(path);
    }
    Ok(made)
}

/// What a repository leaves out; one that is there stays as it is.
const IGNORED: &str = ".gitignore";

/// Whether something may lie in the folder of a new site: what begins with a dot, and the files that a repository begins with.
fn may_stay(name: &std::ffi::OsStr) -> bool {
    let name = name.to_string_lossy().to_lowercase();
    let stem = name.split('.').next().unwrap_or_default();
    name.starts_with('.')
        || ["readme", "license", "licence", "copying", "contributing", "security", "makefile", "justfile"]
            .iter()
            .any(|known| stem.starts_with(known))
}

/// Makes a draft for `headline` in a section of the site at `root`. Gives the file it made.
///
/// # Errors
/// There is such a file already, or it cannot be written.
pub fn article(root: &Path, headline: &str, section: &str, now: Timestamp, zone: &TimeZone) -> Result<PathBuf, Diag> {
    let slug = Slug::from_text(headline).ok_or_else(|| {
        Diag::error("new", "the headline has neither a letter nor a digit").help("write newsprint new article \"Ferry fares frozen\"")
    })?;
    let section = section.split('/').filter_map(Slug::from_text).map(|slug| slug.to_string()).collect::<Vec<_>>().join("/");
    let date = now.to_zoned_datetime(zone.clone());
    let path = root.join("content").join(&section).join(format!("{}-{slug}.md", date.strftime("%Y-%m-%d")));
    let text = format!(
        "+++\nheadline = {}\ndek = \"\"\nauthors = []\ntopics = []\ndate = {}\ndraft = true\n+++\n\n",
        toml_text(headline),
        clock::rfc3339(Timestamp::from_second(now.as_second()).unwrap_or(now), zone)
    );
    write_new(&path, &text)?;
    Ok(path)
}

/// Writes a file that does not exist yet.
#[allow(clippy::disallowed_methods, reason = "a fresh site is no output: nothing of it is ever written again")]
fn write_new(path: &Path, text: &str) -> Result<(), Diag> {
    let fault = |error: &io::Error| {
        let why = if error.kind() == io::ErrorKind::AlreadyExists { "there is such a file already".to_owned() } else { plain_io(error) };
        Diag::error("new", format!("cannot be made: {why}")).at(Place::file(&path.display().to_string()))
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| fault(&error))?;
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| fault(&error))?;
    file.write_all(text.as_bytes()).map_err(|error| fault(&error))
}

/// `valley-record` to `Valley Record`.
fn title_of(name: &str) -> String {
    let words: Vec<String> = name
        .split(['-', '_', ' '])
        .filter(|word| !word.is_empty())
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        })
        .collect();
    if words.is_empty() { "The News".to_owned() } else { words.join(" ") }
}

/// Text as a TOML string.
fn toml_text(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars().filter(|c| !c.is_control()) {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}

fn config(title: &str) -> String {
    format!(
        "title = {}\nbase_url = \"https://news.example/\"   # where the site will live\nurls_lock = false                      # remove this line once it lives there: then no address is lost unnoticed\nlanguage = \"en\"\ntimezone = \"UTC\"                       # of dates that give no offset\n\n# Order and names in the nameplate. Other folders of content/ follow by themselves.\n[[sections]]\nslug = \"local\"\nname = \"Local\"\n",
        toml_text(title)
    )
}

fn first_story(title: &str, now: Timestamp) -> String {
    format!(
        "+++\nheadline = {}\ndek = \"The paper is set and printed. This is its first story.\"\ndate = {}\ntakeaways = [\n  {{ label = \"Where\", text = \"This file is content/local/first-edition.md.\" }},\n  {{ label = \"What\", text = \"Change it, save it, and the page changes.\" }},\n]\n+++\n\n{title} has no reporters yet and no rival. Its first edition was made by one command.\n\n> A paper is made of stories. Write the next one.\n>\n> — The editor, this paper\n",
        toml_text(&format!("{title} prints its first edition")),
        now.to_zoned_datetime(TimeZone::UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    )
}
