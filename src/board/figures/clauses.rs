//! Agreements: what is held against each clause and for it, and which party voices name.

use super::{
    Figure, FigureGround, FigureGrounds, FigureSpec, FigureValue, Labels, Register,
    grounds::{AskedOf, GroundGroup, everywhere, sorted},
    incidents::window_labels,
};
use crate::{
    board::{
        Area, Bearing, Board, Breaches, Clause, Compliance, DayRun, Incidents, Naming,
        ReportSubject, Stands, Way,
    },
    model::{Bounds, Class, Id, Key, RecordIx, Table},
};

const NAMES: &str = "records that name the clause: certain where every voice agrees and it has \
                     happened, what may be the same as one; possible where any voice has it so";
const ALL_DAYS: &str = "all days up to the one that is looked at";

/// Incidents of a class that comes with no fire: held against a clause by the desk or a voice, they
/// are counted beside the attacks and never with them.
macro_rules! of_class {
    ($id:literal $class:ident $definition:literal) => {
        FigureSpec {
            id: $id,
            unit: "records",
            definition: $definition,
            counts: "records that name the clause: certain where every voice that names one names it",
            window: ALL_DAYS,
            is_whole: true,
            is_cell: false,
            each: |register, spec| each_of_class(register, spec, Class::$class),
            why: |register, figure| why_of_class(register, figure, Class::$class),
        }
    };
}

pub(super) static ROWS: &[FigureSpec] = &[
    FigureSpec {
        id: "against",
        unit: "records",
        definition: "Attacks, and patrols cut short, that are held against a clause.",
        counts: NAMES,
        window: ALL_DAYS,
        is_whole: true,
        is_cell: false,
        each: |register, spec| each(register, spec, Way::Against),
        why: |register, figure| why(register, figure, Way::Against),
    },
    FigureSpec {
        id: "for",
        unit: "records",
        definition: "Patrols carried out that are held to a clause.",
        counts: NAMES,
        window: ALL_DAYS,
        is_whole: true,
        is_cell: false,
        each: |register, spec| each(register, spec, Way::For),
        why: |register, figure| why(register, figure, Way::For),
    },
    FigureSpec {
        id: "against-in-window",
        unit: "incidents",
        definition: "Attacks in the window of tempo that are held against a clause.",
        counts: "attacks that name the clause in any voice; what may be one is one at the low end \
                 and two at the high end",
        window: "the days of tempo, the last of them the last that is complete",
        is_whole: true,
        is_cell: false,
        each: each_in_window,
        why: why_in_window,
    },
    FigureSpec {
        id: "in-corridor",
        unit: "records",
        definition: "Incidents that lie in the corridor of a clause, of those that have a point.",
        counts: "attacks, obstructions and other incidents, each record for itself: certain where the \
                 point and the route allow to say so",
        window: ALL_DAYS,
        is_whole: true,
        is_cell: false,
        each: each_in_corridor,
        why: why_in_corridor,
    },
    FigureSpec {
        id: "without-a-point",
        unit: "records",
        definition: "Incidents of which nobody can say whether they lie in the corridor of a clause, \
                     since they have no point.",
        counts: "attacks, obstructions and other incidents, each record for itself",
        window: ALL_DAYS,
        is_whole: true,
        is_cell: false,
        each: |register, spec| {
            let corridors = corridors(register).into_iter();
            let figure = |(clause, area): (RecordIx, Area)| {
                let id = &register.board.record(clause).id;
                let counted = register.board.count_in(area, incidents(register.board));
                let labels = Labels::one(format!("without a point, {}", id.in_words()));
                let count = Bounds::new(counted.unlocated, counted.unlocated);
                Figure::new(spec, labels, FigureValue::Listed(count)).of(id)
            };
            corridors.map(figure).collect()
        },
        why: why_in_corridor,
    },
    of_class!("activities-against" Activity "Activities that the desk or a voice holds against a clause."),
    of_class!("hazards-against" Hazard "Hazards that the desk or a voice holds against a clause."),
    FigureSpec {
        id: "named",
        unit: "records",
        definition: "Incidents held against a clause in which some voice names an actor: it claims, \
                     blames or attributes.",
        counts: "records held against a clause whose doer a voice names: certain where every voice \
                 that names anybody names this one",
        window: ALL_DAYS,
        is_whole: true,
        is_cell: false,
        each: |register, spec| {
            let breaches =
                register.board.agreements().iter().flat_map(|agreement| &agreement.breaches);
            breaches.map(|breaches| blamed(register.board, spec, breaches)).collect()
        },
        why: why_blamed,
    },
];

