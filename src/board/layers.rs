//! Layers: the GeoJSON files that a scenario names, fetched by whoever may touch files and read
//! here. A file that is missing or broken is a problem of the record that names it.

use std::{error::Error, fmt};

use super::Finding;
use crate::{
    format::{self, MOST_BYTES},
    model::{Clean, Key, Layer, Reason, Record, Scenario, Severity, Table},
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
pub(super) fn layers(scenario: &Scenario, fetch: &Fetch) -> (Vec<Layer>, Vec<Finding>) {
    let (mut layers, mut found, mut size) = (Vec::new(), Vec::new(), 0);
    for record in scenario.table(Table::Layer) {
        let Some(path) = record.text(Key::Path) else { continue };
        if format::leads_outside(path.original()) {
            continue; // told where it stands
        }
        let bytes = fetch(path.original()).and_then(|bytes| {
            size += bytes.len();
            if size > MOST_BYTES { Err(Unfetched::TooLarge) } else { Ok(bytes) }
        });
        let read = match bytes {
            Ok(bytes) => format::features(&bytes),
            Err(why) => {
                found.push(unfetched(record, path, &why));
                continue;
            }
        };
        match read {
            Ok(read) => {
                found.extend((read.broken > 0).then(|| {
                    let rest = read.broken - read.faults.len();
                    let rest = if rest > 0 { format!("; {rest} more") } else { String::new() };
                    broken(record, path, &format!("{}{rest}", read.faults.join("; ")))
                }));
                let name = record.text(Key::Name).unwrap_or(path).clone();
                layers.push(Layer { id: record.id.clone(), name, features: read.features });
            }
            Err(why) => found.push(broken(record, path, &why.message)),
        }
    }
    (layers, found)
}

fn unfetched(record: &Record, path: &Clean, why: &Unfetched) -> Finding {
    let spot = record.own().entry(Key::Path).map_or(record.spot, |entry| entry.spot);
    let no_layer = |severity, message: String| Finding {
        severity,
        code: "no-layer",
        key: Key::Path,
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
            key: Key::Path,
            spot,
            message: format!("{path} is a link that leads out of the scenario's folder").into(),
            hint: why.hint(),
        },
        Unfetched::TooLarge => Finding {
            severity: Severity::Error,
            code: "too-large",
            key: Key::Path,
            spot,
            message: format!("with {path} the layers are larger than {} MiB", MOST_BYTES >> 20)
                .into(),
            hint: Some("a map needs no more points than it can show: simplify the lines".into()),
        },
    }
}

fn broken(record: &Record, path: &Clean, why: &str) -> Finding {
    Finding {
        severity: Severity::Error,
        code: "bad-layer",
        key: Key::Path,
        spot: record.own().entry(Key::Path).map_or(record.spot, |entry| entry.spot),
        message: format!("{path}: {why}").into(),
        hint: Some("it must be GeoJSON (RFC 7946); what could be read of it is kept".into()),
    }
}
