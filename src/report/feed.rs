//! What an event file is, without a scenario: its form, its rows, what was wrong with its cells.

use serde_json::{Value as Json, json};

use super::feed_form_text;
use crate::{
    feed::{Deaths, FeedFault, FeedReading, FeedRows, HeaderKind, Packing},
    look::counted,
    model::FeedUse,
    panel::json_keys::{JsonForm, JsonKey, TEXTS, always, perhaps},
};

/// What an event file has for scripts.
pub const FEED_KEYS: &[JsonKey] = &[
    always("file", JsonForm::Text, "the file"),
    always("kind", JsonForm::Text, "its kind"),
    always("joins", JsonForm::Text, "what its rows join"),
    always("delimiter", JsonForm::Text, "what parts its columns"),
    always("encoding", JsonForm::Text, "its encoding"),
    always("bom", JsonForm::Flag, "whether it begins with a byte order mark"),
    always("crlf", JsonForm::Flag, "whether its lines end as on Windows"),
    always("header", JsonForm::Words(&["names", "hxl", "none"]), "what its header is"),
    perhaps("header_line", JsonForm::Whole, "the line of its header"),
    always("read_twice", JsonForm::Flag, "whether what it is was settled late"),
    always("date_styles", TEXTS, "how its dates are written"),
    always("rows", JsonForm::Whole, "its rows"),
    always("kept", JsonForm::Whole, "those that are kept"),
    always("events", JsonForm::Whole, "the events that they stand for"),
    always("joined", JsonForm::Whole, "rows that were put together"),
    always("figures", JsonForm::Whole, "what is left of them"),
    perhaps("first", JsonForm::Day, "the first day"),
    perhaps("last", JsonForm::Day, "the last day"),
    perhaps("low", JsonForm::Whole, "no fewer people than this"),
    perhaps("best", JsonForm::Whole, "the best estimate of people"),
    perhaps("high", JsonForm::Whole, "no more people than this"),
    always("findings", JsonForm::ByName(&JsonForm::Anything), "what is wrong with its cells"),
];

/// A file for scripts: `rows` are all data records, `kept` those of which something is shown; `low`,
/// `best` and `high` are sums over rows, and null for figures of displacement, which are never summed;
/// `high` is null too where a row's figure has no upper end.
pub fn feed_json(reading: &FeedReading, rows: &FeedRows, file: &str) -> Json {
    let dialect = &reading.dialect;
    let (first, last) = rows.period().unzip();
    let Deaths { low, best, high } = sums(reading, rows);
    let findings = rows.faults.counts().map(|(kind, n)| (kind.word().to_owned(), json!(n)));
    let styles: Vec<&str> = dialect.styles.iter().map(|style| style.word()).collect();
    json!({
        "file": file,
        "kind": dialect.kind.word(),
        "joins": reading.joins.word(),
        "delimiter": dialect.delimiter_word(),
        "encoding": dialect.encoding.name().to_lowercase(),
        "bom": dialect.has_bom,
        "crlf": dialect.has_crlf,
        "header": match dialect.head {
            HeaderKind::Header => "names",
            HeaderKind::Tags => "hxl",
            HeaderKind::None => "none",
        },
        "header_line": dialect.header_line,
        "read_twice": dialect.is_settled_late,
        "date_styles": styles,
        "rows": rows.records,
        "kept": rows.kept(),
        "events": rows.events_in_all(),
        "joined": rows.joined(),
        "figures": rows.len(),
        "first": first.map(|day| day.to_string()),
        "last": last.map(|day| day.to_string()),
        "low": low,
        "best": best,
        "high": high,
        "findings": findings.collect::<serde_json::Map<_, _>>(),
    })
}

/// A file in words, with the first of what was wrong, or all of it (the first thousand of each kind).
pub fn feed_text(
    reading: &FeedReading,
    rows: &FeedRows,
    packing: Option<&Packing>,
    (file, all): (&str, bool),
) -> String {
    let has_lines = packing.is_none_or(Packing::has_lines);
    let mut text = format!("{file}: {}\n", reading.dialect.words());
    let kept = rows.kept();
    text += &format!("{}, {kept} kept", counted(rows.records as usize, "row"));
    if rows.left_out > 0 {
        text += &format!(", {} left out", rows.left_out);
    }
    if let Some((first, last)) = rows.period() {
        text += &format!("; {first} to {last}");
    }
    let Deaths { low, best, high } = sums(reading, rows);
    if let Some(best) = best {
        text += &format!("; killed {best} ({})", least_and_most(low.unwrap_or(best), high));
    }
    if reading.counts_events() {
        text += &format!("; they count {}", counted(rows.events_in_all() as usize, "event"));
    }
    text.push('\n');
    if rows.joined() > 0 {
        let rows = counted(rows.joined() as usize, "row");
        text += &format!("{rows} are joined to others of their incident\n");
    }
    if !reading.dialect.is_readable() {
        text += "no column is known to hold its days: nothing is read but the number of its rows\n";
    }
    for doubt in &reading.dialect.doubts {
        text += &format!("  {doubt}\n");
    }
    for (kind, n) in rows.faults.counts() {
        text += &format!("  {n:>9}  {}: {}\n", kind.word(), kind.doc());
        let listed = rows.faults.listed();
        let of_kind = listed.iter().filter(|fault| fault.kind == kind);
        for fault in of_kind.take(if all { usize::MAX } else { 3 }) {
            text += &format!("             {}\n", where_is(fault, has_lines));
        }
    }
    text + &feed_form_text(reading, packing)
}

/// `least 12, most 15`; `at least 12` where a figure has no upper end.
pub fn least_and_most(least: u64, most: Option<u64>) -> String {
    match most {
        Some(most) => format!("least {least}, most {most}"),
        None => format!("at least {least}"),
    }
}

/// `row 12, line 14: “31/13/2020”`; the row alone of a file without lines.
pub fn where_is(fault: &FeedFault, has_lines: bool) -> String {
    let text = &fault.text;
    let cell = if text.is_empty() { String::new() } else { format!(": “{text}”") };
    match has_lines {
        true => format!("row {}, line {}{cell}", fault.row, fault.line),
        false => format!("row {}{cell}", fault.row),
    }
}

/// Deaths are summed over rows; figures of displacement never are.
fn sums(reading: &FeedReading, rows: &FeedRows) -> Deaths {
    match reading.joins {
        FeedUse::Attacks => rows.sums(),
        FeedUse::Displacement => Deaths::default(),
    }
}
