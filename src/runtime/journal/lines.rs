//! The lines of a journal, written and read again.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, SecondsFormat, Utc};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};

use crate::app::LeftOver;
use crate::board::Digest;
use crate::model::{Clean, clean};
use crate::runtime::opening::at_most;

/// The form of the lines; another one is not read.
const FORM: u32 = 1;
/// Digits of the checksum before each line: a quarter of the line's SHA-256.
const SUM: usize = 16;
/// Letters of a path that are written for whoever looks into the folder.
const LONGEST_PATH: usize = 1000;
/// Letters of a name that are told of a change that cannot be read.
const LONGEST_NAME: usize = 80;
/// How the line of a change, of a save and of its end begin.
const CHANGE: &str = "{\"change\"";
const SAVING: &str = "{\"saving\"";
const SAVED: &str = "{\"saved\"";
/// What a change is called whose name cannot be read either.
const UNNAMED: &str = "a change without a name";

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum JournalLine<E> {
    /// The first line.
    Head(JournalHead),
    Change(E),
    /// The oldest changes are about to reach the file.
    Saving {
        changes: usize,
        becomes: String,
    },
    /// They have reached it.
    Saved {
        changes: usize,
        now: String,
    },
}

#[derive(Serialize, Deserialize)]
pub struct JournalHead {
    sitboard_journal: u32,
    /// For whoever looks into the folder.
    path: String,
    /// The path as it is; `None` where it is no text.
    #[serde(default)]
    whole: Option<String>,
    /// SHA-256 of the place in full.
    place: String,
    /// SHA-256 of what the file says without the changes.
    base: String,
    begun: String,
}

impl JournalHead {
    pub fn of(place: Digest, path: &Path, base: Digest, begun: DateTime<Utc>) -> JournalHead {
        JournalHead {
            sitboard_journal: FORM,
            path: clean(&path.to_string_lossy()).chars().take(LONGEST_PATH).collect(),
            whole: path.to_str().map(str::to_owned),
            place: place.to_string(),
            base: base.to_string(),
            begun: begun.to_rfc3339_opts(SecondsFormat::Secs, true),
        }
    }

    fn begin<E>(self, place: Option<Digest>) -> Option<LeftOver<E>> {
        let is_of = |place: Digest| self.place == place.to_string();
        let is_ours = self.sitboard_journal == FORM && place.is_none_or(is_of);
        let (begun, base) = (self.begun.parse().ok()?, Digest::from_hex(&self.base)?);
        let moved_from = place.is_none().then(|| self.path.as_str().into());
        is_ours.then(|| LeftOver { moved_from, ..LeftOver::of(begun, base) })
    }
}

impl<E> LeftOver<E> {
    fn of(begun: DateTime<Utc>, base: Digest) -> LeftOver<E> {
        LeftOver { begun, base, entries: Vec::new(), lost: Vec::new(), moved_from: None }
    }
}

impl<E: Serialize> JournalLine<E> {
    pub fn bytes(&self) -> io::Result<Vec<u8>> {
        let json = serde_json::to_string(self)?; // on one line: JSON escapes a line's end
        Ok(format!("{} {json}\n", sum(json.as_bytes())).into_bytes())
    }
}

impl<E: DeserializeOwned> JournalLine<E> {
    /// `None` of a line that is not as it was written.
    fn read(line: &[u8]) -> Option<JournalLine<E>> {
        let (before, json) = line.split_at_checked(SUM + 1)?;
        let is_whole = before.strip_suffix(b" ")? == sum(json).as_bytes();
        is_whole.then(|| serde_json::from_slice(json).ok())?
    }
}

fn sum(json: &[u8]) -> String {
    format!("{:.SUM$}", Digest::of(json).to_string())
}

pub fn read(file: &File, most: u64) -> io::Result<Vec<u8>> {
    at_most(file, usize::try_from(most).unwrap_or(usize::MAX))
}

