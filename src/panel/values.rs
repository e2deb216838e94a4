//! Values for scripts: each as an object that keeps what its author wrote beside what it means.

use serde_json::{Map, Value as Json, json};

use super::{
    json_keys::{BOUNDS, JsonForm, JsonKey, always, perhaps},
    spec::Object,
};
use crate::{
    board::{Board, Figure, Standing, human},
    model::{
        Bounds, Clean, Count, Counts, Day, Decimal, DecimalBounds, Entry, Evidence, Key, LeftOut,
        Part, Point, PromisePeriod, Record, RecordIx, RecordKind, Value, When, Word,
    },
};

/// Says in an object for scripts whose words are put aside, where any are.
pub fn tell_without(board: &Board, row: &mut Object) {
    if let Some(names) = board.without() {
        row.insert("without".into(), json!(names));
    }
}

/// What a figure for scripts has.
pub const FIGURE_KEYS: &[JsonKey] = &[
    always("figure", JsonForm::Text, "its name, by which `why` takes it"),
    always("id", JsonForm::Text, "its name without what it is of"),
    perhaps("of", JsonForm::Text, "what it is of"),
    always("label", JsonForm::Text, "what it is called"),
    always("text", JsonForm::Text, "its value in words"),
    perhaps("value", BOUNDS, "its value, where it counts something"),
    perhaps("unit", JsonForm::Text, "what is counted"),
    always("definition", JsonForm::Text, "what it says"),
    always("counts", JsonForm::Text, "what counts"),
    always("window", JsonForm::Text, "the days that it is of, in words"),
    perhaps(
        "window_days",
        JsonForm::Named(
            "window-days",
            &[
                always("first", JsonForm::Day, "its first day"),
                always("last", JsonForm::Day, "its last day"),
                always("days", JsonForm::Whole, "its days"),
                always("reported", JsonForm::Whole, "those of which somebody reported"),
            ],
        ),
        "the days that it is of",
    ),
    perhaps("filter", JsonForm::Text, "the filter of the board"),
    always("whatever_the_filter", JsonForm::Flag, "whether it is of the whole all the same"),
];

/// A figure with its definition: `value` as `{low, high}` where it counts something, and its window.
pub fn figure_json(board: &Board, figure: &Figure) -> Json {
    let days = figure.days.map(|days| {
        json!({
            "first": days.first.to_string(),
            "last": days.last.to_string(),
            "days": days.days(),
            "reported": days.reported,
        })
    });
    json!({
        "figure": figure.name(),
        "id": figure.spec.id,
        "of": figure.of.as_deref(),
        "label": figure.labels.long,
        "text": figure.text(),
        "value": figure.value.bounds().map(bounds_json),
        "unit": figure.unit,
        "definition": figure.spec.definition,
        "counts": figure.spec.counts,
        "window": figure.spec.window,
        "window_days": days,
        "filter": (!board.query.is_empty()).then(|| board.query.text()),
        "whatever_the_filter": figure.spec.is_whole,
    })
}

/// The object that a macro made.
pub fn object(json: Json) -> Object {
    match json {
        Json::Object(map) => map,
        _ => Map::new(),
    }
}

/// How many of what could not be read, by table.
pub fn left_out_json(left_out: &LeftOut) -> Json {
    let named = left_out.by_name().map(|(name, n)| (name.to_owned(), json!(n)));
    Json::Object(named.collect())
}

/// Where something stands, in which words, since when; what is not stated is null.
pub fn standing_json(board: &Board, standing: &Standing) -> Json {
    json!({
        "is": standing.is.word(),
        "words": standing.words.as_deref(),
        "since": standing.since.as_ref().map(when_json),
        "contested": standing.is_contested || standing.since_contested,
        "hedged": standing.is_hedged,
        "last_said": standing.last_said.map(|day| day.to_string()),
        "old": standing.age.is_some(),
        "id": board.record(standing.record).id.as_str(),
    })
}

/// `{low, high}`; no upper end is null.
pub fn bounds_json(bounds: Bounds) -> Json {
    json!({ "low": bounds.low, "high": bounds.high })
}

/// A word as it is written.
pub fn entries_json(word: &Word) -> Json {
    let key = |entry: &Entry| (entry.key.name().to_owned(), value_json(&entry.value));
    Json::Object(word.entries.iter().map(key).collect())
}

