//! A form: its lines as they are typed, each as it is understood, and what is told of the one that
//! has the cursor.

use ratatui::layout::Rect;

use super::{canvas::Canvas, hint_in, typing::field};
use crate::{
    app::{App, Form, FormLine, Writes, form_parts},
    board::{Board, GazetteerPlace, gazetteer_place},
    command::{Command, Context},
    look::{Align, Phrase, Role, wrap},
    model::{Key, Table, clean},
};

/// Cells of the column of keys: the longest has fifteen.
const KEYS: u16 = 17;
/// From this many cells on, what is understood stands beside what is typed.
const BESIDE: u16 = 76;
/// Completions that are listed.
const LISTED: usize = 6;

/// Draws a form; where the cursor stands.
pub fn draw(app: &App, form: &Form, area: Rect, canvas: &mut Canvas) -> (u16, u16) {
    let mut title = String::new();
    let mut under = form.under.as_deref();
    while let Some(form) = under {
        title = format!("{} › {title}", form.writes.title(app));
        under = form.under.as_deref();
    }
    let title = Phrase::new(format!(" {title}{} ", form.writes.title(app)), Role::FocusTitle);
    canvas.on_top(area, title, Phrase::default());
    let (lines, foot) = form_parts(area, form.lines.len());
    let mut cursor = (lines.x, lines.y);
    let shown = form.lines.iter().enumerate().skip(form.top);
    for (y, (n, line)) in (lines.y..lines.bottom()).zip(shown) {
        let at = Rect { y, height: 1, x: lines.x + 1, width: lines.width.saturating_sub(2) };
        let place = draw_line(app, form, (n, line), at, canvas);
        if n == form.at {
            cursor = place;
        }
    }
    draw_line_notes(app, form, (foot, lines.height.into()), canvas);
    cursor
}

/// The keys that matter in a form, the most useful first.
pub fn keys(form: &Form) -> Vec<Phrase> {
    if let Some(sought) = &form.sought {
        return vec![Phrase::new("to the key: ", Role::Key).and(sought.text(), Role::Plain)];
    }
    let line = form.line();
    let refers = line.and_then(|line| line.refers_to().first());
    let new = refers.map(|table| {
        hint_in(Context::Form, Command::NewReferenced, &format!("new {}", table.name()))
    });
    let may_complete = line.is_some_and(|line| !line.completions.is_empty());
    let is_word = matches!(form.writes, Writes::Word(..));
    let others = is_word.then(|| hint_in(Context::Form, Command::OtherAccount, "other account"));
    let keys = [
        Some(hint_in(Context::Form, Command::WriteRecord, "write")),
        Some(hint_in(Context::Form, Command::NextLine, "next")),
        Some(hint_in(Context::Form, Command::FindLine, "to a key")),
        may_complete.then(|| hint_in(Context::Form, Command::NextCompletion, "complete")),
        form.lines
            .iter()
            .any(|line| line.is_default && whence(line) == "as last time")
            .then(|| hint_in(Context::Form, Command::ClearDefaults, "not as last time")),
        new,
        others,
        Some(hint_in(Context::Form, Command::Escape, "leave")),
    ];
    keys.into_iter().flatten().collect()
}

fn draw_line(
    app: &App,
    form: &Form,
    (n, line): (usize, &FormLine),
    area: Rect,
    canvas: &mut Canvas,
) -> (u16, u16) {
    let is_here = n == form.at;
    let (mark, role) = match (&line.reading, form.is_required(line)) {
        (Some(Err(_)), _) => ("✕", Role::Severe),
        (None, true) => ("•", Role::Warning),
        (Some(Ok(read)), _) if !read.warnings.is_empty() => ("!", Role::Warning),
        (Some(Ok(_)), _) => (" ", Role::Plain),
        (None, false) => (" ", Role::Plain),
    };
    let name = if is_here { Role::Key } else { Role::Dim };
    let head = Phrase::new(mark, role).and(" ", Role::Plain).and(line.field.key.name(), name);
    canvas.line(area.x, area.y, KEYS, &head);
    let room = area.width.saturating_sub(KEYS);
    let typed = if area.width >= BESIDE { room / 2 } else { room };
    let x = area.x + KEYS;
    let cursor = if line.is_default {
        // Typing takes its place: the cursor stands before it.
        let text = Phrase::new(line.input.text().to_owned(), Role::Stale);
        canvas.line(x, area.y, typed.saturating_sub(1), &text);
        (x, area.y)
    } else if is_here || !line.is_empty() {
        field(&line.input, (x, area.y), typed.saturating_sub(1), canvas)
    } else {
        (x, area.y)
    };
    if area.width >= BESIDE {
        let said = understood(app, form, line);
        let said = if line.is_default {
            let mark = Phrase::new(format!("({}) ", whence(line)), Role::Stale);
            mark.join(said)
        } else {
            said
        };
        let said = said.fit((room - typed).into(), Align::Left);
        canvas.line(x + typed, area.y, room - typed, &said);
    }
    cursor
}

