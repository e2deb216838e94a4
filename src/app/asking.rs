//! Asking of the records: open, follow, filter, sort, search, another scenario.

use super::{
    App, Effect, Hits, Page, feeds,
    moving::{scroll_all, select, to_panel},
};
use crate::{
    board::{Query, fold},
    command::Command,
    look::counted,
    panel::{Row, Rows, Sort, detail},
};

/// Opens the selected record; in a detail, follows the selected reference.
pub(super) fn open(app: &mut App) -> Vec<Effect> {
    let Some(shown) = app.shown().cloned() else { return Vec::new() };
    let board = &shown.board;
    let page = match app.trail.last() {
        None => app.page_of(app.focus),
        Some(page) => {
            let links =
                page.record(board).map(|record| detail::links(board, record)).unwrap_or_default();
            let link = page.link.and_then(|link| links.get(link));
            if link.is_none() {
                let key = Command::Down.key();
                app.refuse(format!("no reference is selected; {key} goes to the first"));
            }
            link.map(|link| Page::of(board, link.to))
        }
    };
    let Some(page) = page else { return Vec::new() };
    let reading = page.feed_row.and_then(|at| feeds::read(app, at));
    go_to(app, page);
    Vec::from_iter(reading)
}

pub(super) fn go_to(app: &mut App, page: Page) {
    app.trail.push(page);
    scroll_all(app);
}

pub(super) fn escape(app: &mut App) -> Vec<Effect> {
    if let Some(given_up) = feeds::give_up_search(app) {
        return vec![given_up];
    }
    if !app.trail.is_empty() {
        app.trail.clear();
    } else if app.focus.is_page() {
        return to_panel(app, app.home);
    } else if app.open_scenario().is_some_and(|open| !open.view.query.is_empty()) {
        return filter(app, Query::default());
    } else {
        app.zoomed = false;
    }
    scroll_all(app);
    Vec::new()
}

pub(super) fn filter(app: &mut App, query: Query) -> Vec<Effect> {
    let current = app.current;
    if let Some(open) = app.open_scenario_mut() {
        open.view.query = query;
    }
    app.derive(current)
}

pub(super) fn sort(app: &mut App) -> Vec<Effect> {
    let Some(shown) = app.shown().cloned() else { return Vec::new() };
    let columns = shown.sheet(app.focus).map_or(0, |sheet| sheet.columns.len());
    let next = |sort: &mut Sort| {
        *sort = Sort {
            column: sort.column.map_or(Some(0), |n| Some(n + 1)).filter(|n| *n < columns),
            reversed: false,
        };
    };
    sort_by(app, next)
}

pub(super) fn sort_by(app: &mut App, change: impl FnOnce(&mut Sort)) -> Vec<Effect> {
    let (focus, current) = (app.focus, app.current);
    let Some(shown) = app.shown().cloned() else { return Vec::new() };
    let Some(open) = app.open_scenario_mut() else { return Vec::new() };
    let sort = &mut open.view.sorts[focus.number()];
    change(sort);
    let (column, reversed) = (sort.column, sort.reversed);
    let by = column
        .and_then(|n| shown.sheet(focus)?.columns.get(n))
        .map_or("the panel's own order", |column| &column.title);
    app.say(format!("sorted by {by}{}", if reversed { ", reversed" } else { "" }));
    app.derive(current)
}

/// To the next row whose record holds what was searched for. Rows of feeds are looked for in their
/// files, and gone to when they are found.
pub(super) fn search(app: &mut App, forward: bool) -> Vec<Effect> {
    let Some(shown) = app.shown().cloned() else { return Vec::new() };
    let panel = app.focus;
    let Some(rows) = shown.sheet(panel).map(|sheet| &sheet.rows) else { return Vec::new() };
    let begun = if rows.has_feed_rows() { feeds::search(app, forward) } else { None };
    let Some(open) = app.open_scenario_mut() else { return Vec::new() };
    let (wanted, at) = (fold(&open.view.search), open.view.lists[panel.number()].at);
    let holds = |row: &Row| shown.board.index.haystack(row.record).contains(&wanted);
    let records = rows.records().iter().enumerate().filter(|(_, row)| holds(row));
    let hits = &mut open.hits;
    let mut places: Vec<usize> = records.map(|(n, _)| rows.place_of_record(n)).collect();
    if rows.has_feed_rows() {
        places.extend(feed_places(rows, hits, at, forward));
    }
    places.sort_unstable();
    places.dedup();
    let next = if forward {
        places.iter().find(|place| **place > at).or(places.first())
    } else {
        places.iter().rev().find(|place| **place < at).or(places.last())
    };
    match next.copied() {
        Some(place) => {
            hits.waits = None;
            let words = if rows.has_feed_rows() {
                let found = counted(hits.len(), "row");
                let so_far = if hits.is_over { "" } else { " so far" };
                format!("row {}; {found} of the feeds' files have it{so_far}", place + 1)
            } else {
                let n = places.iter().position(|other| *other == place).unwrap_or(0);
                format!("hit {} of {}", n + 1, places.len())
            };
            select(app, panel, place);
            app.say(words);
        }
        None if rows.has_feed_rows() && !hits.is_over => app.say("looking through the files …"),
        None => {
            hits.waits = None;
            let words = format!("“{}” is not in this panel", open.view.search);
            app.refuse(words);
        }
    }
    Vec::from_iter(begun)
}

/// Hits among which the place of each is asked for; of more, the next is walked to.
const FEW: usize = 2_000;

/// Places of rows that were found: of few all of them, of many the next one this way.
fn feed_places(rows: &Rows, hits: &Hits, at: usize, forward: bool) -> Vec<usize> {
    if hits.len() <= FEW {
        return hits.rows().filter_map(|row| rows.place_of(row)).collect();
    }
    let length = rows.len();
    let step = |n: usize| if forward { (at + n) % length } else { (at + length - n) % length };
    let is_hit = |place: &usize| {
        rows.get(*place).and_then(|row| row.feed_row).is_some_and(|row| hits.has(row))
    };
    (1..=length).map(step).find(is_hit).into_iter().collect()
}

pub(super) fn to_scenario(app: &mut App, n: usize) -> Vec<Effect> {
    app.current = n % app.workspace.len().max(1);
    app.open_current();
    to_panel(app, app.focus)
}
