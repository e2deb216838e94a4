//! What is copied goes to the clipboard of the desktop, by the command that it has for that, and where
//! it has none to the terminal (OSC 52), also through tmux and screen. No library of clipboards: those
//! link the desktop's own, for what a command does that is there wherever a clipboard is.

use std::io::{self, ErrorKind, Write};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crossterm::{Command as _, clipboard::CopyToClipboard};

use super::terminal_kind::{Multiplexer, TerminalKind};
use crate::app::{Copied, CopyRequest};
use crate::model::Refusal;
use crate::report;

/// Bytes that are copied at most: encoded, they are the 100,000 that terminals are known to take.
const MOST: usize = 74_994;
/// Bytes of a piece that GNU screen hands on.
const SCREEN_PIECE: usize = 512;
const PATIENCE: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(10);

/// Puts into words what is to be copied, and hands it to the desktop's clipboard where there is one.
pub fn copy(request: &CopyRequest) -> Result<Copied, Refusal> {
    let (text, what) = report::copied(request, MOST)?;
    if text.len() > MOST {
        return Err(report::too_long(MOST));
    }
    let kind = TerminalKind::here();
    match native().into_iter().find(|command| hand_to(command, &text).is_ok()) {
        Some(command) => Ok(Copied {
            words: format!("copied by {}: {what}", command[0]).into(),
            to_terminal: None,
        }),
        None if kind.takes_strings => Ok(Copied {
            words: format!("to the terminal's clipboard, which confirms nothing: {what}").into(),
            to_terminal: Some(Arc::from(sequence(&text, kind.multiplexer))),
        }),
        None => {
            let hint = "wl-copy, xclip or pbcopy would do it";
            Err(Refusal::new("this terminal has no clipboard", hint))
        }
    }
}

/// The commands that the desktop at hand may have.
fn native() -> Vec<&'static [&'static str]> {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let mut commands: Vec<&[&str]> = Vec::new();
    if cfg!(target_os = "macos") {
        commands.push(&["pbcopy"]);
    }
    if is_set("WAYLAND_DISPLAY") {
        commands.push(&["wl-copy"]);
    }
    if is_set("DISPLAY") {
        commands.push(&["xclip", "-selection", "clipboard"]);
        commands.push(&["xsel", "--clipboard", "--input"]);
    }
    commands
}

/// Runs a command without a shell, with the text as its input.
fn hand_to(command: &[&str], text: &str) -> io::Result<()> {
    let (name, arguments) = command.split_first().ok_or(ErrorKind::NotFound)?;
    let mut child = Command::new(name)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    // Dropped at once: the command waits for the end of its input.
    child.stdin.take().ok_or(ErrorKind::BrokenPipe)?.write_all(text.as_bytes())?;
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        match child.try_wait()? {
            Some(status) if status.success() => return Ok(()),
            Some(_) => return Err(ErrorKind::Other.into()),
            None => thread::sleep(PAUSE),
        }
    }
    let _ = child.kill();
    let _ = child.wait();
    Err(ErrorKind::TimedOut.into())
}

/// The text for the terminal's clipboard, wrapped for what lies between.
fn sequence(text: &str, multiplexer: Multiplexer) -> String {
    let mut plain = String::new();
    let _ = CopyToClipboard::to_clipboard_from(text).write_ansi(&mut plain); // a string takes all
    match multiplexer {
        Multiplexer::None => plain,
        Multiplexer::Tmux => format!("\x1bPtmux;{}\x1b\\", plain.replace('\x1b', "\x1b\x1b")),
        Multiplexer::Screen => {
            // Its own end would end the wrapping: BEL ends the string as well.
            let plain = plain.replace("\x1b\\", "\x07");
            let pieces = plain.as_bytes().chunks(SCREEN_PIECE).map(String::from_utf8_lossy);
            pieces.map(|piece| format!("\x1bP{piece}\x1b\\")).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_between_hands_it_on_whole() {
        assert_eq!(sequence("a", Multiplexer::None), "\x1b]52;c;YQ==\x1b\\");
        let tmux = sequence("a", Multiplexer::Tmux);
        assert_eq!(tmux, "\x1bPtmux;\x1b\x1b]52;c;YQ==\x1b\x1b\\\x1b\\");
        let screen = sequence(&"a".repeat(3000), Multiplexer::Screen);
        let pieces: Vec<&str> = screen.split("\x1b\\").collect();
        assert!(pieces.iter().all(|piece| piece.len() <= SCREEN_PIECE + 2));
        let whole: String = pieces.iter().map(|piece| piece.trim_start_matches("\x1bP")).collect();
        assert_eq!(whole, sequence(&"a".repeat(3000), Multiplexer::None).replace("\x1b\\", "\x07"));
    }
}
