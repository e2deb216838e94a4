//! Any rows, packed in any container, are the same rows: with their sums and their days.

use std::{
    collections::BTreeSet,
    io::{Cursor, Write},
    sync::Arc,
};

use flate2::{Compression, write::GzEncoder};
use memchr::memmem::Finder;
use parquet::{
    data_type::{ByteArray, ByteArrayType, Int64Type},
    file::writer::SerializedFileWriter,
    schema::parser::parse_message_type,
};
use proptest::prelude::*;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{ColumnFile, ColumnsAsText, PackedBytes, unpack};
use crate::{
    feed::{FeedRows, Opened, Wanted},
    model::FeedKind,
};

/// Day, kind, dead and place, as their cells are written.
type Row = (String, &'static str, Option<u32>, String);

const COLUMNS: [&str; 4] = ["date", "kind", "killed", "place"];

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let day = prop_oneof![
        (2001u32..2026, 1u32..13, 1u32..29).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}")),
        (2001u32..2026, 1u32..13).prop_map(|(y, m)| format!("{y}-{m:02}")),
        Just("soon".to_owned()),
    ];
    let kind = prop_oneof![Just("ied"), Just("shelling"), Just("other")];
    let dead = proptest::option::of(0u32..90);
    proptest::collection::vec((day, kind, dead, "[a-zé\"',;&<>\n\u{627}]{0,9}"), 1..20)
}

fn cells(row: &Row) -> [String; 4] {
    let (day, kind, dead, place) = row;
    let dead = dead.map_or(String::new(), |dead| dead.to_string());
    [day.clone(), (*kind).to_owned(), dead, place.clone()]
}

fn csv(rows: &[Row]) -> Vec<u8> {
    let mut to = csv::Writer::from_writer(Vec::new());
    to.write_record(COLUMNS).expect("memory");
    rows.iter().for_each(|row| to.write_record(cells(row)).expect("memory"));
    to.into_inner().expect("memory")
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut to = GzEncoder::new(Vec::new(), Compression::fast());
    to.write_all(bytes).expect("memory");
    to.finish().expect("memory")
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        to.start_file(*name, SimpleFileOptions::default()).expect("a name");
        to.write_all(bytes).expect("memory");
    }
    to.finish().expect("memory").into_inner()
}

fn records(rows: &[Row]) -> Vec<serde_json::Value> {
    let record = |row: &Row| {
        let (day, kind, dead, place) = row;
        serde_json::json!({ "date": day, "kind": kind, "killed": dead, "place": place })
    };
    rows.iter().map(record).collect()
}

/// Rows as arrays, below one that names their columns.
fn arrays(rows: &[Row]) -> serde_json::Value {
    let row = |row: &Row| {
        let (day, kind, dead, place) = row;
        serde_json::json!([day, kind, dead, place])
    };
    let head = serde_json::json!(COLUMNS);
    std::iter::once(head).chain(rows.iter().map(row)).collect()
}

