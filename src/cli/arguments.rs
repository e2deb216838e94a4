//! The command line as it is typed.

use std::path::PathBuf;

use clap::{
    Args, Parser, Subcommand, ValueEnum,
    builder::StyledStr,
    error::{ContextKind, ContextValue},
};

use crate::{
    format,
    look::{Glyphs, Theme},
    model::{EvidenceKind, FeedKind, FeedUse, LeastGrade, PointNotation, Refusal, clean},
    panel::Panel,
    report::CorridorPart,
};

/// A terminal situation board for people who watch a ceasefire.
#[derive(Parser, Debug)]
#[command(
    version,
    about,
    // Else usage names whatever the program was called by.
    bin_name = "sitboard",
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true
)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) order: Option<FormatOrder>,
    #[command(flatten)]
    pub(super) narrowed: Narrowed,
    #[command(flatten)]
    pub(super) looks: Looks,
    #[command(flatten)]
    pub(super) changing: Changing,
}

#[derive(Args, Debug, Clone, Default)]
pub(super) struct Changing {
    /// Save every change at once, instead of by w
    #[arg(long, conflicts_with = "read_only")]
    pub(super) autosave: bool,
    /// Change nothing
    #[arg(long)]
    pub(super) read_only: bool,
}

#[derive(Args, Debug, Clone, Default)]
pub(super) struct Scenarios {
    /// Scenario files, folders, or - for standard input; none: the folder scenarios/, else the built-in ones
    pub(super) paths: Vec<PathBuf>,
    /// The scenario with this id
    #[arg(long, value_name = "ID")]
    pub(super) scenario: Option<String>,
    /// Also what is marked private, which otherwise never leaves the desk
    #[arg(long)]
    pub(super) private: bool,
}

#[derive(Args, Debug, Clone, Default)]
pub(super) struct Narrowed {
    #[command(flatten)]
    pub(super) scenarios: Scenarios,
    #[command(flatten)]
    pub(super) times: Times,
    #[command(flatten)]
    pub(super) aside: Aside,
    /// Only records that match, in the board's filter language: 'kind:ied since:2020-06'
    #[arg(long, value_name = "FILTER", allow_hyphen_values = true)]
    pub(super) filter: Option<String>,
    /// How points are written: degrees, mgrs
    #[arg(long, value_name = "NOTATION", value_parser = notation)]
    pub(super) coordinates: Option<PointNotation>,
}

#[derive(Args, Debug, Clone, Default)]
pub(super) struct Times {
    /// The day to look at: 2020-07-14, 14 jul, yesterday, D+100, moscow-protocol+7d, today, last
    #[arg(long, value_name = "DAY")]
    pub(super) as_of: Option<String>,
    /// With the knowledge of this day instead of the day that is looked at
    #[arg(long, value_name = "DAY", conflicts_with = "hindsight")]
    pub(super) known_by: Option<String>,
    /// With all that was ever said
    #[arg(long)]
    pub(super) hindsight: bool,
}

/// Voices that are put aside.
#[derive(Args, Debug, Clone, Default)]
pub(super) struct Aside {
    /// As if these sources, kinds of source or feeds had not spoken: sofrep,un
    #[arg(long, value_name = "VOICES")]
    pub(super) without: Option<String>,
    /// As if nothing below this grade, or not graded, had been said: B, or B3 with credibility
    #[arg(long, value_name = "GRADE", value_parser = least)]
    pub(super) least: Option<LeastGrade>,
}

#[derive(Args, Debug, Clone, Default)]
pub(super) struct Looks {
    /// Colours: terminal, light, high-contrast, colour-blind, mono
    #[arg(long, value_parser = theme)]
    pub(super) theme: Option<Theme>,
    /// Whether to use colour
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(super) color: TimeArgs,
    /// What maps are drawn with: braille, block, ascii
    #[arg(long, value_parser = glyphs)]
    pub(super) glyphs: Option<Glyphs>,
}

