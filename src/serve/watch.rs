//! Watching the site's folders.
//!
//! Folders are watched, never files: most editors save by putting another file in the place of the old one. A link is
//! watched where it leads, and its events are told under its own name. Network folders send no events; for them, and
//! where the system cannot watch as much as there is, the desk is asked to look every now and then.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher as _};
use walkdir::WalkDir;

use super::desk::Message;
use super::listing::{Listing, TOPS};
use super::{News, Tell};
use crate::config;
use crate::press::Order;
use crate::source;

/// How changes are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// The system tells.
    Events,
    /// By looking.
    Poll,
}

/// Time between two looks.
const POLL: Duration = Duration::from_millis(500);

/// Watches until nobody listens: arms the watch each time it is asked to, then looks for what it missed.
pub(super) fn run(method: Method, order: &Order, asked: &Receiver<()>, desk: &Sender<Message>, tell: &Tell) {
    let mut watcher = None;
    while method == Method::Events && asked.recv().is_ok() {
        while asked.try_recv().is_ok() {}
        // The old watch goes only after the new one is there.
        match arm(order, desk) {
            Ok(armed) => drop(watcher.replace(armed)),
            Err(error) => {
                tell(&News::Polling(&error.to_string()));
                break;
            }
        }
        if desk.send(walk(order)).is_err() {
            return;
        }
    }
    drop(watcher);
    loop {
        std::thread::sleep(POLL);
        if desk.send(walk(order)).is_err() {
            return;
        }
    }
}

/// What a look at everything finds. It takes a while in a large paper, and saves are heard meanwhile.
fn walk(order: &Order) -> Message {
    Message::Walked(Box::new(Listing::find(order)))
}

/// A place that is watched under another name.
struct Alias {
    real: PathBuf,
    name: PathBuf,
}

fn arm(order: &Order, desk: &Sender<Message>) -> notify::Result<RecommendedWatcher> {
    // Known a moment later; until then nothing lies behind a link that is watched.
    let aliases: Arc<OnceLock<Vec<Alias>>> = Arc::default();
    let (root, output, to, known) = (order.root.clone(), order.output.clone(), desk.clone(), aliases.clone());
    let hear = move |event: notify::Result<Event>| {
        // The desk is gone only when the program ends.
        let _ = match event {
            Ok(event) if event.need_rescan() => to.send(Message::Lost),
            Ok(event) if !matters(event.kind) => return,
            Ok(event) => {
                let aliases = known.get().map_or(&[][..], Vec::as_slice);
                let paths: Vec<PathBuf> =
                    event.paths.iter().flat_map(|path| names(path, aliases)).filter(|path| ours(path, &root, &output)).collect();
                if paths.is_empty() {
                    return;
                }
                to.send(Message::Touched(paths))
            }
            Err(_) => to.send(Message::Lost),
        };
    };
    let mut watcher = RecommendedWatcher::new(hear, Config::default().with_follow_symlinks(false))?;
    watcher.watch(&order.root, RecursiveMode::NonRecursive)?;
    // Only now: a folder or link that comes after this look is told by the watch over the root.
    let (folders, found) = places(order);
    let _ = aliases.set(found);
    for (folder, mode) in folders {
        match watcher.watch(&folder, mode) {
            // It went away just now; the look that follows will find out.
            Err(error) if matches!(error.kind, notify::ErrorKind::PathNotFound) => {}
            Err(error) if matches!(&error.kind, notify::ErrorKind::Io(io) if io.kind() == std::io::ErrorKind::NotFound) => {}
            other => other?,
        }
    }
    Ok(watcher)
}

/// What to watch, and what it is called.
fn places(order: &Order) -> (Vec<(PathBuf, RecursiveMode)>, Vec<Alias>) {
    let (mut folders, mut aliases) = (Vec::new(), Vec::new());
    for top in TOPS.map(|top| order.root.join(top)) {
        let Ok(real) = top.canonicalize() else { continue };
        for link in WalkDir::new(&real).into_iter().filter_map(Result::ok).filter(walkdir::DirEntry::path_is_symlink) {
            let Ok(target) = link.path().canonicalize() else { continue };
            if !target.starts_with(&order.root) && !target.starts_with(&real) {
                continue;
            }
            let name = link.path().strip_prefix(&real).map_or_else(|_| top.clone(), |rest| top.join(rest));
            if target.is_dir() {
                // A link that leads back up is not followed by the walk either.
                if !real.starts_with(&target) && !link.path().starts_with(&target) {
                    folders.push((target.clone(), RecursiveMode::Recursive));
                    aliases.push(Alias { real: target, name });
                }
            } else {
                folders.extend(target.parent().map(|folder| (folder.to_path_buf(), RecursiveMode::NonRecursive)));
                aliases.push(Alias { real: target, name });
            }
        }
        if real != top {
            aliases.push(Alias { real: real.clone(), name: top });
        }
        folders.push((real, RecursiveMode::Recursive));
    }
    // A folder that is watched with all beneath it must not be narrowed by a later word.
    folders.sort_by_key(|(_, mode)| *mode == RecursiveMode::Recursive);
    (folders, aliases)
}

/// The path itself and all its other names.
fn names<'a>(path: &'a Path, aliases: &'a [Alias]) -> impl Iterator<Item = PathBuf> {
    let others = aliases.iter().filter_map(|alias| {
        let rest = path.strip_prefix(&alias.real).ok()?;
        Some(if rest.as_os_str().is_empty() { alias.name.clone() } else { alias.name.join(rest) })
    });
    std::iter::once(path.to_path_buf()).chain(others)
}

/// Whether a kind of event can mean that a file is another one.
fn matters(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}

/// Whether a path is part of the site.
fn ours(path: &Path, root: &Path, output: &Path) -> bool {
    let Some(path_in_site) = path.strip_prefix(root).ok().and_then(|_| source::site_path(root, path)) else { return false };
    let mut parts = path_in_site.split('/');
    let top = parts.next().unwrap_or_default();
    (&*path_in_site == config::PATH || TOPS.contains(&top))
        && !parts.any(|name| source::is_passed_over(top, name))
        && !path.starts_with(output)
}
