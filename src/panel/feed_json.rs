//! Rows of feeds for scripts and other programs, each with its licence and how it wants to be
//! cited.

use serde_json::{Value as Json, json};

use super::{
    json_keys::{JsonForm, JsonKey, always, perhaps},
    spec::Object,
    values::object,
};
use crate::{
    board::{Board, FeedFile, Revision, RowIx, RowRevision, Terms, terms},
    feed::SeenWithin,
    model::{Clean, Day, FeedUse},
};

/// The feeds of a board with rows in sight, or such as are gone, each with its terms and how many
/// rows are in sight.
pub fn feed_terms(board: &Board) -> Vec<(usize, Terms, usize)> {
    let each = board.feeds.files.iter().enumerate();
    let told = each.filter_map(|(n, file)| {
        let record = board.feeds.record(&board.index, n)?;
        let feed_rows = board.visible_rows(file.reading.joins)?;
        let rows = (0..feed_rows.len())
            .filter_map(|place| feed_rows.row(place))
            .filter(|at| at.feed == n)
            .count();
        let is_told = rows > 0 || feed_rows.gone().any(|at| at.feed == n);
        is_told.then(|| (n, terms(board.record(record)), rows))
    });
    told.collect()
}

/// What a row of a feed has for scripts.
pub const KEYS: &[JsonKey] = &[
    always("feed", JsonForm::Text, "the id of its feed"),
    always("row", JsonForm::Whole, "its row in the file"),
    perhaps("first", JsonForm::Day, "the first day on which it may have been"),
    perhaps("last", JsonForm::Day, "the last day on which it may have been"),
    perhaps("event", JsonForm::Text, "what the file calls it"),
    perhaps("kind", JsonForm::Text, "the kind of incident that it is taken for"),
    always("on_civilians", JsonForm::Flag, "whether civilians were hit"),
    perhaps("measure", JsonForm::Text, "what a figure of people measures"),
    perhaps("part", JsonForm::Text, "the part of the people that it counts"),
    perhaps("side_a", JsonForm::Text, "one side; nobody says which acted"),
    perhaps("side_b", JsonForm::Text, "the other side"),
    perhaps("place", JsonForm::Text, "where"),
    perhaps("area", JsonForm::Text, "in which area"),
    perhaps("country", JsonForm::Text, "in which country"),
    perhaps("lat", JsonForm::Number, "degrees north"),
    perhaps("lon", JsonForm::Number, "degrees east"),
    perhaps("precision_km", JsonForm::Number, "how far it may be off"),
    always("events", JsonForm::Whole, "how many events it stands for"),
    perhaps("low", JsonForm::Whole, "no fewer people than this"),
    perhaps("best", JsonForm::Whole, "the best estimate of people"),
    perhaps("high", JsonForm::Whole, "no more people than this"),
    perhaps("source", JsonForm::Text, "whom the file names as its source"),
    perhaps("told", JsonForm::Day, "the day on which it was told"),
    perhaps("first_seen", SEEN, "between which readings it came"),
    perhaps("changes", JsonForm::Whole, "how often readings found it changed"),
    perhaps("state", JsonForm::Words(&["told", "revised", "gone"]), "what readings found of it"),
    perhaps("gone", SEEN, "between which readings it went"),
    perhaps("was", JsonForm::ByName(&JsonForm::Anything), "what fields said at first"),
    perhaps("is_of_later", JsonForm::Flag, "whether it was told later than is known on the day"),
    perhaps("handling", JsonForm::Text, "how it may be handled"),
    always("licence", JsonForm::Text, "the licence that travels with it"),
    always("cite", JsonForm::Text, "how it wants to be cited"),
];
const SEEN: JsonForm = JsonForm::Named(
    "seen",
    &[
        perhaps("after", JsonForm::Day, "after the reading of this day"),
        always("by", JsonForm::Day, "by the reading of this day"),
    ],
);

