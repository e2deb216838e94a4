//! What several commands take: which scenarios, which day, whose voices, what it looks like.

use std::path::PathBuf;

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::values::*;
use crate::cli::completions::{self, glyph_sets, themes};
use crate::{
    look::{Bidi, Glyphs, Theme},
    model::{FeedKind, FeedUse, LeastGrade, PointNotation},
    runtime::environment::ColourUse,
};

#[derive(Args, Debug, Clone, Default)]
pub(in crate::cli) struct Scenarios {
    /// Scenario files, folders, or - for standard input; none: the folder scenarios/, else the built-in ones
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// The scenario with this id
    #[arg(long, value_name = "ID", add = ArgValueCompleter::new(completions::scenarios))]
    pub(in crate::cli) scenario: Option<String>,
    /// Also what is marked private, which otherwise never leaves the desk
    #[arg(long)]
    pub(in crate::cli) private: bool,
}

#[derive(Args, Debug, Clone, Default)]
pub(in crate::cli) struct Narrowed {
    #[command(flatten)]
    pub(in crate::cli) scenarios: Scenarios,
    #[command(flatten)]
    pub(in crate::cli) times: Times,
    #[command(flatten)]
    pub(in crate::cli) aside: Aside,
    /// Only records that match, in the board's filter language: 'kind:ied since:2020-06'
    #[arg(long, value_name = "FILTER", allow_hyphen_values = true)]
    pub(in crate::cli) filter: Option<String>,
    /// How points are written: degrees, mgrs
    #[arg(long, value_name = "NOTATION", value_parser = notation)]
    pub(in crate::cli) coordinates: Option<PointNotation>,
    /// Whether only what may be published is told; the commands that can do that set it.
    #[arg(skip)]
    pub(in crate::cli) publish: bool,
}

#[derive(Args, Debug, Clone, Default)]
pub(in crate::cli) struct Times {
    /// The day to look at: 2020-07-14, 14 jul, yesterday, D+100, moscow-protocol+7d, today, last
    #[arg(long, value_name = "DAY")]
    pub(in crate::cli) as_of: Option<String>,
    /// With the knowledge of this day instead of the day that is looked at
    #[arg(long, value_name = "DAY", conflicts_with = "hindsight")]
    pub(in crate::cli) known_by: Option<String>,
    /// With all that was ever said
    #[arg(long)]
    pub(in crate::cli) hindsight: bool,
}

/// Voices that are put aside.
#[derive(Args, Debug, Clone, Default)]
pub(in crate::cli) struct Aside {
    /// As if these sources, kinds of source or feeds had not spoken: sofrep,un
    #[arg(long, value_name = "VOICES")]
    pub(in crate::cli) without: Option<String>,
    /// As if nothing below this grade, or not graded, had been said: B, or B3 with credibility
    #[arg(long, value_name = "GRADE", value_parser = least)]
    pub(in crate::cli) least: Option<LeastGrade>,
}

#[derive(Args, Debug, Clone, Default)]
pub(in crate::cli) struct Looks {
    /// Colours: terminal, light, dark, high-contrast, colour-blind, mono, or one of your own; without, light or dark as the terminal is
    #[arg(long, value_parser = theme, add = ArgValueCompleter::new(themes))]
    pub(in crate::cli) theme: Option<Theme>,
    /// Whether to use colour: auto, always, never
    #[arg(long, value_name = "WHEN", value_parser = colour_use)]
    pub(in crate::cli) color: Option<ColourUse>,
    /// Signs: braille, block, ascii; without, as TERM and the locale have them
    #[arg(long, value_parser = glyphs, add = ArgValueCompleter::new(glyph_sets))]
    pub(in crate::cli) glyphs: Option<Glyphs>,
    /// Whether the board puts Arabic and Hebrew in order: auto, which asks what is known of the terminal; on; off
    #[arg(long, value_name = "WHO", value_parser = bidi)]
    pub(in crate::cli) bidi: Option<Bidi>,
}

