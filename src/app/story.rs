//! A story that is told on the board, and what it says of the view: its steps in order, each a view
//! with a few words.

use std::sync::Arc;

use super::{App, OpenDetail, SavedView, ScenarioIx, ScenarioView, step_view::steps};
use crate::{
    board::Index,
    look::wrap,
    model::{Clean, Id, Key, Record, Table},
    panel::Panel,
};

/// The story that is told, and where it stands.
#[derive(Clone, Debug)]
pub struct PlayedStory {
    /// Its id.
    pub story: Id,
    /// Whether its words stand beside the board and not on it.
    pub is_mute: bool,
    pub(super) scenario: ScenarioIx,
    /// A position among its steps.
    pub(super) at: usize,
    /// Which part of the step's words stands there, where they do not all fit.
    pub(super) part: usize,
    /// The reading of the file that the step was taken from.
    pub(super) index: Arc<Index>,
    pub(super) view: SavedView,
    /// What of the view does not hold any more.
    pub(super) lost: Vec<Clean>,
    pub(super) before: Box<Before>,
}

/// How the board was looked at before.
#[derive(Clone, Debug)]
pub(super) struct Before {
    pub view: ScenarioView,
    pub focus: Panel,
    pub home: Panel,
    pub zoomed: bool,
    pub trail: Vec<OpenDetail>,
}

/// The step that is told, as it stands in the file.
pub struct ToldStep<'a> {
    /// What the story is called.
    pub story: &'a str,
    /// Which step it is, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    /// What stands above its paragraphs.
    pub title: &'a str,
    /// Its paragraphs, each one line.
    pub paragraphs: Vec<Clean>,
    /// What of its view does not hold any more, in sentences.
    pub remarks: Vec<String>,
    /// What the view shows, in a few words.
    pub view: String,
}

/// Lines of a story's words, at most: their rule is one more, and the board keeps two thirds.
const MOST_LINES: usize = 12;

/// The stories of the scenario that is looked at.
pub fn stories(app: &App) -> &[Record] {
    let index = app.open_scenario().and_then(|open| open.index());
    index.map_or(&[], |index| index.scenario.table(Table::Story))
}

impl App {
    /// The step of the story that is told; `None` while none is.
    pub fn told_step(&self) -> Option<ToldStep<'_>> {
        let played = self.played.as_ref().filter(|played| played.scenario == self.current)?;
        let open = self.open_scenario()?;
        let scenario = &open.index()?.scenario;
        let story = scenario.find(&played.story)?;
        let all: Vec<&Record> = steps(scenario, &played.story).collect();
        let step = all.get(played.at)?;
        let mut remarks: Vec<String> = played.lost.iter().map(Clean::to_string).collect();
        let list = &open.view.lists[played.view.panel().number()];
        // The reader may have gone elsewhere since, and what was asked for may still be worked out.
        let is_there = self.focus == played.view.panel()
            && open.view.clock == self.board().map(|board| board.clock);
        if let (Some(wanted), true) = (played.view.selected.as_ref(), is_there)
            && !list.is_here
            && list.selected.as_ref().is_some_and(|it| it.id().as_str() == wanted.id)
        {
            remarks.push(format!("{} does not show in this view", wanted.id));
        }
        Some(ToldStep {
            story: story.heading(),
            number: played.at + 1,
            of: all.len(),
            title: step.heading(),
            paragraphs: step.text(Key::Text).map(Clean::paragraphs).unwrap_or_default(),
            remarks,
            view: played.view.in_words(),
        })
    }

    /// Lines that the words of the story take on a board so wide, their rule among them: the same for
    /// every step, or the board would jump.
    pub(super) fn story_height(&self, width: u16, body: u16) -> u16 {
        let Some(played) = self.played.as_ref().filter(|played| !played.is_mute) else { return 0 };
        let Some(told) = self.told_step() else { return 0 };
        let Some(index) = self.open_scenario().and_then(|open| open.index()) else { return 0 };
        let cells = usize::from(width).saturating_sub(2).max(1);
        let of_step = |step: &Record| {
            let paragraphs = step.text(Key::Text).map(Clean::paragraphs).unwrap_or_default();
            lines(&[], &paragraphs, cells).len()
        };
        let longest = steps(&index.scenario, &played.story).map(of_step).max().unwrap_or_default();
        let remarks = told.lines(cells).len();
        let wanted = longest.max(remarks).clamp(1, MOST_LINES) + 1;
        u16::try_from(wanted).unwrap_or(u16::MAX).min((body / 3).max(2))
    }

    /// The lines of the step that are in sight, in so many cells and rows; which part of all they are,
    /// from 1, and of how many.
    pub fn story_lines(&self, cells: usize, rows: usize) -> (Vec<String>, usize, usize) {
        let lines = self.told_step().map(|told| told.lines(cells)).unwrap_or_default();
        let rows = rows.max(1);
        let parts = lines.len().div_ceil(rows).max(1);
        let part = self.played.as_ref().map_or(0, |played| played.part).min(parts - 1);
        (lines.into_iter().skip(part * rows).take(rows).collect(), part + 1, parts)
    }
}

impl ToldStep<'_> {
    /// Its remarks and paragraphs in lines of so many cells.
    fn lines(&self, cells: usize) -> Vec<String> {
        lines(&self.remarks, &self.paragraphs, cells)
    }
}

fn lines(remarks: &[String], paragraphs: &[Clean], cells: usize) -> Vec<String> {
    let mut all: Vec<String> =
        remarks.iter().flat_map(|remark| wrap(&format!("! {remark}"), cells)).collect();
    for (n, paragraph) in paragraphs.iter().enumerate() {
        if n > 0 {
            all.push(String::new());
        }
        all.extend(wrap(paragraph, cells));
    }
    all
}
