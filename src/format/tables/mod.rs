//! The one declaration of the format: every table, its keys in order, what each takes and means.
//! The reader, the "did you mean" and the printed reference all read this list and no other.

mod form;

pub use form::{
    CORRIDOR_KEYS, COUNT_KEYS, Field, HIT, PEOPLE, POINT_KEYS, Shape, TableForm, Voiced, WHEN_KEYS,
    WITHIN_KEYS,
};

use crate::model::{
    ActorKind, ActorRole, ClauseKind, Confidence, FeedKind, FeedUse, IncidentKind, Key, Likelihood,
    Measure, PatrolOutcome, Reliability, SourceKind, State, StatementKind, Table, TallySubject,
};

const SENTENCE: usize = 500;
const TITLE: usize = 80;
const NAME: usize = 80;

const ACTORS: &[Table] = &[Table::Actor];
const PLACES: &[Table] = &[Table::Place];
const SOURCES: &[Table] = &[Table::Source];
const UNKNOWN: &[&str] = &["unknown"];

const fn must(key: Key, shape: Shape, doc: &'static str) -> Field {
    Field { key, shape, required: true, doc }
}

const fn may(key: Key, shape: Shape, doc: &'static str) -> Field {
    Field { key, shape, required: false, doc }
}

const OWN_ID: Field = may(
    Key::Id,
    Shape::Id,
    "its id, for references; made up from table, date and place if left out",
);
const OTHERS: Field = may(
    Key::Account,
    Shape::Accounts,
    "other voices: { source, published, any key of the record }",
);

/// The keys that every word has, whoever speaks: the first eight are a tie's as well.
pub static COMMON: &[Field] = &[
    must(
        Key::Source,
        Shape::Reference(SOURCES, &["desk"]),
        "who reports it: the id of a source, or desk",
    ),
    may(
        Key::Citing,
        Shape::Reference(SOURCES, &["desk"]),
        "whose word the source carries: the voice is this one",
    ),
    may(Key::Published, Shape::When, "the day the voice said so"),
    may(Key::Credibility, Shape::Integer(1, 6), "1 confirmed … 5 improbable, 6 cannot be judged"),
    may(Key::Url, Shape::Link, "where it can be read"),
    may(Key::Withdrawn, Shape::When, "the day the voice took it back"),
    may(Key::Note, Shape::Text(SENTENCE), "the author's own remark"),
    may(Key::Words, Shape::Text(SENTENCE), "the phrase used, where it matters"),
    may(Key::Verify, Shape::Text(SENTENCE), "what is still to be checked"),
    may(
        Key::PerhapsSameAs,
        Shape::Reference(Table::SUBJECTS, &[]),
        "another record that may be the same: totals become a range",
    ),
    OTHERS,
];
const OF_A_TIE: usize = 8;

