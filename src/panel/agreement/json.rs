//! The rows of the agreement for scripts.

use serde_json::{Value as Json, json};

use super::statuses;
use crate::{
    board::{Bearing, Board, Breaches, Clause, Compliance, Naming, Register, Way},
    model::{Bounds, ClauseKind, Id, Key, Record},
    panel::{
        json_keys::{BOUNDS, DATE, JsonForm, JsonKey, STANDING, TEXTS, always, perhaps},
        spec::Object,
        values::{
            FIGURE_KEYS, bounds_json, figure_json, object, standing_json, value_json, when_json,
        },
    },
};

/// What a row for scripts has.
pub const KEYS: &[JsonKey] = &[
    always("agreement", JsonForm::Text, "its id"),
    perhaps("standing", STANDING, "where it stands"),
    always("earlier", JsonForm::Many(&EARLIER), "where it stood before"),
    always("clauses", JsonForm::Many(&JsonForm::One(CLAUSE)), "its clauses"),
    always(
        "breaches",
        JsonForm::Many(&JsonForm::One(BREACHES)),
        "violations in which an actor is named",
    ),
    always("line", JsonForm::Whole, "where it stands in the file"),
];
const EARLIER: JsonForm = JsonForm::Named(
    "earlier",
    &[
        perhaps("is", JsonForm::Text, "the word of the list of states"),
        perhaps("words", JsonForm::Text, "the phrase that was used"),
        perhaps("since", DATE, "since when"),
        perhaps("voice", JsonForm::Text, "the id of the source that said so"),
        always("contested", JsonForm::Flag, "whether voices cannot all be right"),
        always("id", JsonForm::Text, "the status that says so"),
    ],
);
const CLAUSE: &[JsonKey] = &[
    always("clause", JsonForm::Text, "its id"),
    perhaps("kind", JsonForm::Text, "what it is on"),
    always("text", JsonForm::Text, "what it says"),
    perhaps("standing", STANDING, "where it stands"),
    always("earlier", JsonForm::Many(&EARLIER), "where it stood before"),
    perhaps(
        "deadline",
        JsonForm::One(&[
            always("date", DATE, "as it stands"),
            perhaps("due", JsonForm::Text, "how many days are left, or over"),
            perhaps("was", DATE, "what it was before it was amended"),
            perhaps("amendment", JsonForm::Text, "the id of what amended it"),
            always("contested", JsonForm::Flag, "whether voices cannot all be right"),
        ]),
        "by when it is to be kept",
    ),
    perhaps("area", JsonForm::Text, "the id of the corridor or zone that it is of"),
    perhaps("phase", JsonForm::Whole, "the phase that it belongs to"),
    perhaps(
        "promised",
        JsonForm::One(&[
            always("promise", JsonForm::Anything, "how many of what, how often"),
            always(
                "progress",
                JsonForm::Many(&JsonForm::Named("figure", FIGURE_KEYS)),
                "a figure for each that counts",
            ),
        ]),
        "what it promises",
    ),
    always("amendments", TEXTS, "ids of what amends it"),
    perhaps("against", BOUNDS, "records against it; absent: none is known, which proves nothing"),
    perhaps("for", BOUNDS, "records for it, likewise"),
    always("records", JsonForm::Many(&JsonForm::One(BEARING)), "every record that bears on it"),
    always("line", JsonForm::Whole, "where it stands in the file"),
];
const BEARING: &[JsonKey] = &[
    always("record", JsonForm::Text, "its id"),
    always("way", JsonForm::Words(&["against", "for", "names"]), "how it bears on it"),
    always("certain", JsonForm::Flag, "whether for certain"),
    always("desk", JsonForm::Flag, "whether the desk says so"),
    always("voices", TEXTS, "ids of the sources that say so"),
    perhaps("stands", JsonForm::Text, "whether it lies in the area of the clause"),
];
const BREACHES: &[JsonKey] = &[
    always("actor", JsonForm::Text, "its id"),
    always("party", JsonForm::Flag, "whether it is a party to the agreement"),
    perhaps("count", BOUNDS, "violations in which it is named"),
    always(
        "named",
        JsonForm::Many(&JsonForm::One(&[
            always("record", JsonForm::Text, "the id of the violation"),
            always("voice", JsonForm::Text, "the id of the source that names it"),
            always("is", JsonForm::Words(&["claim", "blame", "attribution"]), "how it is named"),
        ])),
        "who names it",
    ),
    always(
        "elsewhere",
        JsonForm::Many(&JsonForm::One(&[
            always("record", JsonForm::Text, "the id of the record"),
            always("by", JsonForm::Text, "who names it there"),
        ])),
        "where others name a party that no violation names",
    ),
];

