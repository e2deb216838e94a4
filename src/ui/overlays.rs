//! What lies on top: help, palette, scenario picker, problems.

use ratatui::layout::Rect;
use unicode_segmentation::UnicodeSegmentation;

use super::{
    canvas::Canvas, changes, entry, form, hint_in, legend, problems, story, typing::field, views,
};
use crate::{
    app::{
        App, HelpLine, HelpView, Input, ListState, OpenScenario, Overlay, PREVIEW, PaletteEntry,
        PaletteView, Plan, ScenarioIx, add_words, matched_letters, unavailable,
    },
    board::{Board, day_month, human},
    command::Command,
    look::{Phrase, Role, counted, wrap},
    model::{RecordIx, Severity, Table},
    panel::describe,
};

/// Draws what lies on top; where text is typed there, says where the cursor stands.
pub fn draw(app: &App, plan: &Plan, canvas: &mut Canvas) -> Option<(u16, u16)> {
    let (Some(area), Some(overlay)) = (plan.overlay, &app.overlay) else { return None };
    let title = |words: &str| Phrase::new(format!(" {words} "), Role::FocusTitle);
    let of = overlay.context();
    let close = Phrase::plain(" ").join(hint_in(of, Command::Escape, "close "));
    match overlay {
        Overlay::Help(view) => {
            let keys = [(Command::Search, "find"), (Command::Help, "marks")];
            let keys =
                keys.map(|(command, words)| hint_in(of, command, words).and("  ", Role::Plain));
            let keys = keys.into_iter().fold(Phrase::plain(" "), Phrase::join);
            let keys = keys.join(hint_in(of, Command::Escape, "close "));
            let inner = canvas.on_top(area, title("Help"), keys);
            return help(app, view, inner, canvas);
        }
        Overlay::Legend { top } => legend::draw(app, plan, *top, canvas),
        Overlay::Palette(view) => {
            let inner = canvas.on_top(area, title("Commands and records"), close);
            return Some(palette(app, view, inner, canvas));
        }
        Overlay::Picker { input, found, list } => {
            let inner = canvas.on_top(area, title("Scenarios"), close);
            return Some(picker(app, (input, found, list), inner, canvas));
        }
        Overlay::Problems { list } => {
            let inner = canvas.on_top(area, title("Problems and notes"), close);
            let found = app.open_scenario().map_or(&[][..], |open| open.problems());
            problems::list(found, list, inner, canvas);
        }
        Overlay::Changes { list } => {
            let inner = canvas.on_top(area, title(&changes::title(app)), close);
            changes::list(app, list, inner, canvas);
        }
        Overlay::Views { list } => {
            let inner = canvas.on_top(area, title("Views"), close);
            views::list(app, list, inner, canvas);
        }
        Overlay::Stories { list } => {
            let inner = canvas.on_top(area, title("Stories"), close);
            story::list(app, list, inner, canvas);
        }
        Overlay::Page { top } => {
            let keys = Phrase::plain(" ").join(hint_in(of, Command::Choose, "save  "));
            let has_appendix = app.page.as_ref().is_some_and(|page| page.appendix);
            let other = if has_appendix { "sheet alone  " } else { "appendix  " };
            let keys = keys.join(hint_in(of, Command::ToggleAppendix, other));
            let keys = keys.join(hint_in(of, Command::Escape, "close "));
            let inner = canvas.on_top(area, title("The morning page"), keys);
            let text = app.page.as_ref().map_or("", |page| &page.text);
            for (y, line) in (inner.y..inner.bottom()).zip(text.lines().skip(*top)) {
                let cells = inner.width.saturating_sub(2);
                canvas.line(inner.x + 1, y, cells, &Phrase::plain(line));
            }
        }
        Overlay::Form(typed) => return Some(form::draw(app, typed, area, canvas)),
        Overlay::Line(typed) => return Some(entry::line(app, typed, area, canvas)),
        Overlay::Clash(view) => {
            entry::clash(app, view, area, canvas);
        }
        Overlay::Ask(question) => entry::ask(app, question, area, canvas),
        Overlay::Prompt(_) => {}
    }
    None
}

