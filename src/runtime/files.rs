//! Scenario files: where they are, and what is in them.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::baseline::Store;
use super::opening::{self, Unopened};
pub use super::why::shown;
use super::{piped, tracks};
use crate::app::{
    ComposedReport, FileFault, LoadResult, Place, Recall, ReportRequest, ScenarioReading, Since,
    changed, step_findings,
};
use crate::board::{Index, LoadedFile, Unfetched};
use crate::format::MOST_BYTES;
use crate::model::Refusal;
use crate::report::{self, Morning, PageFormat};

/// The scenarios that are part of the program; the first is the one that opens.
pub const EMBEDDED: &[(&str, &str)] = &[
    ("idlib-2020.toml", include_str!("../../scenarios/idlib-2020.toml")),
    ("donbas-2020.toml", include_str!("../../scenarios/donbas-2020.toml")),
    ("hodeidah-2018.toml", include_str!("../../scenarios/hodeidah-2018.toml")),
    ("karabakh-2020.toml", include_str!("../../scenarios/karabakh-2020.toml")),
    ("lebanon-2024.toml", include_str!("../../scenarios/lebanon-2024.toml")),
    ("gaza-2025.toml", include_str!("../../scenarios/gaza-2025.toml")),
];

/// The folder that is looked into when no path is given.
const FOLDER: &str = "scenarios";

/// The scenarios that the paths name: files, directories, `-` for standard input. No path at all
/// means the folder `scenarios`, else those that are part of the program.
pub fn places(paths: &[PathBuf]) -> Result<Vec<Place>, Refusal> {
    if paths.is_empty() {
        let found = in_folder(Path::new(FOLDER)).unwrap_or_default();
        if !found.is_empty() {
            return Ok(found.into_iter().map(Place::File).collect());
        }
        return Ok(built_in().collect());
    }
    let mut places = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            if places.iter().any(|place| matches!(place, Place::Input(_))) {
                continue; // it can be read only once
            }
            let bytes = piped::input(MOST_BYTES).map_err(|error| unreadable(path, &error))?;
            places.push(Place::Input(bytes.into()));
            continue;
        }
        let about = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
        if about.is_file() {
            places.push(Place::File(path.clone()));
            continue;
        }
        if !about.is_dir() {
            // It may have come to its end when it is looked at again.
            let bytes = piped::read(path, MOST_BYTES).map_err(|error| unreadable(path, &error))?;
            places.push(Place::Piped(path.clone(), bytes.into()));
            continue;
        }
        let found = in_folder(path).map_err(|error| unreadable(path, &error))?;
        if found.is_empty() {
            let why = format!("{}: no scenario files (*.toml) in this folder", shown(path));
            return Err(why.into());
        }
        places.extend(found.into_iter().map(Place::File));
    }
    Ok(places)
}

/// The scenarios that are part of the program.
pub fn built_in() -> impl Iterator<Item = Place> {
    EMBEDDED.iter().map(|(name, text)| Place::Embedded(name, text))
}

/// Whether the name of a file is that of a copy, as tools that keep folders in step and people name
/// them: `own (conflicted copy 2020-08-14).toml`, `own.sync-conflict-….toml`, `own (1).toml`.
fn is_copy(path: &Path) -> bool {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    let is_numbered = stem.strip_suffix(')').and_then(|stem| stem.rsplit_once(" (")).is_some_and(
        |(_, number)| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()),
    );
    let words = ["conflict", " copy", "- copy", "(copy", ".orig", ".bak", ".backup"];
    is_numbered || words.iter().any(|word| stem.contains(word))
}

/// Whether a file is what an editor or a system leaves behind, and no scenario.
fn is_left_behind(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_autosaved = name.starts_with('#') && name.ends_with('#');
    name.starts_with('.') || is_autosaved || name.starts_with("~$") || name.ends_with('~')
}

/// Which of the places opens first: the board by which the program is shown, where it is among them;
/// else of a folder the largest file, which tells most, and no copy.
pub fn first_to_open(places: &[Place]) -> usize {
    let size = |place: &Place| match place {
        Place::File(path) => fs::metadata(path).map_or(0, |about| about.len()),
        Place::Embedded(_, text) => text.len() as u64,
        Place::Input(bytes) | Place::Piped(_, bytes) => bytes.len() as u64,
    };
    let is_own = |place: &Place| place.path().is_none_or(|path| !is_copy(path));
    let (shown_by, _) = EMBEDDED[0];
    let is_shown_by =
        |place: &Place| Path::new(shown_by).file_stem() == Some(place.stem().as_ref());
    let key = |(n, place): &(usize, &Place)| {
        (is_own(place), is_shown_by(place), size(place), std::cmp::Reverse(*n))
    };
    let first = places.iter().enumerate().max_by_key(key);
    first.map_or(0, |(n, _)| n)
}

