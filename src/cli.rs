//! The command line: arguments, dispatch, exit codes, and the only printing.
//!
//! Exit codes: 0 good, 1 faults in the site, 2 wrong usage, 3 printed without stories that are in error. Diagnostics go to standard error, results to standard
//! output. The system is asked for the time here, once. Printing never fails and never panics: a reader that went away
//! (`newsprint build | head`) or a full disk at the other end changes neither the build nor its exit code.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::RecvTimeoutError;

use clap::{Args, CommandFactory as _, Parser, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::clock;
use crate::config::{Faulty, Overrides};
use crate::diag::{self, Colour, Diag, Format, Level};
use crate::edition::public::{Preview, Show};
use crate::press::{self, Order, Removals, Report, Stages, Strict, Urls};
use crate::serve::watch::Method;
use crate::serve::{self, Clockwork, News};
use crate::source;

/// Prints a line of result. One that cannot be printed is no fault of the site.
macro_rules! say {
    ($($arg:tt)*) => { drop(writeln!(std::io::stdout(), $($arg)*)) };
}

/// Prints a line to standard error, in the same way.
macro_rules! complain {
    ($($arg:tt)*) => { drop(writeln!(std::io::stderr(), $($arg)*)) };
}

mod report;

use report::{count_faults, summary};
// It prints, so it comes after the words for that.
mod publish;

/// Newsprint: plain copy in, a finished newspaper out.
#[derive(Parser)]
#[command(name = "newsprint", version = env!("NEWSPRINT_VERSION"), about, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the site into the output folder
    Build(BuildArgs),
    /// Show the site in a browser while you write; pages change as you save
    Serve(ServeArgs),
    /// Make a fresh site, or a fresh article in one
    New(New),
    /// Remove what builds remember of a site; the next build makes everything anew
    Clean {
        /// The site's folder [default: this one, or the next above it with a config.toml]
        #[arg(long, value_name = "DIR")]
        root: Option<PathBuf>,
    },
    /// Say what a code of a message means
    Explain {
        /// The word in the square brackets of a message
        code: String,
    },
    /// Bring the output folder to where readers get it, as [publish] in config.toml says
    Publish(publish::PublishArgs),
    /// Print the moment at which the paper that was built changes by itself
    Next(publish::NextArgs),
    /// Print what makes a shell complete the commands and options
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Write manual pages into a folder
    #[command(hide = true)]
    Man {
        /// The folder
        folder: PathBuf,
    },
}

/// What `newsprint new` takes.
#[derive(Args)]
struct New {
    /// The folder of the site to make; or `article` and the headline
    #[arg(value_name = "DIR | article HEADLINE", required_unless_present = "ci", num_args = 1..=2)]
    what: Vec<String>,
    /// Write a workflow that builds and publishes the site
    #[arg(long, value_name = "HOST", conflicts_with = "what")]
    ci: Option<crate::new::Ci>,
    /// The article's section
    #[arg(long, value_name = "SECTION", default_value = "news")]
    section: String,
    /// The site's folder, for an article [default: this one, or the next above it with a config.toml]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

/// Options of a build.
#[derive(Args)]
struct BuildArgs {
    #[command(flatten)]
    common: Common,
    /// Remove pages even if most stories of the paper go
    #[arg(long)]
    allow_removals: bool,
    /// Print without stories that are in error and were never published; then the exit code is 3
    #[arg(long)]
    hold_faulty: bool,
    /// Fail if urls.lock would change; for builds of what was committed
    #[arg(long)]
    locked: bool,
}

/// Options of the preview.
#[derive(Args)]
struct ServeArgs {
    #[command(flatten)]
    common: Common,
    /// Port to listen at; 0 takes any that is free
    #[arg(long, value_name = "PORT", default_value_t = serve::PORT)]
    port: u16,
    /// Interface to listen at; 0.0.0.0 lets other machines look
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    host: String,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
    /// Look for changes instead of being told; for network folders
    #[arg(long)]
    poll: bool,
}

/// Options that every command takes.
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[derive(Args)]
struct Common {
    /// The site's folder [default: this one, or the next above it with a config.toml]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// The output folder [default: public in the site's folder]
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Address of the site, in place of base_url in config.toml
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// The build's clock, such as 2026-03-09T08:00:00Z [default: now, or SOURCE_DATE_EPOCH]
    #[arg(long, value_name = "TIME")]
    now: Option<String>,
    /// Show drafts, marked
    #[arg(long)]
    drafts: bool,
    /// Show scheduled and embargoed stories, marked
    #[arg(long)]
    future: bool,
    /// Threads to use [default: one for each processor]
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// How diagnostics are printed
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    /// Warnings stop the build
    #[arg(long)]
    strict: bool,
    /// Say nothing but errors
    #[arg(long, short)]
    quiet: bool,
    /// Say more: every warning, and where the time went
    #[arg(long, short)]
    verbose: bool,
}

/// How much is said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Voice {
    Quiet,
    Usual,
    Verbose,
}

