//! Keys, the mouse and pastes: what they mean depends on what lies on top.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::{
    App, Effect, Input, ListState, Overlay, Page, PaletteEntry, Plan, Prompt, Purpose,
    list::{Step, moved},
    overlay::help,
    trail::{page_lines, room},
    unavailable,
    update::scroll_all,
};
use crate::{
    board::{Query, fold},
    command::{COMMANDS, Chord, Command},
    panel::{Panel, Sort, detail},
};

/// Entries that the palette lists; more would not be read.
const FOUND: usize = 200;

pub fn on_key(app: &mut App, key: KeyEvent) -> Vec<Effect> {
    if key.kind == KeyEventKind::Release {
        return Vec::new();
    }
    app.notice = None;
    if let Some(volume) = app.volume_mut() {
        volume.changed.clear();
    }
    let chord = Chord::new(key);
    if Command::of(chord) == Some(Command::Interrupt) {
        return vec![Effect::Quit];
    }
    let Some(overlay) = app.overlay.take() else {
        return match Command::of(chord) {
            Some(command) => run(app, command),
            None => Vec::new(),
        };
    };
    match overlay {
        Overlay::Prompt(prompt) => in_prompt(app, prompt, chord),
        Overlay::Palette { input, found, list } => in_palette(app, (input, found, list), chord),
        Overlay::Picker { list } => in_picker(app, list, chord),
        Overlay::Problems { list } => in_problems(app, list, chord),
        Overlay::Help { top } => in_help(app, top, chord),
    }
}

pub fn on_paste(app: &mut App, text: &str) -> Vec<Effect> {
    match &mut app.overlay {
        Some(Overlay::Prompt(prompt)) => {
            prompt.input.insert(text);
            prompt.error = None;
        }
        Some(Overlay::Palette { input, .. }) => {
            input.insert(text);
            let input = input.clone();
            app.overlay = Some(palette(app, input));
        }
        Some(Overlay::Help { .. } | Overlay::Picker { .. } | Overlay::Problems { .. }) | None => {
            app.say("a paste is taken only where text is typed");
        }
    }
    Vec::new()
}

/// Runs a command, or says why it cannot.
pub fn run(app: &mut App, command: Command) -> Vec<Effect> {
    if let Some(why) = unavailable(app, command) {
        app.refuse(why);
        return Vec::new();
    }
    if let Some(step) = Step::of(command) {
        step_by(app, step);
        return Vec::new();
    }
    match command {
        Command::Quit | Command::Interrupt => return vec![Effect::Quit],
        Command::Suspend => return vec![Effect::Suspend],
        Command::Redraw => return vec![Effect::Redraw],
        Command::Reload => return vec![app.load(app.current)],
        Command::Mouse => {
            app.mouse = !app.mouse;
            app.say(if app.mouse {
                "mouse on: the terminal's own selection needs Shift"
            } else {
                "mouse off"
            });
            return vec![Effect::Mouse(app.mouse)];
        }
        Command::Theme => {
            app.theme = app.theme.next();
            app.say(format!("theme: {}", app.theme.name()));
        }
        Command::NextPanel => to_panel(app, (app.focus.number() + 1) % 4),
        Command::PreviousPanel => to_panel(app, (app.focus.number() + 3) % 4),
        Command::PatrolLog => to_panel(app, 0),
        Command::AttackList => to_panel(app, 1),
        Command::DisplacementGauge => to_panel(app, 2),
        Command::ActorRoster => to_panel(app, 3),
        Command::Left => sideways(app, false),
        Command::Right => sideways(app, true),
        Command::Zoom => {
            app.zoomed = !app.zoomed;
            scroll_all(app);
        }
        Command::Open => open(app),
        Command::Back => {
            app.trail.pop();
            scroll_all(app);
        }
        Command::Escape => return escape(app),
        Command::Search => prompt(app, Purpose::Search),
        Command::Filter => prompt(app, Purpose::Filter),
        Command::ClearFilter => return filter(app, Query::default()),
        Command::SearchNext => search(app, true),
        Command::SearchPrevious => search(app, false),
        Command::Sort => return sort(app),
        Command::SortReverse => return sort_by(app, |sort| sort.reversed = !sort.reversed),
        Command::Scenarios => {
            let list = ListState { at: app.current, ..ListState::default() };
            app.overlay = Some(Overlay::Picker { list });
        }
        Command::NextScenario => to_scenario(app, app.current + 1),
        Command::PreviousScenario => to_scenario(app, app.current + app.shelf.len() - 1),
        Command::Problems => app.overlay = Some(Overlay::Problems { list: ListState::default() }),
        Command::Help => app.overlay = Some(Overlay::Help { top: 0 }),
        Command::Palette => app.overlay = Some(palette(app, Input::default())),
        Command::Down
        | Command::Up
        | Command::First
        | Command::Last
        | Command::PageDown
        | Command::PageUp
        | Command::HalfPageDown
        | Command::HalfPageUp => {} // steps, above
    }
    Vec::new()
}

