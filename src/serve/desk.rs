//! The desk: one thread that hears what changed and makes the next issue.
//!
//! 1. Gather: a save is several events, so the desk waits until none has come for a moment, and longer where a file is
//!    gone or empty, because that is how many editors begin to save.
//! 2. Look at what changed, read it, plan the paper of the moment; everything else comes from the memory.
//! 3. Put the issue on the stand, whole, or the faults beside the last good one.
//!
//! It also wakes when a story falls due. It writes nothing to disk and never ends because of what it reads.

use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio::sync::oneshot;

use super::listing::{Change, Listing};
use super::snapshot::Snapshot;
use super::stand::{Issue, Stand};
use super::{Clockwork, News, Tell};
use crate::config;
use crate::diag::{self, Diag, Level};
use crate::edition::Show;
use crate::permalink::Permalink;
use crate::press::{self, Memory, Order};

/// What the desk is told.
pub(super) enum Message {
    /// These paths were written, made or removed.
    Touched(Vec<PathBuf>),
    /// Something may have changed anywhere.
    Lost,
    /// Somebody has walked the site.
    Walked(Box<Listing>),
    /// The editor set the clock; the answer says that the issue is out.
    Set(Setting, oneshot::Sender<()>),
}

/// How an editor looks at the paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Setting {
    /// Another time than that of the command line.
    pub(super) now: Option<Timestamp>,
    /// What is shown beyond what is out.
    pub(super) show: Show,
}

/// No event for so long, and a save is over.
const QUIET: Duration = Duration::from_millis(25);

/// How long the second half of a save may take.
const PATIENCE: Duration = Duration::from_millis(140);

/// Even when events never stop, the editor sees something.
const LONGEST: Duration = Duration::from_millis(500);

/// Changed files that open pages are told of.
const FILES_KEPT: usize = 256;

pub(super) struct Desk {
    order: Order,
    clock: Clockwork,
    setting: Setting,
    listing: Listing,
    memory: Memory,
    stand: Arc<Stand>,
    tell: Tell,
    /// Asks for the folders to be watched anew.
    rearm: Sender<()>,
    /// When something falls due.
    due: Option<Timestamp>,
}

/// What came in while the desk waited.
#[derive(Default)]
struct Gathered {
    touched: BTreeSet<PathBuf>,
    lost: bool,
    walked: Option<Box<Listing>>,
    set: Option<Setting>,
    answers: Vec<oneshot::Sender<()>>,
}

impl Gathered {
    fn add(&mut self, message: Message) {
        match message {
            Message::Touched(paths) => self.touched.extend(paths),
            Message::Lost => self.lost = true,
            Message::Walked(listing) => self.walked = Some(listing),
            Message::Set(setting, answer) => {
                self.set = Some(setting);
                self.answers.push(answer);
            }
        }
    }
}

impl Desk {
    /// Reads the paper and puts the first issue on the stand.
    pub(super) fn open(order: Order, clock: Clockwork, stand: Arc<Stand>, tell: Tell, rearm: Sender<()>) -> Self {
        let started = Instant::now();
        let setting = Setting { now: None, show: order.show };
        let listing = Listing::find(&order);
        // What a build has written down makes the start faster; nothing is added to it.
        let memory = Memory::load(&order.root);
        let mut desk = Desk { order, clock, setting, listing, memory, stand, tell, rearm, due: None };
        desk.guard(|desk| desk.make(&Change::default(), started));
        desk
    }

