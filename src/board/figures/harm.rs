//! People killed and hurt in attacks: of each incident as many as its voices tell, of a window as
//! many as its incidents.

use super::{
    Figure, FigureGrounds, FigureSpec, FigureValue, Labels, Register,
    grounds::FigureGround,
    incidents::{of_class, window_labels},
};
use crate::{
    board::{Board, Incidents, PerhapsOne, TempoSubject, ToldOne, bounds},
    model::{Bounds, Class, Day, Id, Key, RecordIx, Value},
};

const AS_TOLD: &str = "people: of each attack the fewest to the most that any of its voices tells; \
                       where a voice tells of no number there is no upper end";

macro_rules! in_window {
    ($id:literal $key:ident $at:literal $definition:literal) => {
        FigureSpec {
            id: $id,
            unit: "people",
            definition: $definition,
            counts: AS_TOLD,
            window: "the windows of tempo; attacks whose day is open are left out",
            is_whole: false,
            is_cell: false,
            each: |register, spec| in_window(register, spec, Key::$key, $at),
            why: |register, figure| why(register.board, figure, Key::$key),
        }
    };
}

pub(super) static ROWS: &[FigureSpec] = &[
    in_window!("killed-in-window" Killed 0 "People killed in attacks of the window of tempo."),
    in_window!("killed-before" Killed 1 "People killed in attacks of the window before."),
    in_window!("hurt-in-window" Injured 0 "People hurt in attacks of the window of tempo."),
    in_window!("hurt-before" Injured 1 "People hurt in attacks of the window before."),
];

/// How many people attacks of some days killed or hurt.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AttackHarm {
    /// The fewest of the attacks that lie in the days, to the most of all that may.
    pub count: Bounds,
    /// Whether voices differ on any of them.
    pub is_contested: bool,
    /// Whose people they are, as far as anybody says.
    pub whose: Vec<Id>,
}

impl AttackHarm {
    /// Of the attacks that pass the filter; `None` where nobody tells of anybody, or of nobody.
    pub fn of(board: &Board, key: Key, first: Day, last: Day) -> Option<AttackHarm> {
        let mut harm = AttackHarm { count: Bounds::new(0, 0), ..AttackHarm::default() };
        let mut is_told = false;
        for one in Incidents::groups(board, &board.of_class(Class::Attack)) {
            let touches = |told: &&ToldOne| {
                let date = told.incident.date.filter(|_| told.incident.closed().is_some());
                date.is_some_and(|date| date.touches(first, last))
            };
            let parts: Vec<&ToldOne> = one.parts.iter().filter(touches).collect();
            let told: Vec<Option<Bounds>> =
                parts.iter().map(|told| told_of(board, told, key)).collect();
            is_told |= told.iter().any(Option::is_some);
            let records = || parts.iter().flat_map(|told| &told.records).copied();
            harm.is_contested |= records().any(|n| board.contested(n).contains(&key));
            records().for_each(|n| harm.add_people(board, n, key));
            harm.add(&one, &told, (first, last));
        }
        is_told.then_some(harm)
    }

    /// What may be one attack killed at least as many as its worst part, and at most all of them.
    fn add(&mut self, one: &PerhapsOne, told: &[Option<Bounds>], (first, last): (Day, Day)) {
        let is_within = one.incident.date.is_some_and(|date| date.within(first, last));
        let fewest = told.iter().flatten().map(|count| count.low).max().unwrap_or(0);
        self.count.low += if is_within { fewest } else { 0 };
        for told in told {
            let most = told.and_then(|count| count.high);
            self.count.high = self.count.high.zip(most).map(|(sum, most)| sum.saturating_add(most));
        }
    }

    fn add_people(&mut self, board: &Board, n: RecordIx, key: Key) {
        for said in board.voices(board.record(n), key) {
            let Value::Counts(counts) = said.value else { continue };
            let people = counts.named().filter(|part| part.bounds().high != Some(0));
            for whose in people.filter_map(|part| Id::new(&part.name)) {
                if !self.whose.contains(&whose) {
                    self.whose.push(whose);
                }
            }
        }
    }
}

/// What voices tell of one attack, the fewest to the most; `None` where none does.
fn told_of(board: &Board, told: &ToldOne, key: Key) -> Option<Bounds> {
    let said = told.records.iter().flat_map(|n| board.voices(board.record(*n), key));
    said.filter_map(|said| bounds(said.value)).reduce(|one, two| Bounds {
        low: one.low.min(two.low),
        high: one.high.zip(two.high).map(|(one, two)| one.max(two)),
    })
}

fn in_window(register: &Register, spec: &'static FigureSpec, key: Key, at: usize) -> Vec<Figure> {
    let Some(windows) = register.windows(TempoSubject::Attacks) else { return Vec::new() };
    let days = windows[at].days;
    let Some(harm) = AttackHarm::of(register.board, key, days.first, days.last) else {
        return Vec::new();
    };
    let what = if key == Key::Killed { "killed in attacks" } else { "hurt in attacks" };
    let labels = Labels { short: what.to_owned(), ..window_labels(what, &days, at == 1) };
    let figure = Figure::new(spec, labels, FigureValue::Told(harm.count)).within(Some(days));
    let text = figure.text();
    vec![if harm.is_contested { figure.in_words(format!("{text} ≠")) } else { figure }]
}

/// The attacks of the window of which somebody tells, apart from those of which nobody does.
fn why(board: &Board, figure: &Figure, key: Key) -> FigureGrounds {
    let mut grounds = of_class(board, figure, Class::Attack);
    let is_told = |ground: &FigureGround| {
        let told = ground.subject.record().map(|n| board.voices(board.record(n), key));
        told.is_some_and(|told| !told.is_empty())
    };
    for group in [&mut grounds.certain, &mut grounds.possible] {
        let (told, untold): (Vec<_>, Vec<_>) = group.drain(..).partition(is_told);
        *group = told;
        let untold = untold
            .into_iter()
            .map(|ground| FigureGround { reason: "nobody tells how many".into(), ..ground });
        grounds.not.extend(untold);
    }
    grounds
}
