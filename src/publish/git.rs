//! A branch of a git repository, as GitHub Pages and others serve it.
//!
//! The tree is made with git's plumbing in a repository of its own that is gone afterwards: no checkout, so nothing depends on
//! the disk's idea of letter case. A run is one commit on top of the branch, pushed only if the branch is still where it was; before
//! that nobody sees anything. Files of the branch that newsprint did not put there stay, `CNAME` among them, save those whose
//! names differ from ours in letter case alone.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::child::{Answer, run};
use super::record::RECORD;
use super::target::{Fault, Listed, Moment, Target, Version};
use crate::output::{Piece, Shipment};

/// Bytes of a file that hosts of git take.
const FILE_MOST: u64 = 100 << 20;

pub(super) struct Git {
    /// The site's folder, from which a remote that is a path is meant.
    root: PathBuf,
    remote: String,
    branch: String,
    /// The repository of this run.
    scratch: tempfile::TempDir,
    /// The commit that the branch is at; none where there is no branch.
    tip: Option<String>,
    fetched: bool,
}

impl Git {
    pub(super) fn new(root: &Path, remote: &str, branch: &str) -> Result<Self, Fault> {
        let scratch = tempfile::tempdir()
            .map_err(|error| Fault::new(format!("no folder for git can be made: {error}"), "see that the disk has room"))?;
        // A path is meant from the site's folder; an address has a colon before its first slash.
        let local = !remote.split('/').next().unwrap_or_default().contains(':');
        let remote = if local {
            root.join(remote).canonicalize().map_or_else(|_| remote.to_owned(), |path| path.display().to_string())
        } else {
            remote.to_owned()
        };
        let git = Git { root: root.to_path_buf(), remote, branch: branch.to_owned(), scratch, tip: None, fetched: false };
        git.good(&["init", "--quiet", "--bare", "."], b"")?;
        Ok(git)
    }

    fn try_git(&self, args: &[&str], input: &[u8]) -> Result<Answer, Fault> {
        let mut command = Command::new("git");
        command.args(["-c", "core.ignorecase=false", "-c", "core.precomposeunicode=false", "-c", "gc.auto=0", "-c", "core.autocrlf=false"]);
        command.args(args).current_dir(self.scratch.path());
        for variable in
            ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE"]
        {
            command.env_remove(variable);
        }
        command.env("GIT_DIR", self.scratch.path()).env("GIT_INDEX_FILE", self.scratch.path().join("newsprint-index"));
        command.env("GIT_TERMINAL_PROMPT", "0").env("GIT_LITERAL_PATHSPECS", "1").env("LC_ALL", "C");
        for (variable, value) in [
            ("GIT_AUTHOR_NAME", "newsprint"),
            ("GIT_AUTHOR_EMAIL", "newsprint@localhost"),
            ("GIT_COMMITTER_NAME", "newsprint"),
            ("GIT_COMMITTER_EMAIL", "newsprint@localhost"),
        ] {
            if std::env::var_os(variable).is_none() {
                command.env(variable, value);
            }
        }
        run(&mut command, input)
    }

    fn good(&self, args: &[&str], input: &[u8]) -> Result<Vec<u8>, Fault> {
        let answer = self.try_git(args, input)?;
        if answer.code == Some(0) {
            return Ok(answer.out);
        }
        let deed = args.first().copied().unwrap_or_default();
        Err(Fault::new(
            format!("git {deed} failed for {}: {}", self.shown(), answer.complaint),
            "see that the repository can be reached and pushed to, and publish again",
        ))
    }

    fn line(&self, args: &[&str], input: &[u8]) -> Result<String, Fault> {
        Ok(String::from_utf8_lossy(&self.good(args, input)?).trim().to_owned())
    }

    /// Fetches the branch, once, and makes the index of its files.
    fn fetch(&mut self) -> Result<(), Fault> {
        if std::mem::replace(&mut self.fetched, true) {
            return Ok(());
        }
        let reference = format!("refs/heads/{}", self.branch);
        let there = self.line(&["ls-remote", "--", &self.remote, &reference], b"")?;
        if !there.is_empty() {
            self.good(
                &["fetch", "--quiet", "--depth=1", "--no-tags", "--", &self.remote, &format!("+{reference}:refs/newsprint/tip")],
                b"",
            )?;
            self.tip = Some(self.line(&["rev-parse", "refs/newsprint/tip"], b"")?);
            self.good(&["read-tree", "refs/newsprint/tip"], b"")?;
        }
        Ok(())
    }

    fn names(&self) -> Result<Vec<String>, Fault> {
        let out = self.good(&["ls-files", "-z", "--cached"], b"")?;
        Ok(out.split(|byte| *byte == 0).filter(|name| !name.is_empty()).map(|name| String::from_utf8_lossy(name).into_owned()).collect())
    }

    /// Puts files into the index: blob and name; or takes them out, where there is no blob.
    fn index(&self, entries: &[(Option<&str>, &str)]) -> Result<(), Fault> {
        let mut lines = String::new();
        for (blob, name) in entries {
            match blob {
                Some(blob) => lines.push_str(&format!("100644 {blob}\t{name}\0")),
                None => lines.push_str(&format!("0 {}\t{name}\0", "0".repeat(40))),
            }
        }
        self.good(&["update-index", "-z", "--index-info"], lines.as_bytes()).map(drop)
    }

