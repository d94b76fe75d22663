//! `[hosting]`: which hosts the paper is printed for, and what each of them takes.

use super::Config;
use crate::data::{Node, Reader};

/// What hosts are told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hosting {
    /// Hosts for which files are printed; without any, the redirects alone, for all.
    pub hosts: Vec<Host>,
    /// `csp`: the content security policy, in place of the one that the house theme needs.
    pub csp: Option<String>,
    /// Names that begin with a dot and are published all the same.
    pub dot_files: Vec<String>,
}

/// Hosts and servers that read files of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// Netlify.
    Netlify,
    /// Cloudflare Pages.
    Cloudflare,
    /// GitLab Pages.
    GitLab,
    /// GitHub Pages.
    GitHub,
    /// nginx.
    Nginx,
    /// Apache, by `.htaccess`.
    Apache,
    /// Caddy.
    Caddy,
    /// Amazon CloudFront, in front of a bucket.
    CloudFront,
}

/// What a host takes; more it refuses, or leaves out without a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Its name in messages.
    pub name: &'static str,
    /// Lines of `_redirects`.
    pub redirects: usize,
    /// Bytes of `_redirects`.
    pub redirect_bytes: usize,
    /// Characters of a line of it.
    pub redirect_line: usize,
    /// Files of a paper.
    pub files: usize,
    /// Bytes of a file.
    pub file: u64,
    /// Bytes of all.
    pub all: u64,
}

const MIB: u64 = 1 << 20;

/// A host that says nothing of limits.
const OPEN: Limits = Limits {
    name: "",
    redirects: usize::MAX,
    redirect_bytes: usize::MAX,
    redirect_line: usize::MAX,
    files: usize::MAX,
    file: u64::MAX,
    all: u64::MAX,
};

impl Host {
    const NAMES: [(&'static str, Host); 8] = [
        ("netlify", Host::Netlify),
        ("cloudflare", Host::Cloudflare),
        ("gitlab", Host::GitLab),
        ("github", Host::GitHub),
        ("nginx", Host::Nginx),
        ("apache", Host::Apache),
        ("caddy", Host::Caddy),
        ("cloudfront", Host::CloudFront),
    ];

    /// What it takes, as its documentation says.
    pub fn limits(self) -> Limits {
        match self {
            Host::Netlify => Limits { name: "Netlify", redirects: 10_000, ..OPEN },
            // Of the free plan. Of 2,100 rules it takes 100 with wildcards, of which there are none here.
            Host::Cloudflare => {
                Limits { name: "Cloudflare Pages", redirects: 2000, redirect_line: 1000, files: 20_000, file: 25 * MIB, ..OPEN }
            }
            Host::GitLab => Limits { name: "GitLab Pages", redirects: 1000, redirect_bytes: 64 << 10, ..OPEN },
            Host::GitHub => Limits { name: "GitHub Pages", file: 100 * MIB, all: 1000 * MIB, ..OPEN },
            Host::Nginx => Limits { name: "nginx", ..OPEN },
            Host::Apache => Limits { name: "Apache", ..OPEN },
            Host::Caddy => Limits { name: "Caddy", ..OPEN },
            Host::CloudFront => Limits { name: "CloudFront", ..OPEN },
        }
    }

    /// Whether a file of ours says which headers it sends.
    pub fn sends_headers(self) -> bool {
        !matches!(self, Host::GitLab | Host::GitHub | Host::CloudFront)
    }

    /// Whether it reads `_redirects`.
    pub fn reads_redirects(self) -> bool {
        matches!(self, Host::Netlify | Host::Cloudflare | Host::GitLab)
    }
}

/// `hosts`, each once.
pub(super) fn hosts(reader: &mut Reader<'_>, node: &Node, config: &mut Config) {
    let mut hosts: Vec<Host> = reader.list(node).iter().filter_map(|item| reader.choice(item, &Host::NAMES)).collect();
    let mut seen = Vec::new();
    hosts.retain(|host| {
        !seen.contains(host) && {
            seen.push(*host);
            true
        }
    });
    config.hosting.hosts = hosts;
}

/// `csp`. A policy goes into headers and into the settings of servers, so it must be plain.
pub(super) fn policy(reader: &mut Reader<'_>, node: &Node, config: &mut Config) {
    let Some(text) = reader.text(node) else { return };
    if text.chars().all(|c| matches!(c, ' '..='~') && !matches!(c, '"' | '\\' | '`' | '{' | '}' | '$' | '%')) {
        config.hosting.csp = Some(text);
        return;
    }
    let help = "write one line, such as \"default-src 'self'; img-src 'self' https:\"";
    reader.error(&node.span, "`hosting.csp` holds a character that no policy has", help);
}

/// `dot_files`
pub(super) fn dot_files(reader: &mut Reader<'_>, node: &Node, config: &mut Config) {
    let mut names = Vec::new();
    for item in reader.list(node) {
        let Some(text) = reader.text(item) else { continue };
        if text.len() > 1 && text.starts_with('.') && !text.starts_with("..") && !text.contains('/') {
            names.push(text);
        } else {
            reader.error(
                &item.span,
                format!("“{text}” is not a name that begins with a dot"),
                "write the name of a file or folder in static/ without its folder, such as \".htaccess\"",
            );
        }
    }
    config.hosting.dot_files = names;
}

/// Hidden names of `static/` that are published unasked.
const ALWAYS: [&str; 2] = [".well-known", ".nojekyll"];

impl Hosting {
    /// The part of a path of `static/` because of which it is not published; none where it is.
    pub fn hides<'p>(&self, path: &'p str) -> Option<&'p str> {
        let asked = |name: &str| ALWAYS.contains(&name) || self.dot_files.iter().any(|known| known == name);
        path.split('/').find(|name| name.starts_with('.') && !asked(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_files_go_only_where_they_are_asked_for() {
        let hosting = Hosting { dot_files: vec![".htaccess".into()], ..Hosting::default() };
        for open in ["static/.htaccess", "static/.well-known/x", "static/.nojekyll", "static/a/.htaccess", "static/a.b"] {
            assert_eq!(hosting.hides(open), None, "{open}");
        }
        assert_eq!(hosting.hides("static/.well-known/.env"), Some(".env"));
        assert_eq!(hosting.hides("static/.env.local"), Some(".env.local"));
    }
}
