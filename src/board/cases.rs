//! Case files: what became of an incident that was reported. A status of an incident says how far its
//! procedure is, or what was found; the latest of each stands, dated and in its voice. A finding is
//! always somebody's: the board makes none.

use super::{Board, StandingOf};
use crate::model::{Day, Id, Key, RecordIx, State, Table, When};

/// The case of an incident, as of a day.
#[derive(Clone, PartialEq, Debug)]
pub struct Case {
    /// Position of the incident.
    pub incident: RecordIx,
    /// How far the procedure is; `None` while nobody says.
    pub procedure: Option<CaseStep>,
    /// What was found; `None` while nobody says.
    pub finding: Option<CaseStep>,
    /// The steps before these, the latest first.
    pub earlier: Vec<CaseStep>,
}

/// A step of a case: a status of the incident.
#[derive(Clone, PartialEq, Debug)]
pub struct CaseStep {
    /// Position of the status.
    pub record: RecordIx,
    /// The state as shown.
    pub is: State,
    /// From when on, as vague as it was said.
    pub since: Option<When>,
    /// Whose word it is.
    pub voice: Option<Id>,
    /// To whom that voice attributes it, where it does.
    pub to: Vec<Id>,
    /// Whether voices cannot all be right: one verifies what another finds to be unfounded, or they
    /// attribute it to different actors.
    pub is_contested: bool,
}

/// What one voice finds: its word, and to whom it attributes the incident.
struct Found {
    order: (Option<Day>, Option<Day>),
    voice: Id,
    is: State,
    to: Vec<Id>,
}

impl Case {
    /// Every incident in sight that has a case, in the order of the file.
    pub fn all(board: &Board) -> Vec<Case> {
        board.visible_of(Table::Attack).filter_map(|n| Case::of(board, n)).collect()
    }

    /// The case of a record; `None` where it is no incident, or has none by now.
    pub fn of(board: &Board, incident: RecordIx) -> Option<Case> {
        let record = board.record(incident);
        if record.table != Table::Attack {
            return None;
        }
        let mut statuses: Vec<RecordIx> = board.statuses(StandingOf::Record(&record.id)).collect();
        statuses.sort_by_key(|n| std::cmp::Reverse(board.status_order(*n)));
        let is_split = board.is_split_on(&statuses);
        let mut steps: Vec<CaseStep> =
            statuses.iter().filter_map(|n| CaseStep::of(board, *n, is_split)).collect();
        if steps.is_empty() {
            return None;
        }
        let mut latest = |is_finding: bool| {
            let at = steps.iter().position(|step| step.is.is_finding() == is_finding)?;
            Some(steps.remove(at))
        };
        let (procedure, finding) = (latest(false), latest(true));
        Some(Case { incident, procedure, finding, earlier: steps })
    }

    /// The steps that stand: how far the procedure is, and what was found.
    pub fn standing(&self) -> impl Iterator<Item = &CaseStep> {
        self.procedure.iter().chain(&self.finding)
    }

    /// Whether the case is not closed by now.
    pub fn is_open(&self) -> bool {
        self.procedure.as_ref().is_none_or(|step| step.is != State::Closed)
    }
}

impl CaseStep {
    fn of(board: &Board, n: RecordIx, is_split: bool) -> Option<CaseStep> {
        let record = board.record(n);
        let is = board.shown_term::<State>(record, Key::Is)?;
        let contested = board.contested(n);
        Some(CaseStep {
            record: n,
            is,
            since: board.written_date(record).cloned(),
            voice: board.voice_shown(record, Key::Is).cloned(),
            to: board.shown_ids(record, Key::To).to_vec(),
            is_contested: contested.contains(&Key::Is)
                || contested.contains(&Key::To)
                || is.is_finding() && is_split,
        })
    }
}

