//! Rows as bytes, to be kept beside a file that takes longer to read, and back. What was kept is
//! believed only where every number in it means something: anything else is read anew.

use std::sync::Arc;

use xxhash_rust::xxh3;

use super::{
    Deaths, Fault, FaultKind, Faults, Means, Names, Parties, Rows, SEGMENT, Segment, Site, Sort,
    Span, fault::FAULTS, names::Key,
};
use crate::model::{AttackKind, Clean, Coordinates, Measure};

/// The form of the bytes: another form is another number.
const FORM: &[u8; 8] = b"sitfeed3";

impl Rows {
    /// Everything that was read, with a sum over it at the end.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = FORM.to_vec();
        [self.records, self.left_out, self.bytes, self.end.0, self.end.1].put(&mut out);
        self.written.put(&mut out);
        self.sorts.put(&mut out);
        self.parties.put(&mut out);
        self.sites.put(&mut out);
        self.deaths.put(&mut out);
        self.sources.put(&mut out);
        self.faults.put(&mut out);
        (self.segments.len() as u64).put(&mut out);
        self.segments.iter().for_each(|segment| segment.put(&mut out));
        xxh3::xxh3_64(&out).put(&mut out);
        out
    }

    /// The rows of such bytes; none where they are not whole, or say what cannot be.
    pub fn from_bytes(bytes: &[u8]) -> Option<Rows> {
        let (body, told) = bytes.split_at(bytes.len().checked_sub(8)?);
        if u64::from_le_bytes(told.try_into().ok()?) != xxh3::xxh3_64(body) {
            return None;
        }
        let mut from = body.strip_prefix(FORM)?;
        let from = &mut from;
        let [records, left_out, bytes, offset, line] = <[u64; 5]>::read(from)?;
        let mut rows = Rows { records, left_out, bytes, end: (offset, line), ..Rows::default() };
        rows.written = Option::read(from)?;
        rows.sorts = Arc::new(Names::read(from)?);
        rows.parties = Arc::new(Names::read(from)?);
        rows.sites = Arc::new(Names::read(from)?);
        rows.deaths = Arc::new(Names::read(from)?);
        rows.sources = Arc::new(Names::read(from)?);
        rows.faults = Arc::new(Faults::read(from)?);
        let segments = u64::read(from)?;
        for n in 1..=segments {
            let segment = Segment::read(from)?;
            let is_last = n == segments;
            let fits = segment.is_of(&rows)
                && (segment.len() == SEGMENT || is_last && segment.len() < SEGMENT);
            if !fits || segment.is_empty() {
                return None;
            }
            rows.is_told |= segment.told.iter().any(|told| *told != super::UNTOLD);
            rows.count += segment.len();
            rows.segments.push(Arc::new(segment));
        }
        from.is_empty().then_some(rows)
    }
}

/// What can be kept as bytes.
trait Kept: Sized {
    fn put(&self, out: &mut Vec<u8>);
    fn read(from: &mut &[u8]) -> Option<Self>;
}

fn cut<'a>(from: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (head, rest) = from.split_at_checked(length)?;
    *from = rest;
    Some(head)
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Kept for $number {
            fn put(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }
            fn read(from: &mut &[u8]) -> Option<Self> {
                Some(Self::from_le_bytes(cut(from, size_of::<Self>())?.try_into().ok()?))
            }
        }

        /// A whole column at once.
        impl Kept for Vec<$number> {
            fn put(&self, out: &mut Vec<u8>) {
                (self.len() as u64).put(out);
                out.reserve(size_of::<$number>() * self.len());
                self.iter().for_each(|n| out.extend_from_slice(&n.to_le_bytes()));
            }
            fn read(from: &mut &[u8]) -> Option<Self> {
                let length = usize::try_from(u64::read(from)?).ok()?;
                let bytes = cut(from, length.checked_mul(size_of::<$number>())?)?;
                let (each, _) = bytes.as_chunks::<{ size_of::<$number>() }>();
                Some(each.iter().map(|n| <$number>::from_le_bytes(*n)).collect())
            }
        }
    )*};
}

numbers!(u16, i32, u32, u64, u128, f64);

impl<T: Kept + Copy + Default, const N: usize> Kept for [T; N] {
    fn put(&self, out: &mut Vec<u8>) {
        self.iter().for_each(|one| one.put(out));
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        let mut all = [T::default(); N];
        for one in &mut all {
            *one = T::read(from)?;
        }
        Some(all)
    }
}

impl<T: Kept> Kept for Option<T> {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(u8::from(self.is_some()));
        self.iter().for_each(|one| one.put(out));
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        match cut(from, 1)? {
            [0] => Some(None),
            [1] => Some(Some(T::read(from)?)),
            _ => None,
        }
    }
}

impl Kept for Clean {
    fn put(&self, out: &mut Vec<u8>) {
        (self.original().len() as u32).put(out);
        out.extend_from_slice(self.original().as_bytes());
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        let length = u32::read(from)? as usize;
        Some(Clean::new(std::str::from_utf8(cut(from, length)?).ok()?))
    }
}

