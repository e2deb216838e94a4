//! Where everything stands: one plan of rectangles for drawing, scrolling and the mouse alike.

use ratatui::layout::Rect;

use super::{App, Overlay, front, headline, stories};
use crate::panel::{Panel, Sheet};

/// The rectangles of one frame.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Plan {
    /// The whole terminal.
    pub whole: Rect,
    /// Too small for a board: one line says so.
    pub too_small: bool,
    /// The lines on top, with the clock, the filter and where things stand.
    pub header: Rect,
    /// A line about the file: gone, or broken since.
    pub banner: Option<Rect>,
    /// The line that says what the board is, over the lower border of the body.
    pub greeting: Option<Rect>,
    /// Where the tour says what to look at and what to press.
    pub tour: Option<Rect>,
    /// Where a story says what the view shows.
    pub story: Option<Rect>,
    /// What lies between header and footer.
    pub body: Rect,
    /// The panels in sight, those behind an overlay too; empty while there is no board.
    pub panels: Vec<PanelPlan>,
    /// The panel in the first slot of the front.
    pub first: Option<Panel>,
    /// The open detail, or on a wide screen that of the selection; `None` if neither is in sight.
    pub detail: Option<Rect>,
    /// The box of what lies on top.
    pub overlay: Option<Rect>,
    /// The line at the bottom, with notices, prompts and keys.
    pub footer: Rect,
}

/// The rectangles of one panel.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PanelPlan {
    /// The panel that it is of.
    pub panel: Panel,
    /// All that the panel takes, with its border.
    pub area: Rect,
    /// The lines that sum it up, above its rows.
    pub lines: Rect,
    /// The heads of its columns.
    pub head: Rect,
    /// Its rows.
    pub list: Rect,
    /// What stands below its rows, as the summary.
    pub foot: Rect,
    /// Where the map stands, of the panel that has one; its list beside it, where there is room.
    pub map: Option<Rect>,
    /// Whether the foot tells the selected row in words.
    pub captioned: bool,
    /// Whether it holds nothing, and is a line that says so.
    pub is_line: bool,
}

/// The smallest terminal that a board fits.
const LEAST: (u16, u16) = (40, 12);
/// From here on four panels stand together.
const FOUR: (u16, u16) = (80, 20);
/// From here on an open detail stands beside the list.
const BESIDE: u16 = 110;
/// From here on the detail of the selection stands beside the four.
const ALWAYS_BESIDE: u16 = 160;
/// Cells before the first column of a list: the selection, and a mark.
pub const MARKS: u16 = 2;
/// Columns and rows from which on the header has three lines.
const THREE_LINES: (u16, u16) = (100, 30);
/// Panels narrower than this say the selected row in words below, since most columns are hidden; and
/// the lines from which on they do.
const NARROW: u16 = 72;
const CAPTIONED: u16 = 10;
/// Lines from which on a panel has room for one more that sums it up.
const TALL: u16 = 12;
/// Lines inside a panel from which on some of them sum it up.
const SUMMED_UP: u16 = 6;
/// Lines for rows from which on something may stand below those of the strip.
const LEAST_BELOW: u16 = 6;

/// Columns of the map's panel from which on its list stands beside it, and the list's at most.
const WITH_LIST: u16 = 100;
const LIST: u16 = 64;

/// Lines of the picker that preview the chosen scenario.
pub const PREVIEW: usize = 8;
/// Lines of the problems list that show the place in the file.
pub const EXCERPT: usize = 6;

/// Columns of a form, at most so many rows below its lines, and columns of a question.
const FORM: u16 = 112;
const TOLD: u16 = 9;
const QUESTION: u16 = 76;

