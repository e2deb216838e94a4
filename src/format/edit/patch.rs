//! One change to a text, byte for byte: made, undone, and undone in a text that somebody else
//! has changed elsewhere meanwhile.

use serde::{Deserialize, Serialize};

use super::{Target, intended, splice::Splice};
use crate::{
    format::reader::load,
    model::{Id, Refusal, Table},
};

/// Bytes of the text on either side of a change that are remembered to find it again.
const AROUND: usize = 240;
/// Bytes that must be found again, at the least, before a place is taken for the same.
const LEAST: usize = 24;

/// At byte `start`, `removed` gave way to `inserted`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(into = "Kept", try_from = "Kept")]
pub struct Patch {
    /// The byte at which it stands, in the text before and in the text after.
    pub start: usize,
    /// The text taken out; empty where some was only put in.
    pub removed: String,
    /// The text put in its place; empty where some was only taken out.
    pub inserted: String,
    /// The text before it, as far as it is remembered.
    before: String,
    /// The text behind it, as far as it is remembered.
    behind: String,
    /// The records that it changed, under the ids that they had before and have after it.
    touched: Vec<(Table, Id)>,
}

/// A change as it is kept in a journal.
#[derive(Serialize, Deserialize)]
struct Kept {
    start: usize,
    removed: String,
    inserted: String,
    around: (String, String),
    /// Names of tables, and ids.
    touched: Vec<(String, String)>,
}

impl From<Patch> for Kept {
    fn from(patch: Patch) -> Kept {
        let Patch { start, removed, inserted, before, behind, touched } = patch;
        let names = |(table, id): (Table, Id)| (table.name().to_owned(), id.to_string());
        let (around, touched) = ((before, behind), touched.into_iter().map(names).collect());
        Kept { start, removed, inserted, around, touched }
    }
}

impl TryFrom<Kept> for Patch {
    type Error = Refusal;

    fn try_from(kept: Kept) -> Result<Patch, Refusal> {
        let Kept { start, removed, inserted, around: (before, behind), touched } = kept;
        let read = |(table, id): (String, String)| Table::from_name(&table).zip(Id::new(&id));
        let touched: Option<Vec<_>> = touched.into_iter().map(read).collect();
        let touched = touched.ok_or("a record that no scenario can have")?;
        Ok(Patch { start, removed, inserted, before, behind, touched })
    }
}

impl Patch {
    /// The change from `before` to `after`: the one splice that made it, or else all from the first
    /// byte that differs to the last.
    pub(super) fn of(
        before: &str,
        after: &str,
        only: Option<Splice>,
        touched: Vec<(Table, Id)>,
    ) -> Self {
        match only {
            Some(Splice { at, with }) => {
                let removed = before[at.start..at.end].to_owned();
                let patch = Patch { start: at.start, removed, inserted: with, ..Patch::default() };
                Patch { touched, ..patch }.in_text(after)
            }
            None => Patch::all_between(before, after, touched),
        }
    }

    /// The change from all of one text to all of another, which changes these records.
    pub fn between(before: &str, after: &str, touched: &[Target]) -> Patch {
        let touched = touched.iter().map(|record| (record.table, record.id.clone())).collect();
        Patch::all_between(before, after, touched)
    }

    fn all_between(before: &str, after: &str, touched: Vec<(Table, Id)>) -> Self {
        let start = same(before.chars(), after.chars());
        let (old, new) = (&before[start..], &after[start..]);
        let end = same(old.chars().rev(), new.chars().rev());
        let removed = old[..old.len() - end].to_owned();
        let inserted = new[..new.len() - end].to_owned();
        Patch { start, removed, inserted, touched, ..Patch::default() }.in_text(after)
    }

    /// With what stands around it in `text`, where `inserted` stands.
    fn in_text(self, text: &str) -> Self {
        let before = &text[..self.start];
        let behind = &text[self.start + self.inserted.len()..];
        let (before, behind) = (last(before, AROUND).to_owned(), first(behind, AROUND).to_owned());
        Patch { before, behind, ..self }
    }

    /// The records that it changed.
    pub fn records(&self) -> impl Iterator<Item = Target> {
        self.touched.iter().map(|(table, id)| Target { table: *table, id: id.clone() })
    }

    /// The text without the change; `None` when it does not stand where it was made.
    pub fn undo(&self, text: &str) -> Option<String> {
        exchange(text, self.start, &self.inserted, &self.removed)
    }

    /// The text with the change made once more.
    pub fn redo(&self, text: &str) -> Option<String> {
        exchange(text, self.start, &self.removed, &self.inserted)
    }

    /// The change that undoes this one.
    pub fn inverse(&self) -> Patch {
        let Patch { removed, inserted, .. } = self.clone();
        Patch { removed: inserted, inserted: removed, ..self.clone() }
    }

    /// The change as it stands in a text that was changed elsewhere since, ready to be undone
    /// there: found in one place only, and no record but its own changes when it is undone.
    pub fn rebase(&self, text: &str) -> Result<Patch, Refusal> {
        let start = self.find(text)?;
        let moved = Patch { start, ..self.clone() }.in_text(text);
        let undone = moved.undo(text).ok_or_else(gone)?;
        let (now, then) = (load(text.as_bytes(), ""), load(undone.as_bytes(), ""));
        let Some(before) = &now.scenario else {
            return Err(Refusal::new("the file does not load as it is", "mend it first"));
        };
        intended::no_new_error(&now, &then)?;
        match &then.scenario {
            Some(after) if intended::same_but(before, after, &self.touched) => Ok(moved),
            _ => Err(gone()),
        }
    }

    /// Where the change stands in another text.
    fn find(&self, text: &str) -> Result<usize, Refusal> {
        for width in [AROUND, 120, 60, 30, 12, 0] {
            let (before, behind) = (last(&self.before, width), first(&self.behind, width));
            let wanted = [before, &*self.inserted, behind].concat();
            if wanted.len() < LEAST {
                break;
            }
            let mut found = text.match_indices(&wanted).map(|(at, _)| at + before.len());
            match (found.next(), found.next()) {
                (Some(at), None) => return Ok(at),
                (Some(_), Some(_)) => {
                    let twice = "what was written stands in more than one place now";
                    return Err(Refusal::new(twice, "change it by hand"));
                }
                (None, _) => {}
            }
        }
        Err(gone())
    }
}

fn gone() -> Refusal {
    Refusal::new(
        "what was written is no longer there as it was written",
        "somebody changed it since",
    )
}

/// How many bytes two texts have in common, character by character.
fn same(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

fn exchange(text: &str, at: usize, old: &str, new: &str) -> Option<String> {
    let behind = text.get(at..)?.strip_prefix(old)?;
    Some([&text[..at], new, behind].concat())
}

/// The last characters of a text, of `width` bytes at most.
fn last(text: &str, width: usize) -> &str {
    let from = text.len().saturating_sub(width);
    (from..=text.len()).find_map(|from| text.get(from..)).unwrap_or("")
}

/// The first characters of a text, of `width` bytes at most.
fn first(text: &str, width: usize) -> &str {
    let to = text.len().min(width);
    (0..=to).rev().find_map(|to| text.get(..to)).unwrap_or("")
}
