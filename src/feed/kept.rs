//! Rows as bytes, to be kept beside a file that takes longer to read, and back. What was kept is
//! believed only where every number in it means something: anything else is read anew.

use std::sync::Arc;

use xxhash_rust::xxh3;

use super::{DayRange, FeedRows, SEGMENT, Segment, Site, UNTOLD};

/// The form of the bytes: another form is another number, and so is another order of them.
const FORM: &[u8; 8] = if cfg!(target_endian = "big") { b"sitfeedC" } else { b"sitfeed8" };

impl FeedRows {
    /// Everything that was read, with a sum over it at the end.
    pub fn to_bytes(&self) -> Vec<u8> {
        let encode = |out, segment: &Arc<Segment>| postcard::to_extend(segment.as_ref(), out);
        let head = postcard::to_extend(&(self, self.segments.len()), FORM.to_vec());
        let encoded = head.and_then(|head| self.segments.iter().try_fold(head, encode));
        let mut out = encoded.unwrap_or_default(); // memory cannot fail
        out.extend_from_slice(&xxh3::xxh3_64(&out).to_le_bytes());
        out
    }

    /// The rows of such bytes; `None` if they are not whole, or say what cannot be.
    pub fn from_bytes(bytes: &[u8]) -> Option<FeedRows> {
        let (body, sum) = bytes.split_last_chunk()?;
        if u64::from_le_bytes(*sum) != xxh3::xxh3_64(body) {
            return None;
        }
        let head = postcard::take_from_bytes::<(FeedRows, usize)>(body.strip_prefix(FORM)?);
        let ((mut rows, segments), mut rest) = head.ok()?;
        if !rows.faults.is_sound()
            || !rows.marks.is_sound()
            || !rows.sites.list().iter().all(Site::is_sound)
        {
            return None;
        }
        for n in 1..=segments {
            let (segment, after) = postcard::take_from_bytes::<Segment>(rest).ok()?;
            rest = after;
            let is_full = segment.len() == SEGMENT || n == segments && segment.len() < SEGMENT;
            if !is_full || segment.is_empty() || !segment.is_of(&rows) {
                return None;
            }
            rows.is_told |= segment.told.iter().any(|told| *told != UNTOLD);
            rows.count += segment.len();
            rows.segments.push(Arc::new(segment));
        }
        (rest.is_empty() && rows.has_sound_repeats()).then_some(rows)
    }
}

impl Site {
    /// Whether its point lies on the earth.
    fn is_sound(&self) -> bool {
        self.at.is_none_or(|at| at.lat.abs() <= 90.0 && at.lon.abs() <= 180.0)
    }
}

impl Segment {
    /// Whether its columns are of one length, and every number in them means something.
    fn is_of(&self, rows: &FeedRows) -> bool {
        let lengths = [
            self.first.len(),
            self.more.len(),
            self.told.len(),
            self.sort.len(),
            self.parties.len(),
            self.site.len(),
            self.deaths.len(),
            self.source.len(),
            self.id.len(),
        ];
        let below = |column: &[u32], names: usize| column.iter().all(|n| (*n as usize) < names);
        let days = DayRange::range();
        let lengths_of_some =
            [self.changed.len(), self.events.len(), self.incident.len(), self.own.len()];
        lengths.iter().all(|length| *length == self.offset.len())
            && lengths_of_some.iter().all(|length| [0, self.offset.len()].contains(length))
            && self.own.len() == self.incident.len()
            && below(&self.own, rows.deaths.list().len())
            && self.first.iter().all(|day| days.contains(day))
            && self.sort.iter().all(|n| (*n as usize) < rows.sorts.list().len())
            && below(&self.parties, rows.parties.list().len())
            && below(&self.site, rows.sites.list().len())
            && below(&self.deaths, rows.deaths.list().len())
            && below(&self.source, rows.sources.list().len())
    }
}
