//! `export`: what lies where, for other programs.

use super::{Narrowed, Outcome, arguments::ExportFormat, each_board, print_json, say};
use crate::{
    board::{Board, Terms},
    look::counted,
    report,
};

/// Rows of a feed whose licence forbids it stay here, and that is said, unless `allow` takes them along.
pub(super) fn export(narrowed: &Narrowed, format: ExportFormat, allow: bool) -> Outcome {
    let mut troubled = false;
    let boards = each_board(narrowed, &mut troubled)?;
    let left_out =
        boards.iter().filter_map(|(board, _, place)| report::unread_json(board, &place.name()));
    let left_out = left_out.collect();
    let features = boards.iter().flat_map(|(board, _, place)| match format {
        ExportFormat::Geojson => report::features_json(board, &place.name(), &shared(board, allow)),
    });
    let collection = report::collection_json(features.collect(), left_out);
    print_json(&collection, if troubled { 2 } else { 0 })
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
