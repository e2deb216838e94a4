//! Rows for spreadsheets: quoted as RFC 4180 has it, and no cell that a spreadsheet would compute.

use std::borrow::Cow;

/// Lines of cells, while they are written.
pub struct CsvLines(csv::Writer<Vec<u8>>);

impl CsvLines {
    pub fn new() -> CsvLines {
        CsvLines(csv::WriterBuilder::new().flexible(true).from_writer(Vec::new()))
    }

    /// Adds a line of cells.
    pub fn push<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        for cell in cells {
            let _ = self.0.write_field(&*neutral(cell)); // memory cannot fail
        }
        let _ = self.0.write_record(None::<&[u8]>); // ends the line
    }

    /// All lines, each with its end.
    pub fn into_text(self) -> String {
        let bytes = self.0.into_inner().unwrap_or_default(); // memory cannot fail
        String::from_utf8(bytes).unwrap_or_default() // quotes and commas between text are text
    }
}

/// A cell that begins as a formula, be it behind blanks, gets an apostrophe in front, which
/// spreadsheets take for "this is text".
fn neutral(text: &str) -> Cow<'_, str> {
    const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    let is_formula = text.starts_with(['\t', '\r']) || text.trim_start().starts_with(FORMULA);
    if is_formula { format!("'{text}").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
        let mut lines = CsvLines::new();
        lines.push(cells);
        lines.into_text()
    }

    #[test]
    fn cells_are_quoted_where_they_need_it_and_never_computed() {
        assert_eq!(line(["a", "b c", ""]), "a,b c,\n");
        assert_eq!(
            line(["a,b", "say \"no\"", "two\nlines", " x"]),
            "\"a,b\",\"say \"\"no\"\"\",\"two\nlines\", x\n"
        );
        assert_eq!(
            line(["=1+1", "+1", "-1", "@A1", "\t1", "\r1", "=HYPERLINK(\"http://x\",\"y\")"]),
            "'=1+1,'+1,'-1,'@A1,'\t1,\"'\r1\",\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"\n"
        );
    }

    #[test]
    fn blanks_hide_no_formula() {
        assert_eq!(
            line([" =1+1", "\u{a0}\u{3000}＝1+1", "  a=b"]),
            "' =1+1,'\u{a0}\u{3000}＝1+1,  a=b\n"
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(cells in proptest::collection::vec("[a-z=+@,\"\t\r \n-]{0,6}", 1..5)) {
            let line = line(cells.iter().map(String::as_str));
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
            let records: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
            prop_assert_eq!(records.len(), 1);
            prop_assert_eq!(records[0].len(), cells.len());
            for (back, cell) in records[0].iter().zip(&cells) {
                prop_assert_eq!(back.strip_prefix('\'').unwrap_or(back), cell);
                prop_assert!(!back.trim_start().starts_with(['=', '+', '-', '@']));
            }
        }
    }
}