/// The records of a class that name a clause, in file order: those that do for certain, and all.
fn of_class(board: &Board, clause: &Clause, class: Class) -> (Vec<RecordIx>, Vec<RecordIx>) {
    let is_of = |bearing: &&Bearing| board.class_of(bearing.record) == Some(class);
    let all: Vec<&Bearing> = clause.bearings.iter().filter(is_of).collect();
    let sorted = |of: Vec<&Bearing>| {
        let mut records: Vec<RecordIx> = of.into_iter().map(|bearing| bearing.record).collect();
        records.sort_unstable();
        records
    };
    (sorted(all.iter().copied().filter(|it| it.is_certain).collect()), sorted(all))
}

fn each_of_class(register: &Register, spec: &'static FigureSpec, class: Class) -> Vec<Figure> {
    let board = register.board;
    let figure = |clause: &Clause| {
        let (certain, all) = of_class(board, clause, class);
        let count = Bounds::new(Incidents::apart(board, &certain).total().low, all.len() as u64);
        let id = &board.record(clause.record).id;
        let labels = Labels::one(format!("{} held against {id}", class.plural()));
        let figure = Figure::new(spec, labels, FigureValue::Listed(count)).of(id);
        (!all.is_empty()).then_some(figure)
    };
    clauses(register).filter_map(figure).collect()
}

fn why_of_class(register: &Register, figure: &Figure, class: Class) -> FigureGrounds {
    let board = register.board;
    let is_it = |clause: &&Clause| figure.is_of(&board.record(clause.record).id);
    let Some(clause) = clauses(register).find(is_it) else { return FigureGrounds::default() };
    let (certain, all) = of_class(board, clause, class);
    let apart = Incidents::apart(board, &certain);
    let first: Vec<RecordIx> = apart.fewest.iter().map(|incident| incident.record).collect();
    sorted(board, all, |n| {
        let words = board.held_by(n, figure.of.as_deref().unwrap_or_default());
        let group = if first.contains(&n) { GroundGroup::Certain } else { GroundGroup::Possible };
        Some((group, words))
    })
}

impl Board {
    /// Who holds an incident against a clause: `held against it by the desk, by NNA`.
    fn held_by(&self, n: RecordIx, clause: &str) -> String {
        let voices: Vec<String> = self
            .holders(n)
            .into_iter()
            .filter(|(of, _)| of.as_str() == clause)
            .map(|(_, by)| format!("by {by}"))
            .collect();
        format!("held against it {}", voices.join(", "))
    }

    /// Each clause that an incident is held against, with who does: the desk, whose judgement the
    /// record's own key is, or the voice of an account.
    pub fn holders(&self, n: RecordIx) -> Vec<(&Id, &str)> {
        let record = self.record(n);
        let said = record.words.iter().enumerate().filter(|(_, word)| self.is_said(word));
        let holders = said.filter_map(|(at, word)| {
            let voice = word.voice().filter(|_| at > 0);
            let by = voice.map_or("the desk", |voice| self.voice_name(voice));
            Some((word.get(Key::Clause)?.as_id()?, by))
        });
        holders.collect()
    }
}

fn clauses<'a>(register: &'a Register) -> impl Iterator<Item = &'a Clause> + use<'a> {
    register.board.agreements().iter().flat_map(|agreement: &Compliance| &agreement.clauses)
}

