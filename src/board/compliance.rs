//! How an agreement is kept, clause by clause: where each clause stands, what bears on it, what is
//! due, and which party a voice holds a violation against. A record bears on a clause only where a
//! word names the clause; nothing is inferred from place, kind or time.

use std::cmp::Reverse;

use super::{Board, Due, Standing};
use crate::model::{
    AttackKind, Bounds, Class, ClauseKind, Clean, Id, Key, Outcome, Record, Status, Table, Value,
    When,
};

/// An agreement and what the records say of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Compliance {
    pub agreement: usize,
    pub standing: Option<Standing>,
    /// In the order of the agreement.
    pub clauses: Vec<Clause>,
    /// One for each party, in the order of the agreement.
    pub breaches: Vec<Breaches>,
}

/// A clause, where it stands and what bears on it.
#[derive(Clone, PartialEq, Debug)]
pub struct Clause {
    pub record: usize,
    pub kind: Option<ClauseKind>,
    pub text: Clean,
    pub standing: Option<Standing>,
    pub deadline: Option<Deadline>,
    /// Violations and patrols turned back: certain (every voice agrees) to possible.
    pub against: Bounds,
    /// Patrols carried out, certain to possible.
    pub kept: Bounds,
    /// Every visible record that names the clause, the newest first.
    pub bearings: Vec<Bearing>,
}

/// A deadline, and how it lies towards the day that is looked at.
#[derive(Clone, PartialEq, Debug)]
pub struct Deadline {
    pub when: When,
    /// None when the clause is met, or met in part: what was begun is no longer overdue.
    pub due: Option<Due>,
}

/// How a record bears on the clause that it names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// An attack, or a patrol cut short.
    Against,
    /// A patrol carried out.
    For,
    /// It names the clause, no more: an obstruction, an event, a patrol of unknown outcome.
    Names,
}

/// A record that names a clause.
#[derive(Clone, PartialEq, Debug)]
pub struct Bearing {
    pub record: usize,
    /// By the shown value of its kind or outcome.
    pub way: Way,
    /// Whether it happened by now, its shown clause is this one, and no voice has it otherwise.
    pub is_certain: bool,
    /// The voices that name the clause.
    pub voices: Vec<Id>,
    /// Whether any voice makes it count against, or for, the clause.
    possible: (bool, bool),
}

/// The violations in which a voice names a party. A cut-short patrol is nobody's breach: its `by`
/// says who ran it.
#[derive(Clone, PartialEq, Debug)]
pub struct Breaches {
    pub party: Id,
    /// Records: certain where every voice that names anybody names this party.
    pub count: Bounds,
    pub named: Vec<Named>,
}

/// Who names whom in a violation.
#[derive(Clone, PartialEq, Debug)]
pub struct Named {
    pub record: usize,
    pub voice: Id,
    /// From their own voice it is a claim, otherwise blame.
    pub is_claim: bool,
}

impl Board {
    /// Every visible agreement, in the order of the file. The filter does not narrow it.
    pub fn compliance(&self) -> Vec<Compliance> {
        self.visible_of(Table::Agreement).map(|n| self.compliance_with(n)).collect()
    }

    fn compliance_with(&self, agreement: usize) -> Compliance {
        let record = self.record(agreement);
        let clauses: Vec<Clause> = self
            .index
            .referring(&record.id, Key::Clause)
            .iter()
            .filter(|n| self.record(**n).parent.as_ref() == Some(&record.id))
            .map(|n| self.clause(*n))
            .collect();
        let mut violations: Vec<&Bearing> =
            clauses.iter().flat_map(|clause| &clause.bearings).filter(|b| b.possible.0).collect();
        violations.retain(|bearing| self.record(bearing.record).table == Table::Attack);
        violations.sort_by_key(|bearing| bearing.record);
        violations.dedup_by_key(|bearing| bearing.record);
        let parties = self.shown_ids(record, Key::Parties);
        let breaches = parties.iter().map(|party| self.breaches(party, &violations)).collect();
        let standing = self.standing(record.id.as_str());
        Compliance { agreement, standing, clauses, breaches }
    }

