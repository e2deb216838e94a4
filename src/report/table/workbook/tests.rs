//! Workbooks are read back by a reader of their format.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use super::*;

fn read(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

/// What a workbook is that holds these rows below two columns, at most so many on a sheet.
fn workbook(rows: &[[TableCell; 2]], title: &str, most: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let day = "2020-08-14".parse().unwrap();
    let about = vec![("Scenario".to_owned(), "=1+1".to_owned())];
    let mut sink = WorkbookSink::with_most(&mut out, &[about], day, most).unwrap();
    let columns = [("a".to_owned(), 10), ("b".to_owned(), 10)];
    sink.begin(&TableHead { title, columns: &columns, notes: &[] }).unwrap();
    rows.iter().for_each(|row| sink.row(row).unwrap());
    sink.finish().unwrap();
    drop(sink);
    out
}

#[test]
fn days_are_days_numbers_are_numbers_and_no_text_is_a_formula() {
    let day: Day = "2020-07-14".parse().unwrap();
    let rows = [
        [TableCell::Day(day), TableCell::Whole(3)],
        [TableCell::text("=1+1"), TableCell::Number(-36.611)],
        [TableCell::text("@SUM(A1)"), TableCell::Nothing],
        [TableCell::text("x".repeat(40_000)), TableCell::Day("1600-01-01".parse().unwrap())],
    ];
    let mut book = read(workbook(&rows, "attacks", MOST_ROWS));
    assert_eq!(book.sheet_names(), ["About", "attacks"]);
    let sheet = book.worksheet_range("attacks").unwrap();
    let cell = |row, column| sheet.get_value((row, column)).cloned();
    assert_eq!(cell(0, 0), Some(Data::String("a".into())));
    let Some(Data::DateTime(read_day)) = cell(1, 0) else { panic!("{:?}", cell(1, 0)) };
    assert_eq!(read_day.to_ymd_hms_milli(), (2020, 7, 14, 0, 0, 0, 0));
    assert_eq!(cell(1, 1), Some(Data::Float(3.0)));
    assert_eq!(cell(2, 0), Some(Data::String("=1+1".into())));
    assert_eq!(cell(2, 1), Some(Data::Float(-36.611)));
    assert!(matches!(cell(3, 1), None | Some(Data::Empty)));
    let Some(Data::String(long)) = cell(4, 0) else { panic!() };
    assert_eq!((long.chars().count(), long.ends_with('…')), (MOST_SIGNS, true));
    assert_eq!(cell(4, 1), Some(Data::String("1600-01-01".into())));
    for name in ["About", "attacks"] {
        let formulas = book.worksheet_formula(name).unwrap();
        assert!(formulas.used_cells().all(|(_, _, formula)| formula.is_empty()), "{name}");
    }
}

#[test]
fn a_full_sheet_goes_on_in_the_next_below_the_same_head() {
    let rows: Vec<[TableCell; 2]> =
        (0..7).map(|n| [TableCell::Whole(n), TableCell::Nothing]).collect();
    let mut book = read(workbook(&rows, "a name that is far too long for a sheet: [x]", 4));
    let names = book.sheet_names();
    assert_eq!(names.len(), 4, "{names:?}");
    assert_eq!(names[1], "a name that is far too long for");
    assert_eq!(names[2], "a name that is far too long f 2");
    let mut found = Vec::new();
    for name in &names[1..] {
        let sheet = book.worksheet_range(name).unwrap();
        assert_eq!(sheet.get_value((0, 0)), Some(&Data::String("a".into())), "{name}");
        found.extend(sheet.rows().skip(1).map(|row| row[0].clone()));
    }
    let wanted: Vec<Data> = (0..7).map(|n| Data::Float(f64::from(n))).collect();
    assert_eq!(found, wanted);
}

#[test]
fn a_sheet_holds_what_spreadsheets_hold_and_no_row_is_lost_past_it() {
    // The library refuses a row that no spreadsheet has.
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    assert!(sheet.write_number(MOST_ROWS - 1, 0, 1.0).is_ok());
    assert!(sheet.write_number(MOST_ROWS, 0, 1.0).is_err());
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    let rows = [[TableCell::Whole(1), TableCell::text("x")]];
    assert_eq!(workbook(&rows, "t", MOST_ROWS), workbook(&rows, "t", MOST_ROWS));
}
