//! The lines of a journal, written and read again.

use std::fs::File;
use std::io;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::app::LeftOver;
use crate::board::Digest;
use crate::runtime::opening::at_most;

/// The form of the lines; another one is not read.
const FORM: u32 = 1;
/// Digits of the checksum before each line: a quarter of the line's SHA-256.
const SUM: usize = 16;

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
    /// SHA-256 of the place in full.
    place: String,
    /// SHA-256 of what the file says without the changes.
    base: String,
    begun: String,
}

impl JournalHead {
    pub fn of(place: Digest, path: &str, base: Digest, begun: DateTime<Utc>) -> JournalHead {
        JournalHead {
            sitboard_journal: FORM,
            path: path.to_owned(),
            place: place.to_string(),
            base: base.to_string(),
            begun: begun.to_rfc3339_opts(SecondsFormat::Secs, true),
        }
    }

    fn begin<E>(&self, place: Digest) -> Option<LeftOver<E>> {
        let is_ours = self.sitboard_journal == FORM && self.place == place.to_string();
        let (begun, base) = (self.begun.parse().ok()?, Digest::from_hex(&self.base)?);
        is_ours.then(|| LeftOver { begun, base, entries: Vec::new(), is_cut: false })
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

/// What has not reached the file at `place`, which says `now`; `None` of what is no journal of it.
/// A last line without an end was never kept, and nobody was told that it was.
pub fn left<E: DeserializeOwned>(bytes: &[u8], place: Digest, now: Digest) -> Option<LeftOver<E>> {
    let end = bytes.iter().rposition(|byte| *byte == b'\n').unwrap_or(0);
    let mut lines = bytes[..end].split(|byte| *byte == b'\n').map(JournalLine::<E>::read);
    let mut left = match lines.next()? {
        Some(JournalLine::Head(head)) => head.begin(place)?,
        _ => return None,
    };
    let mut saving = None;
    for line in lines {
        match line {
            Some(JournalLine::Change(change)) => left.entries.push(change),
            Some(JournalLine::Saving { changes, becomes }) => saving = Some((changes, becomes)),
            Some(JournalLine::Saved { changes, now }) => {
                saving = None;
                reached(&mut left, changes, &now);
            }
            Some(JournalLine::Head(_)) | None => {
                left.is_cut = true;
                break;
            }
        }
    }
    if let Some((changes, becomes)) = saving.filter(|(_, becomes)| *becomes == now.to_string()) {
        reached(&mut left, changes, &becomes);
    }
    Some(left)
}

fn reached<E>(left: &mut LeftOver<E>, changes: usize, now: &str) {
    left.entries.drain(..changes.min(left.entries.len()));
    left.base = Digest::from_hex(now).unwrap_or(left.base);
}
