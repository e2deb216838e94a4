//! What the board is about and what its records name: sources, actors, places, routes, and the files
//! and tripwires beside them.

use super::{
    ACTORS, HANDLING_MARK, MASK, NAME, OWN_ID, PLACES, PRIVATE, SENTENCE, Shape, TITLE, TableForm,
    Voiced, may, must,
};
use crate::model::{
    ActorKind, ActorRole, FeedKind, FeedUse, FrontPanel, Key, Reliability, RouteKind, SourceKind,
    Table,
};

pub(super) const SCENARIO: TableForm = TableForm {
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
            Shape::Text(HANDLING_MARK),
            "printed in the header and on all that leaves the board",
        ),
        may(
            Key::IssuedBy,
            Shape::Text(NAME),
            "who issues the morning page: a team, a desk, a mission",
        ),
        may(Key::Contact, Shape::Text(NAME), "where its issuer can be reached"),
        may(
            Key::Panels,
            Shape::Terms(&FrontPanel::WORDS),
            "which stand on the front, in order, at most four (default: patrols, incidents, \
             displacement, actors)",
        ),
    ],
};

pub(super) const SOURCE: TableForm = TableForm {
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
        PRIVATE,
        MASK,
        may(Key::Note, Shape::Text(SENTENCE), "the author's own remark"),
    ],
};

pub(super) const ACTOR: TableForm = TableForm {
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
        PRIVATE,
        MASK,
        may(Key::Note, Shape::Text(SENTENCE), "the author's own remark"),
        may(
            Key::Tie,
            Shape::Nested(Table::Tie),
            "what binds it to others, each in somebody's voice",
        ),
    ],
};

pub(super) const TIE: TableForm = TableForm {
    table: Table::Tie,
    doc: "What binds an actor to another, in somebody's voice; written inside the actor.",
    voiced: Voiced::Alone,
    own: &[
        must(Key::To, Shape::Reference(ACTORS, &[]), "the other actor"),
        must(Key::As, Shape::Text(NAME), "how they are tied, such as designated by"),
    ],
};

pub(super) const PLACE: TableForm = TableForm {
    table: Table::Place,
    doc: "A place that records name.",
    voiced: Voiced::No,
    own: &[
        must(Key::Id, Shape::Id, "its id"),
        must(Key::Name, Shape::Text(NAME), "its name"),
        may(Key::Short, Shape::Text(20), "a short form, for narrow columns and names of records"),
        may(Key::PartOf, Shape::Reference(PLACES, &[]), "what it lies in; no circles"),
        may(Key::Pcode, Shape::Pcode, "its code in the lists of humanitarian agencies: SY0703"),
        may(
            Key::Admin,
            Shape::Integer(0, 5),
            "its administrative level: 0 a country, 1 a province, and so on down",
        ),
        may(Key::At, Shape::Point, "where it is"),
        may(Key::Aliases, Shape::Texts, "other spellings and names"),
        PRIVATE,
        MASK,
        may(Key::Note, Shape::Text(SENTENCE), "the author's own remark"),
    ],
};

pub(super) const ROUTE: TableForm = TableForm {
    table: Table::Route,
    doc: "A road, line or river: patrols run along it, corridors follow it, zones lie beside it.",
    voiced: Voiced::No,
    own: &[
        must(Key::Id, Shape::Id, "its id"),
        must(Key::Name, Shape::Text(NAME), "its name"),
        may(Key::Kind, Shape::Term(&RouteKind::WORDS), "what it is (default road)"),
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
};

pub(super) const INDICATOR: TableForm = TableForm {
    table: Table::Indicator,
    doc: "A tripwire: watched over a window, it warns at two levels.",
    voiced: Voiced::No,
    own: &[
        OWN_ID,
        must(Key::Name, Shape::Text(NAME), "its name"),
        must(Key::Counts, Shape::Text(SENTENCE), "what it counts, in the board's filter language"),
        must(Key::WindowDays, Shape::Integer(1, 3660), "over so many days"),
        must(Key::Watch, Shape::Integer(0, 1_000_000_000_000), "from this count on: watch"),
        must(Key::Alarm, Shape::Integer(0, 1_000_000_000_000), "from this count on: alarm"),
        may(Key::Note, Shape::Text(SENTENCE), "the author's own remark"),
    ],
};

pub(super) const LAYER: TableForm = TableForm {
    table: Table::Layer,
    doc: "Lines and areas for the map.",
    voiced: Voiced::No,
    own: &[
        OWN_ID,
        must(Key::Path, Shape::Text(SENTENCE), "a GeoJSON file in or below the scenario's folder"),
        may(Key::Name, Shape::Text(NAME), "its name"),
        may(Key::Note, Shape::Text(SENTENCE), "the author's own remark"),
    ],
};

pub(super) const FEED: TableForm = TableForm {
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
            "true: what each reading finds new, revised or gone is kept in a file beside the scenario; false: \
             nowhere; else the board keeps it for you alone",
        ),
        may(Key::EveryDays, Shape::Integer(1, 3660), "it is downloaded this often"),
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
};
