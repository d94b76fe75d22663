//! Files for the hosts that `[hosting] hosts` names: headers, caches, error pages, old addresses.
//!
//! A host that reads a file by itself finds it where it looks; what is to be included lies in `hosting/`. What is read
//! here of each host is what its documentation says.

use super::host_rules::{self, Rules};
use super::room::Room;
use super::{Key, Page, Row};
use crate::config::hosting::Host;
use crate::config::{Config, HtmlTrust};
use crate::diag::Diag;
use crate::edition::Edition;
use crate::output::Turn;
use crate::permalink::Permalink;

/// One page a file.
pub(super) const ROW: Row = Row { kind: "hosting", turn: Turn::Index, plan, print };

/// A file, and the hosts that read it.
struct File {
    path: &'static str,
    hosts: &'static [Host],
    write: fn(&Config, &Rules<'_>) -> String,
}

/// By number.
const FILES: [File; 7] = [
    File { path: "_headers", hosts: &[Host::Netlify, Host::Cloudflare], write: |config, _| headers(config) },
    File { path: ".nojekyll", hosts: &[Host::GitHub], write: |_, _| String::new() },
    File { path: "CNAME", hosts: &[Host::GitHub], write: |config, _| format!("{}\n", own_domain(config).unwrap_or_default()) },
    File { path: "hosting/nginx.conf", hosts: &[Host::Nginx], write: nginx },
    File { path: ".htaccess", hosts: &[Host::Apache], write: apache },
    File { path: "hosting/Caddyfile", hosts: &[Host::Caddy], write: caddy },
    File { path: "hosting/cloudfront.js", hosts: &[Host::CloudFront], write: |_, _| CLOUDFRONT.to_owned() },
];

fn plan(edition: &Edition) -> Vec<(Permalink, Key)> {
    let config = &edition.config;
    let wanted = |file: &File| {
        config.hosting.hosts.iter().any(|host| file.hosts.contains(host)) && (file.path != "CNAME" || own_domain(config).is_some())
    };
    let files = FILES.iter().enumerate().filter(|(_, file)| wanted(file));
    files.map(|(number, file)| (Permalink::root().file(file.path), Key { number, ..Key::default() })).collect()
}

#[allow(clippy::unnecessary_wraps, reason = "the signature of a row")]
fn print(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    Ok((FILES[page.key.number].write)(room.config, &room.host_rules()).into_bytes())
}

/// The paper's own domain, where GitHub Pages must be told of it: a project's address has none, and needs none.
fn own_domain(config: &Config) -> Option<&str> {
    let domain = config.base.origin().rsplit('/').next()?;
    (config.base.path() == "/" && !domain.ends_with(".github.io") && !domain.contains(':') && domain.contains('.')).then_some(domain)
}

/// For files that are named by their contents.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// What the house theme needs and no more: its own style sheet, fonts and script, pictures from anywhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' https: data:; \
     media-src 'self' https:; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

/// The content security policy: the paper's own, or that of the house theme. Where copy may hold raw HTML nobody knows which it needs.
fn policy(config: &Config) -> Option<&str> {
    config.hosting.csp.as_deref().or_else(|| (config.html == HtmlTrust::Sanitise).then_some(POLICY))
}

/// Headers of every answer.
fn security(config: &Config) -> impl Iterator<Item = (&'static str, &str)> {
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "SAMEORIGIN"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ]
    .into_iter()
    .chain(policy(config).map(|policy| ("Content-Security-Policy", policy)))
}

/// `_headers` of Netlify and Cloudflare Pages. Pages are checked again by every browser there, so only what never changes is kept.
fn headers(config: &Config) -> String {
    let root = config.base.path();
    let mut text = format!("{root}*\n");
    for (name, value) in security(config) {
        text.push_str(&format!("  {name}: {value}\n"));
    }
    text.push_str(&format!("{root}theme/*\n  Cache-Control: {FOR_EVER}\n"));
    text
}

/// Endings of text, which has a charset.
const TEXTS: [&str; 5] = ["css", "js", "json", "txt", "xml"];

