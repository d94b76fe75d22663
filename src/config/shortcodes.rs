//! `[shortcodes]`: what becomes of the marks of another generator in copy.

/// What becomes of marks, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shortcodes {
    /// In the order of the settings.
    named: Vec<(String, Treatment)>,
    /// Of all that are not named.
    others: Option<Treatment>,
}

/// What becomes of a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// It is left out with what it encloses.
    Drop,
    /// It is left out, and what it encloses is copy.
    Inside,
    /// It is text, printed as written.
    Text,
    /// It is a story block of this name.
    Block(String),
}

/// What stands for all that are not named.
const OTHERS: &str = "*";

impl Shortcodes {
    /// What the settings say of a mark: `name` is how messages call it, `key` its name in lower case without folders and ending.
    pub fn of(&self, name: &str, key: &str) -> Option<&Treatment> {
        let plain = |name: &str| name.to_lowercase().replace('_', "-");
        let file = name.split_once(' ').map(|(_, file)| file);
        let is = |known: &str| known == name || Some(known) == file || plain(known) == key;
        let tag = name.split(' ').next().unwrap_or(name);
        let named = self.named.iter().find(|(known, _)| is(known)).or_else(|| self.named.iter().find(|(known, _)| known == tag));
        named.map(|(_, treatment)| treatment)
    }

    /// What the settings say of all marks that they do not name.
    pub fn others(&self) -> Option<&Treatment> {
        self.others.as_ref()
    }

    /// Says what becomes of the marks of a name; `*` stands for all that are not named.
    pub(super) fn set(&mut self, name: &str, treatment: Treatment) {
        if name == OTHERS {
            self.others = Some(treatment);
        } else {
            self.named.push((name.to_owned(), treatment));
        }
    }

    /// Whether all marks are text.
    pub fn is_off(&self) -> bool {
        self.others == Some(Treatment::Text) && self.named.iter().all(|(_, treatment)| *treatment == Treatment::Text)
    }
}

impl Treatment {
    /// `drop`, `inside`, `text`, or `block:` and a name.
    pub(super) fn parse(text: &str) -> Option<Self> {
        Some(match text.trim() {
            "drop" => Treatment::Drop,
            "inside" => Treatment::Inside,
            "text" => Treatment::Text,
            other => {
                let name = other.strip_prefix("block:")?.trim().to_lowercase();
                let good = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
                Treatment::Block(good.then_some(name)?)
            }
        })
    }
}
