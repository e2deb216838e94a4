//! The command line as it is typed.

mod leaving;
mod parts;
mod refused;
mod values;

use std::{ffi::OsString, path::PathBuf};

use clap::{Args, Parser, Subcommand};
use clap_complete::ArgValueCompleter;
pub(super) use leaving::*;
pub(super) use parts::*;
pub(super) use refused::*;
pub(super) use values::*;

use super::completions;
use crate::{
    app::Ring,
    model::{EvidenceKind, PointNotation},
};

/// Which program it is: of what commit, for what machine.
const BUILD: &str = concat!(
    env!("CARGO_PKG_VERSION"),
    "\n",
    env!("SITBOARD_COMMIT"),
    "\nbuilt for ",
    env!("SITBOARD_TARGET"),
    ", profile ",
    env!("SITBOARD_PROFILE")
);

/// A terminal situation board for people who watch a ceasefire.
#[derive(Parser, Debug)]
#[command(
    version,
    long_version = BUILD,
    about,
    // Else usage names whatever the program was called by.
    bin_name = "sitboard",
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    disable_help_subcommand = true
)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) order: Option<Order>,
    #[command(flatten)]
    pub(super) narrowed: Narrowed,
    #[command(flatten)]
    pub(super) looks: Looks,
    #[command(flatten)]
    pub(super) changing: Changing,
    #[command(flatten)]
    pub(super) returning: Returning,
    /// MiB that all feeds may take together
    #[arg(long, value_name = "MIB", value_parser = mebibytes, global = true)]
    pub(super) feed_memory_mib: Option<u32>,
}

/// How the board is used. Each may be taken back where the settings say it: `--autosave=false`.
#[derive(Args, Debug, Clone, Default)]
pub(super) struct Changing {
    /// Save every change at once, instead of by w
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true,
        default_missing_value = "true", conflicts_with = "read_only")]
    pub(super) autosave: Option<bool>,
    /// Change nothing
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true,
        default_missing_value = "true")]
    pub(super) read_only: Option<bool>,
    /// Take the mouse from the terminal
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true,
        default_missing_value = "true")]
    pub(super) mouse: Option<bool>,
    /// When an indicator changes its level, ask for attention: none, bell, osc9, osc777
    #[arg(long, value_name = "HOW", value_parser = ring)]
    pub(super) ring: Option<Ring>,
}

/// How the board comes back.
#[derive(Args, Debug, Clone, Default)]
pub(super) struct Returning {
    /// In a view that was kept under this name
    #[arg(long, value_name = "NAME")]
    pub(super) view: Option<String>,
    /// As it opens, and not as it was left
    #[arg(long)]
    pub(super) fresh: bool,
}