/// Every table of the format, in the order of its reference.
pub static TABLES: &[TableForm] = &[
    TableForm {
        table: Table::Scenario,
        doc: "What the board is about; once in a file.",
        voiced: Voiced::No,
        own: &[
            must(Key::Id, Shape::Id, "the scenario's id"),
            must(Key::Title, Shape::Text(TITLE), "what stands in the header"),
            may(Key::Summary, Shape::Text(4 * SENTENCE), "one paragraph: what this board is about"),
            may(
                Key::Timezone,
                Shape::Zone,
                "IANA name; days and the cut-off are local to it (default UTC)",
            ),
            may(
                Key::DayEnds,
                Shape::Cutoff,
                "reporting cut-off, HH:MM to 24:00 (default 24:00): a later time belongs to the next day",
            ),
            may(
                Key::OpenAt,
                Shape::When,
                "the day the board opens on (default: today while the file is kept up, that is without \
                 until and with a word of the last 60 days; else the last day in it)",
            ),
            may(
                Key::Until,
                Shape::When,
                "when what it is about was over; a board that is over does not open on today",
            ),
            may(
                Key::Handling,
                Shape::Text(40),
                "printed in the header and on all that leaves the board",
            ),
            may(
                Key::IssuedBy,
                Shape::Text(NAME),
                "who issues the morning page: a team, a desk, a mission",
            ),
            may(Key::Contact, Shape::Text(NAME), "where its issuer can be reached"),
        ],
    },
    TableForm {
        table: Table::Source,
        doc: "Somebody whose word is reported. Sources have ids of their own, apart from all others.",
        voiced: Voiced::No,
        own: &[
            must(Key::Id, Shape::Id, "its id"),
            must(Key::Name, Shape::Text(NAME), "its name"),
            may(Key::Short, Shape::Text(20), "a short form for narrow columns"),
            must(Key::Kind, Shape::Term(&SourceKind::WORDS), "what it is"),
            may(
                Key::Reliability,
                Shape::Term(&Reliability::WORDS),
                "A completely reliable … E unreliable, F cannot be judged",
            ),
            may(Key::Actor, Shape::Reference(ACTORS, &[]), "whose ledger its word belongs to"),
            may(Key::EveryDays, Shape::Integer(1, 3660), "it is expected to report this often"),
            may(Key::Url, Shape::Link, "where it publishes"),
            may(Key::Note, Shape::Text(SENTENCE), "the author's own remark"),
        ],
    },
    TableForm {
        table: Table::Actor,
        doc: "Somebody who acts, suffers, signs, watches or speaks.",
        voiced: Voiced::No,
        own: &[
            must(Key::Id, Shape::Id, "its id"),
            must(Key::Name, Shape::Text(NAME), "its name"),
            may(Key::Short, Shape::Text(20), "a short form for narrow columns"),
            may(Key::Aliases, Shape::Texts, "other spellings and names"),
            must(Key::Kind, Shape::Term(&ActorKind::WORDS), "what it is"),
            may(Key::Role, Shape::Term(&ActorRole::WORDS), "its role towards the agreement"),
            may(Key::PartOf, Shape::Reference(ACTORS, &[]), "what it belongs to; no circles"),
            may(Key::Title, Shape::Text(TITLE), "of a person"),
            may(Key::LedBy, Shape::Reference(ACTORS, &[]), "who leads it"),
            may(Key::Note, Shape::Text(SENTENCE), "the author's own remark"),
            may(
                Key::Tie,
                Shape::Nested(Table::Tie),
                "what binds it to others, each in somebody's voice",
            ),
        ],
    },
    TableForm {
        table: Table::Tie,
        doc: "What binds an actor to another, in somebody's voice; written inside the actor.",
        voiced: Voiced::Alone,
        own: &[
            must(Key::To, Shape::Reference(ACTORS, &[]), "the other actor"),
            must(Key::As, Shape::Text(NAME), "how they are tied, such as designated by"),
        ],
    },
    TableForm {
        table: Table::Place,
        doc: "A place that records name.",
        voiced: Voiced::No,
        own: &[
            must(Key::Id, Shape::Id, "its id"),
            must(Key::Name, Shape::Text(NAME), "its name"),
            may(
                Key::Short,
                Shape::Text(20),
                "a short form, for narrow columns and names of records",
            ),
            may(Key::PartOf, Shape::Reference(PLACES, &[]), "what it lies in; no circles"),
            may(Key::At, Shape::Point, "where it is"),
            may(Key::Aliases, Shape::Texts, "other spellings and names"),
            may(Key::Note, Shape::Text(SENTENCE), "the author's own remark"),
        ],
    },
    TableForm {
        table: Table::Route,
        doc: "A road or line that patrols run along and corridors follow.",
        voiced: Voiced::No,
        own: &[
            must(Key::Id, Shape::Id, "its id"),
            must(Key::Name, Shape::Text(NAME), "its name"),
            may(
                Key::Through,
                Shape::References(PLACES, &[]),
                "places in order (this or path is required)",
            ),
            may(Key::Path, Shape::Path, "points in order: [[lat, lon], …]"),
            may(
                Key::PrecisionKm,
                Shape::Number(0.0, 20_040.0),
                "how far the line may be from the road, km",
            ),
            may(Key::LengthKm, Shape::Number(0.0, 40_080.0), "reported length, km"),
            may(Key::Note, Shape::Text(SENTENCE), "the author's own remark"),
        ],
    },
    TableForm {
        table: Table::Agreement,
        doc: "What was agreed, clause by clause.",
        voiced: Voiced::WithAccounts,
        own: &[
            must(Key::Id, Shape::Id, "its id"),
            must(Key::Name, Shape::Text(NAME), "its name"),
            must(Key::Signed, Shape::When, "the day it was signed"),
            may(Key::Effective, Shape::When, "the day it came into force: D+0 (default: signed)"),
            may(Key::Parties, Shape::References(ACTORS, &[]), "who agreed"),
            may(Key::Clause, Shape::Nested(Table::Clause), "its clauses"),
        ],
    },
    TableForm {
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
            may(Key::Deadline, Shape::When, "the day by which it is due"),
            may(Key::Note, Shape::Text(SENTENCE), "the author's own remark"),
        ],
    },
    TableForm {
        table: Table::Status,
        doc: "Where something stands, from a day on.",
        voiced: Voiced::WithAccounts,
        own: &[
            OWN_ID,
            must(
                Key::Of,
                Shape::Reference(&[Table::Agreement, Table::Clause], &["patrols"]),
                "patrols, or an agreement or clause",
            ),
            must(Key::Is, Shape::Term(&State::WORDS), "where it stands"),
            must(Key::Since, Shape::When, "from this day on"),
        ],
    },
    TableForm {
        table: Table::Patrol,
        doc: "The patrol log.",
        voiced: Voiced::WithAccounts,
        own: &[
            OWN_ID,
            must(Key::Date, Shape::When, "when it ran"),
            may(Key::By, Shape::References(ACTORS, UNKNOWN), "who ran it"),
            may(Key::Route, Shape::Reference(&[Table::Route], &[]), "the route it ran along"),
            may(Key::From, Shape::Reference(PLACES, &[]), "where it set out"),
            may(Key::To, Shape::Reference(PLACES, &[]), "how far it got"),
            may(Key::Km, Shape::Number(0.0, 40_080.0), "reported distance, km"),
            must(Key::Outcome, Shape::Term(&PatrolOutcome::WORDS), "how it went"),
            may(Key::Clause, Shape::Reference(&[Table::Clause], &[]), "the clause it carries out"),
            may(
                Key::Number,
                Shape::Integer(0, 1_000_000),
                "the voice's own number for it; gaps and repeats are found",
            ),
        ],
    },
    TableForm {
        table: Table::Attack,
        doc: "The attack list: attacks, obstructions and other incidents.",
        voiced: Voiced::WithAccounts,
        own: &[
            OWN_ID,
            must(Key::Date, Shape::When, "when it happened"),
            must(Key::Kind, Shape::Term(&IncidentKind::WORDS), "what it was"),
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
            may(Key::Killed, Shape::CountByActor, "a count, or one for each actor"),
            may(Key::Injured, Shape::CountByActor, "a count, or one for each actor"),
            may(Key::Damage, Shape::Text(SENTENCE), "what was damaged"),
            may(
                Key::Clause,
                Shape::Reference(&[Table::Clause], &[]),
                "the clause it is held against: the desk's judgement, in an account that voice's",
            ),
        ],
    },
    TableForm {
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
            may(Key::Of, Shape::Text(SENTENCE), "who is counted, in words"),
            may(
                Key::ShareOf,
                Shape::Reference(&[Table::Displacement], &[]),
                "the figure that this one may be held against",
            ),
        ],
    },
    TableForm {
        table: Table::Event,
        doc: "Anything else that happened.",
        voiced: Voiced::WithAccounts,
        own: &[
            OWN_ID,
            must(Key::Date, Shape::When, "when it happened"),
            must(Key::Kind, Shape::Text(40), "a word of one's own: convoy, meeting, exercise …"),
            may(Key::By, Shape::References(ACTORS, UNKNOWN), "by whom"),
            may(Key::On, Shape::References(ACTORS, HIT), "to whom"),
            must(Key::What, Shape::Text(SENTENCE), "what happened, one sentence"),
            may(Key::Place, Shape::Reference(PLACES, &[]), "where"),
            may(Key::At, Shape::Point, "where, as a point"),
            may(Key::Clause, Shape::Reference(&[Table::Clause], &[]), "the clause it bears on"),
        ],
    },
    TableForm {
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
    },
    TableForm {
        table: Table::Assessment,
        doc: "Judgement, kept apart from fact.",
        voiced: Voiced::WithAccounts,
        own: &[
            OWN_ID,
            must(Key::Date, Shape::When, "the day of the judgement"),
            must(Key::Judgement, Shape::Text(2 * SENTENCE), "what is judged to be so"),
            may(
                Key::Likelihood,
                Shape::Term(&Likelihood::WORDS),
                "only if the assessor used the term",
            ),
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
    },
    TableForm {
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
            must(Key::Count, Shape::Count, "the total as printed"),
            may(
                Key::ByPlace,
                Shape::ByPlace,
                "{ place = count } or { place = { total, kind = count } }",
            ),
            may(Key::ByKind, Shape::ByName, "{ kind = count }"),
            may(Key::Rounds, Shape::ByName, "munitions; never added to counts"),
            may(Key::Running, Shape::Count, "the cumulative figure as printed"),
            may(
                Key::Confirmed,
                Shape::ByActor,
                "how many the other side confirmed; absent: not stated",
            ),
        ],
    },
    TableForm {
        table: Table::Indicator,
        doc: "A tripwire: watched over a window, it warns at two levels.",
        voiced: Voiced::No,
        own: &[
            OWN_ID,
            must(Key::Name, Shape::Text(NAME), "its name"),
            must(
                Key::Counts,
                Shape::Text(SENTENCE),
                "what it counts, in the board's filter language",
            ),
            must(Key::WindowDays, Shape::Integer(1, 3660), "over so many days"),
            must(Key::Watch, Shape::Integer(0, 1_000_000_000_000), "from this count on: watch"),
            must(Key::Alarm, Shape::Integer(0, 1_000_000_000_000), "from this count on: alarm"),
            may(Key::Note, Shape::Text(SENTENCE), "the author's own remark"),
        ],
    },
    TableForm {
        table: Table::Layer,
        doc: "Lines and areas for the map.",
        voiced: Voiced::No,
        own: &[
            OWN_ID,
            must(
                Key::Path,
                Shape::Text(SENTENCE),
                "a GeoJSON file in or below the scenario's folder",
            ),
            may(Key::Name, Shape::Text(NAME), "its name"),
            may(Key::Note, Shape::Text(SENTENCE), "the author's own remark"),
        ],
    },
    TableForm {
        table: Table::Feed,
        doc: "A big event file beside the scenario.",
        voiced: Voiced::No,
        own: &[
            must(Key::Id, Shape::Id, "its id"),
            must(Key::Kind, Shape::Term(&FeedKind::WORDS), "what the file is"),
            must(Key::Path, Shape::Text(SENTENCE), "a file in or below the scenario's folder"),
            must(Key::As, Shape::Term(&FeedUse::WORDS), "what its rows join"),
            may(
                Key::Within,
                Shape::Within,
                "{ km, of }: only rows that are surely that near; possible = true: also what may be",
            ),
            may(Key::Licence, Shape::Text(NAME), "travels with every row that leaves the board"),
            may(Key::Cite, Shape::Text(2 * SENTENCE), "how the data wants to be cited"),
            may(Key::Columns, Shape::Columns, "kind csv: which column is which key"),
            may(
                Key::Lineage,
                Shape::Flag,
                "true: what each reading finds new, revised or gone is kept in a file beside the scenario",
            ),
            may(Key::Sheet, Shape::Text(NAME), "the sheet of a workbook; without it the first"),
            may(
                Key::Encoding,
                Shape::Text(NAME),
                "of its text, where it is neither UTF-8 nor windows-1252",
            ),
            may(
                Key::DateFormat,
                Shape::Text(NAME),
                "of its dates, where no known form is: \"%d|%m|%y\"",
            ),
            may(
                Key::HeaderLine,
                Shape::Integer(1, 1_000),
                "the line of its header, where it is not found",
            ),
            may(
                Key::Events,
                Shape::Text(NAME),
                "the column of how many events a row counts: it weighs that many",
            ),
            may(
                Key::Incident,
                Shape::Text(NAME),
                "the column of the incident whose victim a row is: rows of one are one event",
            ),
            may(Key::Note, Shape::Text(SENTENCE), "the author's own remark"),
        ],
    },
];