/// Runs the command line.
#[allow(clippy::disallowed_methods, reason = "manual pages are written where one says")]
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            // Nothing can be done when the terminal is gone.
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    match cli.command {
        Command::Build(args) => build(&args),
        Command::Serve(args) => preview(args),
        Command::New(new) => make_new(&new),
        Command::Clean { root } => clean(root.as_deref()),
        Command::Explain { code } => explain(&code),
        Command::Publish(args) => publish::publish(&args),
        Command::Next(args) => publish::next(&args),
        Command::Completions { shell } => {
            // All at once: a reader that went away is no fault.
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "newsprint", &mut script);
            drop(std::io::stdout().write_all(&script));
            ExitCode::SUCCESS
        }
        Command::Man { folder } => {
            match std::fs::create_dir_all(&folder).and_then(|()| clap_mangen::generate_to(Cli::command(), &folder)) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => {
                    complain!("error: {}: {}", folder.display(), source::plain_io(&error));
                    ExitCode::from(1)
                }
            }
        }
    }
}

fn make_new(options: &New) -> ExitCode {
    let now = match now(None) {
        Ok(now) => now,
        Err(message) => return usage(&message),
    };
    if let Some(ci) = options.ci {
        let root = site_folder(options.root.as_deref());
        if !root.join(crate::config::PATH).is_file() {
            return usage(&no_site(&root));
        }
        return tell_made(
            crate::new::workflow(&root, ci).map(|path| vec![path]),
            &["What is still to be filled in is said in its first lines."],
        );
    }
    let made = match options.what.as_slice() {
        [word, headline] if word == "article" => {
            let root = site_folder(options.root.as_deref());
            let Ok(text) = std::fs::read_to_string(root.join(crate::config::PATH)) else {
                return usage(&format!(
                    "there is no {} in {}: an article is made in the folder of a site; name it with --root, or make a site with `newsprint new DIR`",
                    crate::config::PATH,
                    root.display()
                ));
            };
            let zone = crate::config::read(&text, &Overrides::default()).0.map_or(TimeZone::UTC, |config| config.zone.clone());
            crate::new::article(&root, headline, &options.section, now, &zone).map(|path| vec![path])
        }
        [folder] if folder != "article" => crate::new::site(&PathBuf::from(folder), now),
        _ => return usage("write `newsprint new DIR` for a site, or `newsprint new article \"Headline\"`"),
    };
    let next = match options.what.as_slice() {
        [folder] if folder == "." => "Next: newsprint serve --open".to_owned(),
        [folder] => format!("Next: cd {folder} && newsprint serve --open"),
        _ => return tell_made(made, &[]),
    };
    tell_made(made, &[&next])
}

/// Says which files were made, and what else there is to say.
fn tell_made(made: Result<Vec<PathBuf>, Diag>, next: &[&str]) -> ExitCode {
    match made {
        Ok(paths) => {
            for path in paths {
                say!("{}", path.display());
            }
            for line in next {
                say!("{line}");
            }
            ExitCode::SUCCESS
        }
        Err(diag) => {
            complain!("{}", diag::show(&diag, Format::Human, Colour::Off).trim_end_matches('\n'));
            ExitCode::from(1)
        }
    }
}

/// The folder of the site: the one that is named, or the next above this one that has settings.
fn site_folder(named: Option<&Path>) -> PathBuf {
    if let Some(named) = named {
        return named.to_owned();
    }
    let here = PathBuf::from(".");
    let has = |folder: &Path| folder.join(crate::config::PATH).is_file();
    if has(&here) {
        return here;
    }
    let Ok(full) = here.canonicalize() else { return here };
    let above = full.ancestors().skip(1).position(has);
    above.map_or(here, |steps| (0..=steps).map(|_| "..").collect())
}

fn clean(root: Option<&Path>) -> ExitCode {
    let root = site_folder(root);
    if !root.join(crate::config::PATH).is_file() {
        return usage(&no_site(&root));
    }
    match crate::output::forget(&root) {
        Ok(removed) => {
            let folder = root.join(crate::output::MEMORY);
            if removed {
                say!("removed {}: the next build makes everything anew", folder.display());
            } else {
                say!("nothing is remembered in {}", folder.display());
            }
            ExitCode::SUCCESS
        }
        Err(diag) => {
            complain!("{}", diag::show(&diag, Format::Human, Colour::Off).trim_end_matches('\n'));
            ExitCode::from(1)
        }
    }
}

