//! `show` of a panel: its rows one after the other.

use std::io::{self, Write};

use super::{
    Outcome,
    arguments::{Narrowed, ShowFormat},
    leaving::{Out, stream},
    meant::elsewhere,
    output::{leave_out_nulls, say},
    reading::each_board,
    routed::drawn_route,
};
use crate::{
    app::Place,
    board::{Board, Terms},
    panel::Panel,
    report::{self, CsvSink, JsonArray, MarkdownSink, RowSink},
};

pub(super) fn show(
    panel: Panel,
    route: Option<&str>,
    narrowed: &Narrowed,
    format: ShowFormat,
) -> Outcome {
    let mut troubled = false;
    let mut boards = Vec::new();
    for (mut board, _, place) in each_board(narrowed, &mut troubled)? {
        board.layout.route = route.map(|route| drawn_route(&board, route)).transpose()?;
        elsewhere(&board, panel, narrowed, &place).iter().for_each(|words| say(words));
        boards.push((board, place));
    }
    stream(if troubled { 2 } else { 0 }, |out| match format {
        ShowFormat::Text => text(&boards, panel, out),
        ShowFormat::Json => json(&boards, panel, out),
        ShowFormat::Csv => table(&boards, panel, &mut CsvSink::csv(out)),
        ShowFormat::Tsv => table(&boards, panel, &mut CsvSink::tsv(out)),
        ShowFormat::Md => table(&boards, panel, &mut MarkdownSink::new(out)),
    })
}

fn text(boards: &[(Board, Place)], panel: Panel, out: &mut Out) -> io::Result<()> {
    for (n, (board, place)) in boards.iter().enumerate() {
        if n > 0 {
            out.write_all(b"\n")?;
        }
        match panel {
            Panel::Figures => out.write_all(report::figures(board, &place.name()).0.as_bytes())?,
            Panel::Without => out.write_all(report::without(board, &place.name()).0.as_bytes())?,
            panel => report::write_panel_text(board, panel, out)?,
        }
    }
    Ok(())
}

fn json(boards: &[(Board, Place)], panel: Panel, out: &mut Out) -> io::Result<()> {
    let mut rows = JsonArray::begin(out, 0)?;
    for (board, place) in boards {
        report::each_row_json(board, panel, &place.name(), |mut row| {
            leave_out_nulls(&mut row);
            rows.push(&row)
        })?;
    }
    rows.end()?.write_all(b"\n")
}

fn table(boards: &[(Board, Place)], panel: Panel, sink: &mut dyn RowSink) -> io::Result<()> {
    for (board, place) in boards {
        let feeds = report::feed_terms(board).into_iter().map(|(n, terms, _)| (n, terms));
        let feeds: Vec<(usize, Terms)> = feeds.collect();
        report::panel_table(board, panel, &place.name(), &feeds, sink)?;
        let left_out = panel.left_out(board);
        if !left_out.is_empty() {
            say(&format!("{}: {left_out} left out, could not be read", place.name()));
        }
    }
    sink.finish()
}