#[derive(ValueEnum, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum TimeArgs {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CheckFormat {
    Human,
    Json,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowFormat {
    Text,
    Json,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TableFormat {
    Text,
    Json,
    Csv,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageFormatArg {
    Md,
    Text,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FrameFormat {
    Text,
    Ansi,
    Svg,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ExportFormat {
    Geojson,
}

#[derive(Subcommand, Debug)]
pub(super) enum FormatOrder {
    /// Find what is wrong with scenario files, and what is odd about their sources
    Check {
        #[command(flatten)]
        scenarios: Scenarios,
        /// Only what the sources contradict themselves in; what is wrong with the file still fails
        #[arg(long)]
        audit: bool,
        /// Also read every file of evidence and hold it against its hash
        #[arg(long)]
        evidence: bool,
        #[arg(long, default_value = "human")]
        format: CheckFormat,
        #[command(flatten)]
        looks: Looks,
    },
    /// Print the board as it would stand in a terminal
    Render {
        #[command(flatten)]
        narrowed: Narrowed,
        /// Columns and rows, up to 1000x1000
        #[arg(long, value_parser = size, default_value = "120x40")]
        size: (u16, u16),
        #[arg(long, value_parser = drawn, help = format!(
            "This panel over the whole board: {}; in SVG also strip and chart", panel_names()
        ))]
        panel: Option<DrawnPart>,
        /// The route along which corridor, strip and chart are drawn
        #[arg(long, value_name = "ID")]
        route: Option<String>,
        #[arg(long, default_value = "text")]
        format: FrameFormat,
        /// Keys to press first, named ones in angle brackets: "2jj<Enter>z"
        #[arg(long, default_value = "")]
        keys: String,
        #[command(flatten)]
        looks: Looks,
    },
    /// Print a panel in plain words, or its rows for scripts
    Show {
        #[arg(value_parser = view, help = format!("overview, {}", panel_names()))]
        view: ShownView,
        /// The route that the corridor is told along; without it the first that has a corridor
        #[arg(long, value_name = "ID")]
        route: Option<String>,
        #[command(flatten)]
        narrowed: Narrowed,
        #[arg(long, default_value = "text")]
        format: RowFormat,
    },
    /// Say why a figure is what it is: the records that count, may count and do not; without one,
    /// list all figures
    Why {
        /// The figure, by the name that the list gives it: attacks-in-window, against:cessation
        #[arg(value_name = "FIGURE")]
        figure: Option<String>,
        #[command(flatten)]
        narrowed: Narrowed,
        #[arg(long, default_value = "text")]
        format: RowFormat,
    },
    /// Tell what changed between two files, the older one first, or with --since on one; without a file
    /// since the day before; exit 1 where something did
    Diff {
        #[command(flatten)]
        scenarios: Scenarios,
        /// The day to compare with, on one file: as for --as-of
        #[arg(long, value_name = "DAY")]
        since: Option<String>,
        #[command(flatten)]
        times: Times,
        #[arg(long, default_value = "text")]
        format: RowFormat,
    },
    /// Print the table of a monitoring mission: what is counted in a window of reporting days.
    ///
    /// A bulletin for a day is published the day after: known then, the window ends on the day
    /// before the one that is looked at; with --hindsight, on that day.
    Window {
        #[command(flatten)]
        scenarios: Scenarios,
        #[command(flatten)]
        times: Times,
        #[command(flatten)]
        aside: Aside,
        /// Length of the window, in reporting days
        #[arg(long, value_name = "N", default_value = "1", value_parser = clap::value_parser!(i64).range(1..=3660))]
        days: i64,
        #[arg(long, default_value = "text")]
        format: TableFormat,
    },
    /// Print the morning page: one sheet to send, in plain sentences with numbered citations
    Report {
        #[command(flatten)]
        scenarios: Scenarios,
        #[command(flatten)]
        times: Times,
        #[command(flatten)]
        aside: Aside,
        /// What changed is told from this day on; else from the day before
        #[arg(long, value_name = "DAY")]
        since: Option<String>,
        /// Days of the shorter window of counts
        #[arg(long, default_value_t = crate::report::WINDOW, value_parser = clap::value_parser!(i64).range(1..=3660))]
        days: i64,
        #[arg(long, default_value = "md")]
        format: PageFormatArg,
        /// Everything behind the sheet: every record, address, id and line
        #[arg(long)]
        appendix: bool,
    },
    /// Write new records into a scenario, from one line or from JSON: all of them or none; exit 1
    /// where `check` would find errors.
    ///
    /// The line: `14 jul 08:50 ied ariha on russia,turkey injured russia=3 by unknown src sohr B2`;
    /// a kind or a table first, then keys with their values; behind -- where a word begins with -.
    /// Of each record its id, file and line are printed.
    Add {
        /// The scenario file, then the line; with --json the file, then the table where the objects do not name it
        #[arg(value_name = "[PATH] LINE", required_unless_present = "json")]
        words: Vec<String>,
        /// Read an object, or an array of them, in the format's keys from standard input; a voice without `published` is taken to speak today, or on the day of --as-of
        #[arg(long)]
        json: bool,
        /// The scenario with this id
        #[arg(long, value_name = "ID")]
        scenario: Option<String>,
        /// The day that `14 jul` and `3d ago` are seen from; else today, or the day the file opens on where its last word is sixty days old or its `until` is past
        #[arg(long, value_name = "DAY")]
        as_of: Option<String>,
        /// The bulletin that the records rest on, by its id or serial: it says who speaks, and when; a record that names a source does not
        #[arg(long, value_name = "ID")]
        bulletin: Option<String>,
    },
    /// Files that bear records out
    Evidence {
        #[command(subcommand)]
        order: EvidenceOrder,
    },
    /// Print where everything lies for other maps: located records, routes, what patrols covered,
    /// corridors; records without a point have no geometry
    Export {
        #[command(flatten)]
        narrowed: Narrowed,
        #[arg(long, default_value = "geojson")]
        format: ExportFormat,
        /// Also rows of feeds whose licence forbids to pass them on, or states none
        #[arg(long)]
        allow: bool,
    },
    /// Turn rows of an event file into records to be edited by hand; what was mapped, kept and dropped
    /// is said on stderr
    Import {
        file: PathBuf,
        #[command(flatten)]
        wanted: AsFeed,
        /// Only what may have been on that day or later
        #[arg(long, value_name = "DAY")]
        since: Option<String>,
        /// Only what may have been on that day or earlier
        #[arg(long, value_name = "DAY")]
        until: Option<String>,
        /// Only rows with this among their names: sides, places, kinds, sources
        #[arg(long)]
        text: Option<String>,
        /// Refuse when more rows are meant
        #[arg(long, default_value_t = 2000)]
        most: usize,
        /// Write no record, only say what would become of them
        #[arg(long)]
        dry_run: bool,
    },
    /// Say what an event file is: its kind and form, its rows, what is wrong with its cells; with
    /// --against what changed since an older download of it; with --merge put two files of one feed's
    /// readings together
    Feed {
        file: PathBuf,
        /// FILE is what `lineage = true` keeps of a feed: write into it what OTHER has besides, as a
        /// merge driver of git does
        #[arg(long, value_name = "OTHER", conflicts_with_all = ["against", "format", "all"])]
        merge: Option<PathBuf>,
        /// Tell what FILE has differently from this older download, row by row and field by field;
        /// exit 1 where it has something
        #[arg(long, value_name = "OLDER")]
        against: Option<PathBuf>,
        #[command(flatten)]
        wanted: AsFeed,
        #[arg(long, default_value = "text")]
        format: RowFormat,
        /// Every cell that is wrong, up to a thousand of each kind, and not only the first three; with
        /// --against every row
        #[arg(long)]
        all: bool,
    },
    /// List the scenarios at hand
    List {
        #[command(flatten)]
        scenarios: Scenarios,
        #[arg(long, default_value = "text")]
        format: RowFormat,
    },
    /// Be led over the built-in Idlib board in eight steps; nothing that is done there is kept
    Tour {
        #[command(flatten)]
        looks: Looks,
    },
    /// Print the scenario format: every table, every key
    Format,
    /// Write a short commented scenario to start from
    New {
        /// The file to write, which must not exist yet; - for standard output
        file: PathBuf,
    },
}

/// What is done with files that bear records out.
#[derive(Subcommand, Debug)]
pub(super) enum EvidenceOrder {
    /// Copy a file into the folder `evidence` beside the scenario, hash it, and write it into a record;
    /// the same content is copied once; exit 1 where the record or the kind is not known
    Add {
        /// The file; where it is a link, what that leads to is copied
        file: PathBuf,
        /// The id of the record, or bulletin, that it bears out
        #[arg(value_name = "RECORD")]
        record: String,
        /// The scenario file
        #[arg(value_name = "SCENARIO")]
        path: Option<PathBuf>,
        /// The scenario with this id
        #[arg(long, value_name = "ID")]
        scenario: Option<String>,
        /// The word that it bears out, by its source or whom that cites; else the record's own
        #[arg(long, value_name = "SOURCE")]
        voice: Option<String>,
        /// photo, video, document, satellite, audio or track; told by the ending of the name where
        /// that leaves no doubt
        #[arg(long, value_parser = evidence_kind)]
        kind: Option<EvidenceKind>,
        /// Who made it, in words
        #[arg(long, value_name = "WHO")]
        by: Option<String>,
        /// When it was made: 2024-11-27, 27 nov 14:05, yesterday
        #[arg(long, value_name = "DAY")]
        taken: Option<String>,
        /// Where it was found
        #[arg(long, value_name = "ADDRESS")]
        url: Option<String>,
        /// Where an archive keeps a copy of that
        #[arg(long, value_name = "ADDRESS")]
        archived: Option<String>,
        /// A remark of one's own
        #[arg(long)]
        note: Option<String>,
        /// It never leaves the desk
        #[arg(long)]
        private: bool,
        #[arg(long, default_value = "text")]
        format: RowFormat,
    },
}

/// What `render` draws instead of the whole board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DrawnPart {
    Panel(Panel),
    /// In SVG from the geometry, else the page that it is a part of.
    Part(CorridorPart),
}

