//! Records of a JSON file, one after another, as the bytes that they are. Only where they begin and end
//! is found here; a library takes them apart. No more than one of them is held in memory.

use std::{collections::BTreeMap, io::Read};

use crate::{
    feed::container::{
        limits::{MOST_JSON_RECORD, MOST_NESTING},
        refused::{NotUnpacked, cut_off, damaged},
    },
    model::Refusal,
};

/// Bytes that are read at once.
const STEP: usize = 256 << 10;
/// What is kept of an answer besides its records: so many values, and so many bytes of each.
const MOST_HEAD: usize = 64;
const MOST_WORD: usize = 1 << 10;

/// Where records stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Layout {
    /// In an array, which may stand within objects.
    Array,
    /// Arrays in an array, the first of which names the columns.
    Rows,
    /// One after another.
    Lines,
}

/// A record: the line on which it begins, and its bytes.
pub struct JsonRecord<'a> {
    pub line: u64,
    pub bytes: &'a [u8],
}

/// What is open around the place that is read.
struct Level {
    is_array: bool,
    /// The key that is being read the value of.
    key: Option<String>,
    /// Whether anything stands in it.
    is_filled: bool,
}

/// A reader of records.
pub struct Records<R> {
    reader: R,
    bytes: Vec<u8>,
    at: usize,
    line: u64,
    layout: Layout,
    levels: Vec<Level>,
    /// The path of the array that the records stand in.
    pub table: Option<String>,
    /// Arrays in which nothing stands.
    pub empty: Vec<String>,
    /// Values beside the records.
    pub head: Vec<(String, String)>,
    /// Records in other arrays, which are not read.
    pub others: BTreeMap<String, u64>,
}

impl<R: Read> Records<R> {
    /// Reads from the beginning of a file.
    pub fn new(reader: R, layout: Layout) -> Records<R> {
        Records {
            reader,
            bytes: Vec::new(),
            at: 0,
            line: 1,
            layout,
            levels: Vec::new(),
            table: None,
            empty: Vec::new(),
            head: Vec::new(),
            others: BTreeMap::new(),
        }
    }

    /// Whether the first record ends on the first line, and another follows: then each line has one.
    pub fn are_lines(mut self) -> Result<bool, NotUnpacked> {
        let Some(b'{') = self.token()? else { return Ok(false) };
        let line = self.line;
        let (mut depth, mut in_string) = (1usize, false);
        while depth > 0 {
            match self.byte()? {
                None => return Ok(false),
                Some(b'\\') if in_string => drop(self.byte()?),
                Some(b'"') => in_string = !in_string,
                Some(_) if in_string => {}
                Some(b'{' | b'[') => depth += 1,
                Some(b'}' | b']') => depth -= 1,
                Some(b'\n') => return Ok(false),
                Some(_) => {}
            }
        }
        Ok(self.line == line && self.token()? == Some(b'{'))
    }

