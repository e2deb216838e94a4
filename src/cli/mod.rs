//! The command line: arguments parsed low, meant high; data on stdout, messages on stderr.
//! Exit 0 is yes, 1 is no (`check` found errors, `diff` differences), 2 is trouble.

mod add;
mod arguments;
mod diff;
mod evidence;
mod export;
mod feed;
mod import;
mod meant;
mod morning;
mod routed;
mod settings;
mod why;
mod window;

use std::{
    io::{self, IsTerminal, Write},
    path::Path,
};

use arguments::{
    Aside, Changing, CheckFormat, Cli, ColourUse, DrawnPart, FrameFormat, Looks, Narrowed, Order,
    RowFormat, Scenarios, ShownView, Times, cleaned, told_names,
};
use clap::Parser;
use meant::{elsewhere, every, meant, one_opened, opened_places};
use routed::{Drawn, drawn_route};
use serde_json::Value as Json;
use settings::{is_cut_short, memory, today};

use crate::{
    app::{
        App, Message, Notice, NoticeHolds, Opening, Place, ScenarioIx, Tour, show_alone, update,
    },
    board::{Board, Feeds, LoadedFile},
    command::parse_keys,
    format,
    look::{Depth, Theme, counted},
    model::{Day, Problem, Refusal, Severity, clean},
    panel::Panel,
    report,
    runtime::{
        self, clock, config::Config, feeds, files, headless, save, terminal_kind::TerminalKind,
    },
};

/// The exit code, or why a command could not do what was asked.
type Outcome = Result<i32, Refusal>;

/// Runs the command line; the number is the exit code.
pub fn run() -> i32 {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let code = error.exit_code();
            let _ = cleaned(error).print();
            return code;
        }
    };
    match obey(cli) {
        Ok(code) => code,
        Err(why) => {
            say(&why.to_string());
            2
        }
    }
}

fn obey(cli: Cli) -> Outcome {
    match cli.order {
        None => board(&cli.narrowed, &cli.looks, &cli.changing),
        Some(Order::Check { scenarios, audit, evidence, format, looks }) => {
            check(&scenarios, (audit, evidence), format, &looks)
        }
        Some(Order::Render { narrowed, size, panel, route, format, keys, looks }) => {
            let drawn = Drawn { panel, route };
            render(&narrowed, size, &drawn, format, &keys, &looks)
        }
        Some(Order::Show { view, route, narrowed, format }) => {
            show(view, route.as_deref(), &narrowed, format)
        }
        Some(Order::Why { figure, narrowed, format }) => {
            why::why(figure.as_deref(), narrowed, format)
        }
        Some(Order::Diff { scenarios, since, times, format }) => {
            diff::diff(&scenarios, since.as_deref(), &times, format)
        }
        Some(Order::Report { scenarios, times, aside, since, days, format, appendix }) => {
            let narrowed = Narrowed { scenarios, times, aside, ..Narrowed::default() };
            morning::morning(&narrowed, since.as_deref(), days, format, appendix)
        }
        Some(Order::Window { scenarios, times, aside, days, format }) => {
            let narrowed = Narrowed { scenarios, times, aside, ..Narrowed::default() };
            window::window(&narrowed, days, format)
        }
        Some(Order::Add { words, json, scenario, as_of, bulletin }) => {
            add::add(add::Adding { words, json, scenario, as_of, bulletin })
        }
        Some(Order::Evidence { order }) => evidence::evidence(order),
        Some(Order::Export { narrowed, format, allow }) => export::export(&narrowed, format, allow),
        Some(Order::Feed { file, merge: Some(other), .. }) => feed::merge(&file, &other),
        Some(Order::Feed { file, against: None, wanted, format, all, .. }) => {
            feed::feed(&file, &wanted, format, all)
        }
        Some(Order::Feed { file, against: Some(older), wanted, format, all, .. }) => {
            feed::against(&file, &older, &wanted, format, all)
        }
        Some(Order::Import { file, wanted, since, until, text, most, dry_run }) => {
            let chosen = import::Chosen { since, until, text, most };
            import::import(&file, &wanted, &chosen, dry_run)
        }
        Some(Order::List { scenarios, format }) => list(&scenarios, format),
        Some(Order::Tour { looks }) => tour(&looks),
        Some(Order::Format) => print(&format::reference(), 0),
        Some(Order::New { file }) => new(&file),
    }
}

