//! `story`: a story of a scenario on one page.

use super::{
    Narrowed, Outcome,
    arguments::{PageFormatArg, told_names},
    leaving,
    meant::one_opened,
    output::print,
    reading::{opened, opening, read},
    settings::{memory, today},
};
use crate::{
    app::{App, Place},
    board::{Board, Clock, Feeds, Knowledge, LoadedFile, Query},
    look::Theme,
    model::{Id, Record, Refusal, Scenario, Table},
    panel::Panel,
    report::{self, HtmlPicture, PageFormat, StoryStep},
    runtime::{headless, story::frames},
};

/// Columns and rows of the board that is drawn.
const CELLS: (u16, u16) = (120, 36);

pub(super) fn story(narrowed: &Narrowed, name: Option<&str>, format: PageFormatArg) -> Outcome {
    let (mut places, first) = one_opened(&narrowed.scenarios)?;
    if first >= places.len() {
        return Err(Refusal::from("no scenario is at hand"));
    }
    let place = places.swap_remove(first);
    let opening_here = opening(narrowed, today());
    let mut troubled = false;
    let Some(loaded) = read(&place, &mut troubled) else { return Ok(2) };
    let loaded = leaving::seen(loaded, &opening_here, &place.name())?;
    let Some(board) = opened(&loaded, &opening_here)? else {
        let message = format!("{} does not load", place.name());
        return Err(Refusal::new(message, "`sitboard check` says why"));
    };
    let story = chosen(board.scenario(), name)?.clone();
    let format = match format {
        PageFormatArg::Md => PageFormat::Markdown,
        PageFormatArg::Text => PageFormat::Text,
        PageFormatArg::Html => PageFormat::Html,
    };
    let steps = steps(&place, narrowed, &story.id, format);
    if steps.is_empty() {
        let message = format!("the story `{}` has no step that can be told", story.id);
        return Err(Refusal::new(message, "`sitboard check` says why"));
    }
    let page = report::story_page(&whole(&board, &loaded), story.heading(), &steps, format);
    print(&page, if troubled { 2 } else { 0 })
}

/// The story of this id; without one, the only one.
fn chosen<'a>(scenario: &'a Scenario, name: Option<&str>) -> Result<&'a Record, Refusal> {
    let stories = scenario.table(Table::Story);
    let ids = || -> Vec<&str> { stories.iter().map(|story| story.id.as_str()).collect() };
    match (name, stories) {
        (_, []) => {
            let message = format!("{} tells no story", scenario.header.id);
            Err(Refusal::new(message, "a [[story]] in its file is one: see `sitboard format`"))
        }
        (Some(name), _) => {
            let found = stories.iter().find(|story| story.id.as_str() == name);
            found.ok_or_else(|| told_names(name, "story", ids()))
        }
        (None, [only]) => Ok(only),
        (None, _) => {
            let hint = format!("--story takes one: {}", ids().join(", "));
            Err(Refusal::new(format!("{} tells several stories", scenario.header.id), &hint))
        }
    }
}

/// The board on which all that the file tells shows, whatever the steps look at.
fn whole(board: &Board, loaded: &LoadedFile) -> Board {
    let as_of = board.scenario().last_day().unwrap_or(board.clock.as_of);
    let clock = Clock { as_of, knowledge: Knowledge::Hindsight };
    let feeds = Feeds::new(&board.index, &loaded.feeds);
    Board::with_feeds(board.index.clone(), clock, Query::default(), feeds.into())
}

/// The steps of a story, in HTML with what each view shows.
fn steps(place: &Place, narrowed: &Narrowed, story: &Id, format: PageFormat) -> Vec<StoryStep> {
    let mut app = App::new(vec![place.clone()], CELLS, Theme::Light, opening(narrowed, today()));
    let start = app.start();
    headless::settle_within(&mut app, start, memory());
    let step = |app: &mut App| {
        let pictures = (format == PageFormat::Html)
            .then(|| [Theme::Light, Theme::Terminal].map(|theme| picture(app, theme)));
        let told = app.told_step()?;
        let picture =
            pictures.map(|[light, dark]| HtmlPicture { title: told.view.clone(), light, dark });
        Some(StoryStep::of(&told, picture))
    };
    frames(&mut app, story, memory(), step).into_iter().flatten().collect()
}

/// The board as it stands: the map from its geometry, all else from cells.
fn picture(app: &mut App, theme: Theme) -> String {
    app.theme = theme;
    let map = (app.focus == Panel::Map).then(|| report::map_picture(app)).flatten();
    map.unwrap_or_else(|| report::board_picture(app))
}
