//! `feed`: what an event file is, without a scenario.

use std::path::Path;

use super::{
    Outcome,
    arguments::{AsFeed, RowFormat},
    print, print_json,
};
use crate::{
    feed::Wanted,
    model::{Refusal, clean},
    report,
    runtime::feeds,
};

pub(super) fn feed(file: &Path, wanted: &AsFeed, format: RowFormat, all: bool) -> Outcome {
    let name = clean(&file.display().to_string());
    let contents = read(file, wanted)?;
    match format {
        RowFormat::Text => {
            print(&report::feed_text(&contents.reading, &contents.rows, &name, all), 0)
        }
        RowFormat::Json => {
            print_json(&report::feed_json(&contents.reading, &contents.rows, &name), 0)
        }
    }
}

/// Reads a file as it is, or as what it is said to be.
pub(super) fn read(file: &Path, wanted: &AsFeed) -> Result<feeds::FeedContents, Refusal> {
    let pair = |text: &String| {
        let (ours, theirs) = text.split_once('=')?;
        Some((ours.into(), theirs.into()))
    };
    let columns: Option<Vec<_>> = wanted.columns.iter().map(pair).collect();
    let columns = columns.ok_or_else(|| Refusal::from("a column is given as KEY=COLUMN"))?;
    let wanted = Wanted { kind: wanted.kind, joins: wanted.joins, columns };
    let read = feeds::read(file, &wanted, &mut |_| true);
    read.map_err(|why| Refusal::from(format!("{}: {why}", clean(&file.display().to_string()))))
}
