//! What a panic does: on the main thread the terminal comes back before a word is printed; on any
//! other thread the board stays up, and whoever called `caught` gets the words to report.

use std::cell::Cell;
use std::io::Write;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::thread::{self, ThreadId};

use super::terminal;
use crate::model::{Refusal, clean};

thread_local! {
    static LAST_WORDS: Cell<String> = const { Cell::new(String::new()) };
}

/// Installs the hook. To be called once, on the main thread, before anything else is started.
pub fn install() {
    let main = thread::current().id();
    panic::set_hook(Box::new(move |info| on_panic(main, info)));
}

fn on_panic(main: ThreadId, info: &PanicHookInfo) {
    // A panic message may quote a file: it passes the same gate as all other text.
    let words = clean(&words(info));
    if thread::current().id() == main {
        terminal::restore();
        let _ = writeln!(std::io::stderr(), "sitboard: internal error: {words}");
    } else {
        LAST_WORDS.set(words);
    }
}

/// What went wrong first, then where: a status line may have no room for both.
fn words(info: &PanicHookInfo) -> String {
    let what = info.payload_as_str().unwrap_or("unknown");
    match info.location() {
        Some(place) => format!("{what} ({place})"),
        None => what.to_owned(),
    }
}

/// Runs `body`; a panic inside it comes back as an error that is safe to show.
pub fn caught<T>(body: impl FnOnce() -> T) -> Result<T, Refusal> {
    // Whatever the body held is dropped with it, so nothing half-changed is seen afterwards.
    panic::catch_unwind(AssertUnwindSafe(body)).map_err(|_| LAST_WORDS.take().into())
}
