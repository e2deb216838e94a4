//! Layers: the GeoJSON files that a scenario names, fetched by whoever may touch files and read
//! here. A file that is missing or broken is a problem of the record that names it.

use std::{collections::BTreeSet, error::Error, fmt, sync::Arc};

use super::{Finding, ZoneFile};
use crate::{
    format::{self, MOST_BYTES},
    model::{Clean, Entry, Feature, Key, Layer, Reason, Scenario, Severity, Table},
};

/// Fetches a file by the path that the scenario gives, from its folder.
pub type Fetch<'a> = dyn Fn(&str) -> Result<Vec<u8>, Unfetched> + 'a;

/// Why a file beside the scenario cannot be had.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unfetched {
    /// The scenario does not stand in a folder: it is part of the program, or came in by a pipe.
    NoFolder,
    /// There is no such file.
    Missing,
    /// A link leads out of the scenario's folder.
    Outside,
    /// It has more bytes than are read.
    TooLarge,
    /// The file cannot be read as what it is meant to be: why, in words.
    Unreadable(Clean),
}

impl fmt::Display for Unfetched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Unfetched::NoFolder => "the scenario stands in no folder",
            Unfetched::Missing => "there is no such file beside the scenario",
            Unfetched::Outside => "a link leads out of the scenario's folder",
            Unfetched::TooLarge => "it is too large",
            Unfetched::Unreadable(why) => why,
        })
    }
}

impl Error for Unfetched {}

impl Reason for Unfetched {
    fn hint(&self) -> Option<Clean> {
        match self {
            Unfetched::Missing => Some("the path is read from the scenario's folder".into()),
            Unfetched::Outside => Some("put the file itself into the folder".into()),
            Unfetched::NoFolder | Unfetched::TooLarge | Unfetched::Unreadable(_) => None,
        }
    }
}

/// Every layer that can be read, with what is wrong with the others. All together they may be as
/// large as a scenario.
pub(super) fn layers(scenario: &Scenario, fetch: &Fetch) -> LayersRead {
    let mut read = LayersRead::default();
    for record in scenario.table(Table::Layer) {
        let Some(entry) = record.own().entry(Key::Path) else { continue };
        let Some(path) = entry.value.as_text() else { continue };
        if let Some(features) = read.features(entry, path, fetch) {
            let name = record.text(Key::Name).unwrap_or(path).clone();
            read.layers.push(Layer { id: record.id.clone(), name, features });
        }
    }
    for word in scenario.table(Table::Zone).iter().flat_map(|zone| &zone.words) {
        let Some(entry) = word.entry(Key::Layer) else { continue };
        let Some(path) = entry.value.as_text() else { continue };
        if read.asked.contains(path) {
            continue; // of one file all zones
        }
        read.asked.insert(path.clone());
        if let Some(features) = read.features(entry, path, fetch) {
            let features = Arc::new(features);
            read.zone_files.push(ZoneFile { path: path.clone(), features });
        }
    }
    read
}

/// What was read of the files that a scenario names for its map and its zones.
#[derive(Default)]
pub(super) struct LayersRead {
    /// The layers of the map.
    pub layers: Vec<Layer>,
    /// The files that zones name, each once.
    pub zone_files: Vec<ZoneFile>,
    /// What is wrong with any of them.
    pub found: Vec<Finding>,
    asked: BTreeSet<Clean>,
    size: usize,
}

impl LayersRead {
    /// What a file holds; `None` where it cannot be read, and that is told.
    fn features(&mut self, entry: &Entry, path: &Clean, fetch: &Fetch) -> Option<Vec<Feature>> {
        if format::leads_outside(path.original()) {
            return None; // told where it stands
        }
        let bytes = fetch(path.original()).and_then(|bytes| {
            self.size += bytes.len();
            if self.size > MOST_BYTES { Err(Unfetched::TooLarge) } else { Ok(bytes) }
        });
        let read = match bytes {
            Ok(bytes) => format::features(&bytes),
            Err(why) => {
                self.found.push(unfetched(entry, path, &why));
                return None;
            }
        };
        match read {
            Ok(read) => {
                self.found.extend((read.broken > 0).then(|| {
                    let rest = read.broken - read.faults.len();
                    let rest = if rest > 0 { format!("; {rest} more") } else { String::new() };
                    broken(entry, path, &format!("{}{rest}", read.faults.join("; ")))
                }));
                Some(read.features)
            }
            Err(why) => {
                self.found.push(broken(entry, path, &why.message));
                None
            }
        }
    }
}

fn unfetched(entry: &Entry, path: &Clean, why: &Unfetched) -> Finding {
    let (key, spot) = (entry.key, entry.spot);
    let no_layer = |severity, message: String| Finding {
        severity,
        code: "no-layer",
        key,
        spot,
        message: message.into(),
        hint: why.hint(),
    };
    match why {
        Unfetched::NoFolder => no_layer(
            Severity::Note,
            format!("{path} is not read: this scenario stands in no folder"),
        ),
        Unfetched::Missing => {
            no_layer(Severity::Error, format!("there is no {path} beside the scenario"))
        }
        Unfetched::Unreadable(why) => {
            no_layer(Severity::Error, format!("{path} cannot be read: {why}"))
        }
        Unfetched::Outside => Finding {
            severity: Severity::Error,
            code: "path-outside",
            key,
            spot,
            message: format!("{path} is a link that leads out of the scenario's folder").into(),
            hint: why.hint(),
        },
        Unfetched::TooLarge => Finding {
            severity: Severity::Error,
            code: "too-large",
            key,
            spot,
            message: format!("with {path} the layers are larger than {} MiB", MOST_BYTES >> 20)
                .into(),
            hint: Some("a map needs no more points than it can show: simplify the lines".into()),
        },
    }
}

fn broken(entry: &Entry, path: &Clean, why: &str) -> Finding {
    Finding {
        severity: Severity::Error,
        code: "bad-layer",
        key: entry.key,
        spot: entry.spot,
        message: format!("{path}: {why}").into(),
        hint: Some("it must be GeoJSON (RFC 7946); what could be read of it is kept".into()),
    }
}