fn each(register: &Register, spec: &'static FigureSpec, way: Way) -> Vec<Figure> {
    let figure = |clause: &Clause| {
        let id = &register.board.record(clause.record).id;
        let (word, count) = match way {
            Way::Against => ("against", clause.against),
            Way::For | Way::Names => ("for", clause.kept),
        };
        let labels = Labels { short: word.to_owned(), ..Labels::one(format!("{word} {id}")) };
        Figure::new(spec, labels, FigureValue::Listed(count)).of(id)
    };
    clauses(register).map(figure).collect()
}

fn why(register: &Register, figure: &Figure, way: Way) -> FigureGrounds {
    let board = register.board;
    let mut grounds = FigureGrounds::default();
    let is_it = |clause: &&Clause| figure.is_of(&board.record(clause.record).id);
    let Some(clause) = clauses(register).find(is_it) else { return grounds };
    let certain = clause.bearings.iter().filter(|bearing| bearing.is_certain && bearing.way == way);
    let mut certain: Vec<RecordIx> = certain.map(|bearing| bearing.record).collect();
    certain.sort_unstable();
    // Of those that may be one, the first counts for certain.
    let apart = Incidents::apart(board, &certain);
    let first: Vec<RecordIx> = apart.fewest.iter().map(|incident| incident.record).collect();
    for bearing in &clause.bearings {
        let word = match bearing.way {
            Way::Against => "against it",
            Way::For => "for it",
            Way::Names => "names it, no more",
        };
        let n = bearing.record;
        let (group, reason) = if first.contains(&n) {
            (&mut grounds.certain, word.to_owned())
        } else if certain.contains(&n) {
            (&mut grounds.possible, "perhaps the same as another".to_owned())
        } else if bearing.may_be(way) {
            (&mut grounds.possible, format!("perhaps: {word}, as shown"))
        } else {
            (&mut grounds.not, word.to_owned())
        };
        group.push(FigureGround::of(n, reason));
    }
    grounds
}

/// Attacks that are held against a clause in any voice.
fn attacks_against(board: &Board, clause: &Clause) -> Vec<RecordIx> {
    let against = clause.bearings.iter().filter(|bearing| bearing.may_be(Way::Against));
    let attacks = against.map(|bearing| bearing.record);
    let mut attacks: Vec<RecordIx> =
        attacks.filter(|n| board.record(*n).table == Table::Attack).collect();
    attacks.sort_unstable();
    attacks
}

/// In the window of tempo, the attacks that are held against each clause against which any is.
fn each_in_window(register: &Register, spec: &'static FigureSpec) -> Vec<Figure> {
    let board = register.board;
    let [(first, last), _] = board.windows(board.window);
    let reports = board.reported(ReportSubject::Incidents(Class::Attack));
    let days = DayRun { first, last, reported: reports.within(first, last) };
    let figure = |clause: &Clause| {
        let attacks = attacks_against(board, clause);
        let count = Incidents::of(board, &attacks).within(first, last).count;
        let labels = window_labels("against", &days, false);
        let id = &board.record(clause.record).id;
        let figure = Figure::new(spec, labels, FigureValue::Listed(count)).of(id);
        (!attacks.is_empty()).then(|| figure.within(Some(days)))
    };
    clauses(register).filter_map(figure).collect()
}

impl Register<'_> {
    /// How many attacks against a clause have a day that is open: they may lie in the window.
    pub fn open_against(&self, clause: &Clause) -> usize {
        let [(first, last), _] = self.board.windows(self.board.window);
        let attacks = attacks_against(self.board, clause);
        Incidents::of(self.board, &attacks).within(first, last).open
    }
}

fn why_in_window(register: &Register, figure: &Figure) -> FigureGrounds {
    let board = register.board;
    let is_it = |clause: &&Clause| figure.is_of(&board.record(clause.record).id);
    let against = clauses(register).find(is_it).map(|clause| attacks_against(board, clause));
    let against = against.unwrap_or_default();
    let refuses =
        |n: RecordIx| (!against.contains(&n)).then(|| "not held against the clause".to_owned());
    let (table, days) = (Table::Attack, figure.days);
    AskedOf { board, table, refuses: &refuses, here: &everywhere, days, is_whole: true }.grounds()
}

