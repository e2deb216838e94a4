//! How well a text has what was typed: its words as they stand, else their letters in order.

use std::{cmp::Reverse, collections::HashMap};

use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{Atom, AtomKind, CaseMatching, Normalization, Pattern},
};

use crate::{
    board::{Board, DateSearch, fold},
    model::RecordIx,
};

/// Records of each rank that are told; more would not be read.
const TOLD: usize = 200;
/// Words that a date has at most: `Tue 14 Jul 2020 08:50`.
const WORDS_OF_DATE: usize = 5;
/// Characters of a word that is looked for letter by letter; what is longer was pasted.
const LONGEST: usize = 64;

/// How an entry has what was typed, the likeliest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Rank {
    /// It is called so.
    #[default]
    Name,
    /// What it is called has every word.
    Words,
    /// Some of its text, or a date of it, has every word.
    Text,
    /// What it is called has the letters in their order.
    Letters,
}

/// How well an entry has what was typed: the better one is the smaller.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct MatchQuality {
    /// In which way.
    pub rank: Rank,
    /// How near its letters stand together and at the beginnings of words; more is better.
    pub score: Reverse<u32>,
}

/// Records with how each has what was typed, the best of each rank first.
pub type RecordHits = Vec<(MatchQuality, RecordIx)>;

/// What the records that show are called, folded; made once for each board that somebody searches.
#[derive(Debug)]
pub struct RecordNames {
    records: Vec<RecordIx>,
    texts: Vec<String>,
}

impl RecordNames {
    /// Names all records that show on a board.
    pub fn of(board: &Board) -> RecordNames {
        let records: Vec<RecordIx> =
            board.scenario().all().filter(|record| board.is_visible(*record)).collect();
        let called = |record: &RecordIx| {
            let record = board.record(*record);
            fold(&format!("{} {}", record.table_name, board.brief(record)))
        };
        RecordNames { texts: records.iter().map(called).collect(), records }
    }
}

/// The words of what was typed, folded as search folds.
pub(super) struct Words(Vec<String>);

impl Words {
    pub fn new(text: &str) -> Words {
        Words(fold(text).split_whitespace().map(str::to_owned).collect())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn are_in(&self, text: &str) -> bool {
        self.0.iter().all(|word| text.contains(word.as_str()))
    }

    /// The texts that have them, by position, the best first.
    pub fn fitting(&self, texts: &[String]) -> Vec<(MatchQuality, usize)> {
        let words = self.0.iter().filter(|word| word.chars().count() <= LONGEST);
        // Both are folded already.
        let (case, marks) = (CaseMatching::Respect, Normalization::Never);
        let atom = |word: &String| Atom::new(word, case, marks, AtomKind::Fuzzy, false);
        let mut pattern = Pattern::default();
        pattern.atoms = words.map(atom).collect();
        if pattern.atoms.len() < self.0.len() || pattern.atoms.is_empty() {
            return Vec::new();
        }
        let (mut matcher, mut letters) = (Matcher::new(Config::DEFAULT), Vec::new());
        let fitting = texts.iter().enumerate().filter_map(|(nth, text)| {
            let score = pattern.score(Utf32Str::new(text, &mut letters), &mut matcher)?;
            let rank = if self.are_in(text) { Rank::Words } else { Rank::Letters };
            Some((MatchQuality { rank, score: Reverse(score) }, nth))
        });
        let mut fitting: Vec<(MatchQuality, usize)> = fitting.collect();
        fitting.sort_by_key(|(fit, _)| *fit); // stable: of equals the first in the file stays first
        fitting
    }
}

impl RecordNames {
    /// The records of the board that have what was typed: by what they are called, by any of their text, or by a
    /// date.
    pub fn find(&self, board: &Board, text: &str) -> RecordHits {
        let (words, names) = (Words::new(text), self);
        let fitting = words.fitting(&names.texts);
        let of_rank = |wanted: Rank| {
            let of_rank = fitting.iter().filter(move |(fit, _)| fit.rank == wanted);
            of_rank.take(TOLD).map(|(fit, nth)| (*fit, names.records[*nth]))
        };
        let mut found: RecordHits = of_rank(Rank::Words).collect();
        if found.len() < TOLD {
            // What is in no text is of one date: `14 jul` is not the 14 August of what is about July.
            let mut dates: HashMap<String, DateSearch> = HashMap::new();
            let mut holds = |record: RecordIx| {
                let text = board.index.haystack(record);
                let missing = words.0.iter().map(String::as_str);
                let missing = missing.filter(|word| !text.contains(word));
                let rest: Vec<&str> = missing.take(WORDS_OF_DATE + 1).collect();
                let date = || rest.join(" ");
                rest.len() <= WORDS_OF_DATE
                    && (rest.is_empty()
                        || dates
                            .entry(date())
                            .or_insert_with_key(|date| DateSearch::new(date))
                            .finds(board.record(record)))
            };
            let by_name: Vec<RecordIx> = found.iter().map(|(_, record)| *record).collect();
            let others = names.records.iter().filter(|record| !by_name.contains(record));
            let others = others.filter(|record| holds(**record)).take(TOLD - found.len());
            let fit = MatchQuality { rank: Rank::Text, ..MatchQuality::default() };
            found.extend(others.map(|record| (fit, *record)).collect::<Vec<_>>());
        }
        if found.len() < TOLD {
            let known: Vec<RecordIx> = found.iter().map(|(_, record)| *record).collect();
            let letters = of_rank(Rank::Letters).filter(|(_, record)| !known.contains(record));
            found.extend(letters.collect::<Vec<_>>());
        }
        found
    }
}
