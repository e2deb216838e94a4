//! Bulletins on a board: what one is called, what rests on it, of what its days are reported.
//!
//! The days that a bulletin covers are reported of what it looked for, however much it found: that
//! it tells of none is no zero, which only a count says. One that is confined to an area reports of
//! that area and its parts alone, and never of the whole board.

use super::{
    Board, ReportArea, human,
    reported::{DayReport, ReportSubject},
};
use crate::model::{Id, Key, Record, RecordIx, Table, Topic, Value, Word};

impl Board {
    /// The bulletin that a word rests on, once it is known.
    pub fn bulletin_of(&self, word: &Word) -> Option<RecordIx> {
        self.scenario().bulletin_of(word).filter(|n| self.is_visible(*n))
    }

    /// A bulletin within a line, where its issuer is told: `No. 91`, `bulletin of 8 Feb`.
    pub fn bulletin_called(&self, bulletin: &Record) -> String {
        match (bulletin.text(Key::Ref), bulletin.date()) {
            (Some(serial), _) => serial.to_string(),
            (None, Some(day)) => format!("bulletin of {}", human(day, self.clock.as_of)),
            (None, None) => "bulletin".to_owned(),
        }
    }

    /// A bulletin by itself: `Ministry of Defence, No. 91`.
    pub(super) fn bulletin_named(&self, bulletin: &Record) -> String {
        let voice = bulletin.own().voice().map(|voice| self.voice_name(voice));
        let called = self.bulletin_called(bulletin);
        voice.map_or_else(|| called.clone(), |voice| format!("{voice}, {called}"))
    }

    /// What a record rests on: the bulletin of the word that leads, in a line with its place in the
    /// file: `No. 91, line 24`. Empty where that word stands for itself.
    pub fn bulletin_in_words(&self, n: RecordIx) -> String {
        let Some(bulletin) = self.bulletin_of(self.leading(self.record(n))) else {
            return String::new();
        };
        let record = self.record(bulletin);
        format!("{}, line {}", self.bulletin_called(record), record.spot.line)
    }

    /// The records of which some word rests on a bulletin and is said by now, in file order.
    pub fn resting_on(&self, bulletin: &Id) -> impl Iterator<Item = RecordIx> {
        let named = self.index.naming(Table::Bulletin, bulletin).iter().copied();
        let rests = move |word: &Word| {
            self.is_said(word) && word.get(Key::Bulletin).and_then(Value::as_id) == Some(bulletin)
        };
        let rests = move |n: &RecordIx| self.record(*n).words.iter().any(&rests);
        named.filter(|n| self.is_visible(*n)).filter(rests)
    }

    /// The days that a bulletin makes reported ones of something; `None` where it makes none.
    pub(super) fn bulletin_report(&self, n: RecordIx, subject: ReportSubject) -> Option<DayReport> {
        let record = self.record(n);
        let topics = record.get(Key::LookedFor)?;
        topics.terms::<Topic>().any(|topic| subject.is_looked_for_as(topic)).then_some(())?;
        let (first, last) = record.get(Key::Covers)?.as_when()?.interval().closed()?;
        // Nobody reports of a day before it has come.
        let told = record.own().known()?.day;
        let last = last.min(told).min(self.clock.as_of);
        (first <= last).then_some(DayReport { record: n, first, last, counts_any: false })
    }

    /// Whether a bulletin reports of all of an area: one without an area of its own of any.
    pub(super) fn covers_area(&self, bulletin: &Record, area: ReportArea) -> bool {
        let Some(own) = bulletin.id_of(Key::Area) else { return true };
        let holds = |place: &Id| self.scenario().is_part_of(place, own);
        match area {
            ReportArea::Anywhere => false,
            ReportArea::Place(place) | ReportArea::Elsewhere(place) => holds(place),
            ReportArea::Zone(zone) => zone == own,
            ReportArea::Route(route) => {
                let route = self.geography().routes.get(route);
                let through = route.map(|route| self.record(route.record).ids_of(Key::Through));
                through.is_some_and(|places| !places.is_empty() && places.iter().all(holds))
            }
        }
    }

    /// Of what the days of a bulletin count as reported, and where, in a sentence.
    pub fn bulletin_coverage(&self, bulletin: &Record) -> Option<String> {
        let covers = bulletin.get(Key::Covers)?.as_when()?;
        let days = human(covers, self.clock.as_of);
        let topics: Vec<String> = bulletin
            .get(Key::LookedFor)
            .into_iter()
            .flat_map(Value::terms::<Topic>)
            .map(|topic| topic.told_of().to_owned())
            .collect();
        if topics.is_empty() {
            let words = "it does not say what it looked for, and makes no day a reported one";
            return Some(format!("covers {days}; {words}"));
        }
        let open = covers.interval().closed().is_none();
        let what = topics.join(", ");
        if open {
            return Some(format!("covers {days}, whose end is open: no day is reported by it"));
        }
        let place = bulletin.id_of(Key::Area).map(|area| self.short_place(area));
        Some(match place {
            Some(place) => format!(
                "covers {days}: reported of {what} in {place} alone, and not for the whole board"
            ),
            None => format!("covers {days}: reported of {what}, on the whole board"),
        })
    }
}

