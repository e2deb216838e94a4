//! What a watch compares from look to look: the level of each indicator, who is silent, where the
//! agreement, its clauses and the patrols stand, and how many rows each feed has. A change is told
//! once, against what was seen last; what only grows older (days of silence, the age of a status) is
//! no change.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Board, Indicator, Silence, Standing, capitalized};
use crate::{
    look::counted,
    model::{Id, Key, Table},
};

/// How all that is watched stood at one look.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug, Default)]
pub struct Watched {
    things: Vec<WatchedThing>,
}

/// What a watch tells of.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[serde(rename_all = "kebab-case")]
pub enum WatchedKind {
    /// A tripwire, by its level.
    Indicator,
    /// A source with `every_days`, by whether it is silent.
    Source,
    /// The agreement, a clause or the patrols, by where they stand.
    Status,
    /// A feed, by its rows.
    Feed,
}

/// One of the things that are watched.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
struct WatchedThing {
    kind: WatchedKind,
    id: String,
    name: String,
    /// What is compared, in a word.
    is: String,
    /// The same with its grounds.
    words: String,
    /// Of a feed, its rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rows: Option<u64>,
    /// Of a feed, a sum over what was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    stamp: Option<String>,
}

/// Something that a watch tells.
#[derive(Serialize, Clone, PartialEq, Eq, Debug)]
pub struct WatchedChange {
    /// What it is.
    pub kind: WatchedKind,
    /// The id of the indicator, the source, the feed, or of what the status is of.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// How it stood at the last look; `None` where it was not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// How it stands now; `None` where nothing is said of it any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// All of it in a sentence.
    pub words: String,
}

const SILENT: &str = "silent";
const UNREADABLE: &str = "cannot be read";

impl Watched {
    /// How all that is watched stands on a board.
    pub fn of(board: &Board) -> Watched {
        let indicators = Indicator::all(board).into_iter().map(|of| indicator(board, &of));
        let sources = Silence::all(board).into_iter().map(|of| source(board, &of));
        let things = indicators.chain(sources).chain(statuses(board)).chain(feeds(board));
        Watched { things: things.collect() }
    }

    /// How the indicators alone stand.
    pub fn levels(board: &Board) -> Watched {
        let things = board.indicators().iter().map(|of| indicator(board, of));
        Watched { things: things.collect() }
    }

    /// What changed since an earlier look. What was not there yet is told where it says something: an
    /// indicator above quiet, a silent source, a status, a feed with rows.
    pub fn since(&self, before: &Watched) -> Vec<WatchedChange> {
        let mut changes: Vec<WatchedChange> =
            self.things.iter().filter_map(|now| now.since(before.find(now))).collect();
        let is_gone =
            |old: &&WatchedThing| old.kind == WatchedKind::Status && self.find(old).is_none();
        changes.extend(before.things.iter().filter(is_gone).map(|old| WatchedChange {
            kind: old.kind,
            id: old.id.clone(),
            name: old.name.clone(),
            before: Some(old.is.clone()),
            after: None,
            words: format!("{}: no status is said any more; it was {}", old.name, old.words),
        }));
        changes
    }

    /// `2 indicators, 5 sources, 3 statuses, 1 feed`; where there is nothing to watch, what there might
    /// be.
    pub fn in_words(&self) -> String {
        let count = |kind: WatchedKind, one: &str, many: &str| match self
            .things
            .iter()
            .filter(|thing| thing.kind == kind)
            .count()
        {
            0 => None,
            1 => Some(format!("1 {one}")),
            n => Some(format!("{n} {many}")),
        };
        let all = [
            count(WatchedKind::Indicator, "indicator", "indicators"),
            count(WatchedKind::Source, "source", "sources"),
            count(WatchedKind::Status, "status", "statuses"),
            count(WatchedKind::Feed, "feed", "feeds"),
        ];
        let all: Vec<String> = all.into_iter().flatten().collect();
        match all.is_empty() {
            true => "no indicator, no source with every_days, no status and no feed".to_owned(),
            false => all.join(", "),
        }
    }

    fn find(&self, other: &WatchedThing) -> Option<&WatchedThing> {
        self.things.iter().find(|thing| thing.kind == other.kind && thing.id == other.id)
    }
}

