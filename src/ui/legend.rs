//! The legend: every mark that is on the screen now, with its meaning, in its colours. It is read
//! off the frame before it is drawn over it.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{canvas::Canvas, hint_in};
use crate::{
    app::{App, Plan},
    command::{Command, Context},
    look::{COLOURS, MARKS, MarkGroup, MarkMeaning, MarkedPart, Phrase, Role, Theme},
    model::{IncidentKind, OWN_SIGN},
    panel::{Panel, map as signs},
};

/// Cells of the groups' names.
const LABEL: usize = 10;
/// Cells before the first column of a list.
const MARGIN: u16 = crate::app::MARKS;
/// Between two marks.
const GAP: usize = 3;

/// A sign or a word as it is drawn, and what it means.
type Meaning = (Phrase, String);

pub(super) fn draw(app: &App, plan: &Plan, top: usize, canvas: &mut Canvas) {
    let Some(area) = plan.overlay else { return };
    let cells = usize::from(area.width).saturating_sub(4);
    let mut lines = vec![Phrase::dim("Marks on this screen, as they stand now"), Phrase::default()];
    for (title, meanings) in on_screen(app, plan, canvas) {
        lines.extend(told(title, &meanings, cells));
    }
    let why = hint_in(Context::Board, Command::GoTo("why"), "says why a figure is so.");
    let opens = hint_in(Context::Board, Command::Open, "says every mark in words; ");
    lines.extend([Phrase::default(), opens.join(why)]);
    let height = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX).min(area.height);
    let area = Rect { height, ..area };
    let keys = Phrase::plain(" ").join(hint_in(Context::List, Command::Help, "keys  "));
    let keys = keys.join(hint_in(Context::List, Command::Escape, "close "));
    let inner = canvas.on_top(area, Phrase::new(" Legend ", Role::FocusTitle), keys);
    let last = lines.len().saturating_sub(inner.height.into());
    for (y, line) in (inner.y..inner.bottom()).zip(lines.iter().skip(top.min(last))) {
        canvas.line(inner.x + 1, y, inner.width.saturating_sub(2), line);
    }
}

/// The groups that have a mark on the screen.
fn on_screen(app: &App, plan: &Plan, canvas: &Canvas) -> Vec<(&'static str, Vec<Meaning>)> {
    let parts = parts(plan);
    let buffer = &*canvas.buffer;
    let mut groups = Vec::new();
    for group in MarkGroup::ALL {
        let of_group = MARKS.iter().filter(|mark| mark.group == group);
        let seen = of_group.filter_map(|mark| Some((sign_of(mark, &parts, buffer)?, mark)));
        let mut meanings: Vec<Meaning> = seen
            .map(|(sign, mark)| (Phrase::new(sign, mark.role), mark.means.to_owned()))
            .collect();
        if group == MarkGroup::Map {
            meanings.extend(of_kinds(app, &parts, buffer));
        }
        groups.push((group.title(), meanings));
    }
    let is_drawn = |role: Role| {
        let whole = parts.iter().map(|(_, area)| *area).chain([plan.header]);
        whole
            .into_iter()
            .any(|area| cells(buffer, area).any(|cell| drawn_in(cell, role, canvas.theme)))
    };
    let colours = COLOURS.iter().filter(|colour| is_drawn(colour.role));
    let colours =
        colours.map(|it| (Phrase::new(it.sample, it.role), it.means.to_owned())).collect();
    groups.push(("Colours", colours));
    groups.retain(|(_, meanings)| !meanings.is_empty());
    groups
}

/// Where which marks are looked for: the insides of the panels, and a detail.
fn parts(plan: &Plan) -> Vec<(MarkedPart, Rect)> {
    let mut parts = Vec::new();
    for panel in &plan.panels {
        let part = match panel.panel {
            Panel::Timeline => MarkedPart::Timeline,
            Panel::Corridor => MarkedPart::Corridor,
            Panel::Displacement | Panel::Accounts => MarkedPart::Bars,
            _ => MarkedPart::Lists,
        };
        let margin = panel.list.width.min(MARGIN);
        parts.push((MarkedPart::Margin, Rect { width: margin, ..panel.list }));
        let width = panel.list.width - margin;
        let list = Rect { x: panel.list.x + margin, width, ..panel.list };
        parts.extend([panel.head, list, panel.foot].map(|area| (part, area)));
        parts.extend(panel.map.map(|area| (MarkedPart::Map, area)));
    }
    parts.extend(plan.detail.map(|area| {
        let inner = Rect {
            x: area.x + 1,
            y: area.y + 1,
            width: area.width.saturating_sub(2),
            height: area.height.saturating_sub(2),
        };
        (MarkedPart::Lists, inner)
    }));
    parts.push((MarkedPart::Lists, Rect { height: plan.header.height.min(2), ..plan.header }));
    parts
}

