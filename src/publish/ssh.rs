//! A folder on a machine that ssh reaches: by rsync where this machine and that one have it, else by sftp.
//!
//! Keys, agents, names and ports of hosts are ssh's own affair; nothing is asked, so a host must be known already. Each file is sent
//! beside its place and moved there. The record is read again right before it is written: two publishers who begin
//! within the same second are not told apart by ssh.

#![allow(clippy::disallowed_methods, reason = "rsync wants empty folders, which are made in a folder of its own that is gone afterwards")]

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use super::child::{exists, run};
use super::record::RECORD;
use super::target::{Fault, Listed, Moment, Target, Version};
use crate::digest::Digest;
use crate::output::{Piece, Shipment};

/// By what files go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Rsync,
    Sftp,
}

pub(super) struct Ssh {
    who: String,
    port: Option<u16>,
    folder: String,
    by: By,
    scratch: tempfile::TempDir,
}

/// Options of ssh: it must not wait for somebody to type.
const NEVER_ASK: &str = "BatchMode=yes";

/// What rsync answers when a file that was named is not there.
const PARTIAL: i32 = 23;

/// What to do about a host that does not do as it is told.
const HELP: &str =
    "see that `ssh` reaches the host without a password, that its key is known, and that the folder may be written; then publish again";

impl Ssh {
    pub(super) fn new(who: &str, port: Option<u16>, folder: &str) -> Result<Self, Fault> {
        let scratch = tempfile::tempdir()
            .map_err(|error| Fault::new(format!("no folder for ssh can be made: {error}"), "see that the disk has room"))?;
        let by = if exists("rsync", "--version") { By::Rsync } else { By::Sftp };
        Ok(Ssh { who: who.to_owned(), port, folder: folder.to_owned(), by, scratch })
    }

    fn fault(&self, program: &str, complaint: &str) -> Fault {
        Fault::new(format!("{program} failed for {}: {complaint}", self.shown()), HELP)
    }

    fn rsync(&self) -> Command {
        let mut command = Command::new("rsync");
        let port = self.port.map_or_else(String::new, |port| format!(" -p {port}"));
        command.arg("-e").arg(format!("ssh -o {NEVER_ASK}{port}")).env("LC_ALL", "C").args(["--protect-args", "--timeout=120"]);
        command
    }

    fn remote(&self) -> String {
        format!("{}:{}/", self.who, self.folder)
    }

    /// Runs a batch of sftp's commands; one with a `-` before it may fail.
    fn sftp(&self, batch: &str) -> Result<Vec<u8>, Fault> {
        let mut command = Command::new("sftp");
        command.args(["-S", "ssh", "-q", "-o", NEVER_ASK, "-b", "-"]).env("LC_ALL", "C");
        if let Some(port) = self.port {
            command.arg("-P").arg(port.to_string());
        }
        let answer = run(command.arg("--").arg(&self.who), batch.as_bytes())?;
        if answer.code == Some(0) { Ok(answer.out) } else { Err(self.fault("sftp", &answer.complaint)) }
    }

    /// A path there as sftp reads it.
    fn there(&self, name: &str) -> String {
        quoted(format!("{}/{name}", self.folder).trim_end_matches('/'))
    }

    /// Sends files that lie here to names there.
    fn put(&self, files: &[(String, &str)]) -> Result<(), Fault> {
        let mut folders = std::collections::BTreeSet::from([self.folder.clone()]);
        for (_, name) in files {
            for (slash, _) in name.match_indices('/') {
                folders.insert(format!("{}/{}", self.folder, &name[..slash]));
            }
        }
        let mut batch = String::new();
        for folder in &folders {
            let _ = writeln!(batch, "-mkdir {0}\n-chmod 755 {0}", quoted(folder));
        }
        for (disk, name) in files {
            let beside = self.there(&format!(".newsprint-sending-{}", Digest::of(name).short(16)));
            let _ = writeln!(batch, "put {} {beside}\nchmod 644 {beside}\nrename {beside} {}", quoted(disk), self.there(name));
        }
        self.sftp(&batch).map(drop)
    }

