//! Keys and pastes: what they mean depends on what lies on top.

use crossterm::event::{KeyEvent, KeyEventKind};

use super::{
    App, CopyForm, Effect, FileFault, HelpView, Input, ListState, Overlay, PaletteEntry,
    PaletteView, Purpose, RecordHits, ScenarioIx, arranging,
    asking::{escape, filter, go_to, open, open_standing, sort, sort_by, to_scenario},
    comparing, copying, entry, figures, help_keys,
    history::{redo, save, undo},
    input::LONGEST,
    laying_out, leaving,
    list::Step,
    map,
    moving::{scroll_all, sideways, step_by, to_panel},
    on_top::{click, in_picker, in_problems, in_prompt, picker, prompt},
    opening_elsewhere, page,
    palette::{self, InPalette},
    searching::search,
    telling,
    time::{play, travel, turn_knowledge, turn_span, turn_window, while_playing},
    tour, unavailable, views,
};
use crate::{
    board::Query,
    command::{Chord, Command, Context, Keystroke, Pressed, keymap},
    panel::Panel,
};

/// Whether a key asks for a command where it would be taken now.
pub(super) fn is(app: &App, key: KeyEvent, command: Command) -> bool {
    let chord = Chord::of(Keystroke::new(key));
    keymap().pressed(context(app), chord).command() == Some(command)
}

pub(super) fn on_key(app: &mut App, key: KeyEvent) -> Vec<Effect> {
    if key.kind == KeyEventKind::Release {
        return Vec::new();
    }
    let stroke = Keystroke::new(key);
    let asked = keymap().command(context(app), Chord::of(stroke));
    if let Some(effects) = while_playing(app, asked) {
        return effects;
    }
    with_key(app, |app| {
        let context = context(app);
        let Some(chord) = whole(app, context, stroke) else { return Vec::new() };
        let Some(overlay) = app.overlay.take() else { return on_board(app, context, chord) };
        let pressed = keymap().pressed(context, chord);
        if pressed.command() == Some(Command::Interrupt) {
            return leaving::interrupt(app);
        }
        let is_left = pressed.command() == Some(Command::Escape);
        // Where text is typed, a key more would cost a copy of all that was found.
        let before = (!context.is_typed()).then(|| overlay.clone());
        let effects = on_overlay(app, overlay, pressed);
        let moves = pressed.command().is_some_and(|command| Step::of(command).is_some());
        let is_idle = effects.is_empty() && app.notice.is_none() && !moves;
        if is_idle && before.is_some() && app.overlay == before {
            let close = Command::Escape.key_in(context);
            app.say(format!("{chord} does nothing here; {close} closes this"));
        }
        // What was typed behind it was meant for a board on which it was written.
        if is_left && app.overlay.is_none() && app.ahead.give_up() {
            app.tell_given_up();
        }
        effects
    })
}

/// A click on a row of what lies on top.
pub(super) fn on_click(app: &mut App, row: usize) -> Vec<Effect> {
    with_key(app, |app| {
        let Some(command) = click(app, row) else { return Vec::new() };
        let Some(overlay) = app.overlay.take() else { return Vec::new() };
        on_overlay(app, overlay, Pressed::Command(command))
    })
}

/// The wheel over what lies on top.
pub(super) fn on_wheel(app: &mut App, down: bool) -> Vec<Effect> {
    with_key(app, |app| {
        let Some(overlay) = app.overlay.take() else { return Vec::new() };
        let command = overlay.wheel(down);
        on_overlay(app, overlay, Pressed::Command(command))
    })
}

/// What has the keys.
fn context(app: &App) -> Context {
    match &app.overlay {
        Some(overlay) => overlay.context(),
        None if app.tour.is_some() => Context::Tour,
        None if app.told_step().is_some() => Context::Story,
        None if app.trail.is_empty() => Context::Board,
        None => Context::Detail,
    }
}

/// What any key does, before and after what it asks for.
fn with_key(app: &mut App, does: impl FnOnce(&mut App) -> Vec<Effect>) -> Vec<Effect> {
    app.notice = None;
    app.greets = false;
    if app.playing.take().is_some() {
        app.say("stopped");
        return Vec::new();
    }
    if let Some(open) = app.open_scenario_mut() {
        open.changed.clear();
    }
    let effects = does(app);
    if app.overlay.is_none()
        && let Some((typed, basis)) = app.typed.pop()
    {
        app.stays(typed);
        app.opened = Some(basis);
    }
    effects
}