/// A workbook of one sheet, whose dead are numbers.
fn workbook(rows: &[Row]) -> Vec<u8> {
    const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let text = |text: &str| {
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        format!("t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is>")
    };
    let cell = |column: usize, row: usize, content: String| {
        format!("<c r=\"{}{row}\" {content}</c>", char::from(b'A' + column as u8))
    };
    let line = |n: usize, cells: &[String]| {
        let number = |cell: &String| format!("><v>{cell}</v>");
        let is_number = |column: usize| n > 1 && column == 2;
        let content = |(column, one): (usize, &String)| match is_number(column) {
            true if one.is_empty() => String::new(),
            true => cell(column, n, number(one)),
            false => cell(column, n, text(one)),
        };
        let cells: String = cells.iter().enumerate().map(content).collect();
        format!("<row r=\"{n}\">{cells}</row>")
    };
    let lines = rows.iter().zip(2..).map(|(row, n)| line(n, &cells(row)));
    let body: String = std::iter::once(line(1, &COLUMNS.map(str::to_owned))).chain(lines).collect();
    let book = format!(
        "{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>\
         <sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let link = |id: &str, kind: &str, to: &str| {
        format!(
            "{HEAD}<Relationships><Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{to}\"/>\
             </Relationships>"
        )
    };
    let sheet =
        format!("{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetData>{body}</sheetData></worksheet>");
    zipped(&[
        ("[Content_Types].xml", format!("{HEAD}<Types/>").as_bytes()),
        ("_rels/.rels", link("r0", "officeDocument", "xl/workbook.xml").as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", link("r1", "worksheet", "worksheets/sheet1.xml").as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

/// Columns in row groups of five rows.
fn columns(rows: &[Row]) -> Vec<u8> {
    let schema = "message t { required binary date (UTF8); required binary kind (UTF8); \
                  optional int64 killed; required binary place (UTF8); }";
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let mut out = Vec::new();
    let mut to = SerializedFileWriter::new(&mut out, schema, Arc::default()).expect("memory");
    for rows in rows.chunks(5) {
        let mut group = to.next_row_group().expect("memory");
        let mut n = 0;
        while let Some(mut column) = group.next_column().expect("memory") {
            if n == 2 {
                let dead: Vec<i64> = rows.iter().filter_map(|row| Some(row.2?.into())).collect();
                let levels: Vec<i16> = rows.iter().map(|row| row.2.is_some().into()).collect();
                let column = column.typed::<Int64Type>();
                column.write_batch(&dead, Some(&levels), None).expect("memory");
            } else {
                let texts: Vec<ByteArray> =
                    rows.iter().map(|row| ByteArray::from(cells(row)[n].as_str())).collect();
                column.typed::<ByteArrayType>().write_batch(&texts, None, None).expect("memory");
            }
            column.close().expect("memory");
            n += 1;
        }
        group.close().expect("memory");
    }
    to.close().expect("memory");
    out
}

fn wanted() -> Wanted {
    Wanted { kind: Some(FeedKind::Csv), delimiter: Some(b','), ..Wanted::default() }
}

/// What a feed says, row by row, and in all.
fn told(text: &[u8]) -> Vec<String> {
    told_of(&Opened::new(text, &wanted()).expect("a table").read().expect("memory"))
}

/// The same, read straight from the columns, so many rows at once.
fn told_straight(file: &ColumnFile, at_once: u64) -> Vec<String> {
    let mut text = ColumnsAsText::new(file);
    let reading = Opened::new(&mut text, &wanted()).expect("a table").reading;
    let (mut rows, mut reader) = (FeedRows::default(), reading.reader(0));
    let mut next = text.lines().original(reading.dialect.start.line) - 1;
    let wants = reading.used(file.width());
    while let Some(part) = file.part_from(next) {
        let mut columns = file.read(part, &wants).expect("a part");
        while let Some(step) = columns.next_step(at_once).expect("columns") {
            rows.take_in(reader.piece_of_columns(&step, wants.contains(&false)));
        }
        next = part.end();
    }
    rows.settle();
    assert!(!rows.needs_all, "without an id all cells are used");
    told_of(&rows)
}

fn told_of(rows: &FeedRows) -> Vec<String> {
    let each = (0..rows.len()).map(|n| {
        let place = rows.site(n).map(|site| site.name.original().trim().to_owned());
        format!("{:?} {:?} {place:?} {:?}", rows.span(n), rows.deaths(n), rows.sort(n))
    });
    let (kept, left) = (rows.kept(), rows.left_out);
    let all = format!("{:?} {:?} {kept} {left}", rows.sums(), rows.period());
    each.chain([all]).collect()
}

/// A row of columns, read alone.
fn row_alone(file: &ColumnFile, row: u64) -> Vec<String> {
    let part = file.part_from(row).expect("a row");
    let mut columns = file.read(part, &[true; 4]).expect("a part");
    let step = columns.next_step(1).expect("columns").expect("a row");
    assert_eq!((step.first, step.len()), (row, 1));
    let text = |n: usize| String::from_utf8(step.cell(n, 0).expect("a cell").into_owned());
    (0..step.width()).map(|n| text(n).expect("text")).collect()
}

#[test]
fn a_row_without_an_id_is_known_by_cells_that_are_not_used_else() {
    let schema = "message t { required binary id (UTF8); required binary date (UTF8); \
                  required binary kind (UTF8); required binary note (UTF8); }";
    let packed = |id: &str| -> Arc<dyn PackedBytes> {
        let schema = Arc::new(parse_message_type(schema).expect("a schema"));
        let mut out = Vec::new();
        let mut to = SerializedFileWriter::new(&mut out, schema, Arc::default()).expect("memory");
        let mut group = to.next_row_group().expect("memory");
        for texts in [["a", id], ["2020-01-02"; 2], ["ied"; 2], ["One", "Two"]] {
            let mut column = group.next_column().expect("memory").expect("a column");
            let texts = texts.map(ByteArray::from);
            column.typed::<ByteArrayType>().write_batch(&texts, None, None).expect("memory");
            column.close().expect("memory");
        }
        group.close().expect("memory");
        to.close().expect("memory");
        Arc::new(out)
    };
    for (id, needs_all) in [("b", false), ("NA", true), ("", true)] {
        let file = ColumnFile::new(&packed(id)).expect("columns");
        let reading = Opened::new(ColumnsAsText::new(&file), &wanted()).expect("a table").reading;
        assert_eq!(reading.used(4), [true, true, true, false]);
        let read = |wants: &[bool]| {
            let part = file.part_from(0).expect("rows");
            let mut columns = file.read(part, wants).expect("a part");
            let step = columns.next_step(9).expect("columns").expect("rows");
            let mut rows = FeedRows::default();
            rows.take_in(reading.reader(0).piece_of_columns(&step, wants.contains(&false)));
            rows
        };
        assert_eq!(read(&reading.used(4)).needs_all, needs_all, "{id}");
        assert_eq!((read(&[true; 4]).needs_all, read(&[true; 4]).len()), (false, 2), "{id}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn rows_sums_and_days_are_the_same_in_every_container(rows in rows()) {
        let plain = csv(&rows);
        let wanted = told(&plain);
        let records = records(&rows);
        let lines: Vec<String> = records.iter().map(ToString::to_string).collect();
        let json = serde_json::to_vec(&serde_json::json!({ "data": arrays(&rows) }));
        let (workbook, columns) = (workbook(&rows), columns(&rows));
        for (packed, words) in [
            (gz(&plain), "gz › csv"),
            (zstd::encode_all(&plain[..], 1).expect("memory"), "zst › csv"),
            (zipped(&[("f.csv", &plain)]), "zip, f.csv › csv"),
            (serde_json::to_vec(&records).expect("memory"), "json"),
            (arrays(&rows).to_string().into_bytes(), "json"),
            (json.expect("memory"), "json"),
            (lines.join("\n").into_bytes(), if rows.len() > 1 { "jsonl" } else { "" }),
            (gz(&workbook), "gz › xlsx, sheet S"),
            (zipped(&[("f.xlsx", &workbook)]), "zip, f.xlsx › xlsx, sheet S"),
            (workbook, "xlsx, sheet S"),
            (gz(&columns), "gz › parquet"),
            (columns, "parquet"),
        ] {
            let original: Arc<dyn PackedBytes> = Arc::new(packed);
            let mut out = Vec::new();
            let packing = unpack(&original, None, &mut out, &|| true);
            let packing = packing.unwrap_or_else(|why| panic!("{words}: {why}"));
            prop_assert!(words.is_empty() || packing.words() == words, "{}", packing.words());
            prop_assert_eq!(told(&out), wanted.clone(), "{}", words);
        }
    }

    #[test]
    fn columns_that_are_read_straight_say_the_same(rows in rows(), at_once in 1u64..9) {
        let packed: Arc<dyn PackedBytes> = Arc::new(columns(&rows));
        let file = ColumnFile::new(&packed).expect("columns");
        prop_assert_eq!(told_straight(&file, at_once), told(&csv(&rows)));
        for (n, row) in rows.iter().enumerate() {
            prop_assert_eq!(row_alone(&file, n as u64), cells(row));
        }
        prop_assert_eq!(file.part_from(rows.len() as u64), None);
        // A word is found in the rows that have it, and in no two cells together.
        for word in ["a", "é\"", "shelling", "1", "ied1"] {
            let finder = Finder::new(word);
            let part = file.part_from(0).expect("rows");
            let step = file.read(part, &[true; 4]).expect("a part").next_step(9);
            let step = step.expect("columns").expect("rows");
            let found: BTreeSet<u64> = step.rows_with(&finder).into_iter().collect();
            let has = |n: &u64| cells(&rows[*n as usize]).iter().any(|cell| cell.contains(word));
            let wanted: BTreeSet<u64> = (0..step.len() as u64).filter(has).collect();
            prop_assert_eq!(found, wanted, "{}", word);
        }
    }
}