impl DrawnPart {
    pub(super) fn panel(self) -> Panel {
        match self {
            DrawnPart::Panel(panel) => panel,
            DrawnPart::Part(_) => Panel::Corridor,
        }
    }
}

/// What `show` shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ShownView {
    Overview,
    Panel(Panel),
}

fn least(text: &str) -> Result<LeastGrade, Refusal> {
    let why = || "a least grade is A to E, with a credibility of 1 to 5 or without: B, B3";
    LeastGrade::parse(text).ok_or_else(|| why().into())
}

fn theme(name: &str) -> Result<Theme, Refusal> {
    let names = || Theme::ALL.iter().map(|theme| theme.name());
    Theme::from_name(name).ok_or_else(|| told_names(name, "theme", names().collect()))
}

fn glyphs(name: &str) -> Result<Glyphs, Refusal> {
    let names = || Glyphs::ALL.iter().map(|glyphs| glyphs.name());
    Glyphs::from_name(name).ok_or_else(|| told_names(name, "glyphs", names().collect()))
}

fn notation(name: &str) -> Result<PointNotation, Refusal> {
    let names = || PointNotation::ALL.iter().map(|notation| notation.name());
    PointNotation::from_name(name)
        .ok_or_else(|| told_names(name, "notation of points", names().collect()))
}

