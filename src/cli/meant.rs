//! Which scenarios a command is about. Without a path every command opens the one that the board
//! opens, and says which; what was named is gone through one by one.

use super::{
    Narrowed, Scenarios, load, opened, opening, say,
    settings::{is_cut_short, today},
    told_names,
};
use crate::{
    app::Place, board::Board, look::counted, model::Refusal, panel::Panel, runtime::files,
};

/// Scenarios that are named where a panel is empty; of more, only how many there are.
const NAMED: usize = 3;

/// The places that are meant, and which of them opens.
pub(super) fn meant(scenarios: &Scenarios) -> Result<(Vec<Place>, usize), Refusal> {
    let places = files::places(&scenarios.paths)?;
    let Some(wanted) = &scenarios.scenario else {
        let first = if scenarios.paths.first().is_some_and(|path| path.is_file()) {
            0
        } else {
            files::first_to_open(&places)
        };
        return Ok((places, first));
    };
    let ids: Vec<String> = places.iter().map(id).collect();
    match ids.iter().position(|id| id == wanted) {
        Some(n) => Ok((places, n)),
        None => Err(told_names(wanted, "scenario", ids.iter().map(String::as_str).collect())),
    }
}

/// The id of a scenario, as `--scenario` takes it.
pub(super) fn id(place: &Place) -> String {
    let loaded = files::load(place, None).ok().map(|read| read.loaded);
    let index = loaded.and_then(|loaded| loaded.index);
    index.map_or_else(|| place.stem(), |index| index.scenario.header.id.to_string())
}

/// Whether nothing was said of which scenario is meant.
fn is_bare(scenarios: &Scenarios) -> bool {
    scenarios.paths.is_empty() && scenarios.scenario.is_none()
}

/// The places that are meant, and which of them opens; where nobody said which, it is told.
pub(super) fn one_opened(scenarios: &Scenarios) -> Result<(Vec<Place>, usize), Refusal> {
    let (places, first) = meant(scenarios)?;
    if let (true, Some(place)) = (is_bare(scenarios), places.get(first)) {
        let name = place.name();
        match places.len() {
            1 => say(&format!("this is {name}")),
            n => say(&format!("this is {name}, of {n}; --scenario ID or a path takes another")),
        }
    }
    Ok((places, first))
}

/// The places to go through one by one: what was named, else the one that opens.
pub(super) fn opened_places(scenarios: &Scenarios) -> Result<Vec<Place>, Refusal> {
    if is_bare(scenarios) {
        let (mut places, first) = one_opened(scenarios)?;
        return Ok(vec![places.swap_remove(first)]);
    }
    every(scenarios)
}

/// Every place at hand: the chosen scenario alone, if one was chosen.
pub(super) fn every(scenarios: &Scenarios) -> Result<Vec<Place>, Refusal> {
    let (mut places, first) = meant(scenarios)?;
    Ok(if scenarios.scenario.is_some() { vec![places.swap_remove(first)] } else { places })
}

/// Where a panel that this board leaves empty has rows: in which other scenarios at hand. `None` if
/// it has rows, or the paths name no others.
pub(super) fn elsewhere(
    board: &Board,
    panel: Panel,
    narrowed: &Narrowed,
    place: &Place,
) -> Option<String> {
    let rows = |board: &Board| panel.sheet(board, Default::default()).rows.listed(0).1;
    let is_chosen = narrowed.scenarios.paths.is_empty() || narrowed.scenarios.scenario.is_some();
    if !is_chosen || rows(board) > 0 {
        return None;
    }
    let plain = opening(&Narrowed::default(), today());
    let places = files::places(&narrowed.scenarios.paths).ok()?;
    let others = places.iter().filter(|other| *other != place);
    let with_rows: Vec<(String, usize)> = others
        .filter_map(|other| {
            let loaded = load(other).ok().filter(|loaded| !is_cut_short(loaded))?;
            let board = opened(&loaded, &plain).ok()??;
            Some((board.scenario().header.id.to_string(), rows(&board)))
        })
        .filter(|(_, rows)| *rows > 0)
        .collect();
    let title = panel.title_on(board);
    let named = with_rows.iter().take(NAMED);
    let named: Vec<String> =
        named.map(|(id, rows)| format!("--scenario {id} has {}", counted(*rows, "row"))).collect();
    match with_rows.len() {
        0 => None,
        n if n <= NAMED => Some(format!("{title}: nothing here; {}", named.join(", "))),
        n => Some(format!("{title}: nothing here; {}, and {} more", named.join(", "), n - NAMED)),
    }
}