    /// What a folder there holds: folders and files with their sizes.
    fn look(&self, folder: &str) -> Result<Vec<(bool, String, Option<u64>)>, Fault> {
        let out = self.sftp(&format!("ls -lan {}\n", self.there(folder)))?;
        let text = String::from_utf8_lossy(&out).into_owned();
        let lines = text.lines().filter(|line| !line.starts_with("sftp> ")).filter_map(|line| {
            let mut rest = line;
            let mut size = None;
            for column in 0..8 {
                let field = rest.split_whitespace().next()?;
                if column == 4 {
                    size = field.parse().ok();
                }
                rest = rest.trim_start().get(field.len()..)?;
            }
            // The name is all that is left, whatever spaces are in it; with some servers the folder stands before it.
            let name = rest.strip_prefix(' ')?.rsplit('/').next()?.to_owned();
            (!matches!(name.as_str(), "." | "..")).then(|| (line.starts_with('d'), name, size))
        });
        Ok(lines.collect())
    }
}

/// A name as a pattern of rsync, where a backslash is itself unless there is a wildcard.
fn pattern(name: &str) -> String {
    let is_wild = |c: char| matches!(c, '*' | '?' | '[');
    if !name.contains(is_wild) {
        return name.to_owned();
    }
    name.chars().flat_map(|c| (is_wild(c) || c == '\\').then_some('\\').into_iter().chain([c])).collect()
}

