//! The board on half a page: where things stand, and every panel summed up.

use serde_json::{Value as Json, json};

use super::speech::spoken;
use crate::{
    board::{
        Board, LastAttack, LoadedFile, Standing, StandingOf, Tally, Unheard, ago, capitalized,
        full_day,
    },
    look::counted,
    model::{Day, Severity},
    panel::{
        Front,
        json_keys::{BOUNDS, JsonForm, JsonKey, STANDING, always, perhaps},
        values::{bounds_json, left_out_json, standing_json},
    },
};

/// Cells of a line that reads well in mail.
const MAIL: usize = 70;

/// The overview in plain words; `today` is the calendar's day.
pub fn overview_text(board: &Board, loaded: &LoadedFile, file: &str, today: Day) -> String {
    let header = &board.scenario().header;
    let day = board.clock.as_of;
    let mut lines = vec![header.title.to_string(), format!("{}, {file}", header.id)];
    let since = board.day_in_words(day).map(|day| format!(", {day}")).unwrap_or_default();
    let past = ago(day, today).map(|[past, _]| format!(" ({past})")).unwrap_or_default();
    lines.push(format!("As of {}{past}{since}, {}.", full_day(day), board.clock.words()));
    lines.extend(Unheard::on(board).map(|unheard| format!("Silence: {unheard}.")));
    lines.extend(board.handling().map(|mark| format!("Handling: {mark}.")));
    let agreement = board.agreement().and_then(|(_, standing)| standing);
    lines.push(format!("Agreement: {}.", standing_text(agreement.as_ref())));
    lines.push(format!(
        "Patrols: {}.",
        standing_text(Standing::of(board, StandingOf::Patrols).as_ref())
    ));
    lines.push(capitalized(&LastAttack::of(board).in_words(day)) + ".");
    for panel in Front::of(header).panels() {
        lines.push(String::new());
        lines.push(format!("{}:", panel.title_on(board)));
        let sheet = panel.sheet(board, Default::default());
        if sheet.rows.is_empty() {
            lines.push(format!("  {}", panel.empty(board)));
        }
        let told = sheet.lines.told().flat_map(|line| line.broken(MAIL));
        lines.extend(told.map(|line| format!("  {}", spoken(&line))));
        lines.extend(sheet.summary.lines(MAIL).iter().map(|line| format!("  {}", spoken(line))));
    }
    lines.push(String::new());
    let left_out = &board.scenario().left_out;
    let left_out = if left_out.is_empty() { "nothing".to_owned() } else { left_out.to_string() };
    lines.push(format!(
        "File: {}, {}, {} on its sources, {} left out.",
        counted(loaded.count(Severity::Error), "error"),
        counted(loaded.count(Severity::Warning), "warning"),
        counted(loaded.count(Severity::Note), "note"),
        left_out,
    ));
    lines.join("\n") + "\n"
}

fn standing_text(standing: Option<&Standing>) -> String {
    standing.map_or_else(|| "not stated".to_owned(), Standing::to_string)
}

/// What the overview has.
pub const OVERVIEW_KEYS: &[JsonKey] = &[
    always("scenario", JsonForm::Text, "its id"),
    always("title", JsonForm::Text, "its title"),
    always("file", JsonForm::Text, "its file"),
    perhaps("handling", JsonForm::Text, "how what it shows may be handled"),
    always("as_of", JsonForm::Day, "the day that is looked at"),
    always("clock", JsonForm::Text, "with which knowledge"),
    perhaps("day", JsonForm::Whole, "the day of the agreement"),
    perhaps("agreement", STANDING, "where the agreement stands"),
    perhaps("patrols", STANDING, "where the patrols stand"),
    perhaps("days_since_attack_on_patrol", BOUNDS, "days since a patrol was attacked"),
    always("patrols_since_attack", BOUNDS, "patrols that ran since"),
    perhaps("days_since_patrol", JsonForm::Whole, "days since the last patrol"),
    always("incidents", JsonForm::ByName(&BOUNDS), "how many of each class"),
    always("rows", JsonForm::ByName(&JsonForm::Whole), "rows of the panels of the front"),
    always("errors", JsonForm::Whole, "errors of the file"),
    always("warnings", JsonForm::Whole, "its warnings"),
    always("notes", JsonForm::Whole, "findings about its sources"),
    always(
        "left_out",
        JsonForm::ByName(&JsonForm::Whole),
        "records that could not be read, by table",
    ),
];

/// The overview as one object.
pub fn overview_json(board: &Board, loaded: &LoadedFile, file: &str) -> Json {
    let header = &board.scenario().header;
    let standing =
        |standing: Option<Standing>| standing.map(|standing| standing_json(board, &standing));
    let totals = Tally::all(board)
        .into_iter()
        .map(|tally| (tally.class.word().to_owned(), bounds_json(tally.count)));
    let rows = Front::of(header).panels().map(|panel| {
        let rows = panel.table().map_or(0, |table| board.shown_of(table).count());
        (panel.name().to_owned(), json!(rows))
    });
    json!({
        "scenario": header.id.as_str(),
        "title": &*header.title,
        "file": file,
        "handling": board.handling().as_deref(),
        "as_of": board.clock.as_of.to_string(),
        "clock": board.clock.words(),
        "day": board.day_of_agreement(board.clock.as_of),
        "agreement": standing(board.agreement().and_then(|(_, standing)| standing)),
        "patrols": standing(Standing::of(board, StandingOf::Patrols)),
        "days_since_attack_on_patrol": board.unfiltered().since_last_attack(true).map(bounds_json),
        "patrols_since_attack": bounds_json(LastAttack::of(board).patrols()),
        "days_since_patrol": board.since_last_patrol(),
        "incidents": Json::Object(totals.collect()),
        "rows": Json::Object(rows.into_iter().collect()),
        "errors": loaded.count(Severity::Error),
        "warnings": loaded.count(Severity::Warning),
        "notes": loaded.count(Severity::Note),
        "left_out": left_out_json(&board.scenario().left_out),
    })
}
