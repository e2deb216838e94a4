//! What `check` tells of tracks that could be read: with all that was ever said, since a difference
//! to a report is one of the sources.

use std::sync::Arc;

use super::{
    super::{Board, Clock, Finding, Index, Knowledge, Query},
    reading::named,
};
use crate::model::{Day, Severity, Table};

pub(in crate::board) fn findings(index: &Arc<Index>) -> Vec<Finding> {
    if named(&index.scenario).next().is_none() {
        return Vec::new();
    }
    let clock = Clock { as_of: Day::MAX, knowledge: Knowledge::Hindsight };
    let board = Board::new(index.clone(), clock, Query::default());
    let mut found = Vec::new();
    for patrol in index.scenario.span(Table::Patrol) {
        for track in board.tracks(patrol) {
            let remarks = board.track_remarks(patrol, &track).into_iter();
            found.extend(remarks.map(|remark| Finding {
                severity: Severity::Note,
                code: remark.code,
                key: track.entry.key,
                spot: track.entry.spot,
                message: format!("{}: {}", track.path, remark.words).into(),
                hint: Some(remark.hint.into()),
            }));
        }
    }
    found
}
