//! Whom a voice names in a violation, and how: it claims what its own side did, it blames where its
//! own account names the clause, and else it only tells whose act it was. A party that no violation
//! names may be named elsewhere: in a count, in a statement, in an attack that bears on no clause.

use std::{collections::BTreeMap, sync::OnceLock};

use super::{Bearing, Board};
use crate::{
    board::{Incidents, Index},
    model::{Bounds, Entry, Id, Key, Record, RecordIx, Scenario, Table, Value, fold},
};

/// The violations in which a voice names an actor. A cut-short patrol is nobody's breach: its `by`
/// says who ran it.
#[derive(Clone, PartialEq, Debug)]
pub struct Breaches {
    /// The actor or the label that is named.
    pub actor: Id,
    /// Whether it is a party to the agreement; those that are part of it count with it.
    pub is_party: bool,
    /// Records: certain where every voice that names anybody names this one.
    pub count: Bounds,
    /// The records that count for certain; what may be the same is not yet one.
    pub certain: Vec<RecordIx>,
    /// Every naming, by violation and voice.
    pub named: Vec<NamedActor>,
}

/// Who names whom in a violation.
#[derive(Clone, PartialEq, Debug)]
pub struct NamedActor {
    /// Position of the violation.
    pub record: RecordIx,
    /// Whose word it is.
    pub voice: Id,
    /// What the word amounts to.
    pub naming: Naming,
}

/// What it amounts to that a voice names an actor in a violation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Naming {
    /// Its own side did it.
    Claims,
    /// The other did it, and it broke a clause.
    Blames,
    /// The other did it; that it bears on a clause is the desk's judgement, or another voice's.
    Attributes,
}

/// A count, a statement or an attack that bears on no clause in which others name a party.
#[derive(Clone, PartialEq, Debug)]
pub struct Mention {
    /// Position of the record.
    pub record: RecordIx,
    /// Who counts, speaks or tells of the attack: an actor or a voice.
    pub by: Id,
}

impl Breaches {
    /// What names each party, then every other actor and every label, in the order of the
    /// violations.
    pub(super) fn all(board: &Board, parties: &[Id], violations: &[&Bearing]) -> Vec<Breaches> {
        let mut others: Vec<&Id> = Vec::new();
        for bearing in violations {
            for said in board.voices(board.record(bearing.record), Key::By) {
                let ids = said.value.ids().iter().filter(|id| !id.is_unknown());
                others.extend(ids.filter(|id| !parties.contains(id)));
            }
        }
        let mut seen = std::collections::HashSet::new();
        others.retain(|id| seen.insert(*id));
        let scenario = board.scenario();
        let of_party = parties.iter().map(|party| {
            let is_it = |id: &Id| scenario.is_part_of(id, party);
            let mut breaches = Breaches::of(board, party, violations, &is_it);
            breaches.is_party = true;
            breaches
        });
        let of_other = others.into_iter().map(|other| {
            let is_it = |id: &Id| id == other;
            Breaches::of(board, other, violations, &is_it)
        });
        of_party.chain(of_other).collect()
    }

    fn of(
        board: &Board,
        actor: &Id,
        violations: &[&Bearing],
        is_it: &dyn Fn(&Id) -> bool,
    ) -> Breaches {
        let (mut named, mut certain, mut records) = (Vec::new(), Vec::new(), 0);
        for bearing in violations {
            let record = board.record(bearing.record);
            let before = named.len();
            let mut others = false;
            for said in board.voices(record, Key::By) {
                let ids = said.value.ids();
                let somebody = ids.iter().any(|id| !id.is_unknown());
                let Some(by) = ids.iter().find(|id| is_it(id)) else {
                    others |= somebody;
                    continue;
                };
                let Some(voice) = record.words[said.word].voice() else { continue };
                let naming = board.naming(record, voice, by);
                named.push(NamedActor { record: bearing.record, voice: voice.clone(), naming });
            }
            if named.len() > before {
                records += 1;
                certain.extend((bearing.is_certain && !others).then_some(bearing.record));
            }
        }
        let count = Bounds::new(Incidents::apart(board, &certain).total().low, records);
        let actor = actor.clone();
        Breaches { actor, is_party: false, count, certain, named }
    }

    /// Where else others name a party that no violation names.
    pub fn elsewhere(&self, board: &Board) -> Vec<Mention> {
        let is_asked = self.is_party && self.named.is_empty();
        if is_asked { Mention::all(board, &self.actor) } else { Vec::new() }
    }
}

impl Mention {
    /// Every count, statement and attack in which somebody else names a party, by its key or in
    /// the words, in the order of the file.
    fn all(board: &Board, party: &Id) -> Vec<Mention> {
        let scenario = board.scenario();
        let mention = |records: &[NamedInWord]| {
            let n = records[0].record;
            let record = board.record(n);
            let is_said = records.iter().any(|at| board.is_said(&record.words[at.word]));
            if !is_said || !board.is_visible(n) || board.is_taken_back(n) {
                return None;
            }
            let by = teller(board, record)?;
            let is_its_own = scenario.is_part_of(by, party)
                || board.party_of(by).is_some_and(|own| scenario.is_part_of(own, party))
                || board
                    .shown_id(record, Key::For)
                    .is_some_and(|own| scenario.is_part_of(own, party));
            (!is_its_own).then(|| Mention { record: n, by: by.clone() })
        };
        let named = board.index.words_that_name(party);
        named.chunk_by(|a, b| a.record == b.record).filter_map(mention).collect()
    }
}