/// The agreement: a row for each, with where it stands, its clauses with every record that names
/// them, and the violations in which a voice names an actor; `elsewhere` holds where others name a
/// party that no violation names.
pub fn rows(board: &Board) -> Vec<Object> {
    let register = Register::new(board);
    let row = |agreement: &Compliance| {
        let record = board.record(agreement.agreement);
        let breach = |breaches: &Breaches| {
            let named = breaches.named.iter().map(|named| {
                json!({
                    "record": board.record(named.record).id.as_str(),
                    "voice": named.voice.as_str(),
                    "is": match named.naming {
                        Naming::Claims => "claim",
                        Naming::Blames => "blame",
                        Naming::Attributes => "attribution",
                    },
                })
            });
            let elsewhere = breaches.elsewhere(board).into_iter().map(|mention| {
                json!({
                    "record": board.record(mention.record).id.as_str(),
                    "by": mention.by.as_str(),
                })
            });
            json!({
                "actor": breaches.actor.as_str(),
                "party": breaches.is_party,
                "count": known_json(breaches.count),
                "named": named.collect::<Vec<_>>(),
                "elsewhere": elsewhere.collect::<Vec<_>>(),
            })
        };
        let standing = agreement.standing.as_ref();
        object(json!({
            "agreement": record.id.as_str(),
            "standing": standing.map(|standing| standing_json(board, standing)),
            "earlier": statuses::rows_json(board, &agreement.earlier),
            "clauses": agreement.clauses.iter().map(|clause| clause_json(board, &register, clause)).collect::<Vec<_>>(),
            "breaches": agreement.breaches.iter().map(breach).collect::<Vec<_>>(),
            "line": record.spot.line,
        }))
    };
    board.agreements().iter().map(row).collect()
}

/// A count of records; none known is null, since no record is no proof of zero.
fn known_json(count: Bounds) -> Json {
    if count.high == Some(0) { Json::Null } else { bounds_json(count) }
}

/// What a clause promises, with a figure for each that counts.
fn promised_json(board: &Board, register: &Register, record: &Record) -> Json {
    let Some(promised) = record.get(Key::Promised) else { return Json::Null };
    let figures = register.of("promised").into_iter();
    let figures = figures.filter(|figure| super::phases::is_of(figure, &record.id));
    json!({
        "promise": value_json(promised),
        "progress": figures.map(|figure| figure_json(board, &figure)).collect::<Vec<_>>(),
    })
}

fn clause_json(board: &Board, register: &Register, clause: &Clause) -> Json {
    let record = board.record(clause.record);
    let stands = |bearing: &Bearing| {
        let stands = board.stands_to_clause(bearing.record, clause.record);
        stands.map(|stands| stands.word().replace(' ', "-"))
    };
    let bearing = |bearing: &Bearing| {
        json!({
            "record": board.record(bearing.record).id.as_str(),
            "way": match bearing.way {
                Way::Against => "against",
                Way::For => "for",
                Way::Names => "names",
            },
            "certain": bearing.is_certain,
            "desk": bearing.is_by_desk,
            "voices": bearing.voices.iter().map(Id::as_str).collect::<Vec<_>>(),
            "stands": stands(bearing),
        })
    };
    let deadline = clause.deadline.as_ref().map(|deadline| {
        json!({
            "date": when_json(&deadline.when),
            "due": deadline.due.map(|due| due.to_string()),
            "was": deadline.was.as_ref().map(when_json),
            "amendment": deadline.amendment.map(|n| board.record(n).id.as_str()),
            "contested": deadline.is_contested,
        })
    });
    let promised = promised_json(board, register, record);
    json!({
        "clause": record.id.as_str(),
        "kind": clause.kind.map(ClauseKind::word),
        "text": &*clause.text,
        "standing": clause.standing.as_ref().map(|standing| standing_json(board, standing)),
        "earlier": statuses::rows_json(board, &clause.earlier),
        "deadline": deadline,
        "area": board.area_of_clause(clause.record).map(|area| board.area_id(area).as_str()),
        "phase": clause.phase,
        "promised": promised,
        "amendments": clause.amendments.iter().map(|n| board.record(*n).id.as_str()).collect::<Vec<_>>(),
        "against": known_json(clause.against),
        "for": known_json(clause.kept),
        "records": clause.bearings.iter().map(bearing).collect::<Vec<_>>(),
        "line": record.spot.line,
    })
}
