//! Publishing: the output folder brought to a place from which readers get it.
//!
//! 1. The [`record`] at the target says what of the paper stands there, by hashes of names and contents.
//! 2. [`plan`] is the difference to the output here. Whatever would take most of the paper away, or overwrite what newsprint did
//!    not put there, is refused unless it is said to be meant.
//! 3. The record is written, with the files of the plan in doubt and a time until which nobody else may begin. It is written only
//!    over the version that was read, so of two publishers one fails here.
//! 4. Files are sent: assets, stories, other pages, then what points to them. From time to time the record learns what stands.
//! 5. Only when all of them stand there, what is gone from the paper is removed, and the record says that all is done.
//!
//! A run that ends at any moment leaves pages of the old paper or of the new one, each whole, and no page whose pictures are
//! missing; the next one sends what was in doubt. What is not in the record is never removed.

mod child;
mod folder;
mod git;
#[cfg(feature = "stores")]
mod http;
pub mod plan;
pub mod record;
mod ssh;
#[cfg(feature = "stores")]
mod store;
pub mod target;

use std::collections::HashSet;
use std::path::Path;

use jiff::Timestamp;

use crate::config::publish::{Destination, Place};
use crate::output::{Piece, Shipment};
use plan::{Plan, Wave};
use record::{About, RECORD, Record, Standing, name_of};
use target::{Fault, Listed, Moment, Target, Version};

/// What may be done that is refused otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Leave {
    /// Ask.
    #[default]
    Ask,
    /// It is meant.
    Given,
}

/// How a paper is published.
#[derive(Clone, Copy, Debug)]
pub struct Options<'o> {
    /// Removing most of the stories.
    pub removals: Leave,
    /// Overwriting what newsprint did not put there, or what another paper put there.
    pub adopt: Leave,
    /// Whether what stands there is looked at.
    pub look: Look,
    /// The paper's address.
    pub base_url: &'o str,
    /// A number by which this machine knows its own killed run.
    pub publisher: u64,
    /// Asks the system for the time.
    pub ask: fn() -> Timestamp,
}

/// How it is known what stands at a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// By its record.
    Record,
    /// By a listing as well.
    List,
}

/// What a run has to say while it goes.
#[derive(Clone, Copy, Debug)]
pub enum News<'n> {
    /// Another run is under way; it is waited for so many seconds.
    Waiting(i64),
    /// The plan, before anything is done, with the names of what goes.
    Planned(&'n Plan<'n>, &'n [String]),
    /// So many files stand there, of so many.
    Sent(usize, usize),
}

/// What a run did, or would do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Files sent.
    pub sent: usize,
    /// Bytes of them.
    pub bytes: u64,
    /// Files removed.
    pub removed: usize,
    /// Files that stood there already.
    pub unchanged: usize,
}

/// Whether a run does what it plans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// It does.
    Do,
    /// It only says what it would do.
    Say,
}

/// How long nobody else may begin after a run gave its last sign of life, in seconds.
const LEASE: i64 = 90;

/// Files that are sent between two looks at the clock.
const BATCH: usize = 128;

/// Opens a target of the site at `root`.
///
/// # Errors
/// It cannot be one.
pub fn open(destination: &Destination, root: &Path, output: &Path) -> Result<Box<dyn Target>, Fault> {
    match &destination.place {
        Place::Folder(folder) => folder::Folder::open(&root.join(folder), output).map(|target| Box::new(target) as Box<dyn Target>),
        Place::Ssh(who, port, folder) => Ok(Box::new(ssh::Ssh::new(who, *port, folder)?)),
        Place::Git(remote, branch) => Ok(Box::new(git::Git::new(root, remote, branch)?)),
        #[cfg(feature = "stores")]
        Place::Store(provider, bucket, prefix) => Ok(Box::new(store::Store::open(destination, *provider, bucket, prefix)?)),
        #[cfg(not(feature = "stores"))]
        Place::Store(..) => Err(Fault::new(
            "this newsprint was built without object stores",
            "install it with its feature `stores`, which is on unless it is turned off",
        )),
    }
}

/// The record at a target, with its version.
///
/// # Errors
/// The target cannot be read, or its record is damaged.
pub fn standing(target: &mut dyn Target) -> Result<Option<(Record, Version)>, Fault> {
    let Some((bytes, version)) = target.record()? else { return Ok(None) };
    match Record::parse(&bytes) {
        Some(record) => Ok(Some((record, version))),
        None => Err(Fault::new(
            format!("the record at {} ({RECORD}) is damaged or from another version of newsprint", target.shown()),
            format!(
                "remove {RECORD} there, and publish with --adopt: every file is sent again, and what is gone from the paper must be removed by hand"
            ),
        )),
    }
}

