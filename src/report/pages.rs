//! Rows for scripts of the pages whose rows are worked out rather than written in the file.

use serde_json::{Map, Value as Json, json};

use super::{
    overview::standing_json,
    values::{bounds_json, value_json, when_json},
};
use crate::{
    board::{Account, Board, Clause, Corner, Counted, Density, Kind, Matter, Pace, Period, Way},
    model::{Id, Key},
};

type Object = Map<String, Json>;

fn object(json: Json) -> Object {
    match json {
        Json::Object(map) => map,
        _ => Map::new(),
    }
}

/// The timeline, row by row.
pub(super) fn timeline_json(board: &Board) -> Vec<Object> {
    let Some(timeline) = board.timeline() else { return Vec::new() };
    let tempo = board.query.is_empty().then(|| board.tempo(board.window));
    let period = timeline.period;
    let row = |strand: &crate::board::Strand| {
        let mut row = object(json!({
            "row": &*strand.name,
            "latest": board.record(strand.latest).id.as_str(),
            "first": period.first.to_string(),
            "last": period.last.to_string(),
        }));
        match &strand.kind {
            Kind::Records { what, density } => {
                row.insert("count".into(), bounds_json(board.counted(*what)));
                let pace = tempo.as_ref().and_then(|tempo| tempo.of(*what));
                row.insert("tempo".into(), pace.map_or(Json::Null, pace_json));
                row.extend(density_json(&period, density));
            }
            Kind::Reports { reports, density } => {
                row.insert("reports".into(), json!(reports));
                row.extend(density_json(&period, density));
            }
            Kind::Standing { changes } => {
                let changes = changes
                    .iter()
                    .map(|(since, is)| json!({ "since": since.to_string(), "is": is.word() }));
                row.insert("changes".into(), changes.collect());
            }
        }
        row
    };
    timeline.rows.iter().map(row).collect()
}

/// A window against the one before, and whether the change is more than chance would often give.
fn pace_json(pace: &Pace) -> Json {
    let counted = |counted: &Counted| {
        json!({
            "first": counted.days.first.to_string(),
            "last": counted.days.last.to_string(),
            "count": bounds_json(counted.incidents.count),
            "open": counted.incidents.open,
            "reported_days": { "n": counted.days.reported, "of": counted.days.days() },
        })
    };
    let quiet = pace.quiet.map(|spell| {
        json!({
            "first": spell.first.to_string(),
            "last": spell.last.to_string(),
            "reported_days": { "n": spell.reported, "of": spell.days() },
        })
    });
    let change = pace.change.as_ref().map(|change| {
        let corner = |corner: &Corner| {
            let p = (corner.chance.p * 1e6).round() / 1e6; // no more places than mean anything
            json!({ "p": p, "now": corner.now.count, "before": corner.before.count })
        };
        json!({
            "verdict": change.verdict.word(),
            "lowest": change.corners.as_ref().map(|(low, _)| corner(low)),
            "highest": change.corners.as_ref().map(|(_, high)| corner(high)),
        })
    });
    json!({
        "now": counted(&pace.now),
        "before": counted(&pace.before),
        "since_last": pace.since_last.map(bounds_json),
        "longest_quiet": quiet,
        "change": change,
    })
}

/// What a row holds: counts by day, spans in which something vague lies, and spans for which a
/// zero is reported. A day that is in none of them has no report.
fn density_json(period: &Period, density: &Density) -> Object {
    let day = |place: usize| period.day(place).to_string();
    let span = |(first, last): &(usize, usize)| json!({ "first": day(*first), "last": day(*last) });
    let days = density.dated().map(|(place, count)| json!({ "day": day(place), "count": count }));
    object(json!({
        "days": days.collect::<Vec<_>>(),
        "spans": density.spans().iter().map(span).collect::<Vec<_>>(),
        "zeros": density.zeros().iter().map(span).collect::<Vec<_>>(),
    }))
}

