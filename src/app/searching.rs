//! Searching a panel: its records at once, the rows of feeds in their files. Dates are found as they
//! are shown and as they are written.

use super::{App, Effect, Hits, NoticeHolds, ScenarioIx, moving::select};
use crate::{
    board::{DateSearch, RowIx, fold},
    look::counted,
    panel::{Row, Rows},
};

/// Gives a search up that is under way.
pub(super) fn give_up(app: &mut App) -> Option<Effect> {
    let current = app.current;
    let open = app.open_scenario_mut().filter(|open| open.hits.is_under_way())?;
    open.hits = Hits::default();
    let place = open.place.clone();
    app.say("the search is given up");
    Some(Effect::Search { scenario: current, place, files: Vec::new(), text: String::new() })
}

/// Begins to look through the files of the feeds, unless that was done for the same words.
fn begin(app: &mut App, forward: bool) -> Option<Effect> {
    let current = app.current;
    // As they stand at the clock: what a row said then is found, and a row that is gone.
    let files = app.shown()?.board.feeds.files.clone();
    let open = app.open_scenario_mut()?;
    let text = open.view.search.clone();
    if files.is_empty() || open.hits.text == text {
        return None;
    }
    open.hits = Hits::of(text.clone(), forward);
    Some(Effect::Search { scenario: current, place: open.place.clone(), files, text })
}

/// Rows were found; the first of them is gone to.
pub(super) fn found(
    app: &mut App,
    n: ScenarioIx,
    text: &str,
    rows: Vec<RowIx>,
    is_over: bool,
) -> Vec<Effect> {
    let Some(open) = app.workspace.get_mut(n).filter(|open| open.hits.text == text) else {
        return Vec::new(); // other words are searched for by now
    };
    rows.into_iter().for_each(|at| open.hits.add(at));
    open.hits.is_over |= is_over;
    let waits = open.hits.waits.filter(|_| is_over || !open.hits.is_empty());
    match waits.filter(|_| n == app.current) {
        Some(forward) => search(app, forward),
        None => Vec::new(),
    }
}

/// To the next row whose record holds what was searched for. Rows of feeds are looked for in their
/// files, and gone to when they are found.
pub(super) fn search(app: &mut App, forward: bool) -> Vec<Effect> {
    let Some(shown) = app.shown().cloned() else { return Vec::new() };
    let panel = app.focus;
    let Some(rows) = shown.sheet(panel).map(|sheet| &sheet.rows) else { return Vec::new() };
    let begun = if rows.has_feed_rows() { begin(app, forward) } else { None };
    let Some(open) = app.open_scenario_mut() else { return Vec::new() };
    let (wanted, at) = (fold(&open.view.search), open.view.lists[panel.number()].at);
    let (index, dates) = (&shown.board.index, DateSearch::new(&wanted));
    let holds = |row: &Row| {
        row.record().is_some_and(|record| {
            index.haystack(record).contains(&wanted) || dates.finds(shown.board.record(record))
        })
    };
    let records = rows.records().iter().enumerate();
    let records = records.filter(|(_, row)| !row.is_line && holds(row));
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
        None if rows.has_feed_rows() && !hits.is_over => {
            app.say("looking through the files …");
            app.holds(NoticeHolds::WhileSearching);
        }
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
        rows.get(*place).and_then(|row| row.feed_row()).is_some_and(|row| hits.has(row))
    };
    (1..=length).map(step).find(is_hit).into_iter().collect()
}