    fn blob(&self, bytes: &[u8]) -> Result<String, Fault> {
        self.line(&["hash-object", "-w", "--no-filters", "--stdin"], bytes)
    }
}

impl Target for Git {
    fn shown(&self) -> String {
        format!("{}#{}", self.remote, self.branch)
    }

    fn record(&mut self) -> Result<Option<(Vec<u8>, Version)>, Fault> {
        self.fetch()?;
        if self.tip.is_none() || !self.names()?.iter().any(|name| name == RECORD) {
            return Ok(None);
        }
        let bytes = self.good(&["cat-file", "blob", &format!(":{RECORD}")], b"")?;
        Ok(Some((bytes, Version(self.tip.clone(), None))))
    }

    fn write_record(&mut self, bytes: &[u8], over: Option<&Version>, moment: Moment) -> Result<Version, Fault> {
        if moment == Moment::UnderWay {
            return Ok(over.cloned().unwrap_or_default());
        }
        let (record, nothing) = (self.blob(bytes)?, self.blob(b"")?);
        // Without this file GitHub leaves out every name that begins with an underscore.
        self.index(&[(Some(&record), RECORD), (Some(&nothing), ".nojekyll")])?;
        let tree = self.line(&["write-tree"], b"")?;
        let mut args = vec!["commit-tree", &tree, "-m", "Publish the paper"];
        let tip = self.tip.clone();
        if let Some(tip) = &tip {
            args.extend(["-p", tip]);
        }
        let commit = self.line(&args, b"")?;
        let lease = format!("--force-with-lease=refs/heads/{}:{}", self.branch, tip.unwrap_or_default());
        let to = format!("{commit}:refs/heads/{}", self.branch);
        let answer = self.try_git(&["push", "--quiet", "--porcelain", &lease, "--", &self.remote, &to], b"")?;
        if answer.code != Some(0) {
            let said = format!("{} {}", String::from_utf8_lossy(&answer.out), answer.complaint);
            if ["stale info", "fetch first", "non-fast-forward", "cannot lock ref", "already exists"].iter().any(|sign| said.contains(sign))
            {
                return Err(Fault::overtaken());
            }
            return Err(Fault::new(
                format!("git push failed for {}: {}", self.shown(), answer.complaint),
                "see that the branch may be pushed to, and publish again",
            ));
        }
        self.tip = Some(commit.clone());
        Ok(Version(Some(commit), None))
    }

    fn list(&mut self) -> Result<Vec<Listed>, Fault> {
        self.fetch()?;
        let names = self.names()?;
        Ok(names.into_iter().filter(|name| name != RECORD).map(|name| Listed { name, size: None }).collect())
    }

    fn send(&mut self, shipment: &Shipment, pieces: &[&Piece], sent: &mut dyn FnMut()) -> Result<(), Fault> {
        // One process reads them all. What it writes is compared with nothing, so that they are as the build left them is seen before.
        let mut paths = String::new();
        for piece in pieces {
            shipment.read(piece).map_err(|diag| Fault::new(diag.message, "build again, and publish then"))?;
            let disk = std::path::absolute(shipment.disk(piece)).unwrap_or_else(|_| self.root.join(&piece.path));
            paths.push_str(&format!("{}\n", disk.display()));
        }
        let blobs = self.line(&["hash-object", "-w", "--no-filters", "--stdin-paths"], paths.as_bytes())?;
        let blobs: Vec<&str> = blobs.lines().collect();
        if blobs.len() != pieces.len() {
            return Err(Fault::new("git did not take every file", "publish again"));
        }
        let twins: HashMap<String, &str> = pieces.iter().map(|piece| (piece.path.to_lowercase(), piece.path.as_str())).collect();
        let names = self.names()?;
        let stale = names.iter().filter(|name| twins.get(&name.to_lowercase()).is_some_and(|ours| ours != name));
        let mut entries: Vec<(Option<&str>, &str)> = stale.map(|name| (None, name.as_str())).collect();
        entries.extend(blobs.iter().zip(pieces).map(|(blob, piece)| (Some(*blob), piece.path.as_str())));
        self.index(&entries)?;
        for _ in pieces {
            sent();
        }
        Ok(())
    }

    fn remove(&mut self, names: &[String]) -> Result<(), Fault> {
        self.index(&names.iter().map(|name| (None, name.as_str())).collect::<Vec<_>>())
    }

    fn accepts(&self, shipment: &Shipment) -> Result<(), Fault> {
        let large: Vec<&str> =
            shipment.pieces.iter().filter(|piece| shipment.size(piece) > FILE_MOST).map(|piece| piece.path.as_str()).collect();
        if large.is_empty() {
            return Ok(());
        }
        Err(Fault::new(
            format!("hosts of git take no file of more than 100 MB: {}", large.join(", ")),
            "make it smaller, or keep it elsewhere and link to it",
        ))
    }
}
