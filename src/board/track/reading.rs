//! The files of tracks that a scenario names, fetched and read by whoever may touch files, each once;
//! what cannot be read is a problem of the word that names it.

use std::{
    collections::{BTreeMap, HashMap},
    error::Error,
    fmt,
    sync::Arc,
};

use super::{
    super::{Finding, Geography, Unfetched},
    along::TrackReach,
    file::TrackFile,
};
use crate::{
    format,
    model::{Clean, Entry, Key, Reason, Record, Refusal, Scenario, Severity, Spot, Table, Word},
};

/// Points of all tracks of a scenario that are kept.
const MOST_POINTS: usize = 1_000_000;

/// Fetches and reads a track by the path that the scenario gives, from its folder.
pub type FetchTrack<'a> = dyn Fn(&str) -> TrackResult + 'a;

/// What came of a file.
pub type TrackResult = Result<Arc<TrackFile>, NoTrack>;

/// Why a track cannot be had.
#[derive(Clone, PartialEq, Debug)]
pub enum NoTrack {
    /// The file cannot be fetched.
    Unfetched(Unfetched),
    /// It is no track, or a broken one.
    Refused(Refusal),
}

impl fmt::Display for NoTrack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoTrack::Unfetched(why) => why.fmt(f),
            NoTrack::Refused(why) => f.write_str(&placed(why)),
        }
    }
}

impl Error for NoTrack {}

impl Reason for NoTrack {
    fn hint(&self) -> Option<Clean> {
        match self {
            NoTrack::Unfetched(why) => why.hint(),
            NoTrack::Refused(why) => why.hint.clone(),
        }
    }

    fn spot(&self) -> Option<Spot> {
        match self {
            NoTrack::Unfetched(_) => None,
            NoTrack::Refused(why) => why.spot,
        }
    }
}

/// What is wrong, behind its place in the file.
fn placed(why: &Refusal) -> String {
    let spot = why.spot.map(|Spot { line, column }| format!("line {line}, column {column}: "));
    format!("{}{}", spot.unwrap_or_default(), why.message)
}

/// The tracks of a scenario, by the path that it gives.
#[derive(Clone, Default, Debug)]
pub struct TrackFiles(BTreeMap<Clean, TrackResult>);

/// What they cover of the routes, by path and position of the route.
pub type TrackReaches = HashMap<(Clean, usize), TrackReach>;

/// The words that name a track, each with its record and the entry that does.
pub(super) fn named(scenario: &Scenario) -> impl Iterator<Item = (&Record, &Word, &Entry)> {
    scenario.table(Table::Patrol).iter().flat_map(|record| {
        let words = record.words.iter();
        words.filter_map(move |word| Some((record, word, word.entry(Key::Track)?)))
    })
}

impl TrackFiles {
    /// The file of a path; `None` where it was not asked for, since the path leads outside.
    pub fn get(&self, path: &Clean) -> Option<&TrackResult> {
        self.0.get(path)
    }

    /// The paths of all that were asked for.
    pub fn paths(&self) -> impl Iterator<Item = &Clean> {
        self.0.keys()
    }

    /// Whether another reading came to the same: files that did not change are the same in both.
    pub fn is_same(&self, other: &TrackFiles) -> bool {
        let is_same = |(one, other): (&TrackResult, &TrackResult)| match (one, other) {
            (Ok(one), Ok(other)) => Arc::ptr_eq(one, other),
            (Err(one), Err(other)) => one == other,
            _ => false,
        };
        self.0.keys().eq(other.0.keys()) && self.0.values().zip(other.0.values()).all(is_same)
    }

    /// Those that a scenario names.
    pub fn named_by(&self, scenario: &Scenario) -> TrackFiles {
        let named = named(scenario).filter_map(|(.., entry)| entry.value.as_text());
        let read = named.filter_map(|path| Some((path.clone(), self.get(path)?.clone())));
        TrackFiles(read.collect())
    }

