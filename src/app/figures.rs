//! Asking about figures: why one is what it is, and what turns when voices are put aside.

use std::sync::Arc;

use ratatui::layout::Position;

use super::{
    App, AskedFigures, Effect, Overlay, PanelPlan, Plan, Prompt, headline, moving::to_panel,
};
use crate::{
    board::put_aside,
    command::Command,
    look::Phrase,
    model::{LeastGrade, Without},
    panel::{Panel, Row, Sheet},
};

/// Goes to why a figure is what it is: the first of the selected row or the panel; where one is
/// asked about already, its next.
pub(super) fn why(app: &mut App) -> Vec<Effect> {
    if app.focus == Panel::Why {
        return step(app, true);
    }
    let names = in_reach(app);
    if names.is_empty() {
        let key = Command::GoTo("figures").key();
        app.refuse(format!("no figure stands in this panel; {key} lists all of them"));
        return Vec::new();
    }
    ask(app, AskedFigures { names, at: 0 })
}

/// Why the next of the figures that are asked about is what it is, or the one before.
pub(super) fn step(app: &mut App, forward: bool) -> Vec<Effect> {
    let current = app.current;
    let Some(open) = app.open_scenario_mut() else { return Vec::new() };
    open.view.asked_figures.step(forward);
    let asked = &open.view.asked_figures;
    let told =
        asked.current().map(|name| format!("{name}, {} of {}", asked.at + 1, asked.names.len()));
    if let Some(told) = told {
        app.say(told);
    }
    app.derive(current)
}

fn ask(app: &mut App, asked: AskedFigures) -> Vec<Effect> {
    let current = app.current;
    if let Some(open) = app.open_scenario_mut() {
        open.view.asked_figures = asked;
        open.view.lists[Panel::Why.number()] = Default::default();
    }
    // Its rows are of another figure, if they are there at all.
    to_panel(app, Panel::Why);
    app.derive(current)
}

/// Whether the selected row stands for a figure, so that opening it asks why.
pub fn is_of_figure(app: &App) -> bool {
    let is_of_all = || {
        let (open, shown) = (app.open_scenario()?, app.shown()?);
        let at = open.view.lists[app.focus.number()].at;
        Some(shown.row(app.focus, at)?.is_of_all)
    };
    app.focus == Panel::Figures || is_of_all() == Some(true)
}

/// Why the figure of the line on which the cursor stands is what it is, if it stands on one.
pub(super) fn of_line(app: &mut App) -> Option<Vec<Effect>> {
    let at = Plan::of(app.size, app).panel(app.focus)?.line(app)?;
    let line = app.shown()?.sheet(app.focus)?.lines.told().nth(at)?;
    let names: Vec<Arc<str>> = line.figures().cloned().collect();
    if names.is_empty() {
        app.refuse("this line has no figure that is worked out");
        return Some(Vec::new());
    }
    Some(ask(app, AskedFigures { names, at: 0 }))
}

/// Why the figure of a row of the register is what it is; the keys go on to those below.
pub(super) fn of_row(app: &mut App) -> Vec<Effect> {
    if app.focus != Panel::Figures {
        return why(app);
    }
    let names = in_reach(app);
    let at = app.open_scenario().map_or(0, |open| open.view.lists[app.focus.number()].at);
    ask(app, AskedFigures { at: at.min(names.len().saturating_sub(1)), names })
}

/// Rows that are looked through for figures: a list of records has none in its cells.
const MOST_ROWS: usize = 300;

