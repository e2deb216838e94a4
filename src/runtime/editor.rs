//! The reader's own editor, while the terminal is lent to it.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use rustix::process::{Pid, Signal, WaitOptions, getpid, kill_process, waitpid};

use super::environment;

/// Editors that are told a line as `PATH:LINE`; the others understand `+LINE PATH`.
const BY_COLON: &[&str] = &["hx", "helix", "subl", "zed", "zeditor"];
/// Editors that want a flag before `PATH:LINE`, and one to be waited for.
const BY_FLAG: &[&str] = &["code", "codium", "code-insiders"];

/// Opens a file at a line and waits until the editor is left. The terminal must be the shell's.
pub fn open(path: &Path, line: u32) -> io::Result<()> {
    let editor = environment::editor();
    let mut shell = Command::new("sh");
    // The variable may hold arguments of its own.
    shell.arg("-c").arg(format!("exec {editor} \"$@\"")).arg("sh");
    let name = editor.split_whitespace().next().unwrap_or_default();
    let name = name.rsplit('/').next().unwrap_or_default();
    let place = || {
        let mut place = path.as_os_str().to_owned();
        place.push(format!(":{line}"));
        place
    };
    if BY_FLAG.contains(&name) {
        shell.args(["--wait", "--goto"]).arg(place());
    } else if BY_COLON.contains(&name) {
        shell.arg(place());
    } else {
        shell.arg(format!("+{line}"));
        if path.as_os_str().as_encoded_bytes().starts_with(b"-") {
            shell.arg("--");
        }
        shell.arg(path);
    }
    let child = shell.stdin(Stdio::inherit()).spawn()?;
    let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    let pid = pid.ok_or(io::ErrorKind::InvalidData)?;
    loop {
        match waitpid(Some(pid), WaitOptions::UNTRACED)? {
            // Whoever stops the editor means to be in the shell: the board goes with it.
            Some((_, status)) if status.stopped() => kill_process(getpid(), Signal::STOP)?,
            Some((_, status)) if status.exit_status() == Some(0) => return Ok(()),
            Some((_, status)) => {
                let why = match (status.exit_status(), status.terminating_signal()) {
                    (Some(127), _) => "was not found".to_owned(),
                    (Some(code), _) => format!("ended with {code}"),
                    (None, signal) => format!("was ended by signal {}", signal.unwrap_or(0)),
                };
                return Err(io::Error::other(format!("`{editor}` {why}")));
            }
            None => {}
        }
    }
}
