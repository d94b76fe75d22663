//! `newsprint publish` and `newsprint next`.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use jiff::Timestamp;
use serde_json::json;

use super::{Common, Voice, order, print_diags, system_time, usage, voice};
use crate::clock;
use crate::config::publish::Destination;
use crate::config::{self, Config};
use crate::diag::{Diag, Format};
use crate::digest::Digest;
use crate::output::{self, Shipment};
use crate::press::{self, Fresh, Order};
use crate::publish::plan::Wave;
use crate::publish::record::{Standing, name_of};
use crate::publish::target::{Fault, Target};
use crate::publish::{self, Deed, Leave, Look, News, Options, Outcome};

/// Options of publishing.
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[derive(Args)]
pub(super) struct PublishArgs {
    /// Where to: NAME of [publish.NAME] in config.toml [default: the `to` of [publish], or the only one there is]
    #[arg(value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    common: Common,
    /// Say what would be done, and do nothing
    #[arg(long, short = 'n')]
    dry_run: bool,
    /// Say what stands there, and since when
    #[arg(long, conflicts_with = "dry_run")]
    list: bool,
    /// Look at every file there instead of believing the record, and mend what is missing
    #[arg(long)]
    check: bool,
    /// Remove stories even if most of them go
    #[arg(long)]
    allow_removals: bool,
    /// Take the place of files that newsprint did not put there, or of another paper
    #[arg(long)]
    adopt: bool,
    /// Publish what stands in the output folder although it is older than the site
    #[arg(long)]
    allow_old: bool,
    /// Publish a paper for localhost
    #[arg(long)]
    allow_localhost: bool,
}

/// Options of `next`.
#[derive(Args)]
pub(super) struct NextArgs {
    #[command(flatten)]
    common: Common,
}

fn diag(fault: Fault) -> Diag {
    Diag::error("publish", fault.message).help(fault.help)
}

/// The settings of the order's site.
fn settings(order: &Order) -> Result<std::sync::Arc<Config>, Vec<Diag>> {
    let text = std::fs::read_to_string(order.root.join(config::PATH)).map_err(|_| {
        vec![
            Diag::error("publish", format!("there is no {} in {}", config::PATH, order.root.display()))
                .help("name the folder of the site with --root"),
        ]
    })?;
    let (config, told) = config::read(&text, &order.overrides);
    config.ok_or(told)
}

/// Runs `newsprint publish`.
pub(super) fn publish(args: &PublishArgs) -> ExitCode {
    let order = match order(&args.common) {
        Ok(order) => order,
        Err(message) => return usage(&message),
    };
    match go(args, &order) {
        Ok(()) => ExitCode::SUCCESS,
        Err(told) => {
            print_diags(&told, &args.common);
            ExitCode::from(1)
        }
    }
}

fn go(args: &PublishArgs, order: &Order) -> Result<(), Vec<Diag>> {
    let config = settings(order)?;
    let destination = choose(&config.publish, args.name.as_deref()).map_err(|fault| vec![diag(fault)])?;
    let one = |fault| vec![diag(fault)];
    let mut target = publish::open(destination, &order.root, &order.output).map_err(one)?;
    let base_url = config.base.absolute(&crate::permalink::Permalink::root());
    if args.list {
        return list(target.as_mut(), order, &config, args.common.format).map_err(one);
    }
    let shipment = Shipment::open(&order.output).map_err(|diag| vec![diag])?;
    may_go_out(args, order, &config, &shipment).map_err(one)?;
    let (_lock, publisher) = publisher(&order.root).map_err(one)?;
    let given = |flag: bool| if flag { Leave::Given } else { Leave::Ask };
    let options = Options {
        removals: given(args.allow_removals),
        adopt: given(args.adopt),
        look: if args.check { Look::List } else { Look::Record },
        base_url: &base_url,
        publisher,
        ask: system_time,
    };
    let deed = if args.dry_run { Deed::Say } else { Deed::Do };
    let shown = target.shown();
    let talks = voice(&args.common) != Voice::Quiet && args.common.format == Format::Human;
    let bar = progress(talks && deed == Deed::Do);
    let mut tell = |news: News<'_>| match news {
        News::Waiting(seconds) if talks => complain!("somebody else is publishing to {shown}; waiting up to {seconds} s"),
        News::Planned(plan, gone) => {
            bar.set_length(plan.send.len() as u64);
            if deed == Deed::Say && args.common.format == Format::Human {
                for piece in &plan.send {
                    say!("send   {}", piece.path);
                }
                for name in gone {
                    say!("remove {name}");
                }
            }
        }
        News::Sent(sent, _) => bar.set_position(sent as u64),
        News::Waiting(_) => {}
    };
    let outcome = publish::publish(&shipment, target.as_mut(), &options, deed, &mut tell);
    bar.finish_and_clear();
    report(&outcome.map_err(one)?, &shown, deed, &args.common);
    Ok(())
}

