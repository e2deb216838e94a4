//! What somebody reports of days.

use super::{
    ACTORS, HIT, NAME, OWN_ID, PLACES, SENTENCE, Shape, TableForm, UNKNOWN, Voiced, ZONES, may,
    must, must_or,
};
use crate::model::{
    Confidence, HarmedObject, IncidentKind, Key, KindTable, Likelihood, Measure, PatrolKind,
    PatrolOutcome, StatementKind, Table, TallySubject,
};

pub(super) const PATROL: TableForm = TableForm {
    table: Table::Patrol,
    doc: "The patrol log.",
    voiced: Voiced::WithAccounts,
    own: &[
        OWN_ID,
        must(Key::Date, Shape::When, "when it ran"),
        may(
            Key::Kind,
            Shape::TermOrKind(&PatrolKind::WORDS, KindTable::Patrol),
            "what it was (default: patrol), or a [[kind]] of one's own; only patrols count in the \
             ledgers of patrols",
        ),
        may(Key::By, Shape::References(ACTORS, UNKNOWN), "who ran it"),
        may(Key::Route, Shape::Reference(&[Table::Route], &[]), "the route it ran along"),
        may(Key::From, Shape::Reference(PLACES, &[]), "where it set out"),
        may(Key::To, Shape::Reference(PLACES, &[]), "how far it got"),
        may(
            Key::Zone,
            Shape::Reference(ZONES, &[]),
            "the zone in which it lay, by the voice's word",
        ),
        may(Key::Km, Shape::Number(0.0, 40_080.0), "reported distance, km"),
        may(
            Key::Track,
            Shape::Text(SENTENCE),
            "where it was, as measured: a GPX file, or a GeoJSON file with a line, in or below the \
             scenario's folder",
        ),
        must(Key::Outcome, Shape::Term(&PatrolOutcome::WORDS), "how it went"),
        may(Key::Clause, Shape::Reference(&[Table::Clause], &[]), "the clause it carries out"),
        may(
            Key::Number,
            Shape::Integer(0, 1_000_000),
            "the voice's own number for it; gaps and repeats are found",
        ),
    ],
};

pub(super) const ATTACK: TableForm = TableForm {
    table: Table::Attack,
    doc: "The incident list: attacks, obstructions, activities, hazards and other incidents.",
    voiced: Voiced::WithAccounts,
    own: &[
        OWN_ID,
        must(Key::Date, Shape::When, "when it happened"),
        must(
            Key::Kind,
            Shape::TermOrKind(&IncidentKind::WORDS, KindTable::Incident),
            "what it was: one of the list, or a [[kind]] of one's own",
        ),
        may(
            Key::By,
            Shape::References(ACTORS, UNKNOWN),
            "by whom, as the voice tells it; a claim from their own",
        ),
        may(Key::On, Shape::References(ACTORS, HIT), "against whom"),
        may(
            Key::Patrol,
            Shape::Reference(&[Table::Patrol], UNKNOWN),
            "the patrol that was hit; unknown where nobody says which, or whether one",
        ),
        may(Key::Place, Shape::Reference(PLACES, &[]), "where"),
        may(Key::At, Shape::Point, "where, as a point"),
        may(
            Key::Zone,
            Shape::Reference(ZONES, &[]),
            "the zone in which it lay, by the voice's word",
        ),
        may(
            Key::Killed,
            Shape::CountByActor,
            "a count, or one for each actor; { civilians = { total = 23, children = 2 } } tells who is \
             among them, never to be added",
        ),
        may(Key::Injured, Shape::CountByActor, "a count, or one for each actor"),
        may(Key::Missing, Shape::CountByActor, "likewise: people of whom nobody knows"),
        may(Key::Detained, Shape::CountByActor, "likewise: people who were seized"),
        may(Key::Harmed, Shape::Terms(&HarmedObject::WORDS), "what else was hit"),
        may(Key::Damage, Shape::Text(SENTENCE), "what was damaged"),
        may(
            Key::Clause,
            Shape::Reference(&[Table::Clause], &[]),
            "the clause it is held against: the desk's judgement, in an account that voice's",
        ),
    ],
};

pub(super) const DISPLACEMENT: TableForm = TableForm {
    table: Table::Displacement,
    doc: "The displacement gauge.",
    voiced: Voiced::WithAccounts,
    own: &[
        OWN_ID,
        must(Key::Date, Shape::When, "when the figure held"),
        must(Key::Measure, Shape::Term(&Measure::WORDS), "what it measures"),
        must(Key::Count, Shape::Count, "people"),
        may(Key::Since, Shape::When, "counted from this day"),
        may(Key::Place, Shape::Reference(PLACES, &[]), "where"),
        may(
            Key::Zone,
            Shape::Reference(ZONES, &[]),
            "the zone in which it lay, by the voice's word",
        ),
        may(Key::Of, Shape::Text(SENTENCE), "who is counted, in words"),
        may(
            Key::ShareOf,
            Shape::Reference(&[Table::Displacement], &[]),
            "the figure that this one may be held against",
        ),
    ],
};

