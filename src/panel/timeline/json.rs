//! The rows of the timeline for scripts.

use serde_json::{Value as Json, json};

use crate::{
    board::{Board, Corner, Density, Pace, Period, Strand, StrandKind, Timeline, WindowCount},
    panel::{
        json_keys::{BOUNDS, JsonForm, JsonKey, REPORTED, always, perhaps},
        spec::Object,
        values::{bounds_json, object},
    },
};

/// What a row for scripts has.
pub const KEYS: &[JsonKey] = &[
    always("row", JsonForm::Text, "what it is of"),
    always("latest", JsonForm::Text, "the id of the latest record"),
    always("first", JsonForm::Day, "the first day of the file"),
    always("last", JsonForm::Day, "its last day"),
    perhaps("count", BOUNDS, "how many there are"),
    perhaps("tempo", JsonForm::One(TEMPO), "how many of the window against the one before"),
    perhaps(
        "told",
        JsonForm::Many(&JsonForm::One(&[
            always("id", JsonForm::Text, "its id"),
            always("text", JsonForm::Text, "what it is called"),
        ])),
        "records that were told lately",
    ),
    perhaps(
        "days",
        JsonForm::Many(&JsonForm::One(&[
            always("day", JsonForm::Day, "the day"),
            always("count", JsonForm::Whole, "records dated to it"),
        ])),
        "how many on each day",
    ),
    perhaps("spans", JsonForm::Many(&DAYS), "stretches of days to which something is dated"),
    perhaps("zeros", JsonForm::Many(&DAYS), "stretches of days of which somebody reports none"),
    perhaps("reports", JsonForm::Anything, "reports of figures"),
    perhaps(
        "changes",
        JsonForm::Many(&JsonForm::One(&[
            always("since", JsonForm::Day, "since when"),
            always("is", JsonForm::Text, "the word of the list of states"),
        ])),
        "where it stood",
    ),
];
const DAYS: JsonForm = JsonForm::Named(
    "days",
    &[
        always("first", JsonForm::Day, "its first day"),
        always("last", JsonForm::Day, "its last day"),
        perhaps("reported_days", REPORTED, "of how many somebody reported"),
    ],
);
const COUNTED: JsonForm = JsonForm::Named(
    "counted",
    &[
        always("first", JsonForm::Day, "the first day"),
        always("last", JsonForm::Day, "the last day"),
        always("count", BOUNDS, "how many"),
        always("open", JsonForm::Whole, "what may lie in these days or outside"),
        always("on_reported_days", BOUNDS, "those on days of which somebody reported"),
        always("reported_days", REPORTED, "of how many days somebody reported"),
    ],
);
const CORNER: JsonForm = JsonForm::Named(
    "corner",
    &[
        always("p", JsonForm::Number, "the probability of a difference so large by chance"),
        always("now", JsonForm::Whole, "how many now"),
        always("before", JsonForm::Whole, "how many before"),
    ],
);
const TEMPO: &[JsonKey] = &[
    always("now", COUNTED, "the window"),
    always("before", COUNTED, "the one before"),
    perhaps("since_last", BOUNDS, "days since the last"),
    perhaps("longest_quiet", DAYS, "the longest time without any"),
    perhaps(
        "change",
        JsonForm::One(&[
            always("verdict", JsonForm::Text, "whether it rises"),
            perhaps("lowest", CORNER, "at the least"),
            perhaps("highest", CORNER, "at the most"),
        ]),
        "whether it may be chance",
    ),
];

/// The timeline, row by row.
pub fn rows(board: &Board) -> Vec<Object> {
    let Some(timeline) = Timeline::of_file(board) else { return Vec::new() };
    let tempo = board.query.is_empty().then(|| board.tempo());
    let period = timeline.period;
    let row = |strand: &Strand| {
        let mut row = object(json!({
            "row": strand.name.trim(),
            "latest": board.record(strand.latest).id.as_str(),
            "first": period.first.to_string(),
            "last": period.last.to_string(),
        }));
        match &strand.kind {
            StrandKind::Records { what, density } => {
                row.insert("count".into(), bounds_json(board.counted(*what)));
                let pace = tempo.as_ref().and_then(|tempo| tempo.pace(*what));
                row.insert("tempo".into(), pace.map_or(Json::Null, pace_json));
                let told = board.told_lately(*what).into_iter().map(|n| board.record(n));
                let told = told
                    .map(|record| json!({ "id": record.id.as_str(), "text": board.brief(record) }));
                row.insert("told".into(), told.collect());
                row.extend(density_json(&period, density));
            }
            StrandKind::Reports { reports, density } => {
                row.insert("reports".into(), json!(reports));
                row.extend(density_json(&period, density));
            }
            StrandKind::Standing { changes } => {
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
    let counted = |counted: &WindowCount| {
        json!({
            "first": counted.days.first.to_string(),
            "last": counted.days.last.to_string(),
            "count": bounds_json(counted.incidents.count),
            "open": counted.incidents.open,
            "on_reported_days": bounds_json(counted.tested),
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