/// What is looked for in the help, and the lines that have it; where the cursor stands.
fn help(app: &App, view: &HelpView, area: Rect, canvas: &mut Canvas) -> Option<(u16, u16)> {
    let cells = area.width.saturating_sub(2);
    let (mut y, mut cursor) = (area.y, None);
    if view.is_sought() {
        canvas.line(area.x + 1, y, 2, &Phrase::new("> ", Role::Key));
        let at = field(&view.sought, (area.x + 3, y), cells.saturating_sub(2), canvas);
        (y, cursor) = (y + 2, Some(at).filter(|_| view.is_typing));
    }
    let lines = view.lines(&app.front());
    if lines.is_empty() {
        canvas.line(area.x + 3, y, cells, &Phrase::dim("nothing in the help says so"));
    }
    for (y, line) in (y..area.bottom()).zip(lines.into_iter().skip(view.top)) {
        canvas.line(area.x + 1, y, cells, &help_line(line));
    }
    cursor
}

fn help_line(line: HelpLine) -> Phrase {
    match line {
        HelpLine::Blank => Phrase::default(),
        HelpLine::Title(title) => Phrase::new(title, Role::Title),
        HelpLine::Entry(key, doc) => {
            Phrase::new(format!("  {key:<18}"), Role::Key).and(doc, Role::Plain)
        }
    }
}

fn palette(app: &App, view: &PaletteView, area: Rect, canvas: &mut Canvas) -> (u16, u16) {
    let PaletteView { input, found, list, is_waiting, .. } = view;
    let cells = area.width.saturating_sub(2);
    canvas.line(area.x + 1, area.y, 2, &Phrase::new("> ", Role::Key));
    let cursor = field(input, (area.x + 3, area.y), cells.saturating_sub(2), canvas);
    if found.is_empty() {
        let words = if *is_waiting { "looking …" } else { "nothing is called so" };
        canvas.line(area.x + 3, area.y + 2, cells, &Phrase::dim(words));
    }
    let rows = found.iter().enumerate().skip(list.top);
    for (y, (n, entry)) in (area.y + 2..area.bottom()).zip(rows) {
        let line = entry_line(app, entry, input.text(), cells.into());
        let line = if n == list.at {
            line.fit(cells.into(), Default::default()).all_in(Role::Selected)
        } else {
            line
        };
        canvas.line(area.x + 1, y, cells, &line);
    }
    cursor
}

fn entry_line(app: &App, entry: &PaletteEntry, typed: &str, cells: usize) -> Phrase {
    match entry {
        PaletteEntry::Command(command) => {
            let why = unavailable(app, *command);
            let role = if why.is_some() { Role::Dim } else { Role::Plain };
            let why = why.map(|why| format!("  ({why})")).unwrap_or_default();
            Phrase::new(format!("  {:<12}", command.key()), Role::Key)
                .join(found_in(&describe(command.row(), &app.front()), typed, role))
                .and(why, Role::Dim)
        }
        PaletteEntry::Add(table) => {
            let why = app.cannot_change();
            let role = if why.is_some() { Role::Dim } else { Role::Plain };
            let why = why.map(|why| format!("  ({why})")).unwrap_or_default();
            Phrase::plain(" ".repeat(14))
                .join(found_in(&add_words(*table), typed, role))
                .and(why, Role::Dim)
        }
        PaletteEntry::Record(page) => app
            .board()
            .and_then(|board| Some(record_line(board, page.record(board)?, typed)))
            .map(|line| line.fit(cells, Default::default()))
            .unwrap_or_default(),
    }
}

/// A text with the letters that were typed in the colour of a key.
fn found_in(text: &str, typed: &str, role: Role) -> Phrase {
    let matched = matched_letters(text, typed);
    let (mut phrase, mut run, mut is_hit, mut at) = (Phrase::default(), String::new(), false, 0);
    for grapheme in text.graphemes(true) {
        let end = at + grapheme.chars().count();
        let hit = matched.iter().any(|nth| (at..end).contains(nth));
        if hit != is_hit {
            phrase.push(std::mem::take(&mut run), if is_hit { Role::Key } else { role });
        }
        run.push_str(grapheme);
        (is_hit, at) = (hit, end);
    }
    phrase.push(run, if is_hit { Role::Key } else { role });
    phrase
}