fn nginx(config: &Config, rules: &Rules<'_>) -> String {
    let root = config.base.path();
    let mut text = format!(
        "# Include this in the server block whose root is the folder of the paper.\nindex index.html;\ncharset utf-8;\n\
         charset_types text/css text/plain text/xml application/xml application/javascript application/json \
         application/rss+xml application/atom+xml;\nerror_page 404 {root}404.html;\n"
    );
    for (name, value) in security(config) {
        text.push_str(&format!("add_header {name} \"{value}\" always;\n"));
    }
    // A header without a value is not sent; one of a location would take the place of all others.
    text.push_str(&format!(
        "set $newsprint_cache \"public, max-age=60\";\nif ($uri ~ \"^{root}theme/\") {{ set $newsprint_cache \"{FOR_EVER}\"; }}\n\
         add_header Cache-Control $newsprint_cache;\nlocation ~ \"/\\.newsprint\" {{ return 404; }}\n"
    ));
    text.push_str(&host_rules::nginx(rules));
    text
}

fn apache(config: &Config, rules: &Rules<'_>) -> String {
    let root = config.base.path();
    let mut text = format!(
        "# Read by Apache where AllowOverride has FileInfo; or include it in the site's configuration.\nDirectoryIndex index.html\n\
         ErrorDocument 404 {root}404.html\nAddDefaultCharset utf-8\n"
    );
    for ending in TEXTS {
        text.push_str(&format!("AddCharset utf-8 .{ending}\n"));
    }
    text.push_str("RedirectMatch 404 \"/\\.newsprint\"\n<IfModule mod_headers.c>\n");
    for (name, value) in security(config) {
        text.push_str(&format!("Header always set {name} \"{value}\"\n"));
    }
    text.push_str(&format!(
        "Header set Cache-Control \"public, max-age=60\"\n<If \"%{{REQUEST_URI}} =~ m#^{root}theme/#\">\nHeader set Cache-Control \"{FOR_EVER}\"\n\
         </If>\n</IfModule>\n"
    ));
    text.push_str(&host_rules::apache(rules));
    text
}

fn caddy(config: &Config, rules: &Rules<'_>) -> String {
    let root = config.base.path();
    let mut text =
        String::from("# Import this in the block of the site, which has its root there: import PATH/hosting/Caddyfile\nheader {\n");
    for (name, value) in security(config) {
        text.push_str(&format!("\t{name} \"{value}\"\n"));
    }
    // A question mark: where no other line sets it.
    text.push_str("\t?Cache-Control \"public, max-age=60\"\n}\n");
    text.push_str(&format!(
        "header {root}theme/* Cache-Control \"{FOR_EVER}\"\n@newsprint_own path */.newsprint* */.newsprint*/*\nerror @newsprint_own 404\n"
    ));
    text.push_str(&host_rules::caddy(rules));
    text.push_str(&format!(
        "file_server\nhandle_errors {{\n\t@gone expression `{{err.status_code}} == 410`\n\thandle @gone {{\n\t\ttry_files {{path}}/index.html \
         {root}404.html\n\t\tfile_server\n\t}}\n\thandle {{\n\t\trewrite * {root}404.html\n\t\tfile_server\n\t}}\n}}\n"
    ));
    text
}

/// A function for "viewer request": a bucket knows no page of a folder.
const CLOUDFRONT: &str = r#"// Attach this to "viewer request"; answer 403 and 404 with /404.html and status 404.
function handler(event) {
  var request = event.request;
  if (request.uri.endsWith("/")) {
    request.uri += "index.html";
  } else if (!request.uri.split("/").pop().includes(".")) {
    return { statusCode: 301, statusDescription: "Moved Permanently", headers: { location: { value: request.uri + "/" } } };
  }
  return request;
}
"#;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Overrides;

    fn config(more: &str) -> std::sync::Arc<Config> {
        let text = format!("title = \"T\"\n{more}");
        crate::config::read(&text, &Overrides::default()).0.expect("settings")
    }

    #[test]
    fn a_domain_of_ones_own_is_told_and_no_other() {
        let domain = |base: &str| own_domain(&config(&format!("base_url = \"{base}\"\n"))).map(str::to_owned);
        assert_eq!(domain("https://news.example/").as_deref(), Some("news.example"));
        for base in ["https://name.github.io/", "https://name.github.io/paper/", "https://news.example/paper/", "http://localhost:3000/"] {
            assert_eq!(domain(base), None, "{base}");
        }
    }

    #[test]
    fn raw_html_has_no_policy_but_the_papers_own() {
        let base = "base_url = \"https://news.example/\"\n";
        assert_eq!(policy(&config(base)), Some(POLICY));
        assert_eq!(policy(&config(&format!("{base}trusted_html = true\n"))), None);
        let own = format!("{base}trusted_html = true\n[hosting]\ncsp = \"default-src 'self'\"\n");
        assert_eq!(policy(&config(&own)), Some("default-src 'self'"));
    }
}
