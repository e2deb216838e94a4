//! The system's own program for a file, which nobody waits for.

use std::{
    io::ErrorKind,
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::{no_folder, verified};
use crate::{
    app::Place,
    model::{Clean, Evidence, Refusal},
    runtime::why::{shown, why},
};

/// The program that finds another for a file.
const OPENER: &str = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
/// How long it may take to say that it knows no program for a file.
const ANSWERS_WITHIN: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(20);

/// Opens a file of evidence, if it still is what was taken in; what is said of that.
pub fn open(place: &Place, file: &Evidence) -> Result<Clean, Refusal> {
    let path = match place.path() {
        Some(scenario) => verified(scenario, file),
        None => Err(no_folder()),
    };
    let path = path.map_err(|fault| {
        Refusal::new(format!("{}; it was not opened", fault.in_words(file)), "")
    })?;
    let child = start(&path)?;
    is_taken(child, &path)?;
    Ok(format!("{} is verified and open in its own program", file.file).into())
}

/// Starts the program without a shell, and apart from the terminal's keys and screen. A path from the
/// root is no flag.
fn start(path: &Path) -> Result<Child, Refusal> {
    let mut opener = Command::new(OPENER);
    opener.arg(path).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    opener.process_group(0).spawn().map_err(|error| {
        let why = match error.kind() {
            ErrorKind::NotFound => format!("{OPENER} was not found"),
            _ => format!("{OPENER}: {}", why(&error)),
        };
        Refusal::new(why, &format!("the file is {}", shown(path)))
    })
}

/// Waits for a refusal. A program that stays is the one that shows the file.
fn is_taken(mut child: Child, path: &Path) -> Result<(), Refusal> {
    let begun = Instant::now();
    while begun.elapsed() < ANSWERS_WITHIN {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(_)) => {
                let message = format!("{OPENER} knows no program for it");
                return Err(Refusal::new(message, &format!("the file is {}", shown(path))));
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