/// The name of a kind of one's own and the codes that other lists have for it, where a record is of
/// one: they travel with whatever leaves the board.
pub fn own_kind_json(board: &Board, n: RecordIx) -> Object {
    let Some(RecordKind::Own(kind)) = board.kind(board.record(n)) else { return Object::new() };
    board.scenario().kind(&kind.id).map(declared_kind_json).unwrap_or_default()
}

/// The same of the record that declares the kind.
pub fn declared_kind_json(kind: &Record) -> Object {
    let codes = kind.get(Key::Codes).map(value_json);
    object(json!({ "kind_name": kind.heading(), "codes": codes }))
}

/// A value in the form of its shape: an object, a list, a number, a flag or a text.
pub fn value_json(value: &Value) -> Json {
    match value {
        Value::When(when) => when_json(when),
        Value::Count(count) => count_json(count),
        Value::Counts(counts) => counts_json(counts),
        Value::Text(text) => json!(&**text),
        Value::Terms(terms) => terms.iter().map(|term| json!(term.word())).collect(),
        Value::Texts(texts) => texts.iter().map(|text| json!(&**text)).collect(),
        Value::Id(id) => json!(id.as_str()),
        Value::Ids(ids) => ids.iter().map(|id| json!(id.as_str())).collect(),
        Value::Term(term) => json!(term.word()),
        Value::Kind(kind) => json!(kind.id.as_str()),
        Value::Codes(codes) => {
            let code = |(list, code): &(Clean, Clean)| (list.to_string(), json!(&**code));
            Json::Object(codes.iter().map(code).collect())
        }
        Value::Number(number) => number_json(number.value),
        Value::Integer(number) => json!(number),
        Value::Flag(flag) => json!(flag),
        Value::Point(point) => {
            let mut at =
                json!({ "lat": point.lat, "lon": point.lon, "precision_km": point.precision_km });
            if let (Some(square), Some(at)) = (point.grid, at.as_object_mut()) {
                at.insert("mgrs".to_owned(), json!(square.to_string()));
            }
            at
        }
        Value::Path(points) => path_json(points),
        Value::Rings(rings) => rings.iter().map(|ring| path_json(ring)).collect(),
        Value::Corridor(corridor) => {
            let mut zone = Map::from_iter([("along".to_owned(), json!(corridor.along.as_str()))]);
            zone.extend(corridor.sides.iter().map(|(side, km)| (format!("{side}_km"), json!(km))));
            Json::Object(zone)
        }
        Value::Within(within) => json!({
            "km": within.km,
            "of": within.of.as_str(),
            "possible": within.possible,
        }),
        Value::Promise(promise) => json!({
            "count": count_json(&promise.count),
            "of": &*promise.of,
            "per": promise.per.map(PromisePeriod::word),
            "counts": promise.counts.as_deref(),
        }),
        Value::Evidence(files) => files.iter().map(evidence_json).collect(),
        Value::Columns(columns) => Json::Object(
            columns.iter().map(|(key, column)| (key.to_string(), json!(&**column))).collect(),
        ),
    }
}

/// `{file, sha256, kind, …}`; what is not stated is null.
fn evidence_json(file: &Evidence) -> Json {
    json!({
        "file": &*file.file,
        "sha256": &*file.sha256,
        "kind": file.kind.word(),
        "by": file.by.as_deref(),
        "taken": file.taken.as_ref().map(when_json),
        "url": file.url.as_deref(),
        "archived": file.archived.as_deref(),
        "private": file.is_private,
        "note": file.note.as_deref(),
    })
}

fn path_json(points: &[Point]) -> Json {
    points.iter().map(|point| json!([point.lat, point.lon])).collect()
}

/// A whole number stays one; all are finite, since the reader refuses the rest.
fn number_json(value: f64) -> Json {
    if value.fract() == 0.0 && value.abs() < 1e15 { json!(value as i64) } else { json!(value) }
}

/// `{text, earliest, latest}`; an open end is null.
pub fn when_json(when: &When) -> Json {
    json!({
        "text": when_text(when),
        "earliest": when.earliest.map(|day| day.to_string()),
        "latest": when.latest.map(|day| day.to_string()),
    })
}