/// The clauses that draw a corridor, each with it.
fn corridors(register: &Register) -> Vec<(RecordIx, Area)> {
    let corridors = register.board.geography().zones.iter().enumerate();
    corridors.map(|(n, corridor)| (corridor.clause, Area::Corridor(n))).collect()
}

/// Every visible incident that is not taken back.
fn incidents(board: &Board) -> Vec<RecordIx> {
    board.visible_of(Table::Attack).filter(|n| !board.is_taken_back(*n)).collect()
}

fn each_in_corridor(register: &Register, spec: &'static FigureSpec) -> Vec<Figure> {
    let board = register.board;
    let figure = |(clause, area): (RecordIx, Area)| {
        let id = &board.record(clause).id;
        let counted = board.count_in(area, incidents(board));
        let inside = Bounds::new(counted.inside, counted.inside + counted.cannot_say);
        let with_point = counted.inside + counted.outside + counted.cannot_say;
        let labels = Labels::one(format!("inside the {}", id.in_words()));
        let value = FigureValue::Of(inside, Bounds::new(with_point, with_point));
        (with_point > 0).then(|| Figure::new(spec, labels, value).of(id))
    };
    corridors(register).into_iter().filter_map(figure).collect()
}

fn why_in_corridor(register: &Register, figure: &Figure) -> FigureGrounds {
    let board = register.board;
    let is_it = |(clause, _): &(RecordIx, Area)| figure.is_of(&board.record(*clause).id);
    let Some((_, area)) = corridors(register).into_iter().find(is_it) else {
        return FigureGrounds::default();
    };
    let asks_for_points = figure.spec.id == "without-a-point";
    sorted(board, incidents(board), |n| {
        let stands = board.stands(n, area);
        let group = match stands {
            None if asks_for_points => GroundGroup::Certain,
            Some(Stands::Inside) if !asks_for_points => GroundGroup::Certain,
            Some(Stands::CannotSay) if !asks_for_points => GroundGroup::Possible,
            _ => GroundGroup::Not,
        };
        let words = stands.map_or("it has no point", |stands| stands.word());
        Some((group, words.to_owned()))
    })
}

fn blamed(board: &Board, spec: &'static FigureSpec, breaches: &Breaches) -> Figure {
    let party = board.quoted_name(&breaches.actor);
    let labels = Labels {
        short: party.clone(),
        middle: format!("{party} named in"),
        long: format!("incidents held against a clause in which a voice names {party}"),
    };
    Figure::new(spec, labels, FigureValue::Listed(breaches.count)).of(&breaches.actor)
}

fn why_blamed(register: &Register, figure: &Figure) -> FigureGrounds {
    let board = register.board;
    let breaches = register.board.agreements().iter().flat_map(|agreement| &agreement.breaches);
    let breaches: Vec<&Breaches> =
        breaches.filter(|breaches| figure.is_of(&breaches.actor)).collect();
    let mut records: Vec<RecordIx> =
        breaches.iter().flat_map(|of| &of.named).map(|named| named.record).collect();
    records.sort_unstable();
    records.dedup();
    let certain: Vec<RecordIx> = breaches.iter().flat_map(|of| of.certain.clone()).collect();
    let apart = Incidents::apart(board, &certain);
    let first: Vec<RecordIx> = apart.fewest.iter().map(|incident| incident.record).collect();
    sorted(board, records, |n| {
        let named = breaches.iter().flat_map(|of| &of.named).filter(|named| named.record == n);
        let voices = named.map(|named| {
            let verb = match named.naming {
                Naming::Claims => "claimed by",
                Naming::Blames => "blamed by",
                Naming::Attributes => "attributed by",
            };
            format!("{verb} {}", board.voice_name(&named.voice))
        });
        let words = voices.collect::<Vec<_>>().join(", ");
        let counts = if first.contains(&n) { GroundGroup::Certain } else { GroundGroup::Possible };
        Some((counts, words))
    })
}