/// Where a value comes from that nobody typed.
fn whence(line: &FormLine) -> &'static str {
    match line.field.key {
        Key::Source | Key::Place => "as last time",
        Key::Bulletin => "chosen",
        _ => "not typed",
    }
}

/// What a line means, where that is not what stands there.
fn understood(app: &App, form: &Form, line: &FormLine) -> Phrase {
    match (&line.reading, app.board()) {
        (Some(Ok(read)), Some(board)) => {
            let words = in_words(board, form, line);
            match read.warnings.first() {
                Some(warning) => Phrase::new(warning.message.to_string(), Role::Warning),
                None if words == line.input.text().trim() => Phrase::default(),
                None => Phrase::dim(words),
            }
        }
        (Some(Err(error)), _) => Phrase::new(error.message.to_string(), Role::Severe),
        (None, _) if form.is_required(line) => Phrase::new("needed", Role::Warning),
        _ => Phrase::default(),
    }
}

fn in_words(board: &Board, form: &Form, line: &FormLine) -> String {
    let read = line.reading.as_ref().and_then(|read| read.as_ref().ok());
    let is_new = |id: &crate::model::Id| {
        let made = |form: &Form| form.new.iter().any(|draft| draft.id().as_ref() == Some(id));
        made(form)
    };
    match read {
        Some(read) if read.value.ids().iter().any(is_new) => "new".to_owned(),
        Some(read) => board.in_words(line.field.key, &read.value).to_string(),
        None => String::new(),
    }
}

/// What nobody typed stands in lines that are out of sight, and would be written unseen.
fn unseen_defaults(form: &Form, in_sight: usize) -> Option<Phrase> {
    let lines = form.lines.iter().enumerate();
    let unseen =
        lines.filter(|(n, line)| line.is_default && !(form.top..form.top + in_sight).contains(n));
    let words: Vec<String> = unseen
        .map(|(_, line)| {
            let typed = clean(line.input.text());
            format!("{} {typed} ({})", line.field.key.name(), whence(line))
        })
        .collect();
    let words = format!("out of sight: {}", words.join(" · "));
    (!words.ends_with(": ")).then(|| Phrase::new(words, Role::Stale))
}

/// A place that nobody has told of can be made, with the point that others know.
fn place_offer(app: &App, line: &FormLine) -> Option<Phrase> {
    let is_place = line.refers_to().first() == Some(&Table::Place);
    let is_unknown = matches!(line.reading, Some(Err(_)));
    let index = app.board().filter(|_| is_place && is_unknown)?.index.clone();
    Some(offer(gazetteer_place(&index, line.input.text()).as_ref()))
}

/// What making a place of a name would give it.
pub fn offer(known: Option<&GazetteerPlace>) -> Phrase {
    let words = match known {
        Some(GazetteerPlace { spot, by, .. }) => {
            format!("makes it a place, at {:.2}, {:.2} as {by} has it", spot.lat, spot.lon)
        }
        None => "makes it a place, its point left open".to_owned(),
    };
    hint_in(Context::Form, Command::NewReferenced, &words)
}

/// Below the lines: what is wrong, what the key is for, what may be meant.
fn draw_line_notes(app: &App, form: &Form, (area, in_sight): (Rect, usize), canvas: &mut Canvas) {
    let Some(line) = form.line() else { return };
    let cells = area.width.saturating_sub(2);
    let rule = "─".repeat(area.width.into());
    canvas.line(area.x, area.y, area.width, &Phrase::new(rule, Role::Border));
    let mut lines: Vec<Phrase> = Vec::new();
    let severe = |words: &str| Phrase::new(words, Role::Severe);
    if let Some(why) = &form.refused {
        lines.extend(wrap(why, cells.into()).iter().map(|line| severe(line)));
    }
    if let Some(Err(error)) = &line.reading {
        let hint = error.hint.as_ref().map(|hint| format!("; {hint}")).unwrap_or_default();
        let words = format!("{}{hint}", error.message);
        lines.extend(wrap(&words, cells.into()).iter().map(|line| severe(line)));
    }
    lines.extend(place_offer(app, line));
    lines.extend(unseen_defaults(form, in_sight));
    lines.extend(wrap(line.field.doc, cells.into()).into_iter().map(Phrase::dim));
    let first = form.walked().unwrap_or(0).saturating_sub(LISTED / 2);
    for (n, completion) in line.completions.iter().enumerate().skip(first).take(LISTED) {
        let role = if form.walked() == Some(n) { Role::Selected } else { Role::Plain };
        lines.push(Phrase::plain("  ").and(completion.label.clone(), role));
    }
    for (y, line) in (area.y + 1..area.bottom()).zip(lines) {
        canvas.line(area.x + 1, y, cells, &line.fit(cells.into(), Align::Left));
    }
}
