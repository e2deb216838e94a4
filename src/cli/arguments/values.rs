//! What a single argument may be, and what is said of one that it may not.

use clap::ValueEnum;

use super::told_names;
use crate::{
    app::Ring,
    look::{Bidi, Glyphs, Theme},
    model::{EvidenceKind, FeedKind, FeedUse, LeastGrade, PointNotation, Refusal},
    panel::Panel,
    report::CorridorPart,
    runtime::{environment::ColourUse, feeds::FeedMemory, themes},
};

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum CheckFormat {
    Human,
    Json,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum RowFormat {
    Text,
    Json,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum TableFormat {
    Text,
    Json,
    Csv,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum PageFormatArg {
    Md,
    Text,
    /// One file with pictures and tables, to be read in a browser and printed
    Html,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum FrameFormat {
    Text,
    /// Text with the colour codes of a terminal
    Ansi,
    /// A page for a browser, whose text can be copied
    Html,
    /// A picture that stands alone
    Svg,
    /// A picture in pixels, drawn with the fonts of this system
    Png,
    /// A recording of the keys as asciicast, version 2
    Cast,
}

/// A shell that completes words.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum CompletionShell {
    Bash,
    Zsh,
    Fish,
    Elvish,
    Nushell,
}

impl CompletionShell {
    /// By which the engine knows it that answers while somebody types; `None` if it has none.
    pub(in crate::cli) fn engine(self) -> Option<&'static str> {
        match self {
            CompletionShell::Bash => Some("bash"),
            CompletionShell::Zsh => Some("zsh"),
            CompletionShell::Fish => Some("fish"),
            CompletionShell::Elvish => Some("elvish"),
            CompletionShell::Nushell => None,
        }
    }
}

/// What `render` draws instead of the whole board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum DrawnPart {
    Panel(Panel),
    /// In a picture from the geometry, else the page that it is a part of.
    Part(CorridorPart),
}

impl DrawnPart {
    pub(in crate::cli) fn panel(self) -> Panel {
        match self {
            DrawnPart::Panel(panel) => panel,
            DrawnPart::Part(_) => Panel::Corridor,
        }
    }
}

/// What `show` shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) enum ShownView {
    Overview,
    Panel(Panel),
    /// A record, as it was typed: what it is called by is told by its scenario.
    Record(String),
}

pub(super) fn least(text: &str) -> Result<LeastGrade, Refusal> {
    let why = || "a least grade is A to E, with a credibility of 1 to 5 or without: B, B3";
    LeastGrade::parse(text).ok_or_else(|| why().into())
}

pub(super) fn theme(name: &str) -> Result<Theme, Refusal> {
    themes::named(name)
}

pub(super) fn colour_use(name: &str) -> Result<ColourUse, Refusal> {
    let names = || ColourUse::ALL.map(ColourUse::name).to_vec();
    ColourUse::from_name(name).ok_or_else(|| told_names(name, "use of colour", names()))
}

pub(super) fn ring(name: &str) -> Result<Ring, Refusal> {
    let names = || Ring::ALL.map(Ring::name).to_vec();
    Ring::from_name(name).ok_or_else(|| told_names(name, "way to ring", names()))
}

pub(super) fn bidi(name: &str) -> Result<Bidi, Refusal> {
    let names = || Bidi::ALL.iter().map(|bidi| bidi.name());
    Bidi::from_name(name).ok_or_else(|| told_names(name, "choice", names().collect()))
}

pub(super) fn glyphs(name: &str) -> Result<Glyphs, Refusal> {
    let names = || Glyphs::ALL.iter().map(|glyphs| glyphs.name());
    Glyphs::from_name(name).ok_or_else(|| told_names(name, "glyphs", names().collect()))
}

pub(super) fn notation(name: &str) -> Result<PointNotation, Refusal> {
    let names = || PointNotation::ALL.iter().map(|notation| notation.name());
    PointNotation::from_name(name)
        .ok_or_else(|| told_names(name, "notation of points", names().collect()))
}

pub(super) fn mebibytes(text: &str) -> Result<u32, Refusal> {
    let (least, most) = FeedMemory::MIB.into_inner();
    let read = text.parse().ok().filter(|mib| FeedMemory::MIB.contains(mib));
    read.ok_or_else(|| format!("it may be {least} to {most}").into())
}

pub(super) fn feed_use(name: &str) -> Result<FeedUse, Refusal> {
    let names = || FeedUse::ALL.iter().map(|joins| joins.word());
    FeedUse::from_word(name).ok_or_else(|| told_names(name, "use of a feed", names().collect()))
}

pub(super) fn evidence_kind(name: &str) -> Result<EvidenceKind, Refusal> {
    let names = || EvidenceKind::ALL.iter().map(|kind| kind.word());
    let told = || told_names(name, "kind of evidence", names().collect());
    EvidenceKind::from_word(name).ok_or_else(told)
}

pub(super) fn feed_kind(name: &str) -> Result<FeedKind, Refusal> {
    let names = || FeedKind::ALL.iter().map(|kind| kind.word());
    FeedKind::from_word(name).ok_or_else(|| told_names(name, "kind of feed", names().collect()))
}

pub(super) fn panel_names() -> String {
    Panel::ALL.map(Panel::name).join(", ")
}

pub(super) fn panel(name: &str) -> Result<Panel, Refusal> {
    let names = || Panel::ALL.iter().map(|panel| panel.name());
    Panel::from_name(name).ok_or_else(|| told_names(name, "panel", names().collect()))
}

pub(super) fn drawn(name: &str) -> Result<DrawnPart, Refusal> {
    match name {
        "strip" => Ok(DrawnPart::Part(CorridorPart::Strip)),
        "chart" => Ok(DrawnPart::Part(CorridorPart::Chart)),
        _ => panel(name).map(DrawnPart::Panel),
    }
}

pub(super) fn view(name: &str) -> Result<ShownView, Refusal> {
    if name == "overview" {
        return Ok(ShownView::Overview);
    }
    // A panel wins over a record of its name; `record:` before it means the record.
    Ok(Panel::from_name(name).map_or_else(|| ShownView::Record(name.to_owned()), ShownView::Panel))
}

pub(super) fn size(text: &str) -> Result<(u16, u16), Refusal> {
    let read = || {
        let (width, height) = text.split_once(['x', 'X', '×'])?;
        Some((width.parse::<u16>().ok()?, height.parse::<u16>().ok()?))
    };
    match read() {
        Some((width, height)) if (1..=1000).contains(&width) && (1..=1000).contains(&height) => {
            Ok((width, height))
        }
        _ => Err("a size is COLUMNSxROWS, from 1x1 to 1000x1000, such as 120x40".into()),
    }
}
