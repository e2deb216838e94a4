//! What became of rows from one reading to the next, in words that name them.

use chrono::Datelike;

use super::FeedFile;
use crate::{
    board::full_day,
    feed::{EventSeen, EventState, EventStep, FieldChange, PastRow, SeenWithin},
    look::counted,
    model::Day,
};

/// A row that a later reading has otherwise, or no more.
#[derive(Clone, PartialEq, Debug)]
pub struct RowRevision {
    /// What the row is called: `shelling in Ariha, 14 Jul 2020`.
    pub called: String,
    /// Between which readings that came about.
    pub seen: SeenWithin,
    /// What came about.
    pub what: Revision,
}

/// In which way a row is otherwise.
#[derive(Clone, PartialEq, Debug)]
pub enum Revision {
    /// These fields say something else.
    Fields(Vec<FieldChange>),
    /// It says something else, and what it said before was not kept.
    Unkept,
    /// It is gone; of what it told last, where that is known.
    Gone(Option<ToldLast>),
    /// It was gone, and is told again.
    Back,
}

/// What a row told that is gone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ToldLast {
    /// How many events it counted; `None` of a row that was one itself.
    pub events: Option<u64>,
    /// How many killed or counted it told of; `None` if it did not say.
    pub people: Option<u64>,
}

impl ToldLast {
    fn of(row: &PastRow) -> ToldLast {
        ToldLast { events: row.events, people: best(row) }
    }

    /// `5`, `12 events and 7`; empty where it told of no number.
    pub fn words(self) -> String {
        let events = self.events.map(|events| counted(events as usize, "event"));
        let people = self.people.map(|people| people.to_string());
        let both: Vec<String> = events.into_iter().chain(people).collect();
        both.join(" and ")
    }
}

impl Revision {
    /// In words, field by field.
    pub fn words(&self) -> String {
        let plain = |text: &str| if text.is_empty() { "nothing".into() } else { text.to_owned() };
        let field =
            |of: &FieldChange| format!("{} {} → {}", of.field, plain(&of.old), plain(&of.new));
        match self {
            Revision::Fields(fields) => fields.iter().map(field).collect::<Vec<_>>().join(", "),
            Revision::Unkept => "changed, earlier value not kept".to_owned(),
            Revision::Gone(told) => match told.map(ToldLast::words).unwrap_or_default().as_str() {
                "" => "gone".to_owned(),
                told => format!("gone, before that {told}"),
            },
            Revision::Back => "told again".to_owned(),
        }
    }
}

impl FeedFile {
    /// All that became of rows since they were first seen: an event after the other, of each the
    /// first first.
    pub fn revisions(&self) -> Vec<RowRevision> {
        let Some(known) = &self.lineage else { return Vec::new() };
        let of_event = |event: EventSeen| {
            let row = known.row_of(event.id);
            self.revisions_of(event, &known.steps(event.id), row)
        };
        known.lineage.unsteady().flat_map(of_event).collect()
    }

    /// What became of one row.
    pub fn revisions_of_row(&self, row: usize) -> Vec<RowRevision> {
        let of_event = |known: &std::sync::Arc<super::FeedLineage>| {
            let event = known.lineage.event(known.id_of(row)?)?; // of nearly every row there is none
            Some(self.revisions_of(event, &known.steps(event.id), Some(row)))
        };
        self.lineage.as_ref().and_then(of_event).unwrap_or_default()
    }

    pub(super) fn revisions_of(
        &self,
        event: EventSeen,
        steps: &[EventStep],
        row: Option<usize>,
    ) -> Vec<RowRevision> {
        let now = row.and_then(|row| PastRow::of(&self.rows, row));
        let said = |step: &EventStep| match &step.state {
            EventState::Was(past) => past.as_deref().cloned(),
            EventState::Told => now.clone(),
            EventState::Gone => None,
        };
        let known = steps.iter().rev().find_map(said);
        let called = called(known.as_ref(), event.day);
        let revision = |pair: &[EventStep]| {
            let [before, after] = pair else { return None };
            let what = match (&before.state, &after.state) {
                (_, EventState::Gone) => Revision::Gone(said(before).as_ref().map(ToldLast::of)),
                (EventState::Gone, _) => Revision::Back,
                _ => match said(before).zip(said(after)) {
                    Some((old, new)) => Revision::Fields(old.changes(&new)),
                    None => Revision::Unkept,
                },
            };
            Some(RowRevision { called: called.clone(), seen: after.seen, what })
        };
        steps.windows(2).filter_map(revision).collect()
    }
}

/// How many killed or counted it tells of, by its best figure or what stands for that.
pub(super) fn best(row: &PastRow) -> Option<u64> {
    let of = row.deaths();
    of.best.or(of.high).or(of.low)
}

/// A row by what happened, where and when; of one that nobody knows any more, by its day.
pub(super) fn called(row: Option<&PastRow>, day: i32) -> String {
    let first = row.and_then(|row| row.first).or_else(|| Day::from_num_days_from_ce_opt(day));
    let first = first.filter(|day| day.year() > 0);
    let day = match first.zip(row.and_then(|row| row.last)) {
        Some((first, last)) if first < last => format!("{} to {}", full_day(first), full_day(last)),
        _ => first.map(full_day).unwrap_or_default(),
    };
    let Some(row) = row else { return format!("a row of {day}") };
    let kind = [&row.kind, &row.measure, &row.attack].into_iter().find(|word| !word.is_empty());
    let place = [&row.place, &row.area, &row.country].into_iter().find(|name| !name.is_empty());
    let place =
        place.map_or_else(String::new, |place| format!(" in {}", crate::model::clean(place)));
    let kind = kind.map_or_else(|| "a row".to_owned(), |kind| crate::model::clean(kind));
    format!("{kind}{place}, {day}")
}
