//! An array for scripts, element by element.

use std::io::{self, Write};

use serde_json::Value as Json;

/// An array that is being written, indented as the rest of what scripts are told.
pub struct JsonArray<W: Write> {
    out: W,
    indent: usize,
    is_empty: bool,
}

impl<W: Write> JsonArray<W> {
    /// Begins an array whose end is to stand so many columns from the left.
    pub fn begin(mut out: W, indent: usize) -> io::Result<Self> {
        out.write_all(b"[")?;
        Ok(JsonArray { out, indent, is_empty: true })
    }

    /// Adds an element.
    pub fn push(&mut self, element: &Json) -> io::Result<()> {
        let comma = if std::mem::replace(&mut self.is_empty, false) { "" } else { "," };
        let blank = " ".repeat(self.indent + 2);
        write!(self.out, "{comma}\n{blank}{}", indented(element, self.indent + 2))
    }

    /// Ends the array; what stands behind it can be written then.
    pub fn end(mut self) -> io::Result<W> {
        if !self.is_empty {
            write!(self.out, "\n{}", " ".repeat(self.indent))?;
        }
        self.out.write_all(b"]")?;
        Ok(self.out)
    }
}

/// A value over several lines, all but the first of them so far from the left. No text of it holds
/// the end of a line as such.
pub fn indented(json: &Json, columns: usize) -> String {
    // Only maps with other keys than strings, and they have none, could fail to serialise.
    let text = serde_json::to_string_pretty(json).unwrap_or_default();
    text.replace('\n', &format!("\n{}", " ".repeat(columns)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_array_is_the_same_as_one_that_was_held_whole() {
        for all in [json!([]), json!([1]), json!([{ "a": [1, "x\ny"], "b": {} }, null, []])] {
            let mut array = JsonArray::begin(Vec::new(), 0).unwrap();
            all.as_array().unwrap().iter().for_each(|one| array.push(one).unwrap());
            let written = String::from_utf8(array.end().unwrap()).unwrap();
            assert_eq!(written, serde_json::to_string_pretty(&all).unwrap());
        }
    }
}
