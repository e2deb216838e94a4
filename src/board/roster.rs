//! The actors as a tree, and how much each has said.

use std::collections::{HashMap, HashSet};

use super::Board;
use crate::model::{Id, Key, RecordIx, Table};

/// An actor in the roster.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member {
    /// Position of the actor.
    pub record: RecordIx,
    /// How deep under those it is part of.
    pub depth: usize,
    /// Whether it is a label: somebody's name for others, and no actor.
    pub is_label: bool,
}

impl Member {
    /// Every actor that passes the filter, under those it is part of; labels last, since they are
    /// somebody's names and no actors. `order` sorts those that stand side by side.
    pub fn all(
        board: &Board,
        order: impl Fn(&RecordIx, &RecordIx) -> std::cmp::Ordering,
    ) -> Vec<Member> {
        let shown: Vec<RecordIx> = board.shown_of(Table::Actor).collect();
        let whole = |n: RecordIx| -> Option<RecordIx> {
            let whole = board.record(n).id_of(Key::PartOf)?;
            board.scenario().position(whole).filter(|n| shown.binary_search(n).is_ok())
        };
        let mut roots: Vec<RecordIx> =
            shown.iter().copied().filter(|n| whole(*n).is_none()).collect();
        let label = |n: &RecordIx| board.is_label(&board.record(*n).id);
        roots.sort_by(|a, b| label(a).cmp(&label(b)).then_with(|| order(a, b)));
        let mut parts: HashMap<RecordIx, Vec<RecordIx>> = HashMap::new();
        for n in &shown {
            if let Some(whole) = whole(*n) {
                parts.entry(whole).or_default().push(*n);
            }
        }
        parts.values_mut().for_each(|parts| parts.sort_by(&order));
        let mut members = Vec::new();
        let mut stack: Vec<(RecordIx, usize)> = roots.into_iter().rev().map(|n| (n, 0)).collect();
        while let Some((n, depth)) = stack.pop() {
            members.push(Member { record: n, depth, is_label: label(&n) });
            let below = parts.get(&n).into_iter().flatten();
            stack.extend(below.rev().map(|part| (*part, depth + 1)));
        }
        members
    }
}

impl Board {
    /// Visible actors, labels not counted.
    pub fn actor_count(&self) -> usize {
        self.visible_of(Table::Actor).filter(|n| !self.is_label(&self.record(*n).id)).count()
    }

    /// Visible labels alone.
    pub fn label_count(&self) -> usize {
        self.visible_of(Table::Actor).filter(|n| self.is_label(&self.record(*n).id)).count()
    }

    /// The visible statements of an actor or in its name.
    pub fn statements_of(&self, actor: &Id) -> Vec<RecordIx> {
        let mut said = Vec::new();
        let (mut left, mut heard) = (vec![actor], HashSet::new());
        while let Some(actor) = left.pop() {
            if !heard.insert(actor) {
                continue;
            }
            for key in [Key::Speaker, Key::For] {
                let names = |n: &&RecordIx| {
                    let record = self.record(**n);
                    record.table == Table::Statement && self.shown_id(record, key) == Some(actor)
                };
                said.extend(self.index.referring(actor, key).iter().filter(names));
            }
            // Those of its members count as well: a spokeswoman's words are her ministry's.
            let members = self.index.referring(actor, Key::PartOf).iter();
            left.extend(members.map(|member| &self.record(*member).id));
        }
        said.retain(|n| self.is_visible(*n));
        said.sort_unstable();
        said.dedup();
        said
    }

    /// The visible ties of an actor.
    pub fn ties_of(&self, actor: &Id) -> Vec<RecordIx> {
        let ties = self.index.referring(actor, Key::Tie).iter().copied();
        ties.filter(|n| self.is_visible(*n)).collect()
    }
}
