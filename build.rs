//! What `newsprint --version` says of the commit that it was built from.
//!
//! Only in builds that are installed: while one works on the program, a commit must not compile everything anew.

use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=NEWSPRINT_COMMIT");
    let version = std::env::var("CARGO_PKG_VERSION").unwrap_or_default();
    let asked = || {
        std::env::var("PROFILE").ok().filter(|profile| profile == "release")?;
        let path = git(&["rev-parse", "--git-path", "logs/HEAD"])?;
        println!("cargo:rerun-if-changed={path}");
        // A package of sources may lie in somebody else's repository: only a commit that has this file counts.
        git(&["ls-files", "--error-unmatch", "build.rs"])?;
        git(&["rev-parse", "--short=12", "HEAD"])
    };
    let commit = std::env::var("NEWSPRINT_COMMIT").ok().filter(|commit| !commit.is_empty()).or_else(asked);
    let shown = commit.map_or(version.clone(), |commit| format!("{version} ({commit})"));
    println!("cargo:rustc-env=NEWSPRINT_VERSION={shown}");
}

fn git(args: &[&str]) -> Option<String> {
    let output = Command::new("git").args(args).output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
