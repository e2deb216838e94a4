//! `window`: the table of a monitoring mission.

use super::{Narrowed, Outcome, arguments::TableFormat, each_board, print, print_json};
use crate::board::WindowTable;
use crate::report;

pub(super) fn window(narrowed: &Narrowed, days: i64, format: TableFormat) -> Outcome {
    let mut troubled = false;
    let boards = each_board(narrowed, &mut troubled)?;
    let windows: Vec<_> = boards
        .iter()
        .map(|(board, _, place)| (board, WindowTable::of(board, days), place.name()))
        .collect();
    let code = if troubled { 2 } else { 0 };
    let each = windows.iter();
    match format {
        TableFormat::Text => {
            let tables = each.map(|(board, window, file)| report::window_text(board, window, file));
            print(&tables.collect::<Vec<_>>().join("\n"), code)
        }
        TableFormat::Json => {
            let rows =
                each.flat_map(|(board, window, file)| report::window_json(board, window, file));
            print_json(&rows.collect(), code)
        }
        TableFormat::Csv => {
            let rows = each.map(|(board, window, file)| report::window_csv(board, window, file));
            print(&(report::window_csv_header() + &rows.collect::<String>()), code)
        }
    }
}
