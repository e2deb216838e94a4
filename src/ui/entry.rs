//! The one line with what is understood of it, both versions of a record, and questions.

use ratatui::layout::Rect;

use super::{canvas::Canvas, form::offer, hint_in, typing::field};
use crate::{
    app::{App, Ask, Choice, ClashView, LineEntry, versions},
    board::in_full,
    command::{Command, Context},
    format::{
        one_line::{LinePiece, Sense},
        typed::Understood,
    },
    look::{Align, Phrase, Role, wrap},
    model::{Key, Value},
};

/// Cells for the words of the line, beside what they mean.
const WORDS: usize = 28;

/// Draws the one line, word by word; where the cursor stands.
pub fn line(app: &App, entry: &LineEntry, area: Rect, canvas: &mut Canvas) -> (u16, u16) {
    let named = entry.read.table_name().map(|name| format!(": {name}")).unwrap_or_default();
    let title = Phrase::new(format!(" In one line{named} "), Role::FocusTitle);
    let inner = canvas.on_top(area, title, Phrase::default());
    let cells = inner.width.saturating_sub(2);
    let cursor = field(&entry.input, (inner.x + 1, inner.y), cells, canvas);
    let mut lines: Vec<Phrase> = Vec::new();
    if let Some(why) = &entry.refused {
        lines.extend(wrap(why, cells.into()).into_iter().map(|it| Phrase::new(it, Role::Severe)));
    }
    if entry.input.text().trim().is_empty() {
        lines.push(Phrase::dim("words in any order, for example:"));
        lines.extend(wrap(&entry.example, cells.into()).into_iter().map(Phrase::dim));
    }
    let head = usize::from(cells / 2).min(WORDS);
    let is_unread = |piece: &&LinePiece| matches!(piece.sense, Sense::Unread(_));
    let (unread, read): (Vec<&LinePiece>, Vec<&LinePiece>) =
        entry.read.pieces.iter().partition(is_unread);
    // What is not understood, and what is missing, first: there may be no room for all.
    lines.extend(unread.into_iter().map(|piece| piece_line(app, entry, piece, head)));
    lines.extend(entry.offer.iter().map(|it| offer(it.known.as_ref())));
    let missing: Vec<&str> = entry.missing().iter().map(|key| key.name()).collect();
    if entry.read.table.is_some() && !missing.is_empty() && entry.refused.is_none() {
        lines.push(Phrase::new(format!("still wanted: {}", missing.join(", ")), Role::Warning));
    }
    // What nobody typed is written too: it stands before what was typed.
    lines.extend(entry.filled.iter().map(|filled| filled_line(app, filled, head)));
    lines.extend(read.into_iter().map(|piece| piece_line(app, entry, piece, head)));
    for (y, line) in (inner.y + 2..inner.bottom()).zip(lines) {
        canvas.line(inner.x + 1, y, cells, &line.fit(cells.into(), Align::Left));
    }
    cursor
}

/// Words of the line, and what they were taken for.
fn piece_line(app: &App, entry: &LineEntry, piece: &LinePiece, head: usize) -> Phrase {
    let words = entry.input.text().get(piece.span.start..piece.span.end).unwrap_or_default();
    let head = Phrase::plain(words.trim().to_owned()).fit(head, Align::Left).and("  ", Role::Plain);
    match &piece.sense {
        Sense::Table(_, name) => {
            head.and("a record of this kind: ", Role::Dim).and(*name, Role::Key)
        }
        Sense::Said { key, understood, remark } => {
            let line = head
                .and(format!("{}: ", key.name()), Role::Key)
                .and(in_words(app, *key, &understood.value), Role::Plain);
            let warned = understood.warnings.first().map(|warning| &warning.message);
            match remark.as_ref().or(warned) {
                Some(remark) => line.and(format!("  {remark}"), Role::Warning),
                None => line,
            }
        }
        Sense::Unread(why) => {
            let hint = why.hint.as_ref().map(|hint| format!("; {hint}")).unwrap_or_default();
            head.and(format!("{}{hint}", why.message), Role::Severe)
        }
    }
}

