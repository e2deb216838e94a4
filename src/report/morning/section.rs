//! The sections of a sheet, laid out on so many lines. Where there is no room, the longest section
//! gives way first, down to what it keeps; whatever is left out is counted where it would stand.

use super::cited_text::CitedText;
use crate::{
    look::width,
    report::sheet::{PageFormat, ReportPage},
};

/// Lines of a sheet.
pub(super) const LINES: usize = 60;
/// Points of a section at most.
const MOST: usize = 20;
/// Columns by which the further lines of a labelled text are set in.
const MARGIN: usize = 2;

/// A section of a sheet.
pub(super) struct SheetSection {
    pub title: String,
    pub shape: SectionShape,
    /// The most important first.
    pub points: Vec<SheetPoint>,
    /// Points that it keeps while others have more than theirs, and those that it keeps while less
    /// important sections have more than these.
    pub keeps: [usize; 2],
    /// The higher, the sooner it gives way.
    pub rank: u8,
    /// What is counted with the points that have no room.
    pub besides: usize,
    /// Says that so many have no room, and how many are only counted.
    pub more: fn(hidden: usize, besides: usize) -> String,
}

/// How a section stands on the sheet.
pub(super) enum SectionShape {
    /// A heading, and points that each have a label of their own.
    Labelled,
    /// A heading, and points.
    Points,
    /// Points behind the title.
    Brief,
    /// A heading, and rows under these; a remark below them, and what marks mean that stand in one.
    Rows { heads: Vec<String>, remark: String, marks: &'static [(&'static str, &'static str)] },
}

/// A point of a section.
pub(super) enum SheetPoint {
    /// A sentence behind its label, which may be empty.
    Said(&'static str, CitedText),
    /// A row as it stands.
    Row(Vec<String>),
}

impl SheetPoint {
    fn row(&self) -> Option<&[String]> {
        match self {
            SheetPoint::Row(lines) => Some(lines),
            SheetPoint::Said(..) => None,
        }
    }
}

impl SheetSection {
    /// A section of these points.
    pub fn new(title: impl Into<String>, shape: SectionShape, points: Vec<SheetPoint>) -> Self {
        let more = |hidden: usize, _: usize| format!("{hidden} more");
        SheetSection {
            title: title.into(),
            shape,
            points,
            keeps: [3, 1],
            rank: 5,
            besides: 0,
            more,
        }
    }

    fn is_empty(&self) -> bool {
        self.points.is_empty() && self.besides == 0
    }

    fn lay_out(&self, page: &mut ReportPage, shown: usize) {
        match &self.shape {
            SectionShape::Brief => {}
            SectionShape::Rows { heads, .. } => {
                page.gap();
                self.heads(page, heads);
            }
            SectionShape::Labelled | SectionShape::Points => {
                page.gap();
                page.label(&self.title);
            }
        }
        let mut points: Vec<(&str, String)> = Vec::new();
        for point in self.points.iter().take(shown) {
            match point {
                SheetPoint::Said(label, text) => points.push((label, ended(&text.on(page)))),
                SheetPoint::Row(lines) => page.verbatim_below(lines.iter().cloned()),
            }
        }
        let hidden = self.points.len() - shown;
        if hidden > 0 || self.besides > 0 {
            points.push(("", ended(&(self.more)(hidden, self.besides))));
        }
        let more = match &self.shape {
            SectionShape::Rows { .. } => points.pop().map(|(_, more)| more),
            _ => None,
        };
        if let SectionShape::Brief = self.shape {
            let texts: Vec<&str> = points.iter().map(|(_, text)| text.as_str()).collect();
            brief(page, &self.title, &texts.join(" "));
            return;
        }
        for (label, text) in &points {
            self.point(page, label, text);
        }
        if let SectionShape::Rows { remark, marks, .. } = &self.shape {
            let rows = || self.points.iter().take(shown).filter_map(SheetPoint::row).flatten();
            let used = marks.iter().filter(|(mark, _)| rows().any(|line| line.contains(mark)));
            let said = std::iter::once(remark.as_str()).filter(|remark| !remark.is_empty());
            let said = said.chain(used.map(|(_, words)| *words)).chain(more.as_deref());
            page.paragraph(&said.collect::<Vec<_>>().join(" "));
        }
    }