fn progress(shown: bool) -> indicatif::ProgressBar {
    use std::io::IsTerminal as _;
    if !shown || !std::io::stderr().is_terminal() {
        return indicatif::ProgressBar::hidden();
    }
    let bar = indicatif::ProgressBar::new(0);
    if let Ok(style) = indicatif::ProgressStyle::with_template("Sending   {bar:30} {pos}/{len}") {
        bar.set_style(style);
    }
    bar
}

fn report(outcome: &Outcome, shown: &str, deed: Deed, common: &Common) {
    let Outcome { sent, bytes, removed, unchanged } = *outcome;
    if common.format == Format::Json {
        let done = deed == Deed::Do;
        say!("{}", json!({ "to": shown, "done": done, "sent": sent, "bytes": bytes, "removed": removed, "unchanged": unchanged }));
    } else if voice(common) != Voice::Quiet {
        let would = if deed == Deed::Say { "would be " } else { "" };
        say!("{shown}: {sent} {would}sent ({} kB), {removed} {would}removed, {unchanged} there already", bytes.div_ceil(1000));
    }
}

/// The destination of a name; without one the nameless one, or the only one.
fn choose<'c>(all: &'c [Destination], name: Option<&str>) -> Result<&'c Destination, Fault> {
    let names = all.iter().filter(|one| !one.name.is_empty()).map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ");
    match (name, all) {
        (_, []) => Err(Fault::new(
            "config.toml does not say where the paper is published to",
            "add [publish] with to = \"…\"; docs/deploying.md has the lines for each host",
        )),
        (None, [only]) => Ok(only),
        (None, _) => all
            .iter()
            .find(|one| one.name.is_empty())
            .ok_or_else(|| Fault::new("config.toml names several places to publish to", format!("name one: {names}"))),
        (Some(name), _) => all
            .iter()
            .find(|one| one.name == name)
            .ok_or_else(|| Fault::new(format!("config.toml has no [publish.{name}]"), format!("there is: {names}"))),
    }
}

/// What is never published unless it is meant.
fn may_go_out(args: &PublishArgs, order: &Order, config: &Config, shipment: &Shipment) -> Result<(), Fault> {
    if !shipment.pieces.iter().any(|piece| piece.holds == output::Holds::Story) && !args.allow_removals {
        return Err(Fault::new("there is no story in this paper", "look why; if it is meant, say --allow-removals"));
    }
    if config.base.is_local() && !args.allow_localhost {
        return Err(Fault::new(
            format!("this paper is for {}, which nobody but you can visit", config.base.origin()),
            "set base_url in config.toml, build, and publish then; or say --allow-localhost",
        ));
    }
    match press::fresh(order) {
        Fresh::Yes(_) => Ok(()),
        Fresh::Preview => Err(Fault::new(
            "this paper was built with --drafts or --future: it shows what is not out yet",
            "build without them, and publish then",
        )),
        _ if args.allow_old => Ok(()),
        Fresh::Older => Err(Fault::new(
            "the site, the options or the output were changed since this paper was built",
            "build, with the same --base-url and --output, and publish then; or say --allow-old",
        )),
        Fresh::Due(at) => Err(Fault::new(
            format!("since {} the paper is another than the one that was built", clock::rfc3339(at, &config.zone)),
            "build, and publish then; or say --allow-old",
        )),
        Fresh::Unknown => Err(Fault::new(
            "no build of this paper is remembered, so nobody knows whether it may go out",
            "build here, and publish then: a build server must keep .newsprint/ from one step to the next",
        )),
    }
}

