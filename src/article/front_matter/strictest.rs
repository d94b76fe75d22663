//! Of all that front matter says about whether a story may go out, the strictest: the closed of two answers, the later
//! "not before", the earlier "not after", whatever the names and their order. Where two contradict each other, both are
//! told.

use super::Notation;
use super::fields::{Field, field, fold, rank};
use super::locks::{self, Lock, Reach, Says};
use super::reader::Reader;
use crate::article::Head;
use crate::clock::{self, Moment, Precision};
use crate::data::{Entry, Node, Value};
use crate::diag::{Diag, Level, Place};

/// What was heard so far.
#[derive(Default)]
pub(super) struct Locks<'e> {
    closed: Vec<&'e Entry>,
    open: Vec<&'e Entry>,
    not_before: Vec<(Moment, &'e Entry)>,
    /// None is never.
    not_after: Vec<(Option<Moment>, &'e Entry)>,
    withdrawn: Vec<&'e Entry>,
    stands: Vec<&'e Entry>,
    /// Dates of the story.
    dates: Vec<(Moment, &'e Entry)>,
    /// Whether a date of the story could not be read.
    dateless: bool,
    /// Whether a lock could not be read.
    unread: bool,
}

impl<'e> Locks<'e> {
    /// Hears one entry of front matter. True if it was a lock or a date, and nothing else is to be made of it.
    pub(super) fn hear(&mut self, entry: &'e Entry, reader: &mut Reader<'_>) -> bool {
        self.lost(&entry.key, &entry.value, reader);
        let Some(lock) = locks::find(&entry.key) else {
            return if field(&entry.key).is_some() { self.date(entry, reader) } else { self.near_miss(entry, reader) };
        };
        match lock.says(&entry.value) {
            Says::Open => self.open.push(entry),
            Says::Closed => self.closed.push(entry),
            Says::NotBefore => match reader.moment("lock", &entry.value, &entry.key) {
                Some(moment) => self.not_before.push((moment, entry)),
                None => self.unread = true,
            },
            Says::NotAfter => match reader.moment("lock", &entry.value, &entry.key) {
                Some(moment) => self.not_after.push((Some(moment), entry)),
                None => self.unread = true,
            },
            Says::Endless => self.not_after.push((None, entry)),
            Says::Withdrawn => self.withdrawn.push(entry),
            Says::Stands => self.stands.push(entry),
            Says::Nothing => {}
            Says::Asks => {
                self.unread = true;
                ask(entry, reader);
            }
            Says::Wrong => {
                self.unread = true;
                refuse(lock, entry, reader);
            }
            Says::Passes => return self.date(entry, reader),
        }
        true
    }

    /// A date of the story. True if the entry was one.
    fn date(&mut self, entry: &'e Entry, reader: &mut Reader<'_>) -> bool {
        if field(&entry.key) != Some(Field::Date) {
            return false;
        }
        if !is_empty(&entry.value) {
            match reader.moment("date", &entry.value, &entry.key) {
                Some(moment) => self.dates.push((moment, entry)),
                None => self.dateless = true,
            }
        }
        true
    }

    /// A key that was probably meant to be a lock. True if the entry was one.
    fn near_miss(&mut self, entry: &Entry, reader: &mut Reader<'_>) -> bool {
        let Some(name) = locks::near(&entry.key, &entry.value) else { return false };
        self.unread = true;
        reader.tell(
            Level::Error,
            "lock",
            &entry.key_span,
            format!("unknown key `{}`, did you mean `{name}`?", entry.key),
            format!("`{name}` decides whether the story is published, so this is not guessed; put a key of your own under [extra]"),
        );
        true
    }

    /// In TOML everything after a `[table]` line belongs to the table, and a lock that was put there locks nothing.
    fn lost(&mut self, key: &str, node: &Node, reader: &mut Reader<'_>) {
        match &node.value {
            Value::Table(table) => {
                // What Hugo's `cascade` says is about all that lies beneath.
                let extra = field(key) == Some(Field::Extra) || fold(key) == "cascade";
                for entry in &table.entries {
                    if locks::find(&entry.key).is_some_and(|lock| (lock.reach == Reach::Tables || extra) && is_meant(lock, entry)) {
                        self.unread = true;
                        let help = match reader.notation {
                            Notation::Yaml => "write it at the margin of the front matter, with no spaces before it",
                            Notation::Json => "put it into the outermost braces",
                            Notation::Toml | Notation::None => {
                                "put it at the top of the front matter, before the first line in square brackets"
                            }
                        };
                        let message = format!("`{}` stands inside `{key}`, where it keeps nothing back", entry.key);
                        reader.tell(Level::Error, "lost-lock", &entry.key_span, message, help);
                    }
                    self.lost(&entry.key, &entry.value, reader);
                }
            }
            Value::List(items) => items.iter().for_each(|item| self.lost(key, item, reader)),
            _ => {}
        }
    }

    /// Puts the strictest into the head; `named` is the date in the file's name.
    pub(super) fn settle(self, reader: &mut Reader<'_>, named: Option<&str>, head: &mut Head) {
        head.draft = self.unread || !self.closed.is_empty();
        if let Some(kept) = self.closed.first() {
            contradict(kept, &self.open, "the story is held back", reader);
        }
        if let Some((moment, kept)) = self.not_before.iter().max_by_key(|(moment, _)| moment.at) {
            head.embargo = Some(*moment);
            let others = self.not_before.iter().filter(|(other, _)| differ(*other, *moment, reader)).map(|(_, entry)| *entry);
            contradict(kept, &others.collect::<Vec<_>>(), "the later one counts", reader);
        }
        if let Some((Some(moment), kept)) =
            self.not_after.iter().min_by_key(|(moment, _)| (moment.is_none(), moment.map(|moment| moment.at)))
        {
            head.expires = Some(*moment);
            let others = self.not_after.iter().filter(|(other, _)| other.is_none_or(|other| differ(other, *moment, reader)));
            contradict(kept, &others.map(|(_, entry)| *entry).collect::<Vec<_>>(), "the earlier one counts", reader);
        }
        if let Some(kept) = self.withdrawn.first() {
            let reason =
                |entry: &&Entry| if let Value::Text(reason) = &entry.value.value { reason.trim().to_owned() } else { String::new() };
            head.withdrawn = self.withdrawn.iter().map(reason).find(|reason| !reason.is_empty()).or_else(|| Some(String::new()));
            contradict(kept, &self.stands, "the story is withdrawn", reader);
        }
        self.settle_dates(reader, named, head);
    }

    /// The date that is shown goes by the rank of its name; none of them may be to come. Whether one is, is not known here,
    /// so a contradiction is noted in the head.
    fn settle_dates(&self, reader: &mut Reader<'_>, named: Option<&str>, head: &mut Head) {
        let named = named.and_then(|date| clock::parse(date, &reader.config.zone).ok()).map(|reading| reading.moment);
        let Some((shown, shown_entry)) = self.dates.iter().rev().min_by_key(|(_, entry)| rank(&entry.key)) else {
            head.date = named.filter(|_| !self.dateless);
            return;
        };
        head.date = Some(*shown);
        let Some((mut latest, latest_entry)) = self.dates.iter().max_by_key(|(moment, _)| moment.at).copied() else { return };
        let mut places = self
            .dates
            .iter()
            .find(|(moment, _)| differ(*moment, latest, reader))
            .map(|(_, other)| (reader.place(&latest_entry.key_span), reader.place(&other.key_span)));
        // An earlier day in the name is when the work began.
        if let Some(named) = named.filter(|named| named.at > latest.at) {
            latest = named;
            places = Some((Place::file(reader.path), reader.place(&shown_entry.key_span)));
        }
        head.not_before = (latest.at > shown.at).then_some(latest);
        head.places.dates = places;
    }
}

/// Whether a lock inside a table was meant to keep the story back.
fn is_meant(lock: &Lock, entry: &Entry) -> bool {
    let says = lock.says(&entry.value);
    says.holds() || (says == Says::Wrong && locks::is_own(&entry.key))
}

fn is_empty(node: &Node) -> bool {
    node.value == Value::Null
}

/// Whether two dates say different things: a day and an hour of it do not.
fn differ(a: Moment, b: Moment, reader: &Reader<'_>) -> bool {
    let day = |moment: Moment| moment.in_zone(&reader.config.zone).date();
    let loose = a.precision == Precision::Day || b.precision == Precision::Day;
    a.at != b.at && !(loose && a.precision != b.precision && day(a) == day(b))
}

/// Tells that others say something else than the one that counts. That one key stands there twice was told before.
fn contradict(kept: &Entry, others: &[&Entry], rule: &str, reader: &mut Reader<'_>) {
    let others: Vec<&&Entry> = others.iter().filter(|other| other.key != kept.key).collect();
    let Some(other) = others.first() else { return };
    let message = format!("`{}` and `{}` contradict each other; {rule}", kept.key, other.key);
    let mut diag = Diag::warning("lock", message).at(reader.place(&kept.key_span)).help("keep the one that is meant");
    for other in others {
        diag = diag.related("the other is", reader.place(&other.key_span));
    }
    reader.told.push(diag);
}

/// A mark whose meaning here is not plain.
fn ask(entry: &Entry, reader: &mut Reader<'_>) {
    let value = entry.value.scalar().map_or_else(String::new, |value| format!(" with “{value}”"));
    reader.tell(
        Level::Error,
        "lock",
        &entry.key_span,
        format!("`{}`{value} keeps a story from some readers in other systems, and what it should do here is not plain", entry.key),
        format!("write {} to hold the story back, or take this line out and it is published like any other", reader.line("draft", "true")),
    );
}

/// A value that is none of the lock's.
fn refuse(lock: &Lock, entry: &Entry, reader: &mut Reader<'_>) {
    let node = &entry.value;
    let blank = matches!(&node.value, Value::Text(text) if text.trim().is_empty());
    if lock.takes == "a date" && !blank {
        // Says what is wrong with it as a date.
        reader.moment("lock", node, &entry.key);
        return;
    }
    let given = match &node.value {
        Value::Text(_) if blank => "nothing".to_owned(),
        Value::Text(text) if text.chars().count() <= 40 => format!("“{}”", text.trim()),
        value => value.kind().to_owned(),
    };
    let help = match lock.takes {
        takes if takes.starts_with("true") => {
            format!("write {} or {}, without quotation marks", reader.line(&entry.key, "true"), reader.line(&entry.key, "false"))
        }
        "a date" => "write it as 2026-03-09 or 2026-03-09T08:30:00+01:00".to_owned(),
        _ => format!("write {} to hold the story back, or take this line out", reader.line("draft", "true")),
    };
    reader.tell(Level::Error, "lock", &node.span, format!("`{}` must be {}, not {given}", entry.key, lock.takes), help);
}
