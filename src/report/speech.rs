//! A panel in linear plain words: no boxes, no glyphs, for screen readers and mail.

use std::io::{self, Write};

use crate::{
    board::{Board, full_day},
    look::{Phrase, glyph},
    model::{Evidence, Record, Table},
    panel::{Panel, Row, Sheet},
};

/// A panel as a heading, its summary, and one paragraph a row.
pub fn panel_text(board: &Board, panel: Panel) -> String {
    let mut text = Vec::new();
    let _ = write_panel_text(board, panel, &mut text); // memory cannot fail
    String::from_utf8(text).unwrap_or_default() // what is written is text
}

/// The same, row by row.
pub fn write_panel_text(board: &Board, panel: Panel, out: &mut dyn Write) -> io::Result<()> {
    let sheet = panel.sheet(board, Default::default());
    let header = &board.scenario().header;
    writeln!(out, "{}, {}", panel.title_on(board), header.title)?;
    writeln!(out, "{}, {}", full_day(board.clock.as_of), board.clock.words())?;
    if let Some(handling) = board.handling() {
        writeln!(out, "Handling: {handling}")?;
    }
    for line in sheet.summed_up() {
        writeln!(out, "{}", spoken(&line))?;
    }
    if sheet.rows.is_empty() {
        writeln!(out, "\n{}", panel.empty(board))?;
    }
    for row in sheet.rows.iter().map(|row| row_text(board, &sheet, &row)) {
        if !row.is_empty() {
            writeln!(out, "\n{row}")?;
        }
    }
    Ok(())
}

/// One row: what it is called, then each column that says something.
pub(super) fn row_text(board: &Board, sheet: &Sheet, row: &Row) -> String {
    let record = board.record(board.record_of(row.subject));
    let brief = board.brief(record);
    // What stands below a heading is named there; a row of counts is not its record.
    let is_named_elsewhere = sheet.is_of_counts || sheet.has_headings() && row.depth > 0;
    let columns = sheet.columns.iter().filter(|column| !column.is_picture);
    let columns = columns.filter_map(|column| {
        let words = spoken(&column.read_aloud(board, row));
        // What the line begins with is not said again.
        let is_said_before = !is_named_elsewhere && words == brief;
        (!words.is_empty() && !is_said_before).then(|| format!("{}: {words}", column.title))
    });
    if let Some(across) = sheet.across(board, row, usize::MAX) {
        return spoken(&across);
    }
    if sheet.is_of_counts {
        let latest = format!("latest: {}", brief.trim_end_matches('.'));
        return columns.chain([latest]).collect::<Vec<_>>().join("; ") + ".";
    }
    let is_patrol = record.table == Table::Patrol && row.line == 0;
    let attacked = is_patrol.then(|| format!("attacked: {}", hits(board, row)));
    let is_record = row.record().is_some() && row.line == 0;
    let evidence = is_record.then(|| evidence(board, record)).flatten();
    let columns: Vec<String> = columns.chain(attacked).chain(evidence).collect();
    let words = columns.join("; ");
    let is_gone = row.feed_row().is_some_and(|at| board.is_gone(at));
    let withdrawn = match () {
        () if is_gone => "gone; ",
        () if board.is_all_withdrawn(record) => "withdrawn; ",
        () => "",
    };
    let name = if is_named_elsewhere { String::new() } else { format!("{brief}. ") };
    format!("{name}{withdrawn}{}.", words.trim_end_matches('.'))
}

/// The files that bear a record out; `None` where there are none.
fn evidence(board: &Board, record: &Record) -> Option<String> {
    let file = |file: &Evidence| {
        let private = if file.is_private { ", private" } else { "" };
        format!("{} {} (hash {}{private})", file.kind.word(), file.file, file.first_digits())
    };
    let mut files: Vec<String> = Vec::new();
    for file in board.evidence(record).map(|(_, it)| file(it)) {
        // Two voices may show the same.
        if !files.contains(&file) {
            files.push(file);
        }
    }
    (!files.is_empty()).then(|| format!("evidence: {}", files.join(", ")))
}

fn hits(board: &Board, row: &Row) -> String {
    let hits = board.hits(&board.record(board.record_of(row.subject)).id);
    let hits: Vec<String> = hits.iter().map(|n| board.brief(board.record(*n))).collect();
    if hits.is_empty() { "none known".to_owned() } else { hits.join(", ") }
}

/// A phrase without glyphs: what they mean stands in words.
pub fn spoken(phrase: &Phrase) -> String {
    let text = phrase.text();
    if text.trim() == glyph::NOT_STATED {
        return "not stated".to_owned();
    }
    if let Some(assumed) = text.trim().strip_prefix(glyph::ASSUMED) {
        let is_number = assumed.bytes().all(|b| b.is_ascii_digit());
        return format!("{assumed} ({})", if is_number { "inferred" } else { "assumed" });
    }
    // That a patrol was attacked is told by what hit it.
    let text = text.split(&format!(" {} ", glyph::ATTACKED)).next().unwrap_or_default();
    let text = text.strip_prefix(&format!("{} ", glyph::UNKNOWN)).unwrap_or(text);
    let was = format!(" {} was ", glyph::CONTESTED); // another reading, and no other voice
    let text = text.replace(&was, ", before that ");
    let mut words = text.replace(glyph::CONTESTED, " (contested) ").replace(" · ", "; ");
    if let Some(inferred) = words.trim_end().strip_suffix(glyph::ASSUMED) {
        words = format!("{inferred} (inferred)");
    }
    words = words.replace(glyph::PENDING, " (pending)").replace(" ─ ", ", ");
    let marks = [
        glyph::COMPLETED,
        glyph::CUT_SHORT,
        glyph::PLANNED,
        glyph::CANCELLED,
        glyph::ATTACKED,
        glyph::PARENT,
    ];
    for mark in marks {
        words = words.replace(mark, "");
    }
    words
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace(" ;", ";")
        .replace(" :", ":")
        .replace(" ,", ",")
}