// ---------------------------------------------------------------------- output

/// Prints to stdout; somebody who has read enough is no trouble.
fn print(text: &str, code: i32) -> Outcome {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Refusal::from(format!("standard output cannot be written: {error}")))
        }
        _ => Ok(code),
    }
}

fn print_json(json: &Json, code: i32) -> Outcome {
    // Only maps with other keys than strings, and they have none, could fail to serialise.
    let text = serde_json::to_string_pretty(json).unwrap_or_default();
    print(&(text + "\n"), code)
}

fn say(words: &str) {
    let _ = writeln!(io::stderr(), "sitboard: {}", clean(words));
}

/// Colour: the flag, then NO_COLOR, then CLICOLOR_FORCE or FORCE_COLOR, then the terminal.
fn in_colour(looks: &Looks) -> bool {
    match looks.color {
        ColourUse::Always => true,
        ColourUse::Never => false,
        ColourUse::Auto => {
            let has_colours = || TerminalKind::here().depth != Depth::None;
            runtime::environment::wants_colour()
                .unwrap_or_else(|| io::stdout().is_terminal() && has_colours())
        }
    }
}

/// The theme: the flag, else mono where colour is not wanted.
fn theme_of(looks: &Looks, colour: bool) -> Theme {
    let chosen = looks.theme.unwrap_or_default();
    if colour { chosen } else { Theme::Mono }
}

// ---------------------------------------------------------------------- scenarios

/// What a place says.
fn load(place: &Place) -> Result<LoadedFile, Refusal> {
    let read = files::load(place, None).map(|read| read.loaded);
    let with_feeds = |mut loaded: LoadedFile| {
        feeds::read_all(place, &mut loaded, memory());
        loaded
    };
    read.map(with_feeds).map_err(|fault| format!("{}: {fault}", place.name()).into())
}

/// A place that can be read; one that cannot, or not to its end, is told and remembered.
fn read(place: &Place, troubled: &mut bool) -> Option<LoadedFile> {
    let read = load(place);
    match &read {
        Ok(loaded) => *troubled |= is_cut_short(loaded),
        Err(why) => {
            say(&why.to_string());
            *troubled = true;
        }
    }
    read.ok()
}

/// The board of a loaded file on the day it opens, through a filter.
fn opened(loaded: &LoadedFile, opening: &Opening) -> Result<Option<Board>, Refusal> {
    let Some(index) = &loaded.index else { return Ok(None) };
    let index = &if opening.is_for_others { index.for_others() } else { index.clone() };
    let query = opening.query(&index.scenario).map_err(refused("filter"))?;
    let clock = opening.clock(&index.scenario).map_err(refused("day"))?;
    let without = opening.without(&index.scenario).map_err(refused("voice"))?;
    let index = if without.is_empty() { index.clone() } else { index.without(&without).into() };
    let feeds = Feeds::new(&index, &loaded.feeds);
    let mut board = Board::with_feeds(index, clock, query, feeds.into());
    board.layout.notation = opening.notation;
    Ok(Some(board))
}

/// What is said when what was typed cannot be read.
fn refused(what: &'static str) -> impl Fn(Refusal) -> Refusal {
    move |why| Refusal {
        message: format!("the {what} cannot be read: {}", why.message).into(),
        ..why
    }
}

fn opening(narrowed: &Narrowed, today: Day) -> Opening {
    let Narrowed { times, filter, aside, .. } = narrowed.clone();
    let Times { as_of, known_by, hindsight } = times;
    let Aside { without, least } = aside;
    let is_for_others = !narrowed.scenarios.private;
    let notation = narrowed.coordinates.unwrap_or_else(settings::notation);
    Opening { filter, without, least, as_of, known_by, hindsight, today, is_for_others, notation }
}