    fn clause(&self, n: usize) -> Clause {
        let record = self.record(n);
        let naming = self.index.referring(&record.id, Key::Clause).iter();
        let mut bearings: Vec<Bearing> =
            naming.filter_map(|other| self.bearing(*other, &record.id)).collect();
        bearings.sort_by_key(|bearing| {
            let date = self.date_of(bearing.record);
            Reverse(date.and_then(|date| date.latest.or(date.earliest)))
        });
        let standing = self.standing(record.id.as_str());
        let deadline = record.get(Key::Deadline).and_then(Value::as_when).map(|when| {
            let is = standing.as_ref().map(|standing| standing.is);
            let is_met = matches!(is, Some(Status::Met | Status::PartlyMet));
            let due = (!is_met).then(|| Due::of(when, self.clock.as_of));
            Deadline { when: when.clone(), due }
        });
        Clause {
            record: n,
            kind: record.term(Key::Kind).and_then(ClauseKind::from_word),
            text: record.text(Key::Text).cloned().unwrap_or_default(),
            standing,
            deadline,
            against: self.counting(&bearings, Way::Against),
            kept: self.counting(&bearings, Way::For),
            bearings,
        }
    }

    /// How a record bears on a clause; none when no visible voice names it there.
    fn bearing(&self, n: usize, clause: &Id) -> Option<Bearing> {
        if !self.is_visible(n) {
            return None;
        }
        let record = self.record(n);
        let names = self.voices(record, Key::Clause).into_iter();
        let voices: Vec<Id> = names
            .filter(|said| said.value.as_id() == Some(clause))
            .filter_map(|said| record.words[said.word].voice().cloned())
            .collect();
        if voices.is_empty() {
            return None;
        }
        let key = if record.table == Table::Patrol { Key::Outcome } else { Key::Kind };
        let shown =
            self.shown(record, key).map_or(Some(Way::Names), |said| way(record, said.value));
        let said: Vec<Way> = self
            .voices(record, key)
            .into_iter()
            .filter_map(|said| way(record, said.value))
            .collect();
        let way = shown.unwrap_or(Way::Names);
        let is_certain = self.visibility(n) == super::Visibility::Shown
            && self.shown_id(record, Key::Clause) == Some(clause)
            && said.iter().all(|other| *other == way);
        let possible = (said.contains(&Way::Against), said.contains(&Way::For));
        Some(Bearing { record: n, way, is_certain, voices, possible })
    }

    /// Records that count one way: certain (`perhaps_same_as` as one) to possible.
    fn counting(&self, bearings: &[Bearing], way: Way) -> Bounds {
        let possible = |bearing: &&Bearing| match way {
            Way::Against => bearing.possible.0,
            Way::For => bearing.possible.1,
            Way::Names => bearing.way == Way::Names,
        };
        let certain = bearings.iter().filter(|bearing| bearing.is_certain && bearing.way == way);
        let mut certain: Vec<usize> = certain.map(|bearing| bearing.record).collect();
        certain.sort_unstable();
        let high = bearings.iter().filter(possible).count() as u64;
        Bounds::new(self.apart(&certain).total().low, high)
    }

    fn breaches(&self, party: &Id, violations: &[&Bearing]) -> Breaches {
        let scenario = self.scenario();
        let is_party = |id: &Id| scenario.is_part_of(id, party);
        let (mut named, mut certain, mut records) = (Vec::new(), Vec::new(), 0);
        for bearing in violations {
            let record = self.record(bearing.record);
            let before = named.len();
            let mut others = false;
            for said in self.voices(record, Key::By) {
                let ids = said.value.ids();
                let somebody = ids.iter().any(|id| id.as_str() != "unknown");
                let Some(by) = ids.iter().find(|id| is_party(id)) else {
                    others |= somebody;
                    continue;
                };
                let Some(voice) = record.words[said.word].voice() else { continue };
                let is_claim = self
                    .party_of(voice)
                    .is_some_and(|own| own == by || scenario.is_part_of(own, by));
                named.push(Named { record: bearing.record, voice: voice.clone(), is_claim });
            }
            if named.len() > before {
                records += 1;
                certain.extend((bearing.is_certain && !others).then_some(bearing.record));
            }
        }
        let count = Bounds::new(self.apart(&certain).total().low, records);
        Breaches { party: party.clone(), count, named }
    }
}

