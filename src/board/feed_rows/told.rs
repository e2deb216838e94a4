//! What is to be told of feeds beside the problems of the scenario: which cannot be read, and what
//! was wrong with their cells.

use super::{FeedFile, FeedRequest};
use crate::{
    board::{Finding, Unfetched},
    feed::{ColumnForm, FaultKind, FeedFault, FeedSpec},
    look::counted,
    model::{Clean, Key, Reason, Record, Scenario, Severity, Table, Value},
};

/// Places that one note names.
const NAMED: usize = 6;

/// One note for each kind of fault of a feed.
pub fn faults(scenario: &Scenario, file: &FeedFile) -> Vec<Finding> {
    let Some(record) = record(scenario, &file.id) else { return Vec::new() };
    let listed = file.rows.faults.listed();
    let finding = |(kind, count): (FaultKind, u64)| {
        let of_kind: Vec<&FeedFault> = listed.iter().filter(|fault| fault.kind == kind).collect();
        let has_lines = file.packing.as_ref().is_none_or(|packing| packing.has_lines());
        let places = of_kind.iter().take(NAMED).map(|fault| match has_lines {
            true => format!("{} (line {})", fault.row, fault.line),
            false => fault.row.to_string(),
        });
        let more = count.saturating_sub(of_kind.len().min(NAMED) as u64);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let rows = if count == 1 { "row" } else { "rows" };
        let places = places.collect::<Vec<_>>().join(", ");
        let path = &file.path;
        let message = format!("{path}: {}: {rows} {places}{more}", kind.doc());
        at_path(
            record,
            Severity::Note,
            kind.word(),
            message,
            Some("`sitboard feed --all` with the file lists all of them"),
        )
    };
    file.rows.faults.counts().map(finding).collect()
}

/// What a feed is, in a note.
pub fn form(scenario: &Scenario, file: &FeedFile) -> Option<Finding> {
    let record = record(scenario, &file.id)?;
    let rows = counted(usize::try_from(file.rows.records).unwrap_or(usize::MAX), "row");
    let packed = file.packing.as_ref().map(|packing| format!("{} · ", packing.words()));
    let words = packed.unwrap_or_default() + &file.reading.dialect.words();
    let message = format!("{}: {rows}, {} kept; {words}", file.path, file.rows.kept());
    Some(at_path(record, Severity::Note, "feed", message, None))
}

fn records(n: u64) -> String {
    counted(usize::try_from(n).unwrap_or(usize::MAX), "record")
}

/// What did not come out of a packed file.
pub fn lost(scenario: &Scenario, file: &FeedFile) -> Vec<Finding> {
    let Some((record, packing)) = record(scenario, &file.id).zip(file.packing.as_ref()) else {
        return Vec::new();
    };
    let path = &file.path;
    let remarks = packing.remarks.iter();
    let mut messages: Vec<(Severity, String)> =
        remarks.map(|remark| (Severity::Warning, format!("{path}: {remark}"))).collect();
    if !packing.lost.is_empty() {
        let names =
            packing.lost.iter().take(NAMED).map(|(name, n)| format!("{name} ({})", records(*n)));
        let more = packing.lost.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let names = names.collect::<Vec<_>>().join(", ");
        let message = format!("{path}: no cell holds what is nested: {names}{more}");
        messages.push((Severity::Note, message));
    }
    let hint = "`sitboard feed` with the file lists all that is not read";
    let finding = |(severity, message)| at_path(record, severity, "not-read", message, Some(hint));
    messages.into_iter().map(finding).collect()
}

/// That a feed is not read to its end, since feeds may take no more memory.
pub fn full(scenario: &Scenario, file: &FeedFile) -> Option<Finding> {
    let record = record(scenario, &file.id).filter(|_| file.is_full)?;
    let rows = counted(file.rows.len(), "row");
    let message = format!("{}: no memory is left for feeds: its first {rows} stand", file.path);
    let hint = "`feed_memory_mib` in the settings gives more; every other feed takes some of it";
    Some(at_path(record, Severity::Warning, "no-memory", message, Some(hint)))
}

/// What `columns` says that the file has not, or that means nothing.
pub fn columns(scenario: &Scenario, file: &FeedFile) -> Vec<Finding> {
    let Some(record) = record(scenario, &file.id) else { return Vec::new() };
    let Some(Value::Columns(columns)) = record.get(Key::Columns) else { return Vec::new() };
    let has = |theirs: &Clean| {
        file.reading
            .dialect
            .columns
            .iter()
            .any(|column| column.eq_ignore_ascii_case(theirs.original()))
    };
    let is_known = |ours: &Clean| named_columns().any(|form| form.names.contains(&ours.as_str()));
    let finding = |(ours, theirs): &(Clean, Clean)| {
        let (message, hint) = if !is_known(ours) {
            (format!("`{ours}` is no column of a feed"), "`sitboard format` lists them")
        } else if !has(theirs) {
            (
                format!("{} has no column `{theirs}`", file.path),
                "its columns stand in its first line",
            )
        } else {
            return None;
        };
        Some(Finding {
            key: Key::Columns,
            ..at_path(record, Severity::Warning, "no-column", message, Some(hint))
        })
    };
    columns.iter().filter_map(finding).collect()
}

/// The columns that `columns` may name.
fn named_columns() -> impl Iterator<Item = &'static ColumnForm> {
    FeedSpec::all().filter(|spec| spec.is_any_table()).flat_map(|spec| spec.columns)
}

/// Why the file of a feed cannot be had.
pub fn unfetched(scenario: &Scenario, request: &FeedRequest, why: &Unfetched) -> Option<Finding> {
    let record = record(scenario, &request.id)?;
    let path = &request.path;
    let hint = why.hint();
    let error =
        |message: String| at_path(record, Severity::Error, "no-feed", message, hint.as_deref());
    Some(match why {
        Unfetched::NoFolder => {
            let message = format!("{path} is not read: this scenario stands in no folder");
            at_path(record, Severity::Note, "no-feed", message, None)
        }
        Unfetched::Missing => error(format!("there is no {path} beside the scenario")),
        Unfetched::Outside => {
            error(format!("{path} is a link that leads out of the scenario's folder"))
        }
        Unfetched::TooLarge => error(format!("{path} is too large")),
        Unfetched::Unreadable(why) => error(format!("{path}: {why}")),
    })
}

pub(super) fn record<'a>(scenario: &'a Scenario, id: &crate::model::Id) -> Option<&'a Record> {
    scenario.table(Table::Feed).iter().find(|record| record.id == *id)
}

pub(super) fn at_path(
    record: &Record,
    severity: Severity,
    code: &'static str,
    message: String,
    hint: Option<&str>,
) -> Finding {
    Finding {
        severity,
        code,
        key: Key::Path,
        spot: record.own().entry(Key::Path).map_or(record.spot, |entry| entry.spot),
        message: message.into(),
        hint: hint.map(Clean::from),
    }
}