impl Plan {
    /// The plan of a frame of so many columns and rows.
    pub fn of((width, height): (u16, u16), app: &App) -> Plan {
        let whole = Rect::new(0, 0, width, height);
        if width < LEAST.0 || height < LEAST.1 {
            return Plan { whole, too_small: true, ..Plan::default() };
        }
        let told = app.shown().map_or(2, |shown| headline::count(shown).clamp(1, 2));
        let has_cells = width >= THREE_LINES.0 && height >= THREE_LINES.1;
        let header_lines = if has_cells && told > 1 { 3 } else { 2 };
        let (header, rest) = cut_top(whole, header_lines);
        let (rest, footer) = cut_bottom(rest, 1);
        let has_banner = app.open_scenario().is_some_and(|open| open.is_stale());
        let (banner, body) = if has_banner {
            let (banner, body) = cut_top(rest, 1);
            (Some(banner), body)
        } else {
            (None, rest)
        };
        let tour_lines = app.tour.as_ref().map_or(0, |tour| tour.height(width));
        let (body, tour) = cut_bottom(body, tour_lines.min(body.height / 2));
        let tour = Some(tour).filter(|area| area.height > 0);
        let (body, story) = cut_bottom(body, app.story_height(width, body.height));
        let story = Some(story).filter(|area| area.height > 0);
        let greets = app.greets && app.overlay.is_none() && tour.is_none() && story.is_none();
        let greeting = greets.then(|| cut_bottom(body, 1).1);
        let overlay = app.overlay.as_ref().and_then(|overlay| overlay_area(app, overlay, body));
        let mut plan = Plan {
            whole,
            header,
            banner,
            greeting,
            tour,
            story,
            body,
            overlay,
            footer,
            first: app.front().panels().first().copied(),
            ..Plan::default()
        };
        if app.open_scenario().is_none_or(|open| open.index().is_none()) {
            return plan; // the body shows why there is no board
        }
        plan.arrange(app);
        plan
    }

    fn arrange(&mut self, app: &App) {
        let (body, width) = (self.body, self.whole.width);
        let is_open = !app.trail.is_empty();
        let alone = app.zoomed || app.front().is_page(app.focus);
        let four = width >= FOUR.0 && self.whole.height >= FOUR.1 && !alone;
        let always = width >= ALWAYS_BESIDE && !app.zoomed;
        let panels = if always {
            let (left, right) = cut_left(body, width - width * 2 / 5);
            self.detail = Some(right);
            left
        } else if is_open && width >= BESIDE {
            let (left, right) = cut_left(body, width * 2 / 5);
            self.detail = Some(right);
            self.panels.push(panel_plan(app, app.focus, left));
            return;
        } else if is_open {
            self.detail = Some(body);
            return;
        } else {
            body
        };
        if !four {
            self.panels.push(panel_plan(app, app.focus, panels));
            return;
        }
        self.panels = front::panels(app, panels);
    }

    /// Whether the header says where things stand in cells under each other, and not in a line.
    pub fn has_header_cells(&self) -> bool {
        self.whole.width >= THREE_LINES.0 && self.whole.height >= THREE_LINES.1
    }

    /// Cells of the header's lines, and the one at which its right half begins: that of the panels.
    pub fn header_room(&self) -> (usize, usize) {
        let room = usize::from(self.header.width).saturating_sub(2);
        let left = match self.panels.iter().find(|plan| Some(plan.panel) == self.first) {
            Some(plan) if !plan.is_line && plan.area.width < self.header.width => plan.area.width,
            _ => self.header.width.div_ceil(2),
        };
        // The panels' text begins one cell behind their border, as the header's does.
        (room, usize::from(left) + 1)
    }

    /// The rectangles of a panel; `None` while it is out of sight.
    pub fn panel(&self, panel: Panel) -> Option<&PanelPlan> {
        self.panels.iter().find(|plan| plan.panel == panel)
    }

    /// Rows of a list that an overlay shows: its area without border and what it types into.
    pub fn overlay_rows(&self, app: &App, overlay: &Overlay) -> usize {
        let area = overlay_area(app, overlay, self.body).unwrap_or_default();
        let inner = usize::from(area.height).saturating_sub(2);
        match overlay {
            Overlay::Palette(_) => inner.saturating_sub(2),
            Overlay::Picker { .. } => inner.saturating_sub(PREVIEW + 2),
            Overlay::Problems { .. } => inner.saturating_sub(EXCERPT),
            Overlay::Form(form) => self.form_rows(form.lines.len()),
            Overlay::Clash(_) => inner.saturating_sub(1),
            Overlay::Help(view) if view.is_sought() => inner.saturating_sub(2),
            Overlay::Help(_)
            | Overlay::Legend { .. }
            | Overlay::Changes { .. }
            | Overlay::Views { .. }
            | Overlay::Stories { .. }
            | Overlay::Page { .. }
            | Overlay::Prompt(_)
            | Overlay::Line(_)
            | Overlay::Ask(_) => inner,
        }
    }

    /// Cells and rows for the text of an overlay.
    pub fn overlay_room(&self, app: &App, overlay: &Overlay) -> (usize, usize) {
        let area = overlay_area(app, overlay, self.body).unwrap_or_default();
        (usize::from(area.width).saturating_sub(4), self.overlay_rows(app, overlay))
    }

