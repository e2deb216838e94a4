//! The system's own program for a file or an address, which nobody waits for.

use std::{
    ffi::OsStr,
    io::ErrorKind,
    os::unix::process::CommandExt,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::why::why;
use crate::model::{Clean, Refusal, WebAddress};

/// The program that finds another for a file.
const OPENER: &str = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
/// How long it may take to say that it knows no program for a file.
const ANSWERS_WITHIN: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(20);

/// Opens an address on the web; what is said of that.
pub fn open_address(address: &WebAddress) -> Result<Clean, Refusal> {
    let hint = format!("the address is {}", address.as_str());
    open(OsStr::new(address.as_str()), &hint)?;
    Ok(format!("a page of {} is open in its own program", address.host()).into())
}

/// Opens a path from the root, or an address: neither can be a flag. `hint` says what it was.
pub fn open(what: &OsStr, hint: &str) -> Result<(), Refusal> {
    is_taken(start(what, hint)?, hint)
}

/// Starts the program without a shell, and apart from the terminal's keys and screen.
fn start(what: &OsStr, hint: &str) -> Result<Child, Refusal> {
    let mut opener = Command::new(OPENER);
    opener.arg(what).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    opener.process_group(0).spawn().map_err(|error| {
        let why = match error.kind() {
            ErrorKind::NotFound => format!("{OPENER} was not found"),
            _ => format!("{OPENER}: {}", why(&error)),
        };
        Refusal::new(why, hint)
    })
}

/// Waits for a refusal. A program that stays is the one that shows the file.
fn is_taken(mut child: Child, hint: &str) -> Result<(), Refusal> {
    let begun = Instant::now();
    while begun.elapsed() < ANSWERS_WITHIN {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(_)) => {
                let message = format!("{OPENER} knows no program for it");
                return Err(Refusal::new(message, hint));
            }
            Ok(None) => thread::sleep(PAUSE),
            Err(_) => return Ok(()),
        }
    }
    // Whoever ends is waited for, or stays in the system's list for as long as the board.
    let waits = move || {
        let _ = child.wait();
    };
    let _ = thread::Builder::new().name("opener".into()).spawn(waits);
    Ok(())
}
