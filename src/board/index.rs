//! What is asked of a scenario again and again, found once: who refers to whom, folded text.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, OnceLock},
};

use super::{
    Geography, NamedParties, Period, Query, Refusal, ScenarioZones, ZoneFile, fold, indicators,
    orders::SeriesNumbers,
    terms,
    track::{TrackFiles, TrackReach, TrackReaches},
};
use crate::format::typed::NameIndex;
use crate::model::{
    Clean, Count, Day, Id, Key, Layer, Record, RecordIx, Scenario, StayedBehind, Table,
    TallySubject, Value, When, Without,
};

/// A scenario with its cross-references.
#[derive(Debug)]
pub struct Index {
    /// The scenario as it was read.
    pub scenario: Arc<Scenario>,
    /// The same in all voices, where some are put aside here.
    pub in_all_voices: Option<Arc<Index>>,
    /// Lines and areas for a map, from the files that the scenario names.
    pub layers: Vec<Layer>,
    /// What the files hold that zones name, as far as they are read.
    pub zone_files: Vec<ZoneFile>,
    /// The tracks that patrols name, as far as they are read.
    pub tracks: TrackFiles,
    /// Who names an id, by the key that names it.
    referrers: HashMap<Id, BTreeMap<Key, Vec<RecordIx>>>,
    /// Who names a record whose table has ids of its own.
    naming: HashMap<(Table, Id), Vec<RecordIx>>,
    haystacks: OnceLock<Vec<String>>,
    names: OnceLock<Arc<NameIndex>>,
    days: OnceLock<Vec<Day>>,
    days_known_then: OnceLock<Vec<Day>>,
    period: OnceLock<Option<Period>>,
    tripwires: OnceLock<Vec<Result<Query, Refusal>>>,
    geography: OnceLock<Geography>,
    zones: OnceLock<ScenarioZones>,
    track_reaches: OnceLock<TrackReaches>,
    pub(super) marked: OnceLock<Vec<RecordIx>>,
    /// The records that plan something, or hold words to be checked.
    pub(super) to_come: OnceLock<Vec<RecordIx>>,
    /// Records that carry a reference which few carry, by that key.
    rare: BTreeMap<Key, Vec<RecordIx>>,
    /// The days on which records turn: see [`Index::turning`].
    pub(super) turns: OnceLock<Vec<(Day, RecordIx)>>,
    pub(super) counted_in_words: OnceLock<Vec<Option<TallySubject>>>,
    pub(super) series: OnceLock<SeriesNumbers>,
    pub(super) named_parties: NamedParties,
}

impl Index {
    /// Finds the cross-references of a scenario; its layers are read apart.
    pub fn new(scenario: Arc<Scenario>) -> Self {
        let mut index = Index {
            scenario: scenario.clone(),
            in_all_voices: None,
            layers: Vec::new(),
            zone_files: Vec::new(),
            tracks: TrackFiles::default(),
            referrers: HashMap::new(),
            naming: HashMap::new(),
            haystacks: OnceLock::new(),
            names: OnceLock::new(),
            days: OnceLock::new(),
            days_known_then: OnceLock::new(),
            period: OnceLock::new(),
            tripwires: OnceLock::new(),
            geography: OnceLock::new(),
            zones: OnceLock::new(),
            track_reaches: OnceLock::new(),
            marked: OnceLock::new(),
            to_come: OnceLock::new(),
            rare: BTreeMap::new(),
            turns: OnceLock::new(),
            counted_in_words: OnceLock::new(),
            series: OnceLock::new(),
            named_parties: NamedParties::default(),
        };
        for (n, record) in scenario.numbered() {
            if let Some(parent) = &record.parent {
                record.table.owner().iter().for_each(|owner| index.refer(parent, owner.key, n));
            }
            for entry in record.words.iter().flat_map(|word| &word.entries) {
                if entry.key == Key::Id {
                    continue;
                }
                entry.value.ids().iter().for_each(|id| index.refer(id, entry.key, n));
            }
        }
        index
    }

    /// The same scenario as if some voices had not spoken; every record keeps its position.
    pub fn without(self: &Arc<Self>, without: &Without) -> Index {
        let index = Index::new(Arc::new(self.scenario.without(without)));
        Index { in_all_voices: Some(self.clone()), ..index.beside(self) }
    }

    /// The same scenario as others may see it.
    pub fn for_others(self: &Arc<Self>) -> Arc<Index> {
        if !self.scenario.has_private() {
            return self.clone();
        }
        let index = Index::new(Arc::new(self.scenario.for_others()));
        Arc::new(index.beside(self))
    }

