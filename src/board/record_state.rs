//! What a board sees of each record, small and flat: a board of another day is a copy in which
//! only those records are looked at again whose words or dates turn in between.

use super::{Board, Clock, Knowledge, contest};
use crate::model::{
    Class, Id, IncidentKind, Interval, Key, Keys, Measure, PatrolKind, PatrolOutcome, Record,
    RecordIx, RecordKind, RecordSpan, Table,
};

/// Whether a record shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Visibility {
    /// Not known yet, or not begun.
    Hidden,
    /// Known, and begun by the day that is looked at.
    Shown,
    /// In hindsight: its interval straddles the day, so that it may not have happened yet.
    Pending,
}

/// One record as of a clock.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct RecordState {
    pub visibility: Visibility,
    /// Whether it is visible and passes the filter.
    pub is_matching: bool,
    /// Whether every word of it was taken back.
    pub is_taken_back: bool,
    /// When it happened, if it may show.
    pub date: Option<Interval>,
    pub contested: Keys,
    pub facts: RecordFacts,
}

/// What the panels ask of all records of a table at once, as shown.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum RecordFacts {
    None,
    Patrol {
        outcome: Option<PatrolOutcome>,
        /// `None` of a kind that the scenario declares.
        kind: Option<PatrolKind>,
    },
    Attack {
        kind: Option<KindOfIncident>,
        patrol: Option<RecordIx>,
        place: Option<RecordIx>,
    },
    /// `most` is the most that the count may be, as far as anybody says; `series` see
    /// [`super::Index::series`].
    Figure {
        measure: Option<Measure>,
        series: u32,
        most: Option<u64>,
    },
}

/// A kind as small as a number: that of its row in the format's list, or behind those of the record
/// that declares it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct KindOfIncident {
    number: u32,
    class: Class,
}

impl KindOfIncident {
    /// The number, which no other kind of the board has.
    pub fn number(self) -> u32 {
        self.number
    }
}

/// The attacks that name each patrol, patrol by patrol.
#[derive(Clone, Default, Debug)]
pub(super) struct AttacksOnPatrols {
    /// Where the patrols stand.
    patrols: RecordSpan,
    /// Where the attacks on each patrol begin; one more for the end.
    starts: Vec<usize>,
    attacks: Vec<RecordIx>,
}

impl RecordState {
    /// Not looked at yet.
    pub const HIDDEN: RecordState = RecordState {
        visibility: Visibility::Hidden,
        is_matching: false,
        is_taken_back: false,
        date: None,
        contested: Keys::NONE,
        facts: RecordFacts::None,
    };

    pub(super) fn class(&self) -> Option<Class> {
        match self.facts {
            RecordFacts::Attack { kind, .. } => kind.map(|kind| kind.class),
            RecordFacts::None | RecordFacts::Patrol { .. } | RecordFacts::Figure { .. } => None,
        }
    }

    /// The patrol that it is an attack on, by position.
    pub fn attacked_patrol(&self) -> Option<RecordIx> {
        match self.facts {
            RecordFacts::Attack { patrol, .. } => patrol,
            RecordFacts::None | RecordFacts::Patrol { .. } | RecordFacts::Figure { .. } => None,
        }
    }

    /// What a record of the patrol log is; `None` also of a kind that the scenario declares.
    pub(super) fn patrol_kind(&self) -> Option<PatrolKind> {
        match self.facts {
            RecordFacts::Patrol { kind, .. } => kind,
            RecordFacts::None | RecordFacts::Attack { .. } | RecordFacts::Figure { .. } => None,
        }
    }

    pub(super) fn outcome(&self) -> Option<PatrolOutcome> {
        match self.facts {
            RecordFacts::Patrol { outcome, .. } => outcome,
            RecordFacts::None | RecordFacts::Attack { .. } | RecordFacts::Figure { .. } => None,
        }
    }
}