// ---------------------------------------------------------------------- moving

fn step_by(app: &mut App, step: Step) {
    if !app.trail.is_empty() {
        return step_in_detail(app, step);
    }
    let Some(shown) = app.shown().cloned() else { return };
    let (panel, plan) = (app.focus, Plan::of(app.size, app));
    let (count, height) = (shown.sheet(panel).rows.len(), plan.rows(panel));
    let at = app.volume().map_or(0, |volume| volume.view.lists[panel.number()].at);
    select(app, panel, moved(step, at, count, height));
}

/// Selects a row of a panel and brings it into sight.
fn select(app: &mut App, panel: Panel, row: usize) {
    let height = Plan::of(app.size, app).rows(panel);
    let Some(volume) = app.volume_mut() else { return };
    let Some(shown) = volume.shown.clone() else { return };
    let list = &mut volume.view.lists[panel.number()];
    list.go(row, shown.sheet(panel).rows.len(), height);
    list.selected =
        shown.record_at(panel, list.at).map(|record| shown.board.record(record).id.clone());
}

fn to_panel(app: &mut App, n: usize) {
    app.focus = Panel::ALL[n % Panel::ALL.len()];
    app.trail.clear();
    scroll_all(app);
}

/// To the panel beside this one; in a detail, to the voices that did not fit.
fn sideways(app: &mut App, right: bool) {
    let Some(shown) = app.shown().cloned() else { return };
    if let Some(page) = app.trail.last_mut() {
        let voices =
            page.record(&shown.board).map_or(0, |record| detail::voice_count(&shown.board, record));
        page.voice = if right {
            (page.voice + 1).min(voices.saturating_sub(1))
        } else {
            page.voice.saturating_sub(1)
        };
        return;
    }
    let n = app.focus.number();
    to_panel(app, if right { n | 1 } else { n & !1 });
}

/// In a detail: to the next reference in sight, else a line further.
fn step_in_detail(app: &mut App, step: Step) {
    let (cells, height) = room(app);
    let Some(shown) = app.shown().cloned() else { return };
    let Some(mut page) = app.trail.last().cloned() else { return };
    let lines = page_lines(app, &shown.board, &page, cells);
    let last_top = lines.len().saturating_sub(height.max(1));
    let line_of = |link: usize| lines.iter().position(|line| line.link == Some(link));
    let in_sight = |line: usize, top: usize| (top..top + height).contains(&line);
    match step {
        Step::Down => {
            let next = page.link.map_or(0, |link| link + 1);
            match line_of(next) {
                Some(line) if in_sight(line, page.top) => page.link = Some(next),
                Some(line) if page.top == last_top || in_sight(line, page.top + 1) => {
                    page.link = Some(next);
                    page.top = (page.top + 1).min(last_top);
                }
                _ => page.top = (page.top + 1).min(last_top),
            }
        }
        Step::Up => {
            let previous = page.link.and_then(|link| link.checked_sub(1));
            match previous.and_then(line_of) {
                Some(line) if in_sight(line, page.top) => page.link = previous,
                Some(line) if line < page.top => {
                    page.link = previous;
                    page.top = line;
                }
                _ if page.top == 0 => page.link = None,
                _ => page.top -= 1,
            }
        }
        other => {
            page.top = match other {
                Step::First => 0,
                Step::Last => last_top,
                Step::PageDown => (page.top + height.saturating_sub(1)).min(last_top),
                Step::PageUp => page.top.saturating_sub(height.saturating_sub(1)),
                Step::HalfDown => (page.top + height / 2).min(last_top),
                Step::HalfUp => page.top.saturating_sub(height / 2),
                Step::Down | Step::Up => page.top,
            };
            // The selected reference stays in sight: the first visible one takes over.
            let visible = lines.iter().enumerate().filter(|(n, _)| in_sight(*n, page.top));
            page.link =
                visible.filter_map(|(_, line)| line.link).next().filter(|_| other != Step::First);
        }
    }
    if let Some(top) = app.trail.last_mut() {
        *top = page;
    }
}