/// What an event file is taken to be.
#[derive(Args, Clone, Debug)]
pub(super) struct AsFeed {
    /// acled, ucdp-ged, hxl, hapi, hapi-idps or csv; found out where it is not given
    #[arg(long, value_parser = feed_kind)]
    pub(super) kind: Option<FeedKind>,
    /// Of kind csv, what its rows are: attacks, which they are taken to be, or displacement
    #[arg(long = "as", value_name = "WHAT", value_parser = feed_use)]
    pub(super) joins: Option<FeedUse>,
    /// Of kind csv, which column is which: date=when
    #[arg(long = "column", value_name = "KEY=COLUMN")]
    pub(super) columns: Vec<String>,
    /// The sheet of a workbook; without it the first
    #[arg(long, value_name = "NAME")]
    pub(super) sheet: Option<String>,
    /// Its encoding, where it is neither UTF-8 nor windows-1252: windows-1251
    #[arg(long, value_name = "NAME")]
    pub(super) encoding: Option<String>,
    /// The form of its dates, where no known form is: %d|%m|%y
    #[arg(long, value_name = "FORM")]
    pub(super) date_format: Option<String>,
    /// The line of its header, where it is not found
    #[arg(long, value_name = "LINE")]
    pub(super) header_line: Option<u64>,
    /// The column of how many events a row counts
    #[arg(long, value_name = "COLUMN")]
    pub(super) events: Option<String>,
    /// The column of the incident whose victim a row is
    #[arg(long, value_name = "COLUMN")]
    pub(super) incident: Option<String>,
}

