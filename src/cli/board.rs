//! The board on the terminal, and the tour of it.

use std::io::{self, IsTerminal};

use super::{
    Outcome,
    arguments::{Changing, Looks, Narrowed, Returning, ShowFormat, ShownView},
    meant::meant,
    output::{theme_of, wants_colour},
    reading::opening,
    settings,
    show::show,
};
use crate::{
    app::{App, Notice, NoticeHolds, Opening, ScenarioIx, Settings, Tour},
    look::{Bidi, Theme},
    model::{Audience, PointNotation, Refusal},
    runtime::{
        self, clock,
        config::{Config, ReadConfig},
        files,
        recent::Recent,
        terminal_kind::TerminalKind,
    },
};

pub(super) fn board(
    narrowed: &Narrowed,
    looks: &Looks,
    changing: &Changing,
    returning: &Returning,
) -> Outcome {
    if !io::stdout().is_terminal() {
        return show(&ShownView::Overview, None, narrowed, ShowFormat::Text);
    }
    on_terminal(looks, changing, narrowed.coordinates, |size, theme| {
        let (places, first) = meant(&narrowed.scenarios)?;
        // On the desk's own screen all of it stands.
        let (view, is_fresh) = (returning.view.clone(), returning.fresh);
        let opening = opening(narrowed, clock::today());
        let opening = Opening { audience: Audience::Desk, view, is_fresh, ..opening };
        let mut app = App::new(places, size, theme, opening);
        app.current = ScenarioIx::new(first);
        app.greets = true;
        Ok(app)
    })
}

/// The tour, on the scenario that is part of the program: in whatever folder, it leaves nothing.
pub(super) fn tour(looks: &Looks) -> Outcome {
    if !io::stdout().is_terminal() {
        return Err(Refusal::from("the tour is made on a terminal"));
    }
    on_terminal(looks, &Changing::default(), None, |size, theme| {
        let places = files::built_in().take(1).collect();
        let opening = Opening { today: clock::today(), ..Opening::default() };
        let mut app = App::new(places, size, theme, opening);
        app.is_practice = true;
        app.tour = Some(Tour::default());
        Ok(app)
    })
}

/// Runs a board on the terminal, as the reader has set it, and as it is set while the board stands.
fn on_terminal(
    looks: &Looks,
    changing: &Changing,
    coordinates: Option<PointNotation>,
    board: impl FnOnce((u16, u16), Theme) -> Result<App, Refusal>,
) -> Outcome {
    if let Some(why) = runtime::terminal::refusal() {
        return Err(Refusal::from(why));
    }
    let (config, unset) = match runtime::config::read().and_then(ReadConfig::whole) {
        Ok(config) => (config, None),
        Err(why) => (Config::default(), Some(why)),
    };
    config.keymap().install();
    let looks_here = looks;
    let (looks, changing) = (looks.clone(), changing.clone());
    let settle = move |config: &Config| held(&looks, &changing, coordinates, config);
    let settings = settle(&config);
    let size = runtime::terminal::size();
    let mut app = board((size.width, size.height), settings.theme)?;
    if let Some(recent) = Recent::of_reader().filter(|_| !app.is_practice) {
        app.recall_recent(recent.read());
    }
    // Whether it takes the mouse is seen to when the terminal is the board's.
    drop(app.set(settings));
    let is_coloured = wants_colour(looks_here, config.color);
    app.follows_background = looks_here.theme.or(config.theme).is_none() && is_coloured;
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
    runtime::run(app, settings::feed_memory(&config), Box::new(settle))
        .map_err(|error| Refusal::from(format!("the terminal cannot be used: {error}")))
}

/// What holds by flags, else by the settings, else without either.
fn held(
    looks: &Looks,
    changing: &Changing,
    coordinates: Option<PointNotation>,
    config: &Config,
) -> Settings {
    let looks = Looks { theme: looks.theme.or(config.theme), ..looks.clone() };
    // Of two settings that exclude each other, the flag takes back what the file says.
    let is_set = |flag: Option<bool>, set: Option<bool>, other: Option<bool>| {
        flag.unwrap_or(set == Some(true) && other != Some(true))
    };
    Settings {
        theme: theme_of(&looks, wants_colour(&looks, config.color)),
        glyphs: looks.glyphs.or(config.glyphs).unwrap_or_else(|| TerminalKind::here().glyphs()),
        puts_in_order: puts_in_order(looks.bidi.or(config.bidi)),
        notation: coordinates.or(config.coordinates).unwrap_or_default(),
        ring: changing.ring.or(config.ring).unwrap_or_default(),
        mouse: is_set(changing.mouse, config.mouse, None),
        autosave: is_set(changing.autosave, config.autosave, changing.read_only),
        read_only: is_set(changing.read_only, config.read_only, changing.autosave),
    }
}

/// Whether the board puts text that runs from right to left in order.
fn puts_in_order(chosen: Option<Bidi>) -> bool {
    match chosen.unwrap_or_default() {
        Bidi::Auto => !TerminalKind::here().puts_in_order,
        Bidi::On => true,
        Bidi::Off => false,
    }
}
