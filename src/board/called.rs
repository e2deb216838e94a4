//! What a record is called: by what it says, never by its id. Whatever names a record asks here.

use super::{Board, human, written};
use crate::model::{
    ClauseKind, Clean, Id, IncidentKind, Key, Record, RestrictionKind, Table, Term, Value,
    WeaponStatus, When,
};

/// Words with which a place says itself where something was.
const PREPOSITIONS: [&str; 8] =
    ["near ", "between ", "along ", "on ", "off ", "outside ", "around ", "in "];

/// Places at which something is: their names end so.
const SITES: [&str; 8] =
    ["base", "airport", "airbase", "port", "crossing", "hospital", "camp", "checkpoint"];

impl Board {
    /// What an id refers to by its name, in quotes where that is a label; what has none by what it
    /// says.
    pub fn name_or_brief(&self, id: &Id) -> String {
        let is_nameless =
            |record: &&Record| record.text(Key::Short).or(record.text(Key::Name)).is_none();
        let nameless = self.scenario().find(id).filter(is_nameless);
        nameless.map_or_else(|| self.quoted_name(id), |record| self.brief(record))
    }

    /// A record by what it says, with its day: `IED near Ariha, 14 Jul`.
    pub fn brief(&self, record: &Record) -> String {
        let what = self.what(record);
        match self.day_told(record) {
            Some(day)
                if matches!(record.table, Table::Status | Table::Amendment)
                    && day.earliest.is_some() =>
            {
                format!("{what} since {}", self.day_of_name(&day))
            }
            Some(day) => format!("{what}, {}", self.day_of_name(&day)),
            None => what,
        }
    }

    /// A record by what it says, for where its day stands beside it: `IED near Ariha`.
    pub fn what(&self, record: &Record) -> String {
        let what = match record.table {
            Table::Attack => self.incident_called(record),
            Table::Patrol => self.patrol_called(record),
            Table::Displacement => self.people_called(record),
            Table::Tally => self.tally_called(record),
            Table::Status => self.status_called(record),
            Table::Amendment => self.amendment_called(record),
            Table::Restriction => self.restriction_called(record),
            Table::Weapon => self.weapons_called(record),
            Table::Handover => self.handover_called(record),
            Table::Clause => self.clause_called(record),
            Table::Tie => self.tie_called(record),
            Table::Bulletin => self.bulletin_named(record),
            Table::Statement => match self.shown_id(record, Key::Speaker) {
                Some(speaker) => format!("{}: {}", self.quoted_name(speaker), record.heading()),
                None => record.heading().to_owned(),
            },
            _ => record.heading().to_owned(),
        };
        capitalized(what.trim_end_matches('.'))
    }

    /// What voices do not agree on, as a question: `IED near Ariha, 14 Jul: what kind?`
    pub fn question(&self, record: &Record, key: Key) -> String {
        let name = match key {
            // What is asked is not told in the same breath.
            Key::Is => capitalized(
                &record.id_of(Key::Of).map_or_else(String::new, |of| self.status_subject(of)),
            ),
            key if key == record.date_key() => self.what(record),
            _ => self.brief(record),
        };
        format!("{name}: {}", self.asked(record, key))
    }

    /// What is asked where voices differ on a key: `how many killed?`
    pub fn asked(&self, record: &Record, key: Key) -> String {
        let fixed = match key {
            Key::Date | Key::Signed => "when?",
            Key::Since => "since when?",
            Key::Kind => "what kind?",
            Key::Killed => "how many killed?",
            Key::Injured => "how many hurt?",
            Key::Missing => "how many missing?",
            Key::Detained => "how many detained?",
            Key::Outcome => "how did it go?",
            Key::Place | Key::At => "where?",
            Key::By if record.table == Table::Patrol => "who ran it?",
            Key::To if record.table == Table::Handover => "to whom?",
            Key::From if record.table == Table::Handover => "from whom?",
            Key::Of if record.table == Table::Weapon => "whose?",
            Key::To => "how far?",
            Key::From => "from where?",
            Key::By => "who did it?",
            Key::On => "against whom?",
            Key::Patrol => "on which patrol?",
            Key::Count => "how many?",
            Key::Running => "how many so far?",
            Key::Deadline | Key::Until => "until when?",
            Key::Is => "where does it stand?",
            Key::Denies => "was it so?",
            Key::What | Key::Says => "what was it?",
            Key::Parties => "between whom?",
            _ => return format!("what {}?", key.name().replace('_', " ")),
        };
        fixed.to_owned()
    }

