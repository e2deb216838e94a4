//! What parties give as their reasons: the newest of each, those first that are for where the patrols
//! or an agreement stand. No cause is worked out.

use super::{Board, Standing, StandingOf};
use crate::model::{Day, Id, Key, RecordIx, StatementKind, Table, later};

/// Days after which a reason is not of this morning, where nothing that stands goes back to it.
const FRESH: i64 = 28;

impl Board {
    /// The statement in which each party gives its newest reason, with the party.
    pub fn reasons(&self) -> Vec<(RecordIx, &Id)> {
        let mut statements: Vec<RecordIx> = self.visible_of(Table::Statement).collect();
        let day = |n: &RecordIx| self.date_of(*n).and_then(|date| date.earliest.or(date.latest));
        statements.sort_by_key(|n| (!self.is_on_standing(*n), std::cmp::Reverse(day(n))));
        let since = self.reasons_since();
        let mut reasons: Vec<(RecordIx, &Id)> = Vec::new();
        for n in statements {
            let record = self.record(n);
            let kind = self.shown(record, Key::Kind).and_then(|said| said.value.term());
            let is_reason = kind == Some(StatementKind::Justification) && !self.is_taken_back(n);
            let is_of_now = day(&n).is_some_and(|day| day >= since);
            let party = self.shown_id(record, Key::For).or(self.shown_id(record, Key::Speaker));
            let Some(party) = party.filter(|_| is_reason && is_of_now) else { continue };
            if self.is_side(party) && reasons.iter().all(|(_, other)| *other != party) {
                reasons.push((n, party));
            }
        }
        reasons
    }

    /// Whether a statement is about the patrols or an agreement.
    pub fn is_on_standing(&self, statement: RecordIx) -> bool {
        let about = self.shown_ids(self.record(statement), Key::About);
        let agreements = self.scenario().table(Table::Agreement);
        about.iter().any(|id| id.is_patrols() || agreements.iter().any(|of| of.id == *id))
    }

    /// Whether it signed the agreement; whoever speaks, where nobody did.
    fn is_side(&self, of: &Id) -> bool {
        let parties = self.parties();
        parties.is_empty() || parties.iter().any(|party| self.scenario().is_part_of(of, party))
    }

    /// The first day whose reasons are of this morning: that on which what stands began, or four
    /// weeks ago.
    fn reasons_since(&self) -> Day {
        let as_of = self.clock.as_of;
        let weeks = later(as_of, -FRESH).unwrap_or(as_of);
        let since = Standing::of(self, StandingOf::Patrols).and_then(|is| is.since?.earliest);
        since.filter(|day| *day >= weeks).unwrap_or(weeks)
    }
}