impl TableForm {
    /// The declaration of a table.
    pub fn of(table: Table) -> &'static TableForm {
        TABLES.iter().find(|form| form.table == table).unwrap_or(&TABLES[0])
    }

    /// Every key a record of this table may have, in the format's order.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> + use<> {
        let common = match self.voiced {
            Voiced::No => &COMMON[..0],
            Voiced::Alone => &COMMON[..OF_A_TIE],
            Voiced::WithAccounts => COMMON,
        };
        self.own.iter().chain(common)
    }

    /// Every key an account may carry: any of its record but `id` and `account`.
    pub fn account_fields(&self) -> impl Iterator<Item = &'static Field> + use<> {
        self.fields().filter(|field| !matches!(field.key, Key::Id | Key::Account))
    }

    /// The table's key of this name; `None` where it takes no such key.
    pub(super) fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields().find(|field| field.key.name() == name)
    }

    /// Whether it stands in the file as `[[name]]`, rather than once or inside another record.
    pub fn is_list(&self) -> bool {
        self.table != Table::Scenario && self.table.owner().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_table_is_declared_once_and_every_key_is_used() {
        for table in Table::ALL {
            assert_eq!(TABLES.iter().filter(|form| form.table == *table).count(), 1, "{table:?}");
        }
        let used: BTreeSet<Key> =
            TABLES.iter().flat_map(TableForm::fields).map(|field| field.key).collect();
        let named: BTreeSet<Key> = Key::ALL.iter().copied().collect();
        assert_eq!(used, named);
    }

    #[test]
    fn what_stands_inside_a_record_is_a_key_of_its_owner() {
        let nested = TABLES.iter().flat_map(|form| {
            let inner = |field: &Field| match field.shape {
                Shape::Nested(inner) => Some((inner, form.table, field.key)),
                _ => None,
            };
            form.own.iter().filter_map(inner)
        });
        let owned = Table::ALL
            .iter()
            .filter_map(|table| table.owner().map(|owner| (*table, owner.table, owner.key)));
        assert_eq!(nested.collect::<BTreeSet<_>>(), owned.collect());
    }

    #[test]
    fn a_record_has_the_key_of_its_date() {
        for table in Table::IN_PERIOD {
            let date = TableForm::of(*table).field(table.date_key().name());
            assert!(date.is_some_and(|field| field.required), "{table:?}");
        }
    }

    #[test]
    fn a_table_has_each_key_once() {
        for form in TABLES {
            let keys: Vec<Key> = form.fields().map(|field| field.key).collect();
            let unique: BTreeSet<Key> = keys.iter().copied().collect();
            assert_eq!(keys.len(), unique.len(), "{:?}", form.table);
        }
    }
}
