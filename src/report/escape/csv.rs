//! Rows for spreadsheets: quoted as RFC 4180 has it, and no cell that a spreadsheet would compute.

use std::{
    borrow::Cow,
    io::{self, Write},
};

/// Lines of cells, which go to a writer as they come.
pub struct CsvLines<W: Write>(csv::Writer<W>);

impl CsvLines<Vec<u8>> {
    /// Lines that are kept as one text.
    pub fn new() -> Self {
        CsvLines::to(Vec::new(), b',')
    }

    /// All lines, each with its end.
    pub fn into_text(self) -> String {
        let bytes = self.0.into_inner().unwrap_or_default(); // memory cannot fail
        String::from_utf8(bytes).unwrap_or_default() // quotes and commas between text are text
    }
}

impl<W: Write> CsvLines<W> {
    /// Lines to a writer, whose cells this sign keeps apart.
    pub fn to(out: W, between: u8) -> Self {
        CsvLines(csv::WriterBuilder::new().flexible(true).delimiter(between).from_writer(out))
    }

    /// Adds a line of texts; memory cannot fail.
    pub fn push<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        for cell in cells {
            let _ = self.text(cell);
        }
        let _ = self.end_line();
    }

    /// Adds a cell of text to the line.
    pub fn text(&mut self, text: &str) -> io::Result<()> {
        self.0.write_field(&*neutral(text)).map_err(io::Error::other)
    }

    /// Adds a cell of a number or a day as the program itself writes it, of which nothing is
    /// computed: a degree west stays a number.
    pub fn figure(&mut self, figure: &str) -> io::Result<()> {
        self.0.write_field(figure).map_err(io::Error::other)
    }

    /// Ends the line.
    pub fn end_line(&mut self) -> io::Result<()> {
        self.0.write_record(None::<&[u8]>).map_err(|error| match error.into_kind() {
            csv::ErrorKind::Io(error) => error,
            other => io::Error::other(format!("{other:?}")),
        })
    }

    /// Hands on what is not written yet.
    pub fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
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
