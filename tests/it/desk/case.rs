//! A case file: prose at the head, then sections. `tests/README.md` is the description for people.
//!
//! A file is kept as the list of its sections, so that it can be written back with nothing changed but what a build
//! was expected to give.

/// A case.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// What it is about.
    pub(crate) prose: String,
    /// Its sections, in order.
    pub(crate) sections: Vec<Section>,
}

/// A section.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    /// Its first line, as written.
    pub(crate) header: String,
    /// What it does.
    pub(crate) step: Step,
    /// Its lines, without the empty ones at the end.
    pub(crate) body: String,
}

/// What a section does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// `-- content/city/ferry.md --` before a build: a file of the paper.
    File { path: String, form: Form },
    /// `-- public/city/ferry/index.html <main> --` after a build: what must be in the output.
    Expect { path: String, part: Option<String> },
    /// `== build ARGS`
    Build { args: Vec<String> },
    /// `== diagnostics`: what the last build said, in short form. Without it, a build must say nothing.
    Diagnostics,
    /// `== report`: what the last build printed to standard output, less its first line, which has times in it.
    Report,
    /// `== error`: the last build ended with exit code 1 and wrote nothing.
    Error,
    /// `== edit`: file sections follow.
    Edit,
    /// `== delete PATH`
    Delete { path: String },
    /// `== link PATH -> TARGET`: a symbolic link.
    Link { path: String, target: String },
    /// `== absent TOKEN`: no output holds it or is named with it.
    Absent { token: String },
    /// `== contains PATH TEXT`
    Contains { path: String, text: String },
    /// `== lacks PATH TEXT`
    Lacks { path: String, text: String },
    /// `== none PATH <article ol>`: there is no such element.
    None { path: String, part: String },
    /// `== exists PATH`: a file, of the output or not, is there.
    Exists { path: String },
    /// `== missing PATH`
    Missing { path: String },
    /// `== unique-ids`: no id stands twice on any page.
    UniqueIds,
    /// `== pending REASON`: the case is known to fail.
    Pending { reason: String },
}

/// How the text of a file section becomes bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Form {
    /// A byte-order mark comes first.
    pub(crate) bom: bool,
    /// Which lines end in CR LF.
    pub(crate) ends: Ends,
    /// The last line does not end.
    pub(crate) open_end: bool,
    /// `\u{1f}` is that character.
    pub(crate) escapes: bool,
    /// How letters become bytes.
    pub(crate) encoding: Encoding,
}

/// How the letters of a file become bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Encoding {
    #[default]
    Utf8,
    /// Letters to U+00FF are one byte each.
    Latin1,
    Utf16Le,
    Utf16Be,
}

/// Line ends of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Ends {
    #[default]
    Lf,
    CrLf,
    /// Carriage returns alone.
    Cr,
    /// Only the lines of the front matter's fences.
    CrLfFences,
}

impl Case {
    /// Reads a case file.
    pub(crate) fn read(text: &str) -> Result<Case, String> {
        let mut case = Case { prose: String::new(), sections: Vec::new() };
        let mut built = false;
        for (nth, line) in text.lines().enumerate() {
            if let Some(step) = header(line, built).map_err(|why| format!("line {}: {why}", nth + 1))? {
                match step {
                    Step::Build { .. } => built = true,
                    Step::Edit => built = false,
                    _ => {}
                }
                case.sections.push(Section { header: line.to_owned(), step, body: String::new() });
                continue;
            }
            let body = case.sections.last_mut().map_or(&mut case.prose, |section| &mut section.body);
            body.push_str(line);
            body.push('\n');
        }
        for body in std::iter::once(&mut case.prose).chain(case.sections.iter_mut().map(|section| &mut section.body)) {
            trim_end(body);
        }
        if case.prose.is_empty() {
            return Err("a case begins with a sentence about what it holds".into());
        }
        Ok(case)
    }

    /// The file again.
    pub(crate) fn write(&self) -> String {
        let mut out = self.prose.clone();
        for (nth, section) in self.sections.iter().enumerate() {
            // Steps that say one line each stand close together.
            let close = nth > 0 && section.body.is_empty() && self.sections[nth - 1].body.is_empty() && section.header.starts_with("==");
            if !close {
                out.push('\n');
            }
            out.push_str(&section.header);
            out.push('\n');
            out.push_str(&section.body);
        }
        out
    }

    /// Why it is known to fail, if it is.
    pub(crate) fn pending(&self) -> Option<&str> {
        self.sections.iter().find_map(|section| if let Step::Pending { reason } = &section.step { Some(reason.as_str()) } else { None })
    }
}

/// Drops empty lines at the end; what is left ends its last line.
fn trim_end(body: &mut String) {
    body.truncate(body.trim_end_matches('\n').len());
    if !body.is_empty() {
        body.push('\n');
    }
}