/// The author's words, else the day or moment as written, else the interval in words.
fn when_text(when: &When) -> String {
    match &when.words {
        Some(words) => words.to_string(),
        None if when.written.starts_with('{') => human(when, Day::MIN).to_string(),
        None => when.written.to_string(),
    }
}

/// `{low, high}` of what is measured.
pub fn decimal_bounds_json(bounds: DecimalBounds) -> Json {
    let of = |figure: Decimal| number_json(figure.as_f64());
    json!({ "low": of(bounds.low), "high": bounds.high.map(of) })
}

/// The least and the most that a count or a breakdown can be, as exact as it is stated; each `None`
/// where nobody states it, and both of what is no count.
pub fn exact_bounds(value: &Value) -> Option<(Option<Decimal>, Option<Decimal>)> {
    let whole = |n: u64| Decimal::whole(n);
    match value {
        Value::Count(Count { decimals: Some(exact), .. }) => Some((exact.low, exact.high)),
        Value::Count(count) => Some((count.low.map(whole), count.high.map(whole))),
        Value::Counts(counts) => {
            let Bounds { low, high } = counts.bounds();
            // Nothing is known of it then.
            let low = (low > 0 || high.is_some()).then_some(low);
            Some((low.map(whole), high.map(whole)))
        }
        _ => None,
    }
}

/// `{text, low, best, high}`; what is not known is null, and what is measured has its decimals.
pub fn count_json(count: &Count) -> Json {
    let text = &*count.written;
    let Some(exact) = &count.decimals else {
        return json!({ "text": text, "low": count.low, "best": count.best, "high": count.high });
    };
    let of = |figure: Option<Decimal>| figure.map(Decimal::as_f64).map(number_json);
    json!({ "text": text, "low": of(exact.low), "best": of(exact.best), "high": of(exact.high) })
}

fn counts_json(counts: &Counts) -> Json {
    let mut parts: Object = counts.parts.iter().map(part_json).collect();
    parts.extend(of_which_json(&counts.of_which));
    Json::Object(parts)
}

fn part_json(part: &Part) -> (String, Json) {
    let inner = || Json::Object(part.parts.iter().map(part_json).collect());
    let value = match (&part.count, part.of_which.as_slice()) {
        (Some(count), []) => count_json(count),
        (None, []) => inner(),
        (count, of_which) => {
            let total = count.iter().map(|count| ("total".to_owned(), count_json(count)));
            Json::Object(total.chain(of_which_json(of_which)).collect())
        }
    };
    (part.name.to_string(), value)
}

/// Those who are among the counted: never to be added to them.
fn of_which_json(of_which: &[Part]) -> Option<(String, Json)> {
    let parts = || Json::Object(of_which.iter().map(part_json).collect());
    (!of_which.is_empty()).then(|| ("of_which".to_owned(), parts()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        format::typed::typed,
        model::{Table, counts},
    };
    use proptest::prelude::*;

    proptest! {
        /// Decimals are kept as they are read, typed back and told to scripts.
        #[test]
        fn decimals_survive(whole in 0..1_000_000_u64, behind in 1..1_000_000_u64, about in any::<bool>()) {
            let digits = format!("{whole}.{behind:06}");
            let written = if about { format!("\"about {digits}\"") } else { digits.clone() };
            let text = format!(
                "format = 1\n[scenario]\nid = \"t\"\ntitle = \"T\"\n[[tally]]\nid = \"a\"\ndate = 2020-07-14\n\
                 of = \"land\"\nunit = \"hectares\"\nrunning = {written}\nsource = \"desk\"\n"
            );
            let loaded = crate::format::load(text.as_bytes(), "t");
            prop_assert_eq!(&loaded.problems, &[]);
            let scenario = loaded.scenario.unwrap();
            let value = scenario.table(Table::Tally)[0].get(Key::Running).unwrap();
            let count = value.as_count().unwrap();
            let exact: f64 = digits.parse().unwrap();
            let json = count_json(count);
            prop_assert_eq!(json["best"].as_f64(), Some(exact));
            prop_assert_eq!(json["low"].as_f64(), (!about).then_some(exact));
            prop_assert_eq!(counts::read(&typed(value)).unwrap().decimals, count.decimals.clone());
        }
    }
}
