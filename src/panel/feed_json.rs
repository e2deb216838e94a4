//! Rows of feeds for scripts and other programs, each with its licence and how it wants to be
//! cited.

use serde_json::json;

use super::{spec::Object, values::object};
use crate::{
    board::{Board, RowIx, Terms, VisibleRows, terms},
    model::{Day, FeedUse},
};

/// The feeds of a board with rows in sight, each with its terms and how many rows that are.
pub fn feed_terms(board: &Board) -> Vec<(usize, Terms, usize)> {
    let each = board.feeds.files.iter().enumerate();
    let told = each.filter_map(|(n, file)| {
        let record = board.feeds.record(&board.index, n)?;
        let feed_rows = board.visible_rows(file.reading.joins)?;
        let rows = (0..feed_rows.len())
            .filter_map(|place| feed_rows.row(place))
            .filter(|at| at.feed == n)
            .count();
        (rows > 0).then(|| (n, terms(board.record(record)), rows))
    });
    told.collect()
}

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
        "first_seen": file.event(at.row).map(|event| json!({
            "after": day(event.first.after),
            "by": event.first.by.to_string(),
        })),
        "changes": file.event(at.row).map(|event| event.changes),
        "licence": terms.licence.as_str(),
        "cite": terms.cite.as_str(),
    }))
}

/// The rows in sight of a list, the latest first.
pub fn feed_rows_json(board: &Board, joins: FeedUse) -> Vec<Object> {
    let told = feed_terms(board);
    let row = |at: RowIx| {
        let (_, terms, _) = told.iter().find(|(n, ..)| *n == at.feed)?;
        Some(feed_row_json(board, at, terms))
    };
    let rows = |feed_rows: &VisibleRows| {
        (0..feed_rows.len()).filter_map(|n| row(feed_rows.row(n)?)).collect()
    };
    board.visible_rows(joins).map_or_else(Vec::new, rows)
}