/// Publishes a shipment.
///
/// # Errors
/// It is refused, or something could not be done; then nothing was removed.
pub fn publish(
    shipment: &Shipment,
    target: &mut dyn Target,
    options: &Options<'_>,
    deed: Deed,
    tell: &mut dyn FnMut(News<'_>),
) -> Result<Outcome, Fault> {
    target.accepts(shipment)?;
    let (mut found, mut version) = known(standing(target)?);
    if deed == Deed::Do {
        while let Some(seconds) = found
            .about
            .under_way
            .filter(|_| found.about.publisher != options.publisher)
            .map(|end| end - now(options))
            .filter(|left| *left > 0)
        {
            tell(News::Waiting(seconds.min(LEASE)));
            std::thread::sleep(std::time::Duration::from_secs(seconds.clamp(1, 5).unsigned_abs()));
            (found, version) = known(standing(target)?);
        }
    }
    let first = version.is_none();
    let listing = if first || options.look == Look::List { Some(target.list()?) } else { None };
    let plan = Plan::of(shipment, &found, listing.as_deref());
    refuse(shipment, &found, &plan, listing.as_deref().filter(|_| first), options, target)?;
    let listing = if plan.remove.is_empty() || listing.is_some() { listing } else { Some(target.list()?) };
    let gone = names_of(&plan.remove, listing.as_deref().unwrap_or_default());
    tell(News::Planned(&plan, &gone));
    let bytes = plan.send.iter().map(|piece| shipment.size(piece)).sum();
    let outcome = Outcome { sent: plan.send.len(), bytes, removed: gone.len(), unchanged: plan.unchanged };
    let settled = found.about.under_way.is_none() && found.about.base_url == options.base_url && !first;
    if deed == Deed::Say || (plan.is_empty() && settled) {
        return Ok(outcome);
    }
    let mut run = Run { target, options, record: found, version, lease: 0 };
    run.record.about =
        About { base_url: options.base_url.to_owned(), since: now(options), under_way: Some(0), publisher: options.publisher };
    for piece in &plan.send {
        run.record.files.insert(name_of(&piece.path), Standing::of(piece).in_doubt());
    }
    run.sign()?;
    run.send(shipment, &plan, tell)?;
    if !gone.is_empty() {
        run.sign_if_due()?;
        run.target.remove(&gone)?;
    }
    for name in &plan.remove {
        run.record.files.remove(name);
    }
    run.record.about = About { since: now(options), under_way: None, ..run.record.about };
    run.write(Moment::Done)?;
    Ok(outcome)
}

fn known(standing: Option<(Record, Version)>) -> (Record, Option<Version>) {
    standing.map_or_else(|| (Record::default(), None), |(record, version)| (record, Some(version)))
}

fn now(options: &Options<'_>) -> i64 {
    (options.ask)().as_second()
}

/// Names of a listing that are known by these numbers.
fn names_of(wanted: &[u64], listing: &[Listed]) -> Vec<String> {
    let wanted: HashSet<u64> = wanted.iter().copied().collect();
    listing.iter().filter(|one| wanted.contains(&name_of(&one.name))).map(|one| one.name.clone()).collect()
}

/// Stories that may go without a word.
const FEW: usize = 20;

/// Names that a message lists.
const SHOWN: usize = 5;

fn refuse(
    shipment: &Shipment,
    found: &Record,
    plan: &Plan<'_>,
    strange: Option<&[Listed]>,
    options: &Options<'_>,
    target: &dyn Target,
) -> Result<(), Fault> {
    if options.removals == Leave::Ask && plan.stories_removed > FEW && plan.stories_removed * 2 > plan.stories_standing {
        return Err(Fault::new(
            format!("{} of the {} stories at {} would be removed", plan.stories_removed, plan.stories_standing, target.shown()),
            "if they are meant to go, say --allow-removals",
        ));
    }
    if options.adopt == Leave::Given {
        return Ok(());
    }
    if !found.about.base_url.is_empty() && found.about.base_url != options.base_url {
        return Err(Fault::new(
            format!("at {} stands the paper of {}, and this one is for {}", target.shown(), found.about.base_url, options.base_url),
            "look at `to` and `base_url` in config.toml; if this one is to take its place, say --adopt",
        ));
    }
    let ours: HashSet<&str> = shipment.pieces.iter().map(|piece| piece.path.as_str()).collect();
    let met: Vec<&str> = strange.unwrap_or_default().iter().map(|one| one.name.as_str()).filter(|name| ours.contains(name)).collect();
    if met.is_empty() {
        return Ok(());
    }
    let more = if met.len() > SHOWN { format!(" and {} more", met.len() - SHOWN) } else { String::new() };
    Err(Fault::new(
        format!(
            "at {} lie files that newsprint did not put there and would overwrite: {}{more}",
            target.shown(),
            met[..met.len().min(SHOWN)].join(", ")
        ),
        "if the paper is to take their place, say --adopt; all other files there stay as they are",
    ))
}

/// A run under way.
struct Run<'r> {
    target: &'r mut dyn Target,
    options: &'r Options<'r>,
    record: Record,
    version: Option<Version>,
    /// Until when nobody else may begin.
    lease: i64,
}

impl Run<'_> {
    fn write(&mut self, moment: Moment) -> Result<(), Fault> {
        self.version = Some(self.target.write_record(&self.record.to_bytes(), self.version.as_ref(), moment)?);
        Ok(())
    }

    /// Says that this run is alive, and what stands there by now.
    fn sign(&mut self) -> Result<(), Fault> {
        let lease = now(self.options) + LEASE;
        self.record.about.under_way = Some(lease);
        self.write(Moment::UnderWay)?;
        self.lease = lease;
        Ok(())
    }

    fn sign_if_due(&mut self) -> Result<(), Fault> {
        if self.lease - now(self.options) < LEASE / 2 { self.sign() } else { Ok(()) }
    }

    fn send(&mut self, shipment: &Shipment, plan: &Plan<'_>, tell: &mut dyn FnMut(News<'_>)) -> Result<(), Fault> {
        let total = plan.send.len();
        let mut sent = 0;
        let often = (self.record.files.len() / 8).max(4 * BATCH);
        let mut since = 0;
        for wave in plan.send.chunk_by(|a: &&Piece, b: &&Piece| Wave::of(a) == Wave::of(b)) {
            for batch in wave.chunks(BATCH) {
                self.target.send(shipment, batch, &mut || {
                    sent += 1;
                    tell(News::Sent(sent, total));
                })?;
                for piece in batch {
                    self.record.files.insert(name_of(&piece.path), Standing::of(piece));
                }
                since += batch.len();
                if since >= often {
                    since = 0;
                    self.sign()?;
                } else {
                    self.sign_if_due()?;
                }
            }
        }
        Ok(())
    }
}