impl Board {
    /// The same board at another clock. Where no more than the day moves, only those records are
    /// looked at that change between the two days.
    pub fn moved(&self, clock: Clock) -> Board {
        let mut board = self.glance(clock);
        board.query = self.query.clone();
        board.states.clone_from(&self.states);
        match (self.clock.knowledge, clock.knowledge) {
            (Knowledge::Then, Knowledge::Then) | (Knowledge::Hindsight, Knowledge::Hindsight) => {
                board.look_at(self.index.turning(self.clock.as_of, clock.as_of));
            }
            _ => board.look_at(board.scenario().all()),
        }
        board.look_at_feeds();
        board
    }

    /// Looks at some records; all else stands as it was seen before.
    pub(super) fn look_at(&mut self, records: impl IntoIterator<Item = RecordIx>) {
        for n in records {
            self.states[n.index()] = self.look(n);
        }
        self.hits = AttacksOnPatrols::of(self);
        if self.query.is_empty() {
            return; // whatever is visible matches
        }
        for n in self.scenario().all() {
            self.states[n.index()].is_matching = self.is_visible(n) && self.query.matches(self, n);
        }
    }

    fn look(&self, n: RecordIx) -> RecordState {
        let record = self.record(n);
        let (visibility, date) = self.see(record);
        let is_taken_back = self.is_all_withdrawn(record);
        if visibility == Visibility::Hidden {
            return RecordState { is_taken_back, ..RecordState::HIDDEN };
        }
        let contested = contest::contested_keys(self, record);
        let facts = self.facts(n, record);
        RecordState { visibility, is_matching: true, is_taken_back, date, contested, facts }
    }

    fn kind_of_incident(&self, kind: RecordKind) -> KindOfIncident {
        let declared = |id: &Id| self.scenario().position_in(Table::Kind, id);
        let number = match kind {
            RecordKind::Listed(kind) => kind as usize,
            RecordKind::Own(kind) => {
                IncidentKind::ALL.len() + declared(&kind.id).map_or(0, RecordIx::index)
            }
        };
        KindOfIncident { number: number as u32, class: kind.class() }
    }

    fn facts(&self, n: RecordIx, record: &Record) -> RecordFacts {
        let position = |key: Key| self.scenario().position(self.shown_id(record, key)?);
        match record.table {
            Table::Patrol => RecordFacts::Patrol {
                outcome: self.outcome(record),
                kind: self
                    .shown(record, Key::Kind)
                    .map_or(Some(PatrolKind::Patrol), |said| said.value.term()),
            },
            Table::Attack => RecordFacts::Attack {
                kind: self.kind(record).map(|kind| self.kind_of_incident(kind)),
                patrol: position(Key::Patrol),
                place: position(Key::Place),
            },
            Table::Displacement => {
                let count = self.shown(record, Key::Count);
                RecordFacts::Figure {
                    measure: self.shown_term::<Measure>(record, Key::Measure),
                    series: self.index.series(n, count.map_or(0, |said| said.word)),
                    most: count
                        .and_then(|said| said.value.as_count())
                        .and_then(|count| count.high.or(count.best).or(count.low)),
                }
            }
            _ => RecordFacts::None,
        }
    }
}

impl AttacksOnPatrols {
    fn of(board: &Board) -> AttacksOnPatrols {
        let patrols = board.scenario().span(Table::Patrol);
        let place = |n: RecordIx| {
            let seen = &board.states[n.index()];
            let patrol = seen.attacked_patrol().filter(|_| seen.class() == Some(Class::Attack))?;
            patrols.offset(patrol)
        };
        let mut starts = vec![0; patrols.len() + 1];
        let attacks = board.scenario().span(Table::Attack);
        for at in attacks.clone().filter_map(place) {
            starts[at + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut sorted = vec![RecordIx::new(0); starts[patrols.len()]];
        let mut free = starts.clone();
        for (at, attack) in attacks.filter_map(|n| Some((place(n)?, n))) {
            sorted[free[at]] = attack;
            free[at] += 1;
        }
        AttacksOnPatrols { patrols, starts, attacks: sorted }
    }

    /// The attacks on a patrol, in file order.
    pub fn on(&self, patrol: RecordIx) -> &[RecordIx] {
        let at = self.patrols.offset(patrol);
        let ends = at.and_then(|at| self.starts.get(at).zip(self.starts.get(at + 1)));
        ends.map_or(&[], |(from, to)| &self.attacks[*from..*to])
    }
}