/// Which way a kind or an outcome bears on a clause; none when the word leaves it open.
fn way(record: &Record, value: &Value) -> Option<Way> {
    let word = value.as_term().unwrap_or_default();
    match record.table {
        Table::Patrol => match Outcome::from_word(word)? {
            Outcome::Completed => Some(Way::For),
            Outcome::CutShort => Some(Way::Against),
            Outcome::Planned | Outcome::Cancelled => Some(Way::Names),
            Outcome::Unknown => None,
        },
        Table::Attack => match AttackKind::from_word(word)?.class() {
            Class::Attack => Some(Way::Against),
            Class::Obstruction | Class::Other => Some(Way::Names),
        },
        _ => Some(Way::Names),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Book, Clock, Knowledge, Query};
    use super::*;

    fn board(text: &str, day: &str, knowledge: Knowledge) -> Board {
        let index = Book::read(text.as_bytes(), "x").index.unwrap();
        Board::new(index, Clock { as_of: day.parse().unwrap(), knowledge }, Query::default())
    }

    fn idlib(day: &str, knowledge: Knowledge) -> Board {
        board(include_str!("../../scenarios/idlib-2020.toml"), day, knowledge)
    }

    fn told(board: &Board) -> Vec<String> {
        let mut told = Vec::new();
        for agreement in board.compliance() {
            for clause in &agreement.clauses {
                let id = &board.record(clause.record).id;
                let (against, kept) = (clause.against, clause.kept);
                told.push(format!("{id}: {against} against, {kept} for"));
            }
            for party in agreement.breaches {
                let named = party.named.iter().map(|named| {
                    let verb = if named.is_claim { "claims" } else { "blames" };
                    format!("{} {verb} {}", named.voice, board.record(named.record).id)
                });
                let named: Vec<String> = named.collect();
                told.push(format!("{}: {}; {}", party.party, party.count, named.join(", ")));
            }
        }
        told
    }

    #[test]
    fn idlib_clause_by_clause() {
        assert_eq!(
            told(&idlib("2020-07-14", Knowledge::Then)),
            [
                "cessation: 6 against, 0 for",
                "corridor: 0 against, 0 for",
                "joint-patrols: 3–4 against, 15–16 for",
                "russia: 0; ",
                "turkey: 0; ",
            ]
        );
        // Two pairs of incidents may be one each; on 23 March the parties differ on the outcome.
        let later = [
            "cessation: 10–12 against, 0 for",
            "corridor: 0 against, 0 for",
            "joint-patrols: 3–4 against, 17–18 for",
            "russia: 1; sofrep blames strikes-akrad",
            "turkey: 0; ",
        ];
        assert_eq!(told(&idlib("2020-08-14", Knowledge::Then)), later);
        assert_eq!(told(&idlib("2020-08-14", Knowledge::Hindsight)), later);
    }

    #[test]
    fn a_clause_stands_where_its_latest_status_has_it_and_its_deadline_runs() {
        let patrols = |day: &str| {
            let board = idlib(day, Knowledge::Then);
            let clause = board.compliance()[0].clauses[2].clone();
            assert_eq!(clause.kind, Some(ClauseKind::Patrols));
            let is = clause.standing.map(|standing| standing.is.word());
            (is, clause.deadline.unwrap().due.map(|due| due.to_string()))
        };
        assert_eq!(patrols("2020-03-06"), (None, Some("9 days left".into())));
        assert_eq!(patrols("2020-03-15"), (Some("partly-met"), None));
        assert_eq!(patrols("2020-07-22"), (Some("met"), None));
        assert_eq!(patrols("2020-08-14"), (Some("partly-met"), None));
        assert_eq!(idlib("2020-03-04", Knowledge::Then).compliance(), [], "not agreed yet");
    }

    /// An agreement of north and south, and incidents told by five voices.
    const MADE: &str = r#"
format = 1
scenario = { id = "made", title = "Made" }
source = [
  { id = "press", name = "Press", kind = "media" },
  { id = "monitor", name = "Monitor", kind = "monitor" },
  { id = "brigade-channel", name = "Channel", kind = "armed-group", actor = "brigade" },
]
actor = [
  { id = "north", name = "North", kind = "state" },
  { id = "south", name = "South", kind = "state" },
  { id = "brigade", name = "Brigade", kind = "armed-group", part_of = "south" },
]
[[agreement]]
id = "truce"
name = "Truce"
signed = 2020-01-01
parties = ["north", "south"]
source = "press"
clause = [{ id = "fire", kind = "cessation", text = "No fire." }, { id = "roads", kind = "access", text = "Open roads." }]
"#;

    fn made(attacks: &str) -> Vec<String> {
        told(&board(&format!("{MADE}{attacks}"), "2020-12-31", Knowledge::Then))
    }

    #[test]
    fn a_breach_is_a_partys_only_where_a_voice_names_it() {
        let told = made(
            r#"
[[attack]]
id = "claimed"
date = 2020-02-01
kind = "shelling"
by = "unknown"
clause = "fire"
source = "press"
account = [{ source = "brigade-channel", by = "brigade" }, { source = "monitor", by = "north" }]
[[attack]]
id = "named"
date = 2020-02-02
kind = "shelling"
by = ["south"]
clause = "fire"
source = "monitor"
[[attack]]
id = "no-clause"
date = 2020-02-03
kind = "shelling"
by = "north"
source = "monitor"
[[attack]]
id = "unnamed"
date = 2020-02-04
kind = "shelling"
clause = "fire"
source = "monitor"
[[attack]]
id = "blocked"
date = 2020-02-05
kind = "blockade"
by = "north"
clause = "roads"
source = "monitor"
[[patrol]]
id = "turned-back"
date = 2020-02-06
by = "north"
outcome = "cut-short"
clause = "roads"
source = "monitor"
"#,
        );
        let wanted = [
            "fire: 3 against, 0 for",
            "roads: 1 against, 0 for",
            "north: 0–1; monitor blames claimed",
            "south: 1–2; brigade-channel claims claimed, monitor blames named",
        ];
        assert_eq!(told, wanted);
    }

    #[test]
    fn what_a_voice_takes_back_or_tells_otherwise_is_no_certain_violation() {
        let told = made(
            r#"
[[attack]]
id = "taken-back"
date = 2020-02-01
kind = "ied"
clause = "fire"
source = "press"
withdrawn = 2020-02-10
[[attack]]
id = "not-yet-known"
date = 2020-02-02
kind = "ied"
source = "press"
account = [{ source = "monitor", published = 2021-01-01, clause = "fire" }]
[[attack]]
id = "another-kind"
date = 2020-02-03
kind = "ied"
clause = "fire"
source = "press"
account = [{ source = "monitor", kind = "other" }]
[[attack]]
id = "another-clause"
date = 2020-02-04
kind = "ied"
clause = "roads"
source = "press"
account = [{ source = "monitor", clause = "fire" }]
[[event]]
id = "meeting"
date = 2020-02-05
kind = "meeting"
what = "They met."
clause = "fire"
source = "press"
"#,
        );
        assert_eq!(told[..2], ["fire: 0–2 against, 0 for", "roads: 1 against, 0 for"]);
        let board = board(MADE, "2020-12-31", Knowledge::Then);
        assert_eq!(board.compliance()[0].clauses[0].bearings, []);
    }

    #[test]
    fn every_record_that_names_the_clause_is_listed_with_its_way() {
        let board = idlib("2020-08-14", Knowledge::Then);
        let clause = &board.compliance()[0].clauses[2];
        let way = |id: &str| {
            let n = board.scenario().position(&Id::new(id).unwrap());
            let bearing = clause.bearings.iter().find(|bearing| Some(bearing.record) == n).unwrap();
            (bearing.way, bearing.is_certain)
        };
        assert_eq!(way("patrol-12aug"), (Way::For, true));
        assert_eq!(way("patrol-14jul"), (Way::Against, true), "by the desk");
        assert_eq!(way("patrol-23mar"), (Way::Against, false), "the other party: completed");
        assert_eq!(way("patrol-16jun").0, Way::Names, "nobody says how it went");
        assert_eq!(way("blockade-15mar").0, Way::Names, "an obstruction");
        let newest = board.record(clause.bearings[0].record);
        assert_eq!(newest.id.as_str(), "blockade-m4", "until 13 August");
    }
}