fn header(line: &str, built: bool) -> Result<Option<Step>, String> {
    if let Some(inner) = line.strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --")) {
        return Ok(Some(file_header(inner.trim(), built)));
    }
    let Some(inner) = line.strip_prefix("== ") else { return Ok(None) };
    let (word, rest) = inner.split_once(' ').unwrap_or((inner, ""));
    let rest = rest.trim();
    let one = || if rest.is_empty() { Err(format!("== {word} wants a word after it")) } else { Ok(rest.to_owned()) };
    let two = || rest.split_once(' ').map(|(a, b)| (a.to_owned(), b.trim().to_owned())).ok_or(format!("== {word} wants a path and a text"));
    Ok(Some(match word {
        "build" => Step::Build { args: rest.split_whitespace().map(str::to_owned).collect() },
        "diagnostics" => Step::Diagnostics,
        "report" => Step::Report,
        "error" => Step::Error,
        "edit" => Step::Edit,
        "delete" => Step::Delete { path: one()? },
        "link" => {
            let (path, target) = rest.split_once(" -> ").ok_or("== link wants PATH -> TARGET")?;
            Step::Link { path: path.to_owned(), target: target.to_owned() }
        }
        "absent" => Step::Absent { token: one()? },
        "contains" => two().map(|(path, text)| Step::Contains { path, text })?,
        "lacks" => two().map(|(path, text)| Step::Lacks { path, text })?,
        "none" => {
            let (path, part) = rest.split_once(" <").ok_or("== none wants PATH <selector>")?;
            Step::None { path: path.to_owned(), part: part.trim_end_matches('>').to_owned() }
        }
        "exists" => Step::Exists { path: one()? },
        "missing" => Step::Missing { path: one()? },
        "unique-ids" => Step::UniqueIds,
        "pending" => Step::Pending { reason: one()? },
        other => return Err(format!("there is no step == {other}")),
    }))
}

/// `content/city/ferry.md (bom, crlf)` before a build, `public/city/ferry/index.html <main>` after it.
fn file_header(inner: &str, built: bool) -> Step {
    if built {
        let (path, part) = match inner.split_once(" <") {
            Some((path, part)) => (path, Some(part.trim_end_matches('>').to_owned())),
            None => (inner, None),
        };
        return Step::Expect { path: path.to_owned(), part };
    }
    let (path, words) = match inner.strip_suffix(')').and_then(|inner| inner.rsplit_once(" (")) {
        Some((path, words)) => (path, words),
        None => (inner, ""),
    };
    let mut form = Form::default();
    for word in words.split(", ").filter(|word| !word.is_empty()) {
        match word {
            "bom" => form.bom = true,
            "crlf" => form.ends = Ends::CrLf,
            "cr" => form.ends = Ends::Cr,
            "crlf fences" => form.ends = Ends::CrLfFences,
            "no last newline" => form.open_end = true,
            "escapes" => form.escapes = true,
            "latin-1" => form.encoding = Encoding::Latin1,
            "utf-16le" => form.encoding = Encoding::Utf16Le,
            "utf-16be" => form.encoding = Encoding::Utf16Be,
            // A file may have brackets in its name.
            _ => return Step::File { path: inner.to_owned(), form: Form::default() },
        }
    }
    Step::File { path: path.to_owned(), form }
}

impl Form {
    /// The bytes of a file.
    pub(crate) fn bytes(self, body: &str) -> Vec<u8> {
        let mut text = if self.bom { "\u{feff}".to_owned() } else { String::new() };
        for line in body.split_inclusive('\n') {
            let bare = line.trim_end_matches('\n');
            text.push_str(bare);
            text.push_str(match self.ends {
                Ends::CrLf => "\r\n",
                Ends::Cr => "\r",
                Ends::CrLfFences if matches!(bare, "+++" | "---") => "\r\n",
                Ends::Lf | Ends::CrLfFences => "\n",
            });
        }
        if self.open_end {
            text.truncate(text.trim_end_matches(['\n', '\r']).len());
        }
        if self.escapes {
            text = unescape(&text);
        }
        match self.encoding {
            Encoding::Utf8 => text.into_bytes(),
            Encoding::Latin1 => text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect(),
            Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        }
    }
}

/// Reads `\u{…}` wherever it is a character.
fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("\\u{") {
        out.push_str(&rest[..at]);
        let inner = &rest[at + 3..];
        let read = inner.split_once('}').and_then(|(hex, tail)| Some((char::from_u32(u32::from_str_radix(hex, 16).ok()?)?, tail)));
        let Some((c, tail)) = read else {
            out.push_str("\\u{");
            rest = inner;
            continue;
        };
        out.push(c);
        rest = tail;
    }
    out + rest
}