// ---------------------------------------------------------------------- the commands

fn board(narrowed: &Narrowed, looks: &Looks, changing: &Changing) -> Outcome {
    if !io::stdout().is_terminal() {
        return show(ShownView::Overview, None, narrowed, RowFormat::Text);
    }
    on_terminal(looks, |size, theme, config| {
        let (places, first) = meant(&narrowed.scenarios)?;
        // On the desk's own screen all of it stands.
        let opening = Opening { is_for_others: false, ..opening(narrowed, clock::today()) };
        let mut app = App::new(places, size, theme, opening);
        app.current = ScenarioIx::new(first);
        app.read_only = changing.read_only || config.read_only && !changing.autosave;
        app.autosave = changing.autosave || config.autosave;
        app.greets = true;
        Ok(app)
    })
}

/// The tour, on the scenario that is part of the program: in whatever folder, it leaves nothing.
fn tour(looks: &Looks) -> Outcome {
    if !io::stdout().is_terminal() {
        return Err(Refusal::from("the tour is made on a terminal"));
    }
    on_terminal(looks, |size, theme, _| {
        let places = files::built_in().take(1).collect();
        let opening = Opening { today: clock::today(), ..Opening::default() };
        let mut app = App::new(places, size, theme, opening);
        app.is_practice = true;
        app.tour = Some(Tour::default());
        Ok(app)
    })
}

/// Runs a board on the terminal, as the reader has set it.
fn on_terminal(
    looks: &Looks,
    board: impl FnOnce((u16, u16), Theme, &Config) -> Result<App, Refusal>,
) -> Outcome {
    if let Some(why) = runtime::terminal::refusal() {
        return Err(Refusal::from(why));
    }
    let (config, unset) = match runtime::config::read() {
        Ok(config) => (config, None),
        Err(why) => (Config::default(), Some(why)),
    };
    let looks = &Looks {
        theme: looks.theme.or(config.theme),
        glyphs: looks.glyphs.or(config.glyphs),
        ..looks.clone()
    };
    let size = runtime::terminal::size();
    let is_coloured = in_colour(looks);
    let mut app = board((size.width, size.height), theme_of(looks, is_coloured), &config)?;
    app.glyphs = looks.glyphs.unwrap_or_else(|| TerminalKind::here().glyphs());
    app.follows_background = looks.theme.is_none() && is_coloured;
    let (themes, unread) = runtime::themes::all();
    app.themes = themes;
    let unset = unset.map(|why| format!("defaults hold: {why}"));
    let nowhere = || clock::unknown_zone().map(Refusal::to_string);
    let notice = |words: String| Notice {
        words: words.into(),
        is_refusal: true,
        holds: NoticeHolds::Always,
    };
    let doubted = || {
        let doubts = unread.into_iter().chain(runtime::themes::doubts(app.theme));
        doubts.map(|why| why.to_string()).next()
    };
    app.notice = unset.or_else(nowhere).or_else(doubted).map(notice);
    runtime::run(app, config.feed_memory())
        .map_err(|error| Refusal::from(format!("the terminal cannot be used: {error}")))
}

