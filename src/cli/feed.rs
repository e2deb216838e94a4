//! `feed`: what an event file is, without a scenario.

use std::path::Path;

use super::{
    Outcome,
    arguments::{AsFeed, RowFormat},
    print, print_json,
    settings::{cut_short, memory},
};
use crate::{
    feed::Wanted,
    model::{Refusal, clean},
    report,
    runtime::feeds,
};

pub(super) fn feed(file: &Path, wanted: &AsFeed, format: RowFormat, all: bool) -> Outcome {
    let name = clean(&file.display().to_string());
    let (contents, is_full) = read(file, wanted)?;
    let code = if is_full { 2 } else { 0 };
    match format {
        RowFormat::Text => {
            print(&report::feed_text(&contents.reading, &contents.rows, &name, all), code)
        }
        RowFormat::Json => {
            print_json(&report::feed_json(&contents.reading, &contents.rows, &name), code)
        }
    }
}

/// Reads a file as it is, or as what it is said to be; and whether memory ended it, which is said.
pub(super) fn read(file: &Path, wanted: &AsFeed) -> Result<(feeds::FeedContents, bool), Refusal> {
    let pair = |text: &String| {
        let (ours, theirs) = text.split_once('=')?;
        Some((ours.into(), theirs.into()))
    };
    let columns: Option<Vec<_>> = wanted.columns.iter().map(pair).collect();
    let columns = columns.ok_or_else(|| Refusal::from("a column is given as KEY=COLUMN"))?;
    let wanted = Wanted { kind: wanted.kind, joins: wanted.joins, columns };
    let name = clean(&file.display().to_string());
    let mut is_full = false;
    let read = feeds::read(file, &wanted, &mut |rows| {
        is_full = memory().room(Some(rows)) == 0;
        !is_full
    });
    let contents = read.map_err(|why| Refusal::from(format!("{name}: {why}")))?;
    if is_full {
        cut_short(&name, contents.rows.len());
    }
    Ok((contents, is_full))
}