/// What an event file is taken to be.
#[derive(Args, Clone, Debug)]
pub(in crate::cli) struct AsFeed {
    /// acled, ucdp-ged, hxl, hapi, hapi-idps or csv; found out where it is not given
    #[arg(long, value_parser = feed_kind)]
    pub(in crate::cli) kind: Option<FeedKind>,
    /// Of kind csv, what its rows are: attacks, which they are taken to be, or displacement
    #[arg(long = "as", value_name = "WHAT", value_parser = feed_use)]
    pub(in crate::cli) joins: Option<FeedUse>,
    /// Of kind csv, which column is which: date=when
    #[arg(long = "column", value_name = "KEY=COLUMN")]
    pub(in crate::cli) columns: Vec<String>,
    /// The sheet of a workbook; without it the first
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) sheet: Option<String>,
    /// Its encoding, where it is neither UTF-8 nor windows-1252: windows-1251
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) encoding: Option<String>,
    /// The form of its dates, where no known form is: %d|%m|%y
    #[arg(long, value_name = "FORM")]
    pub(in crate::cli) date_format: Option<String>,
    /// The line of its header, where it is not found
    #[arg(long, value_name = "LINE")]
    pub(in crate::cli) header_line: Option<u64>,
    /// The column of how many events a row counts
    #[arg(long, value_name = "COLUMN")]
    pub(in crate::cli) events: Option<String>,
    /// The column of the incident whose victim a row is
    #[arg(long, value_name = "COLUMN")]
    pub(in crate::cli) incident: Option<String>,
}

/// What every command takes that writes into a scenario.
#[derive(Args, Debug, Clone)]
pub(in crate::cli) struct Writing {
    /// The scenario with this id
    #[arg(long, value_name = "ID", add = ArgValueCompleter::new(completions::scenarios))]
    pub(in crate::cli) scenario: Option<String>,
    /// The day that `14 jul` and `3d ago` are seen from; else today, or the day the file opens on where its last word is sixty days old or its `until` is past
    #[arg(long, value_name = "DAY")]
    pub(in crate::cli) as_of: Option<String>,
    /// Write nothing: print what would change, as a unified diff
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
    #[arg(long, default_value = "text")]
    pub(in crate::cli) format: RowFormat,
}

/// What becomes of changes that were left unsaved.
#[derive(Args, Debug, Clone)]
pub(in crate::cli) struct Settling {
    /// The scenario file
    #[arg(value_name = "PATH")]
    pub(in crate::cli) file: Option<PathBuf>,
    /// The scenario with this id
    #[arg(long, value_name = "ID", add = ArgValueCompleter::new(completions::scenarios))]
    pub(in crate::cli) scenario: Option<String>,
    /// Put back what fits, and save it
    #[arg(long, conflicts_with = "discard")]
    pub(in crate::cli) keep: bool,
    /// Forget all of it
    #[arg(long)]
    pub(in crate::cli) discard: bool,
    /// Write and forget nothing: print what would change, as a unified diff
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
    #[arg(long, default_value = "text")]
    pub(in crate::cli) format: RowFormat,
}

/// Whose word of a record is meant.
#[derive(Args, Debug, Clone)]
pub(in crate::cli) struct Voice {
    /// Whose word: its source or whom that cites, or the line on which it stands; else the record's own
    #[arg(long, value_name = "SOURCE", add = ArgValueCompleter::new(completions::sources))]
    pub(in crate::cli) voice: Option<String>,
}

/// How new records are given to `add`.
#[derive(Args, Debug, Clone)]
pub(in crate::cli) struct Adding {
    /// Read an object, or an array of them, in the format's keys from standard input; a voice without `published` is taken to speak today, or on the day of --as-of
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// The bulletin that the records rest on, by its id or serial: it says who speaks, and when; a record that names a source does not
    #[arg(long, value_name = "ID", add = ArgValueCompleter::new(completions::bulletins))]
    pub(in crate::cli) bulletin: Option<String>,
}
