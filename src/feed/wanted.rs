//! What is said of a feed beforehand.

use crate::model::{Clean, FeedKind, FeedUse};

/// What a scenario says of a feed; nothing has to be said but for kind `csv`.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Wanted {
    /// The kind that the file is said to be of; `None` to tell it by its columns.
    pub kind: Option<FeedKind>,
    /// What its rows are to count as; `None` for what its kind always counts as, else attacks.
    pub joins: Option<FeedUse>,
    /// Our keys with the columns of the file that stand for them.
    pub columns: Vec<(Clean, Clean)>,
    /// The sheet of a workbook; `None` for its first.
    pub sheet: Option<Clean>,
    /// The name of its encoding; `None` to tell it by its bytes.
    pub encoding: Option<Clean>,
    /// The form of its dates, in the signs of `strftime`; `None` for those that are known.
    pub date_format: Option<Clean>,
    /// The line of its header, from 1; `None` to find it.
    pub header_line: Option<u64>,
}