/// The key with the one that was pressed before it, if that was the first of two. `None` while the
/// second is waited for, and where it is not wanted any more.
fn whole(app: &mut App, context: Context, stroke: Keystroke) -> Option<Chord> {
    let keymap = keymap();
    let first = app.pending();
    app.prefix = None;
    if first.is_some() {
        let gives_up = keymap.command(context, Chord::of(stroke)) == Some(Command::Escape);
        return Some(Chord { first, stroke }).filter(|_| !gives_up);
    }
    app.prefix = keymap.first(context, stroke).map(|first| (context, first));
    if app.prefix.is_some() { None } else { Some(Chord::of(stroke)) }
}

impl App {
    /// The first of two keys, while the second is waited for.
    pub fn pending(&self) -> Option<Keystroke> {
        let (_, first) = self.prefix.filter(|(of, _)| *of == context(self))?;
        Some(first)
    }

    /// What has the keys.
    pub fn context(&self) -> Context {
        context(self)
    }
}

fn on_board(app: &mut App, context: Context, chord: Chord) -> Vec<Effect> {
    match keymap().command(context, chord) {
        Some(command) => run(app, command),
        None => {
            let help = Command::Help.key();
            app.say(format!("{chord} does nothing here; {help} lists the keys"));
            Vec::new()
        }
    }
}

fn on_overlay(app: &mut App, overlay: Overlay, pressed: Pressed) -> Vec<Effect> {
    let command = pressed.command();
    match overlay {
        Overlay::Prompt(prompt) => in_prompt(app, prompt, pressed),
        Overlay::Palette(view) => match palette::keys(app, view, pressed) {
            InPalette::Chosen(entry) => choose(app, entry),
            InPalette::Stays(effects) => effects,
        },
        Overlay::Picker { input, found, list } => in_picker(app, (input, found, list), pressed),
        Overlay::Problems { list } => in_problems(app, list, command),
        Overlay::Changes { list } => comparing::keys(app, list, command),
        Overlay::Views { list } => views::keys(app, list, command),
        Overlay::Stories { list } => telling::keys(app, list, command),
        Overlay::Page { top } => page::keys(app, top, command),
        Overlay::Help(view) => help_keys::keys(app, view, pressed),
        Overlay::Legend { top } => help_keys::legend_keys(app, top, command),
        Overlay::Form(form) => entry::keys(app, form, pressed),
        Overlay::Line(line) => entry::line_keys(app, line, pressed),
        Overlay::Clash(view) => entry::clash(app, view, command),
        Overlay::Ask(ask) => entry::answer(app, ask, command),
    }
}

pub(super) fn on_paste(app: &mut App, text: &str) -> Vec<Effect> {
    app.prefix = None;
    let mut effects = Vec::new();
    let is_whole = match app.overlay.take() {
        Some(Overlay::Prompt(mut prompt)) => {
            let is_whole = prompt.input.insert(text);
            prompt.error = None;
            app.overlay = Some(Overlay::Prompt(prompt));
            is_whole
        }
        Some(Overlay::Palette(PaletteView { mut input, .. })) => {
            let is_whole = input.insert(text);
            effects = palette::open(app, input);
            is_whole
        }
        Some(Overlay::Help(mut view)) if view.is_typing => {
            let is_whole = view.sought.insert(text);
            view.top = 0;
            app.overlay = Some(Overlay::Help(view));
            is_whole
        }
        Some(Overlay::Picker { mut input, .. }) => {
            let is_whole = input.insert(text);
            app.overlay = Some(picker(app, input));
            is_whole
        }
        Some(Overlay::Form(form)) => entry::paste(app, form, text),
        Some(Overlay::Line(line)) => entry::line_paste(app, *line, text),
        other => {
            app.overlay = other;
            app.say("a paste is taken only where text is typed");
            return Vec::new();
        }
    };
    if !is_whole {
        app.refuse(format!(
            "a line has at most {LONGEST} letters; the rest of the paste is not taken"
        ));
    }
    effects
}

/// The records that the palette looked for are there.
pub(super) fn records_found(
    app: &mut App,
    scenario: ScenarioIx,
    text: &str,
    hits: RecordHits,
) -> Vec<Effect> {
    let chosen = palette::records_found(app, scenario, text, hits);
    chosen.map(|entry| choose(app, entry)).unwrap_or_default()
}

