//! Columns of which it is not plain what they are: two for one meaning, one for two.

use std::fmt;

use super::{FeedSpec, Heading, Means, Wanted, trial::is_called};
use crate::model::Clean;

/// What is doubtful about which column is which.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ColumnDoubt {
    /// Several columns have the name of one that is read; the first is.
    Twice(Clean),
    /// One column stands for two keys.
    Shared(Clean, [&'static str; 2]),
    /// Two keys of one meaning have columns; the first of them is read.
    Rival([&'static str; 2]),
}

impl ColumnDoubt {
    /// Its stable name for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            ColumnDoubt::Twice(_) | ColumnDoubt::Rival(_) => "two-columns",
            ColumnDoubt::Shared(..) => "one-column",
        }
    }
}

impl fmt::Display for ColumnDoubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ColumnDoubt::Twice(name) => {
                write!(f, "several columns are called `{name}`: the first of them is read")
            }
            ColumnDoubt::Shared(name, [one, other]) => {
                write!(f, "the column `{name}` stands for both {one} and {other}")
            }
            ColumnDoubt::Rival([one, other]) => {
                write!(f, "{one} and {other} mean the same: only the column of {one} is read")
            }
        }
    }
}

/// What is doubtful about the columns of a file. Of tags it is nothing: each stands for itself.
pub(super) fn doubts(
    spec: &FeedSpec,
    columns: &[Clean],
    places: &[(Means, usize)],
    wanted: &Wanted,
) -> Vec<ColumnDoubt> {
    if matches!(spec.heading, Heading::Tags(_)) {
        return Vec::new();
    }
    let mut doubts = Vec::new();
    let mut read: Vec<usize> = places.iter().map(|(_, n)| *n).collect();
    read.sort_unstable();
    read.dedup();
    for n in read {
        let Some(name) = columns.get(n) else { continue };
        let same = columns.iter().filter(|column| is_called(column, name.original()));
        if same.count() > 1 {
            doubts.push(ColumnDoubt::Twice(name.clone()));
        }
    }
    let form_of = |key: &Clean| {
        spec.columns.iter().find_map(|form| {
            let name = form.names.iter().find(|name| **name == &**key)?;
            Some((*name, form.means))
        })
    };
    let named: Vec<_> =
        wanted.columns.iter().filter_map(|(ours, theirs)| Some((form_of(ours)?, theirs))).collect();
    for (n, ((one, means), theirs)) in named.iter().enumerate() {
        for ((other, others), also) in &named[n + 1..] {
            // One cell may hold both degrees; and a part of the people may be named by several.
            let is_point = [Means::Lat, Means::Lon].contains(means)
                && [Means::Lat, Means::Lon].contains(others);
            if is_called(theirs, also.original()) && !is_point {
                doubts.push(ColumnDoubt::Shared((*theirs).clone(), [one, other]));
            } else if means == others && *means != Means::Part {
                doubts.push(ColumnDoubt::Rival([one, other]));
            }
        }
    }
    doubts
}
