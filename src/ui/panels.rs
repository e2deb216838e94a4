//! A panel: its box, the columns that fit, the rows in sight, the summary below.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use crate::{
    app::{App, MARKS, Overlay, PanelPlan, Shown},
    board::Board,
    command::{Command, keymap},
    look::{Align, Phrase, Role, glyph},
    model::Table,
    panel::{Panel, Row, Sheet, Sort},
};

pub(super) fn draw(app: &App, plan: &PanelPlan, canvas: &mut Canvas) {
    let (Some(open), Some(shown)) = (app.open_scenario(), app.shown()) else { return };
    let panel = plan.panel;
    let Some(sheet) = shown.sheet(panel) else {
        canvas.boxed(plan.area, title(app, panel, panel.title(), true), Phrase::dim(" … "));
        return;
    };
    let list = &open.view.lists[panel.number()];
    let covered = app.overlay.as_ref().is_some_and(|on_top| !matches!(on_top, Overlay::Prompt(_)));
    let focused = app.focus == panel && app.trail.is_empty() && !covered;
    if plan.is_line {
        return empty_line(app, &shown.board, plan, focused, canvas);
    }
    let on_board = panel.title_on(&shown.board);
    let title = title(app, panel, sheet.title.as_deref().unwrap_or(&on_board), focused);
    canvas.boxed(plan.area, title, count(app, sheet, panel, plan));
    summary(app, sheet, plan, focused, canvas);
    let (columns, gap) = plan.columns(app);
    let sort = open.view.sorts[panel.number()];
    if plan.head.height > 0 {
        head(sheet, &columns, gap, sort, plan.head, canvas);
    }
    if let Some((map, area)) = sheet.map.as_ref().zip(plan.map) {
        super::map::draw(app, &shown.board, map, area, canvas);
    }
    if sheet.rows.is_empty() {
        let words = Phrase::dim(panel.empty(&shown.board));
        let area = plan.map.filter(|_| plan.list.height == 0).unwrap_or(plan.list);
        canvas.line(area.x + MARKS, area.y, area.width.saturating_sub(MARKS), &words);
    }
    let rows = (list.top..).map_while(|n| Some((n, sheet.rows.get(n)?)));
    for (y, (n, row)) in (plan.list.y..plan.list.bottom()).zip(rows) {
        let selected = n == list.at;
        let cells = plan.cells();
        let focused = focused && plan.line(app).is_none();
        let line = row_line(app, shown, &row, &columns, sheet, (gap, cells), (selected, focused));
        canvas.line(plan.list.x, y, plan.list.width, &line);
    }
    foot(app, shown, panel, plan, canvas);
}

/// What would stand in a panel without records, and how to add some.
fn empty_line(app: &App, board: &Board, plan: &PanelPlan, focused: bool, canvas: &mut Canvas) {
    let role = if focused { Role::FocusTitle } else { Role::Title };
    let key = app.front().command(plan.panel).key();
    let line = Phrase::new(format!("{key} "), role).and(plan.panel.empty(board), Role::Dim);
    let can_add = app.cannot_change().is_none() && board.query.is_empty();
    let add = Command::AddRecord.key();
    let how =
        if focused { format!("; {add} adds one") } else { format!("; {key}, {add} adds one") };
    let full = line.clone().and(if can_add { how.as_str() } else { "" }, Role::Dim);
    let room = usize::from(plan.area.width.saturating_sub(2));
    let line = if full.width() <= room { full } else { line };
    canvas.line(plan.area.x + 1, plan.area.y, plan.area.width.saturating_sub(2), &line);
}

/// The lines that sum the panel up, and the cursor where it stands on one.
fn summary(app: &App, sheet: &Sheet, plan: &PanelPlan, focused: bool, canvas: &mut Canvas) {
    let area = plan.lines;
    let at = plan.line(app);
    let cells = area.width.saturating_sub(2);
    let lines = sheet.lines.drawn(cells.into(), area.height.into());
    for (n, (y, line)) in (area.y..area.bottom()).zip(lines).enumerate() {
        let selected = at == Some(n);
        let mark = Phrase::plain(if selected { glyph::SELECTED } else { " " });
        let line = line.fit(cells.into(), Align::Left);
        let line = mark.join(line);
        let line = if selected && focused { line.all_in(Role::Selected) } else { line };
        canvas.line(area.x, y, area.width.saturating_sub(1), &line);
    }
}

fn title(app: &App, panel: Panel, title: &str, focused: bool) -> Phrase {
    let role = if focused { Role::FocusTitle } else { Role::Title };
    // Two keys would be taken for words of the title.
    let keymap = keymap();
    let key = keymap.chords(app.front().command(panel)).first().filter(|key| key.first.is_none());
    let key = key.map(|key| format!("{key} ")).unwrap_or_default();
    Phrase::new(format!(" {key}{title} "), role)
}

/// How many rows, and where among them the selection stands when not all are in sight.
fn count(app: &App, sheet: &Sheet, panel: Panel, plan: &PanelPlan) -> Phrase {
    let at = app.open_scenario().map_or(0, |open| open.view.lists[panel.number()].at);
    let (at, rows) = sheet.rows.listed(at);
    let of =
        if rows == sheet.total { rows.to_string() } else { format!("{rows} of {}", sheet.total) };
    // What the panel says in figures follows the filter as its rows do.
    let is_filtered = app.board().is_some_and(|board| !board.query.is_empty());
    let follows = is_filtered && panel.spec().of_the_whole.is_none();
    let filter = Phrase::new(if follows { " filter ·" } else { "" }, Role::Warning);
    if sheet.rows.len() > usize::from(plan.list.height) {
        let of = if rows == sheet.total { format!("{at} of {rows}") } else { format!("{at}/{of}") };
        return filter.and(format!(" {of} "), Role::Dim);
    }
    filter.and(format!(" {of} "), Role::Dim)
}

