//! What was agreed and where that stands.

use super::{ACTORS, NAME, OWN_ID, SENTENCE, Shape, TableForm, Voiced, ZONES, may, must};
use crate::model::{ClauseKind, Key, State, Table};

pub(super) const AGREEMENT: TableForm = TableForm {
    table: Table::Agreement,
    doc: "What was agreed, clause by clause.",
    voiced: Voiced::WithAccounts,
    own: &[
        must(Key::Id, Shape::Id, "its id"),
        must(Key::Name, Shape::Text(NAME), "its name"),
        must(Key::Signed, Shape::When, "the day it was signed"),
        may(Key::Effective, Shape::When, "the day it came into force: D+0 (default: signed)"),
        may(Key::Parties, Shape::References(ACTORS, &[]), "who agreed"),
        may(Key::Mediators, Shape::References(ACTORS, &[]), "who brought them to agree"),
        may(Key::Guarantors, Shape::References(ACTORS, &[]), "who vouches for it"),
        may(Key::Signatories, Shape::References(ACTORS, &[]), "the persons who signed"),
        may(Key::Clause, Shape::Nested(Table::Clause), "its clauses"),
    ],
};

pub(super) const CLAUSE: TableForm = TableForm {
    table: Table::Clause,
    doc: "One clause; written inside its agreement.",
    voiced: Voiced::No,
    own: &[
        must(Key::Id, Shape::Id, "its id"),
        must(Key::Kind, Shape::Term(&ClauseKind::WORDS), "what it is about"),
        must(Key::Text, Shape::Text(2 * SENTENCE), "what it says, in the author's own words"),
        may(
            Key::Corridor,
            Shape::Corridor,
            "{ along, north_km, south_km }, or east_km west_km, or both_km",
        ),
        may(Key::Zone, Shape::Reference(ZONES, &[]), "the zone in which it holds"),
        may(Key::Deadline, Shape::When, "the day by which it is due"),
        may(Key::Phase, Shape::Integer(1, 99), "the phase of the agreement that it belongs to"),
        may(
            Key::Promised,
            Shape::Promise,
            "{ count, of, per, counts }: so many aid trucks per day, week, month or phase, and the \
             filter of what counts",
        ),
        may(Key::Codes, Shape::Codes, "what others call it: { pax = \"…\" }"),
        may(Key::Note, Shape::Text(SENTENCE), "the author's own remark"),
    ],
};

pub(super) const STATUS: TableForm = TableForm {
    table: Table::Status,
    doc: "Where something stands, from a day on.",
    voiced: Voiced::WithAccounts,
    own: &[
        OWN_ID,
        must(
            Key::Of,
            Shape::Reference(&[Table::Agreement, Table::Clause, Table::Attack], &["patrols"]),
            "patrols, an agreement or clause; of an incident it is a step of its case",
        ),
        must(Key::Is, Shape::Term(&State::WORDS), "where it stands"),
        must(Key::Since, Shape::When, "from this day on"),
        may(Key::To, Shape::References(ACTORS, &[]), "attributed: to whom; only beside that"),
    ],
};

pub(super) const AMENDMENT: TableForm = TableForm {
    table: Table::Amendment,
    doc: "What was agreed later: it moves a deadline, an end or a text from its day on.",
    voiced: Voiced::WithAccounts,
    own: &[
        OWN_ID,
        must(
            Key::Of,
            Shape::Reference(&[Table::Agreement, Table::Clause], &[]),
            "the agreement or clause",
        ),
        must(Key::Since, Shape::When, "from this day on"),
        may(
            Key::Deadline,
            Shape::When,
            "of a clause: the day by which it is due now (this, text or until is required)",
        ),
        may(Key::Text, Shape::Text(2 * SENTENCE), "what it says now"),
        may(Key::Until, Shape::When, "until when it runs now"),
    ],
};