/// Reads each scenario that is meant and tells what is wrong with it; with `evidence` also each file
/// of evidence, which is read for no other reason.
fn check(
    scenarios: &Scenarios,
    (audit, evidence): (bool, bool),
    format: CheckFormat,
    looks: &Looks,
) -> Outcome {
    let (mut troubled, mut found_errors) = (false, false);
    let (mut text, mut json) = (String::new(), Vec::new());
    let colour = in_colour(looks);
    for place in every(scenarios)? {
        let Some(mut loaded) = read(&place, &mut troubled) else { continue };
        let verified = evidence.then(|| runtime::evidence::check(&place, &mut loaded));
        let file = place.name();
        // An audit is of what the sources say.
        if !audit {
            loaded.tell_of_towns();
        }
        let told = |problem: &&Problem| !audit || problem.severity == Severity::Note;
        for problem in loaded.problems.iter().filter(told) {
            match format {
                CheckFormat::Human => text.push_str(&report::problem_text(&file, problem, colour)),
                CheckFormat::Json => json.push(report::problem_json(&file, problem)),
            }
        }
        let errors = loaded.count(Severity::Error);
        found_errors |= errors > 0;
        if format == CheckFormat::Human {
            text.push_str(&verdict(&file, &loaded, verified));
        } else if let Some(verified) = verified {
            say(&format!("{file}: {}", verified_in_words(verified)));
        }
    }
    let code = if troubled { 2 } else { i32::from(found_errors) };
    match format {
        CheckFormat::Human => print(&text, code),
        CheckFormat::Json => print_json(&Json::Array(json), code),
    }
}

/// One line on a file: what it holds and what was found.
fn verdict(file: &str, loaded: &LoadedFile, verified: Option<usize>) -> String {
    let verified = verified.map(|n| format!("; {}", verified_in_words(n))).unwrap_or_default();
    let found =
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")]
            .map(|(severity, word)| counted(loaded.count(severity), word))
            .join(", ");
    match &loaded.index {
        Some(index) => {
            let scenario = &index.scenario;
            let left = if !scenario.left_out.is_empty() {
                format!(", {} left out", scenario.left_out)
            } else {
                String::new()
            };
            let records = counted(scenario.records().len(), "record");
            format!("{file}: {records}{left}; {found}{verified}\n")
        }
        None => format!("{file}: does not load; {found}\n"),
    }
}

fn verified_in_words(verified: usize) -> String {
    format!("{} of evidence verified", counted(verified, "file"))
}

fn render(
    narrowed: &Narrowed,
    size: (u16, u16),
    drawn: &Drawn,
    format: FrameFormat,
    keys: &str,
    looks: &Looks,
) -> Outcome {
    let keys = parse_keys(keys)?;
    let (places, first) = one_opened(&narrowed.scenarios)?;
    let opening = opening(narrowed, today());
    if let Some(loaded) = places.get(first).and_then(|place| read(place, &mut false)) {
        opened(&loaded, &opening)?; // an unreadable filter is trouble, not a footnote on a frame
    }
    let colour = match format {
        FrameFormat::Text => false,
        FrameFormat::Ansi | FrameFormat::Svg => match looks.color {
            ColourUse::Always => true,
            ColourUse::Never => false,
            ColourUse::Auto => runtime::environment::wants_colour().unwrap_or(true),
        },
    };
    let theme = theme_of(looks, colour);
    let mut app = App::new(places, size, theme, opening);
    app.current = ScenarioIx::new(first);
    app.glyphs = looks.glyphs.unwrap_or_default();
    let start = app.start();
    headless::settle_within(&mut app, start, memory());
    let along = drawn.along(&mut app)?;
    headless::settle_within(&mut app, along, memory());
    let drawn = drawn.panel;
    if let Some(panel) = drawn.map(DrawnPart::panel) {
        let effects = show_alone(&mut app, panel);
        headless::settle_within(&mut app, effects, memory());
    }
    for key in keys {
        let effects = update(&mut app, Message::Key(key.event()));
        if headless::settle_within(&mut app, effects, memory()) {
            break;
        }
    }
    if let (FrameFormat::Svg, Some(DrawnPart::Part(part)), Some(board)) =
        (format, drawn, app.board())
    {
        let Some(picture) = report::corridor_picture(board, part, app.theme) else {
            return Err(Refusal::from("no route of this file can be drawn"));
        };
        return print(&picture, 0);
    }
    if (format, drawn, app.focus)
        == (FrameFormat::Svg, Some(DrawnPart::Panel(Panel::Map)), Panel::Map)
        && let Some(picture) = report::map_picture(&app)
    {
        return print(&picture, 0); // from the geometry rather than from cells
    }
    let format = match format {
        FrameFormat::Text => report::FrameFormat::Text,
        FrameFormat::Ansi => report::FrameFormat::Ansi,
        FrameFormat::Svg => report::FrameFormat::Svg,
    };
    print(&report::render(&report::frame(&app), format, app.theme), 0)
}

