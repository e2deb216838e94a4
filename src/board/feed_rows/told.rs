//! What is to be told of feeds beside the problems of the scenario: which cannot be read, and what
//! was wrong with their cells.

use super::{FeedFile, FeedRequest, names::narrowed};
use crate::{
    board::{Finding, Index, Unfetched},
    feed::{ColumnDoubt, ColumnForm, FaultKind, FeedFault, FeedSpec},
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
        let place = |fault: &&FeedFault| {
            let text = &fault.text;
            let cell = if text.is_empty() { String::new() } else { format!(": “{text}”") };
            match has_lines {
                true => format!("{} (line {}{cell})", fault.row, fault.line),
                false => format!("{}{cell}", fault.row),
            }
        };
        let places = of_kind.iter().take(NAMED).map(place);
        let more = count.saturating_sub(of_kind.len().min(NAMED) as u64);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let rows = if count == 1 { "row" } else { "rows" };
        let places = places.collect::<Vec<_>>().join(", ");
        let path = &file.path;
        let message = format!("{path}: {}: {rows} {places}{more}", kind.doc());
        // A column of figures of which many cannot be read is lost.
        let is_lost = kind == FaultKind::BadNumber && is_many(count, file.rows.records);
        let severity = if is_lost { Severity::Warning } else { Severity::Note };
        at_path(
            record,
            severity,
            kind.word(),
            message,
            Some("`sitboard feed --all` with the file lists all of them"),
        )
    };
    file.rows.faults.counts().map(finding).collect()
}

/// Whether so many of all are more than one in twenty.
fn is_many(part: u64, all: u64) -> bool {
    part.saturating_mul(20) > all
}

/// What a feed is: a note, a warning where more than one row in twenty is lost, and an error where none
/// is kept.
pub fn form(index: &Index, file: &FeedFile) -> Option<Finding> {
    let record = record(&index.scenario, &file.id)?;
    let rows = counted(usize::try_from(file.rows.records).unwrap_or(usize::MAX), "row");
    let packed = file.packing.as_ref().map(|packing| format!("{} · ", packing.words()));
    let words = packed.unwrap_or_default() + &file.reading.dialect.words();
    let message = format!("{}: {rows}, {} kept; {words}", file.path, file.rows.kept());
    let message = match narrowed(index, file, record) {
        Some(narrowed) => format!("{message}; {narrowed}"),
        None => message,
    };
    let left_out = file.rows.left_out;
    let (severity, code, hint) = match () {
        _ if file.rows.records > 0 && file.rows.kept() == 0 => {
            let hint = "`columns`, `date_format`, `encoding` and `header_line` say how it is read";
            (Severity::Error, "no-row-kept", Some(hint))
        }
        _ if is_many(left_out, file.rows.records) => {
            let hint = "what is wrong with them is told below";
            (Severity::Warning, "rows-left-out", Some(hint))
        }
        _ => (Severity::Note, "feed", None),
    };
    let message = if left_out > 0 { format!("{message}; {left_out} left out") } else { message };
    Some(at_path(record, severity, code, message, hint))
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
    let doubt = |doubt: &ColumnDoubt| {
        let message = format!("{}: {doubt}", file.path);
        let hint = "name in `columns` which is meant, or take one of them out";
        at_path(record, Severity::Warning, doubt.code(), message, Some(hint))
    };
    let doubts: Vec<Finding> = file.reading.dialect.doubts.iter().map(doubt).collect();
    let Some(Value::Columns(columns)) = record.get(Key::Columns) else { return doubts };
    let has = |theirs: &Clean| file.reading.dialect.has_column(theirs);
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
    doubts.into_iter().chain(columns.iter().filter_map(finding)).collect()
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