fn head(
    sheet: &Sheet,
    columns: &[(usize, usize)],
    gap: usize,
    sort: Sort,
    area: Rect,
    canvas: &mut Canvas,
) {
    let mut x = area.x + MARKS;
    for (n, width) in columns {
        let column = &sheet.columns[*n];
        let arrow = match (sort.column == Some(*n), sort.reversed) {
            (true, false) => "↑",
            (true, true) => "↓",
            (false, _) => "",
        };
        let cells = u16::try_from(*width).unwrap_or(0);
        // The last line stands right above the rows; where there is no room, the first give way.
        let mut y = area.bottom();
        for (above, words) in column.head(*width).into_iter().rev().enumerate() {
            if y == area.y {
                break;
            }
            y -= 1;
            let is_full = !arrow.is_empty() && words.width() >= *width;
            let words = if above == 0 && is_full {
                words.fit(width.saturating_sub(1), column.align)
            } else {
                words
            };
            let words = if above == 0 { words.and(arrow, Role::Dim) } else { words };
            canvas.aligned(x, y, cells, &words, column.align);
        }
        x = x.saturating_add(cells).saturating_add(u16::try_from(gap).unwrap_or(0));
    }
}

fn row_line(
    app: &App,
    shown: &Shown,
    row: &Row,
    columns: &[(usize, usize)],
    sheet: &Sheet,
    (gap, cells): (usize, usize),
    (selected, focused): (bool, bool),
) -> Phrase {
    let mut line = marks(app, shown, row, selected);
    if let Some(across) = sheet.across(&shown.board, row, cells) {
        line = line.join(across.fit(cells, Align::Left));
        return if selected && focused { line.all_in(Role::Selected) } else { line };
    }
    for (at, column) in columns.iter().enumerate() {
        if at > 0 {
            line.push(" ".repeat(gap), Role::Plain);
        }
        line = line.join(sheet.fitted(&shown.board, row, columns, *column));
    }
    match (selected, focused) {
        (true, true) => line.all_in(Role::Selected),
        _ => line,
    }
}

/// The selection, and whether the row changed or names the selected actor.
fn marks(app: &App, shown: &Shown, row: &Row, selected: bool) -> Phrase {
    let n = shown.board.record_of(row.subject);
    let record = shown.board.record(n);
    let is_record = row.record().is_some() && !row.is_line;
    let changed = shown.is_touched(row)
        || is_record && app.open_scenario().is_some_and(|open| open.changed.contains(&record.id));
    let first = if selected { glyph::SELECTED } else { " " };
    let phrase = Phrase::plain(first);
    if changed {
        return phrase.and(glyph::CHANGED, Role::Changed);
    }
    let actor = app.selected(Panel::Actors).filter(|_| app.focus == Panel::Actors);
    let mentioned = actor.filter(|_| !row.is_line).is_some_and(|actor| {
        record.table != Table::Actor && shown.board.mentions(n, &shown.board.record(actor).id)
    });
    if mentioned {
        phrase.and(glyph::MENTIONED, Role::Mentioned)
    } else {
        phrase.and(" ", Role::Plain)
    }
}

/// The selected row in words where its columns have no room, and the panel summed up.
fn foot(app: &App, shown: &Shown, panel: Panel, plan: &PanelPlan, canvas: &mut Canvas) {
    let area = plan.foot;
    let Some(sheet) = shown.sheet(panel) else { return };
    let mut lines: Vec<Phrase> = Vec::new();
    let row =
        app.open_scenario().and_then(|open| sheet.rows.get(open.view.lists[panel.number()].at));
    let row = row.filter(|row| !row.is_line);
    let caption = row.map(|row| match panel.caption(&shown.board, &row) {
        Some(caption) => caption,
        None => hidden_cells(app, shown, sheet, plan, &row),
    });
    let caption = caption.unwrap_or_default();
    let captioned = plan.captioned && area.height > 0 && !caption.is_empty();
    let room = usize::from(area.height) - usize::from(captioned);
    let cells = area.width.saturating_sub(2).into();
    let mut told = sheet.summary.lines(cells).into_iter().chain(sheet.legend.lines(cells));
    lines.extend(told.by_ref().take(room));
    // What has no room is not passed over in silence.
    if let Some(last) = lines.last_mut().filter(|_| told.next().is_some()) {
        last.push(" …", Role::Dim);
    }
    if captioned {
        lines.push(Phrase::dim(glyph::SELECTED).and(" ", Role::Plain).join(caption));
    }
    for (y, line) in (area.y..area.bottom()).zip(&lines) {
        canvas.aligned(area.x + 1, y, area.width.saturating_sub(2), line, Align::Left);
    }
}

/// What stands in the columns that have no room.
fn hidden_cells(app: &App, shown: &Shown, sheet: &Sheet, plan: &PanelPlan, row: &Row) -> Phrase {
    let (columns, _) = plan.columns(app);
    let is_hidden = |n: &usize| columns.iter().all(|(shown, _)| shown != n);
    let hidden = (0..sheet.columns.len()).filter(is_hidden).map(|n| &sheet.columns[n]);
    let cells = hidden.filter(|column| !column.is_picture);
    let named = cells.map(|column| {
        let cell = column.cell(&shown.board, row, usize::MAX);
        let title = Phrase::dim(format!("{} ", column.title));
        if cell.is_empty() { cell } else { title.join(cell) }
    });
    Phrase::list(named, " · ")
}
