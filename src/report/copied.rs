//! What is copied from the board, as text: it says how it is to be handled, since it leaves the desk.

use std::io::{self, Write};

use super::{
    morning::quoted,
    speech,
    table::{CsvSink, MarkdownSink, RowSink, TableCell, TableHead},
};
use crate::{
    app::{CopyForm, CopyRequest, Place},
    board::{Board, Knowledge, Subject},
    look::counted,
    model::{Clean, Key, Record, RecordIx, Refusal, Table, Value, Without, Word},
    panel::Sheet,
};

/// What is copied, what that is called, and how it is to be handled, which the text says too. Errs
/// where there is nothing of the kind, or more than `most` bytes.
pub fn copied(request: &CopyRequest, most: usize) -> Result<(String, String), Refusal> {
    let board = &request.shown.board;
    let nothing = || Refusal::new("nothing is selected that could be copied", "select a row");
    let subject = request.subject.ok_or_else(nothing);
    let (mut text, what) = match request.form {
        CopyForm::Row => {
            let subject = subject?;
            (row(request, subject), format!("the row of {}", called(board, subject)))
        }
        CopyForm::Id => {
            let subject = subject?;
            let Some(record) = subject.record() else {
                let hint = "`yy` copies it in words, with its handling";
                return Err(Refusal::new("a row of a feed has no id of the file", hint));
            };
            let id = board.record(record).id.to_string();
            return Ok((id.clone(), format!("the id {id}")));
        }
        CopyForm::Citation => {
            let Some(record) = subject?.record() else {
                let hint = "`yy` copies it in words, with its handling";
                return Err(Refusal::new("a row of a feed has no citation of its own", hint));
            };
            let brief = board.brief(board.record(record));
            (citation(board, record), format!("the citation of {brief}"))
        }
        CopyForm::View => {
            return Ok((view(request), "the command that tells this".to_owned()));
        }
        CopyForm::Csv => {
            let (text, rows) = table(request, most, |text| Box::new(CsvSink::csv(text)))?;
            (text, format!("{} as CSV", counted(rows, "row")))
        }
        CopyForm::Markdown => {
            let (text, rows) = table(request, most, |text| Box::new(MarkdownSink::new(text)))?;
            (text, format!("{} as Markdown", counted(rows, "row")))
        }
    };
    let handling = match (request.form, request.subject.and_then(|subject| subject.record())) {
        (CopyForm::Row | CopyForm::Citation, Some(record)) => record_handling(board, record),
        _ => board.handling(),
    };
    if let Some(handling) = handling {
        text.push_str(&format!("\nHandling: {handling}\n"));
    }
    Ok((text, what))
}

fn record_handling(board: &Board, n: RecordIx) -> Option<Clean> {
    let flagged = |word: &Word| word.get(Key::Private) == Some(&Value::Flag(true));
    let record = board.record(n);
    let of_source = |word: &Word| {
        let is_its = |it: &&Record| it.table == Table::Source && Some(&it.id) == word.source();
        board.scenario().records().iter().find(is_its).is_some_and(|it| flagged(it.own()))
    };
    let is_private = record.words.iter().any(|word| flagged(word) || of_source(word));
    let mark = board.handling_of(n);
    match (is_private, mark) {
        (false, mark) => mark,
        (true, None) => Some("private, does not leave the desk".into()),
        (true, Some(mark)) => Some(format!("{mark}; private, does not leave the desk").into()),
    }
}

fn called(board: &Board, subject: Subject) -> String {
    match subject.record() {
        Some(record) => board.brief(board.record(record)),
        None => format!("a row of {}", board.record(board.record_of(subject)).id),
    }
}

/// The row as `show` says it; of what has no row in the panel, what it is called.
fn row(request: &CopyRequest, subject: Subject) -> String {
    let board = &request.shown.board;
    let found = with_sheet(request, |sheet| {
        let row = sheet.rows.iter().find(|row| row.subject == subject && !row.is_line)?;
        Some(speech::row_text(board, sheet, &row))
    });
    found.unwrap_or_else(|| format!("{}.", called(board, subject)))
}

fn with_sheet<T>(request: &CopyRequest, of: impl FnOnce(&Sheet) -> T) -> T {
    match request.shown.sheet(request.panel) {
        Some(sheet) => of(sheet),
        None => of(&request.panel.sheet(&request.shown.board, Default::default())),
    }
}