fn in_folder(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_toml = path.extension().is_some_and(|extension| extension == "toml");
        if is_toml && !is_left_behind(&path) && path.is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// What a place would say with these bytes, and the files that they name beside it.
pub fn read(place: &Place, bytes: &[u8]) -> LoadedFile {
    let mut loaded = match place {
        Place::File(path) => {
            LoadedFile::with_tracks(bytes, &place.stem(), &|name| beside(path, name), &|name| {
                tracks::read(path, name)
            })
        }
        Place::Embedded(..) | Place::Input(_) | Place::Piped(..) => {
            LoadedFile::read(bytes, &place.stem())
        }
    };
    let of_steps = loaded.index.as_ref().map(step_findings).unwrap_or_default();
    loaded.tell_of_steps(of_steps);
    loaded
}

/// Reads a place, told apart from what it said before.
pub fn load(place: &Place, before: Option<&Arc<Index>>) -> LoadResult {
    let loaded = match place {
        Place::File(path) => {
            // One byte over the limit is read too: that it is too long stands among its problems.
            let bytes = opening::beginning(path, MOST_BYTES).map_err(|why| match why {
                Unopened::Missing => FileFault::Gone,
                why => FileFault::Unreadable(why.to_string().into()),
            })?;
            read(place, &bytes)
        }
        Place::Embedded(_, text) => read(place, text.as_bytes()),
        Place::Input(bytes) | Place::Piped(_, bytes) => read(place, bytes),
    };
    let changed = match (before, &loaded.index) {
        (Some(before), Some(now)) => changed(before, now),
        _ => HashSet::new(),
    };
    Ok(Box::new(ScenarioReading { loaded, changed, front: None, views: None }))
}

/// A file that a scenario names: in or below the folder of the scenario itself, wherever links
/// lead.
fn beside(scenario: &Path, name: &str) -> Result<Vec<u8>, Unfetched> {
    let path = path_beside(scenario, name)?;
    opening::read(&path, MOST_BYTES).map_err(unfetched)
}

/// Why what stands beside a scenario is not read.
pub(super) fn unfetched(why: impl Into<Unopened>) -> Unfetched {
    match why.into() {
        Unopened::Missing => Unfetched::Missing,
        Unopened::TooLarge(_) => Unfetched::TooLarge,
        why => Unfetched::Unreadable(why.to_string().into()),
    }
}

/// Where such a file is.
pub(super) fn path_beside(scenario: &Path, name: &str) -> Result<PathBuf, Unfetched> {
    let scenario = scenario.canonicalize().map_err(unfetched)?;
    let folder = scenario.parent().ok_or(Unfetched::NoFolder)?;
    let path = folder.join(name).canonicalize().map_err(unfetched)?;
    if !path.starts_with(folder) {
        return Err(Unfetched::Outside);
    }
    Ok(path)
}

/// Fetches what a board is to be compared with; what was closed is looked for in `closed`.
pub fn recall(from: &Recall, closed: Option<&Store>) -> Result<Since, Refusal> {
    match from {
        Recall::Closed { place, scenario } => {
            let closed = closed.ok_or("no board was closed here before")?;
            let closed = closed.read(place, scenario);
            let closed = closed.ok_or("this board was not closed here before")?;
            let index = closed.index(&place.stem()).ok_or("the file was too long to be kept")?;
            let name =
                format!("you closed it on {} UTC", closed.closed.format("%-d %b %Y at %H:%M"));
            Ok(Since::Board { name: name.into(), index, clock: Some(closed.clock) })
        }
        Recall::File(path) => {
            let place = Place::File(path.clone());
            let name = place.name();
            let read =
                load(&place, None).map_err(|fault| Refusal::from(format!("{name}: {fault}")))?;
            match read.loaded.index {
                Some(index) => Ok(Since::Board { name, index, clock: None }),
                None => Err(format!("{name} does not load").into()),
            }
        }
    }
}

/// Whether a path is that of a file.
pub fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// Whether anything stands at a path.
pub fn is_there(path: &Path) -> bool {
    path.exists()
}

/// The text of standard input.
pub fn input() -> Result<String, Refusal> {
    let bytes =
        piped::input(MOST_BYTES).map_err(|error| unreadable("standard input".as_ref(), &error))?;
    if bytes.len() > MOST_BYTES {
        return Err(format!("standard input has more than {} MiB", MOST_BYTES >> 20).into());
    }
    String::from_utf8(bytes).map_err(|_| "standard input is not UTF-8 text".into())
}

/// Writes the morning page, in both forms.
pub fn page(request: &ReportRequest) -> ComposedReport {
    let ReportRequest { shown, loaded, place, since, appendix, .. } = request;
    // A page is made to be given away.
    let board = shown.board.for_others();
    let loaded = &loaded.clone().for_others();
    let name = format!("{}-{}.md", shown.board.scenario().header.id, shown.board.clock.as_of);
    let page = |format| {
        let (since, days, appendix) = (*since, report::WINDOW, *appendix);
        let morning = Morning { loaded, place, since, days, format, appendix };
        report::morning(&board, &morning).into()
    };
    let (text, markdown) = (page(PageFormat::Text), page(PageFormat::Markdown));
    ComposedReport { name, text, markdown, appendix: *appendix }
}

fn unreadable(path: &Path, error: &io::Error) -> Refusal {
    format!("{}: {error}", shown(path)).into()
}
