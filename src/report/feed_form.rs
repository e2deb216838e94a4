//! What a feed's file was taken for: how it is packed, where its header stands, what each column means,
//! and what was left over.

use serde_json::{Value as Json, json};

use crate::{
    feed::{Dialect, FeedReading, HeaderKind, Packing},
    look::counted,
    model::Clean,
    panel::json_keys::{JsonForm, JsonKey, TEXTS, always, perhaps},
};

/// What the form of an event file has for scripts.
pub const FORM_KEYS: &[JsonKey] = &[
    perhaps(
        "container",
        JsonForm::One(&[
            always("packed", TEXTS, "what it is packed in"),
            perhaps("member", JsonForm::Text, "the file in an archive"),
            perhaps("sheet", JsonForm::Text, "the sheet of a workbook"),
            always("other_sheets", TEXTS, "sheets that are not read"),
            always(
                "lost",
                JsonForm::Many(&JsonForm::One(&[
                    always("name", JsonForm::Text, "of what"),
                    always("records", JsonForm::Whole, "how many"),
                ])),
                "what could not be unpacked",
            ),
            always("remarks", TEXTS, "what is to be said of it"),
        ]),
        "how it is packed",
    ),
    perhaps("header_line", JsonForm::Whole, "the line of its header"),
    always(
        "columns",
        JsonForm::Many(&JsonForm::One(&[
            always("column", JsonForm::Text, "its name"),
            always("means", JsonForm::Text, "what it is taken for"),
        ])),
        "the columns that are read",
    ),
    always("left_over", TEXTS, "those that are not"),
];

/// The form of a file for scripts: its `container` (null for plain text), its `header_line` in the
/// original, its `columns` with what they mean, and those `left_over`.
pub fn feed_form_json(reading: &FeedReading, packing: Option<&Packing>) -> Json {
    let dialect = &reading.dialect;
    let columns: Vec<Json> =
        taken(dialect).map(|(name, meaning)| json!({ "column": name, "means": meaning })).collect();
    json!({
        "container": packing.map(packing_json),
        "header_line": header_line(dialect, packing),
        "columns": columns,
        "left_over": left_over(dialect).collect::<Vec<&Clean>>(),
    })
}

fn packing_json(packing: &Packing) -> Json {
    let lost: Vec<Json> =
        packing.lost.iter().map(|(name, n)| json!({ "name": name, "records": n })).collect();
    json!({
        "packed": packing.containers.iter().map(|one| one.word()).collect::<Vec<&str>>(),
        "member": packing.member,
        "sheet": packing.sheet,
        "other_sheets": packing.other_sheets,
        "lost": lost,
        "remarks": packing.remarks,
    })
}

/// The same in words.
pub fn feed_form_text(reading: &FeedReading, packing: Option<&Packing>) -> String {
    let dialect = &reading.dialect;
    let mut text = String::new();
    if let Some(packing) = packing {
        text += &format!("packed: {}\n", packing.words());
        if !packing.other_sheets.is_empty() {
            text += &format!("other sheets: {}\n", joined(&packing.other_sheets));
        }
        for (name, n) in &packing.lost {
            let records = counted(usize::try_from(*n).unwrap_or(usize::MAX), "record");
            text += &format!("not read, since no cell holds it: {name} ({records})\n");
        }
        for remark in &packing.remarks {
            text += &format!("{remark}\n");
        }
    }
    if let Some(line) = header_line(dialect, packing) {
        text += &format!("header on line {line}\n");
    }
    let taken: Vec<(&Clean, String)> = taken(dialect).collect();
    let width = taken.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0).min(28);
    for (name, meaning) in taken {
        text += &format!("  {name:<width$}  {meaning}\n");
    }
    let left: Vec<Clean> = left_over(dialect).cloned().collect();
    if !left.is_empty() {
        text += &format!("left over: {}\n", joined(&left));
    }
    text
}

fn joined(names: &[Clean]) -> String {
    names.iter().map(|name| &**name).collect::<Vec<&str>>().join(", ")
}

/// The line of the original on which the header ends; `None` without one, and where nobody counts
/// lines.
fn header_line(dialect: &Dialect, packing: Option<&Packing>) -> Option<u64> {
    let line = dialect.start.line.checked_sub(1).filter(|_| dialect.head != HeaderKind::None)?;
    match packing {
        Some(packing) => packing.has_header_line().then(|| packing.lines.original(line)),
        None => Some(line),
    }
}

/// What a column was taken for, in the words of the reference.
fn meaning(dialect: &Dialect, column: usize) -> Option<String> {
    if let Some(measure) = dialect.people_of(column) {
        return Some(format!("people: {}", measure.word()));
    }
    let means = dialect.means(column)?;
    let form = dialect.spec().columns.iter().find(|form| form.means == means);
    Some(form.map_or(String::new(), |form| form.doc.to_owned()))
}

fn taken(dialect: &Dialect) -> impl Iterator<Item = (&Clean, String)> {
    let columns = dialect.columns.iter().enumerate();
    columns.filter_map(|(n, name)| Some((name, meaning(dialect, n)?)))
}

/// Columns that mean nothing to the board: they are shown with the row.
fn left_over(dialect: &Dialect) -> impl Iterator<Item = &Clean> {
    let columns = dialect.columns.iter().enumerate();
    columns.filter(|(n, _)| meaning(dialect, *n).is_none()).map(|(_, name)| name)
}