#[derive(Subcommand, Debug)]
pub(super) enum Order {
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
        #[arg(long, value_parser = drawn, add = ArgValueCompleter::new(completions::panels), help = format!(
            "This panel over the whole board: {}; as a picture also strip and chart", panel_names()
        ))]
        panel: Option<DrawnPart>,
        /// The route along which corridor, strip and chart are drawn
        #[arg(long, value_name = "ID", add = ArgValueCompleter::new(completions::routes))]
        route: Option<String>,
        #[arg(long, default_value = "text")]
        format: FrameFormat,
        /// Keys to press first, named ones in angle brackets: "2jj<Enter>z"
        #[arg(long, default_value = "")]
        keys: String,
        #[command(flatten)]
        leaving: Leaving,
        #[command(flatten)]
        looks: Looks,
    },
    /// Print a panel in plain words, or its rows for scripts; or a record with every voice on it
    Show {
        #[arg(value_parser = view, add = ArgValueCompleter::new(completions::views), help = format!(
            "overview, {}; or a record, by its id, name or serial, or how its id begins; \
             record:ID where a panel is called so, source:ID where an actor shares it", panel_names()
        ))]
        view: ShownView,
        /// The route that the corridor is told along; without it the first that has a corridor
        #[arg(long, value_name = "ID", add = ArgValueCompleter::new(completions::routes))]
        route: Option<String>,
        #[command(flatten)]
        narrowed: Narrowed,
        #[command(flatten)]
        leaving: Leaving,
        #[arg(long, default_value = "text")]
        format: ShowFormat,
    },
    /// Say why a figure is what it is: the records that count, may count and do not; without one,
    /// list all figures
    Why {
        /// The figure, by the name that the list gives it: attacks-in-window, against:cessation
        #[arg(value_name = "FIGURE", add = ArgValueCompleter::new(completions::figures))]
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
        #[command(flatten)]
        leaving: Leaving,
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
    /// Print a story of a scenario on one page: each of its views with its words, in HTML with its
    /// picture
    Story {
        #[command(flatten)]
        scenarios: Scenarios,
        /// The story, by its id; not needed where the file tells one only
        #[arg(long, value_name = "ID", add = ArgValueCompleter::new(completions::stories))]
        story: Option<String>,
        #[command(flatten)]
        leaving: Leaving,
        #[arg(long, default_value = "html")]
        format: PageFormatArg,
    },
    /// Tell what changes while nobody looks: an indicator at another level, a source that falls silent
    /// or speaks again, a status that moved, a feed with other rows. Each change is told once.
    ///
    /// It looks when a file changes and when a day begins, until it is ended; with --once it looks
    /// once, against what was seen the last time, as for cron.
    Watch {
        #[command(flatten)]
        scenarios: Scenarios,
        #[command(flatten)]
        times: Times,
        #[command(flatten)]
        aside: Aside,
        /// Run this command, without a shell, with a line of JSON for each change on its standard
        /// input; where it fails, the same is told again
        #[arg(long, value_name = "COMMAND")]
        exec: Option<String>,
        /// Look once, and end
        #[arg(long)]
        once: bool,
        #[arg(long, default_value = "text")]
        format: RowFormat,
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
        #[command(flatten)]
        adding: Adding,
        #[command(flatten)]
        writing: Writing,
    },
    /// Write what another voice says of a record, in the one line that `add` takes; exit 1 where
    /// `check` would find errors.
    ///
    /// `account ied-ariha src sohr B2 killed=3 published 14 jul`. A voice without `published` is
    /// taken to speak today, or on the day of --as-of.
    Account {
        /// The scenario file, then the id of the record, then the line
        #[arg(value_name = "[PATH] RECORD LINE", required = true, add = ArgValueCompleter::new(completions::file_or_record))]
        words: Vec<String>,
        #[command(flatten)]
        writing: Writing,
    },
    /// Give keys of a record, or of one voice's word of it, other values; exit 1 where `check` would
    /// find errors.
    ///
    /// `edit ied-ariha date=14 jul killed=` changes the date and takes `killed` away. Values are typed
    /// as on the board.
    Edit {
        /// The scenario file, then the id of the record, then its keys; nothing behind = takes a key away
        #[arg(value_name = "[PATH] RECORD KEY=VALUE", required = true, add = ArgValueCompleter::new(completions::file_or_record))]
        words: Vec<String>,
        #[command(flatten)]
        voice: Voice,
        #[command(flatten)]
        writing: Writing,
    },
    /// Say that a voice took its word back, on a day; the word stays in the file
    Withdraw {
        /// The scenario file, then the id of the record
        #[arg(value_name = "[PATH] RECORD", required = true, add = ArgValueCompleter::new(completions::file_or_record))]
        words: Vec<String>,
        /// The day on which it did: 2020-07-20, 20 jul, yesterday
        #[arg(long, value_name = "DAY")]
        on: String,
        #[command(flatten)]
        voice: Voice,
        #[command(flatten)]
        writing: Writing,
    },
    /// Take a record out of the file with all that is said of it, or with --voice one account; exit 1
    /// where others refer to it
    Remove {
        /// The scenario file, then the id of the record
        #[arg(value_name = "[PATH] RECORD", required = true, add = ArgValueCompleter::new(completions::file_or_record))]
        words: Vec<String>,
        #[command(flatten)]
        voice: Voice,
        #[command(flatten)]
        writing: Writing,
    },
    /// Tell what a board that did not come to its end left unsaved, and whether it still fits; with
    /// --keep put it into the file, with --discard forget it; exit 1 where something is left.
    ///
    /// What no longer fits, since its records were changed otherwise meanwhile, stays kept. What
    /// another board has open is its own.
    Settle {
        #[command(flatten)]
        settling: Settling,
    },
    /// Files that bear records out
    Evidence {
        #[command(subcommand)]
        order: EvidenceOrder,
    },
    /// Hand a board over to other programs: where everything lies (geojson, kml, gpx; records without
    /// a point have no geometry), or its records as rows (csv, xlsx)
    Export {
        #[command(flatten)]
        narrowed: Narrowed,
        #[command(flatten)]
        leaving: Leaving,
        #[arg(long, default_value = "geojson")]
        format: ExportFormat,
        /// Also rows of feeds whose licence forbids to pass them on, or states none
        #[arg(long, conflicts_with = "publish")]
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
    /// List the scenarios at hand; or the records of a table: sources, places, actors, routes, zones
    List {
        /// The table whose records are listed: name, kind, grade or point, and how many refer to each; without it the scenarios
        #[arg(value_name = "TABLE", add = ArgValueCompleter::new(completions::tables))]
        what: Option<OsString>,
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
    /// Say what is set for good and where it comes from, find what is wrong with it, or print a file to
    /// start from
    Config {
        #[command(subcommand)]
        order: ConfigOrder,
    },
    /// Print a page of the reference: keys, filter, settings, format and others; or what a command takes
    Help {
        /// A topic, or the words of a command; without one all are listed
        #[arg(value_name = "TOPIC", add = ArgValueCompleter::new(completions::topics))]
        words: Vec<String>,
        /// A topic in Markdown
        #[arg(long)]
        markdown: bool,
    },
    /// Print the scenario format: every table, every key
    Format,
    /// Print the scenario format as a JSON Schema (2020-12), by which editors complete and check;
    /// dates of TOML are strings in it
    Schema {
        /// Of what this command prints with --format json instead: check, show attacks, why FIGURE
        #[arg(long, value_name = "COMMAND", num_args = 1..)]
        output: Option<Vec<String>>,
    },
    /// Print what a shell completes words by; values too, such as panels and ids
    ///
    /// bash: `source <(sitboard completions bash)` in ~/.bashrc; zsh: the same in ~/.zshrc behind
    /// compinit; fish: `sitboard completions fish | source`; elvish: `eval (sitboard completions
    /// elvish | slurp)`; nushell: written into a file that its config sources, without values.
    Completions { shell: CompletionShell },
    /// Print the manual page of the program, or of a command, for `man -l -`
    Man {
        /// The command: show, evidence add
        command: Vec<String>,
    },
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
        #[arg(value_name = "RECORD", add = ArgValueCompleter::new(completions::record))]
        record: String,
        /// The scenario file
        #[arg(value_name = "SCENARIO")]
        path: Option<PathBuf>,
        /// The scenario with this id
        #[arg(long, value_name = "ID", add = ArgValueCompleter::new(completions::scenarios))]
        scenario: Option<String>,
        /// The word that it bears out, by its source or whom that cites; else the record's own
        #[arg(long, value_name = "SOURCE", add = ArgValueCompleter::new(completions::sources))]
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

/// What is done with the file of settings.
#[derive(Subcommand, Debug)]
pub(super) enum ConfigOrder {
    /// Print every setting and every key that holds, and where each comes from: a flag, the file, or
    /// the default
    Show {
        #[command(flatten)]
        looks: Looks,
        #[command(flatten)]
        changing: Changing,
        /// How points are written: degrees, mgrs
        #[arg(long, value_name = "NOTATION", value_parser = notation)]
        coordinates: Option<PointNotation>,
        #[arg(long, default_value = "text")]
        format: RowFormat,
    },
    /// Print where the file stands, whether it is there or not
    Path,
    /// Print a commented file of every setting and every command with its keys
    Template,
    /// Find what is wrong with the file: every problem with its line; exit 1 where there is one
    Check {
        /// Another file than one's own
        file: Option<PathBuf>,
        #[arg(long, default_value = "human")]
        format: CheckFormat,
        #[command(flatten)]
        looks: Looks,
    },
}
