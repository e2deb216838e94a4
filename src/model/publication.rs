//! What may be published of a scenario. What its handling does not let go to anybody stays, and so do
//! what is private, files of evidence, tracks, and what the desk notes for itself; what is masked goes
//! by its kind; points are no more exact than is stated.

use std::{collections::BTreeMap, fmt};

use super::{
    Coordinates, Id, Key, Point, Record, Refusal, Scenario, Table, Value, Word,
    handling::may_be_published, masking::Masks, private::is_private, rounding::rounded_line,
};

/// What stayed behind when something was published, and why.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct StayedBehind {
    /// Records and accounts by the mark that keeps them.
    by_mark: BTreeMap<String, usize>,
    /// Records and accounts that are private, or hang on what stayed.
    others: usize,
    feeds: Vec<Id>,
    evidence: usize,
    tracks: usize,
    remarks: usize,
    masked: usize,
    rounded: usize,
}

impl StayedBehind {
    /// Whether all went along as it is.
    pub fn is_empty(&self) -> bool {
        *self == StayedBehind::default()
    }
}

/// `2 marked TLP:AMBER; 3 files of evidence; 1 name told by its kind; 4 points rounded`
impl fmt::Display for StayedBehind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = |n: usize, one: &str, more: &str| {
            (n > 0).then(|| format!("{n} {}", if n == 1 { one } else { more }))
        };
        let marked = self.by_mark.iter().map(|(mark, n)| {
            format!("{n} {} marked {mark}", if *n == 1 { "word" } else { "words" })
        });
        let feeds = self.feeds.iter().map(|id| format!("all rows of {id} (licence or handling)"));
        let rest = [
            said(
                self.others,
                "word that is private or rests on what stayed",
                "words that are private or rest on what stayed",
            ),
            said(self.evidence, "file of evidence", "files of evidence"),
            said(self.tracks, "track", "tracks"),
            said(self.remarks, "remark of the desk", "remarks of the desk"),
            said(self.masked, "name told by its kind", "names told by their kind"),
            said(
                self.rounded,
                "point rounded to its precision",
                "points rounded to their precision",
            ),
        ];
        let all: Vec<String> = marked.chain(feeds).chain(rest.into_iter().flatten()).collect();
        f.write_str(&all.join("; "))
    }
}

impl Scenario {
    /// Why nothing at all of it may be published; `None` where its handling allows that.
    pub fn unpublishable(&self) -> Option<Refusal> {
        let mark = self.header.handling.as_ref().filter(|mark| !may_be_published(mark))?;
        Some(Refusal::hinted(
            format!("{} is to be handled as {mark}: it may not be published", self.header.id),
            Some(
                "only what is TLP:CLEAR or bears no mark may; else it goes out under its mark"
                    .into(),
            ),
        ))
    }

    /// What may be published of it, without these feeds, and what stayed behind.
    pub fn published(&self, kept_feeds: &[Id]) -> (Scenario, StayedBehind, Masks) {
        let mark = |word: &Word| -> Option<String> {
            let mark = self.mark_of(word).filter(|mark| !may_be_published(mark));
            mark.map(|mark| mark.to_string())
        };
        let is_kept_feed =
            |record: &Record| record.table == Table::Feed && kept_feeds.contains(&record.id);
        let is_kept_back = |record: &Record, word: &Word| {
            is_private(word) || mark(word).is_some() || is_kept_feed(record)
        };
        let left = self.without_words(&is_kept_back);
        let mut stayed = StayedBehind { feeds: kept_feeds.to_vec(), ..StayedBehind::default() };
        let words = |of: &Scenario| {
            let records = of.records().iter().filter(|record| !is_kept_feed(record));
            records.map(|record| record.words.len()).sum::<usize>()
        };
        let marked = self.records().iter().flat_map(|record| &record.words).filter_map(mark);
        marked.for_each(|mark| *stayed.by_mark.entry(mark).or_default() += 1);
        let by_mark: usize = stayed.by_mark.values().sum();
        stayed.others = (words(self) - words(&left)).saturating_sub(by_mark);
        let masks = Masks::of(&left);
        stayed.masked = masks.len();
        let mut header = left.header.clone();
        header.title = masks.clean(&header.title);
        header.summary = header.summary.map(|text| masks.clean(&text));
        header.issued_by = header.issued_by.map(|text| masks.clean(&text));
        header.contact = header.contact.filter(|text| !masks.is_told_by(text));
        let records = left.records().iter().cloned().map(|mut record| {
            let line = match record.get(Key::PrecisionKm) {
                Some(Value::Number(number)) => Some(number.value),
                _ => None,
            };
            record.words.iter_mut().for_each(|word| strip(word, line, &mut stayed));
            masks.record(record)
        });
        let records: Vec<Record> = records.collect();
        let mut published = Scenario::new(header, records, left.left_out);
        published.is_published = true;
        (published, stayed, masks)
    }
}

/// Takes out of a word what stays behind, and rounds its points.
fn strip(word: &mut Word, line_km: Option<f64>, stayed: &mut StayedBehind) {
    word.entries.retain(|entry| match entry.key {
        Key::Evidence => {
            stayed.evidence += entry.value.evidence().len();
            false
        }
        Key::Track => {
            stayed.tracks += 1;
            false
        }
        Key::Note | Key::Verify | Key::VerifyBy | Key::Owner => {
            stayed.remarks += 1;
            false
        }
        _ => true,
    });
    let on_line = |point: &mut Point| {
        let at = rounded_line(point.coordinates(), line_km);
        let Coordinates { lat, lon } = at;
        *point = Point { lat, lon, grid: None, ..*point };
    };
    for entry in &mut word.entries {
        match &mut entry.value {
            Value::Point(point) => {
                let rounded = point.rounded();
                stayed.rounded += usize::from(rounded != *point);
                *point = rounded;
            }
            Value::Path(points) => points.iter_mut().for_each(on_line),
            Value::Rings(rings) => rings.iter_mut().flatten().for_each(on_line),
            _ => {}
        }
    }
}