fn feed_use(name: &str) -> Result<FeedUse, Refusal> {
    let names = || FeedUse::ALL.iter().map(|joins| joins.word());
    FeedUse::from_word(name).ok_or_else(|| told_names(name, "use of a feed", names().collect()))
}

fn evidence_kind(name: &str) -> Result<EvidenceKind, Refusal> {
    let names = || EvidenceKind::ALL.iter().map(|kind| kind.word());
    let told = || told_names(name, "kind of evidence", names().collect());
    EvidenceKind::from_word(name).ok_or_else(told)
}

fn feed_kind(name: &str) -> Result<FeedKind, Refusal> {
    let names = || FeedKind::ALL.iter().map(|kind| kind.word());
    FeedKind::from_word(name).ok_or_else(|| told_names(name, "kind of feed", names().collect()))
}

fn panel_names() -> String {
    Panel::ALL.map(Panel::name).join(", ")
}

fn panel(name: &str) -> Result<Panel, Refusal> {
    let names = || Panel::ALL.iter().map(|panel| panel.name());
    Panel::from_name(name).ok_or_else(|| told_names(name, "panel", names().collect()))
}

fn drawn(name: &str) -> Result<DrawnPart, Refusal> {
    match name {
        "strip" => Ok(DrawnPart::Part(CorridorPart::Strip)),
        "chart" => Ok(DrawnPart::Part(CorridorPart::Chart)),
        _ => panel(name).map(DrawnPart::Panel),
    }
}

fn view(name: &str) -> Result<ShownView, Refusal> {
    if name == "overview" {
        return Ok(ShownView::Overview);
    }
    panel(name).map(ShownView::Panel)
}

/// What the parser says of the arguments, with nothing of theirs in it that a terminal would obey.
pub(super) fn cleaned(mut error: clap::Error) -> clap::Error {
    let styled = |text: &StyledStr| StyledStr::from(clean(&text.to_string()));
    let cleaned = |kind: ContextKind, value: &ContextValue| match value {
        ContextValue::String(text) => ContextValue::String(clean(text)),
        ContextValue::Strings(texts) => {
            ContextValue::Strings(texts.iter().map(|text| clean(text)).collect())
        }
        // Usage is of the program's own words, over several lines.
        ContextValue::StyledStr(text) if kind != ContextKind::Usage => {
            ContextValue::StyledStr(styled(text))
        }
        ContextValue::StyledStrs(texts) => {
            ContextValue::StyledStrs(texts.iter().map(styled).collect())
        }
        other => other.clone(),
    };
    let context: Vec<_> =
        error.context().map(|(kind, value)| (kind, cleaned(kind, value))).collect();
    for (kind, value) in context {
        error.insert(kind, value);
    }
    error
}

/// What is said of a name that nothing has.
pub(super) fn told_names(name: &str, what: &str, names: Vec<&str>) -> Refusal {
    Refusal::hinted(format!("no {what} is called `{name}`"), format::hint(name, names))
}

fn size(text: &str) -> Result<(u16, u16), Refusal> {
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