impl<T: Kept> Kept for Names<T> {
    fn put(&self, out: &mut Vec<u8>) {
        let keyed = self.keyed();
        (keyed.len() as u64).put(out);
        for (Key(key), value) in keyed {
            key.put(out);
            value.put(out);
        }
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        let mut names = Names::default();
        for n in 0..u64::read(from)? {
            let (key, value) = (Key(u128::read(from)?), T::read(from)?);
            if u64::from(names.number(key, || value)) != n {
                return None; // the same twice
            }
        }
        Some(names)
    }
}

impl Kept for Span {
    fn put(&self, out: &mut Vec<u8>) {
        [self.first, self.last].put(out);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        let [first, last] = <[i32; 2]>::read(from)?;
        Some(Span { first, last })
    }
}

/// A word of a vocabulary, as text: kinds may come between those that are there.
fn word(word: Option<&'static str>) -> Clean {
    Clean::new(word.unwrap_or_default())
}

impl Kept for Sort {
    fn put(&self, out: &mut Vec<u8>) {
        self.label.put(out);
        word(self.attack.map(|attack| attack.word())).put(out);
        word(self.measure.map(|measure| measure.word())).put(out);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        let [label, attack, measure] = [Clean::read(from)?, Clean::read(from)?, Clean::read(from)?];
        let known = |is_empty: bool, is_known: bool| is_empty || is_known;
        let sort = Sort {
            label,
            attack: AttackKind::from_word(&attack),
            measure: Measure::from_word(&measure),
        };
        let is_whole = known(attack.is_empty(), sort.attack.is_some())
            && known(measure.is_empty(), sort.measure.is_some());
        is_whole.then_some(sort)
    }
}

impl Kept for Parties {
    fn put(&self, out: &mut Vec<u8>) {
        self.a.put(out);
        self.b.put(out);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        Some(Parties { a: Clean::read(from)?, b: Clean::read(from)? })
    }
}

impl Kept for Site {
    fn put(&self, out: &mut Vec<u8>) {
        [&self.name, &self.area, &self.country].into_iter().for_each(|name| name.put(out));
        self.at.map(|at| [at.lat, at.lon]).put(out);
        self.precision_km.put(out);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        let [name, area, country] = [Clean::read(from)?, Clean::read(from)?, Clean::read(from)?];
        let at = Option::<[f64; 2]>::read(from)?;
        let is_there = at.is_none_or(|[lat, lon]| lat.abs() <= 90.0 && lon.abs() <= 180.0);
        let at = at.map(|[lat, lon]| Coordinates { lat, lon });
        let precision_km = Option::read(from)?;
        is_there.then_some(Site { name, area, country, at, precision_km })
    }
}

impl Kept for Deaths {
    fn put(&self, out: &mut Vec<u8>) {
        [self.low, self.best, self.high].into_iter().for_each(|figure| figure.put(out));
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        let (low, best, high) = (Option::read(from)?, Option::read(from)?, Option::read(from)?);
        Some(Deaths { low, best, high })
    }
}

impl Kept for Faults {
    fn put(&self, out: &mut Vec<u8>) {
        let kinds: Vec<(FaultKind, u64)> = self.counts().collect();
        (kinds.len() as u64).put(out);
        for (kind, count) in kinds {
            word(Some(kind.word())).put(out);
            count.put(out);
            let listed: Vec<Fault> = self.listed().into_iter().filter(|f| f.kind == kind).collect();
            (listed.len() as u64).put(out);
            for fault in listed {
                [fault.row, fault.line, fault.means.map_or(0, |means| 1 + means as u64)].put(out);
            }
        }
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        let mut faults = Faults::default();
        for _ in 0..u64::read(from)? {
            let name = Clean::read(from)?;
            let kind = FAULTS.iter().find(|(_, word, _)| *word == &*name)?.0;
            let count = u64::read(from)?;
            let mut listed = Vec::new();
            for _ in 0..u64::read(from)? {
                let [row, line, means] = <[u64; 3]>::read(from)?;
                let means = match means {
                    0 => None,
                    n => Some(*Means::ALL.get(usize::try_from(n - 1).ok()?)?),
                };
                listed.push(Fault { kind, means, row, line });
            }
            faults.set(kind, count, listed);
        }
        Some(faults)
    }
}

impl Kept for Segment {
    fn put(&self, out: &mut Vec<u8>) {
        self.offset.put(out);
        self.first.put(out);
        self.more.put(out);
        self.told.put(out);
        self.sort.put(out);
        for column in [&self.parties, &self.site, &self.deaths, &self.source, &self.id] {
            column.put(out);
        }
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        Some(Segment {
            offset: Vec::read(from)?,
            first: Vec::read(from)?,
            more: Vec::read(from)?,
            told: Vec::read(from)?,
            sort: Vec::read(from)?,
            parties: Vec::read(from)?,
            site: Vec::read(from)?,
            deaths: Vec::read(from)?,
            source: Vec::read(from)?,
            id: Vec::read(from)?,
        })
    }
}

impl Segment {
    /// Whether its columns are of one length, and every number in them means something.
    fn is_of(&self, rows: &Rows) -> bool {
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
        let days = Span::range();
        lengths.iter().all(|length| *length == self.offset.len())
            && self.first.iter().all(|day| days.contains(day))
            && self.sort.iter().all(|n| (*n as usize) < rows.sorts.list().len())
            && below(&self.parties, rows.parties.list().len())
            && below(&self.site, rows.sites.list().len())
            && below(&self.deaths, rows.deaths.list().len())
            && below(&self.source, rows.sources.list().len())
    }
}
