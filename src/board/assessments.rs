//! Judgements kept apart from facts: what each rests on, and whether that has changed since.

use super::{Board, Clock, Knowledge, contest::contested_keys};
use crate::model::{Day, Id, Key, Record, RecordIx, Word};

/// What happened to a record that a judgement rests on, after the day of the judgement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EvidenceChange {
    /// It only became known.
    Added,
    /// A voice replaced its word.
    Corrected,
    /// A voice took its word back.
    Withdrawn,
    /// Voices came to differ.
    Contested,
}

impl EvidenceChange {
    /// The word in columns and for scripts.
    pub fn word(self) -> &'static str {
        match self {
            EvidenceChange::Added => "added",
            EvidenceChange::Corrected => "corrected",
            EvidenceChange::Withdrawn => "withdrawn",
            EvidenceChange::Contested => "contested",
        }
    }
}

impl EvidenceChange {
    /// Records that a judgement rests on and that changed after its day, by now.
    pub fn all(board: &Board, record: &Record) -> Vec<(RecordIx, EvidenceChange)> {
        let Some(day) = board.date(record).and_then(|date| date.latest) else { return Vec::new() };
        let changed = |n: RecordIx| {
            EvidenceChange::since(board, board.record(n), day).map(|change| (n, change))
        };
        board.rests_on(record).into_iter().filter_map(changed).collect()
    }

    /// The weightiest change of a record after a day, by now.
    fn since(board: &Board, record: &Record, day: Day) -> Option<EvidenceChange> {
        if record.became_known().is_some_and(|known| known.day > day) {
            return Some(EvidenceChange::Added);
        }
        let then = board.glance(Clock { as_of: day, knowledge: Knowledge::By(day) });
        let is_new = |word: &&Word| board.is_said(word) && !then.is_said(word);
        let taken_back = |word: &Word| board.is_withdrawn(word) && !then.is_withdrawn(word);
        if record.words.iter().any(taken_back) {
            return Some(EvidenceChange::Withdrawn);
        }
        let before = contested_keys(&then, record);
        if contested_keys(board, record).iter().any(|key| !before.contains(&key)) {
            return Some(EvidenceChange::Contested);
        }
        let spoke = |voice: Option<&Id>| {
            record.words.iter().any(|word| word.voice() == voice && then.is_said(word))
        };
        let corrects = |word: &Word| {
            let facts = word.entries.iter().filter(|entry| entry.key.is_fact());
            facts.into_iter().any(|entry| {
                let told = then.voices(record, entry.key);
                let mine = told.iter().find(|said| record.words[said.word].voice() == word.voice());
                mine.is_some_and(|said| said.value != &entry.value)
            })
        };
        let mut new = record.words.iter().filter(is_new);
        new.any(|word| spoke(word.voice()) && corrects(word)).then_some(EvidenceChange::Corrected)
    }
}

impl Board {
    /// What a judgement rests on, as far as it is in sight.
    pub fn rests_on(&self, record: &Record) -> Vec<RecordIx> {
        let ids = self.shown_ids(record, Key::RestsOn).iter();
        let known = ids.filter_map(|id| self.scenario().position(id));
        known.filter(|n| self.is_visible(*n)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        board::{Index, Query},
        format,
    };
    use std::sync::Arc;

    #[test]
    fn evidence_that_changed_after_the_judgement_is_told() {
        let text = r#"
format = 1
scenario = { id = "x", title = "x" }
source = [{ id = "a", name = "A", kind = "media" }, { id = "b", name = "B", kind = "media" }]
attack = [
  { id = "same", date = 2020-07-01, kind = "ied", source = "a", published = 2020-07-01 },
  { id = "late", date = 2020-07-01, kind = "ied", source = "a", published = 2020-07-09 },
  { id = "back", date = 2020-07-01, kind = "ied", source = "a", published = 2020-07-01, withdrawn = 2020-07-09 },
  { id = "split", date = 2020-07-01, kind = "ied", killed = 1, source = "a", published = 2020-07-01, account = [{ source = "b", published = 2020-07-09, killed = 4 }] },
  { id = "fixed", date = 2020-07-01, kind = "ied", killed = 1, source = "a", published = 2020-07-01, account = [{ source = "a", published = 2020-07-09, killed = 4 }] },
]
assessment = [{ id = "view", date = 2020-07-05, judgement = "x", source = "a", rests_on = ["same", "late", "back", "split", "fixed"] }]
"#;
        let scenario = format::load(text.as_bytes(), "x").scenario.expect("loads");
        let index = Arc::new(Index::new(scenario.into()));
        let told = |day: &str| {
            let clock = Clock::then(day.parse().unwrap());
            let board = Board::new(index.clone(), clock, Query::default());
            let id = Id::new("view").unwrap();
            let view = board.scenario().find(&id).unwrap();
            let changed = EvidenceChange::all(&board, view).into_iter();
            let changed = changed.map(|(n, how)| format!("{} {}", board.record(n).id, how.word()));
            changed.collect::<Vec<_>>()
        };
        assert_eq!(told("2020-07-06"), Vec::<String>::new());
        assert_eq!(
            told("2020-07-10"),
            ["late added", "back withdrawn", "split contested", "fixed corrected"]
        );
    }

    /// What shows of the desk on a day, known then: the judgement, and its word on the attack.
    fn desk_on(day: &str) -> String {
        let records = "[[assessment]]\nid = \"view\"\ndate = \"2020-08\"\njudgement = \"x\"\nsource = \"desk\"\n\
            [[attack]]\nid = \"told\"\ndate = 2020-08-05\nkind = \"ied\"\nsource = \"s\"\n\
            published = 2020-08-06\naccount = [{ source = \"desk\", killed = 3 }, \
            { source = \"desk\", citing = \"s\", date = \"2020-08\" }]\n";
        let board = crate::board::made::board(records, day);
        let find = |id: &str| board.scenario().position(&Id::new(id).unwrap()).unwrap();
        let (view, told) = (find("view"), find("told"));
        let words = board.record(told).words.iter();
        let known = words.map(|word| word.known().unwrap()).map(|known| {
            format!("{}{}", known.day.format("%d"), if known.assumed { " assumed" } else { "" })
        });
        let said = board.record(told).words.iter().filter(|word| board.is_said(word)).count();
        let known: Vec<String> = known.collect();
        format!("{} {said} of {}", board.is_visible(view), known.join(", "))
    }

    #[test]
    fn a_judgement_that_nobody_dates_is_assumed_and_waits_for_the_end_of_its_date() {
        let known = "06, 06 assumed, 31 assumed";
        assert_eq!(desk_on("2020-08-05"), format!("false 0 of {known}"));
        assert_eq!(desk_on("2020-08-06"), format!("false 2 of {known}"));
        assert_eq!(desk_on("2020-08-30"), format!("false 2 of {known}"));
        assert_eq!(desk_on("2020-08-31"), format!("true 3 of {known}"));
    }
}
