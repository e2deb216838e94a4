//! The panels of the front as tables, in the words that the board is read aloud in.

use std::fmt::Write;

use crate::{
    board::Board,
    look::{Align, counted},
    panel::{Front, Panel, Row, Sheet},
    report::{html_blocks::inline, speech::spoken},
};

/// Rows of a table at most; the rest is counted.
const MOST: usize = 60;

/// Letters of a cell beyond which its column is one of sentences, which need room.
const LONG: usize = 48;

/// The four panels that stand in front.
pub(super) fn front(board: &Board) -> String {
    let front = Front::of(&board.scenario().header);
    front.panels().map(|panel| table(board, panel)).concat()
}

fn table(board: &Board, panel: Panel) -> String {
    let sheet = panel.sheet(board, Default::default());
    let mut out = format!("<section>\n<h2>{}</h2>\n", inline(&panel.title_on(board)));
    for line in sheet.summed_up() {
        let _ = writeln!(out, "<p class=\"sum\">{}</p>", inline(&spoken(&line)));
    }
    if sheet.rows.is_empty() {
        let _ = writeln!(out, "<p>{}.</p>\n</section>", inline(&panel.empty(board)));
        return out;
    }
    // A column that says nothing here is none.
    let rows: Vec<Row> = sheet.rows.iter().take(MOST).collect();
    let cells: Vec<Vec<String>> = rows.iter().map(|row| cells(board, &sheet, row)).collect();
    let is_used =
        |n: usize| cells.iter().any(|row| row.get(n).is_some_and(|cell| !cell.is_empty()));
    let used: Vec<usize> =
        (0..sheet.columns.len()).filter(|n| !sheet.columns[*n].is_picture && is_used(*n)).collect();
    let class = |n: usize| match sheet.columns[n].align {
        _ if sheet.columns[n].is_day => " class=\"d\"",
        Align::Right => " class=\"n\"",
        Align::Left if cells.iter().any(|row| row[n].chars().count() > LONG) => " class=\"t\"",
        Align::Left => "",
    };
    out.push_str("<div class=\"scroll\"><table>\n<thead><tr>");
    for n in &used {
        let _ = write!(out, "<th{}>{}</th>", class(*n), inline(&sheet.columns[*n].title));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for (row, cells) in rows.iter().zip(&cells) {
        if let Some(across) = sheet.across(board, row, usize::MAX) {
            let words = inline(&spoken(&across));
            let _ = writeln!(
                out,
                "<tr><td class=\"across\" colspan=\"{}\">{words}</td></tr>",
                used.len().max(1)
            );
            continue;
        }
        out.push_str("<tr>");
        for n in &used {
            let _ = write!(out, "<td{}>{}</td>", class(*n), inline(&cells[*n]));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
    let hidden = sheet.rows.len() - rows.len();
    if hidden > 0 {
        let _ = writeln!(
            out,
            "<p class=\"sum\">{} in sitboard show {}</p>",
            counted(hidden, "more row"),
            panel.name()
        );
    }
    out.push_str("</section>\n");
    out
}

fn cells(board: &Board, sheet: &Sheet, row: &Row) -> Vec<String> {
    let cell = |column: &crate::panel::Column| {
        let words = spoken(&column.read_aloud(board, row));
        if words == "not stated" { String::new() } else { words }
    };
    sheet.columns.iter().map(cell).collect()
}