/// `IED near Ariha, 14 Jul. Russian Ministry of Defence, B2, known 2020-07-14, https://….`
fn citation(board: &Board, n: RecordIx) -> String {
    let record = board.record(n);
    let word = board.leading(record);
    let mut parts = vec![match word.voice() {
        Some(voice) => board.voice_name(voice).to_owned(),
        None => "no voice named".to_owned(),
    }];
    let via = word.get(Key::Citing).and(word.source());
    parts.extend(via.map(|via| format!("on the page of {}", board.voice_name(via))));
    parts.push(match board.grade(word).to_string() {
        grade if grade.chars().all(|c| c == '–') => "not graded".to_owned(),
        grade => format!("grade {grade}"),
    });
    parts.extend(word.known().map(|known| match known.assumed {
        true => format!("assumed known on {}", known.day),
        false => format!("known on {}", known.day),
    }));
    parts.extend(word.get(Key::Url).and_then(Value::as_text).map(ToString::to_string));
    let words = word.get(Key::Words).and_then(Value::as_text);
    let words = words.map(|words| format!(" “{words}”")).unwrap_or_default();
    let contested = board.contested(n);
    let contested: Vec<&str> = contested.iter().map(Key::name).collect();
    let contested = match contested.is_empty() {
        true => String::new(),
        false => format!(" Other voices differ on: {}.", contested.join(", ")),
    };
    format!(
        "{}.{words} {}.{contested} ({}/{}, as of {}, {})\n",
        board.brief(record),
        parts.join(", "),
        board.scenario().header.id,
        record.id,
        board.clock.as_of,
        board.clock.words()
    )
}

/// The command that tells what the panel tells.
fn view(request: &CopyRequest) -> String {
    let board = &request.shown.board;
    let mut words = vec!["sitboard".to_owned(), "show".into(), request.panel.name().into()];
    match &request.place {
        Place::File(path) => words.push(quoted(&path.to_string_lossy())),
        Place::Embedded(..) => words.push(format!("--scenario {}", board.scenario().header.id)),
        Place::Input(_) | Place::Piped(..) => words.push("-".to_owned()),
    }
    words.push(format!("--as-of {}", board.clock.as_of));
    match board.clock.knowledge {
        Knowledge::Then => {}
        Knowledge::By(day) => words.push(format!("--known-by {day}")),
        Knowledge::Hindsight => words.push("--hindsight".to_owned()),
    }
    words.extend(board.scenario().without.as_ref().into_iter().flat_map(Without::flags));
    if !board.query.is_empty() {
        words.push(format!("--filter {}", quoted(board.query.text())));
    }
    words.join(" ") + "\n"
}

/// The columns of the panel as rows of a sink, and how many rows they have.
fn table(
    request: &CopyRequest,
    most: usize,
    sink: for<'t> fn(&'t mut TextAtMost) -> Box<dyn RowSink + 't>,
) -> Result<(String, usize), Refusal> {
    let mut text = TextAtMost { bytes: Vec::new(), most };
    let written = with_sheet(request, |sheet| write_sheet(request, sheet, &mut *sink(&mut text)));
    // Memory cannot fail but by its bound.
    let rows = written.map_err(|_| too_long(most))?;
    Ok((String::from_utf8_lossy(&text.bytes).into_owned(), rows))
}

fn write_sheet(request: &CopyRequest, sheet: &Sheet, sink: &mut dyn RowSink) -> io::Result<usize> {
    let board = &request.shown.board;
    let columns: Vec<_> = sheet.columns.iter().filter(|it| !it.is_picture).collect();
    let names: Vec<_> = columns.iter().map(|column| (column.title.clone(), 0)).collect();
    sink.begin(&TableHead { title: "", columns: &names, notes: &[] })?;
    let mut rows = 0;
    for row in sheet.rows.iter().filter(|row| !row.is_line) {
        let cells = columns
            .iter()
            .map(|column| TableCell::text(speech::spoken(&column.read_aloud(board, &row))));
        sink.row(&cells.collect::<Vec<_>>())?;
        rows += 1;
    }
    sink.finish()?;
    Ok(rows)
}

/// Text of no more than so many bytes.
struct TextAtMost {
    bytes: Vec<u8>,
    most: usize,
}

impl Write for TextAtMost {
    fn write(&mut self, more: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + more.len() > self.most {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(more);
        Ok(more.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Why a text is not copied that is too long for that.
pub fn too_long(most: usize) -> Refusal {
    let message = format!("that is more than the {} kB that can be copied", most / 1000);
    Refusal::new(message, "filter the board, or write it with `sitboard show`, which `yv` copies")
}