    /// Works until nobody is left to hear of it.
    pub(super) fn work(mut self, inbox: &Receiver<Message>) {
        loop {
            let first = match inbox.recv_timeout(self.until_due()) {
                Ok(message) => message,
                Err(RecvTimeoutError::Timeout) => {
                    if self.due.is_some_and(|due| due <= (self.clock.ask)()) {
                        self.guard(|desk| desk.make(&Change::default(), Instant::now()));
                    }
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => return,
            };
            let mut gathered = self.gather(first, inbox);
            let answers = std::mem::take(&mut gathered.answers);
            self.guard(|desk| desk.hear(gathered));
            for answer in answers {
                // The browser may have gone away.
                let _ = answer.send(());
            }
        }
    }

    /// Makes what is to be made of what was heard.
    fn hear(&mut self, mut gathered: Gathered) {
        let started = Instant::now();
        match gathered.walked.take().map(|walked| self.listing.differences(&walked, &self.order)) {
            Some(Some(paths)) => gathered.touched.extend(paths),
            Some(None) => gathered.lost = true,
            None => {}
        }
        let mut change = if gathered.lost { self.listing.find_again(&self.order) } else { Change::default() };
        if !gathered.touched.is_empty() {
            let more = self.listing.touch(&self.order, &gathered.touched);
            change.paths.extend(more.paths);
            change.moved.extend(more.moved);
            change.folders |= more.folders;
        }
        let set = gathered.set.is_some_and(|setting| setting != self.setting);
        self.setting = gathered.set.unwrap_or(self.setting);
        if set || (!change.is_empty() && self.amend(&change, started).is_none()) {
            for path in &change.paths {
                self.memory.forget(path);
            }
            self.make(&change, started);
        }
        if change.folders {
            // The watcher's thread is gone only when the program ends.
            let _ = self.rearm.send(());
        }
    }

    /// Works, and lives on where the work panics: then nothing that was read is trusted, the fault stands over the last good pages,
    /// and with the next change, whatever it is, everything is read again.
    fn guard(&mut self, work: impl FnOnce(&mut Self)) {
        if diag::guarded(|| work(self)).is_some() {
            return;
        }
        self.memory = Memory::load(&self.order.root);
        self.due = None;
        // It may not have come to that.
        let _ = self.rearm.send(());
        let before = self.stand.issue();
        self.publish(&before, before.good.clone(), vec![super::broken("the paper")], &Change::default(), Instant::now());
    }

    fn gather(&self, first: Message, inbox: &Receiver<Message>) -> Gathered {
        let mut gathered = Gathered::default();
        gathered.add(first);
        let began = Instant::now();
        let mut last = began;
        while gathered.set.is_none() && began.elapsed() < LONGEST {
            match inbox.recv_timeout(QUIET) {
                Ok(message) => {
                    gathered.add(message);
                    last = Instant::now();
                }
                Err(RecvTimeoutError::Timeout) if last.elapsed() < PATIENCE && self.listing.half_saved(&self.order, &gathered.touched) => {}
                Err(_) => break,
            }
        }
        gathered
    }

    /// How long to sleep; never for very long, because a sleeping machine's clock may jump.
    fn until_due(&self) -> Duration {
        const LONG: Duration = Duration::from_mins(1);
        self.due.map_or(LONG, |due| Duration::try_from(due.duration_since((self.clock.ask)())).unwrap_or_default().min(LONG))
    }

    /// The order of this moment.
    fn order(&self) -> Order {
        let now = self.setting.now.or(self.clock.fixed).unwrap_or_else(|| (self.clock.ask)());
        Order { now, show: self.setting.show, ..self.order.clone() }
    }

    /// Makes the next issue after a change of words alone, if it is no more than that.
    fn amend(&mut self, change: &Change, started: Instant) -> Option<()> {
        let order = self.order();
        let before = self.stand.issue();
        let good = before.good.as_ref().filter(|_| before.faults.is_empty() && self.due.is_none_or(|due| due > order.now))?;
        let entries = self.listing.articles(change)?;
        let (paper, told) = press::amend(&good.paper, &good.told, &order, &entries, &mut self.memory)?;
        let good = good.amended(before.number + 1, paper, told);
        self.publish(&before, Some(Arc::new(good)), Vec::new(), change, started);
        Some(())
    }

    /// Makes the next issue.
    fn make(&mut self, change: &Change, started: Instant) {
        let order = self.order();
        let before = self.stand.issue();
        let mut told = self.listing.told.clone();
        let stages = press::Stages::default();
        let site = press::read(&order, &self.listing.files, &mut self.memory, &mut told, &stages);
        if before.number == 0 {
            // Only now that the copy is read, for a watch hears of every file that is opened, and not later, so that
            // whoever saves as soon as there is a first issue is heard. The watcher's thread ends after this one.
            let _ = self.rearm.send(());
        }
        let paper = site.map(|site| press::arrange(site, &order, &mut told, &stages));
        // Where no paper came of it, an error says why.
        let fine = paper.filter(|paper| !press::stops(&mut told, order.strict, &paper.site.config));
        diag::sort(&mut told);
        match fine {
            Some(paper) => {
                let due = paper.edition.clock.stands_until();
                self.due = due.filter(|_| self.setting.now.or(self.clock.fixed).is_none());
                let good = Arc::new(Snapshot::new(before.number + 1, paper, told));
                self.publish(&before, Some(good), Vec::new(), change, started);
            }
            None => self.publish(&before, before.good.clone(), told, change, started),
        }
    }

    /// Puts an issue on the stand, and says so.
    fn publish(&mut self, before: &Issue, good: Option<Arc<Snapshot>>, faults: Vec<Diag>, change: &Change, started: Instant) {
        let number = before.number + 1;
        let told = match &good {
            Some(good) if faults.is_empty() => &good.told,
            _ => &faults,
        };
        let fresh = fresh(told, before);
        let count = |level| told.iter().filter(|diag| diag.level == level).count();
        let (errors, warnings) = (count(Level::Error), count(Level::Warning));
        let stories = good.as_ref().map_or(0, |good| good.paper.edition.stories.len());
        let well_again = !before.faults.is_empty() && faults.is_empty();
        let files = Arc::new(changed_files(before, change, good.as_deref(), number));
        let mut moved = before.moved.clone();
        if !change.moved.is_empty() {
            Arc::make_mut(&mut moved).extend(change.moved.iter().cloned());
        }
        self.stand.put(Issue { number, good, faults, setting: Some(self.setting), moved, files });
        let paths: Vec<&str> = change.paths.iter().map(|path| &**path).collect();
        (self.tell)(&News::Made { fresh: &fresh, errors, warnings, stories, paths: &paths, well_again, took: started.elapsed() });
    }
}

/// What the issue before did not tell.
fn fresh(told: &[Diag], before: &Issue) -> Vec<Diag> {
    let key = |diag: &Diag| (diag.message.clone(), diag.place.as_ref().map(|place| (place.path.clone(), place.line, place.column)));
    let good = before.good.iter().filter(|_| before.faults.is_empty()).flat_map(|good| &good.told);
    let known: HashSet<_> = before.faults.iter().chain(good).map(key).collect();
    told.iter().filter(|diag| !known.contains(&key(diag))).cloned().collect()
}

/// Files that open pages may show and must load again.
fn changed_files(before: &Issue, change: &Change, good: Option<&Snapshot>, number: u64) -> Vec<(u64, Permalink)> {
    let mut files = Vec::clone(&before.files);
    if let Some(good) = good {
        let beside = change.paths.iter().filter(|path| {
            let copy = path.starts_with("content/") && press::is_copy(path);
            !copy && &***path != config::PATH && !path.starts_with("templates/") && !path.starts_with("static/theme/")
        });
        files.extend(beside.filter_map(|path| good.paper.edition.addresses.file_link(path)).map(|link| (number, link)));
    }
    let extra = files.len().saturating_sub(FILES_KEPT);
    files.drain(..extra);
    files
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::mpsc;

    use super::*;
    use crate::config::Overrides;
    use crate::press::Strict;

    /// Whether the clock below panics: a fault of the program in the middle of its work.
    static BROKEN: AtomicBool = AtomicBool::new(false);

    fn clock() -> Timestamp {
        assert!(!BROKEN.load(Ordering::Relaxed), "on purpose");
        Timestamp::UNIX_EPOCH
    }

    #[allow(clippy::disallowed_methods, reason = "a site to be read")]
    fn write(root: &Path, path: &str, text: &str) -> PathBuf {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, text).expect("a file");
        path
    }

