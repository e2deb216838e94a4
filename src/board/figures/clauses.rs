//! Agreements: what is held against each clause and for it, and which party voices name.

use super::{
    Figure, FigureGround, FigureGrounds, FigureSpec, FigureValue, Labels, Register,
    grounds::{GroundGroup, sorted},
};
use crate::{
    board::{Board, Breaches, Clause, Compliance, Incidents, Naming, Way},
    model::RecordIx,
};

const NAMES: &str = "records that name the clause: certain where every voice agrees and it has \
                     happened, what may be the same as one; possible where any voice has it so";
const ALL_DAYS: &str = "all days up to the one that is looked at";

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
        id: "named",
        unit: "records",
        definition: "Violations in which some voice names an actor: it claims, blames or attributes.",
        counts: "records held against a clause whose doer a voice names: certain where every voice \
                 that names anybody names this one",
        window: ALL_DAYS,
        is_whole: true,
        is_cell: false,
        each: |register, spec| {
            let breaches = register.agreements().iter().flat_map(|agreement| &agreement.breaches);
            breaches.map(|breaches| blamed(register.board, spec, breaches)).collect()
        },
        why: why_blamed,
    },
];

fn clauses<'a>(register: &'a Register) -> impl Iterator<Item = &'a Clause> + use<'a> {
    register.agreements().iter().flat_map(|agreement: &Compliance| &agreement.clauses)
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

fn blamed(board: &Board, spec: &'static FigureSpec, breaches: &Breaches) -> Figure {
    let party = board.quoted_name(&breaches.actor);
    let labels = Labels {
        short: party.clone(),
        middle: format!("{party} named in"),
        long: format!("violations in which a voice names {party}"),
    };
    Figure::new(spec, labels, FigureValue::Listed(breaches.count)).of(&breaches.actor)
}

fn why_blamed(register: &Register, figure: &Figure) -> FigureGrounds {
    let board = register.board;
    let breaches = register.agreements().iter().flat_map(|agreement| &agreement.breaches);
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