    /// Lines in sight of a form that has so many.
    pub fn form_rows(&self, lines: usize) -> usize {
        let (in_sight, _) = form_parts(centred(self.body, FORM, form_height(lines)), lines);
        in_sight.height.into()
    }

    /// Rows of a panel's list that can be seen.
    pub fn rows(&self, panel: Panel) -> usize {
        self.panel(panel).map_or(0, |plan| plan.list.height.into())
    }
}

impl PanelPlan {
    /// Cells of a row behind its marks: a blank stands before the border.
    pub fn cells(&self) -> usize {
        self.list.width.saturating_sub(MARKS + 1).into()
    }

    /// The line above the rows on which the cursor stands; `None` while it is on a row, or the line
    /// is out of sight.
    pub fn line(&self, app: &App) -> Option<usize> {
        let list = &app.open_scenario()?.view.lists[self.panel.number()];
        list.line.filter(|line| *line < usize::from(self.lines.height))
    }

    /// The columns that fit, each with its width, and the gap between them; none before there is a
    /// sheet.
    pub fn columns(&self, app: &App) -> (Vec<(usize, usize)>, usize) {
        let gap = if self.list.width >= 70 { 2 } else { 1 };
        let shown = app.open_scenario().zip(app.shown());
        let columns = shown.and_then(|(open, shown)| {
            let top = open.view.lists[self.panel.number()].top;
            let in_sight = top..top + usize::from(self.list.height);
            Some(shown.sheet(self.panel)?.arrange(&shown.board, in_sight, self.cells(), gap))
        });
        (columns.unwrap_or_default(), gap)
    }

    /// Where the panel's picture stands: its first cell and its width.
    pub fn picture(&self, app: &App) -> Option<(u16, usize)> {
        let sheet = app.shown()?.sheet(self.panel)?;
        let (columns, gap) = self.columns(app);
        let mut x = self.list.x + MARKS;
        for (n, width) in columns {
            if sheet.columns[n].is_picture {
                return Some((x, width));
            }
            x = x.saturating_add(u16::try_from(width + gap).unwrap_or(u16::MAX));
        }
        None
    }
}

/// Inside a form's border: its lines, and below them what is told of the one that is typed, which has
/// the rows that so many lines leave over.
pub fn form_parts(area: Rect, lines: usize) -> (Rect, Rect) {
    let inner = Rect {
        x: area.x + 1,
        y: area.y + 1,
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2),
    };
    let least = (inner.height / 3).clamp(3, TOLD);
    let left_over = inner.height.saturating_sub(u16::try_from(lines).unwrap_or(u16::MAX));
    cut_bottom(inner, left_over.clamp(least, TOLD))
}

/// All lines of a form with what is told below them, where there is room.
fn form_height(lines: usize) -> u16 {
    u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(TOLD + 2)
}

/// The line of a panel that holds nothing.
pub(super) fn line_plan(panel: Panel, area: Rect) -> PanelPlan {
    let none = Rect { width: 0, height: 0, ..area };
    let (lines, head, list, foot) = (none, none, none, none);
    PanelPlan { panel, area, lines, head, list, foot, map: None, captioned: false, is_line: true }
}

pub(super) fn panel_plan(app: &App, panel: Panel, area: Rect) -> PanelPlan {
    let inner = Rect::new(
        area.x + 1,
        area.y + 1,
        area.width.saturating_sub(2),
        area.height.saturating_sub(2),
    );
    let cells = inner.width.saturating_sub(2).into();
    let sheet = app.shown().and_then(|shown| shown.sheet(panel));
    let short = |lines: usize| u16::try_from(lines).unwrap_or(u16::MAX);
    let below = sheet.map_or(0, |sheet| sheet.summary.height(cells) + sheet.legend.height(cells));
    let captioned = is_captioned(app, panel, area);
    let caption = u16::from(captioned);
    let wanted = short(below).saturating_add(caption);
    let head = sheet.map_or(1, Sheet::head_rows);
    let head = short(head).min((inner.height / 2).max(1));
    let head = if inner.height > 2 { head } else { 0 };
    let rows = sheet.map_or(0, |sheet| short(sheet.rows.len()));
    // Rows come before what sums them up, but for a third, and a line more in a tall panel; what
    // they leave over is for it.
    let spare = inner.height.saturating_sub(head.saturating_add(rows).saturating_add(caption));
    let third = match inner.height {
        TALL.. => inner.height / 3 + 1,
        SUMMED_UP.. => inner.height / 3,
        _ => 0,
    };
    let lines = sheet.map_or(0, |sheet| short(sheet.lines.len())).min(third.max(spare));
    let (lines, rest) = cut_top(inner, lines);
    let (head, rest) = cut_top(rest, head);
    let spare = spare.saturating_sub(lines.height).saturating_add(caption);
    // The strip shows three rows before anything stands below them.
    let third =
        if panel == Panel::STRIP && rest.height < LEAST_BELOW { 0 } else { inner.height / 3 };
    let (list, foot) = cut_bottom(rest, wanted.min(third.max(spare)));
    let is_line = false;
    let plan = PanelPlan { panel, area, lines, head, list, foot, map: None, captioned, is_line };
    if panel == Panel::Map { with_map(plan) } else { plan }
}