    /// What may be published of it, and what stayed behind: of feeds those whose licence lets rows be
    /// passed on, and of the files beside it those that say no name that is masked.
    pub fn published(self: &Arc<Self>) -> (Arc<Index>, StayedBehind) {
        if self.scenario.is_published {
            return (self.clone(), StayedBehind::default());
        }
        let feeds = self.scenario.table(Table::Feed).iter();
        let kept = feeds.filter(|feed| !terms(feed).may_share).map(|feed| feed.id.clone());
        let (scenario, stayed, masks) = self.scenario.published(&kept.collect::<Vec<Id>>());
        let mut index = Index::new(Arc::new(scenario)).beside(self);
        for layer in &mut index.layers {
            layer.name = masks.clean(&layer.name);
            for feature in &mut layer.features {
                feature.name = feature.name.take().map(|name| masks.clean(&name));
            }
        }
        (Arc::new(index), stayed)
    }

    /// The same with what another index holds of the files that both name.
    fn beside(self, other: &Index) -> Index {
        let (layers, zone_files) = (other.layers.clone(), other.zone_files.clone());
        let tracks = other.tracks.named_by(&self.scenario);
        Index { layers, zone_files, tracks, ..self }
    }

    fn refer(&mut self, id: &Id, key: Key, from: RecordIx) {
        if key == Key::Selected {
            return; // a step that shows a record says nothing of it
        }
        let records = match key.names_apart() {
            Some(table) => self.naming.entry((table, id.clone())).or_default(),
            None => self.referrers.entry(id.clone()).or_default().entry(key).or_default(),
        };
        let rare = matches!(key, Key::PerhapsSameAs | Key::ShareOf);
        let rare = rare.then(|| self.rare.entry(key).or_default());
        for records in [Some(records), rare].into_iter().flatten() {
            if records.last() != Some(&from) {
                records.push(from);
            }
        }
    }

    /// The records that say in any word which other one they may be the same as.
    pub(super) fn perhaps_same(&self) -> &[RecordIx] {
        self.rare.get(&Key::PerhapsSameAs).map_or(&[], Vec::as_slice)
    }

    /// The figures that say in any word which other one they are a share of.
    pub(super) fn shares(&self) -> &[RecordIx] {
        self.rare.get(&Key::ShareOf).map_or(&[], Vec::as_slice)
    }

    /// The records that name `id`, each with the key that names it. Sources stand apart.
    pub fn referrers(&self, id: &Id) -> impl Iterator<Item = (RecordIx, Key)> {
        let keys = self.referrers.get(id).into_iter().flatten();
        keys.flat_map(|(key, records)| records.iter().map(|n| (*n, *key)))
    }

    /// The records that name `id` in one key.
    pub fn referring(&self, id: &Id, key: Key) -> &[RecordIx] {
        self.referrers.get(id).and_then(|keys| keys.get(&key)).map_or(&[], Vec::as_slice)
    }

    /// The records that name one of a table with ids of its own, in any word.
    pub fn naming(&self, table: Table, id: &Id) -> &[RecordIx] {
        self.naming.get(&(table, id.clone())).map_or(&[], Vec::as_slice)
    }

    /// `id`, then all that is a part of it, however deep. Ends: the reader refuses circles.
    pub(super) fn with_parts<'a>(&'a self, id: &'a Id) -> Vec<&'a Id> {
        let (mut all, mut next) = (vec![id], 0);
        while let Some(id) = all.get(next) {
            let parts = self.referring(id, Key::PartOf).iter();
            all.extend(parts.map(|n| &self.scenario.record(*n).id));
            next += 1;
        }
        all
    }

    /// The records in which a source speaks or is cited.
    pub fn of_source(&self, id: &Id) -> &[RecordIx] {
        self.naming(Table::Source, id)
    }

    /// Every day on which something happened or became known, in order.
    pub fn days(&self) -> &[Day] {
        let build = || {
            let words = self.scenario.records().iter().flat_map(|record| &record.words);
            let entries = words.flat_map(|word| &word.entries);
            let dates = entries.filter_map(|entry| entry.value.as_when());
            let ends = |when: &When| [when.earliest, when.latest, when.known_at_the_latest()];
            let days: BTreeSet<Day> = dates.flat_map(ends).flatten().collect();
            days.into_iter().collect()
        };
        self.days.get_or_init(build)
    }