/// The signs of a mark that stand where it is looked for, as they stand; `None` if none does.
fn sign_of(mark: &MarkMeaning, parts: &[(MarkedPart, Rect)], buffer: &Buffer) -> Option<String> {
    // In a picture a sign means what it means there, else what it means in a list.
    let is_meant = |part: MarkedPart, sign: &str| {
        let is_list = !matches!(part, MarkedPart::Map | MarkedPart::Margin);
        let is_own = || MARKS.iter().any(|other| other.part == part && other.is(sign));
        mark.part == part || mark.part == MarkedPart::Lists && is_list && !is_own()
    };
    let mut signs: Vec<&str> = Vec::new();
    for (part, area) in parts {
        for cell in cells(buffer, *area) {
            let sign = mark.signs.iter().find(|sign| **sign == cell.symbol());
            let is_new = |sign: &&&str| is_meant(*part, sign) && !signs.contains(*sign);
            if let Some(sign) = sign.filter(is_new) {
                signs.push(sign);
            }
        }
    }
    signs.sort_by_key(|sign| mark.signs.iter().position(|known| known == sign));
    (!signs.is_empty()).then(|| signs.concat())
}

/// Kinds of incidents whose signs are on the map.
fn of_kinds(app: &App, parts: &[(MarkedPart, Rect)], buffer: &Buffer) -> Vec<Meaning> {
    let on_map = |sign: &str| {
        let maps = parts.iter().filter(|(part, _)| *part == MarkedPart::Map);
        maps.into_iter().any(|(_, area)| cells(buffer, *area).any(|cell| cell.symbol() == sign))
    };
    use crate::board::map::Sign;
    let listed = IncidentKind::ALL.iter().map(|kind| Sign::Incident(*kind));
    let kinds = listed.map(|of| (signs::sign(of, app.glyphs), signs::sign_word(of)));
    let own = app.glyphs.sign(OWN_SIGN);
    let kinds = kinds.chain([(own, "a kind of the board's own".into())]);
    kinds
        .filter(|(sign, _)| on_map(sign))
        .map(|(sign, word)| (Phrase::plain(sign), word.into_owned()))
        .collect()
}

fn cells(buffer: &Buffer, area: Rect) -> impl Iterator<Item = &ratatui::buffer::Cell> {
    let area = area.intersection(buffer.area);
    area.positions().filter_map(move |at| buffer.cell(at))
}

/// Whether a cell stands out by a role: of roles that look the same, the first.
fn drawn_in(cell: &ratatui::buffer::Cell, role: Role, theme: Theme) -> bool {
    let of = theme.style(role);
    let looks = cell.fg == of.fg.unwrap_or_default() && cell.modifier.contains(of.add_modifier);
    let is_plain = of == theme.style(Role::Plain);
    let alike = COLOURS.iter().take_while(|other| other.role != role);
    let is_taken = alike.map(|other| theme.style(other.role)).any(|style| style == of);
    cell.symbol() != " " && looks && !is_plain && !is_taken
}

/// A group in lines of so many cells, its name before the first.
fn told(title: &'static str, meanings: &[Meaning], cells: usize) -> Vec<Phrase> {
    let room = cells.saturating_sub(LABEL);
    let indent = |title: &str| Phrase::new(format!("{title:<LABEL$}"), Role::Title);
    let mut lines: Vec<Phrase> = Vec::new();
    for (sign, means) in meanings {
        let entry = sign.clone().and(format!(" {means}"), Role::Plain);
        if entry.width() > room {
            for part in entry.broken(room) {
                let label = if lines.is_empty() { title } else { "" };
                lines.push(indent(label).join(part));
            }
            continue;
        }
        match lines.last_mut() {
            Some(line) if line.width() + GAP + entry.width() <= LABEL + room => {
                *line = std::mem::take(line).and(" ".repeat(GAP), Role::Plain).join(entry);
            }
            _ => {
                let label = if lines.is_empty() { title } else { "" };
                lines.push(indent(label).join(entry));
            }
        }
    }
    lines
}
