//! What the tests share: case files, small papers on disk, runs of the program, pieces of HTML, differences.

pub(crate) mod builds;
pub(crate) mod case;
pub(crate) mod diff;
pub(crate) mod html;
pub(crate) mod paper;
#[cfg(feature = "stores")]
pub(crate) mod s3;

use std::path::{Path, PathBuf};

use proptest::collection::vec;
use proptest::prelude::{Rng as _, Strategy as _, any};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// The repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// An empty folder of this name for one test.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("the scratch folder of an earlier run can be removed");
    }
    std::fs::create_dir_all(&folder).expect("a scratch folder can be made");
    folder
}

/// Choices of a test: a tape of numbers, which proptest makes, and makes shorter and smaller where the test fails. Past its end every
/// roll is 0, so whoever reads it puts the plainest choice first.
#[derive(Clone, Debug)]
pub(crate) struct Dice {
    rolls: Vec<u32>,
    at: usize,
}

impl Dice {
    /// A tape of its own for a test that is not repeated, such as one of threads.
    pub(crate) fn of(seed: u8, rolls: usize) -> Self {
        let mut rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
        Dice { rolls: (0..rolls).map(|_| rng.next_u32()).collect(), at: 0 }
    }

    /// A number below `sides`.
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        let roll = self.rolls.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::try_from(roll).expect("a number of 32 bits") % sides
    }

    /// One of several.
    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }
}

/// Runs a test for so many tapes, which are the same in every run. One that fails is shrunk before it is shown.
pub(crate) fn chance(cases: u32, rolls: usize, test: impl Fn(&mut Dice)) {
    let config = Config { cases, failure_persistence: None, max_shrink_time: 120_000, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let tapes = vec(any::<u32>(), rolls / 2..=rolls).prop_map(|rolls| Dice { rolls, at: 0 });
    let run = runner.run(&tapes, |mut dice| {
        test(&mut dice);
        Ok(())
    });
    if let Err(failure) = run {
        panic!("{failure}");
    }
}