    /// The days on which something became known, was taken back, or began when it was known
    /// already: a board that knows no more than was known then has nothing to tell of others.
    pub fn days_known_then(&self) -> &[Day] {
        let build = || {
            let of_record = |record: &Record| {
                let known = record.became_known().map(|known| known.day);
                let words = record.words.iter();
                let told = words.clone().flat_map(|word| {
                    [word.known().map(|known| known.day), word.withdrawn()].into_iter().flatten()
                });
                let date = record.date_key();
                let begins = words.filter_map(move |word| word.get(date)?.as_when()?.earliest);
                let begins = begins.filter(move |day| known.is_none_or(|known| *day >= known));
                told.chain(begins).collect::<Vec<Day>>()
            };
            let days: BTreeSet<Day> = self.scenario.records().iter().flat_map(of_record).collect();
            days.into_iter().collect()
        };
        self.days_known_then.get_or_init(build)
    }

    /// The first and last day of what happened, was said, counted or changed; an agreement's first
    /// day in force is the first day there can be. Records that only give the background (actors,
    /// places) are left aside.
    pub fn period(&self) -> Option<Period> {
        let build = || {
            let (first, last) = self.scenario.happenings()?;
            Some(Period { first, last })
        };
        *self.period.get_or_init(build)
    }

    /// The filters of the indicators that are watched, in file order.
    pub fn tripwires(&self) -> &[Result<Query, Refusal>] {
        self.tripwires.get_or_init(|| indicators::filters(&self.scenario))
    }

    /// Routes, corridors and where every point of the file lies to them.
    pub fn geography(&self) -> &Geography {
        self.geography.get_or_init(|| Geography::of(&self.scenario))
    }

    /// The zones that the file draws, whatever the clock.
    pub fn zones(&self) -> &ScenarioZones {
        self.zones.get_or_init(|| ScenarioZones::of(&self.scenario, &self.zone_files))
    }

    /// What a track, by the path that the scenario gives, covers of a route of the geography; `None`
    /// where it was not read, or no patrol that names it ran along the route.
    pub fn track_reach(&self, path: &Clean, route: usize) -> Option<&TrackReach> {
        self.track_reaches().get(&(path.clone(), route))
    }

    /// What all of them cover, measured once.
    pub fn track_reaches(&self) -> &TrackReaches {
        let measure = || self.tracks.reaches(&self.scenario, self.geography());
        self.track_reaches.get_or_init(measure)
    }

    /// Builds what is otherwise built by the first who asks.
    pub fn warm(&self) {
        self.track_reaches();
        self.haystacks();
        self.known_names();
        self.days();
        self.days_known_then();
        self.tripwires();
        self.geography();
        self.zones();
        self.turns();
    }

    /// All that the records are called, for what is typed.
    pub fn known_names(&self) -> &Arc<NameIndex> {
        self.names.get_or_init(|| Arc::new(NameIndex::of(&self.scenario)))
    }

    fn haystacks(&self) -> &[String] {
        let build = || self.scenario.records().iter().map(|record| self.text_of(record)).collect();
        self.haystacks.get_or_init(build)
    }

    /// All the text of a record, folded, with the names of what it refers to.
    pub fn haystack(&self, record: RecordIx) -> &str {
        self.haystacks().get(record.index()).map_or("", String::as_str)
    }

    fn text_of(&self, record: &Record) -> String {
        let mut text = String::from(record.id.as_str());
        let mut add = |part: &str| {
            text.push('\n');
            text.push_str(part);
        };
        for entry in record.words.iter().flat_map(|word| &word.entries) {
            match &entry.value {
                Value::Text(words) => add(words),
                Value::Texts(list) => list.iter().for_each(|words| add(words)),
                Value::Term(term) => add(term.word()),
                Value::Kind(kind) => [kind.id.as_str(), &kind.name].into_iter().for_each(&mut add),
                Value::Terms(terms) => terms.iter().for_each(|term| add(term.word())),
                Value::Count(Count { written, .. }) => add(written),
                Value::When(when) => when.words.iter().for_each(|words: &Clean| add(words)),
                Value::Id(id) => self.names(id, entry.key).for_each(&mut add),
                Value::Ids(ids) => {
                    ids.iter().for_each(|id| self.names(id, entry.key).for_each(&mut add));
                }
                _ => {}
            }
        }
        fold(&text)
    }

    /// Everything that a reference may be called by.
    fn names<'a>(&'a self, id: &'a Id, key: Key) -> impl Iterator<Item = &'a str> {
        let record = self.scenario.position_named(key, id).map(|n| self.scenario.record(n));
        let texts = record.into_iter().flat_map(|record| {
            let named = [Key::Name, Key::Short, Key::Pcode, Key::Ref].into_iter();
            let named = named.filter_map(|key| record.text(key));
            let aliases = match record.get(Key::Aliases) {
                Some(Value::Texts(aliases)) => aliases.as_slice(),
                _ => &[],
            };
            named.chain(aliases)
        });
        std::iter::once(id.as_str()).chain(texts.map(|text| &**text))
    }
}