/// What was chosen in the palette.
fn choose(app: &mut App, entry: PaletteEntry) -> Vec<Effect> {
    match entry {
        PaletteEntry::Command(command) => {
            let keep = app.chose(command);
            return std::iter::once(keep).chain(run(app, command)).collect();
        }
        PaletteEntry::Add(table) => match unavailable(app, Command::AddRecord) {
            Some(why) => {
                app.refuse(why);
                wants_text(app, Command::AddRecord);
            }
            None => {
                let effects = entry::add(app, Some(table));
                wants_text(app, Command::AddRecord);
                return effects;
            }
        },
        PaletteEntry::Record(page) => go_to(app, page),
    }
    Vec::new()
}

/// Puts a panel over the whole board, for who asks for it by name.
pub fn show_alone(app: &mut App, panel: Panel) -> Vec<Effect> {
    app.notice = None;
    let mut effects = to_panel(app, panel);
    if !app.front().is_page(panel) && !app.zoomed {
        effects.extend(run(app, Command::Zoom));
    }
    effects
}

/// Runs a command, or says why it cannot.
fn run(app: &mut App, command: Command) -> Vec<Effect> {
    let effects = perform(app, command);
    wants_text(app, command);
    effects
}

/// Where a command takes text and nothing opened to take it, what follows is no command.
fn wants_text(app: &mut App, command: Command) {
    let takes_text = matches!(
        command,
        Command::Search
            | Command::Filter
            | Command::PutAside
            | Command::ChooseBulletin
            | Command::GoToDay
            | Command::Baseline
            | Command::KeepView
            | Command::Palette
            | Command::AddRecord
            | Command::AddLine
            | Command::AddAccount
            | Command::EditRecord
            | Command::Duplicate
            | Command::Withdraw
    );
    if takes_text && app.overlay.is_none() {
        app.ahead.came_up(false);
    }
}

