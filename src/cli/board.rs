//! The board on the terminal, and the tour of it.

use std::io::{self, IsTerminal};

use super::{
    Outcome,
    arguments::{Changing, Looks, Narrowed, RowFormat, ShownView},
    meant::meant,
    output::{in_colour, theme_of},
    reading::opening,
    show::show,
};
use crate::{
    app::{App, Notice, NoticeHolds, Opening, ScenarioIx, Tour},
    look::Theme,
    model::Refusal,
    runtime::{self, clock, config::Config, files},
};

pub(super) fn board(narrowed: &Narrowed, looks: &Looks, changing: &Changing) -> Outcome {
    if !io::stdout().is_terminal() {
        return show(&ShownView::Overview, None, narrowed, RowFormat::Text);
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
pub(super) fn tour(looks: &Looks) -> Outcome {
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
    let theme = theme_of(looks, in_colour(looks));
    let mut app = board((size.width, size.height), theme, &config)?;
    app.glyphs = looks.glyphs.unwrap_or_default();
    let unset = unset.map(|why| format!("defaults hold: {why}"));
    let nowhere = || clock::unknown_zone().map(Refusal::to_string);
    let notice = |words: String| Notice {
        words: words.into(),
        is_refusal: true,
        holds: NoticeHolds::Always,
    };
    app.notice = unset.or_else(nowhere).map(notice);
    runtime::run(app, config.feed_memory())
        .map_err(|error| Refusal::from(format!("the terminal cannot be used: {error}")))
}