/// What is said where a folder is that of no site.
fn no_site(root: &Path) -> String {
    format!(
        "there is no {} in {}, nor above it: name the folder of a site with --root, or make one with `newsprint new DIR`",
        crate::config::PATH,
        root.display()
    )
}

fn explain(code: &str) -> ExitCode {
    let code = code.trim_matches(['[', ']']);
    if let Some(known) = diag::code(code) {
        say!("{code}: {}", known.about);
        return ExitCode::SUCCESS;
    }
    usage(&format!("there is no message of the code “{code}”; {}", diag::nearest_code(code)))
}

fn usage(message: &str) -> ExitCode {
    complain!("error: {message}");
    ExitCode::from(2)
}

fn preview(args: ServeArgs) -> ExitCode {
    let order = match order(&args.common) {
        Ok(order) => order,
        Err(message) => {
            complain!("error: {message}");
            return ExitCode::from(2);
        }
    };
    if !order.root.join(crate::config::PATH).is_file() {
        return usage(&no_site(&order.root));
    }
    // A fixed clock stands still; without one the preview follows the day.
    let fixed = (args.common.now.is_some() || std::env::var_os("SOURCE_DATE_EPOCH").is_some()).then_some(order.now);
    let options = serve::Options {
        host: args.host,
        port: args.port,
        method: if args.poll { Method::Poll } else { Method::Events },
        clock: Clockwork { fixed, ask: system_time },
    };
    let (common, open) = (args.common, args.open);
    let tell: serve::Tell = Arc::new(move |news| tell(news, &common, open));
    match serve::run(&order, &options, &tell) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            complain!("error: {message}");
            ExitCode::from(1)
        }
    }
}

/// Says what the preview has to say.
fn tell(news: &News<'_>, common: &Common, open: bool) {
    let quiet = voice(common) == Voice::Quiet;
    match news {
        News::Made { fresh, errors, warnings, stories, paths, well_again, took } => {
            print_diags(fresh, common);
            let what = match paths {
                [] => String::new(),
                [one] => format!("{one}: "),
                [first, rest @ ..] => format!("{first} and {} more: ", rest.len()),
            };
            let ms = took.as_millis();
            if *errors > 0 {
                complain!("{what}{}; the last good pages are shown", count_faults(*errors, 0));
            } else if !quiet {
                let faults = if *warnings > 0 { format!("; {}", count_faults(0, *warnings)) } else { String::new() };
                say!("{what}{}{stories} stories, {ms} ms{faults}", if *well_again { "well again: " } else { "" });
            }
        }
        News::Ready { url, took } => {
            say!("Preview at {url} ({:.2} s); Ctrl-C ends it", took.as_secs_f64());
            if open {
                open_browser(url);
            }
        }
        News::Failed(diag) => print_diags(std::slice::from_ref(*diag), common),
        News::Polling(why) => complain!("warning: the folders cannot be watched ({why}); they are looked at twice a second instead"),
    }
    // A reader at the other end of a pipe should not have to wait.
    let _ = std::io::stdout().flush();
}

/// Opens the system's browser; where there is none, the address was printed.
fn open_browser(url: &str) {
    let mut command = if cfg!(target_os = "macos") {
        std::process::Command::new("open")
    } else if cfg!(windows) {
        std::process::Command::new("explorer")
    } else {
        std::process::Command::new("xdg-open")
    };
    let quiet = std::process::Stdio::null;
    if command.arg(url).stdin(quiet()).stdout(quiet()).stderr(quiet()).spawn().is_err() {
        complain!("warning: there is no browser to open; visit {url}");
    }
}

fn build(args: &BuildArgs) -> ExitCode {
    let common = &args.common;
    let removals = if args.allow_removals { Removals::Allow } else { Removals::Ask };
    let order = match order(common) {
        Ok(order) => Order {
            removals,
            faulty: if args.hold_faulty { Faulty::Hold } else { Faulty::Stop },
            urls: if args.locked { Urls::Locked } else { Urls::Note },
            ..order
        },
        Err(message) => return usage(&message),
    };
    let started = std::time::Instant::now();
    let stages = Stages::default();
    let report = if std::io::stderr().is_terminal() && voice(common) != Voice::Quiet && common.format == Format::Human {
        with_progress(&stages, || press::build(&order, &stages))
    } else {
        press::build(&order, &stages)
    };
    print_diags(&report.told, common);
    if voice(common) == Voice::Verbose && common.format == Format::Human {
        set_aside(&order);
        where_the_time_went(&stages);
    }
    summary(&report, common, &order, started.elapsed());
    match &report {
        Report { printed: None, .. } => ExitCode::from(1),
        Report { faulty, .. } if !faulty.is_empty() => ExitCode::from(3),
        _ => ExitCode::SUCCESS,
    }
}

