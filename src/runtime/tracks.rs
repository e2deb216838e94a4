//! Tracks beside a scenario: read point by point, and kept as long as a board shows them, so that a
//! change of the scenario does not read them again.

use std::{
    io::Read,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, Weak},
};

use super::{
    files::{path_beside, unfetched},
    opening,
    stamp::FileStamp,
};
use crate::{
    board::track::{NoTrack, TrackFile, TrackResult},
    format::MOST_TRACK_BYTES,
};

/// A track that some board may still show.
struct Held {
    path: PathBuf,
    stamp: FileStamp,
    track: Weak<TrackFile>,
}

static HELD: Mutex<Vec<Held>> = Mutex::new(Vec::new());

/// The track of a path that a scenario gives.
pub fn read(scenario: &Path, name: &str) -> TrackResult {
    let path = path_beside(scenario, name).map_err(NoTrack::Unfetched)?;
    // What was written a moment ago may be written again and look the same.
    let stamp = FileStamp::of(&path).ok().flatten().filter(|stamp| !stamp.is_young());
    if let Some(track) = stamp.and_then(|stamp| held(&path, stamp)) {
        return Ok(track);
    }
    let file = opening::file(&path).map_err(|why| NoTrack::Unfetched(unfetched(why)))?;
    // Beyond the bound a byte more, so that it is seen to be passed.
    let read = TrackFile::read(file.take(MOST_TRACK_BYTES + 2));
    let track = Arc::new(read.map_err(NoTrack::Refused)?);
    if let Some(stamp) = stamp {
        let mut all = HELD.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|held| held.path != path && held.track.strong_count() > 0);
        all.push(Held { path, stamp, track: Arc::downgrade(&track) });
    }
    Ok(track)
}

fn held(path: &Path, stamp: FileStamp) -> Option<Arc<TrackFile>> {
    let all = HELD.lock().unwrap_or_else(PoisonError::into_inner);
    let found = all.iter().find(|held| held.path == path && held.stamp == stamp)?;
    found.track.upgrade()
}
