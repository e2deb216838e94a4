//! What holds for a command besides its words: the day, and what the reader has set.

use std::sync::{Arc, LazyLock, Once};

use super::say;
use crate::{
    board::LoadedFile,
    look::counted,
    model::{Day, PointNotation},
    runtime::{
        clock,
        config::{self, Config},
        feeds::FeedMemory,
    },
};

/// What the reader has set; where that cannot be read, it is said once.
static CONFIG: LazyLock<Config> = LazyLock::new(|| {
    let read = config::read().map_err(|why| say(&format!("defaults hold: {why}")));
    read.unwrap_or_default()
});

/// What the feeds of a command may take, all its scenarios together.
static MEMORY: LazyLock<Arc<FeedMemory>> = LazyLock::new(|| Arc::new(CONFIG.feed_memory()));

/// The memory of feeds as it is set.
pub(super) fn memory() -> &'static Arc<FeedMemory> {
    &MEMORY
}

/// How points are written, as it is set.
pub(super) fn notation() -> PointNotation {
    CONFIG.coordinates.unwrap_or_default()
}

/// Today; where nobody knows where the reader sits, that is said once.
pub(super) fn today() -> Day {
    static TOLD: Once = Once::new();
    TOLD.call_once(|| clock::unknown_zone().iter().for_each(|why| say(&why.to_string())));
    clock::today()
}

/// Says which feeds are not read to their end for want of memory: what is told of them is not all.
pub(super) fn is_cut_short(loaded: &LoadedFile) -> bool {
    let full = loaded.feeds.iter().filter(|file| file.is_full);
    full.map(|file| cut_short(&file.path, file.rows.len())).count() > 0
}

/// Says that a file is not read to its end.
pub(super) fn cut_short(file: &str, rows: usize) {
    let rows = counted(rows, "row");
    say(&format!(
        "{file}: no memory is left for feeds: its first {rows} stand; `feed_memory_mib` in the settings gives more"
    ));
}
