//! A mark of another generator, as it was found.

use std::ops::Range;

use super::args::Args;

/// A mark.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// Bytes of the text.
    pub(super) span: Range<usize>,
    /// In whose notation it is written.
    pub(super) form: Form,
    /// By which the settings and the messages know it.
    pub(super) name: String,
    /// Whether it opens or closes something.
    pub(super) side: Side,
    /// What stands after the name.
    pub(super) args: Args,
    /// The number of the mark that closes this one.
    pub(super) close: Option<usize>,
}

/// Notations of marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `{{< name >}}`, `{{% name %}}`
    Hugo,
    /// `{% name %}`
    Tag,
    /// `{% name(…) %}`, which `{% end %}` closes.
    Body,
    /// `{{ name() }}`
    Call,
    /// `{{ site.name }}`, with what it stands for where the file itself says so.
    Output(Option<String>),
    /// `{: .class }`, with the id in it.
    Attributes(Option<String>),
    /// `[name]`
    Bracket,
    /// `::: name`
    Fence,
    /// `<!-- wp:name -->`
    Comment,
    /// A mark that its writer has made text, and what it reads.
    Escaped(String),
}

/// Whether a mark opens or closes something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// It may open something.
    Open,
    /// It closes what a mark of its name opened.
    Close,
    /// It stands alone.
    Alone,
}

impl Side {
    /// Of a mark with a slash before its name, or behind all that stands in it.
    pub(super) fn of(closes: bool, alone: bool) -> Self {
        match (closes, alone) {
            (true, _) => Side::Close,
            (false, true) => Side::Alone,
            (false, false) => Side::Open,
        }
    }
}

impl Mark {
    /// The name by which a table knows it: the file of an include without folder and ending, the last part of a path.
    pub(super) fn key(&self) -> String {
        let name = self.name.split_once(' ').map_or(self.name.as_str(), |(_, file)| file);
        let name = name.rsplit('/').next().unwrap_or(name);
        let name = name.split_once('.').map_or(name, |(stem, _)| stem);
        name.to_lowercase().replace('_', "-")
    }
}

/// Finds for each mark that opens something the one that closes it. What stands between them belongs to nobody else, so of
/// marks that cross each other one stays alone.
pub(super) fn pair(marks: &mut [Mark]) {
    let mut open: Vec<usize> = Vec::new();
    let mut by_name: foldhash::HashMap<String, Vec<(usize, usize)>> = foldhash::HashMap::default();
    for at in 0..marks.len() {
        let name = match marks[at].form {
            Form::Body => format!("{:?} end", Form::Body),
            Form::Tag if marks[at].side == Side::Close && marks[at].name.is_empty() => format!("{:?} end", Form::Body),
            Form::Attributes(_) => "attributes".to_owned(),
            Form::Fence => "fence".to_owned(),
            ref form => format!("{form:?} {}", marks[at].name),
        };
        match marks[at].side {
            Side::Alone => {}
            Side::Open => {
                by_name.entry(name).or_default().push((open.len(), at));
                open.push(at);
            }
            Side::Close => {
                let Some(waiting) = by_name.get_mut(&name) else { continue };
                while let Some((depth, opener)) = waiting.pop() {
                    if open.get(depth) == Some(&opener) {
                        marks[opener].close = Some(at);
                        open.truncate(depth);
                        break;
                    }
                }
            }
        }
    }
}