fn perform(app: &mut App, command: Command) -> Vec<Effect> {
    if let Some(why) = unavailable(app, command) {
        app.refuse(why);
        // What the disk said may be true no more.
        let Some(open) = app.open_scenario() else { return Vec::new() };
        return match open.fault {
            Some(FileFault::Unreadable(_)) => vec![app.load(app.current)],
            _ if open.history.blocked.is_some() => app.ask_disk(app.current).into_iter().collect(),
            _ => Vec::new(),
        };
    }
    let goes_on = matches!(
        command,
        Command::AddAccount | Command::AddLine | Command::AddRecord | Command::SaveScenario
    );
    if !goes_on {
        app.written = None;
    }
    if map::run(app, command) {
        return Vec::new();
    }
    if let Some(step) = Step::of(command) {
        step_by(app, step);
        return Vec::new();
    }
    if let Some(panel) = app.front().goal(command) {
        if panel == Panel::Why {
            return figures::why(app);
        }
        return to_panel(app, panel);
    }
    match command {
        Command::Quit => return leaving::leave(app),
        Command::Interrupt => return leaving::interrupt(app),
        Command::Suspend => return vec![Effect::Suspend],
        Command::Redraw => return vec![Effect::Redraw],
        Command::Reload => {
            let again = super::feeds::resume(app);
            return again.into_iter().chain([app.load(app.current)]).collect();
        }
        Command::StopReading => return super::feeds::stop(app).into_iter().collect(),
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
            app.theme = app.theme.next(&app.themes);
            app.follows_background = false;
            app.say(format!("theme: {}", app.theme.name()));
        }
        Command::CopyRow
        | Command::CopyCitation
        | Command::CopyId
        | Command::CopyView
        | Command::CopyCsv
        | Command::CopyMarkdown => {
            let form = CopyForm::of(command);
            return form.map(|form| copying::copy(app, form)).unwrap_or_default();
        }
        Command::NextPanel => return to_panel(app, app.front().beside(app.focus, true)),
        Command::PreviousPanel => return to_panel(app, app.front().beside(app.focus, false)),
        Command::Left | Command::Right => {
            let is_right = command == Command::Right;
            let is_why = app.focus == Panel::Why && app.trail.is_empty();
            return if is_why { figures::step(app, is_right) } else { sideways(app, is_right) };
        }
        Command::ToFront => return arranging::to_front(app),
        Command::Whole => return laying_out::open_or_close(app),
        Command::Zoom => {
            app.zoomed = !app.zoomed;
            scroll_all(app);
        }
        Command::Open => return open(app),
        Command::StandingDetail => open_standing(app),
        Command::Back => {
            app.trail.pop();
            scroll_all(app);
        }
        Command::Escape => return escape(app),
        Command::Search => prompt(app, Purpose::Search),
        Command::Filter => prompt(app, Purpose::Filter),
        Command::PutAside => opening_elsewhere::ask_or_put_aside(app),
        Command::ChooseBulletin => prompt(app, Purpose::Bulletin),
        Command::ClearFilter => return filter(app, Query::default()),
        Command::SearchNext => return search(app, true),
        Command::SearchPrevious => return search(app, false),
        Command::Sort => return sort(app),
        Command::SortReverse => return sort_by(app, |sort| sort.reversed = !sort.reversed),
        Command::NextChange
        | Command::PreviousChange
        | Command::NextDay
        | Command::PreviousDay
        | Command::NextWeek
        | Command::PreviousWeek
        | Command::LastDay => return travel(app, command),
        Command::GoToDay => prompt(app, Purpose::Day),
        Command::Play => return play(app),
        Command::Hindsight => return turn_knowledge(app),
        Command::Window => return turn_window(app),
        Command::Stretch => return turn_span(app),
        Command::Scenarios => {
            app.overlay = Some(picker(app, Input::default()));
        }
        Command::NextScenario => return to_scenario(app, app.workspace.after(app.current)),
        Command::PreviousScenario => {
            return to_scenario(app, app.workspace.before(app.current));
        }
        Command::Problems => app.overlay = Some(Overlay::Problems { list: ListState::default() }),
        Command::Changes => return comparing::show(app),
        Command::MorningPage => return page::compose(app),
        Command::Baseline => comparing::ask(app),
        Command::KeepView => prompt(app, Purpose::KeepView),
        Command::Views => views::show(app),
        Command::Stories => return telling::ask(app),
        Command::NextStep => return telling::next(app),
        Command::PreviousStep => return telling::previous(app),
        Command::Help => app.overlay = Some(Overlay::Help(HelpView::default())),
        Command::Palette => return palette::open(app, Input::default()),
        Command::AddRecord => return entry::add(app, None),
        Command::AddLine => return entry::add_line(app),
        Command::AddAccount => return entry::add_account(app),
        Command::EditRecord => return entry::edit(app),
        Command::Duplicate => return entry::duplicate(app),
        Command::Withdraw => return entry::ask_withdrawal(app),
        Command::Remove => return entry::ask_to_remove(app),
        Command::Undo => return undo(app),
        Command::Redo => return redo(app),
        Command::SaveScenario if app.is_practice => app.refuse(tour::KEEPS_NOTHING),
        Command::SaveScenario => return save(app, app.current, false),
        Command::Editor => return entry::editor(app),
        Command::Down
        | Command::Up
        | Command::First
        | Command::Last
        | Command::PageDown
        | Command::PageUp
        | Command::HalfPageDown
        | Command::HalfPageUp
        | Command::NextRow
        | Command::PreviousRow => {} // steps, above
        Command::Closer
        | Command::Farther
        | Command::CentreMap
        | Command::PanLeft
        | Command::PanRight
        | Command::PanUp
        | Command::PanDown => app.refuse(map::elsewhere()),
        Command::Slot(_) | Command::GoTo(_) => {} // panels, above
        Command::TourOn => return tour::go_on(app),
        Command::Choose
        | Command::SaveReport
        | Command::ToggleAppendix
        | Command::ForgetView
        | Command::NextEntry
        | Command::PreviousEntry
        | Command::WriteRecord
        | Command::FinishLine
        | Command::NextLine
        | Command::PreviousLine
        | Command::NextCompletion
        | Command::PreviousCompletion
        | Command::FindLine
        | Command::NewReferenced
        | Command::ClearDefaults
        | Command::OtherAccount
        | Command::Accept
        | Command::CompleteFilter
        | Command::CompleteFilterBack
        | Command::EarlierTyped
        | Command::LaterTyped
        | Command::Confirm
        | Command::NextFile
        | Command::SaveAndQuit
        | Command::DiscardChanges
        | Command::KeepOurs
        | Command::TakeTheirs
        | Command::KeepBoth
        | Command::KeepAllOurs
        | Command::TakeAllTheirs
        | Command::NextVersions
        | Command::PreviousVersions
        | Command::CursorLeft
        | Command::CursorRight
        | Command::LineStart
        | Command::LineEnd
        | Command::DeleteBack
        | Command::DeleteForward
        | Command::DeleteWord
        | Command::DeleteToStart
        | Command::DeleteToEnd => {} // only where something lies on top
    }
    Vec::new()
}
