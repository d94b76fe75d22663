//! What each stage of a build costs: `cargo bench --bench stages`, or a part of it with a word behind `--`.
//!
//! Each benchmark is one stage on finished values of the stage before it, on one thread where a stage has threads of its
//! own, so that a number is work and not luck. `benches/run` measures whole builds.

mod made;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use criterion::{BatchSize, Criterion, Throughput};
use newsprint::article::{self, Article, Desk};
use newsprint::clock::Clock;
use newsprint::config::{self, Config, Overrides};
use newsprint::edition::{self, Show};
use newsprint::output::{Content, Folder, Names, Output};
use newsprint::pages::{self, Fittings, Page, Room};
use newsprint::press::{self, Memory, Order, Paper, Removals, Stages, Strict};
use newsprint::source::{self, Source};

/// Stories of the paper.
const STORIES: usize = 400;

fn settings() -> Arc<Config> {
    config::read(&made::settings("search = true\ntext_edition = true"), &Overrides::default()).0.expect("these settings are right")
}

fn now() -> jiff::Timestamp {
    made::NOW.parse().expect("a moment")
}

fn source(path: &str, text: String) -> Source {
    source::clean(&path.into(), text.into_bytes(), source::Kind::of(path)).0.expect("clean text")
}

fn articles(config: &Config) -> Vec<Arc<Article>> {
    (0..STORIES)
        .map(|nth| source(&made::path(nth, &made::USUAL), made::markdown(nth, &made::USUAL)))
        .map(|source| Arc::new(article::read(&source, &Desk { config }).0))
        .collect()
}

/// A folder for what has to be on disk.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        Scratch(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("stages-{}", std::process::id())))
    }
}

impl Drop for Scratch {
    #[allow(clippy::disallowed_methods, reason = "a benchmark takes away what it wrote")]
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn paper(root: &Path) -> Paper {
    made::site(root, STORIES, &made::USUAL, "search = true\ntext_edition = true");
    let order = Order {
        root: root.to_owned(),
        output: root.join("public"),
        overrides: Overrides::default(),
        now: now(),
        show: Show::default(),
        strict: Strict::No,
        removals: Removals::Ask,
        faulty: newsprint::config::Faulty::Stop,
    };
    let mut told = Vec::new();
    let files = press::find(&order, &mut told);
    press::plan(&order, &files, &mut Memory::default(), &mut told, &Stages::default()).expect("a paper")
}

fn parse(c: &mut Criterion) {
    let config = settings();
    let desk = Desk { config: &config };
    let mut group = c.benchmark_group("parse");
    let markdown = source("content/world/ferry.md", made::markdown(7, &made::USUAL));
    let plain = source("content/world/ferry.txt", made::plain_text(7, &made::USUAL));
    for (name, source) in [("markdown", &markdown), ("plain text", &plain)] {
        group.throughput(Throughput::Bytes(source.text.len() as u64));
        group.bench_function(name, |b| b.iter(|| article::read(black_box(source), &desk)));
    }
    let quotes = made::Recipe { pull_quotes: 6, ..made::USUAL };
    let quotes = source("content/world/ferry.md", made::markdown(7, &quotes));
    group.throughput(Throughput::Bytes(quotes.text.len() as u64));
    group.bench_function("markdown, 6 pull-quotes", |b| b.iter(|| article::read(black_box(&quotes), &desk)));
    group.finish();
}

fn plan(c: &mut Criterion) {
    let config = settings();
    let articles = articles(&config);
    let clock = Clock::new(now(), config.zone.clone());
    let mut group = c.benchmark_group("plan");
    group.throughput(Throughput::Elements(STORIES as u64));
    group.bench_function("edition", |b| {
        b.iter_batched(|| articles.clone(), |articles| edition::make(articles, &config, &clock, Show::default()), BatchSize::LargeInput);
    });
    let (edition, _) = edition::make(articles.clone(), &config, &clock, Show::default());
    group.bench_function("pages", |b| b.iter(|| pages::plan(black_box(&edition))));
    group.bench_function("related", |b| {
        b.iter(|| (0..edition.stories.len()).map(|id| edition.related(id).len()).sum::<usize>());
    });
    group.finish();
}

/// The first page of a kind that `fits`.
fn first(plan: &[Page], fits: impl Fn(&Page) -> bool) -> &Page {
    plan.iter().find(|page| fits(page)).expect("such a page")
}

fn render(c: &mut Criterion, paper: &Paper) {
    let mut group = c.benchmark_group("render");
    let at = |address: &'static str| move |page: &Page| page.link.as_str() == address;
    let chosen = [
        ("article", first(&paper.plan, |page| page.kind() == "article")),
        ("section", first(&paper.plan, at("/section-0/"))),
        ("topic", first(&paper.plan, at("/topics/topic-0/"))),
        ("front", first(&paper.plan, at("/"))),
        ("feed", first(&paper.plan, at("/feed.xml"))),
        ("sitemap", first(&paper.plan, |page| page.link.as_str().starts_with("/sitemaps/2"))),
        ("text edition", first(&paper.plan, |page| page.kind() == "text")),
    ];
    let Paper { edition, site, .. } = paper;
    for (name, page) in chosen {
        // What pages have in common is made anew each time; else all runs but the first would find a feed's items there.
        let fittings = || Fittings::new(edition, &site.theme, &site.shelf);
        group.bench_function(name, |b| {
            b.iter_batched(
                fittings,
                |fittings| page.render(&Room::new(edition, &site.templates, &site.theme, &site.shelf, &fittings)).expect("a page"),
                BatchSize::SmallInput,
            );
        });
    }
    // In a warm build a page that shows nothing new costs this and no more.
    let room = paper.room();
    let article = chosen[0].1;
    group.bench_function("article, made up only", |b| {
        b.iter(|| article.make_up(&room).expect("a forme").fingerprint());
    });
    group.finish();
}

fn write(c: &mut Criterion, paper: &Paper, scratch: &Path) {
    let room = paper.room();
    let made: Vec<Output> = paper
        .plan
        .iter()
        .filter(|page| page.kind() == "article")
        .map(|page| Output { path: page.link.out_path(), turn: page.turn(), content: Content::Bytes(page.render(&room).expect("a page")) })
        .collect();
    let root = scratch.join("site");
    let mut group = c.benchmark_group("write");
    group.throughput(Throughput::Elements(made.len() as u64)).sample_size(20);
    let mut turn = 0;
    let print = |output: &Path| {
        let folder = Folder::open(output, &root).expect("a folder of our own");
        let printing = folder
            .begin(Names::These { all: made.iter().map(|output| output.path.clone()).collect(), stories: Vec::new() })
            .expect("a beginning");
        for output in &made {
            printing.stage(output).expect("a file");
        }
        printing.finish().expect("an end")
    };
    group.bench_function("all articles, new", |b| {
        b.iter_batched(
            || {
                turn += 1;
                scratch.join(format!("output-{turn}"))
            },
            |output| print(&output),
            BatchSize::PerIteration,
        );
    });
    let output = scratch.join("output-0");
    print(&output);
    group.bench_function("all articles, as they were", |b| b.iter(|| print(&output)));
    group.finish();
}

fn main() {
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().expect("the first pool of this process");
    let mut c = Criterion::default().configure_from_args();
    let scratch = Scratch::new();
    let paper = paper(&scratch.0.join("site"));
    parse(&mut c);
    plan(&mut c);
    render(&mut c, &paper);
    write(&mut c, &paper, &scratch.0);
    c.final_summary();
}
