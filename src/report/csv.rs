//! Rows for spreadsheets: quoted as RFC 4180 has it, and no cell that a spreadsheet would compute.

/// One line of cells, with its end. Quoting is the few lines below; a crate is worth it for reading.
pub fn line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    cells.into_iter().map(cell).collect::<Vec<_>>().join(",") + "\n"
}

/// A cell in quotes where it needs them. One that begins as a formula does gets an apostrophe in
/// front, which spreadsheets take for "this is text".
fn cell(text: &str) -> String {
    const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    let mark = if text.starts_with(FORMULA) { "'" } else { "" };
    let needs_quotes = |c: char| matches!(c, ',' | '"' | '\n' | '\r');
    if text.contains(needs_quotes) || text.trim() != text {
        format!("\"{mark}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{mark}{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cells_are_quoted_where_they_need_it_and_never_computed() {
        assert_eq!(line(["a", "b c", ""]), "a,b c,\n");
        assert_eq!(
            line(["a,b", "say \"no\"", "two\nlines", " x"]),
            "\"a,b\",\"say \"\"no\"\"\",\"two\nlines\",\" x\"\n"
        );
        assert_eq!(
            line(["=1+1", "+1", "-1", "@A1", "=HYPERLINK(\"http://x\",\"y\")"]),
            "'=1+1,'+1,'-1,'@A1,\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"\n"
        );
    }

    /// A plain reading of RFC 4180.
    fn read(line: &str) -> Vec<String> {
        let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
        let mut chars = line.strip_suffix('\n').unwrap().chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(std::mem::take(&mut cell)),
                _ => cell.push(c),
            }
        }
        cells.push(cell);
        cells
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(cells in proptest::collection::vec("[a-z=+@,\" \n-]{0,6}", 1..5)) {
            let line = line(cells.iter().map(String::as_str));
            let back = read(&line);
            prop_assert_eq!(back.len(), cells.len());
            for (back, cell) in back.iter().zip(&cells) {
                prop_assert_eq!(back.strip_prefix('\'').unwrap_or(back), cell);
                prop_assert!(!back.starts_with(['=', '+', '-', '@']));
            }
        }
    }
}
