//! The rows of the agreement for scripts.

use serde_json::{Value as Json, json};

use super::statuses;
use crate::{
    board::{Bearing, Board, Breaches, Clause, Compliance, Naming, Way},
    model::{Bounds, ClauseKind, Id},
    panel::{
        spec::Object,
        values::{bounds_json, object, standing_json, when_json},
    },
};

/// The agreement: a row for each, with where it stands, its clauses with every record that names
/// them, and the violations in which a voice names an actor; `elsewhere` holds where others name a
/// party that no violation names.
pub fn rows(board: &Board) -> Vec<Object> {
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
            "clauses": agreement.clauses.iter().map(|clause| clause_json(board, clause)).collect::<Vec<_>>(),
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

fn clause_json(board: &Board, clause: &Clause) -> Json {
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
        })
    });
    json!({
        "clause": record.id.as_str(),
        "kind": clause.kind.map(ClauseKind::word),
        "text": &*clause.text,
        "standing": clause.standing.as_ref().map(|standing| standing_json(board, standing)),
        "earlier": statuses::rows_json(board, &clause.earlier),
        "deadline": deadline,
        "area": board.area_of_clause(clause.record).map(|area| board.area_id(area).as_str()),
        "against": known_json(clause.against),
        "for": known_json(clause.kept),
        "records": clause.bearings.iter().map(bearing).collect::<Vec<_>>(),
        "line": record.spot.line,
    })
}