    /// A clause within a line: `clause on patrols`, or by its number where several are of one kind.
    pub fn clause_called(&self, clause: &Record) -> String {
        let clauses = self.clauses_of(clause);
        let kind = clause.term::<ClauseKind>(Key::Kind);
        let same = clauses.iter().filter(|other| other.term(Key::Kind) == kind).count();
        match kind {
            Some(kind) if same < 2 && kind != ClauseKind::Other => {
                format!("clause on {}", kind.word())
            }
            _ => format!("clause {}, {}", self.clause_number(clause), clause.id.in_words()),
        }
    }

    /// The place of a clause among those of its agreement, from 1.
    pub fn clause_number(&self, clause: &Record) -> usize {
        let clauses = self.clauses_of(clause);
        clauses.iter().position(|other| other.id == clause.id).map_or(1, |at| at + 1)
    }

    fn clauses_of(&self, clause: &Record) -> Vec<&Record> {
        let clauses = self.scenario().table(Table::Clause).iter();
        clauses.filter(|other| other.parent == clause.parent).collect()
    }

    /// A place without what only tells it from others: what follows a comma, a slash or a bracket.
    pub fn short_place(&self, id: &Id) -> String {
        let record = self.scenario().find(id);
        if let Some(short) = record.and_then(|record| record.text(Key::Short)) {
            return short.to_string();
        }
        let name = self.name(id);
        let end = name.find([',', '/', '(']).filter(|at| *at > 0).unwrap_or(name.len());
        name[..end].trim_end().to_owned()
    }

    /// Where something was: `near Ariha`, `at Hmeimim base`, `in Idlib province`.
    pub fn whereabouts(&self, place: &Id) -> String {
        let name = self.short_place(place);
        if PREPOSITIONS.iter().any(|word| name.starts_with(word)) {
            return name;
        }
        let is_site = SITES.iter().any(|word| name.to_lowercase().ends_with(word));
        let preposition = match () {
            () if is_site => "at",
            () if self.is_area(place) => "in",
            () => "near",
        };
        format!("{preposition} {name}")
    }

    /// Whether a place has others in it, lies in no other, or is a part that has no name of its own.
    fn is_area(&self, place: &Id) -> bool {
        let Some(record) = self.scenario().find(place) else { return false };
        let is_point = record.get(Key::At).is_some();
        let holds_others = !self.index.referring(place, Key::PartOf).is_empty();
        let is_part = record.heading().starts_with(char::is_lowercase);
        !is_point && (holds_others || record.id_of(Key::PartOf).is_none() || is_part)
    }

    /// `IED near Ariha`, `Attack near Ariha, kind not told`
    fn incident_called(&self, record: &Record) -> String {
        let kind = self.displayed(record, Key::Kind).and_then(Value::kind);
        let place = self.where_told(record);
        match kind {
            None => format!("{}{place}", record.table_name),
            Some(kind) => {
                // What qualifies the kind stands behind the place.
                let said = kind.spoken();
                match kind.listed() {
                    Some(IncidentKind::WeaponsViolation) => {
                        format!("weapons{place}, where none may be")
                    }
                    _ => match said.split_once(", ") {
                        Some((what, rest)) => format!("{what}{place}, {rest}"),
                        None => format!("{said}{place}"),
                    },
                }
            }
        }
    }

    /// `patrol to Ain al-Hawr`, `patrol by Turkey alone to Kafir`
    fn patrol_called(&self, record: &Record) -> String {
        let by = self.displayed(record, Key::By).map_or(&[][..], Value::ids);
        let alone = match by {
            [one] if self.parties().len() > 1 => format!(" by {} alone", self.quoted_name(one)),
            _ => String::new(),
        };
        let to = self.displayed(record, Key::To).and_then(Value::as_id);
        let to = to.map(|to| {
            let name = self.short_place(to);
            let is_told = PREPOSITIONS.iter().any(|word| name.starts_with(word));
            if is_told { format!(" {name}") } else { format!(" to {name}") }
        });
        let kind = self.patrol_kind_said(record);
        format!("{kind}{alone}{}", to.unwrap_or_default())
    }