impl ReportSubject {
    /// Whether what is looked for as this would have been told.
    fn is_looked_for_as(self, topic: Topic) -> bool {
        match self {
            ReportSubject::Incidents(class) => topic.class() == Some(class),
            ReportSubject::Patrols => topic == Topic::Patrol,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{board::made, model::Class};

    const ATTACKS: ReportSubject = ReportSubject::Incidents(Class::Attack);

    fn bulletin(id: &str, published: &str, keys: &str) -> String {
        let head = format!("[[bulletin]]\nid = \"{id}\"\nsource = \"s\"\n");
        format!("{head}published = {published}\n{keys}\n")
    }

    fn days(board: &Board, subject: ReportSubject, area: ReportArea) -> Vec<String> {
        let days = board.reported_in(subject, area);
        days.stretches().map(|(first, last)| format!("{first} {last}")).collect()
    }

    #[test]
    fn a_bulletin_without_a_record_reports_of_what_it_looked_for() {
        let looked = "looked_for = [\"attack\", \"patrol\", \"hazard\"]";
        let text = [
            bulletin("a", "2020-07-04", &format!("covers = 2020-07-03\n{looked}")),
            bulletin("silent", "2020-07-06", "covers = 2020-07-05"),
            bulletin("none", "2020-07-08", looked),
            // It cannot tell of days that were still to come.
            bulletin(
                "ahead",
                "2020-07-11",
                &format!("covers = {{ from = 2020-07-10, to = 2020-07-13 }}\n{looked}"),
            ),
            bulletin("open", "2020-07-20", &format!("covers = {{ after = 2020-07-15 }}\n{looked}")),
            bulletin("later", "2020-08-20", &format!("covers = 2020-07-25\n{looked}")),
        ];
        let board = made::board(&text.concat(), "2020-07-31");
        let anywhere = ["2020-07-03 2020-07-03", "2020-07-10 2020-07-11"];
        assert_eq!(days(&board, ATTACKS, ReportArea::Anywhere), anywhere);
        assert_eq!(days(&board, ReportSubject::Patrols, ReportArea::Anywhere), anywhere);
        let other = ReportSubject::Incidents(Class::Obstruction);
        assert_eq!(days(&board, other, ReportArea::Anywhere), [""; 0]);
    }

    #[test]
    fn a_bulletin_of_a_zone_reports_of_that_alone() {
        let zone = |id: &str| {
            format!(
                "[[zone]]\nid = \"{id}\"\nname = \"{id}\"\nkind = \"buffer\"\n\
                 ring = [[10, 20], [10, 21], [11, 21]]\n"
            )
        };
        let looked = "looked_for = \"attack\"";
        let text = [
            zone("near"),
            zone("far"),
            bulletin("a", "2020-07-04", &format!("covers = 2020-07-03\narea = \"near\"\n{looked}")),
            bulletin("b", "2020-07-06", &format!("covers = 2020-07-05\n{looked}")),
            "[[patrol]]\ndate = 2020-07-08\noutcome = \"completed\"\nsource = \"s\"\n".into(),
        ];
        let board = made::board(&text.concat(), "2020-07-31");
        let of = |zone: &str| {
            let zone = Id::new(zone).unwrap();
            days(&board, ATTACKS, ReportArea::Zone(&zone))
        };
        let whole_board = "2020-07-05 2020-07-05";
        assert_eq!(of("near"), ["2020-07-03 2020-07-03", whole_board]);
        assert_eq!(of("far"), [whole_board]);
        assert_eq!(
            days(&board, ATTACKS, ReportArea::Anywhere),
            [whole_board, "2020-07-08 2020-07-08"],
            "where the patrol ran is not told of any zone"
        );
    }

    #[test]
    fn a_bulletin_of_an_area_reports_of_that_alone() {
        let place = |id: &str, of: &str| {
            format!("[[place]]\nid = \"{id}\"\nname = \"{id}\"\npart_of = \"{of}\"\n")
        };
        let text = [
            "[[place]]\nid = \"all\"\nname = \"all\"\n".to_owned(),
            place("east", "all"),
            place("town", "east"),
            place("west", "all"),
            bulletin(
                "a",
                "2020-07-04",
                "covers = 2020-07-03\narea = \"east\"\nlooked_for = \"attack\"",
            ),
        ];
        let board = made::board(&text.concat(), "2020-07-31");
        let of = |place: &str| {
            let place = Id::new(place).unwrap();
            days(&board, ATTACKS, ReportArea::Place(&place)).len()
        };
        assert_eq!((of("east"), of("town"), of("west"), of("all")), (1, 1, 0, 0));
        assert_eq!(days(&board, ATTACKS, ReportArea::Anywhere), [""; 0]);
        let bulletin = &board.scenario().table(Table::Bulletin)[0];
        let told = board.bulletin_coverage(bulletin).unwrap();
        assert_eq!(
            told,
            "covers 3 Jul: reported of attacks in east alone, and not for the whole board"
        );
    }
}
