//! Nothing is quadratic: twice the stories are about twice the work, also where all of them are in one list.
//!
//! Time depends on the machine and its mood, so most tests count what does not: allocations and their bytes, on one
//! thread. What start-up costs falls out: the work that the second hundred of stories adds is compared with what the
//! third and fourth add. Loops that allocate nothing are held by processor time, at a distance that no mood explains:
//! eight times the stories may take twenty-four times as long, where a quadratic loop takes sixty-four.
//!
//! This is a binary of its own, because it counts the allocations of the whole process.

#![allow(clippy::disallowed_methods, reason = "tests write the papers that they build")]

#[path = "../benches/made.rs"]
mod made;

#[path = "scale/constructs.rs"]
mod constructs;

use std::alloc::System;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use made::{Recipe, Series, USUAL};
use newsprint::article::{self, Article, Desk, plain_text};
use newsprint::clock::Clock;
use newsprint::config::{self, Config, Overrides};
use newsprint::edition::{self, Show};
use newsprint::pages::{self, Fittings};
use newsprint::press::{self, Order, Removals, Stages, Strict};
use newsprint::source;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static COUNTED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// What twice the stories may cost, beside as many.
const TWICE: f64 = 2.3;

/// One at a time: the count is of the whole process.
fn alone() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    // Only the first call has an effect.
    let _ = rayon::ThreadPoolBuilder::new().num_threads(1).build_global();
    turn
}

/// Allocations, and the bytes of them.
#[derive(Clone, Copy, Debug)]
struct Work {
    count: f64,
    kilobytes: f64,
}

fn work<T>(of: impl FnOnce() -> T) -> (Work, T) {
    let region = Region::new(COUNTED);
    let made = of();
    let change = region.change();
    let count = u32::try_from(change.allocations + change.reallocations).expect("not so many");
    let kilobytes = u32::try_from(change.bytes_allocated / 1024).expect("not so many");
    (Work { count: f64::from(count), kilobytes: f64::from(kilobytes) }, made)
}

/// Holds the work at N, 2 N and 4 N to the promise. Tables grow in leaps, so a twentieth of the whole may be leap.
fn hold(what: &str, works: [Work; 3]) {
    let [one, two, four] = works;
    for (unit, [one, two, four]) in
        [("allocations", [one.count, two.count, four.count]), ("kilobytes", [one.kilobytes, two.kilobytes, four.kilobytes])]
    {
        let most = (two - one) * TWICE + four / 20.0;
        assert!(four - two <= most, "{what}: N stories are {one} {unit}, 2 N are {two}, 4 N are {four}");
    }
}

fn order(root: &Path) -> Order {
    Order {
        root: root.to_owned(),
        output: root.join("public"),
        overrides: Overrides::default(),
        now: made::NOW.parse().expect("a moment"),
        show: Show::default(),
        strict: Strict::No,
        removals: Removals::Ask,
        faulty: newsprint::config::Faulty::Stop,
    }
}

/// Builds papers of three sizes, from nothing, again, and with one story edited, and holds what that costs to the promise.
fn builds(name: &str, recipe: &Recipe, settings: &str) {
    let _turn = alone();
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("scale");
    let mut works = [const { Vec::new() }; 3];
    // What is made once in a process is made before anything is counted.
    for stories in [30, 80, 160, 320] {
        let root: PathBuf = home.join(format!("{}-{stories}", name.replace(' ', "-")));
        drop(std::fs::remove_dir_all(&root));
        made::site(&root, stories, recipe, settings);
        let order = order(&root);
        for (turn, works) in works.iter_mut().enumerate() {
            if turn == 2 {
                let path = root.join(made::path(0, recipe));
                let text = std::fs::read_to_string(&path).expect("a story");
                std::fs::write(&path, format!("{text}\nThe bell was rung.\n")).expect("a story");
            }
            let (work, report) = work(|| press::build(&order, &Stages::default()));
            assert!(report.printed.is_some(), "{name}: {:?}", report.told);
            assert!(report.told.is_empty(), "{name}: {:?}", report.told);
            works.push(work);
        }
        drop(std::fs::remove_dir_all(&root));
    }
    for (what, works) in ["cold", "nothing changed", "one edited"].iter().zip(works) {
        hold(&format!("{name}, {what}"), [works[1], works[2], works[3]]);
    }
}

/// Short stories: what is between stories is looked for, not what is in them.
const SHORT: Recipe = Recipe { paragraphs: 3, ..USUAL };

#[test]
fn a_usual_paper() {
    builds("a usual paper", &SHORT, "search = false");
}

#[test]
fn one_topic_author_section_and_series_for_all() {
    builds("one of each", &Recipe { lists: 1, series: Series::Yes, ..SHORT }, "search = false");
}

#[test]
fn half_held_back() {
    builds("half held back", &Recipe { held: 2, ..SHORT }, "search = false");
}

#[test]
fn search_and_text_edition() {
    builds("search and text edition", &Recipe { lists: 1, ..SHORT }, "search = true\ntext_edition = true");
}

fn read(path: &str, text: String, config: &Config) -> Article {
    let (source, _) = source::clean(&path.into(), text.into_bytes(), source::Kind::of(path));
    article::read(&source.expect("clean text"), &Desk { config }).0
}

fn settings() -> Arc<Config> {
    config::read(&made::settings("search = true"), &Overrides::default()).0.expect("these settings are right")
}