    #[test]
    fn work_that_panics_is_a_fault_over_the_last_good_paper_and_heals() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("a folder");
        write(&root, "config.toml", "title = \"T\"\nbase_url = \"https://t.example/\"\nurls_lock = false\n");
        let story = write(&root, "content/city/a.md", "+++\nheadline = \"A\"\ndate = 1969-01-01\n+++\nWords.\n");
        let order = Order {
            output: root.join("public"),
            root: root.clone(),
            overrides: Overrides::default(),
            now: Timestamp::UNIX_EPOCH,
            show: Show::default(),
            removals: crate::press::Removals::Ask,
            strict: Strict::No,
            faulty: crate::config::Faulty::Stop,
        };
        let stand = Arc::new(Stand::new());
        let (rearm, _asked) = mpsc::channel();
        let mut desk = Desk::open(order, Clockwork { fixed: None, ask: clock }, stand.clone(), Arc::new(|_| {}), rearm);
        let stories = || stand.issue().good.as_ref().map(|good| good.paper.edition.stories.len());
        assert_eq!((stories(), stand.issue().faults.len()), (Some(1), 0));
        let save = |desk: &mut Desk, text: &str| {
            write(&root, "content/city/a.md", &format!("+++\nheadline = \"A\"\ndate = 1969-01-01\n+++\n{text}\n"));
            let gathered = Gathered { touched: BTreeSet::from([story.clone()]), ..Gathered::default() };
            desk.guard(|desk| desk.hear(gathered));
        };
        for round in 1..=3 {
            BROKEN.store(true, Ordering::Relaxed);
            save(&mut desk, &"Broken. ".repeat(round));
            let faults: Vec<String> = stand.issue().faults.iter().map(|diag| diag.code.to_string()).collect();
            assert_eq!((faults, stories()), (vec!["internal".to_owned()], Some(1)));
            BROKEN.store(false, Ordering::Relaxed);
            save(&mut desk, &"Mended, at last. ".repeat(round));
            assert_eq!((stand.issue().faults.len(), stories()), (0, Some(1)));
            let issue = stand.issue();
            let good = issue.good.as_ref().expect("a paper");
            let page = good.paper.plan.iter().find(|page| page.source(&good.paper.edition) == Some("content/city/a.md")).expect("a page");
            let print = stand.print(good, page).expect("a print");
            assert!(String::from_utf8_lossy(&print.bytes).contains("Mended, at last."));
        }
    }
}