// ---------------------------------------------------------------------- records

/// Opens the selected record; in a detail, follows the selected reference.
fn open(app: &mut App) {
    let Some(shown) = app.shown().cloned() else { return };
    let board = &shown.board;
    let target = match app.trail.last() {
        None => app.selected(app.focus),
        Some(page) => {
            let links =
                page.record(board).map(|record| detail::links(board, record)).unwrap_or_default();
            let link = page.link.and_then(|link| links.get(link));
            if link.is_none() {
                return app.refuse("no reference is selected; j goes to the first");
            }
            link.map(|link| link.to)
        }
    };
    if let Some(record) = target {
        go_to(app, Page::of(board, record));
    }
}

fn go_to(app: &mut App, page: Page) {
    app.trail.push(page);
    scroll_all(app);
}

fn escape(app: &mut App) -> Vec<Effect> {
    if !app.trail.is_empty() {
        app.trail.clear();
    } else if app.volume().is_some_and(|volume| !volume.view.query.is_empty()) {
        return filter(app, Query::default());
    } else {
        app.zoomed = false;
    }
    scroll_all(app);
    Vec::new()
}

fn filter(app: &mut App, query: Query) -> Vec<Effect> {
    let current = app.current;
    if let Some(volume) = app.volume_mut() {
        volume.view.query = query;
    }
    app.derive(current)
}

fn sort(app: &mut App) -> Vec<Effect> {
    let Some(shown) = app.shown().cloned() else { return Vec::new() };
    let columns = shown.sheet(app.focus).columns.len();
    let next = |sort: &mut Sort| {
        *sort = Sort {
            column: sort.column.map_or(Some(0), |n| Some(n + 1)).filter(|n| *n < columns),
            reversed: false,
        };
    };
    sort_by(app, next)
}

fn sort_by(app: &mut App, change: impl FnOnce(&mut Sort)) -> Vec<Effect> {
    let (focus, current) = (app.focus, app.current);
    let Some(shown) = app.shown().cloned() else { return Vec::new() };
    let Some(volume) = app.volume_mut() else { return Vec::new() };
    let sort = &mut volume.view.sorts[focus.number()];
    change(sort);
    let (column, reversed) = (sort.column, sort.reversed);
    let by = column
        .and_then(|n| shown.sheet(focus).columns.get(n))
        .map_or("the panel's own order", |column| &column.title);
    app.say(format!("sorted by {by}{}", if reversed { ", reversed" } else { "" }));
    app.derive(current)
}

/// To the next row whose record holds what was searched for.
fn search(app: &mut App, forward: bool) {
    let Some(shown) = app.shown().cloned() else { return };
    let Some(volume) = app.volume() else { return };
    let wanted = fold(&volume.view.search);
    let (panel, at) = (app.focus, volume.view.lists[app.focus.number()].at);
    let rows = &shown.sheet(panel).rows;
    let hits: Vec<usize> = (0..rows.len())
        .filter(|row| shown.board.index.haystack(rows[*row].record).contains(&wanted))
        .collect();
    let next = if forward {
        hits.iter().position(|hit| *hit > at).or(Some(0))
    } else {
        hits.iter().rposition(|hit| *hit < at).or(hits.len().checked_sub(1))
    };
    match next.and_then(|n| Some((n, *hits.get(n)?))) {
        Some((n, row)) => {
            select(app, panel, row);
            app.say(format!("hit {} of {}", n + 1, hits.len()));
        }
        None => {
            let words = format!("“{}” is not in this panel", volume.view.search);
            app.refuse(words);
        }
    }
}

