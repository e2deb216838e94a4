//! Signals become messages; one that ends the program is obeyed even when the main thread is stuck.

use std::io::{self, Write};
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::terminal;
use crate::app::{End, Message};

/// How long the main thread has to obey before the program is ended without it.
const GRACE: Duration = Duration::from_millis(700);
/// How much longer where it has obeyed, and waits for a change: longer than it does itself.
const PATIENCE: Duration = Duration::from_secs(3);

/// Whether the terminal is lent to an editor: what is typed there is meant for it, and a board that
/// is waited for must not end or stop of it.
static LENT: AtomicBool = AtomicBool::new(false);

/// Whether the main thread has obeyed, and waits for a change that is being made.
static WAITS: AtomicBool = AtomicBool::new(false);

/// Takes note that the main thread has obeyed; it still gets the time to wait for a change.
pub fn waits() {
    WAITS.store(true, Ordering::SeqCst);
}

/// Takes note that the terminal is lent, or is ours again.
pub fn lent(is_lent: bool) {
    LENT.store(is_lent, Ordering::SeqCst);
}

/// Starts the signal thread. To be called before the terminal is taken.
pub fn start(post: Sender<Message>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT])?;
    thread::Builder::new().name("signals".into()).spawn(move || {
        let mut ending = false;
        for signal in signals.forever() {
            let of_keys = matches!(signal, SIGINT | SIGQUIT | SIGTSTP | SIGCONT);
            if of_keys && LENT.load(Ordering::SeqCst) {
                continue;
            }
            let Some(message) = message(signal) else {
                continue;
            };
            if let Message::Signal(end) = message {
                if ending {
                    end_now(end);
                }
                ending = true;
                end_after_grace(end);
            }
            if post.send(message).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}

fn message(signal: i32) -> Option<Message> {
    match signal {
        SIGTERM => Some(Message::Signal(End::Terminate)),
        SIGHUP => Some(Message::Signal(End::HangUp)),
        SIGINT => Some(Message::Signal(End::Interrupt)),
        SIGQUIT => Some(Message::Signal(End::Quit)),
        SIGTSTP => Some(Message::Suspend),
        SIGCONT => Some(Message::Continue),
        SIGWINCH => {
            let size = terminal::size();
            Some(Message::Resize(size.width, size.height))
        }
        _ => None,
    }
}

fn end_after_grace(end: End) {
    let stuck = move || {
        thread::sleep(GRACE);
        if WAITS.load(Ordering::SeqCst) {
            thread::sleep(PATIENCE);
        }
        end_now(end);
    };
    if thread::Builder::new().name("grace".into()).spawn(stuck).is_err() {
        end_now(end);
    }
}

fn end_now(end: End) -> ! {
    terminal::restore();
    if WAITS.load(Ordering::SeqCst) {
        let words = "sitboard: ended before it was known what of the last changes is kept";
        let _ = writeln!(io::stderr(), "{words}");
    }
    process::exit(end.code())
}