/// The number by which this machine's runs are known, with the lock that only one of them has at a time.
fn publisher(root: &Path) -> Result<(File, u64), Fault> {
    let path = root.join(output::MEMORY).join("publisher");
    let broken =
        |error: &std::io::Error| Fault::new(format!("{}: {}", path.display(), crate::source::plain_io(error)), "make the folder writable");
    if !path.exists() {
        let seed = Digest::of(format!("{} {} {}", path.display(), std::process::id(), system_time().as_nanosecond()));
        output::replace(&path, |file| write!(file, "{seed}")).map_err(|error| broken(&error))?;
    }
    let mut file = File::open(&path).map_err(|error| broken(&error))?;
    if let Err(std::fs::TryLockError::WouldBlock) = file.try_lock() {
        return Err(Fault::new("another `newsprint publish` of this site is under way", "wait until it is done"));
    }
    let mut text = String::new();
    file.read_to_string(&mut text).map_err(|error| broken(&error))?;
    Ok((file, name_of(&text)))
}

/// Says what stands at a target.
fn list(target: &mut dyn Target, order: &Order, config: &Config, format: Format) -> Result<(), Fault> {
    let shown = target.shown();
    let Some((record, _)) = publish::standing(target)? else {
        if format == Format::Json {
            say!("{}", json!({ "to": shown, "files": 0 }));
        } else {
            say!("{shown}: nothing that newsprint published");
        }
        return Ok(());
    };
    let since = Timestamp::from_second(record.about.since).map(|at| clock::rfc3339(at, &config.zone)).unwrap_or_default();
    let whole = record.about.under_way.is_none();
    if format == Format::Json {
        say!(
            "{}",
            json!({ "to": shown, "base_url": record.about.base_url, "since": since, "whole": whole, "files": record.files.len(), "stories": record.stories() })
        );
        return Ok(());
    }
    let state = if whole { "since" } else { "not finished; begun" };
    say!("{shown}: {}, {} stories, {} files, {state} {since}", record.about.base_url, record.stories(), record.files.len());
    let Ok(shipment) = Shipment::open(&order.output) else { return Ok(()) };
    let mut known = 0;
    let (mut new, mut other) = (0, 0);
    for piece in &shipment.pieces {
        match record.files.get(&name_of(&piece.path)) {
            Some(there) if *there == Standing::of(piece) => {
                known += 1;
                if Wave::of(piece) == Wave::Story {
                    say!("  {}", piece.path);
                }
            }
            Some(_) => other += 1,
            None => new += 1,
        }
    }
    let gone = record.files.len() - known - other;
    say!("The output here: {known} files stand there as they are, {other} stand there otherwise, {new} are new, {gone} there are not here");
    Ok(())
}

/// Runs `newsprint next`.
pub(super) fn next(args: &NextArgs) -> ExitCode {
    let (order, config) = match order(&args.common) {
        Ok(order) => match settings(&order) {
            Ok(config) => (order, config),
            Err(told) => {
                print_diags(&told, &args.common);
                return ExitCode::from(1);
            }
        },
        Err(message) => return usage(&message),
    };
    let moment = match press::fresh(&order) {
        Fresh::Yes(until) => until,
        Fresh::Due(_) => Some(order.now),
        Fresh::Preview | Fresh::Older | Fresh::Unknown => {
            let fault = Fault::new(
                "the output folder is not what a build of this site makes now, so nobody knows when it changes by itself",
                "build first, with the same options",
            );
            print_diags(&[diag(fault)], &args.common);
            return ExitCode::from(1);
        }
    };
    let at = moment.map(|at| clock::rfc3339(at, &config.zone));
    if args.common.format == Format::Json {
        let seconds = moment.map(|at| (at.as_second() - order.now.as_second()).max(0));
        say!("{}", json!({ "next": at, "seconds": seconds }));
    } else {
        say!("{}", at.unwrap_or_else(|| "never".to_owned()));
    }
    ExitCode::SUCCESS
}