impl WatchedThing {
    fn since(&self, before: Option<&WatchedThing>) -> Option<WatchedChange> {
        let words = match (self.kind, before) {
            (WatchedKind::Feed, _) => self.rows_since(before)?,
            (_, Some(before)) if before.is == self.is => return None,
            (WatchedKind::Indicator, None) if self.is == "quiet" => return None,
            (WatchedKind::Source, Some(before)) if before.is == SILENT => {
                format!("{} speaks again", self.name)
            }
            (WatchedKind::Source, before) if before.is_some() || self.is == SILENT => {
                format!("{} {}", self.name, self.words)
            }
            (WatchedKind::Source, _) => return None,
            (_, None) => format!("{}: {}", self.name, self.words),
            (_, Some(before)) => format!("{}: {}; it was {}", self.name, self.words, before.is),
        };
        Some(WatchedChange {
            kind: self.kind,
            id: self.id.clone(),
            name: self.name.clone(),
            before: before.map(|before| before.is.clone()),
            after: Some(self.is.clone()),
            words,
        })
    }

    /// What is told of a feed; `None` where its rows are those of the last look.
    fn rows_since(&self, before: Option<&WatchedThing>) -> Option<String> {
        let name = &self.name;
        let Some(now) = self.rows else {
            let is_known = before.is_some_and(|before| before.rows.is_none());
            return (!is_known).then(|| format!("{name} {UNREADABLE}"));
        };
        let all = &self.words;
        match before.map(|before| before.rows) {
            None => (now > 0).then(|| format!("{name}: {all}")),
            Some(None) => Some(format!("{name} is read again: {all}")),
            Some(Some(then)) if then < now => {
                Some(format!("{name}: {} more, {all}", many(now - then)))
            }
            Some(Some(then)) if then > now => {
                Some(format!("{name}: {} fewer, {all}", many(then - now)))
            }
            Some(_) if before.is_some_and(|before| before.stamp != self.stamp) => {
                Some(format!("{name}: revised, {all} as before"))
            }
            Some(_) => None,
        }
    }
}

fn many(rows: u64) -> String {
    counted(usize::try_from(rows).unwrap_or(usize::MAX), "row")
}

fn thing(kind: WatchedKind, id: &Id, name: impl Into<String>) -> WatchedThing {
    WatchedThing {
        kind,
        id: id.to_string(),
        name: name.into(),
        is: String::new(),
        words: String::new(),
        rows: None,
        stamp: None,
    }
}

fn indicator(board: &Board, indicator: &Indicator) -> WatchedThing {
    let id = &board.record(indicator.record).id;
    let thing = thing(WatchedKind::Indicator, id, indicator.name.to_string());
    match &indicator.reading {
        Ok(reading) => {
            let days = counted(usize::try_from(indicator.window_days).unwrap_or_default(), "day");
            let words = format!("{}, {} in {days}", reading.level_in_words(), reading.value.count);
            WatchedThing { is: reading.level.word().to_owned(), words, ..thing }
        }
        Err(why) => WatchedThing {
            is: UNREADABLE.to_owned(),
            words: format!("its filter cannot be read: {}", why.message),
            ..thing
        },
    }
}

fn source(board: &Board, silence: &Silence) -> WatchedThing {
    let id = &board.record(silence.source).id;
    let every = match silence.every_days {
        1 => "every day".to_owned(),
        days => format!("every {days} days"),
    };
    let (is, words) = match (silence.is_overdue(), silence.days) {
        (true, Some(days)) => {
            let days = counted(usize::try_from(days).unwrap_or_default(), "day");
            (SILENT, format!("is silent: {days} without a word, where one is expected {every}"))
        }
        (_, Some(_)) => ("heard", format!("speaks, as expected {every}")),
        (_, None) => ("not heard yet", format!("was not heard yet, and is expected {every}")),
    };
    let name = board.brief(board.record(silence.source));
    WatchedThing { is: is.to_owned(), words, ..thing(WatchedKind::Source, id, name) }
}