/// The figures that can be asked about from where the keys are: in the register all of them, else
/// those of the selected row, then those that sum up the panel, then those of its other rows.
fn in_reach(app: &App) -> Vec<Arc<str>> {
    let (Some(open), Some(shown)) = (app.open_scenario(), app.shown()) else { return Vec::new() };
    let Some(sheet) = shown.sheet(app.focus) else { return Vec::new() };
    let of_row = |row: Row| {
        let line = sheet.across(&shown.board, &row, usize::MAX).filter(|_| row.is_line);
        let columns = if row.is_line { &[][..] } else { sheet.columns.as_slice() };
        let cells = columns.iter().map(move |column| (column, row.clone()));
        let cells = cells.map(|(column, row)| column.cell(&shown.board, &row, usize::MAX));
        line.into_iter().chain(cells)
    };
    let list = &open.view.lists[app.focus.number()];
    let plan = Plan::of(app.size, app);
    let line = plan.panel(app.focus).and_then(|plan| plan.line(app));
    let line = line.and_then(|line| sheet.lines.told().nth(line));
    let selected = sheet.rows.get(list.at).filter(|_| line.is_none());
    let rows = || sheet.rows.iter().take(MOST_ROWS);
    let summary = || line.clone().into_iter().chain(sheet.summed_up());
    let phrases: Vec<Phrase> = if app.focus == Panel::Figures {
        rows().flat_map(of_row).collect()
    } else {
        selected
            .into_iter()
            .flat_map(of_row)
            .chain(summary())
            .chain(rows().flat_map(of_row))
            .collect()
    };
    let mut names: Vec<Arc<str>> = Vec::new();
    for name in phrases.iter().flat_map(Phrase::figures) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

/// Asks about the figure of the header under the mouse, if one stands there.
pub(super) fn in_header(app: &mut App, plan: &Plan, at: Position) -> Vec<Effect> {
    let line = usize::from(at.y - plan.header.y).checked_sub(1);
    let cell = usize::from(at.x).checked_sub(1);
    let name = line.zip(cell).and_then(|at| headline::figure_at(app, plan, at));
    name.map_or_else(Vec::new, |name| ask(app, AskedFigures { names: vec![name], at: 0 }))
}

/// Asks about the figure under the mouse, if one stands there.
pub(super) fn under(app: &mut App, plan: &PanelPlan, at: Position) -> Option<Vec<Effect>> {
    let (open, shown) = (app.open_scenario()?, app.shown()?);
    let sheet = shown.sheet(plan.panel)?;
    let in_lines = plan.lines.contains(at);
    let name = if in_lines {
        let cells = plan.lines.width.saturating_sub(2).into();
        let lines = sheet.lines.drawn(cells, plan.lines.height.into());
        let line = lines.into_iter().nth((at.y - plan.lines.y).into())?;
        line.figure_at(usize::from(at.x.checked_sub(plan.lines.x + 1)?))?.clone()
    } else if plan.foot.contains(at) {
        let cells = plan.foot.width.saturating_sub(2).into();
        let line = sheet.summary.lines(cells).into_iter().nth((at.y - plan.foot.y).into())?;
        line.figure_at(usize::from(at.x.checked_sub(plan.foot.x + 1)?))?.clone()
    } else {
        let top = open.view.lists[plan.panel.number()].top;
        let row = sheet.rows.get(top + usize::from(at.y.checked_sub(plan.list.y)?))?;
        in_row(app, sheet, plan, &row, at.x)?
    };
    Some(ask(app, AskedFigures { names: vec![name], at: 0 }))
}

fn in_row(app: &App, sheet: &Sheet, plan: &PanelPlan, row: &Row, x: u16) -> Option<Arc<str>> {
    let (columns, gap) = plan.columns(app);
    let board = app.board()?;
    let mut left = usize::from(x.checked_sub(plan.list.x + super::MARKS)?);
    if row.is_line {
        return sheet.across(board, row, usize::MAX)?.figure_at(left).cloned();
    }
    for (n, width) in columns.iter().copied() {
        if left < width {
            let cell = sheet.fitted(board, row, &columns, (n, width));
            return cell.figure_at(left).cloned();
        }
        left = left.checked_sub(width + gap)?;
    }
    None
}

/// What stands in the prompt for voices: those that are put aside, else whose word leads the
/// selected record.
pub(super) fn put_aside_so_far(app: &App) -> String {
    let Some(open) = app.open_scenario() else { return String::new() };
    if !open.view.without.is_empty() {
        return listed(&open.view.without);
    }
    let voice = || {
        let board = app.board()?;
        let n = app.selected(app.focus)?;
        let voice = board.leading(board.record(n)).voice()?;
        (!voice.is_desk()).then(|| voice.to_string())
    };
    voice().unwrap_or_default()
}

fn listed(without: &Without) -> String {
    let voices = without.voices.iter().map(|voice| voice.to_string());
    let kinds = without.kinds.iter().map(|kind| kind.word().to_owned());
    let least = without.least.map(|least| least.to_string());
    voices.chain(kinds).chain(least).collect::<Vec<_>>().join(",")
}

/// Puts aside the voices that were typed, a least grade among them where one is; none of them, and
/// everybody speaks again.
pub(super) fn put_voices_aside(app: &mut App, mut prompt: Prompt) -> Vec<Effect> {
    let text = prompt.input.text().to_owned();
    let Some(index) = app.open_scenario().and_then(|open| open.index().cloned()) else {
        return Vec::new();
    };
    let words = || text.split(',').map(str::trim);
    let least = words().find_map(LeastGrade::parse);
    let voices: Vec<&str> = words().filter(|word| LeastGrade::parse(word).is_none()).collect();
    match put_aside(&voices.join(","), &index.scenario) {
        Ok(without) => {
            let current = app.current;
            let without = Without { least, ..without };
            let is_any = !without.is_empty();
            if let Some(open) = app.open_scenario_mut() {
                open.view.without = without;
            }
            if is_any {
                to_panel(app, Panel::Without);
            } else {
                app.say("everybody speaks");
            }
            app.derive(current)
        }
        Err(error) => {
            prompt.error = Some(error);
            app.stays(Overlay::Prompt(prompt));
            Vec::new()
        }
    }
}
