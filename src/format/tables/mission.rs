//! A mission's other work: restrictions, weapons, handovers.

use super::{
    ACTORS, HIT, OWN_ID, PLACES, SENTENCE, Shape, TableForm, UNKNOWN, Voiced, ZONES, may, must,
};
use crate::model::{
    HandoverKind, HandoverOutcome, Key, KindTable, RestrictionKind, RestrictionOutcome, Table,
    WeaponStatus,
};

pub(super) const RESTRICTION: TableForm = TableForm {
    table: Table::Restriction,
    doc: "Somebody kept from moving: access denied, delayed, put under conditions.",
    voiced: Voiced::WithAccounts,
    own: &[
        OWN_ID,
        must(Key::Date, Shape::When, "when it happened"),
        must(Key::Kind, Shape::Term(&RestrictionKind::WORDS), "how they were kept from moving"),
        may(Key::By, Shape::References(ACTORS, UNKNOWN), "by whom"),
        may(Key::On, Shape::References(ACTORS, HIT), "who was kept from moving"),
        may(Key::Place, Shape::Reference(PLACES, &[]), "where"),
        may(Key::At, Shape::Point, "where, as a point"),
        may(Key::Zone, Shape::Reference(ZONES, &[]), "the zone it lay in, by the voice's word"),
        may(
            Key::Patrol,
            Shape::Reference(&[Table::Patrol], UNKNOWN),
            "the patrol that was stopped; whatever else names it is the same denial",
        ),
        may(Key::Minutes, Shape::Count, "how long, in minutes"),
        may(Key::Reason, Shape::Text(SENTENCE), "the reason that was given for it"),
        may(Key::Outcome, Shape::Term(&RestrictionOutcome::WORDS), "what came of it"),
        may(Key::Clause, Shape::Reference(&[Table::Clause], &[]), "the clause it bears on"),
    ],
};

pub(super) const WEAPON: TableForm = TableForm {
    table: Table::Weapon,
    doc: "Weapons that somebody saw, or missed, on a day.",
    voiced: Voiced::WithAccounts,
    own: &[
        OWN_ID,
        must(Key::Date, Shape::When, "when they were seen, or missed"),
        may(Key::Of, Shape::References(ACTORS, UNKNOWN), "whose they are"),
        must(Key::What, Shape::Text(SENTENCE), "the type, in words"),
        must(Key::Count, Shape::Count, "how many"),
        must(Key::Status, Shape::Term(&WeaponStatus::WORDS), "how they stand to what was agreed"),
        may(Key::Place, Shape::Reference(PLACES, &[]), "where"),
        may(Key::At, Shape::Point, "where, as a point"),
        may(Key::Zone, Shape::Reference(ZONES, &[]), "the zone it lay in, by the voice's word"),
        may(Key::Clause, Shape::Reference(&[Table::Clause], &[]), "the clause it bears on"),
    ],
};

pub(super) const HANDOVER: TableForm = TableForm {
    table: Table::Handover,
    doc: "People, remains, weapons, positions or territory handed over.",
    voiced: Voiced::WithAccounts,
    own: &[
        OWN_ID,
        must(Key::Date, Shape::When, "when it was done, or is to be"),
        must(
            Key::Kind,
            Shape::TermOrKind(&HandoverKind::WORDS, KindTable::Handover),
            "what is handed over: one of the list, or a [[kind]] of one's own",
        ),
        may(Key::From, Shape::References(ACTORS, UNKNOWN), "who hands over"),
        may(Key::To, Shape::References(ACTORS, UNKNOWN), "to whom"),
        may(Key::Via, Shape::References(ACTORS, UNKNOWN), "through whom; they count nowhere twice"),
        must(
            Key::Count,
            Shape::CountOfWhich,
            "how many; { total = 10, children = 2 } tells who is among them, never to be added",
        ),
        may(Key::ByPlace, Shape::ByPlace, "{ place = count }"),
        may(Key::Place, Shape::Reference(PLACES, &[]), "where"),
        may(Key::At, Shape::Point, "where, as a point"),
        may(Key::Zone, Shape::Reference(ZONES, &[]), "the zone it lay in, by the voice's word"),
        must(Key::Outcome, Shape::Term(&HandoverOutcome::WORDS), "how it went"),
        may(Key::Clause, Shape::Reference(&[Table::Clause], &[]), "the clause that it carries out"),
    ],
};