pub(super) const EVENT: TableForm = TableForm {
    table: Table::Event,
    doc: "Anything else that happened.",
    voiced: Voiced::WithAccounts,
    own: &[
        OWN_ID,
        must(Key::Date, Shape::When, "when it happened"),
        must(
            Key::Kind,
            Shape::TextOrKind(40, KindTable::Event),
            "a word of one's own: convoy, meeting, exercise …, or a [[kind]]",
        ),
        may(Key::By, Shape::References(ACTORS, UNKNOWN), "by whom"),
        may(Key::On, Shape::References(ACTORS, HIT), "to whom"),
        must(Key::What, Shape::Text(SENTENCE), "what happened, one sentence"),
        may(Key::Place, Shape::Reference(PLACES, &[]), "where"),
        may(Key::At, Shape::Point, "where, as a point"),
        may(
            Key::Zone,
            Shape::Reference(ZONES, &[]),
            "the zone in which it lay, by the voice's word",
        ),
        may(Key::Clause, Shape::Reference(&[Table::Clause], &[]), "the clause it bears on"),
    ],
};

pub(super) const STATEMENT: TableForm = TableForm {
    table: Table::Statement,
    doc: "Who said what.",
    voiced: Voiced::WithAccounts,
    own: &[
        OWN_ID,
        must(Key::Date, Shape::When, "when it was said"),
        must(Key::Speaker, Shape::Reference(ACTORS, UNKNOWN), "who spoke"),
        may(Key::For, Shape::Reference(ACTORS, &[]), "in whose name"),
        must(Key::Kind, Shape::Term(&StatementKind::WORDS), "what the statement does"),
        may(
            Key::About,
            Shape::References(Table::SUBJECTS, &["patrols"]),
            "ids of what it is about",
        ),
        must(Key::Says, Shape::Text(SENTENCE), "a paraphrase, one sentence"),
        may(Key::Denies, Shape::Flag, "in an account: this voice denies it"),
    ],
};

pub(super) const ASSESSMENT: TableForm = TableForm {
    table: Table::Assessment,
    doc: "Judgement, kept apart from fact.",
    voiced: Voiced::WithAccounts,
    own: &[
        OWN_ID,
        must(Key::Date, Shape::When, "the day of the judgement"),
        must(Key::Judgement, Shape::Text(2 * SENTENCE), "what is judged to be so"),
        may(Key::Likelihood, Shape::Term(&Likelihood::WORDS), "only if the assessor used the term"),
        may(
            Key::Confidence,
            Shape::Term(&Confidence::WORDS),
            "only if the assessor used the term; never with a likelihood",
        ),
        may(
            Key::About,
            Shape::References(Table::SUBJECTS, &["patrols"]),
            "ids of what it is about",
        ),
        may(
            Key::RestsOn,
            Shape::References(Table::SUBJECTS, &["patrols"]),
            "ids of what it rests on",
        ),
    ],
};

pub(super) const TALLY: TableForm = TableForm {
    table: Table::Tally,
    doc: "A count that a body reports for a time: bulletins, monitoring tables.",
    voiced: Voiced::WithAccounts,
    own: &[
        OWN_ID,
        must(Key::Date, Shape::When, "the reporting days it covers"),
        must(Key::Of, Shape::Text(NAME), "what is counted"),
        may(
            Key::Counting,
            Shape::Term(&TallySubject::WORDS),
            "what that is to the board: a tally of patrols stands with the patrol log",
        ),
        may(Key::By, Shape::Reference(ACTORS, UNKNOWN), "who counted"),
        may(Key::Against, Shape::Reference(ACTORS, UNKNOWN), "who is accused, when one is"),
        must_or(
            Key::Count,
            Key::Running,
            Shape::Count,
            "the total of these days as printed, or `running`: what was counted so far",
        ),
        may(
            Key::Unit,
            Shape::Text(NAME),
            "hectares, tonnes, trucks: behind it counts may have decimals (12.5)",
        ),
        may(
            Key::ByPlace,
            Shape::ByPlace,
            "{ place = count } or { place = { total, kind = count } }",
        ),
        may(Key::ByKind, Shape::ByName, "{ kind = count }"),
        may(Key::Rounds, Shape::ByName, "munitions; never added to counts"),
        may(
            Key::Running,
            Shape::Count,
            "the cumulative figure as printed: it stands as said and is never added to anything",
        ),
        may(Key::Since, Shape::When, "the day from which `running` counts"),
        may(
            Key::Confirmed,
            Shape::ByActor,
            "how many the other side confirmed; absent: not stated",
        ),
    ],
};