/// Rival accounts: a row for each key, with every voice.
pub(super) fn accounts_json(board: &Board) -> Vec<Object> {
    let row = |matter: &Matter| {
        let record = board.record(matter.record);
        let accounts: Vec<Json> =
            matter.accounts.iter().map(|account| account_json(board, matter, account)).collect();
        object(json!({
            "record": record.id.as_str(),
            "table": record.table.name(),
            "key": matter.key.name(),
            "contested": matter.is_contested,
            "heard": matter.heard.map(|day| day.to_string()),
            "accounts": accounts,
            "line": record.spot.line,
        }))
    };
    board.matters().iter().map(row).collect()
}

fn account_json(board: &Board, matter: &Matter, account: &Account) -> Json {
    let record = board.record(matter.record);
    let word = &record.words[account.word];
    let known = word.known();
    let party = word.voice().and_then(|voice| board.party_of(voice));
    json!({
        "voice": word.voice().map(Id::as_str),
        "is": account.stance.word(),
        "value": word.get(matter.key).filter(|_| matter.key != Key::Denies).map(value_json),
        "grade": board.grade(word).to_string(),
        "known": known.map(|known| json!({ "day": known.day.to_string(), "assumed": known.assumed })),
        "party": party.map(Id::as_str),
        "carried_by": account.outlets.iter().map(Id::as_str).collect::<Vec<_>>(),
        "line": word.spot.line,
    })
}

/// The ledgers: a row for each numbered patrol.
pub(super) fn ledgers_json(board: &Board) -> Vec<Object> {
    let ledgers = board.ledgers();
    let row = |line: &crate::board::Numbered| {
        let record = board.record(line.patrol);
        let by_party = |value: &dyn Fn(usize) -> Json| -> Json {
            let parties = ledgers.iter().enumerate();
            Json::Object(parties.map(|(n, ledger)| (ledger.party.to_string(), value(n))).collect())
        };
        let number = |n: usize| {
            line.numbers[n].map_or(
                Json::Null,
                |number| json!({ "number": number.number, "inferred": number.inferred }),
            )
        };
        object(json!({
            "patrol": record.id.as_str(),
            "date": board.written_date(record).map(when_json),
            "numbers": by_party(&number),
            "offset": line.offset,
            "missing": by_party(&|n| json!(line.missing[n])),
            "repeated": by_party(&|n| json!(line.repeated[n])),
            "line": record.spot.line,
        }))
    };
    let mut rows: Vec<Object> = board.numbered(&ledgers).iter().map(row).collect();
    let counts = board.side_by_side(board.window.days());
    rows.extend(counts.iter().flat_map(|count| {
        count.sides.iter().map(|side| {
            let told = |told: &Option<crate::board::Told>| {
                told.as_ref().map(|told| bounds_json(told.count))
            };
            let confirmed = side.confirmed.iter().map(|confirmed| {
                json!({
                    "by": &*confirmed.by,
                    "count": bounds_json(confirmed.count),
                    "days": confirmed.days,
                })
            });
            object(json!({
                "of": &*count.of,
                "by": side.by.id().as_str(),
                "against": count.against.as_ref().map(Id::as_str),
                "first": count.window.0.to_string(),
                "last": count.window.1.to_string(),
                "count": told(&side.total.count),
                "previous": told(&side.total.previous),
                "reported_days": { "n": side.total.reported.n, "of": side.total.reported.of },
                "confirmed": confirmed.collect::<Vec<_>>(),
                "running": side.total.printed.as_ref().map(|printed| json!({
                    "printed": &*printed.count.written,
                    "day": printed.day.to_string(),
                    "check": printed.to_string(),
                })),
            }))
        })
    }));
    rows
}

