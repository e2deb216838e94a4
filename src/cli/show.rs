//! `show`: a panel or a record in plain words, or for scripts.

use serde_json::Value as Json;

use super::{
    Outcome,
    arguments::{Narrowed, ShowFormat, ShownView},
    output::{print, print_json},
    panel_rows,
    reading::each_board,
    routed::drawn_route,
    settings::today,
};
use crate::{
    board::Board,
    format::{
        self,
        edit::Target,
        typed::{IdTyped, names_record, record_named},
    },
    model::{RecordIx, Refusal},
    panel::Panel,
    report,
};

pub(super) fn show(
    view: &ShownView,
    route: Option<&str>,
    narrowed: &Narrowed,
    format: ShowFormat,
) -> Outcome {
    let is_text = match (view, format) {
        (ShownView::Panel(panel), format) => {
            return panel_rows::show(*panel, route, narrowed, format);
        }
        (_, ShowFormat::Text) => true,
        (_, ShowFormat::Json) => false,
        (_, ShowFormat::Csv | ShowFormat::Md | ShowFormat::Tsv) => {
            let what = if *view == ShownView::Overview { "the overview" } else { "a record" };
            let hint = "name a panel, whose rows make a table: patrols, attacks, figures";
            return Err(Refusal::new(format!("{what} has no rows"), hint));
        }
    };
    let mut troubled = false;
    let (mut text, mut json): (Vec<String>, Vec<Json>) = (Vec::new(), Vec::new());
    // Of several scenarios one has the record.
    let mut without: Option<Refusal> = None;
    for (mut board, loaded, place) in each_board(narrowed, &mut troubled)? {
        board.layout.route = route.map(|route| drawn_route(&board, route)).transpose()?;
        let file = place.name();
        match view {
            ShownView::Record(typed) => match record(&board, typed) {
                Err(why) => without = Some(why),
                Ok(n) if is_text => text.push(report::record_text(&board, n, &file)),
                Ok(n) => json.push(report::record_json(&board, n, &file)),
            },
            _ if is_text => text.push(report::overview_text(&board, &loaded, &file, today())),
            _ => json.push(report::overview_json(&board, &loaded, &file)),
        }
    }
    if let Some(why) = without.filter(|_| text.is_empty() && json.is_empty()) {
        return Err(why);
    }
    let code = if troubled { 2 } else { 0 };
    match is_text {
        true => print(&text.join("\n"), code),
        false => print_json(&Json::Array(json), code),
    }
}

/// The record that is meant: by its id, what it is called, or how its id begins. Who typed no record
/// may have meant a panel.
fn record(board: &Board, typed: &str) -> Result<RecordIx, Refusal> {
    let scenario = board.scenario();
    let found = record_named(scenario, typed, IdTyped::OrItsStart, |_| true);
    let record = found.map_err(|why| {
        let panels = Panel::ALL.map(Panel::name);
        match format::nearest(typed, panels) {
            Some(panel) if !names_record(typed) => {
                let message = format!("no panel and no record is called `{typed}`");
                Refusal::new(message, &format!("did you mean `{panel}`?"))
            }
            _ => why,
        }
    })?;
    let target = Target::of(record);
    let is_it = |n: &RecordIx| Target::of(board.record(*n)) == target;
    scenario.all().find(is_it).ok_or_else(|| Refusal::from("the record is gone"))
}
