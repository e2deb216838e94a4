//! What holds for a command besides its words: the day, and what the reader has set.

use std::sync::{Arc, LazyLock, Once, OnceLock};

use super::say;
use crate::{
    board::LoadedFile,
    look::counted,
    model::{Day, PointNotation},
    runtime::{
        clock,
        config::{self, Config, ReadConfig},
        environment::ColourUse,
        feeds::FeedMemory,
    },
};

/// What the reader has set; where that cannot be read, it is said once.
static CONFIG: LazyLock<Config> = LazyLock::new(|| {
    let read = config::read().and_then(ReadConfig::whole);
    let read = read.map_err(|why| say(&format!("defaults hold: {why}")));
    read.unwrap_or_default()
});

/// What the feeds of a command may take, all its scenarios together.
static MEMORY: LazyLock<Arc<FeedMemory>> = LazyLock::new(|| Arc::new(feed_memory(&CONFIG)));

/// The MiB that feeds may take, by the flag.
static FLAG: OnceLock<u32> = OnceLock::new();

/// Takes what the flag says of the memory of feeds, before anybody asks for it.
pub(super) fn set_feed_memory(mib: u32) {
    FLAG.get_or_init(|| mib);
}

/// What a flag says of the memory of feeds. `None` if there was none.
pub(super) fn feed_memory_flag() -> Option<u32> {
    FLAG.get().copied()
}

/// The memory of feeds: the flag, else the settings.
pub(super) fn feed_memory(config: &Config) -> FeedMemory {
    feed_memory_flag().map_or_else(|| config.feed_memory(), FeedMemory::of_mib)
}

/// Whether to use colour, as it is set.
pub(super) fn colour_use() -> Option<ColourUse> {
    CONFIG.color
}

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
