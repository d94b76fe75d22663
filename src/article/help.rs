//! Help in the notation of the file that it is about: what is pasted from a message must not break what it is pasted into.

use super::front_matter::Notation;
use crate::diag::Diag;

/// Sets the help of messages about a file in its notation. Samples are written in TOML; what speaks of the settings stays.
pub(super) fn set(told: &mut [Diag], notation: Notation) {
    let set = match notation {
        Notation::Yaml => in_yaml,
        Notation::Json => in_json,
        Notation::Toml | Notation::None => return,
    };
    for help in told.iter_mut().filter_map(|diag| diag.help.as_mut()).filter(|help| !help.contains("config.toml") && !help.contains("+++"))
    {
        *help = set(help);
    }
}

/// `date = 2026-03-09` as `"date": "2026-03-09"`.
fn in_json(help: &str) -> String {
    let mut words: Vec<String> = help.split(' ').map(str::to_owned).collect();
    for at in (1..words.len().saturating_sub(1)).filter(|at| words[*at] == "=").collect::<Vec<_>>().into_iter().rev() {
        if words[at - 1].chars().all(|c| c.is_ascii_lowercase() || c == '_') {
            let value = &words[at + 1];
            let quoted = if value.starts_with(['"', '[', '{']) || matches!(value.as_str(), "true" | "false") {
                value.clone()
            } else {
                format!("\"{value}\"")
            };
            words[at - 1] = format!("\"{}\":", words[at - 1]);
            words[at + 1] = quoted;
            words.remove(at);
        }
    }
    words.join(" ").replace("[extra]", "\"extra\"")
}

/// `date = 2026-03-09` as `date: 2026-03-09`, `[extra]` as `extra:`.
fn in_yaml(help: &str) -> String {
    let mut out = String::with_capacity(help.len());
    let mut rest = help;
    while let Some(at) = rest.find(" = ") {
        out.push_str(&rest[..at]);
        let named = rest[..at].ends_with(|c: char| c.is_ascii_lowercase() || c == '_');
        out.push_str(if named { ": " } else { " = " });
        rest = &rest[at + 3..];
    }
    out.push_str(rest);
    out.replace("[extra]", "extra:")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_set_in_the_notation_of_the_file() {
        assert_eq!(in_yaml("add headline = \"…\" to it"), "add headline: \"…\" to it");
        assert_eq!(in_yaml("put it under [extra]"), "put it under extra:");
        assert_eq!(in_yaml("write [!correction date=2026-03-09T14:30], 1 = 1"), "write [!correction date=2026-03-09T14:30], 1 = 1");
        let mut told = [Diag::warning("kind", "x").help("set trusted_html = true in config.toml")];
        set(&mut told, Notation::Yaml);
        assert_eq!(told[0].help.as_deref(), Some("set trusted_html = true in config.toml"));
    }
}
