//! What the hosts that `[hosting]` names do not take, and what their rules would break: said before a host leaves it out without a word.

use super::Site;
use crate::config::hosting::{Host, Limits};
use crate::config::{self, HtmlTrust};
use crate::diag::{self, Diag, Place};
use crate::edition::Edition;
use crate::pages::{self, Page};
use crate::permalink::Permalink;
use crate::source::Entry;

/// Says all of it. `files` are printed as they are.
pub(super) fn check(site: &Site, edition: &Edition, plan: &[Page], files: &[(Permalink, Entry)], told: &mut Vec<Diag>) {
    let hosting = &site.config.hosting;
    if hosting.hosts.is_empty() {
        return;
    }
    let limits: Vec<Limits> = hosting.hosts.iter().copied().map(Host::limits).collect();
    if let Some((first, count)) = pages::untold_redirects(edition) {
        let names: Vec<&str> = hosting.hosts.iter().filter(|host| host.reads_redirects()).map(|host| host.limits().name).collect();
        told.push(
            Diag::warning(
                "host-limit",
                format!(
                    "{} {} not in _redirects, from {first} on: {} takes no more",
                    diag::thousands(count),
                    if count == 1 { "old address is" } else { "old addresses are" },
                    names.join(" or ")
                ),
            )
            .at(Place::file(config::PATH))
            .help("nothing is lost, a page sends readers on; for status 301 use another host, or remove addresses that nobody asks for"),
        );
    }
    let count = plan.len() + files.len() + site.theme.files.len();
    for limit in &limits {
        if count > limit.files {
            let message =
                format!("the paper has {} files, and {} takes {}", diag::thousands(count), limit.name, diag::thousands(limit.files));
            told.push(
                Diag::warning("host-limit", message)
                    .at(Place::file(config::PATH))
                    .help("look whether another plan takes more, or publish elsewhere"),
            );
        }
        for (_, entry) in files.iter().filter(|(_, entry)| entry.size > limit.file) {
            let message = format!("{} takes no file of {} MiB", limit.name, entry.size >> 20);
            told.push(Diag::warning("host-limit", message).at(Place::file(&entry.path)).help("make it smaller, or keep it elsewhere"));
        }
        let bytes: u64 = files.iter().map(|(_, entry)| entry.size).sum();
        if bytes > limit.all {
            let message =
                format!("pictures and other files are {} MiB, and {} takes {} MiB in all", bytes >> 20, limit.name, limit.all >> 20);
            told.push(Diag::warning("host-limit", message).at(Place::file(config::PATH)).help("make them smaller, or publish elsewhere"));
        }
    }
    if hosting.csp.is_none() && site.config.html == HtmlTrust::Sanitise && hosting.hosts.iter().any(|host| host.sends_headers()) {
        told.extend(site.templates.own().filter_map(|(name, text)| {
            let what = stopped(text)?;
            Some(
                Diag::warning(
                    "content-policy",
                    format!("this template has {what}, which browsers will not run or show: the policy that hosts send allows none"),
                )
                .at(Place::file(&format!("templates/{name}")))
                .help("put it into a file beneath static/, or write a policy of your own: csp = \"…\" under [hosting] in config.toml"),
            )
        }));
    }
}

/// What the policy of the house theme stops in a template.
fn stopped(text: &str) -> Option<&'static str> {
    let text = text.to_ascii_lowercase();
    let scripts = text.match_indices("<script").map(|(at, _)| &text[at..]);
    let mut inline =
        scripts.filter_map(|rest| rest.split('>').next()).filter(|tag| !tag.contains("src=") && !tag.contains("application/ld+json"));
    if inline.next().is_some() {
        return Some("a script of its own");
    }
    if text.contains("<style") || text.contains(" style=") {
        return Some("styles of its own");
    }
    let elsewhere = ["src=\"http", "src='http", "src=\"//", "src='//"];
    let foreign = |tag: &str| {
        text.match_indices(tag).any(|(at, _)| text[at..].split('>').next().is_some_and(|tag| elsewhere.iter().any(|src| tag.contains(src))))
    };
    if foreign("<script") || foreign("<iframe") {
        return Some("a script or frame from elsewhere");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_stops_scripts_and_styles_that_are_in_the_page() {
        for (text, is_stopped) in [
            ("<script>x()</script>", true),
            ("<p STYLE=\"color: red\">", true),
            ("<p style=\"color: red\">", true),
            ("<style>p {}</style>", true),
            ("<script src=\"https://else.example/x.js\"></script>", true),
            ("<script src=\"/x.js\"></script>", false),
            ("<script type=\"application/ld+json\">{}</script>", false),
            ("<iframe src=\"https://else.example/\"></iframe>", true),
            ("<img src=\"https://else.example/x.png\">", false),
        ] {
            assert_eq!(stopped(text).is_some(), is_stopped, "{text}");
        }
    }
}
