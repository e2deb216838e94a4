//! `feed`: what an event file is, without a scenario.

use std::path::Path;

use serde_json::Value as Json;

use super::{
    Outcome,
    arguments::{AsFeed, RowFormat},
    print, print_json,
    settings::{cut_short, memory},
};
use crate::{
    feed::{CommonColumns, ComparedFeed, FeedComparison, HeldRows, Wanted},
    look::counted,
    model::{Refusal, clean},
    report::{self, FeedDifferences, FeedSide},
    runtime::feeds,
};

pub(super) fn feed(file: &Path, wanted: &AsFeed, format: RowFormat, all: bool) -> Outcome {
    let name = clean(&file.display().to_string());
    let (contents, is_full) = read(file, wanted)?;
    let code = if is_full { 2 } else { 0 };
    let (reading, rows, packing) = (&contents.reading, &contents.rows, contents.packing.as_deref());
    match format {
        RowFormat::Text => print(&report::feed_text(reading, rows, packing, (&name, all)), code),
        RowFormat::Json => {
            let mut told = report::feed_json(reading, rows, &name);
            if let (Some(told), Json::Object(form)) =
                (told.as_object_mut(), report::feed_form_json(reading, packing))
            {
                told.extend(form);
            }
            print_json(&told, code)
        }
    }
}

/// Puts into a file of readings what another of the same feed has besides.
pub(super) fn merge(file: &Path, other: &Path) -> Outcome {
    let merged = feeds::merge(file, other)?;
    let told = [
        counted(merged.readings().len(), "reading"),
        counted(merged.events().count(), "event"),
        format!("{} of them revised, gone or back", merged.unsteady().count()),
    ];
    print(&format!("{}: {}\n", clean(&file.display().to_string()), told.join(", ")), 0)
}

/// What a file has differently from an older download of it. Exits as `diff` does.
pub(super) fn against(
    file: &Path,
    older: &Path,
    wanted: &AsFeed,
    format: RowFormat,
    all: bool,
) -> Outcome {
    let ((old, is_cut), (new, is_also)) = (read(older, wanted)?, read(file, wanted)?);
    let (old_held, new_held) = (HeldRows::of(&old.rows), HeldRows::of(&new.rows));
    let columns = CommonColumns::of(&old.reading, &new.reading);
    let name = |path: &Path| clean(&path.display().to_string());
    let sums = |path: &Path, contents: &feeds::FeedContents, side: usize| {
        let read = feeds::record_sums(path, contents, &columns, side);
        read.map_err(|why| Refusal::from(format!("{}: {why}", name(path))))
    };
    let (old_sums, new_sums) = (sums(older, &old, 0)?, sums(file, &new, 1)?);
    let comparison = FeedComparison::of(
        ComparedFeed { rows: &old.rows, held: &old_held, sums: &old_sums },
        ComparedFeed { rows: &new.rows, held: &new_held, sums: &new_sums },
    );
    let most = if all || format == RowFormat::Json { usize::MAX } else { report::LISTED_ROWS };
    let cells = |path: &Path, contents: &feeds::FeedContents, rows: Vec<usize>| {
        let read = feeds::rows_of(path, contents, &rows);
        read.map_err(|why| Refusal::from(format!("{}: {why}", name(path))))
    };
    let listed = |rows: &[usize]| rows.iter().copied().take(most).collect::<Vec<_>>();
    let revised: Vec<(usize, usize)> = comparison.revised.iter().copied().take(most).collect();
    let differences = FeedDifferences {
        older: FeedSide { name: name(older), reading: &old.reading, rows: &old.rows },
        newer: FeedSide { name: name(file), reading: &new.reading, rows: &new.rows },
        new: cells(file, &new, listed(&comparison.new))?,
        gone: cells(older, &old, listed(&comparison.gone))?,
        outside: cells(older, &old, listed(&comparison.outside))?,
        revised_old: cells(older, &old, revised.iter().map(|(old, _)| *old).collect())?,
        revised_new: cells(file, &new, revised.iter().map(|(_, new)| *new).collect())?,
        columns: &columns,
        comparison: &comparison,
    };
    let code = match is_cut || is_also {
        true => 2,
        false => i32::from(!comparison.is_same()),
    };
    match format {
        RowFormat::Text => print(&report::feed_differences_text(&differences), code),
        RowFormat::Json => print_json(&report::feed_differences_json(&differences), code),
    }
}

/// What is said of a file.
fn meant(wanted: &AsFeed) -> Result<Wanted, Refusal> {
    let pair = |text: &String| {
        let (ours, theirs) = text.split_once('=')?;
        Some((ours.into(), theirs.into()))
    };
    let columns: Option<Vec<_>> = wanted.columns.iter().map(pair).collect();
    let columns = columns.ok_or_else(|| Refusal::from("a column is given as KEY=COLUMN"))?;
    let text = |given: &Option<String>| given.as_ref().map(|text| text.as_str().into());
    Ok(Wanted {
        kind: wanted.kind,
        joins: wanted.joins,
        columns,
        sheet: text(&wanted.sheet),
        encoding: text(&wanted.encoding),
        delimiter: None,
        date_format: text(&wanted.date_format),
        header_line: wanted.header_line,
        events: text(&wanted.events),
        incident: text(&wanted.incident),
    })
}

/// Reads a file as it is, or as what it is said to be; and whether memory ended it, which is said.
pub(super) fn read(file: &Path, wanted: &AsFeed) -> Result<(feeds::FeedContents, bool), Refusal> {
    let wanted = meant(wanted)?;
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