    /// The next record; `None` where there is no more.
    pub fn next_record(&mut self) -> Result<Option<JsonRecord<'_>>, NotUnpacked> {
        loop {
            let Some(byte) = self.token()? else {
                return if self.levels.is_empty() { Ok(None) } else { Err(cut_off().into()) };
            };
            if let Some(level) = self.levels.last_mut() {
                level.is_filled |= !matches!(byte, b']' | b'}');
            }
            match byte {
                first @ (b'{' | b'[') if self.is_record(first) => {
                    let (line, from, to) = self.record()?;
                    let path = self.path();
                    match self.table.get_or_insert_with(|| path.clone()) == &path {
                        true => return Ok(Some(JsonRecord { line, bytes: &self.bytes[from..to] })),
                        false => *self.others.entry(path).or_default() += 1,
                    }
                }
                b'{' | b'[' => self.open(byte == b'[')?,
                b'}' | b']' => self.close(byte == b']')?,
                b',' => {
                    if let Some(level) = self.levels.last_mut() {
                        level.key = None;
                    }
                }
                b':' => {}
                first => self.value(first)?,
            }
        }
    }

    /// Whether what begins here by this bracket is a record.
    fn is_record(&self, first: u8) -> bool {
        let is_row = self.layout == Layout::Rows;
        match (self.layout, self.levels.split_last()) {
            _ if is_row != (first == b'[') => false,
            (Layout::Lines, around) => around.is_none(),
            (Layout::Array | Layout::Rows, Some((level, around))) => {
                level.is_array && !around.iter().any(|level| level.is_array)
            }
            (Layout::Array | Layout::Rows, None) => false,
        }
    }

    /// The keys that lead here.
    fn path(&self) -> String {
        let keys: Vec<&str> = self.levels.iter().filter_map(|level| level.key.as_deref()).collect();
        keys.join(".")
    }

    fn open(&mut self, is_array: bool) -> Result<(), NotUnpacked> {
        if self.levels.len() >= MOST_NESTING {
            return Err(too_deep().into());
        }
        self.levels.push(Level { is_array, key: None, is_filled: false });
        Ok(())
    }

    fn close(&mut self, is_array: bool) -> Result<(), NotUnpacked> {
        let closed = self.levels.pop().filter(|level| level.is_array == is_array);
        let Some(closed) = closed else {
            let line = self.line;
            return Err(damaged(&format!("a bracket on line {line} closes nothing")).into());
        };
        if is_array && !closed.is_filled && self.empty.len() < MOST_HEAD {
            self.empty.push(self.path());
        }
        Ok(())
    }

    /// A value, or a key, beside the records.
    fn value(&mut self, first: u8) -> Result<(), NotUnpacked> {
        let text = if first == b'"' { self.string()? } else { self.word(first)? };
        let in_array = self.levels.iter().any(|level| level.is_array);
        match self.levels.last_mut() {
            Some(level) if !level.is_array && level.key.is_none() => level.key = Some(text),
            _ if in_array => {}
            _ if self.head.len() < MOST_HEAD => self.head.push((self.path(), text)),
            _ => {}
        }
        Ok(())
    }

    /// The text of a string whose first quote was read, or its beginning.
    fn string(&mut self) -> Result<String, NotUnpacked> {
        let mut raw = vec![b'"'];
        let mut keep = |byte: u8| {
            if raw.len() < MOST_WORD {
                raw.push(byte);
            }
        };
        loop {
            match self.byte()?.ok_or_else(cut_off)? {
                b'"' => break,
                b'\\' => {
                    keep(b'\\');
                    keep(self.byte()?.ok_or_else(cut_off)?);
                }
                byte => keep(byte),
            }
        }
        raw.push(b'"');
        let text = serde_json::from_slice(&raw);
        Ok(text.unwrap_or_else(|_| String::from_utf8_lossy(&raw[1..raw.len() - 1]).into_owned()))
    }

    /// A number, `true`, `false` or `null`, or its beginning.
    fn word(&mut self, first: u8) -> Result<String, NotUnpacked> {
        let mut raw = vec![first];
        while let Some(byte) = self.byte()? {
            if byte.is_ascii_whitespace() || b",:]}[{\"".contains(&byte) {
                self.at -= 1;
                self.line -= u64::from(byte == b'\n');
                break;
            }
            if raw.len() < MOST_WORD {
                raw.push(byte);
            }
        }
        Ok(String::from_utf8_lossy(&raw).into_owned())
    }

    /// The next byte that is no space.
    fn token(&mut self) -> Result<Option<u8>, NotUnpacked> {
        loop {
            match self.byte()? {
                Some(byte) if byte.is_ascii_whitespace() => {}
                // A byte order mark stands at the beginning alone.
                Some(0xef) if self.at == 1 && self.bytes.starts_with(b"\xef\xbb\xbf") => {
                    self.at = 3
                }
                byte => return Ok(byte),
            }
        }
    }

    fn byte(&mut self) -> Result<Option<u8>, NotUnpacked> {
        if self.at == self.bytes.len() {
            self.bytes.clear();
            self.at = 0;
            self.fill()?;
        }
        let byte = self.bytes.get(self.at).copied();
        self.at += usize::from(byte.is_some());
        self.line += u64::from(byte == Some(b'\n'));
        Ok(byte)
    }

    /// Reads more behind what is there; whether there was any.
    fn fill(&mut self) -> Result<bool, NotUnpacked> {
        let read = self.reader.by_ref().take(STEP as u64).read_to_end(&mut self.bytes)?;
        Ok(read > 0)
    }

    /// Reads to the end of the record whose first bracket was read: its line, and where it stands
    /// among the bytes that are held.
    fn record(&mut self) -> Result<(u64, usize, usize), NotUnpacked> {
        let line = self.line;
        let mut from = self.at - 1;
        let (mut depth, mut in_string) = (1usize, false);
        while depth > 0 {
            if self.at >= self.bytes.len() {
                self.bytes.drain(..from);
                self.at -= from;
                from = 0;
                if self.bytes.len() > MOST_JSON_RECORD {
                    return Err(too_long(line).into());
                }
                if !self.fill()? {
                    return Err(cut_off().into());
                }
            }
            let rest = &self.bytes[self.at..];
            if in_string {
                let found = memchr::memchr2(b'"', b'\\', rest);
                let is_escape = found.is_some_and(|at| rest[at] == b'\\');
                in_string = found.is_none() || is_escape;
                self.at += found.map_or(rest.len(), |at| at + 1 + usize::from(is_escape));
                continue;
            }
            let found = rest.iter().position(|byte| b"\"{}[]".contains(byte));
            let Some(at) = found else {
                self.at += rest.len();
                continue;
            };
            match rest[at] {
                b'"' => in_string = true,
                b'{' | b'[' => depth += 1,
                _ => depth -= 1,
            }
            self.at += at + 1;
            if depth > MOST_NESTING {
                return Err(too_deep().into());
            }
        }
        let lines = memchr::memchr_iter(b'\n', &self.bytes[from..self.at]).count();
        self.line += lines as u64;
        Ok((line, from, self.at))
    }
}

fn too_deep() -> Refusal {
    let message = format!("it is nested more than {MOST_NESTING} deep");
    Refusal::new(message, "JSON is read where it is an array of flat records")
}

fn too_long(line: u64) -> Refusal {
    let message =
        format!("a record of more than {} MiB begins on line {line}", MOST_JSON_RECORD >> 20);
    Refusal::new(message, "perhaps a quote or a bracket in it is never closed")
}