/// A row: what cannot be said is null. The days are those on which it may have been; of the two
/// sides nobody says which acted.
pub fn feed_row_json(board: &Board, at: RowIx, terms: &Terms) -> Object {
    let Some(file) = board.feeds.files.get(at.feed) else { return Object::new() };
    let rows = &file.rows;
    let days = rows.span(at.row).map(|span| span.interval());
    let day = |day: Option<Day>| day.map(|day| day.to_string());
    let (sort, parties, site) = (rows.sort(at.row), rows.parties(at.row), rows.site(at.row));
    let deaths = rows.deaths(at.row);
    let text = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(str::to_owned);
    object(json!({
        "feed": file.id.as_str(),
        "row": at.row + 1,
        "first": day(days.and_then(|days| days.earliest)),
        "last": day(days.and_then(|days| days.latest)),
        "event": text(sort.map(|sort| sort.label.as_str())),
        "kind": sort.and_then(|sort| sort.attack).map(|attack| attack.word()),
        "on_civilians": sort.is_some_and(|sort| sort.on_civilians),
        "measure": sort.and_then(|sort| sort.measure).map(|measure| measure.word()),
        "part": text(sort.map(|sort| sort.part.as_str())),
        "side_a": text(parties.map(|parties| parties.a.as_str())),
        "side_b": text(parties.map(|parties| parties.b.as_str())),
        "place": text(site.map(|site| site.name.as_str())),
        "area": text(site.map(|site| site.area.as_str())),
        "country": text(site.map(|site| site.country.as_str())),
        "lat": site.and_then(|site| site.at).map(|at| at.lat),
        "lon": site.and_then(|site| site.at).map(|at| at.lon),
        "precision_km": site.and_then(|site| site.precision_km),
        "events": rows.events(at.row),
        "low": deaths.low,
        "best": deaths.best,
        "high": deaths.high,
        "source": text(rows.source(at.row).map(|source| source.as_str())),
        "told": day(rows.told(at.row)),
        "first_seen": file.event(at.row).map(|event| seen_json(event.first)),
        "changes": file.event(at.row).map(|event| event.changes),
        "state": row_state(file, at.row),
        "gone": file.gone(at.row).map(seen_json),
        "was": was(file, at.row),
        "is_of_later": file.lineage.as_ref().map(|_| file.is_of_later(at.row)),
        "handling": feed_handling(board, at.feed).as_deref(),
        "licence": terms.licence.as_str(),
        "cite": terms.cite.as_str(),
    }))
}

/// How the rows of a feed are to be handled: as its record says, which outranks the scenario.
pub fn feed_handling(board: &Board, feed: usize) -> Option<Clean> {
    match board.feeds.record(&board.index, feed) {
        Some(n) => board.handling_of(n),
        None => board.scenario().header.handling.clone(),
    }
}

/// Between which readings something came about.
fn seen_json(seen: SeenWithin) -> Json {
    json!({ "after": seen.after.map(|day| day.to_string()), "by": seen.by.to_string() })
}

/// What readings found of a row by the day that is known; `None` of a feed whose readings are not
/// kept.
pub fn row_state(file: &FeedFile, row: usize) -> Option<&'static str> {
    file.lineage.as_ref()?;
    let is_revised = |one: &RowRevision| match one.what {
        Revision::Fields(_) | Revision::Unkept => true,
        Revision::Gone(_) | Revision::Back => false,
    };
    Some(match file.gone(row) {
        Some(_) => "gone",
        None if file.revisions_of_row(row).iter().any(is_revised) => "revised",
        None => "told",
    })
}

/// What fields of a row said at first that say something else by now: as they were told, by name.
fn was(file: &FeedFile, row: usize) -> Option<Object> {
    let mut was = Object::new();
    for revision in file.revisions_of_row(row) {
        let Revision::Fields(fields) = revision.what else { continue };
        for field in fields {
            was.entry(field.field).or_insert_with(|| json!(field.old));
        }
    }
    (!was.is_empty()).then_some(was)
}

/// The rows in sight of a list, the latest first, and among them those that are gone: one after the
/// other, however many there are.
pub fn feed_rows(board: &Board, joins: FeedUse) -> impl Iterator<Item = RowIx> + use<'_> {
    let rows = board.visible_rows(joins);
    rows.into_iter().flat_map(|feed_rows| {
        let mut gone = feed_rows.gone().peekable();
        let mut told = (0..feed_rows.len()).filter_map(|n| feed_rows.row(n)).peekable();
        std::iter::from_fn(move || {
            let Some(next) = told.peek() else { return gone.next() };
            let first = feed_rows.first_day(*next);
            gone.next_if(|gone| feed_rows.first_day(*gone) > first).or_else(|| told.next())
        })
    })
}

/// The same for scripts.
pub fn feed_rows_json(board: &Board, joins: FeedUse) -> impl Iterator<Item = Object> + use<'_> {
    let told = feed_terms(board);
    feed_rows(board, joins).filter_map(move |at| {
        let (_, terms, _) = told.iter().find(|(n, ..)| *n == at.feed)?;
        Some(feed_row_json(board, at, terms))
    })
}