    /// The heads of columns, with the title before them where it has room.
    fn heads(&self, page: &mut ReportPage, heads: &[String]) {
        let title = self.title.to_uppercase();
        let room = heads.first().map_or(0, |head| head.len() - head.trim_start().len());
        let is_before = page.format() == PageFormat::Text && width(&title) < room;
        if !is_before {
            page.label(&self.title);
        }
        let head = |(n, head): (usize, &String)| match is_before && n == 0 {
            true => format!("{title}{}", &head[title.len()..]),
            false => head.clone(),
        };
        page.verbatim_below(heads.iter().enumerate().map(head));
    }

    fn point(&self, page: &mut ReportPage, label: &str, text: &str) {
        match (&self.shape, page.format()) {
            (SectionShape::Labelled, PageFormat::Text) if !label.is_empty() => {
                page.behind(&format!("{label}: "), MARGIN, text);
            }
            (SectionShape::Labelled, PageFormat::Markdown) if !label.is_empty() => {
                page.point(&format!("{label}: {text}"));
            }
            (SectionShape::Labelled, PageFormat::Text) => {
                page.hanging(&" ".repeat(MARGIN), text);
            }
            (SectionShape::Labelled, PageFormat::Html) if !label.is_empty() => {
                page.labelled(label, text);
            }
            (SectionShape::Labelled, PageFormat::Html) => page.paragraph(text),
            (SectionShape::Rows { .. }, _) => page.paragraph(text),
            _ => page.point(text),
        }
    }
}

/// A section of few words, behind its title.
pub(super) fn brief(page: &mut ReportPage, title: &str, text: &str) {
    match page.format() {
        PageFormat::Text => {
            page.behind(&format!("{}: ", title.to_uppercase()), MARGIN, text);
        }
        PageFormat::Markdown => page.behind(&format!("- **{title}:** "), MARGIN, text),
        PageFormat::Html => page.labelled(title, text),
    }
}

/// A text with its full stop.
fn ended(text: &str) -> String {
    let is_ended = text.ends_with(['.', '?', '!', '…']);
    if is_ended { text.to_owned() } else { format!("{text}.") }
}

/// How many points of each section stand on a sheet on which `lay_out` puts so many: as many as its
/// lines hold.
pub(super) fn fitted<'a>(
    sections: &[SheetSection],
    lay_out: impl Fn(&[usize]) -> ReportPage<'a>,
) -> Vec<usize> {
    let mut shown: Vec<usize> = sections.iter().map(|of| of.points.len().min(MOST)).collect();
    let fits = |shown: &[usize]| lay_out(shown).height() <= LINES;
    while !fits(&shown) && gives_way(sections, &mut shown) {}
    // What gave way last may have left room for a point of somebody else.
    for (n, section) in sections.iter().enumerate() {
        while shown[n] < section.points.len().min(MOST) {
            shown[n] += 1;
            if !fits(&shown) {
                shown[n] -= 1;
                break;
            }
        }
    }
    shown
}

/// Puts the sections that hold something on a page, so many points of each.
pub(super) fn lay_out(page: &mut ReportPage, sections: &[SheetSection], shown: &[usize]) {
    let mut was_brief = false;
    for (section, shown) in sections.iter().zip(shown).filter(|(of, _)| !of.is_empty()) {
        let is_brief = matches!(section.shape, SectionShape::Brief);
        if is_brief && !was_brief {
            page.gap();
        }
        was_brief = is_brief;
        section.lay_out(page, *shown);
    }
}

/// Takes a point away: first from the section that has most beyond what it keeps, then from the one
/// of the highest rank that has more than it must keep, then from the longest; from the first of all
/// only when nothing else is left.
fn gives_way(sections: &[SheetSection], shown: &mut [usize]) -> bool {
    let over = |n: usize, floor: usize| shown[n].saturating_sub(floor);
    let all = 0..sections.len();
    let keeps = |n: usize| over(n, sections[n].keeps[0]);
    let must = |n: usize| over(n, sections[n].keeps[1]);
    let rank = |n: usize| sections[n].rank;
    let longest = all.clone().filter(|n| keeps(*n) > 0).max_by_key(|n| (keeps(*n), rank(*n)));
    let least = || all.clone().filter(|n| must(*n) > 0).max_by_key(|n| rank(*n));
    let some = || all.clone().filter(|n| shown[*n] > 0);
    let last = || some().max_by_key(|n| (rank(*n) > 0, shown[*n], rank(*n)));
    let Some(n) = longest.or_else(least).or_else(last) else { return false };
    shown[n] -= 1;
    true
}
