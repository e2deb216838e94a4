//! Delimited text in every dialect, cell by cell against Python's `csv` module, and in sum against
//! pandas. The files in `data/feeds/dialects` and what the others read of them (`figures.json`) are
//! made by `make.py` there.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value as Json;
use sitboard::{
    feed::{FaultKind, Wanted, record_at},
    report,
    runtime::feeds,
};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/feeds/dialects")
}

#[test]
fn every_dialect_is_read_as_others_read_it() {
    let figures = fs::read_to_string(folder().join("figures.json")).unwrap();
    let figures: Json = serde_json::from_str(&figures).unwrap();
    let figures = figures.as_object().unwrap();
    assert_eq!(figures.len(), 48);
    for (name, figures) in figures {
        let path = folder().join(name);
        let bytes = fs::read(&path).unwrap();
        let contents = feeds::read(&path, &Wanted::default(), &mut |_| true).unwrap();
        let (reading, rows) = (&contents.reading, &contents.rows);
        let dialect = &reading.dialect;
        let delimiter = char::from(dialect.delimiter).to_string();
        assert_eq!(figures["delimiter"], delimiter, "{name}");
        assert_eq!(figures["bom"], dialect.has_bom, "{name}");
        let known: Vec<Vec<String>> = serde_json::from_value(figures["cells"].clone()).unwrap();
        let row = |n: usize| {
            let offset = usize::try_from(rows.offset(n).unwrap()).unwrap();
            let (cells, _) = record_at(&bytes[offset..], dialect, true).unwrap();
            cells.iter().map(|cell| cell.text.original().to_owned()).collect::<Vec<String>>()
        };
        let read: Vec<Vec<String>> = (0..rows.len()).map(row).collect();
        assert_eq!(read, known, "{name}");
        let faults: Vec<FaultKind> = rows.faults.counts().map(|(kind, _)| kind).collect();
        let fault = [("short", FaultKind::ShortRow), ("long", FaultKind::LongRow)];
        let fault = fault.iter().find(|(shape, _)| name.contains(shape)).map(|(_, kind)| *kind);
        assert_eq!(faults, Vec::from_iter(fault), "{name}");
        let killed: u64 = known.iter().map(|row| row[2].parse::<u64>().unwrap()).sum();
        assert_eq!(rows.sums().best, Some(killed), "{name}");
        let Some(figures) = figures["pandas"].as_object() else { continue };
        let told = report::feed_json(reading, rows, name);
        for (ours, theirs) in
            [("rows", "rows"), ("best", "killed"), ("first", "first"), ("last", "last")]
        {
            assert_eq!(told[ours], figures[theirs], "{name}: {ours}");
        }
    }
}
