//! `[publish]` and `[publish.NAME]`: where the paper is published to.
//!
//! An address never holds a credential: one that does is an error which does not repeat it, not even as the line it stands in.

use super::Config;
use crate::data::{Entry, Node, Reader, Table, Value};

/// A place to publish to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// Its name in `[publish.NAME]`; empty for `[publish]` itself.
    pub name: String,
    /// What and where it is.
    pub place: Place,
    /// `endpoint`: the address of a store that is not its provider's own.
    pub endpoint: Option<String>,
    /// `region` of an S3 bucket.
    pub region: Option<String>,
    /// `account` of an Azure container.
    pub account: Option<String>,
}

/// Kinds of places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A folder, from the site's.
    Folder(String),
    /// A bucket or container of an object store, and the prefix of the paper in it, without slashes at its ends.
    Store(Provider, String, String),
    /// `ssh://user@host:port/folder`: who and where as ssh is told, the port, the folder.
    Ssh(String, Option<u16>, String),
    /// `git+REMOTE#BRANCH`
    Git(String, String),
}

/// Who keeps an object store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    /// Amazon S3, and all that speak its language.
    S3,
    /// Google Cloud Storage.
    Google,
    /// Azure Blob Storage.
    Azure,
}

const KEYS: &[&str] = &["to", "endpoint", "region", "account"];

const HOW: &str =
    "write a folder, s3://BUCKET/PREFIX, gs://BUCKET/PREFIX, az://CONTAINER/PREFIX, ssh://USER@HOST/FOLDER or git+REMOTE#BRANCH";

const CREDENTIAL: &str =
    "use an environment variable, the provider's own login, or git's credential helper; and change the password, since it was written down";

/// Reads the table.
pub(super) fn read(reader: &mut Reader<'_>, node: &Node, config: &mut Config) {
    let Some(table) = reader.table(node) else { return };
    let mut all = Vec::new();
    let own: Vec<&Entry> = table.entries.iter().filter(|entry| !matches!(entry.value.value, Value::Table(_))).collect();
    if !own.is_empty() {
        all.extend(destination(reader, "", &own, node));
    }
    for entry in &table.entries {
        if let Value::Table(Table { entries, .. }) = &entry.value.value {
            all.extend(destination(reader, &entry.key, &entries.iter().collect::<Vec<_>>(), &entry.value));
        }
    }
    config.publish = all;
}

fn destination(reader: &mut Reader<'_>, name: &str, entries: &[&Entry], whole: &Node) -> Option<Destination> {
    let label = if name.is_empty() { "publish".to_owned() } else { format!("publish.{name}") };
    let mut made = Destination { name: name.to_owned(), place: Place::Folder(String::new()), endpoint: None, region: None, account: None };
    let mut to = None;
    for entry in entries {
        let key = entry.key.as_str();
        if !KEYS.contains(&key) && is_secret(key) {
            reader.secret(&entry.value.span, format!("`{label}.{key}` is a credential, and this file is no place for one"), CREDENTIAL);
            continue;
        }
        if !KEYS.contains(&key) {
            reader.unknown(entry, KEYS, &format!("{label}."));
            continue;
        }
        let Some(text) = reader.text(&entry.value) else { continue };
        if holds_credential(&text) {
            reader.secret(&entry.value.span, format!("`{label}.{key}` holds a password or a key"), CREDENTIAL);
            to = Some(None);
            continue;
        }
        match key {
            "to" => {
                let place = Place::parse(&text);
                if place.is_none() {
                    reader.error(&entry.value.span, format!("`{label}.to` cannot be “{text}”"), HOW);
                }
                to = Some(place);
            }
            "endpoint" => made.endpoint = Some(text),
            "region" => made.region = Some(text),
            _ => made.account = Some(text),
        }
    }
    let Some(place) = to else {
        reader.error(&whole.span, format!("`{label}.to` is missing"), HOW);
        return None;
    };
    made.place = place?;
    Some(made)
}

/// Whether a key's name says that its value is to be kept secret.
fn is_secret(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    ["secret", "password", "passwd", "token", "access_key", "key", "credential", "sas"].iter().any(|word| key.contains(word))
}

/// Whether an address has a password in it, a signature, or a token in place of a user's name.
fn holds_credential(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let user = authority.rsplit_once('@').map(|(user, _)| user);
    let query = rest.split_once('?').is_some_and(|(_, query)| query.contains('='));
    query || user.is_some_and(|user| user.contains(':') || !scheme.ends_with("ssh"))
}

impl Place {
    /// Reads an address; none where it is none.
    fn parse(text: &str) -> Option<Self> {
        if text.chars().any(char::is_control) {
            return None;
        }
        if let Some(git) = text.strip_prefix("git+") {
            let (remote, branch) = git.rsplit_once('#')?;
            let sound = !remote.is_empty() && !remote.starts_with('-') && !branch.is_empty();
            let named = !branch.starts_with(['-', '/', '.'])
                && branch.chars().all(|c| c.is_alphanumeric() || "/_-.".contains(c))
                && !branch.contains("..");
            return (sound && named).then(|| Place::Git(remote.to_owned(), branch.to_owned()));
        }
        let Some((scheme, rest)) = text.split_once("://") else {
            return (!text.contains('#')).then(|| Place::Folder(text.to_owned()));
        };
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        if host.is_empty() || host.starts_with('-') || path.split('/').any(|part| part == "..") {
            return None;
        }
        let store = |provider| Some(Place::Store(provider, host.to_owned(), path.trim_matches('/').to_owned()));
        match scheme {
            "s3" => store(Provider::S3),
            "gs" => store(Provider::Google),
            "az" => store(Provider::Azure),
            "file" => Some(Place::Folder(format!("{host}/{path}"))),
            "ssh" => {
                let (who, port) = match host.rsplit_once(':') {
                    Some((who, port)) => (who, Some(port.parse().ok()?)),
                    None => (host, None),
                };
                let sound = !path.trim_matches('/').is_empty() && who.chars().all(|c| c.is_ascii_alphanumeric() || "@._-".contains(c));
                sound.then(|| Place::Ssh(who.to_owned(), port, format!("/{}", path.trim_end_matches('/'))))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_apart() {
        let parse = |text: &str| Place::parse(text);
        assert_eq!(parse("../www"), Some(Place::Folder("../www".into())));
        assert_eq!(parse("s3://b/a/p/"), Some(Place::Store(Provider::S3, "b".into(), "a/p".into())));
        assert_eq!(parse("az://c"), Some(Place::Store(Provider::Azure, "c".into(), String::new())));
        assert_eq!(parse("ssh://me@host.example:2200/srv/www/"), Some(Place::Ssh("me@host.example".into(), Some(2200), "/srv/www".into())));
        assert_eq!(parse("git+../r.git#gh-pages"), Some(Place::Git("../r.git".into(), "gh-pages".into())));
        for wrong in ["ftp://x/y", "ssh://host", "ssh://-oProxyCommand=x/y", "git+x#-f", "git+x", "s3://b/../c", "git+--upload-pack=x#b"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn credentials_are_seen() {
        for bad in [
            "git+https://x:y@host.example/r#b",
            "git+https://token@host.example/r#b",
            "s3://key:word@bucket/x",
            "https://s.example/?sig=a",
            "ssh://me:word@host/x",
        ] {
            assert!(holds_credential(bad), "{bad}");
        }
        for good in ["git+ssh://git@host.example/r#b", "ssh://me@host/x", "s3://bucket/x", "../a@b:c"] {
            assert!(!holds_credential(good), "{good}");
        }
    }
}
