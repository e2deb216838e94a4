//! `export`: what lies where, for other programs.

use super::{Narrowed, Outcome, arguments::ExportFormat, each_board, print_json};
use crate::report;

pub(super) fn export(narrowed: &Narrowed, format: ExportFormat) -> Outcome {
    let mut troubled = false;
    let boards = each_board(narrowed, &mut troubled)?;
    let features = boards.iter().flat_map(|(board, _, place)| match format {
        ExportFormat::Geojson => report::features_json(board, &place.name()),
    });
    let collection = report::collection_json(features.collect());
    print_json(&collection, if troubled { 2 } else { 0 })
}
