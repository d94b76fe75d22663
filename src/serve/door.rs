//! Who may come in.
//!
//! A page elsewhere can make its own name point to this machine and so read a preview through the editor's browser (DNS
//! rebinding). The name it is asked by gives it away: only names of this machine are answered. What changes the
//! preview must also come from one of its own pages.

use std::net::IpAddr;

use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};

/// The names that are answered to.
pub(super) struct Door {
    /// The `--host`, lower case, without brackets.
    host: String,
    /// The `--host` was an address that means every interface, so any number may be asked.
    any_number: bool,
}

impl Door {
    pub(super) fn new(host: &str) -> Self {
        let host = bare(host);
        let any_number = host.parse::<IpAddr>().is_ok_and(|ip| ip.is_unspecified());
        Door { host, any_number }
    }

    /// Whether a request names this machine.
    pub(super) fn admits(&self, headers: &HeaderMap, authority: Option<&str>) -> bool {
        let named = headers.get_all(HOST).iter().map(|host| host.to_str().ok());
        let mut names = named.chain(authority.map(Some)).peekable();
        names.peek().is_some() && names.all(|name| name.is_some_and(|name| self.knows(without_port(name))))
    }

    /// Whether a request comes from a page of the preview, or from no page at all.
    pub(super) fn is_own(headers: &HeaderMap) -> bool {
        let Some(origin) = headers.get(ORIGIN) else { return true };
        let (Ok(origin), Some(host)) = (origin.to_str(), headers.get(HOST).and_then(|host| host.to_str().ok())) else { return false };
        origin.strip_prefix("http://").is_some_and(|origin| origin.eq_ignore_ascii_case(host))
    }

    fn knows(&self, name: &str) -> bool {
        let name = bare(name);
        name == "localhost"
            || name == self.host
            || name.parse::<IpAddr>().is_ok_and(|ip| self.any_number || ip.to_string() == "127.0.0.1" || ip.to_string() == "::1")
    }
}

fn bare(host: &str) -> String {
    host.trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase()
}

/// `[::1]:80` to `[::1]`, `localhost:80` to `localhost`.
fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) && (!name.contains(':') || name.ends_with(']')) => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admits(door: &str, host: &str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, host.parse().expect("a header"));
        Door::new(door).admits(&headers, None)
    }

    #[test]
    fn only_names_of_this_machine_are_answered() {
        for good in ["localhost", "localhost:1111", "127.0.0.1:8080", "[::1]:1111", "LOCALHOST:1"] {
            assert!(admits("127.0.0.1", good), "{good}");
        }
        for bad in ["evil.example", "127.0.0.1.evil.example:1111", "localhost.evil.example", "192.168.1.7:1111", "", "localhost:x"] {
            assert!(!admits("127.0.0.1", bad), "{bad}");
        }
        assert!(admits("0.0.0.0", "192.168.1.7:1111") && !admits("0.0.0.0", "evil.example"));
        assert!(admits("desk.lan", "desk.lan:1111"));
        assert!(!Door::new("127.0.0.1").admits(&HeaderMap::new(), None));
    }

    #[test]
    fn only_own_pages_may_change_anything() {
        let own = |origin: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, "localhost:1111".parse().expect("a header"));
            headers.insert(ORIGIN, origin.parse().expect("a header"));
            Door::is_own(&headers)
        };
        assert!(own("http://localhost:1111"));
        assert!(!own("http://evil.example") && !own("null") && !own("http://localhost:2222"));
    }
}