#[test]
fn long_copy_and_many_quotes() {
    let _turn = alone();
    let config = settings();
    let markdown = |paragraphs: usize| {
        let text = made::markdown(0, &Recipe { paragraphs, pull_quotes: paragraphs / 4, ..USUAL });
        work(|| read("content/world/ferry.md", text, &config)).0
    };
    let plain = |paragraphs: usize| {
        let text = made::plain_text(0, &Recipe { paragraphs, ..USUAL });
        work(|| read("content/world/ferry.txt", text, &config)).0
    };
    markdown(8);
    plain(8);
    hold("a story with pull-quotes", [40, 80, 160].map(markdown));
    hold("a story in plain text", [40, 80, 160].map(plain));
}

/// Seconds that this thread had a processor, where the system says so.
fn processor_time() -> Option<f64> {
    // The account is brought up to date when another thread could have its turn.
    std::thread::yield_now();
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse::<u64>().ok().map(|nanoseconds| std::time::Duration::from_nanos(nanoseconds).as_secs_f64())
}

/// The time of one turn: the least of three measures, each of as many turns.
fn time(turns: u32, of: &mut dyn FnMut()) -> Option<f64> {
    let mut least = f64::INFINITY;
    for _ in 0..3 {
        let begun = processor_time()?;
        (0..turns).for_each(|_| of());
        least = least.min(processor_time()? - begun);
    }
    Some(least / f64::from(turns))
}

/// `count` articles of one topic, author, section and series, made from one that was read.
fn copies(count: usize, config: &Config) -> Vec<Arc<Article>> {
    let recipe = Recipe { paragraphs: 1, lists: 1, series: Series::Yes, ..USUAL };
    let first = read("content/section-0/story-0.md", made::markdown(0, &recipe), config);
    (0..count)
        .map(|nth| {
            let mut article = first.clone();
            article.path = made::path(nth, &recipe).into();
            let mut head = (*article.head).clone();
            head.stem = format!("story-{nth}");
            head.headline.words = format!("Story {nth}");
            let hours = jiff::SignedDuration::from_hours(i64::try_from(nth).expect("not so many"));
            if let Some(date) = &mut head.date {
                date.at = date.at.checked_sub(hours).expect("a moment");
            }
            article.head = head.into();
            Arc::new(article)
        })
        .collect()
}

#[test]
fn planning_takes_no_quadratic_time() {
    let _turn = alone();
    if processor_time().is_none() {
        return;
    }
    let config = settings();
    let clock = Clock::new(made::NOW.parse().expect("a moment"), config.zone.clone());
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    let (theme, _) = newsprint::theme::Theme::make(&[], &config);
    let shelf = newsprint::pictures::Shelf::of(Vec::new());
    let stages = |count: usize| {
        let articles = copies(count, &config);
        let (edition, _) = edition::make(articles.clone(), &config, &clock, Show::default());
        assert_eq!(edition.stories.len(), count);
        // What is short is done often, so that every measure is long.
        let turns = u32::try_from(16_000 / count).expect("not so many");
        // The work of other threads is not in the account of this one, so all is done on the one thread of a pool.
        pool.install(|| {
            [
                ("edition", time(turns, &mut || drop(edition::make(articles.clone(), &config, &clock, Show::default())))),
                ("pages", time(turns, &mut || drop(pages::plan(&edition)))),
                ("related", time(turns, &mut || drop((0..count).map(|id| edition.related(id)).collect::<Vec<_>>()))),
                ("fittings", time(turns, &mut || drop(Fittings::new(&edition, &theme, &shelf)))),
            ]
        })
    };
    for ((what, small), (_, large)) in stages(1000).into_iter().zip(stages(8000)) {
        let (Some(small), Some(large)) = (small, large) else { continue };
        // What takes less than this says nothing.
        let ratio = large / small.max(0.000_1);
        println!("{what}: {small:.5} s, {large:.5} s, x {ratio:.1}");
        assert!(ratio <= 24.0, "{what}: eight times the stories take {ratio:.1} times as long");
    }
}

/// What a road may leave on a text, again and again.
#[test]
fn plain_text_takes_no_quadratic_time() {
    let _turn = alone();
    let pieces = [
        "From: Jo Lee\nDate: Monday\n",
        "a  b\na  b  c\n",
        "a\tb\na\tb\tc\td\n",
        "a | b\na | b | c\n",
        "> quoted\n",
        "THE PACKET   9 March 2026\n\n3\n\n",
        "well-\nknown\n",
        "20.50 CET\nA boat sinks\n",
        "HOST: And then?\n",
        "Sign up to the news\nShare 45\n",
        "■見出し\n",
        "```\n",
        "    let x = f(a, b);\n\n",
        "left text here      right text\n",
        "list 1 of 3\nA title of a thing\n",
        "-- \nJo Lee\n",
        "Best regards\n",
        "On 9 March Jo wrote:\n",
        "[a]note\n",
        "Ingredients\nflour\n",
        "‘Quoted words’\n",
    ];
    for piece in pieces {
        let of = |times: usize, turns: u32| {
            let text = format!("A headline\n\nThe board met on Monday and sat for five hours.\n\n{}", piece.repeat(times));
            time(turns, &mut || drop(plain_text::read(&text, &plain_text::Desk::default())))
        };
        let (Some(small), Some(large)) = (of(60, 4), of(480, 1)) else { return };
        let ratio = large / small.max(0.000_1);
        println!("{piece:?}: {small:.5} s, {large:.5} s, x {ratio:.1}");
        assert!(ratio <= 24.0, "{piece:?}: eight times the lines take {ratio:.1} times as long");
    }
}
