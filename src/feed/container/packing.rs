//! What was found on the way into a packed file.

use serde::{Deserialize, Serialize};

use super::{kinds::Container, lines::LineMap};
use crate::{feed::FeedRows, model::Clean};

/// How a file was packed, and what of it did not come out.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Packing {
    /// The containers around each other, the outermost first; the last is the one with the table.
    pub containers: Vec<Container>,
    /// The file within an archive.
    pub member: Option<Clean>,
    /// The sheet that was asked for.
    pub asked: Option<Clean>,
    /// The sheet that was read.
    pub sheet: Option<Clean>,
    /// The sheets that were not.
    pub other_sheets: Vec<Clean>,
    /// What no table can hold, by name, and in how many records it stood.
    pub lost: Vec<(Clean, u64)>,
    /// What else is to be known of it.
    pub remarks: Vec<Clean>,
    /// Where the lines of the table stand in the original.
    pub lines: LineMap,
}

impl Packing {
    /// Nothing found yet.
    pub(super) fn new(asked: Option<Clean>) -> Packing {
        Packing {
            containers: Vec::new(),
            member: None,
            asked,
            sheet: None,
            other_sheets: Vec::new(),
            lost: Vec::new(),
            remarks: Vec::new(),
            lines: LineMap::default(),
        }
    }

    /// The container that the table stands in.
    pub fn innermost(&self) -> Container {
        self.containers.last().copied().unwrap_or(Container::Text)
    }

    /// The name of the encoding that its text was in, where the container settles it: `UTF-8` of
    /// columns and records.
    pub fn encoding(&self) -> Option<&'static str> {
        let named = self.containers.iter().find_map(|container| container.encoding());
        let is_settled = self.containers.iter().any(|container| container.has_own_encoding());
        named.or(is_settled.then_some("UTF-8"))
    }

    /// What stands between the cells of the text that its columns are told as, where it has columns.
    pub fn delimiter(&self) -> Option<u8> {
        (self.innermost() == Container::Parquet).then_some(b',')
    }

    /// Whether its rows stand on lines that somebody who opens the original can count.
    pub fn has_lines(&self) -> bool {
        self.innermost().has_lines()
    }

    /// Whether its header stands on a line: records that name their own values have none.
    pub fn has_header_line(&self) -> bool {
        matches!(self.innermost(), Container::Text | Container::Workbook)
    }

    /// The same with the values that the rows of its columns lost.
    pub fn with_lost(&self, rows: &FeedRows, names: &[Clean]) -> Packing {
        let mut packing = self.clone();
        let lost = rows.lost.iter().filter_map(|(n, lost)| Some((names.get(*n)?.clone(), *lost)));
        packing.lost.extend(lost);
        packing.lost.sort();
        packing
    }

    /// The containers, the outermost first, with what was read in them: `zip › gz › csv`.
    pub fn words(&self) -> String {
        let name = |container: &Container| match (container, &self.member, &self.sheet) {
            (Container::Zip, Some(member), _) => format!("zip, {member}"),
            (Container::Workbook, _, Some(sheet)) => format!("xlsx, sheet {sheet}"),
            _ => container.encoding().unwrap_or(container.word()).to_owned(),
        };
        let names: Vec<String> = self.containers.iter().map(name).collect();
        names.join(" › ")
    }
}