fn statuses(board: &Board) -> Vec<WatchedThing> {
    let statuses = board.scenario().table(Table::Status).iter();
    let subjects: BTreeSet<&Id> = statuses.filter_map(|record| record.id_of(Key::Of)).collect();
    let standing = |of: &Id| {
        // How old the word is grows day by day, and is no move.
        let standing = Standing { age: None, ..Standing::of(board, of.into())? }.to_string();
        let name = capitalized(&board.status_subject(of));
        Some(WatchedThing {
            is: standing.clone(),
            words: standing,
            ..thing(WatchedKind::Status, of, name)
        })
    };
    subjects.into_iter().filter_map(standing).collect()
}

fn feeds(board: &Board) -> Vec<WatchedThing> {
    let of = |n| {
        let record = board.record(n);
        let thing = thing(WatchedKind::Feed, &record.id, board.brief(record));
        let file = board.read.files.iter().find(|file| file.id == record.id);
        match file {
            Some(file) => {
                let rows = file.rows.len();
                let unread = if file.is_whole { "" } else { " so far" };
                let words = format!("{}{unread}", counted(rows, "row"));
                let stamp = file.contents().map(|byte| format!("{byte:02x}")).collect();
                WatchedThing {
                    is: words.clone(),
                    words,
                    rows: u64::try_from(rows).ok(),
                    stamp: Some(stamp),
                    ..thing
                }
            }
            None => WatchedThing { is: UNREADABLE.to_owned(), ..thing },
        }
    };
    board.scenario().span(Table::Feed).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::made;

    const RECORDS: &str = "[[source]]\nid = \"a\"\nname = \"Mission A\"\nkind = \"monitor\"\n\
        every_days = 1\n\
        [[indicator]]\nid = \"raids\"\nname = \"Raids\"\ncounts = \"kind:ied\"\nwindow_days = 7\n\
        watch = 1\nalarm = 2\n\
        [[status]]\nid = \"runs\"\nof = \"patrols\"\nis = \"running\"\nsince = 2020-07-01\n\
        source = \"a\"\npublished = 2020-07-01\n\
        [[status]]\nid = \"stops\"\nof = \"patrols\"\nis = \"suspended\"\nsince = 2020-07-05\n\
        source = \"a\"\npublished = 2020-07-05\n\
        [[attack]]\nid = \"one\"\ndate = 2020-07-02\nkind = \"ied\"\nsource = \"a\"\n\
        published = 2020-07-02\n\
        [[attack]]\nid = \"two\"\ndate = 2020-07-04\nkind = \"ied\"\nsource = \"a\"\n\
        published = 2020-07-04\n";

    fn told(before: &str, after: &str) -> Vec<String> {
        let on = |day: &str| Watched::of(&made::board(RECORDS, day));
        on(after).since(&on(before)).into_iter().map(|change| change.words).collect()
    }

    #[test]
    fn a_level_a_silence_and_a_status_are_told_when_they_change() {
        let alarm = "Raids: alarm, 2 in 7 days; it was watch";
        assert_eq!(told("2020-07-02", "2020-07-04"), [alarm]);
        let stops = "Patrols: suspended since Sun 5 Jul 2020; it was running since Wed 1 Jul 2020";
        assert_eq!(told("2020-07-04", "2020-07-05"), [stops]);
        let silent = "Mission A is silent: 2 days without a word, where one is expected every day";
        assert_eq!(told("2020-07-06", "2020-07-07"), [silent]);
        assert_eq!(told("2020-07-07", "2020-07-08"), [] as [&str; 0], "only older");
        let back = told("2020-07-07", "2020-07-02");
        assert!(back.contains(&"Mission A speaks again".to_owned()), "{back:?}");
    }

    #[test]
    fn what_is_kept_between_looks_is_read_again_as_it_was() {
        let seen = Watched::of(&made::board(RECORDS, "2020-07-05"));
        let kept = serde_json::to_string(&seen).unwrap();
        assert_eq!(serde_json::from_str::<Watched>(&kept).unwrap(), seen);
        assert_eq!(seen.since(&seen), []);
        let from_nothing = seen.since(&Watched::default());
        assert_eq!(from_nothing.len(), 2, "a level and a status: {from_nothing:?}");
    }
}