/// Why nothing was found in a journal.
pub enum NoneLeft {
    /// Its board ended before its first line was written.
    NeverBegun,
    /// It is of another file, or of another version of the program.
    Others,
}

/// A change that was kept, or what one was called that cannot be read any more.
type Kept<E> = Result<E, Clean>;

/// What has not reached the file that says `now`: that at `place`, else any whose own is gone. A line
/// that cannot be read costs no more than itself. A last line without an end was never kept, and
/// nobody was told that it was.
pub fn left<E: DeserializeOwned>(
    bytes: &[u8],
    place: Option<Digest>,
    now: Digest,
) -> Result<LeftOver<E>, NoneLeft> {
    let end = bytes.iter().rposition(|byte| *byte == b'\n').ok_or(NoneLeft::NeverBegun)?;
    let mut lines = bytes[..end].split(|byte| *byte == b'\n');
    let first = lines.next().unwrap_or_default();
    let mut kept: Vec<Kept<E>> = Vec::new();
    let (mut left, has_head) = match JournalLine::<E>::read(first) {
        Some(JournalLine::Head(head)) => (head.begin(place).ok_or(NoneLeft::Others)?, true),
        _ if place.is_none() => return Err(NoneLeft::Others),
        _ => {
            kept.extend(named(first).map(Err));
            (LeftOver::of(DateTime::default(), now), false)
        }
    };
    let mut saving = None;
    for line in lines {
        match JournalLine::<E>::read(line) {
            Some(JournalLine::Change(change)) => kept.push(Ok(change)),
            Some(JournalLine::Saving { changes, becomes }) => saving = Some((changes, becomes)),
            Some(JournalLine::Saved { changes, now }) => {
                saving = None;
                reached(&mut left, &mut kept, changes, &now);
            }
            // What was saved was about to be before.
            None if has(line, SAVED) => {
                if let Some((changes, becomes)) = saving.take() {
                    reached(&mut left, &mut kept, changes, &becomes);
                }
            }
            None if has(line, SAVING) => {}
            Some(JournalLine::Head(_)) | None => {
                kept.push(Err(named(line).unwrap_or_else(|| UNNAMED.into())));
            }
        }
    }
    if !has_head && kept.is_empty() {
        kept.push(Err(UNNAMED.into()));
    }
    if let Some((changes, becomes)) = saving.filter(|(_, becomes)| *becomes == now.to_string()) {
        reached(&mut left, &mut kept, changes, &becomes);
    }
    if place.is_none() && left.base != now {
        return Err(NoneLeft::Others);
    }
    for change in kept {
        match change {
            Ok(change) => left.entries.push(change),
            Err(name) => left.lost.push(name),
        }
    }
    Ok(left)
}

fn reached<E>(left: &mut LeftOver<E>, kept: &mut Vec<Kept<E>>, changes: usize, now: &str) {
    kept.drain(..changes.min(kept.len()));
    left.base = Digest::from_hex(now).unwrap_or(left.base);
}

/// The path, in full, of the file that a journal was begun for, by its first bytes.
pub fn begun_for(bytes: &[u8]) -> Option<PathBuf> {
    let first = bytes.split(|byte| *byte == b'\n').next()?;
    match JournalLine::<IgnoredAny>::read(first)? {
        JournalLine::Head(head) => head.whole.map(PathBuf::from),
        _ => None,
    }
}

fn has(line: &[u8], what: &str) -> bool {
    line.windows(what.len()).any(|part| part == what.as_bytes())
}

/// What a change was called whose line cannot be read as a whole.
fn named(line: &[u8]) -> Option<Clean> {
    if !has(line, CHANGE) {
        return None;
    }
    let text = String::from_utf8_lossy(line);
    let name = text.split_once("\"name\":").and_then(|(_, rest)| {
        serde_json::Deserializer::from_str(rest).into_iter::<String>().next()?.ok()
    });
    let name: String = name.as_deref().unwrap_or(UNNAMED).chars().take(LONGEST_NAME).collect();
    Some(name.into())
}
