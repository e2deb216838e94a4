//! `diff`: what changed between two files, or on one since a day.

use std::sync::Arc;

use serde_json::Value as Json;

use super::{
    Narrowed, Outcome, RowFormat, Scenarios, Times, load, one_opened, opening, print, print_json,
    refused, today,
};
use crate::{
    app::Place,
    board::{Board, Clock, Differences, Feeds, Index, LoadedFile, Query, full_day, typed_day},
    model::{Day, Refusal},
    report::{self, ComparedSide},
    runtime::files,
};

pub(super) fn diff(
    scenarios: &Scenarios,
    since: Option<&str>,
    times: &Times,
    format: RowFormat,
) -> Outcome {
    match since {
        None if !scenarios.paths.is_empty() => two_files(scenarios, times, format),
        since => since_day(scenarios, since, times, format),
    }
}

fn two_files(scenarios: &Scenarios, times: &Times, format: RowFormat) -> Outcome {
    if times.as_of.is_some() || times.known_by.is_some() || times.hindsight {
        return Err(Refusal::from("two files are compared as a whole; days go with --since"));
    }
    let places = files::places(&scenarios.paths)?;
    let ([before, after], 2, None) =
        (places.as_slice(), scenarios.paths.len(), &scenarios.scenario)
    else {
        return Err(Refusal::from("diff takes two files, or --since DAY and one"));
    };
    let private = scenarios.private;
    let ((old, old_file), (new, new_file)) = (index(before, private)?, index(after, private)?);
    let before = ComparedSide { scenario: &old.scenario, file: &old_file, clock: None };
    let after = ComparedSide { scenario: &new.scenario, file: &new_file, clock: None };
    tell(&Differences::between_files(&old, &new), before, after, format)
}

/// What changed on one file since a day: without one since the day before, as on the morning page.
fn since_day(
    scenarios: &Scenarios,
    since: Option<&str>,
    times: &Times,
    format: RowFormat,
) -> Outcome {
    if scenarios.paths.len() > 1 {
        return Err(Refusal::from("--since looks at one file"));
    }
    let (places, first) = one_opened(scenarios)?;
    let Some(place) = places.get(first) else { return Err(Refusal::from("no scenario")) };
    let (loaded, file) = (seen(place, scenarios.private)?, place.name().to_string());
    let index = loaded.index.clone().ok_or_else(|| unloaded(&file))?;
    let feeds = Arc::new(Feeds::new(&index, &loaded.feeds));
    let narrowed = Narrowed { times: times.clone(), ..Narrowed::default() };
    let opening = opening(&narrowed, today());
    let now = opening.clock(&index.scenario).map_err(refused("day"))?;
    let day = match since {
        Some(day) => typed_day(day, &index.scenario, now, opening.today).map_err(refused("day"))?,
        None => report::default_since(now.as_of),
    };
    let then = Clock { as_of: not_later(day, now)?, ..now };
    let board = |clock| {
        let mut board = Board::with_feeds(index.clone(), clock, Query::default(), feeds.clone());
        board.layout.notation = opening.notation;
        board
    };
    let differences = Differences::between_boards(&board(then), &board(now));
    let side = |clock| ComparedSide { scenario: &index.scenario, file: &file, clock: Some(clock) };
    tell(&differences, side(then), side(now), format)
}

/// A day to compare with: what is known only later is none of the day that is looked at.
pub(super) fn not_later(day: Day, now: Clock) -> Result<Day, Refusal> {
    if day > now.as_of {
        let (day, now) = (full_day(day), full_day(now.as_of));
        return Err(Refusal::from(format!("{day} is later than the day that is looked at, {now}")));
    }
    Ok(day)
}

fn tell(
    differences: &Differences,
    before: ComparedSide,
    after: ComparedSide,
    format: RowFormat,
) -> Outcome {
    let code = i32::from(!differences.is_empty());
    match format {
        RowFormat::Text => print(&report::differences_text(differences, before, after), code),
        RowFormat::Json => {
            print_json(&Json::Array(report::differences_json(differences, before, after)), code)
        }
    }
}

/// What a place says, to others unless what is private is asked for.
fn seen(place: &Place, private: bool) -> Result<LoadedFile, Refusal> {
    let loaded = load(place)?;
    Ok(if private { loaded } else { loaded.for_others() })
}

/// What a place says, and its name; one that does not load cannot be compared.
fn index(place: &Place, private: bool) -> Result<(Arc<Index>, String), Refusal> {
    let file = place.name().to_string();
    match seen(place, private)?.index {
        Some(index) => Ok((index, file)),
        None => Err(unloaded(&file)),
    }
}

fn unloaded(file: &str) -> Refusal {
    Refusal::from(format!("{file} does not load; `sitboard check` says why"))
}