/// A path in quotation marks, in which nothing means more than itself.
fn quoted(path: &str) -> String {
    let mut out = String::from("\"");
    for c in path.chars() {
        // In quotation marks sftp takes signs of patterns for themselves.
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}

impl Target for Ssh {
    fn shown(&self) -> String {
        format!("ssh://{}{}{}", self.who, self.port.map_or_else(String::new, |port| format!(":{port}")), self.folder)
    }

    fn record(&mut self) -> Result<Option<(Vec<u8>, Version)>, Fault> {
        let here = self.scratch.path().join("record");
        let found = match self.by {
            By::Rsync => {
                let answer = run(self.rsync().arg("--ignore-times").arg(format!("{}{RECORD}", self.remote())).arg(&here), b"")?;
                match answer.code {
                    Some(0) => true,
                    // A folder that is not there yet is one without a record; everything else is told.
                    Some(PARTIAL | 3) if answer.complaint.contains("No such file") => false,
                    _ => return Err(self.fault("rsync", &answer.complaint)),
                }
            }
            By::Sftp => {
                // That the host answers is seen before: a file that cannot be got must be one that is not there.
                let _ = self.sftp("pwd\n")?;
                let there = self.sftp(&format!("get {} {}\n", self.there(RECORD), quoted(&here.display().to_string())));
                match there {
                    Ok(_) => true,
                    Err(fault) if fault.message.contains("not found") || fault.message.contains("No such file") => false,
                    Err(fault) => return Err(fault),
                }
            }
        };
        if !found {
            return Ok(None);
        }
        let bytes = std::fs::read(&here).map_err(|error| self.fault("ssh", &error.to_string()))?;
        let version = Version(Some(Digest::of(&bytes).to_string()), None);
        Ok(Some((bytes, version)))
    }

    fn write_record(&mut self, bytes: &[u8], over: Option<&Version>, _: Moment) -> Result<Version, Fault> {
        if self.record()?.map(|(_, version)| version).as_ref() != over {
            return Err(Fault::overtaken());
        }
        let folder = self.scratch.path().join("send");
        let here = folder.join(RECORD);
        crate::output::replace(&here, |file| std::io::Write::write_all(file, bytes))
            .map_err(|error| self.fault("ssh", &error.to_string()))?;
        match self.by {
            By::Rsync => self.rsync_list(&folder, &[RECORD], &[])?,
            By::Sftp => self.put(&[(here.display().to_string(), RECORD)])?,
        }
        Ok(Version(Some(Digest::of(bytes).to_string()), None))
    }

    fn list(&mut self) -> Result<Vec<Listed>, Fault> {
        let mut all = Vec::new();
        if self.by == By::Rsync {
            let answer = run(self.rsync().args(["--recursive", "--list-only", "--8-bit-output"]).arg(self.remote()), b"")?;
            match answer.code {
                Some(0) => {}
                Some(PARTIAL | 3) if answer.complaint.contains("No such file") => return Ok(all),
                _ => return Err(self.fault("rsync", &answer.complaint)),
            }
            for line in String::from_utf8_lossy(&answer.out).lines().filter(|line| !line.starts_with('d')) {
                // Rights, size, day, hour, name.
                let mut rest = line;
                let mut size = None;
                for column in 0..4 {
                    let field = rest.split_whitespace().next().unwrap_or_default();
                    if column == 1 {
                        size = field.replace(',', "").parse().ok();
                    }
                    rest = rest.trim_start().get(field.len()..).unwrap_or_default();
                }
                if let Some(name) = rest.strip_prefix(' ').filter(|name| *name != RECORD) {
                    all.push(Listed { name: name.to_owned(), size });
                }
            }
            return Ok(all);
        }
        if self
            .sftp(&format!("ls {}\n", self.there("")))
            .is_err_and(|fault| fault.message.contains("not found") || fault.message.contains("No such file"))
        {
            return Ok(all);
        }
        let mut folders = VecDeque::from([String::new()]);
        while let Some(folder) = folders.pop_front() {
            for (is_folder, name, size) in self.look(&folder)? {
                let name = if folder.is_empty() { name } else { format!("{folder}/{name}") };
                if is_folder {
                    folders.push_back(name);
                } else if name != RECORD {
                    all.push(Listed { name, size });
                }
            }
        }
        Ok(all)
    }

    fn send(&mut self, shipment: &Shipment, pieces: &[&Piece], sent: &mut dyn FnMut()) -> Result<(), Fault> {
        for piece in pieces {
            shipment.read(piece).map_err(|diag| Fault::new(diag.message, "build again, and publish then"))?;
        }
        match self.by {
            By::Rsync => {
                let names: Vec<&str> = pieces.iter().map(|piece| piece.path.as_str()).collect();
                self.rsync_list(shipment.root(), &names, &["--ignore-times", "--delay-updates"])?;
            }
            By::Sftp => {
                let disk = |piece: &Piece| {
                    std::path::absolute(shipment.disk(piece)).unwrap_or_else(|_| shipment.disk(piece)).display().to_string()
                };
                self.put(&pieces.iter().map(|piece| (disk(piece), piece.path.as_str())).collect::<Vec<_>>())?;
            }
        }
        for _ in pieces {
            sent();
        }
        Ok(())
    }

    fn remove(&mut self, names: &[String]) -> Result<(), Fault> {
        match self.by {
            By::Rsync => {
                // What is missing here is removed there, in folders that are here: of all that lies there, these names alone are at risk.
                let nothing = self.scratch.path().join("nothing");
                for name in names {
                    let folder = nothing.join(name.rsplit_once('/').map_or("", |(folder, _)| folder));
                    std::fs::create_dir_all(folder).map_err(|error| self.fault("rsync", &error.to_string()))?;
                }
                let rules: String = names.iter().map(|name| format!("R /{}\n", pattern(name))).chain(["P *\n".to_owned()]).collect();
                let file = self.scratch.path().join("rules");
                crate::output::replace(&file, |file| std::io::Write::write_all(file, rules.as_bytes()))
                    .map_err(|error| self.fault("rsync", &error.to_string()))?;
                let mut command = self.rsync();
                command.args(["--recursive", "--delete", "--omit-dir-times", "--perms", "--chmod=D755,F644"]);
                command.arg(format!("--filter=merge {}", file.display())).arg(format!("{}/", nothing.display())).arg(self.remote());
                let answer = run(&mut command, b"")?;
                if answer.code == Some(0) { Ok(()) } else { Err(self.fault("rsync", &answer.complaint)) }
            }
            By::Sftp => {
                let mut batch = String::new();
                for name in names {
                    let _ = writeln!(batch, "-rm {}", self.there(name));
                    for (slash, _) in name.rmatch_indices('/') {
                        let _ = writeln!(batch, "-rmdir {}", self.there(&name[..slash]));
                    }
                }
                self.sftp(&batch).map(drop)
            }
        }
    }
}

impl Ssh {
    /// Sends files of these names that lie in `folder`.
    fn rsync_list(&self, folder: &Path, names: &[&str], options: &[&str]) -> Result<(), Fault> {
        let mut command = self.rsync();
        command.args(["--files-from=-", "--from0", "--perms", "--chmod=D755,F644", "--mkpath"]).args(options);
        command.arg(format!("{}/", folder.display())).arg(self.remote());
        let answer = run(&mut command, names.join("\0").as_bytes())?;
        if answer.code == Some(0) { Ok(()) } else { Err(self.fault("rsync", &answer.complaint)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_mean_nothing_more_to_rsync() {
        assert_eq!([pattern("a b/c.html"), pattern("a\\b"), pattern("q?[1]\\*.txt")], ["a b/c.html", "a\\b", "q\\?\\[1]\\\\\\*.txt"]);
    }

    #[test]
    fn names_mean_nothing_more_to_sftp() {
        assert_eq!(quoted("/srv/a b/q?[1].txt"), "\"/srv/a b/q?[1].txt\"");
    }
}