/// A key that nobody typed, and what is written for it.
fn filled_line(app: &App, (key, understood): &(Key, Understood), head: usize) -> Phrase {
    let whence = match key {
        Key::Source => "as last time",
        Key::Bulletin => "chosen",
        Key::Published => "not typed",
        _ => "the board's day",
    };
    let line = Phrase::new(whence, Role::Stale).fit(head, Align::Left).and("  ", Role::Plain);
    let line = line
        .and(format!("{}: ", key.name()), Role::Key)
        .and(in_words(app, *key, &understood.value), Role::Stale);
    match key {
        Key::Published => line,
        _ => line.and("  ", Role::Plain).join(hint_in(
            Context::Line,
            Command::ClearDefaults,
            "leaves it out",
        )),
    }
}

/// A value as it was understood; of a date the whole of it, whatever was left out.
fn in_words(app: &App, key: Key, value: &Value) -> String {
    match (value, app.board()) {
        (Value::When(when), Some(_)) => in_full(when),
        (value, Some(board)) => board.in_words(key, value),
        (_, None) => String::new(),
    }
}

/// Draws the versions of a record, with what can become of the part that is selected.
pub fn clash(app: &App, view: &ClashView, area: Rect, canvas: &mut Canvas) {
    let Some(history) = app.open_scenario().map(|open| &open.history) else { return };
    let Some(clash) = history.clashes.get(view.at) else { return };
    let count = history.clashes.len();
    let open = clash.open(&history.choices).count();
    let which = if count > 1 { format!(", {} of {count}", view.at + 1) } else { String::new() };
    let called = app.called(&clash.record);
    let title = format!(" Changed here and outside: {called}{which} · {open} open ");
    let close = Phrase::plain(" ").join(hint_in(Context::Versions, Command::Escape, "later "));
    let inner = canvas.on_top(area, Phrase::new(title, Role::FocusTitle), close);
    let cells = inner.width.saturating_sub(2);
    let lines = versions(clash, &history.choices, cells.into());
    let body = inner.bottom().saturating_sub(1);
    for (y, line) in (inner.y..body).zip(lines.into_iter().skip(view.top)) {
        let is_selected = line.part == Some(view.part);
        let whole = || line.phrase.clone().fit(cells.into(), Align::Left).all_in(Role::Selected);
        let phrase = if is_selected { whole() } else { line.phrase };
        canvas.line(inner.x + 1, y, cells, &phrase);
    }
    let offers = clash.parts.get(view.part).map_or(&[][..], |it| it.offers);
    // Where both may stand, the question is whether they are one.
    let ours = if offers.contains(&Choice::Both) { "one record  " } else { "yours  " };
    let mut keys = offers.iter().fold(Phrase::default(), |keys, choice| {
        keys.join(match choice {
            Choice::Ours => hint_in(Context::Versions, Command::KeepOurs, ours),
            Choice::Theirs => hint_in(Context::Versions, Command::TakeTheirs, "the file's  "),
            Choice::Both => hint_in(Context::Versions, Command::KeepBoth, "two records  "),
        })
    });
    if open > 1 {
        keys = keys.join(hint_in(Context::Versions, Command::KeepAllOurs, "all yours  "));
        keys = keys.join(hint_in(Context::Versions, Command::TakeAllTheirs, "all file's  "));
    }
    if count > 1 {
        keys = keys.join(hint_in(Context::Versions, Command::NextVersions, "next"));
    }
    canvas.line(inner.x + 1, body, cells, &keys);
}

/// Draws a question with the keys that answer it.
pub fn ask(app: &App, ask: &Ask, area: Rect, canvas: &mut Canvas) {
    let title = Phrase::new(format!(" {} ", ask.title()), Role::FocusTitle);
    let close = Phrase::plain(" ").join(hint_in(Context::Question, Command::Escape, "stay "));
    let inner = canvas.on_top(area, title, close);
    let cells = inner.width.saturating_sub(4);
    let lines = ask.lines(app, cells.into());
    for (y, line) in (inner.y..inner.bottom().saturating_sub(2)).zip(lines) {
        canvas.line(inner.x + 2, y, cells, &Phrase::plain(line));
    }
    let keys = ask.answers().iter().fold(Phrase::default(), |line, (command, words)| {
        line.join(hint_in(Context::Question, *command, &format!("{words}   ")))
    });
    canvas.line(inner.x + 2, inner.bottom().saturating_sub(1), cells, &keys);
}
