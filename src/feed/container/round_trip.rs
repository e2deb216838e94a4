//! Any rows, packed in any container, are the same rows: with their sums and their days.

use std::{io::Cursor, io::Write, sync::Arc};

use flate2::{Compression, write::GzEncoder};
use parquet::{
    data_type::{ByteArray, ByteArrayType, Int64Type},
    file::writer::SerializedFileWriter,
    schema::parser::parse_message_type,
};
use proptest::prelude::*;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{PackedBytes, unpack};
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

/// What a feed says, row by row, and in all.
fn told(text: &[u8]) -> Vec<String> {
    let wanted = Wanted { kind: Some(FeedKind::Csv), ..Wanted::default() };
    let rows: FeedRows = Opened::new(text, &wanted).expect("a table").read().expect("memory");
    let each = (0..rows.len()).map(|n| {
        let place = rows.site(n).map(|site| site.name.original().trim().to_owned());
        format!("{:?} {:?} {place:?} {:?}", rows.span(n), rows.deaths(n), rows.sort(n))
    });
    let (kept, left) = (rows.kept(), rows.left_out);
    let all = format!("{:?} {:?} {kept} {left}", rows.sums(), rows.period());
    each.chain([all]).collect()
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
}