fn record_line(board: &Board, n: RecordIx, typed: &str) -> Phrase {
    let record = board.record(n);
    let date = board
        .written_date(record)
        .map(|date| format!("{}  ", human(date, board.clock.as_of)))
        .unwrap_or_default();
    Phrase::dim(format!("  {:<12}", record.table_name)).and(date, Role::Plain).join(found_in(
        &board.what(record),
        typed,
        Role::Link,
    ))
}

fn picker(
    app: &App,
    (input, found, list): (&Input, &[ScenarioIx], &ListState),
    area: Rect,
    canvas: &mut Canvas,
) -> (u16, u16) {
    let cells = area.width.saturating_sub(2);
    canvas.line(area.x + 1, area.y, 2, &Phrase::new("> ", Role::Key));
    let cursor = field(input, (area.x + 3, area.y), cells.saturating_sub(2), canvas);
    if found.is_empty() {
        canvas.line(area.x + 3, area.y + 2, cells, &Phrase::dim("no scenario is called so"));
    }
    let rows = usize::from(area.height).saturating_sub(PREVIEW + 2);
    let shown = found.iter().enumerate().skip(list.top).take(rows);
    for (y, (nth, n)) in (area.y + 2..).zip(shown) {
        let line = volume_line(&app.workspace[*n], cells.into());
        let line = if nth == list.at { line.all_in(Role::Selected) } else { line };
        canvas.line(area.x + 1, y, cells, &line);
    }
    let chosen = found.get(list.at).and_then(|n| app.workspace.get(*n));
    let Some(open) = chosen else { return cursor };
    let top = area.bottom().saturating_sub(u16::try_from(PREVIEW).unwrap_or(0));
    for (y, line) in (top + 1..area.bottom()).zip(preview(open, cells.into())) {
        canvas.line(area.x + 1, y, cells, &line);
    }
    cursor
}

/// Title, period, records and problems of a scenario.
fn volume_line(open: &OpenScenario, cells: usize) -> Phrase {
    let title =
        Phrase::plain(open.title().to_string()).fit((cells * 2 / 5).min(56), Default::default());
    let Some(index) = open.index() else {
        let words = match &open.fault {
            Some(_) => Phrase::new("does not load", Role::Severe),
            None => Phrase::dim("reading …"),
        };
        return title.and("  ", Role::Plain).join(words).fit(cells, Default::default());
    };
    let period = index.scenario.period().map(|(first, last)| {
        let year = |day: &crate::model::Day| chrono::Datelike::year(day);
        format!("{} {} – {} {}", day_month(first), year(&first), day_month(last), year(&last))
    });
    let faults =
        open.problems().iter().filter(|problem| problem.severity != Severity::Note).count();
    let notes = open.problems().len() - faults;
    let faults = match faults {
        0 => Phrase::default(),
        n => Phrase::new(counted(n, "problem"), Role::Severe),
    };
    let notes = if notes > 0 { Phrase::dim(counted(notes, "note")) } else { Phrase::default() };
    let records = Phrase::dim(counted(index.scenario.records().len(), "record"));
    let parts = [faults, Phrase::plain(period.unwrap_or_default()), records, notes];
    title.and("  ", Role::Plain).join(Phrase::list(parts, "  ")).fit(cells, Default::default())
}

/// What a scenario is about and what it holds.
fn preview(open: &OpenScenario, cells: usize) -> Vec<Phrase> {
    let mut lines = vec![Phrase::dim(open.place.name().to_string())];
    let Some(index) = open.index() else {
        lines.extend(open.problems().iter().take(4).map(|problem| {
            Phrase::new(format!("line {}: {}", problem.spot.line, problem.message), Role::Severe)
        }));
        return lines;
    };
    let scenario = &index.scenario;
    let summary = scenario.header.summary.clone().unwrap_or_default();
    lines.extend(wrap(&summary, cells).into_iter().take(3).map(Phrase::plain));
    let counts = Table::IN_SUMMARY.iter().map(|table| (scenario.table(*table).len(), table));
    let present = counts.filter(|(n, _)| *n > 0);
    let counts: Vec<String> = present
        .map(|(n, table)| {
            let name = scenario.table_name(*table).unwrap_or(table.name());
            format!("{n} {}", table.plural_of(name, n))
        })
        .collect();
    lines.extend(wrap(&counts.join(" · "), cells).into_iter().map(Phrase::dim));
    lines
}