/// The map beside its list, or in its place.
fn with_map(plan: PanelPlan) -> PanelPlan {
    let (head, list) = (plan.head, plan.list);
    let both = Rect { height: head.height + list.height, ..head };
    if plan.area.width < WITH_LIST {
        let none = Rect { height: 0, ..list };
        return PanelPlan { head: none, list: none, map: Some(both), ..plan };
    }
    let cells = (both.width * 2 / 5).min(LIST);
    let (map, _) = cut_left(both, both.width - cells - 1);
    let beside = |area: Rect| Rect { x: map.right() + 1, width: cells, ..area };
    PanelPlan { head: beside(head), list: beside(list), map: Some(map), ..plan }
}

/// Whether the selected row is told in words below: where most columns have no room and the keys
/// are, and where the panel stands alone, so that no column is out of reach.
fn is_captioned(app: &App, panel: Panel, area: Rect) -> bool {
    let is_alone = app.zoomed || app.front().is_page(panel);
    let is_narrow = area.width < NARROW && app.focus == panel && area.height >= CAPTIONED;
    is_narrow && panel != Panel::STRIP || (is_alone && area.height > 8)
}

/// As large as its content, as far as the body goes; on a narrow screen over its whole width.
fn overlay_area(app: &App, overlay: &Overlay, body: Rect) -> Option<Rect> {
    let lines = |rows: usize, more: usize| u16::try_from(rows + more + 2).unwrap_or(u16::MAX);
    let (width, height) = match overlay {
        Overlay::Prompt(_) => return None, // typed in the footer
        Overlay::Changes { .. } => return Some(body),
        Overlay::Page { .. } => (80, body.height),
        Overlay::Help(_) => (100, body.height),
        Overlay::Legend { .. } => (116, body.height),
        Overlay::Palette(_) => (96, 26),
        Overlay::Picker { .. } => (120, lines(app.workspace.count() + 2, PREVIEW)),
        Overlay::Views { .. } => {
            let listed = app.open_scenario().map_or(1, |open| open.views.listed());
            (100, lines(listed.max(3), 0))
        }
        Overlay::Stories { .. } => (84, lines(stories(app).len().max(3), 0)),
        Overlay::Problems { .. } => {
            let found = app.open_scenario().map_or(0, |open| open.problems().len());
            (120, lines(found.max(1), EXCERPT))
        }
        Overlay::Form(form) => (FORM, form_height(form.lines.len())),
        Overlay::Line(_) => (FORM, 18),
        Overlay::Clash(_) => (140, body.height),
        Overlay::Ask(ask) => {
            let width = QUESTION.min(body.width);
            let rows = ask.lines(app, usize::from(width).saturating_sub(6)).len();
            let height = lines(rows, 2).min(body.height);
            let x = body.x + (body.width - width) / 2;
            return Some(Rect::new(x, body.y + (body.height - height) / 3, width, height));
        }
    };
    Some(centred(body, width, height))
}

/// Over the whole width of a narrow screen, else in its middle.
fn centred(body: Rect, width: u16, height: u16) -> Rect {
    let width = if body.width < 100 { body.width } else { width.min(body.width - 4) };
    let height = height.min(body.height);
    let x = body.x + (body.width - width) / 2;
    let y = body.y + (body.height - height) / 3;
    Rect::new(x, y, width, height)
}

pub(super) fn cut_top(area: Rect, height: u16) -> (Rect, Rect) {
    let height = height.min(area.height);
    let below = Rect { y: area.y + height, height: area.height - height, ..area };
    (Rect { height, ..area }, below)
}

fn cut_bottom(area: Rect, height: u16) -> (Rect, Rect) {
    cut_top(area, area.height - height.min(area.height))
}

pub(super) fn cut_left(area: Rect, width: u16) -> (Rect, Rect) {
    let width = width.min(area.width);
    let right = Rect { x: area.x + width, width: area.width - width, ..area };
    (Rect { width, ..area }, right)
}
