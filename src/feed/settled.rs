//! How a file is to be read by all that its columns show: it is read as its beginning tells, and where
//! the whole of it tells otherwise, once more.

use std::sync::Arc;

use super::{Dialect, Encoding, FeedReading, FeedRows, seen::Seen};

impl FeedReading {
    /// How the file is to be read by all that was seen in it, where that is not how it was read.
    pub fn settled(&self, rows: &FeedRows) -> Option<FeedReading> {
        let by_all = self.by(rows.seen);
        (by_all.dialect != self.dialect).then_some(by_all)
    }

    /// The reading by which these rows were read, which are of all of the file.
    pub fn of_all(&self, rows: &FeedRows) -> FeedReading {
        self.by(rows.seen)
    }

    /// The reading that what was seen of the whole file leads to.
    fn by(&self, seen: Seen) -> FeedReading {
        let begun = &self.begun;
        let mut dialect = Dialect::clone(begun);
        if seen.has(Seen::EITHER) {
            dialect.dates.order = seen.order();
        }
        dialect.dates.has_serials = seen.has_serials();
        dialect.point = seen.point();
        if !dialect.encoding.is_named() && seen.has(Seen::NOT_UTF8) {
            let is_mixed = seen.has(Seen::UTF8);
            dialect.encoding = if is_mixed { Encoding::UTF_8 } else { Encoding::OTHER };
        }
        dialect.has_quotes &= dialect.delimiter != b'\t' || !seen.has(Seen::QUOTES);
        dialect.is_settled_late = dialect != **begun;
        FeedReading::with(begun.clone(), Arc::new(dialect), self.joins)
    }
}

impl FeedRows {
    /// No rows yet of a file that was read before: of what was seen then, that holds on which the form
    /// of the file itself rests.
    pub fn beside(before: FeedRows) -> FeedRows {
        let seen = if before.seen.has(Seen::QUOTES) { Seen::QUOTES } else { Seen::default() };
        FeedRows { seen, ..FeedRows::default() }
    }
}
