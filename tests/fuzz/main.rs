//! Whatever is read: no input makes the program panic or hang, and the same input always reads alike.
//!
//! Each target is a test. It takes the inputs that once did harm, kept in `tests/fuzz/seeds/TARGET/`, then new ones that are put
//! together from pieces, from bytes and from changed seeds, for `FUZZ_SECONDS` (2 without it). An input that fails is made as small
//! as it goes on failing, and written among the seeds; one that does not end is written there too, and ends the program.
//! `scripts/fuzz` runs them for longer.

#![allow(clippy::print_stderr, reason = "who runs a target for minutes wants to know what it did")]

mod dictionaries;
mod pieces;
mod targets;

use std::cell::Cell;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::time::{Duration, Instant};

use newsprint::digest::Digest;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner};

/// What is tried.
struct Target {
    /// As its seeds' folder is named.
    name: &'static str,
    /// What its inputs are put together from.
    pieces: &'static [&'static str],
    /// How pieces become bytes.
    bytes: fn(&str) -> Vec<u8>,
    /// Reads an input; panics where a promise is broken.
    read: fn(&[u8]),
    /// Bytes to which an input is repeated now and then, so that what takes more than linear time is felt.
    large: usize,
}

/// Longer than any input may take, on a machine that does many things at once.
const PATIENCE: Duration = Duration::from_secs(30);

/// Inputs that are made before the clock is looked at.
const BATCH: u32 = 64;

thread_local! {
    /// Panics of this thread are expected, and not printed.
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

fn seeds_of(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/seeds").join(name)
}

#[allow(clippy::disallowed_methods, reason = "a finding is kept")]
fn keep(name: &str, bytes: &[u8]) -> PathBuf {
    let path = seeds_of(name).join(format!("found-{}", Digest::of(bytes).short(12)));
    std::fs::create_dir_all(seeds_of(name)).expect("the folder of seeds can be made");
    std::fs::write(&path, bytes).expect("the seed can be written");
    path
}

/// An input that is being read, and since when.
type Running = (Instant, Vec<u8>);

/// Sees that inputs end.
#[derive(Clone, Default)]
struct Watch {
    now: Arc<Mutex<Option<Running>>>,
}

impl Watch {
    #[allow(clippy::disallowed_methods, reason = "a thread that hangs cannot be ended in another way")]
    fn over(name: &'static str) -> Self {
        let watch = Watch::default();
        let watched = watch.now.clone();
        std::thread::spawn(move || {
            loop {
                std::thread::sleep(Duration::from_millis(200));
                // The target has ended when nobody else holds it.
                if Arc::strong_count(&watched) == 1 {
                    return;
                }
                let now = watched.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some((_, bytes)) = now.as_ref().filter(|(since, _)| since.elapsed() > PATIENCE) {
                    eprintln!("{name}: no end after {} s; see {}", PATIENCE.as_secs(), keep(name, bytes).display());
                    std::process::abort();
                }
            }
        });
        watch
    }

    fn read(&self, target: &Target, bytes: &[u8]) {
        let set = |value| *self.now.lock().unwrap_or_else(PoisonError::into_inner) = value;
        set(Some((Instant::now(), bytes.to_vec())));
        (target.read)(bytes);
        set(None);
    }
}

/// A change of a seed: where, how many bytes go, and what comes in their place.
type Edit = (Index, usize, Vec<u8>);

fn changed(mut bytes: Vec<u8>, edits: &[Edit]) -> Vec<u8> {
    for (at, gone, new) in edits {
        let at = at.index(bytes.len() + 1);
        let end = (at + gone).min(bytes.len());
        bytes.splice(at..end, new.iter().copied());
    }
    bytes
}

fn inputs(target: &Target, seeds: &[Vec<u8>]) -> BoxedStrategy<Vec<u8>> {
    let (bytes, large) = (target.bytes, target.large);
    let piece = prop_oneof![
        20 => select(target.pieces).prop_map(bytes),
        1 => any::<char>().prop_map(|c| c.to_string().into_bytes()),
        1 => any::<u8>().prop_map(|byte| vec![byte]),
    ];
    let pieces = vec(piece.clone(), 0..60).prop_map(|pieces| pieces.concat());
    let noise = vec(any::<u8>(), 0..400);
    let edit = (any::<Index>(), 0..9_usize, prop_oneof![piece.clone(), Just(Vec::new())]);
    let seed = if seeds.is_empty() { Just(Vec::new()).boxed() } else { select(seeds.to_vec()).boxed() };
    let seed = (seed, vec(edit, 0..6)).prop_map(|(seed, edits)| changed(seed, &edits));
    let again = vec(piece, 1..5).prop_map(move |pieces| {
        let once = pieces.concat();
        let times = large / once.len().max(1);
        once.repeat(times.max(1))
    });
    prop_oneof![240 => pieces, 30 => noise, 60 => seed, 1 => again].boxed()
}

/// Whether a seed that is known still does harm, or a new one does.
fn fuzz(target: &Target) {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                usual(info);
            }
        }));
    });
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let watch = Watch::over(target.name);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(seeds_of(target.name))
        .map(|folder| folder.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect())
        .unwrap_or_default();
    paths.sort();
    let seeds: Vec<Vec<u8>> = paths.iter().map(|path| std::fs::read(path).expect("a seed")).collect();
    for (path, seed) in paths.iter().zip(&seeds) {
        eprintln!("{}", path.display());
        watch.read(target, seed);
    }
    let inputs = inputs(target, &seeds);
    let until = Instant::now() + Duration::from_secs(number("FUZZ_SECONDS").unwrap_or(2));
    let (mut batch, mut tried) = (number("FUZZ_SEED").unwrap_or(0), 0);
    while Instant::now() < until {
        batch += 1;
        tried += BATCH;
        let mut state = [0; 32];
        state[..8].copy_from_slice(&batch.to_le_bytes());
        let config = Config { cases: BATCH, failure_persistence: None, max_shrink_time: 60_000, ..Config::default() };
        let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &state));
        QUIET.set(true);
        let run = runner.run(&inputs, |bytes| {
            watch.read(target, &bytes);
            Ok(())
        });
        QUIET.set(false);
        match run {
            Ok(()) => {}
            Err(TestError::Fail(why, bytes)) => {
                let path = keep(target.name, &bytes);
                panic!("{}: {why}\n{:?}\nkept as {}", target.name, String::from_utf8_lossy(&bytes), path.display());
            }
            Err(other) => panic!("{}: {other}", target.name),
        }
    }
    eprintln!("{}: {tried} inputs", target.name);
    assert!(tried > 0, "nothing was tried");
}