/// A word of a record that names a party, whoever knows it by when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::board) struct NamedInWord {
    record: RecordIx,
    word: usize,
}

/// The parties of agreements, each with the words of counts, statements and attacks that name it,
/// found by the first who asks for it.
#[derive(Debug, Default)]
pub(in crate::board) struct NamedParties(OnceLock<BTreeMap<Id, OnceLock<Vec<NamedInWord>>>>);

impl Index {
    /// The words that name a party to any agreement, by a key or in their texts, in the order of the
    /// file: all texts are folded for it, and once for each party.
    fn words_that_name(&self, party: &Id) -> &[NamedInWord] {
        let parties = || {
            let agreements = self.scenario.table(Table::Agreement).iter();
            let words = agreements.flat_map(|agreement| &agreement.words);
            let parties = words.filter_map(|word| word.get(Key::Parties)).flat_map(Value::ids);
            parties.map(|party| (party.clone(), OnceLock::new())).collect()
        };
        let parties = self.named_parties.0.get_or_init(parties);
        let named = parties.get(party).map(|named| named.get_or_init(|| self.find_named(party)));
        named.map_or(&[], Vec::as_slice)
    }

    fn find_named(&self, party: &Id) -> Vec<NamedInWord> {
        let scenario = &self.scenario;
        let names = names_of(scenario, party);
        let names_it = |key: Key, entry: &Entry| match &entry.value {
            Value::Text(text) if entry.key != Key::Url => {
                let text = fold(text);
                names.iter().any(|name| stands_in(name, &text))
            }
            value if entry.key == key => {
                value.ids().iter().any(|id| scenario.is_part_of(id, party))
            }
            _ => false,
        };
        let mut found = Vec::new();
        for (table, key) in
            [(Table::Attack, Key::By), (Table::Tally, Key::Against), (Table::Statement, Key::About)]
        {
            for record in scenario.span(table) {
                let words = scenario.record(record).words.iter().enumerate();
                let named =
                    words.filter(|(_, word)| word.entries.iter().any(|of| names_it(key, of)));
                found.extend(named.map(|(word, _)| NamedInWord { record, word }));
            }
        }
        found
    }
}

/// Who counts, speaks or, of an attack, tells of it.
fn teller<'b>(board: &'b Board, record: &'b Record) -> Option<&'b Id> {
    let key = match record.table {
        Table::Tally => Some(Key::By),
        Table::Statement => Some(Key::Speaker),
        _ => None,
    };
    key.and_then(|key| board.shown_id(record, key)).or_else(|| board.leading(record).voice())
}

/// Letters from which on a name is found at the start of longer words: the Russian of Russia.
const STEM: usize = 5;

/// What an actor is called, folded.
fn names_of(scenario: &Scenario, actor: &Id) -> Vec<String> {
    let Some(record) = scenario.find(actor) else { return Vec::new() };
    let one = [Key::Name, Key::Short].into_iter().filter_map(|key| record.text(key));
    let aliases = match record.get(Key::Aliases) {
        Some(Value::Texts(aliases)) => aliases.as_slice(),
        _ => &[],
    };
    let folded = one.chain(aliases).map(|name| fold(name));
    folded.filter(|name| !name.is_empty()).collect()
}

/// Whether a name stands in a text as words of their own; a long one also as the start of a word.
fn stands_in(name: &str, text: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let begins = !text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        let ends = !text[at + name.len()..].chars().next().is_some_and(char::is_alphanumeric);
        begins && (ends || name.chars().count() >= STEM)
    })
}

impl Board {
    /// Whether a voice speaks for an actor, or for a part of it.
    pub fn is_side_of(&self, voice: &Id, actor: &Id) -> bool {
        let own = self.party_of(voice);
        own.is_some_and(|own| own == actor || self.scenario().is_part_of(own, actor))
    }

    /// What it amounts to that a voice names an actor in a record.
    pub fn naming(&self, record: &Record, voice: &Id, actor: &Id) -> Naming {
        if self.is_side_of(voice, actor) {
            return Naming::Claims;
        }
        let mut clauses = self.voices(record, Key::Clause).into_iter();
        let blames =
            clauses.any(|said| said.word > 0 && record.words[said.word].voice() == Some(voice));
        if blames { Naming::Blames } else { Naming::Attributes }
    }
}

impl Breaches {
    /// The namings of one voice in one way, in the order in which they were first told.
    pub fn by_voice(&self) -> Vec<(Naming, &Id, Vec<RecordIx>)> {
        let mut groups: Vec<(Naming, &Id, Vec<RecordIx>)> = Vec::new();
        for named in &self.named {
            let is_of = |group: &&mut (Naming, &Id, Vec<RecordIx>)| {
                (group.0, group.1) == (named.naming, &named.voice)
            };
            match groups.iter_mut().find(is_of) {
                Some((.., records)) => records.push(named.record),
                None => groups.push((named.naming, &named.voice, vec![named.record])),
            }
        }
        groups.sort_by_key(|(naming, ..)| *naming);
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::stands_in;

    #[test]
    fn a_name_is_found_as_words_and_a_long_one_as_the_start_of_a_word() {
        assert!(stands_in("russia", "8 to russian forces"));
        assert!(stands_in("un", "the un, too"));
        assert!(!stands_in("un", "under fire"));
        assert!(!stands_in("russia", "belorussia"));
    }
}