    /// `nearly 1,000,000 displaced in Idlib province`
    fn people_called(&self, record: &Record) -> String {
        let count = self.displayed(record, Key::Count).and_then(Value::as_count);
        let count = count.map_or_else(String::new, |count| format!("{} ", written(count)));
        let measure = self.displayed(record, Key::Measure).and_then(Value::word_said);
        let place = self.displayed(record, Key::Place).and_then(Value::as_id);
        let place = place.map(|place| format!(" in {}", self.short_place(place)));
        let measure = measure.unwrap_or(record.table_name.into());
        format!("{count}{measure}{}", place.unwrap_or_default())
    }

    /// `Russia counts 11 violations`
    fn tally_called(&self, record: &Record) -> String {
        let by = self.shown_id(record, Key::By).map(|by| self.quoted_name(by));
        let voice = || Some(self.voice_name(self.leading(record).voice()?).to_owned());
        let count = self.displayed(record, self.tally_key(record)).and_then(Value::as_count);
        let of = self.tally_of(record, count);
        let counted = count.map_or_else(|| of.clone(), |count| format!("{} {of}", written(count)));
        match by.or_else(voice) {
            Some(by) => format!("{by} counts {counted}"),
            None => counted,
        }
    }

    /// `access denied to UN patrol near Naqoura`
    fn restriction_called(&self, record: &Record) -> String {
        let kind = self.displayed(record, Key::Kind).and_then(Value::term::<RestrictionKind>);
        let on = self.displayed(record, Key::On).map_or(&[][..], Value::ids);
        let on: Vec<String> = on.iter().map(|id| self.quoted_name(id)).collect();
        let what = kind.map_or("restricted", RestrictionKind::word);
        let of = if on.is_empty() { String::new() } else { format!(" to {}", on.join(", ")) };
        format!("access {what}{of}{}", self.where_told(record))
    }

    /// `2 howitzers in violation near Dokuchaievsk`
    fn weapons_called(&self, record: &Record) -> String {
        let count = self.displayed(record, Key::Count).and_then(Value::as_count);
        let count = count.map_or_else(String::new, |count| format!("{} ", written(count)));
        let what = self.displayed(record, Key::What).and_then(Value::as_text);
        let status = self.displayed(record, Key::Status).and_then(Value::term::<WeaponStatus>);
        let status = match status {
            None | Some(WeaponStatus::Presence) => String::new(),
            Some(status) => format!(" {}", Term::WeaponStatus(status).spoken()),
        };
        format!(
            "{count}{}{status}{}",
            what.map_or("weapons", Clean::as_str),
            self.where_told(record)
        )
    }

    /// `4 hostages from Hamas to Israel`
    fn handover_called(&self, record: &Record) -> String {
        let count = self.displayed(record, Key::Count).and_then(Value::as_total);
        let count = count.map_or_else(String::new, |count| format!("{} ", written(count)));
        let kind = self.displayed(record, Key::Kind).map(|kind| self.in_words(Key::Kind, kind));
        let side = |word: &str, key: Key| {
            let ids = self.displayed(record, key).map_or(&[][..], Value::ids);
            let names: Vec<String> = ids.iter().map(|id| self.quoted_name(id)).collect();
            if names.is_empty() { String::new() } else { format!(" {word} {}", names.join(", ")) }
        };
        let kind = kind.unwrap_or_else(|| record.table.name().to_owned());
        format!("{count}{kind}{}{}", side("from", Key::From), side("to", Key::To))
    }

    /// ` near Naqoura`, or nothing where no place is told.
    fn where_told(&self, record: &Record) -> String {
        let place = self.displayed(record, Key::Place).and_then(Value::as_id);
        place.map_or_else(String::new, |place| format!(" {}", self.whereabouts(place)))
    }

    /// `patrols suspended`, `clause on patrols partly met`
    fn status_called(&self, record: &Record) -> String {
        let is = self.displayed(record, Key::Is).map(|value| self.in_words(Key::Is, value));
        let of = record.id_of(Key::Of).map(|of| self.status_subject(of));
        format!("{} {}", of.unwrap_or_default(), is.unwrap_or_default()).trim().to_owned()
    }

    /// What a status is of, within a line: `patrols`, `clause on patrols`, an agreement's name.
    pub fn status_subject(&self, of: &Id) -> String {
        match self.scenario().find(of) {
            Some(clause) if clause.table == Table::Clause => self.clause_called(clause),
            Some(incident) if incident.table == Table::Attack => self.brief(incident),
            _ => self.name(of).to_owned(),
        }
    }

    /// `HTS designated by United States`
    fn tie_called(&self, record: &Record) -> String {
        let parent = record.parent.iter().map(|parent| self.quoted_name(parent));
        let how = record.text(Key::As).map(Clean::to_string);
        let to = record.id_of(Key::To).map(|to| self.quoted_name(to));
        parent.chain(how).chain(to).collect::<Vec<_>>().join(" ")
    }