/// The agreement: a row for each, with where it stands, its clauses with every record that names
/// them, and the violations in which a voice names a party.
pub(super) fn agreement_json(board: &Board) -> Vec<Object> {
    let row = |agreement: &crate::board::Compliance| {
        let record = board.record(agreement.agreement);
        let breach = |breaches: &crate::board::Breaches| {
            let named = breaches.named.iter().map(|named| {
                json!({
                    "record": board.record(named.record).id.as_str(),
                    "voice": named.voice.as_str(),
                    "claim": named.is_claim,
                })
            });
            json!({
                "party": breaches.party.as_str(),
                "count": known_json(breaches.count),
                "named": named.collect::<Vec<_>>(),
            })
        };
        let standing = agreement.standing.as_ref();
        object(json!({
            "agreement": record.id.as_str(),
            "standing": standing.map(|standing| standing_json(board, standing)),
            "clauses": agreement.clauses.iter().map(|clause| clause_json(board, clause)).collect::<Vec<_>>(),
            "breaches": agreement.breaches.iter().map(breach).collect::<Vec<_>>(),
            "line": record.spot.line,
        }))
    };
    board.compliance().iter().map(row).collect()
}

/// A count of records; none known is null, since no record is no proof of zero.
fn known_json(count: crate::model::Bounds) -> Json {
    if count.high == Some(0) { Json::Null } else { bounds_json(count) }
}

fn clause_json(board: &Board, clause: &Clause) -> Json {
    let record = board.record(clause.record);
    let bearing = |bearing: &crate::board::Bearing| {
        json!({
            "record": board.record(bearing.record).id.as_str(),
            "way": match bearing.way {
                Way::Against => "against",
                Way::For => "for",
                Way::Names => "names",
            },
            "certain": bearing.is_certain,
            "voices": bearing.voices.iter().map(Id::as_str).collect::<Vec<_>>(),
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
        "kind": clause.kind.map(crate::model::ClauseKind::word),
        "text": &*clause.text,
        "standing": clause.standing.as_ref().map(|standing| standing_json(board, standing)),
        "deadline": deadline,
        "against": known_json(clause.against),
        "for": known_json(clause.kept),
        "records": clause.bearings.iter().map(bearing).collect::<Vec<_>>(),
        "line": record.spot.line,
    })
}

/// What is still to be checked: a row for each word that says so.
pub(super) fn to_check_json(board: &Board) -> Vec<Object> {
    let row = |check: crate::board::ToCheck| {
        let record = board.record(check.record);
        let word = &record.words[check.word];
        object(json!({
            "record": record.id.as_str(),
            "verify": board.verify(check),
            "voice": word.voice().map(Id::as_str),
            "line": word.spot.line,
        }))
    };
    board.to_check().into_iter().map(row).collect()
}

/// Indicators: a row for each, with the records that count.
pub(super) fn indicators_json(board: &Board) -> Vec<Object> {
    let row = |indicator: &crate::board::Indicator| {
        let record = board.record(indicator.record);
        let mut row = object(json!({
            "id": record.id.as_str(),
            "name": &*indicator.name,
            "counts": record.text(Key::Counts).map(|text| text.as_str()),
            "window_days": indicator.window_days,
            "watch": indicator.thresholds.watch,
            "alarm": indicator.thresholds.alarm,
            "line": record.spot.line,
        }));
        match &indicator.reading {
            Ok(reading) => {
                let ids = reading.records.iter().map(|n| board.record(*n).id.as_str());
                row.extend(object(json!({
                    "first": reading.first.to_string(),
                    "last": reading.last.to_string(),
                    "value": bounds_json(reading.value.count),
                    "open": reading.value.open,
                    "level": reading.level.word(),
                    "may_be": reading.may_be.map(|level| level.word()),
                    "since": reading.since.map(|day| day.to_string()),
                    "records": ids.collect::<Vec<_>>(),
                })));
            }
            Err(error) => {
                row.insert("error".into(), json!(&*error.message));
            }
        }
        row
    };
    board.indicators().iter().map(row).collect()
}
