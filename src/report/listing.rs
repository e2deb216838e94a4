//! The scenarios at hand, a line each.

use serde_json::{Value as Json, json};

use crate::{
    board::Book,
    look::{counted, fit, width},
    model::{Severity, Table},
};

/// Title, period, records, problems and file of each scenario, in columns.
pub fn listing_text(books: &[(String, Book)]) -> String {
    let rows: Vec<[String; 5]> = books
        .iter()
        .map(|(file, book)| match &book.index {
            Some(index) => [
                index.scenario.header.id.to_string(),
                fit(&index.scenario.header.title, 48),
                period(book).map_or_else(String::new, |(first, last)| format!("{first} – {last}")),
                format!("{} records", index.scenario.records().len()),
                faults(book),
            ],
            None => {
                [file.clone(), "does not load".into(), String::new(), String::new(), faults(book)]
            }
        })
        .collect();
    let widest = |n: usize| rows.iter().map(|row| width(&row[n])).max().unwrap_or(0);
    let widths: Vec<usize> = (0..5).map(widest).collect();
    let line = |row: &[String; 5]| {
        let cells = row
            .iter()
            .zip(&widths)
            .map(|(cell, wide)| format!("{cell}{}", " ".repeat(wide - width(cell))));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}

fn faults(book: &Book) -> String {
    match (book.faults(), book.count(Severity::Note)) {
        (0, 0) => String::new(),
        (0, notes) => counted(notes, "note"),
        (faults, _) => counted(faults, "problem"),
    }
}

fn period(book: &Book) -> Option<(crate::model::Day, crate::model::Day)> {
    book.index.as_ref()?.scenario.period()
}

pub fn listing_json(books: &[(String, Book)]) -> Json {
    let row = |(file, book): &(String, Book)| {
        let scenario = book.index.as_ref().map(|index| &index.scenario);
        let records = scenario.map(|scenario| {
            let counts = Table::ALL
                .iter()
                .map(|table| (table.name().to_owned(), json!(scenario.table(*table).len())));
            Json::Object(counts.filter(|(_, n)| *n != json!(0)).collect())
        });
        json!({
            "file": file,
            "id": scenario.map(|scenario| scenario.header.id.as_str().to_owned()),
            "title": scenario.map(|scenario| scenario.header.title.to_string()),
            "first": period(book).map(|(first, _)| first.to_string()),
            "last": period(book).map(|(_, last)| last.to_string()),
            "records": records,
            "errors": book.count(Severity::Error),
            "warnings": book.count(Severity::Warning),
            "notes": book.count(Severity::Note),
        })
    };
    books.iter().map(row).collect()
}
