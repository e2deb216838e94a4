//! What is said of a feed beforehand.

use super::{Encoding, Packing};
use crate::model::{Clean, FeedKind, FeedUse, Refusal};

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
    /// What stands between its cells; `None` to tell it by its beginning.
    pub delimiter: Option<u8>,
    /// The form of its dates, in the signs of `strftime`; `None` for those that are known.
    pub date_format: Option<Clean>,
    /// The line of its header, from 1; `None` to find it.
    pub header_line: Option<u64>,
    /// The column that says how many events a row counts; `None` where a row is one event.
    pub events: Option<Clean>,
    /// The column of the incident whose victims rows are; `None` where each is an event of its own.
    pub incident: Option<Clean>,
}

impl Wanted {
    /// The same of a file that was unpacked: where its container settles the encoding or the
    /// delimiter, that is it, whatever is said. Errs where the file is said to be UTF-16 and is not.
    pub fn of_unpacked(&self, packing: Option<&Packing>) -> Result<Wanted, Refusal> {
        let delimiter = packing.and_then(Packing::delimiter).or(self.delimiter);
        let own = Wanted { delimiter, ..self.clone() };
        let said =
            self.encoding.as_ref().map(|name| Encoding::named(name.original())).transpose()?;
        let settled = packing.and_then(Packing::encoding);
        let is_utf16 = settled.is_some_and(|name| name != "UTF-8");
        match (said, settled) {
            (Some(said), _) if said.is_utf16() && !is_utf16 => {
                let hint = "leave `encoding` out: it is told by its bytes";
                Err(Refusal::new(format!("it is not {}", said.name()), hint))
            }
            (_, Some(settled)) => {
                let encoding = Some(Clean::new(settled)).filter(|_| is_utf16);
                Ok(Wanted { encoding, ..own })
            }
            (_, None) => Ok(own),
        }
    }
}