    /// Measures each on the routes that its patrol is said to have run along by any voice, or on
    /// the only one.
    pub fn reaches(&self, scenario: &Scenario, geography: &Geography) -> TrackReaches {
        let mut reaches = TrackReaches::new();
        for (record, _, entry) in named(scenario) {
            let Some(path) = entry.value.as_text() else { continue };
            let Some(Ok(file)) = self.get(path) else { continue };
            let is_named = |n: usize| {
                let route = &scenario.record(geography.routes[n].record).id;
                let routes = record.words.iter().filter_map(|word| word.get(Key::Route)?.as_id());
                let mut routes = routes.peekable();
                match routes.peek() {
                    Some(_) => routes.any(|named| named == route),
                    None => geography.routes.len() == 1,
                }
            };
            for n in (0..geography.routes.len()).filter(|n| is_named(*n)) {
                let measured = || TrackReach::of(file, &geography.routes[n]);
                reaches.entry((path.clone(), n)).or_insert_with(measured);
            }
        }
        reaches
    }
}

/// Reads every track that a scenario names, with what is wrong with them.
pub(in crate::board) fn tracks(
    scenario: &Scenario,
    fetch: &FetchTrack,
) -> (TrackFiles, Vec<Finding>) {
    let (mut files, mut found, mut points) = (TrackFiles::default(), Vec::new(), 0);
    for (_, _, entry) in named(scenario) {
        let Some(path) = entry.value.as_text() else { continue };
        if format::leads_outside(path.original()) || files.get(path).is_some() {
            continue; // told where it stands, or read already
        }
        let read = fetch(path.original()).and_then(|file| {
            points += file.points.len();
            if points > MOST_POINTS {
                Err(NoTrack::Unfetched(Unfetched::TooLarge))
            } else {
                Ok(file)
            }
        });
        match &read {
            Ok(file) => found.extend(broken(entry, path, file)),
            Err(why) => found.push(unread(entry, path, why)),
        }
        files.0.insert(path.clone(), read);
    }
    (files, found)
}

/// The points of a track that could not be read.
fn broken(entry: &Entry, path: &Clean, file: &TrackFile) -> Option<Finding> {
    let first = file.faults.first()?;
    let told: Vec<String> = file.faults.iter().map(placed).collect();
    let rest = file.broken - told.len() as u64;
    let rest = if rest > 0 { format!("; {rest} more") } else { String::new() };
    Some(Finding {
        severity: Severity::Error,
        code: "bad-track",
        key: entry.key,
        spot: entry.spot,
        message: format!("{path}, {}{rest}", told.join("; ")).into(),
        hint: first.hint.clone(),
    })
}

fn unread(entry: &Entry, path: &Clean, why: &NoTrack) -> Finding {
    let (key, spot, hint) = (entry.key, entry.spot, why.hint());
    let no_track = |severity, message: String| {
        let (message, hint) = (message.into(), hint.clone());
        Finding { severity, code: "no-track", key, spot, message, hint }
    };
    match why {
        NoTrack::Refused(why) => Finding {
            severity: Severity::Error,
            code: "bad-track",
            key,
            spot,
            message: format!("{path}, {}", placed(why)).into(),
            hint,
        },
        NoTrack::Unfetched(Unfetched::NoFolder) => no_track(
            Severity::Note,
            format!("{path} is not read: this scenario stands in no folder"),
        ),
        NoTrack::Unfetched(Unfetched::Missing) => {
            no_track(Severity::Error, format!("there is no {path} beside the scenario"))
        }
        NoTrack::Unfetched(Unfetched::Unreadable(why)) => {
            no_track(Severity::Error, format!("{path} cannot be read: {why}"))
        }
        NoTrack::Unfetched(Unfetched::Outside) => Finding {
            severity: Severity::Error,
            code: "path-outside",
            key,
            spot,
            message: format!("{path} is a link that leads out of the scenario's folder").into(),
            hint,
        },
        NoTrack::Unfetched(Unfetched::TooLarge) => Finding {
            severity: Severity::Error,
            code: "too-large",
            key,
            spot,
            message: format!("with {path} the tracks have more than {MOST_POINTS} points").into(),
            hint: Some("keep a point for every hundred metres".into()),
        },
    }
}
