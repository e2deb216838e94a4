//! What is asked of whatever leaves the board.

use clap::{Args, ValueEnum};

/// For whom it is made.
#[derive(Args, Debug, Clone, Copy, Default)]
pub(in crate::cli) struct Leaving {
    /// Only what may be published: without what handling or a licence keeps back, evidence, tracks and
    /// the desk's remarks; masked names as their kind, points rounded to their precision
    #[arg(long, conflicts_with = "private")]
    pub(in crate::cli) publish: bool,
}

/// How the rows of a panel are told.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum ShowFormat {
    /// In plain words
    Text,
    /// For scripts, with every voice
    Json,
    /// For spreadsheets
    Csv,
    /// A table of Markdown
    Md,
    /// With tabs between the cells
    Tsv,
}

/// What a board is exported as.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum ExportFormat {
    /// Where everything lies, for maps and scripts
    Geojson,
    /// The same for globes
    Kml,
    /// Points and lines for receivers
    Gpx,
    /// What is reported of days, in one table
    Csv,
    /// A workbook with a sheet for each table
    Xlsx,
}