/// How long a build takes before it shows how far it has come.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(1);

/// Does some work; once it takes long, a line on the terminal says how far it has come, and is gone when it is done.
fn with_progress<T>(stages: &Stages, work: impl FnOnce() -> T) -> T {
    const LOOK: std::time::Duration = std::time::Duration::from_millis(100);
    let (done, wait) = std::sync::mpsc::channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            if wait.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let bar = ProgressBar::new(0);
            if let Ok(style) = ProgressStyle::with_template("{prefix:<9} {bar:30} {pos}/{len}") {
                bar.set_style(style);
            }
            while wait.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
                let (stage, so_far, total) = stages.now();
                bar.set_prefix(stage.name());
                bar.set_length(total as u64);
                bar.set_position(so_far as u64);
            }
            bar.finish_and_clear();
        });
        let made = work();
        // The other end stops looking when this one is gone.
        drop(done);
        made
    })
}

/// One line for everything in `content/` that is no copy.
fn set_aside(order: &Order) {
    for (path, why) in source::list_aside(&order.root) {
        complain!("  {path} is no copy: {}", why.words());
    }
}

/// One line for each stage.
fn where_the_time_went(stages: &Stages) {
    for (stage, took) in stages.took() {
        complain!("  {:<9}{:>8.3} s", stage.name(), took.as_secs_f64());
    }
}

fn voice(common: &Common) -> Voice {
    match (common.quiet, common.verbose) {
        (true, _) => Voice::Quiet,
        (_, true) => Voice::Verbose,
        _ => Voice::Usual,
    }
}

/// Threads for each processor beyond which more of them only stand in each other's way.
const JOBS_EACH: usize = 4;

/// The order that the options make.
fn order(common: &Common) -> Result<Order, String> {
    if let Some(jobs) = common.jobs {
        if jobs == 0 {
            return Err("--jobs must be at least 1".into());
        }
        let most = std::thread::available_parallelism().map_or(1, std::num::NonZero::get) * JOBS_EACH;
        if jobs > most && voice(common) != Voice::Quiet {
            complain!("warning: --jobs {jobs} is more than this machine can use; {most} threads are used");
        }
        // Only the first call in a process has an effect, and this is it.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.min(most)).build_global();
    }
    let root = site_folder(common.root.as_deref());
    if !root.is_dir() {
        return Err(format!("--root {}: there is no such folder", root.display()));
    }
    let show = |on| if on { Preview::Yes } else { Preview::No };
    Ok(Order {
        output: common.output.clone().unwrap_or_else(|| root.join("public")),
        root,
        overrides: Overrides { base_url: common.base_url.clone() },
        now: now(common.now.as_deref())?,
        show: Show { drafts: show(common.drafts), future: show(common.future) },
        strict: if common.strict { Strict::Yes } else { Strict::No },
        removals: Removals::Ask,
        urls: Urls::Note,
        faulty: Faulty::Stop,
    })
}

/// The build's moment: `--now`, else `SOURCE_DATE_EPOCH`, else the system's.
fn now(given: Option<&str>) -> Result<Timestamp, String> {
    if let Some(text) = given {
        return clock::parse(text, &TimeZone::UTC).map(|reading| reading.moment.at).map_err(|help| format!("--now {text}: {help}"));
    }
    match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => text
            .trim()
            .parse::<i64>()
            .ok()
            .and_then(|seconds| Timestamp::from_second(seconds).ok())
            .ok_or_else(|| format!("SOURCE_DATE_EPOCH={text}: this must be seconds since 1970")),
        Err(_) => Ok(system_time()),
    }
}

/// What time it is.
#[allow(clippy::disallowed_methods, reason = "the one place that asks the system for the time")]
fn system_time() -> Timestamp {
    Timestamp::now()
}

fn print_diags(told: &[Diag], common: &Common) {
    let colour = if std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none() { Colour::On } else { Colour::Off };
    let voice = voice(common);
    let hushed = |diag: &Diag| diag.level == Level::Warning && voice == Voice::Quiet && !common.strict;
    let told: Vec<&Diag> = told.iter().filter(|diag| !hushed(diag)).collect();
    if common.format == Format::Human && voice != Voice::Verbose {
        let text = diag::show_all(&told, colour);
        if !text.is_empty() {
            complain!("{}", text.trim_end_matches('\n'));
        }
        return;
    }
    // Errors come last, where a person looks first; machines sort by themselves.
    let human = common.format == Format::Human;
    let (errors, warnings): (Vec<&Diag>, Vec<&Diag>) = told.into_iter().partition(|diag| human && diag.level == Level::Error);
    for diag in warnings.into_iter().chain(errors) {
        complain!("{}", diag::show(diag, common.format, colour).trim_end_matches('\n'));
    }
}
