//! What leaves the board: to standard output as it comes, and only what whom it is for may see.

use std::io::{self, BufWriter, Stdout, Write};

use super::{Narrowed, Outcome, say};
use crate::{
    app::Opening,
    board::LoadedFile,
    model::{Audience, Refusal},
};

/// Where it goes.
pub(super) type Out = BufWriter<Stdout>;

/// Writes to standard output as it comes; somebody who has read enough is no trouble.
pub(super) fn stream(code: i32, write: impl FnOnce(&mut Out) -> io::Result<()>) -> Outcome {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Refusal::from(format!("standard output cannot be written: {error}")))
        }
        _ => Ok(code),
    }
}

/// For whom what a command makes is.
pub(super) fn audience(narrowed: &Narrowed) -> Audience {
    match (narrowed.publish, narrowed.scenarios.private) {
        (true, _) => Audience::Public,
        (false, true) => Audience::Desk,
        (false, false) => Audience::Others,
    }
}

/// What whom it is for may see of a file; what stays behind is told. Errs where nothing of it may be
/// published.
pub(super) fn seen(
    loaded: LoadedFile,
    opening: &Opening,
    name: &str,
) -> Result<LoadedFile, Refusal> {
    if opening.audience == Audience::Public
        && let Some(index) = &loaded.index
    {
        if let Some(why) = index.scenario.unpublishable() {
            return Err(why);
        }
        let (_, stayed) = index.published();
        if !stayed.is_empty() {
            say(&format!("{name}: published without, or not as it is: {stayed}"));
        }
    }
    Ok(loaded.for_audience(opening.audience))
}
