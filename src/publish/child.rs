//! Programs of the system that publishing uses: git, ssh, rsync, sftp. They are told nothing secret; what they need they find themselves.

use std::ffi::OsStr;
use std::io::{ErrorKind, Write as _};
use std::process::{Command, Stdio};

use super::target::Fault;

/// What a program answered.
pub(super) struct Answer {
    /// Its exit code; none where it was killed.
    pub(super) code: Option<i32>,
    /// What it printed.
    pub(super) out: Vec<u8>,
    /// What it complained of, in one line, without addresses' users and passwords.
    pub(super) complaint: String,
}

/// Runs a program, which reads `input`.
///
/// # Errors
/// There is no such program.
pub(super) fn run(command: &mut Command, input: &[u8]) -> Result<Answer, Fault> {
    let name = command.get_program().to_string_lossy().into_owned();
    let spawned = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let broken = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => Fault::new(
            format!("there is no program `{name}` on this machine"),
            format!("install {name}, or publish to another kind of place"),
        ),
        _ => Fault::new(format!("{name} cannot be run: {error}"), "try again"),
    };
    let mut child = spawned.map_err(broken)?;
    let pipe = child.stdin.take();
    let output = std::thread::scope(|scope| {
        // The program may print before it has read all; one that reads no further is no fault here.
        scope.spawn(move || pipe.map(|mut pipe| pipe.write_all(input)));
        child.wait_with_output()
    });
    let output = output.map_err(broken)?;
    Ok(Answer { code: output.status.code(), out: output.stdout, complaint: discreet(&output.stderr) })
}

/// What a program said, in one line of bounded length, without what stands before an `@` in addresses and behind their `?`.
fn discreet(said: &[u8]) -> String {
    const MOST: usize = 300;
    let text = String::from_utf8_lossy(said);
    let words = text.split_whitespace().map(|word| match word.split_once("://") {
        Some((scheme, rest)) => {
            let rest = rest.split('?').next().unwrap_or_default();
            format!("{scheme}://{}", rest.rsplit_once('@').map_or(rest, |(_, rest)| rest))
        }
        None => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ").chars().take(MOST).collect()
}

/// Whether a program can be run at all.
pub(super) fn exists(program: &str, ask: impl AsRef<OsStr>) -> bool {
    Command::new(program).arg(ask).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_say_is_told_without_credentials() {
        let said = discreet(b"fatal: unable to access 'https://me:word@host.example/r.git/?x=1':\n 403");
        assert_eq!(said, "fatal: unable to access 'https://host.example/r.git/ 403");
    }
}
