//! Marks that are addresses: links to other articles, buttons, the paper's own address, and values that stand in a link.

use std::ops::Range;

use super::{Closing, Mark, Turn};
use crate::article::foreign::Tongue;
use crate::article::foreign::marks::Form;
use crate::prose::escape;
use crate::source::Notation;

/// Words that mean themselves in Markdown.
pub(super) fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(c, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '&' | '#' | '|' | '~' | '^') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// An address as Markdown and HTML take it.
pub(super) fn address(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            ' ' => out.push_str("%20"),
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '<' | '>' | '"' | '\'' | '\\' => {}
            c if c.is_whitespace() || c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Whether a text is the whole address of something elsewhere.
pub(super) fn is_web(text: &str) -> bool {
    let text = text.trim();
    (text.starts_with("https://") || text.starts_with("http://") || text.starts_with("//")) && !text.contains(char::is_whitespace)
}

/// Whether a text is an address by its looks: it has no spaces, and leads somewhere.
fn is_address(text: &str) -> bool {
    is_web(text)
        || (text.starts_with(['/', '#', '.']) || text.contains('.') || text.starts_with("mailto:")) && !text.contains(char::is_whitespace)
}

impl Turn<'_> {
    /// Whether an address is what stands here: after `](`, in an attribute, in a definition of a link.
    fn in_address(&self, span: &Range<usize>) -> bool {
        let before = &self.text[..span.start];
        before.ends_with(['(', '"', '\'', '<', '='])
            || before.ends_with("]: ")
            || before.ends_with("}}") && self.set.ends_with(&['(', '"', '\'', '<', '='])
    }

    /// Sets a link with its words.
    pub(super) fn link(&self, to: &str, text: &str) -> String {
        let to = address(to);
        match self.tongue {
            Tongue::Markdown => format!("[{}]({to})", words(text)),
            Tongue::Html => format!("<a href=\"{}\">{}</a>", escape(&to), escape(text)),
        }
    }

    /// A value whose words are known.
    pub(super) fn value(&mut self, mark: &Mark, value: &str) {
        let span = &mark.span;
        if !self.in_address(span) {
            let home = if value.is_empty() { self.home } else { value };
            let home = home.to_owned();
            return self.replace(span, &home);
        }
        let rest = &self.text[span.end..];
        let goes_on = rest.starts_with(['/', '{', '#', '?']);
        let value = if value.is_empty() && !goes_on { "/".to_owned() } else { address(value) };
        self.replace(span, &value);
    }

    /// A value that only the other generator knows. A link that it is the address of is none.
    pub(super) fn unknown_value(&mut self, mark: &Mark) {
        self.tell(mark);
        let mut span = mark.span.clone();
        if self.text[..span.start].ends_with("](") {
            let rest = &self.text[span.end..];
            span.end += rest.find(|c: char| c == ')' || c.is_whitespace()).unwrap_or(0);
            return self.replace(&span, "");
        }
        self.leave_out(&span);
    }

    /// The address of another article, by its file.
    pub(super) fn reference(&mut self, mark: &Mark) -> bool {
        let Some(to) = mark.args.get(&["path", "url", "href", "file", "slug", "page"]).or_else(|| mark.args.nth(0)) else { return false };
        let key = mark.key();
        let to = if is_web(to) { to.to_owned() } else { file(to, &mark.form, &key) };
        let label = mark.args.get(&["text", "title", "label"]).or_else(|| mark.args.nth(1)).filter(|_| key == "link" || key == "post-link");
        if mark.close.is_some() && matches!(mark.form, Form::Hugo) {
            self.replace(&mark.span, "[");
            self.at_close(mark, Closing::Words(format!("]({})", address(&to))));
            return true;
        }
        let set = if self.in_address(&mark.span) { address(&to) } else { self.link(&to, label.unwrap_or(&to)) };
        self.replace(&mark.span, &set);
        true
    }

    /// A link with words of its own.
    pub(super) fn button(&mut self, mark: &Mark) -> bool {
        let args = &mark.args;
        let bare = || (0..3).filter_map(|nth| args.nth(nth));
        let to = args.get(&["href", "url", "link", "to", "file", "src", "path"]).or_else(|| bare().find(|value| is_address(value)));
        let Some(to) = to.map(str::to_owned) else { return false };
        let text = args.get(&["text", "label", "title", "name", "content"]).or_else(|| bare().find(|value| !is_address(value)));
        if let Some(inside) = self.enclosed(mark).map(str::trim).filter(|inside| !inside.is_empty()) {
            if inside.contains("\n\n") || self.tongue == Tongue::Html {
                return false;
            }
            self.replace(&mark.span, "[");
            self.set.skip_space();
            self.at_close(mark, Closing::Words(format!("]({})", address(&to))));
            return true;
        }
        let link = self.link(&to, text.unwrap_or(&to));
        let whole = self.whole(mark);
        self.replace(&whole, &link);
        true
    }

    /// An attribute list with an id: that of the heading it belongs to, or a place that links lead to.
    pub(super) fn anchor(&mut self, mark: &Mark, id: &str) {
        let id: String = id.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.')).collect();
        let before = self.text[..mark.span.start].trim_end();
        let apart = &self.text[before.len()..mark.span.start];
        let line = before.rsplit('\n').next().unwrap_or_default();
        self.set.keep(mark.span.start);
        if line.starts_with('#') && apart.matches('\n').count() <= 1 {
            self.set.trim_line_end();
            self.set.put(&format!(" {{#{id}}}"));
        } else {
            self.set.put(&format!("<span id=\"{id}\"></span>"));
        }
        self.set.skip(mark.span.end);
    }
}

/// The file that a reference means: without an ending it is one of Markdown.
fn file(to: &str, form: &Form, key: &str) -> String {
    let to = to.strip_prefix('@').filter(|rest| rest.starts_with('/')).unwrap_or(to);
    let (path, anchor) = to.find('#').map_or((to, ""), |at| to.split_at(at));
    if path.is_empty() {
        return to.to_owned();
    }
    let path = path.trim_end_matches('/');
    let named = Notation::of(path).is_some() || path.ends_with(".html");
    // Jekyll's paths begin at the site's folder.
    let root = if *form == Form::Tag && key == "link" && !path.starts_with('/') { "/" } else { "" };
    let ending = if named { "" } else { ".md" };
    format!("{root}{path}{ending}{anchor}")
}
