//! The preview: an editor writes with the browser beside the copy.
//!
//! 1. Bind, so that a port in use is known before anything is read; read the paper; say where it is.
//! 2. [`watch`] hears what changes on disk and tells the [`desk`], which makes the next issue and puts it on the
//!    [`stand`].
//! 3. [`answer`] renders the page that is asked for, as a build would, and adds one script to the response; [`events`]
//!    tells open pages when they are no longer what the issue has.
//!
//! Nothing is written to disk, nothing is served that a build would not print, and no fault in the copy ends it. This
//! is the only module that is asynchronous.

mod answer;
mod bar;
mod cache;
mod desk;
mod door;
mod events;
mod idle;
mod listing;
mod media;
mod overlay;
mod snapshot;
mod stand;
pub mod watch;

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, ToSocketAddrs as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::diag::Diag;
use crate::press::Order;
use crate::source::plain_io;

/// The port when none is asked for.
pub const PORT: u16 = 1111;

/// How to serve.
#[derive(Clone, Debug)]
pub struct Options {
    /// Name or number of the interface.
    pub host: String,
    /// The port; 0 takes any that is free.
    pub port: u16,
    /// How changes are noticed.
    pub method: watch::Method,
    /// What time it is.
    pub clock: Clockwork,
}

/// What time the paper has.
#[derive(Clone, Copy, Debug)]
pub struct Clockwork {
    /// The moment of `--now`.
    pub fixed: Option<Timestamp>,
    /// Asks the system.
    pub ask: fn() -> Timestamp,
}

/// What the command line should say.
#[derive(Debug)]
pub enum News<'a> {
    /// An issue was made, or could not be.
    Made {
        /// Diagnostics that the issue before did not have.
        fresh: &'a [Diag],
        /// How many errors there are in all.
        errors: usize,
        /// How many warnings there are in all.
        warnings: usize,
        /// Stories of the paper that is served.
        stories: usize,
        /// What had changed.
        paths: &'a [&'a str],
        /// The issue before had errors.
        well_again: bool,
        /// From the end of the save.
        took: Duration,
    },
    /// It can be looked at here.
    Ready {
        /// A whole address.
        url: &'a str,
        /// Since the start.
        took: Duration,
    },
    /// A page could not be rendered.
    Failed(&'a Diag),
    /// The folders cannot be watched, for this reason; they are looked at instead.
    Polling(&'a str),
}

/// Says news.
pub type Tell = Arc<dyn Fn(&News<'_>) + Send + Sync>;

/// What is told where this program failed at making `what`. The preview goes on.
fn broken(what: &str) -> Diag {
    Diag::error("internal", format!("{what} could not be made: this program has a fault; what it printed last says where"))
        .help("undo the last change, or make it in another way; and please report what was printed, with the file that was changed")
}

/// Serves until it is interrupted.
///
/// # Errors
/// Says in plain words why it cannot.
pub fn run(order: &Order, options: &Options, tell: &Tell) -> Result<(), String> {
    let started = Instant::now();
    let (listener, address) = bind(options)?;
    let order = settle(order);
    let stand = Arc::new(stand::Stand::new());
    let (to_desk, inbox) = mpsc::channel();
    let (rearm, asked) = mpsc::channel();
    let (method, watched, told, to_tell) = (options.method, order.clone(), tell.clone(), to_desk.clone());
    // The watcher lives as long as the desk, which asks it to begin and holds the other end.
    std::thread::spawn(move || watch::run(method, &watched, &asked, &to_tell, &told));
    let desk = desk::Desk::open(order.clone(), options.clock, stand.clone(), tell.clone(), rearm.clone());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build()
        .map_err(|error| format!("the preview cannot start: {}", plain_io(&error)))?;
    let server = Arc::new(answer::Server {
        root: order.root.clone(),
        stand: stand.clone(),
        door: door::Door::new(&options.host),
        desk: to_desk.clone(),
        tell: tell.clone(),
        show: order.show,
        told: std::sync::Mutex::default(),
    });
    let url = url(address, &stand.issue());
    std::thread::spawn(move || desk.work(&inbox));
    let outcome = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).map_err(|error| plain_io(&error))?;
        let interrupted = interrupted();
        tell(&News::Ready { url: &url, took: started.elapsed() });
        tokio::select! {
            served = axum::serve(idle::Patient::new(listener), answer::router(server)) => served.map_err(|error| plain_io(&error)),
            () = interrupted => Ok(()),
        }
    });
    // Open pages listen for ever; nobody waits for them.
    runtime.shutdown_background();
    outcome
}

/// Ends when the program is asked to end.
async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut term) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = term.recv() => {}
            }
            return;
        }
    }
    // Without a handler the system's own way to end a program remains.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

fn bind(options: &Options) -> Result<(TcpListener, SocketAddr), String> {
    let bare = options.host.trim_start_matches('[').trim_end_matches(']');
    let address = match bare {
        // The name may mean two addresses; a browser tries both.
        "localhost" => SocketAddr::from((Ipv4Addr::LOCALHOST, options.port)),
        host => (host, options.port)
            .to_socket_addrs()
            .ok()
            .and_then(|mut found| found.next())
            .ok_or_else(|| format!("--host {host}: there is no such address on this machine"))?,
    };
    let listener = TcpListener::bind(address).map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            format!("port {} is in use by another program; choose another one with --port, or --port 0 for any that is free", options.port)
        }
        std::io::ErrorKind::PermissionDenied => {
            format!("port {} needs special rights; choose another one with --port, such as --port {PORT}", options.port)
        }
        _ => format!("cannot listen at {address}: {}; see --host and --port", plain_io(&error)),
    })?;
    let bound = listener.local_addr().and_then(|address| listener.set_nonblocking(true).map(|()| address));
    bound.map(|address| (listener, address)).map_err(|error| format!("cannot listen at {address}: {}", plain_io(&error)))
}

/// An address that answers, with the path of the site.
fn url(address: SocketAddr, issue: &stand::Issue) -> String {
    let host = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => "127.0.0.1".to_owned(),
        IpAddr::V6(ip) if ip.is_unspecified() => "[::1]".to_owned(),
        IpAddr::V6(ip) => format!("[{ip}]"),
        IpAddr::V4(ip) => ip.to_string(),
    };
    let path = issue.good.as_ref().map_or("/", |good| good.paper.site.config.base.path());
    format!("http://{host}:{}{path}", address.port())
}

/// Events name files by their real paths, so the order does too.
fn settle(order: &Order) -> Order {
    let root = real(&order.root);
    Order { output: real(&order.output), root, ..order.clone() }
}

/// The real path of a file that may not exist yet.
fn real(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => {
            let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
            parent.canonicalize().unwrap_or_else(|_| parent.to_path_buf()).join(name)
        }
        _ => path.to_path_buf(),
    }
}
