//! Hugo's shortcodes, the tags of Liquid, Nunjucks and Zola, and the comments that hold WordPress's blocks.

use super::super::args::Args;
use super::super::marks::{Form, Mark, Side};
use super::{Scan, is_name};

/// Tags of which the first value is the file that is meant.
const FILES: [&str; 6] = ["include", "include_relative", "include_cached", "render", "partial", "includeCached"];

/// Tags that part what another tag has opened.
const MIDDLE: [&str; 7] = ["else", "elsif", "elif", "elseif", "when", "break", "continue"];

impl Scan<'_> {
    /// `{{< name … >}}`, `{{% /name %}}`
    pub(super) fn hugo(&mut self, at: usize) -> Option<Mark> {
        let text = self.text;
        let angle = text[at + 2..].starts_with('<');
        let (terminator, escape) = if angle { (">}}", "*/>}}") } else { ("%}}", "*/%}}") };
        let inner = at + 3;
        if text[inner..].starts_with("/*") {
            let end = self.end(escape, inner + 2)?;
            // What looks like a tag must not be read as one.
            let (open, close) = if angle { ("{{&lt;", "&gt;}}") } else { ("{{%", "%}}") };
            let reads = format!("{open}{}{close}", &text[inner + 2..end]);
            return Some(mark(at..end + escape.len(), Form::Escaped(reads), "", Side::Alone, Args::default()));
        }
        let end = self.end(terminator, inner)?;
        let inside = &text[inner..end];
        // An opening within means that this one was never closed.
        if text[inner..].find("{{").is_some_and(|next| inner + next < end) {
            return None;
        }
        let inside = inside.trim();
        let (inside, closes) = inside.strip_prefix('/').map_or((inside, false), |rest| (rest.trim_start(), true));
        let (inside, alone) = inside.strip_suffix('/').map_or((inside, false), |rest| (rest.trim_end(), true));
        let cut = inside.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(inside.len());
        let (name, rest) = inside.split_at(cut);
        is_name(name).then(|| mark(at..end + terminator.len(), Form::Hugo, name, Side::of(closes, alone), Args::read(rest)))
    }

    /// `{% name … %}`
    pub(super) fn tag(&mut self, at: usize) -> Option<Mark> {
        let text = self.text;
        let inner = at + 2;
        let end = self.end("%}", inner)?;
        if text[inner..].find("{%").is_some_and(|next| inner + next < end) {
            return None;
        }
        let inside = text[inner..end].trim_matches(['-', '+', '~']).trim();
        let cut = inside.find(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '\'')).unwrap_or(inside.len());
        let (name, rest) = inside.split_at(cut);
        if !is_name(name) || name.contains(':') {
            return None;
        }
        let span = at..end + 2;
        if let Some(closed) = name.strip_prefix("end") {
            return Some(mark(span, Form::Tag, closed, Side::Close, Args::default()));
        }
        if let Some(args) = rest.trim().strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            return Some(mark(span, Form::Body, name, Side::Open, Args::read(args)));
        }
        let mut args = Args::read(rest);
        self.learn(name, rest);
        if FILES.contains(&name)
            && let Some(file) = args.nth(0).map(|file| file.trim_matches(['"', '\'']).to_owned())
        {
            let first = args.0.iter().position(|(key, _)| key.is_none());
            first.map(|first| args.0.remove(first));
            return Some(mark(span, Form::Tag, &format!("{name} {file}"), Side::Alone, args));
        }
        let side = if MIDDLE.contains(&name) { Side::Alone } else { Side::Open };
        Some(mark(span, Form::Tag, name, side, args))
    }

    /// Notes the names that a tag sets.
    fn learn(&mut self, tag: &str, rest: &str) {
        let name = rest.split(|c: char| c.is_whitespace() || matches!(c, '=' | ',')).find(|word| !word.is_empty());
        let Some(name) = name.filter(|_| matches!(tag, "assign" | "set" | "capture" | "for" | "tablerow" | "with")) else { return };
        let words = rest.split_once('=').map(|(_, value)| value.trim()).filter(|_| matches!(tag, "assign" | "set"));
        let quoted =
            |mark: char| words.and_then(|words| words.strip_prefix(mark)?.strip_suffix(mark)).filter(|words| !words.contains(mark));
        self.set.insert(name.to_owned(), quoted('"').or_else(|| quoted('\'')).map(str::to_owned));
    }

    /// `<!-- wp:name {…} -->`
    pub(super) fn comment(&mut self, at: usize) -> Option<Mark> {
        let text = self.text;
        let inside = text[at..].strip_prefix("<!--")?.trim_start();
        let (inside, closes) = inside.strip_prefix('/').map_or((inside, false), |rest| (rest, true));
        if !inside.starts_with("wp:") {
            return None;
        }
        let end = self.end("-->", at + 4)?;
        let inside = text.get(text.len() - inside.len()..end)?.trim_end();
        let (inside, alone) = inside.strip_suffix('/').map_or((inside, false), |rest| (rest, true));
        let cut = inside.find(|c: char| c.is_whitespace() || c == '{').unwrap_or(inside.len());
        Some(mark(at..end + 3, Form::Comment, &inside[..cut], Side::of(closes, alone), Args::default()))
    }
}

/// A mark that nothing closes yet.
pub(super) fn mark(span: std::ops::Range<usize>, form: Form, name: &str, side: Side, args: Args) -> Mark {
    Mark { span, form, name: name.to_owned(), side, args, close: None }
}