impl Board {
    /// Whether voices, each by what it found last, cannot all be right.
    fn is_split_on(&self, statuses: &[RecordIx]) -> bool {
        let mut found: Vec<Found> = Vec::new();
        for n in statuses {
            let (record, order) = (self.record(*n), self.status_order(*n));
            for said in self.voices(record, Key::Is) {
                let word = &record.words[said.word];
                let (Some(voice), Some(is)) = (word.voice(), said.value.term::<State>()) else {
                    continue;
                };
                let to = word.get(Key::To).map_or(&[][..], |to| to.ids()).to_vec();
                if is.is_finding() {
                    found.push(Found { order, voice: voice.clone(), is, to });
                }
            }
        }
        let is_last = |one: &&Found| {
            !found.iter().any(|other| other.voice == one.voice && other.order > one.order)
        };
        let last: Vec<&Found> = found.iter().filter(is_last).collect();
        last.iter().any(|one| last.iter().any(|other| one.excludes(other)))
    }
}

impl Found {
    fn excludes(&self, other: &Found) -> bool {
        let confirms = |is: State| matches!(is, State::Verified | State::Attributed);
        let apart = self.to.iter().all(|id| !other.to.contains(id));
        let both_attribute = self.is == State::Attributed && other.is == State::Attributed;
        confirms(self.is) && other.is == State::Unfounded
            || both_attribute && apart && !self.to.is_empty() && !other.to.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::made;

    const CASE: &str = "
[[actor]]
id = \"a\"
name = \"A\"
kind = \"armed-group\"
[[actor]]
id = \"b\"
name = \"B\"
kind = \"armed-group\"
[[source]]
id = \"t\"
name = \"T\"
kind = \"monitor\"
[[attack]]
id = \"raid\"
date = 2020-07-01
kind = \"raid\"
source = \"s\"
";

    fn status(day: u32, is: &str, more: &str) -> String {
        format!(
            "[[status]]\nid = \"{is}-{day}\"\nof = \"raid\"\nis = \"{is}\"\nsince = 2020-07-{day:02}\npublished = 2020-07-{day:02}\n{more}\n"
        )
    }

    fn case(records: &str, day: &str) -> Option<Case> {
        let board = made::board(records, day);
        Case::all(&board).pop()
    }

    fn told(step: &Option<CaseStep>) -> &'static str {
        step.as_ref().map_or("", |step| step.is.word())
    }

    #[test]
    fn the_latest_of_procedure_and_finding_stand_beside_each_other() {
        let records = [
            CASE.to_owned(),
            status(2, "alleged", "source = \"s\""),
            status(4, "could-not-verify", "source = \"t\""),
            status(6, "under-investigation", "source = \"t\""),
            status(9, "attributed", "to = [\"a\"]\nsource = \"t\""),
            status(12, "closed", "source = \"t\""),
        ]
        .concat();
        assert_eq!(case(&records, "2020-07-01"), None);
        let on = |day: &str| {
            let case = case(&records, day).unwrap();
            (told(&case.procedure), told(&case.finding), case.earlier.len(), case.is_open())
        };
        assert_eq!(on("2020-07-02"), ("alleged", "", 0, true));
        assert_eq!(on("2020-07-05"), ("alleged", "could-not-verify", 0, true));
        assert_eq!(on("2020-07-09"), ("under-investigation", "attributed", 2, true));
        assert_eq!(on("2020-07-20"), ("closed", "attributed", 3, false));
        let finding = case(&records, "2020-07-20").unwrap().finding.unwrap();
        assert_eq!((finding.to[0].as_str(), finding.voice.unwrap().as_str()), ("a", "t"));
        assert!(!finding.is_contested);
    }

    #[test]
    fn findings_of_two_voices_that_cannot_both_be_right_are_contested() {
        let is_contested = |first: String, second: String| {
            let case = case(&[CASE, &first, &second].concat(), "2020-07-20").unwrap();
            case.finding.unwrap().is_contested
        };
        let verified = || status(2, "verified", "source = \"s\"");
        assert!(is_contested(verified(), status(5, "unfounded", "source = \"t\"")));
        assert!(!is_contested(verified(), status(5, "unfounded", "source = \"s\"")));
        assert!(!is_contested(verified(), status(5, "inconclusive", "source = \"t\"")));
        let to = |day: u32, to: &str, source: &str| {
            status(day, "attributed", &format!("to = [\"{to}\"]\nsource = \"{source}\""))
        };
        assert!(is_contested(to(2, "a", "s"), to(3, "b", "t")));
        assert!(!is_contested(to(2, "a", "s"), to(3, "a", "t")));
    }
}