/// Every board that is meant, with its loaded file and the name of its file; what does not load is told
/// and remembered.
fn each_board(
    narrowed: &Narrowed,
    troubled: &mut bool,
) -> Result<Vec<(Board, LoadedFile, Place)>, Refusal> {
    let opening = opening(narrowed, today());
    let mut boards = Vec::new();
    for place in opened_places(&narrowed.scenarios)? {
        let Some(loaded) = read(&place, troubled) else { continue };
        let loaded = if opening.is_for_others { loaded.for_others() } else { loaded };
        match opened(&loaded, &opening)? {
            Some(board) => boards.push((board, loaded, place)),
            None => {
                say(&format!("{} does not load; `sitboard check` says why", place.name()));
                *troubled = true;
            }
        }
    }
    Ok(boards)
}

fn show(view: ShownView, route: Option<&str>, narrowed: &Narrowed, format: RowFormat) -> Outcome {
    let mut troubled = false;
    let (mut text, mut json): (Vec<String>, Vec<Json>) = (Vec::new(), Vec::new());
    for (mut board, loaded, place) in each_board(narrowed, &mut troubled)? {
        board.layout.route = route.map(|route| drawn_route(&board, route)).transpose()?;
        let file = place.name();
        if let ShownView::Panel(panel) = view {
            elsewhere(&board, panel, narrowed, &place).iter().for_each(|words| say(words));
        }
        match (view, format) {
            (ShownView::Overview, RowFormat::Text) => {
                text.push(report::overview_text(&board, &loaded, &file, today()))
            }
            (ShownView::Overview, RowFormat::Json) => {
                json.push(report::overview_json(&board, &loaded, &file))
            }
            (ShownView::Panel(Panel::Figures), RowFormat::Text) => {
                text.push(report::figures(&board, &file).0)
            }
            (ShownView::Panel(Panel::Without), RowFormat::Text) => {
                text.push(report::without(&board, &file).0)
            }
            (ShownView::Panel(panel), RowFormat::Text) => {
                text.push(report::panel_text(&board, panel))
            }
            (ShownView::Panel(panel), RowFormat::Json) => {
                json.extend(report::rows_json(&board, panel, &file))
            }
        }
    }
    let code = if troubled { 2 } else { 0 };
    match format {
        RowFormat::Text => print(&text.join("\n"), code),
        RowFormat::Json => print_json(&Json::Array(json), code),
    }
}

fn list(scenarios: &Scenarios, format: RowFormat) -> Outcome {
    let mut troubled = false;
    let (places, first) = meant(scenarios)?;
    let opens = places.get(first).cloned();
    let places = every(scenarios)?;
    let read = |place: &Place| {
        let loaded = read(place, &mut troubled)?;
        let opens = opens.as_ref() == Some(place);
        Some(report::Listed { file: place.name(), loaded, opens })
    };
    let listed: Vec<report::Listed> = places.iter().filter_map(read).collect();
    let code = if troubled { 2 } else { 0 };
    match format {
        RowFormat::Text => print(&report::listing_text(&listed), code),
        RowFormat::Json => print_json(&report::listing_json(&listed), code),
    }
}

fn new(file: &Path) -> Outcome {
    if file.as_os_str() == "-" {
        return print(&format::starter("my-board", today())?, 0);
    }
    let stem =
        file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let text = format::starter(&stem, today())?;
    let shown = files::shown(file);
    let written = save::write_new(file, &text)?;
    say(&format!("wrote {written}; open it with: sitboard {shown}"));
    Ok(0)
}