    /// The day of what happened or was said; of what only is, none.
    fn day_told(&self, record: &Record) -> Option<When> {
        let is_dated = match record.table {
            Table::Status
            | Table::Amendment
            | Table::Patrol
            | Table::Attack
            | Table::Displacement
            | Table::Event
            | Table::Statement
            | Table::Assessment
            | Table::Tally
            | Table::Restriction
            | Table::Weapon
            | Table::Handover => true,
            Table::Scenario
            | Table::Source
            | Table::Bulletin
            | Table::Actor
            | Table::Tie
            | Table::Place
            | Table::Route
            | Table::Zone
            | Table::Agreement
            | Table::Clause
            | Table::Kind
            | Table::Indicator
            | Table::Layer
            | Table::Feed
            | Table::Story
            | Table::Step => false,
        };
        self.written_date(record).filter(|_| is_dated).cloned()
    }

    /// The day in a name: without a time, and without words where there is a day.
    fn day_of_name(&self, when: &When) -> String {
        let is_day = when.day().is_some();
        let words = when.words.clone().filter(|_| !is_day);
        let plain = When { moment: None, words, ..when.clone() };
        match (plain.earliest, plain.latest, &plain.words) {
            (None, Some(latest), None) => {
                format!("by {}", human(&When::on(latest), self.clock.as_of))
            }
            _ => human(&plain, self.clock.as_of).to_string(),
        }
    }
}

/// The same words beginning with a capital letter.
pub fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}", letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::{Clock, LoadedFile, Query};

    fn board(text: &str, day: &str) -> Board {
        let index = LoadedFile::read(text.as_bytes(), "x").index.unwrap();
        Board::new(index, Clock::then(day.parse().unwrap()), Query::default())
    }

    #[test]
    fn records_are_called_by_what_they_say() {
        let board = board(include_str!("../../scenarios/idlib-2020.toml"), "2020-08-14");
        let record = |id: &str| board.scenario().find(&Id::new(id).unwrap()).unwrap();
        let brief = |id: &str| board.brief(record(id));
        assert_eq!(brief("ied-14jul"), "IED near Ariha, 14 Jul");
        assert_eq!(brief("drones-10aug"), "Drones at Hmeimim base, 10 Aug");
        assert_eq!(brief("drones-hmeimim"), "Drones at Hmeimim base, by 13 Aug");
        assert_eq!(brief("ambulance-5jun"), "Attack in Idlib province, kind not told, 5 Jun");
        assert_eq!(brief("ied-16jun"), "IED between Ariha and Urum al-Jawz, 16 Jun");
        assert_eq!(brief("patrol-12aug"), "Patrol to Ain al-Hawr, 12 Aug");
        assert_eq!(brief("patrol-18jun"), "Patrol by Turkey alone to Kafir, 18 Jun");
        assert_eq!(brief("status-patrols-2020-08-13"), "Patrols suspended since 13 Aug");
        assert_eq!(
            brief("status-joint-patrols-2020-08-13"),
            "Clause on patrols partly met since 13 Aug"
        );
        assert_eq!(brief("displaced"), "Nearly 1,000,000 displaced in Idlib province, by 14 Aug");
        let asks = |id: &str, key: Key| board.question(record(id), key);
        assert_eq!(asks("status-patrols-2020-08-13", Key::Since), "Patrols suspended: since when?");
        assert_eq!(asks("ied-14jul", Key::Kind), "IED near Ariha, 14 Jul: what kind?");
        assert_eq!(
            asks("sit-in-26apr", Key::Killed),
            "Dispersal near Nayrab, 26 Apr: how many killed?"
        );
    }

    #[test]
    fn clauses_of_one_kind_are_told_apart_by_their_numbers() {
        let board = board(include_str!("../../scenarios/syria-2016.toml"), "2016-03-03");
        let record = |id: &str| board.scenario().find(&Id::new(id).unwrap()).unwrap();
        let called = |id: &str| board.what(record(id));
        assert_eq!(called("aid-access"), "Clause on access");
        assert_eq!(called("self-defence"), "Clause 4, self defence");
        assert_eq!(
            board.question(record("status-cessation-2016-02-27"), Key::Is),
            "Terms for a Cessation of Hostilities in Syria: where does it stand?"
        );
    }
}
