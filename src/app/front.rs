//! The front: room goes where something is. Each panel gets lines for what it holds, in rounds, so
//! that a little of every panel comes before much of any; one without records keeps a line that says
//! what would stand there.

use ratatui::layout::Rect;

use super::{
    App, PanelPlan,
    plan::{cut_left, cut_top, line_plan, panel_plan},
};
use crate::{
    model::{FeedUse, Key, Table},
    panel::Panel,
};

/// A band of the front over its whole width.
struct Band {
    panels: Vec<Panel>,
    /// Lines at which it shows all that it holds.
    wants: u16,
    /// Lines that it has at the end of each round.
    rounds: [u16; 4],
}

/// Lines that the upper two, the lower two and the timeline have at the end of each round: in the
/// first round as few as they can be read in; at 80 by 24 the second is full.
const UPPER: [u16; 4] = [6, 10, 13, 18];
const LOWER: [u16; 4] = [4, 5, 9, 14];
const STRIP: [u16; 4] = [6, 6, 10, 14];
/// Rows of a list beyond which more lines are of no more use than elsewhere.
const MOST: usize = 200;

/// Whether a panel holds nothing, neither now nor behind a filter, and is no feed's.
pub(super) fn is_empty(app: &App, panel: Panel) -> bool {
    let Some(shown) = app.shown() else { return false };
    let Some(sheet) = shown.sheet(panel) else { return false };
    let joins = panel.joins();
    let feeds = shown.board.scenario().table(Table::Feed).iter();
    let has_feed = joins.is_some()
        && feeds.map(|feed| feed.term::<FeedUse>(Key::As)).any(|joined| joined == joins);
    sheet.rows.is_empty() && sheet.total == 0 && !has_feed && !sheet.lines.is_unread()
}

/// The panels of the front in `area`.
pub(super) fn panels(app: &App, area: Rect) -> Vec<PanelPlan> {
    let [first, second, third, fourth] = app.front().panels();
    let (mut bands, mut lines) = (Vec::new(), Vec::new());
    for (pair, rounds) in [([first, second], UPPER), ([third, fourth], LOWER)] {
        let (empty, full): (Vec<Panel>, Vec<Panel>) =
            pair.into_iter().partition(|panel| is_empty(app, *panel));
        if !empty.is_empty() {
            lines.push((bands.len(), empty));
        }
        bands.push(band(app, full, area.width, rounds));
    }
    bands.push(band(app, vec![Panel::STRIP], area.width, STRIP));
    let taken = u16::try_from(lines.len()).unwrap_or(0);
    let heights = heights(&bands, area.height.saturating_sub(taken));
    let mut plans = Vec::new();
    let mut rest = area;
    for (n, (band, height)) in bands.iter().zip(heights).enumerate() {
        let (at, below) = cut_top(rest, height);
        plans.extend(
            side_by_side(&band.panels, at).map(|(panel, area)| panel_plan(app, panel, area)),
        );
        rest = below;
        if let Some((_, empty)) = lines.iter().find(|(behind, _)| *behind == n) {
            let (at, below) = cut_top(rest, 1);
            plans.extend(side_by_side(empty, at).map(|(panel, area)| line_plan(panel, area)));
            rest = below;
        }
    }
    // In the order of `Tab`, whatever stands where; the strip comes last.
    let front = app.front();
    plans.sort_by_key(|plan| front.slot(plan.panel).unwrap_or(usize::MAX));
    plans
}

fn band(app: &App, panels: Vec<Panel>, width: u16, rounds: [u16; 4]) -> Band {
    let count = u16::try_from(panels.len().max(1)).unwrap_or(1);
    let cells = width / count;
    let wants = panels.iter().map(|panel| wants(app, *panel, cells)).max().unwrap_or(0);
    Band { panels, wants, rounds }
}

/// Lines of a panel that shows all that it holds.
fn wants(app: &App, panel: Panel, width: u16) -> u16 {
    let Some(sheet) = app.shown().and_then(|shown| shown.sheet(panel)) else { return 6 };
    let cells = usize::from(width.saturating_sub(4));
    let below = sheet.summary.height(cells) + sheet.legend.height(cells);
    let rows = sheet.rows.len().clamp(1, MOST);
    let all = 2 + sheet.lines.len() + sheet.head_rows() + rows + below + 1;
    u16::try_from(all).unwrap_or(u16::MAX)
}

/// Lines for each band: round by round, none beyond what it holds; what is left over goes to the
/// last.
fn heights(bands: &[Band], room: u16) -> Vec<u16> {
    let mut heights = vec![0; bands.len()];
    let mut left = room;
    for round in 0..5 {
        let goal =
            |band: &Band| band.rounds.get(round).map_or(band.wants, |most| band.wants.min(*most));
        while left > 0 {
            let before = left;
            for (height, band) in heights.iter_mut().zip(bands) {
                if *height < goal(band) && left > 0 {
                    *height += 1;
                    left -= 1;
                }
            }
            if left == before {
                break;
            }
        }
    }
    if let Some(last) = heights.last_mut() {
        *last += left;
    }
    heights
}

fn side_by_side(panels: &[Panel], area: Rect) -> impl Iterator<Item = (Panel, Rect)> {
    let (left, right) = cut_left(area, area.width.div_ceil(2));
    let areas = if panels.len() > 1 { [left, right] } else { [area, area] };
    panels.iter().copied().zip(areas).collect::<Vec<_>>().into_iter()
}

/// The panel that a board opens on: the first that holds something; one of counts alone opens on
/// its timeline.
pub(super) fn opens_on(app: &App) -> Option<Panel> {
    let has_rows = |panel: &Panel| !is_empty(app, *panel);
    let told =
        app.front().panels().into_iter().filter(|panel| *panel != Panel::Actors).find(has_rows);
    told.or(Some(Panel::STRIP))
}
