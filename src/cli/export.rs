//! `export`: what a board holds, for other programs.

use std::io;

use super::{Narrowed, Outcome, arguments::ExportFormat, each_board, leaving::stream, say};
use crate::{
    board::{Board, Terms},
    look::counted,
    model::Day,
    report::{
        self, BoardAbout, CsvSink, FeatureSink, GeoJsonSink, GpxSink, KmlSink, RowSink,
        WorkbookSink,
    },
};

/// A board that is exported.
struct Exported {
    board: Board,
    file: String,
    /// The feeds whose rows go along.
    feeds: Vec<(usize, Terms)>,
}

/// Rows of a feed whose licence forbids it stay here, and that is said, unless `allow` takes them along.
pub(super) fn export(narrowed: &Narrowed, format: ExportFormat, allow: bool) -> Outcome {
    let mut troubled = false;
    let boards = each_board(narrowed, &mut troubled)?.into_iter().map(|(board, _, place)| {
        let feeds = shared(&board, allow);
        Exported { board, file: place.name().to_string(), feeds }
    });
    let boards: Vec<Exported> = boards.collect();
    let about = || -> Vec<BoardAbout> {
        boards.iter().map(|it| report::about(&it.board, &it.file, &it.feeds)).collect()
    };
    let titles: Vec<&str> =
        boards.iter().map(|it| it.board.scenario().header.title.as_str()).collect();
    let title = titles.join("; ");
    stream(if troubled { 2 } else { 0 }, |out| match format {
        ExportFormat::Geojson => features(&boards, &mut GeoJsonSink::new(out)?),
        ExportFormat::Kml => features(&boards, &mut KmlSink::new(out, &title, &about())?),
        ExportFormat::Gpx => features(&boards, &mut GpxSink::new(out, &title, &about())?),
        ExportFormat::Csv => rows(&boards, format, &mut CsvSink::csv(out)),
        ExportFormat::Xlsx => {
            let day = boards.first().map_or(Day::default(), |it| it.board.clock.as_of);
            rows(&boards, format, &mut WorkbookSink::new(out, &about(), day)?)
        }
    })
}

fn features(boards: &[Exported], sink: &mut dyn FeatureSink) -> io::Result<()> {
    for pass in sink.passes() {
        for Exported { board, file, feeds } in boards {
            report::each_feature(board, file, feeds, *pass, sink)?;
        }
    }
    let left_out = boards.iter().filter_map(|it| report::unread_json(&it.board, &it.file));
    sink.finish(left_out.collect())?;
    let without = sink.no_place_for();
    if !without.is_empty() {
        say(&format!("this format has no place for {}", without.join(" and ")));
    }
    Ok(())
}

fn rows(boards: &[Exported], format: ExportFormat, sink: &mut dyn RowSink) -> io::Result<()> {
    for Exported { board, file, feeds } in boards {
        match format {
            ExportFormat::Xlsx => report::all_tables(board, file, feeds, sink)?,
            _ => report::one_table(board, file, feeds, sink)?,
        }
        let left_out = &board.scenario().left_out;
        if !left_out.is_empty() {
            say(&format!("{file}: {left_out} left out, could not be read"));
        }
    }
    sink.finish()
}

/// The feeds whose rows may go along.
fn shared(board: &Board, allow: bool) -> Vec<(usize, Terms)> {
    let mut shared = Vec::new();
    for (n, terms, rows) in report::feed_terms(board) {
        if allow || terms.may_share {
            shared.push((n, terms));
            continue;
        }
        let (id, rows) = (&board.feeds.files[n].id, counted(rows, "row"));
        say(&format!(
            "{id}: {rows} kept back (licence: {}); --allow takes them along",
            terms.licence
        ));
    }
    shared
}