fn to_scenario(app: &mut App, n: usize) {
    app.current = n % app.shelf.len().max(1);
    app.trail.clear();
    scroll_all(app);
}

// ---------------------------------------------------------------------- what lies on top

fn prompt(app: &mut App, purpose: Purpose) {
    let text = match (purpose, app.volume()) {
        (Purpose::Filter, Some(volume)) => volume.view.query.text().to_owned(),
        _ => String::new(),
    };
    app.overlay = Some(Overlay::Prompt(Prompt { purpose, input: Input::new(&text), error: None }));
}

fn in_prompt(app: &mut App, mut prompt: Prompt, chord: Chord) -> Vec<Effect> {
    match chord.code {
        KeyCode::Esc => return Vec::new(),
        KeyCode::Enter => return accept(app, prompt),
        _ => {
            prompt.input.edit(chord);
            prompt.error = None;
            app.overlay = Some(Overlay::Prompt(prompt));
        }
    }
    Vec::new()
}

fn accept(app: &mut App, mut prompt: Prompt) -> Vec<Effect> {
    let text = prompt.input.text().to_owned();
    match prompt.purpose {
        Purpose::Search => {
            if let Some(volume) = app.volume_mut() {
                volume.view.search = text.clone();
            }
            if !text.is_empty() {
                search(app, true);
            }
            Vec::new()
        }
        Purpose::Filter => {
            let Some(index) = app.volume().and_then(|volume| volume.index().cloned()) else {
                return Vec::new();
            };
            match Query::parse(&text, &index.scenario) {
                Ok(query) => filter(app, query),
                Err(error) => {
                    prompt.error = Some((error.message, error.hint));
                    app.overlay = Some(Overlay::Prompt(prompt));
                    Vec::new()
                }
            }
        }
    }
}

/// The palette for what was typed so far: commands first, then records.
fn palette(app: &App, input: Input) -> Overlay {
    let wanted = fold(input.text());
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let matches = |text: &str| words.iter().all(|word| text.contains(word));
    let commands = COMMANDS
        .iter()
        .filter(|row| matches(&fold(row.doc)))
        .map(|row| PaletteEntry::Command(row.command));
    let mut found: Vec<PaletteEntry> = commands.collect();
    if let Some(board) = app.board().filter(|_| !words.is_empty()) {
        let count = board.scenario().records().len();
        let hits = (0..count).filter(|n| board.is_visible(*n) && matches(board.index.haystack(*n)));
        found.extend(hits.take(FOUND).map(PaletteEntry::Record));
    }
    Overlay::Palette { input, found, list: ListState::default() }
}

fn in_palette(
    app: &mut App,
    (mut input, found, mut list): (Input, Vec<PaletteEntry>, ListState),
    chord: Chord,
) -> Vec<Effect> {
    let height = Plan::of(app.size, app).overlay_rows(
        app,
        &Overlay::Palette { input: input.clone(), found: Vec::new(), list: list.clone() },
    );
    let step = match (chord.code, chord.control) {
        (KeyCode::Esc, _) => return Vec::new(),
        (KeyCode::Enter, _) => return choose(app, found.get(list.at).cloned()),
        (KeyCode::Down, _) | (KeyCode::Char('n'), true) | (KeyCode::Tab, _) => Some(Step::Down),
        (KeyCode::Up, _) | (KeyCode::Char('p'), true) | (KeyCode::BackTab, _) => Some(Step::Up),
        (KeyCode::PageDown, _) => Some(Step::PageDown),
        (KeyCode::PageUp, _) => Some(Step::PageUp),
        _ => None,
    };
    app.overlay = Some(match step {
        Some(step) => {
            let row = moved(step, list.at, found.len(), height);
            list.go(row, found.len(), height);
            Overlay::Palette { input, found, list }
        }
        None if input.edit(chord) => palette(app, input),
        None => Overlay::Palette { input, found, list },
    });
    Vec::new()
}

