//! Rules for hosts: old addresses with status 301, withdrawn and given-up ones with 410.
//!
//! - `_redirects` holds 301 lines alone, which Netlify, Cloudflare and GitLab all read; a line with another status stops
//!   a deploy at Cloudflare.
//! - `redirects/netlify.txt` is the same for Netlify alone, with the force that it needs where a page stands, and 410.
//! - `redirects/nginx.conf` and `redirects/apache.conf` are to be included.
//!
//! Where `[hosting] hosts` names hosts, files for other hosts are left out, and `_redirects` holds no more than all of those take which
//! read it; servers have their rules in the files of [`super::hosts`] then.
//!
//! Every format has its own idea of which characters mean something; each writer here knows one.

use super::{Key, Page, Room, Row};
use crate::config::hosting::{Host, Limits};
use crate::diag::Diag;
use crate::edition::{Edition, Redirect};
use crate::output::Turn;
use crate::permalink::{Base, Permalink, decode_path};

/// One file for each kind of host, where there is something to say.
pub(super) const ROW: Row = Row { kind: "host-rules", turn: Turn::Index, plan, print };

/// Writes the rules of one kind of host.
type Write = fn(&Rules<'_>) -> String;

/// The files by number, with the hosts that they are for.
const FILES: [(&str, Write, &[Host]); 4] = [
    ("_redirects", |rules| common(rules).0, &[Host::Netlify, Host::Cloudflare, Host::GitLab]),
    ("redirects/netlify.txt", netlify, &[Host::Netlify]),
    ("redirects/nginx.conf", nginx, &[]),
    ("redirects/apache.conf", apache, &[]),
];

fn plan(edition: &Edition) -> Vec<(Permalink, Key)> {
    let nothing = edition.redirects.is_empty() && edition.withdrawn.is_empty() && edition.config.gone.is_empty();
    let named = &edition.config.hosting.hosts;
    let wanted = |of: &[Host]| named.is_empty() || named.iter().any(|host| of.contains(host));
    // The first speaks of redirects alone.
    let files = FILES.iter().enumerate().filter(|(number, _)| !nothing && (*number > 0 || !edition.redirects.is_empty()));
    let files = files.filter(|(_, (.., hosts))| wanted(hosts));
    files.map(|(number, (name, ..))| (Permalink::root().file(name), Key { number, ..Key::default() })).collect()
}

fn print(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    Ok(FILES[page.key.number].1(&room.host_rules()).into_bytes())
}

/// What a host is told.
pub(super) struct Rules<'e> {
    base: &'e Base,
    /// What the hosts take that read `_redirects`.
    limits: Vec<Limits>,
    moved: &'e [Redirect],
    /// With whether a notice stands there.
    gone: Vec<(&'e Permalink, bool)>,
}

impl<'e> Rules<'e> {
    pub(super) fn of(edition: &'e Edition) -> Self {
        let mut gone: Vec<(&Permalink, bool)> = edition
            .withdrawn
            .iter()
            .map(|page| (&page.link, true))
            .chain(edition.config.gone.iter().map(|(link, _)| (link, false)))
            .collect();
        gone.sort();
        gone.dedup_by(|a, b| a.0 == b.0);
        let limits = edition.config.hosting.hosts.iter().filter(|host| host.reads_redirects()).map(|host| host.limits()).collect();
        Rules { base: &edition.config.base, limits, moved: &edition.redirects, gone }
    }

    /// The decoded path on the host, with the site's own path before it.
    fn path(&self, link: &Permalink) -> String {
        format!("{}{}", decode_path(self.base.path()), &link.as_str()[1..])
    }
}

/// A page's address without the slash at its end, which hosts take for the same; none for files and for the root.
fn bare(path: &str) -> Option<&str> {
    path.strip_suffix('/').filter(|path| !path.is_empty())
}

/// An encoded path in which nothing is a placeholder.
fn literal(base: &Base, link: &Permalink) -> String {
    base.url(link).replace('*', "%2A").replace(':', "%3A")
}

/// The lines of `_redirects` that all of the hosts take, and the first that is left out with how many there are. Pages stand at all of
/// these addresses, whatever hosts are told.
pub(super) fn common<'r>(rules: &Rules<'r>) -> (String, Option<(&'r Permalink, usize)>) {
    let (mut text, mut lines, mut left) = (String::new(), 0, Vec::new());
    for redirect in rules.moved {
        let line = format!("{} {} 301\n", literal(rules.base, &redirect.from), rules.base.url(&redirect.to));
        let taken = |limits: &Limits| {
            lines < limits.redirects && line.len() <= limits.redirect_line && text.len() + line.len() <= limits.redirect_bytes
        };
        if rules.limits.iter().all(taken) {
            text.push_str(&line);
            lines += 1;
        } else {
            left.push(&redirect.from);
        }
    }
    (text, left.first().map(|first| (*first, left.len())))
}

fn netlify(rules: &Rules<'_>) -> String {
    let mut text = String::from("# For Netlify: copy over _redirects before publishing.\n");
    for redirect in rules.moved {
        text.push_str(&format!("{} {} 301!\n", literal(rules.base, &redirect.from), rules.base.url(&redirect.to)));
    }
    for (link, notice) in &rules.gone {
        let page = if *notice { rules.base.url(link) } else { rules.base.url(&Permalink::root().file("404.html")) };
        text.push_str(&format!("{} {page} 410!\n", literal(rules.base, link)));
    }
    text
}

pub(super) fn nginx(rules: &Rules<'_>) -> String {
    let mut text = String::from("# Old addresses: in the server block.\n");
    let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
    let mut location = |path: &str, does: &str| {
        for path in std::iter::once(path).chain(bare(path)) {
            text.push_str(&format!("location = \"{}\" {{ {does} }}\n", quoted(path)));
        }
    };
    for redirect in rules.moved {
        // A dollar sign would begin a variable.
        let to = rules.base.url(&redirect.to).replace('$', "%24");
        location(&rules.path(&redirect.from), &format!("return 301 \"{to}\";"));
    }
    for (link, notice) in &rules.gone {
        let does = if *notice {
            format!("error_page 410 \"{}index.html\"; return 410;", quoted(&rules.path(link)))
        } else {
            "return 410;".to_owned()
        };
        location(&rules.path(link), &does);
    }
    text
}

pub(super) fn apache(rules: &Rules<'_>) -> String {
    let mut text = String::from("# Old addresses: in the site's configuration, or its .htaccess.\n");
    for redirect in rules.moved {
        // Apache encodes the target itself; a dollar sign before a digit would be a part of the match.
        let to = rules.path(&redirect.to).replace('$', "\\$").replace('"', "\\\"");
        text.push_str(&format!("RedirectMatch 301 \"{}\" \"{to}\"\n", pattern(&rules.path(&redirect.from))));
    }
    for (link, notice) in &rules.gone {
        let gone = pattern(&rules.path(link));
        text.push_str(&format!("RedirectMatch 410 \"{gone}\"\n"));
        if *notice {
            let page = format!("{}index.html", rules.path(link)).replace('%', "%%").replace('"', "\\\"");
            text.push_str(&format!("<If \"%{{REQUEST_URI}} =~ m#{}#\">\nErrorDocument 410 \"{page}\"\n</If>\n", gone.replace('#', "\\#")));
        }
    }
    text
}

/// Exact paths for Caddy; a star would be a wildcard, and is told by its code. What is gone is left to `handle_errors`.
pub(super) fn caddy(rules: &Rules<'_>) -> String {
    let mut text = String::from("# Old addresses.\n");
    let quoted = |path: &str| format!("\"{}\"", path.replace('\\', "\\\\").replace('"', "\\\"").replace('*', "%2A").replace('{', "\\{"));
    let both = |path: &str| std::iter::once(path).chain(bare(path)).map(quoted).collect::<Vec<_>>().join(" ");
    for (number, redirect) in rules.moved.iter().enumerate() {
        let from = both(&rules.path(&redirect.from));
        text.push_str(&format!("@moved{number} path {from}\nredir @moved{number} {} 301\n", quoted(&rules.base.url(&redirect.to))));
    }
    for (number, (link, _)) in rules.gone.iter().enumerate() {
        text.push_str(&format!("@gone{number} path {}\nerror @gone{number} 410\n", both(&rules.path(link))));
    }
    text
}

/// A regular expression for one path, inside quotation marks.
fn pattern(path: &str) -> String {
    let mut out = String::from("^");
    for c in bare(path).unwrap_or(path).chars() {
        match c {
            '"' => out.push_str("\\\""),
            '.' | '^' | '$' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out.push_str(if bare(path).is_some() { "/?$" } else { "$" });
    out
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diag::Place;

    fn text(write: Write) -> String {
        let link = |path: &str| Permalink::explicit(path).expect("a path");
        let base = Base::parse("https://news.example/a/courier").expect("a base");
        let moved = [("/alt/café (1)*/", "/neu/naïve $2/"), ("/old.html", "/new/")].map(|(from, to)| Redirect {
            from: link(from),
            to: link(to),
            source: Arc::from("content/a.md"),
            place: Place::file("content/a.md"),
        });
        let (notice, given_up) = (link("/city/x/"), link("/y\"z/"));
        write(&Rules { base: &base, limits: Vec::new(), moved: &moved, gone: vec![(&notice, true), (&given_up, false)] })
    }

    #[test]
    fn each_host_gets_its_own_encoding() {
        assert_eq!(
            text(|rules| common(rules).0),
            "/a/courier/alt/caf%C3%A9%20(1)%2A/ /a/courier/neu/na%C3%AFve%20$2/ 301\n/a/courier/old.html /a/courier/new/ 301\n"
        );
        let netlify = text(netlify);
        assert!(netlify.contains("/a/courier/old.html /a/courier/new/ 301!\n/a/courier/city/x/ /a/courier/city/x/ 410!\n/a/courier/y%22z/ /a/courier/404.html 410!\n"), "{netlify}");
        let nginx = text(nginx);
        assert!(nginx.contains("location = \"/a/courier/alt/café (1)*/\" { return 301 \"/a/courier/neu/na%C3%AFve%20%242/\"; }\nlocation = \"/a/courier/alt/café (1)*\" {"), "{nginx}");
        assert!(nginx.contains("location = \"/a/courier/city/x\" { error_page 410 \"/a/courier/city/x/index.html\"; return 410; }\nlocation = \"/a/courier/y\\\"z/\" { return 410; }\n"), "{nginx}");
        let caddy = text(caddy);
        assert!(caddy.contains("@moved1 path \"/a/courier/old.html\"\nredir @moved1 \"/a/courier/new/\" 301\n@gone0 path \"/a/courier/city/x/\" \"/a/courier/city/x\"\nerror @gone0 410\n"), "{caddy}");
        let apache = text(apache);
        assert!(apache.contains("RedirectMatch 301 \"^/a/courier/alt/café \\(1\\)\\*/?$\" \"/a/courier/neu/naïve \\$2/\"\nRedirectMatch 301 \"^/a/courier/old\\.html$\" "), "{apache}");
        assert!(apache.ends_with("RedirectMatch 410 \"^/a/courier/y\\\"z/?$\"\n"), "{apache}");
    }
}