fn choose(app: &mut App, entry: Option<PaletteEntry>) -> Vec<Effect> {
    match entry {
        Some(PaletteEntry::Command(command)) => run(app, command),
        Some(PaletteEntry::Record(record)) => {
            if let Some(board) = app.board() {
                let page = Page::of(board, record);
                go_to(app, page);
            }
            Vec::new()
        }
        None => Vec::new(),
    }
}

fn in_picker(app: &mut App, mut list: ListState, chord: Chord) -> Vec<Effect> {
    let command = Command::of(chord);
    match (chord.code, command) {
        (KeyCode::Enter, _) => {
            to_scenario(app, list.at);
            return Vec::new();
        }
        (KeyCode::Esc, _) | (_, Some(Command::Quit | Command::Scenarios)) => return Vec::new(),
        _ => {}
    }
    if let Some(step) = command.and_then(Step::of) {
        let height =
            Plan::of(app.size, app).overlay_rows(app, &Overlay::Picker { list: list.clone() });
        list.go(moved(step, list.at, app.shelf.len(), height), app.shelf.len(), height);
    }
    app.overlay = Some(Overlay::Picker { list });
    Vec::new()
}

fn in_problems(app: &mut App, mut list: ListState, chord: Chord) -> Vec<Effect> {
    let command = Command::of(chord);
    if chord.code == KeyCode::Esc || matches!(command, Some(Command::Quit | Command::Problems)) {
        return Vec::new();
    }
    if let Some(step) = command.and_then(Step::of) {
        let count = app.volume().map_or(0, |volume| volume.problems().len());
        let height =
            Plan::of(app.size, app).overlay_rows(app, &Overlay::Problems { list: list.clone() });
        list.go(moved(step, list.at, count, height), count, height);
    }
    app.overlay = Some(Overlay::Problems { list });
    Vec::new()
}

fn in_help(app: &mut App, top: usize, chord: Chord) -> Vec<Effect> {
    let command = Command::of(chord);
    if chord.code == KeyCode::Esc || matches!(command, Some(Command::Quit | Command::Help)) {
        return Vec::new();
    }
    let height = Plan::of(app.size, app).overlay_rows(app, &Overlay::Help { top });
    let last = help().len().saturating_sub(height);
    let top = match command.and_then(Step::of) {
        // The page itself moves, so one step of its top line.
        Some(step) => moved(step, top, last + 1, height),
        None => top,
    };
    app.overlay = Some(Overlay::Help { top });
    Vec::new()
}

// ---------------------------------------------------------------------- mouse

pub fn on_mouse(app: &mut App, mouse: MouseEvent) -> Vec<Effect> {
    let at = Position::new(mouse.column, mouse.row);
    let plan = Plan::of(app.size, app);
    let step = match mouse.kind {
        MouseEventKind::ScrollDown => Some(Step::Down),
        MouseEventKind::ScrollUp => Some(Step::Up),
        _ => None,
    };
    if app.overlay.is_some() {
        let key = match step {
            Some(Step::Down) => KeyCode::Down,
            Some(_) => KeyCode::Up,
            None => return Vec::new(),
        };
        return on_key(app, Chord { code: key, control: false }.event());
    }
    if plan.detail.is_some_and(|area| area.contains(at)) && !app.trail.is_empty() {
        step.into_iter().for_each(|step| step_in_detail(app, step));
        return Vec::new();
    }
    let Some(hit) = plan.panels.iter().find(|plan| plan.area.contains(at)).copied() else {
        return Vec::new();
    };
    let is_click = mouse.kind == MouseEventKind::Down(MouseButton::Left);
    if !is_click && step.is_none() {
        return Vec::new();
    }
    if app.focus != hit.panel {
        to_panel(app, hit.panel.number());
    }
    let list = app
        .volume()
        .map(|volume| volume.view.lists[hit.panel.number()].clone())
        .unwrap_or_default();
    match step {
        Some(step) => step_by(app, step),
        None if hit.list.contains(at) => {
            let row = list.top + usize::from(at.y - hit.list.y);
            let count = app.shown().map_or(0, |shown| shown.sheet(hit.panel).rows.len());
            if row < count {
                select(app, hit.panel, row);
            }
        }
        None => {}
    }
    Vec::new()
}
