//! Figures asked about on the board, and a board without some voices held against a second, naive
//! evaluator of the same scenario.

use std::{collections::BTreeSet, sync::Arc};

use sitboard::{
    board::{Board, Clock, Dated, Index, Knowledge, LoadedFile, Query, Register, put_aside},
    look::{Phrase, Theme},
    model::{Class, Day, Id, IncidentKind, Key, Known, Record, Scenario, Table, Value, When, Word},
    panel::Panel,
};

use super::{
    DONBAS, HODEIDAH, IDLIB,
    common::{board, press},
    picture::words,
};

const SYRIA: &str = include_str!("../../scenarios/syria-2016.toml");

// ---------------------------------------------------------------------- keys

#[test]
fn a_figure_of_the_register_says_which_records_count() {
    let mut app = board(IDLIB, (120, 40), Theme::Roles, "C");
    assert!(words(&app).contains("attacks-in-window"), "{}", words(&app));
    press(&mut app, "jjj<Enter>");
    assert_eq!(app.focus, Panel::Why);
    let text = words(&app).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("attacks 17 Jul–13 Aug 2020: 3"), "{text}");
    for line in ["counts Airstrike", "does not IED near Ariha", "outside the window: 14 Jul"] {
        assert!(text.contains(line), "{line}: {text}");
    }
    press(&mut app, "l");
    assert!(words(&app).contains("attacks 19 Jun–16 Jul 2020: 2"), "{}", words(&app));
    press(&mut app, "h<Enter>");
    assert!(!app.trail.is_empty(), "a record that counts is opened");
    press(&mut app, "<BS><Esc>");
    assert_eq!(app.focus, app.front().panels()[0]);
}

#[test]
fn a_voice_is_put_aside_and_speaks_again() {
    let mut app = board(IDLIB, (120, 40), Theme::Roles, "O<C-u>sofrep<Enter>");
    let text = words(&app);
    assert_eq!(app.focus, Panel::Without);
    for line in ["WITHOUT SOFREP", "attacks 17 Jul–13 Aug", "nobody left says so"] {
        assert!(text.contains(line), "{line}: {text}");
    }
    press(&mut app, "<Esc>");
    assert!(words(&app).lines().next().unwrap().contains("WITHOUT SOFREP"), "{}", words(&app));
    press(&mut app, "2e");
    assert!(words(&app).contains("nothing is changed while voices are put aside; O ends that"));
    press(&mut app, "O<C-u><Enter>");
    assert!(!words(&app).contains("WITHOUT"), "{}", words(&app));
    press(&mut app, "O<C-u>sofrepp<Enter>");
    assert!(words(&app).contains("did you mean"), "{}", words(&app));
    press(&mut app, "<C-u>C3<Enter>");
    assert!(words(&app).contains("WITHOUT all below C3 or not graded"), "{}", words(&app));
}

// ---------------------------------------------------------------------- the naive evaluator

/// Reads a scenario word by word, as if the voices of `aside` had not spoken. It shares nothing with
/// the board but the records as they were read.
struct Naive<'a> {
    scenario: &'a Scenario,
    aside: &'a dyn Fn(&Id) -> bool,
    as_of: Day,
    in_hindsight: bool,
}

/// Keys that are the desk's wherever they stand in the record's own word.
const DESK: [Key; 6] =
    [Key::Id, Key::Patrol, Key::Clause, Key::PerhapsSameAs, Key::Verify, Key::Note];

impl Naive<'_> {
    fn is_left(&self, word: &Word) -> bool {
        word.voice().is_none_or(|voice| voice.is_desk() || !(self.aside)(voice))
    }

    fn is_known(&self, known: Option<Known>) -> bool {
        self.in_hindsight || known.is_none_or(|known| known.day <= self.as_of)
    }

    /// Words that are left, said by now and not taken back.
    fn standing<'r>(&self, record: &'r Record) -> Vec<&'r Word> {
        let words = record.words.iter().filter(|word| self.is_left(word));
        let said = words.filter(|word| self.is_known(word.known()));
        let is_back = |word: &&Word| {
            word.withdrawn().is_some_and(|day| self.in_hindsight || day <= self.as_of)
        };
        said.filter(|word| !is_back(word)).collect()
    }

    /// The shown value of a key: the desk's, else the own voice's latest, else the latest of any.
    fn shown<'r>(&self, record: &'r Record, key: Key) -> Option<&'r Value> {
        let own = record.own();
        if DESK.contains(&key) && !self.is_left(own) && own.get(key).is_some() {
            return own.get(key);
        }
        let standing = self.standing(record);
        let with = |is: &dyn Fn(&Word) -> bool| {
            let words = standing.iter().filter(|word| is(word) && word.get(key).is_some());
            let latest = words.max_by_key(|word| word.known().map(|known| known.day));
            latest.and_then(|word| word.get(key))
        };
        with(&|word| word.voice().is_some_and(Id::is_desk))
            .or_else(|| with(&|word| self.is_left(own) && word.voice() == own.voice()))
            .or_else(|| {
                // Of each voice its latest word, of these the latest; of one day the last.
                let mut voices: Vec<(&Word, Option<Day>)> = Vec::new();
                for word in standing.iter().filter(|word| word.get(key).is_some()) {
                    let day = word.known().map(|known| known.day);
                    match voices.iter_mut().find(|(other, _)| other.voice() == word.voice()) {
                        Some(held) if held.1 <= day => *held = (word, day),
                        Some(_) => {}
                        None => voices.push((word, day)),
                    }
                }
                voices.iter().max_by_key(|(_, day)| *day).and_then(|(word, _)| word.get(key))
            })
    }

    /// Whether a record counts: certainly, perhaps, or not.
    fn counts(&self, record: &Record) -> Option<bool> {
        let left: Vec<&Word> = record.words.iter().filter(|word| self.is_left(word)).collect();
        let voiced = record.words.iter().any(|word| word.voice().is_some());
        let told: Vec<Known> = left.iter().filter_map(|word| word.known()).collect();
        if voiced && told.is_empty() || !self.is_known(told.iter().min().copied()) {
            return None;
        }
        if self.standing(record).is_empty() {
            return None; // every voice took it back
        }
        let own_is_left = self.is_left(record.own());
        let date = record.date_key();
        let when: Option<When> = self.shown(record, date).and_then(Value::as_when).cloned();
        let Some(when) = when else {
            let is_undated = !own_is_left && left.iter().all(|word| word.get(date).is_none());
            let begun = told.iter().map(|known| known.day).min();
            return begun.filter(|_| is_undated).map(|_| false).or(Some(true));
        };
        let first_told = told.iter().min().filter(|known| !known.assumed).map(|known| known.day);
        let latest = match (when.latest, first_told) {
            (Some(latest), Some(told)) => Some(latest.min(told)),
            (latest, told) => latest.or(told),
        };
        if when.earliest.is_some_and(|day| day.min(first_told.unwrap_or(day)) > self.as_of) {
            return None;
        }
        let straddles = latest.is_none_or(|day| day > self.as_of);
        Some(!(straddles && self.in_hindsight))
    }

    /// Attacks, record by record: those that count for certain, and all that may.
    fn attacks(&self, class: Class) -> (BTreeSet<&Id>, BTreeSet<&Id>) {
        let (mut certain, mut all) = (BTreeSet::new(), BTreeSet::new());
        for record in self.scenario.table(Table::Attack) {
            let of_own = |kind: &Id| self.scenario.kind(kind)?.term::<Class>(Key::Class);
            let kind = self.shown(record, Key::Kind).and_then(|kind| match kind {
                Value::Kind(own) => of_own(&own.id),
                kind => kind.term::<IncidentKind>().map(IncidentKind::class),
            });
            if kind != Some(class) {
                continue;
            }
            match self.counts(record) {
                Some(true) => {
                    certain.insert(&record.id);
                    all.insert(&record.id);
                }
                Some(false) => {
                    all.insert(&record.id);
                }
                None => {}
            }
        }
        (certain, all)
    }

    /// As incidents: one patrol, or one place, kind and day, is one; what may be one is one at the low
    /// end. Ids are put together one by one until nothing moves.
    fn incidents(&self, class: Class) -> (u64, u64) {
        let (certain, all) = self.attacks(class);
        let records: Vec<&Record> = all.iter().map(|id| self.scenario.find(id).unwrap()).collect();
        let mut of: Vec<usize> = (0..records.len()).collect();
        let same = |a: &Record, b: &Record| {
            let id = |record: &Record, key| self.shown(record, key).and_then(Value::as_id).cloned();
            let patrol = id(a, Key::Patrol)
                .filter(|id| self.scenario.find(id).is_some())
                .is_some_and(|patrol| id(b, Key::Patrol) == Some(patrol));
            let day = |record: &Record| {
                let told = record.words.iter().filter(|word| self.is_left(word));
                let told = told.filter_map(|word| word.known()).min();
                let told = told.filter(|known| !known.assumed).map(|known| known.day);
                let when = self.shown(record, record.date_key())?.as_when()?.clone();
                told.map_or(when.clone(), |day| when.cut_to(day)).day()
            };
            let place = id(a, Key::Place).filter(|id| self.scenario.find(id).is_some());
            let spot = place.is_some()
                && place == id(b, Key::Place)
                && day(a).is_some()
                && day(a) == day(b)
                && self.shown(a, Key::Kind) == self.shown(b, Key::Kind);
            patrol || spot
        };
        let mut join = |is_one: &dyn Fn(&Record, &Record) -> bool| {
            for a in 0..records.len() {
                for b in 0..records.len() {
                    if a != b && is_one(records[a], records[b]) {
                        let (from, to) = (of[a].max(of[b]), of[a].min(of[b]));
                        of.iter_mut().filter(|group| **group == from).for_each(|group| *group = to);
                    }
                }
            }
            of.clone()
        };
        let most: BTreeSet<usize> = join(&same).into_iter().collect();
        let perhaps = |a: &Record, b: &Record| {
            self.shown(a, Key::PerhapsSameAs).and_then(Value::as_id) == Some(&b.id)
        };
        let groups = join(&perhaps);
        let happened: BTreeSet<usize> = records
            .iter()
            .zip(&groups)
            .filter(|(record, _)| certain.contains(&record.id))
            .map(|(_, group)| *group)
            .collect();
        (happened.len() as u64, most.len() as u64)
    }
}

fn read(text: &str) -> Arc<Index> {
    LoadedFile::read(text.as_bytes(), "x").index.unwrap()
}

#[test]
fn without_any_voice_the_board_says_what_a_naive_reading_says() {
    for text in [IDLIB, DONBAS, HODEIDAH, SYRIA] {
        let index = read(text);
        let scenario = &index.scenario;
        let sources = scenario.table(Table::Source).iter().map(|record| record.id.to_string());
        let kinds = ["party", "media", "monitor", "un", "ngo"].map(str::to_owned);
        for list in std::iter::once(String::new()).chain(sources).chain(kinds) {
            let without = put_aside(&list, scenario).unwrap();
            let left = Arc::new(index.without(&without));
            let kind = |id: &Id| Some(scenario.source(id)?.get(Key::Kind)?.word()?.to_owned());
            let is_aside = |id: &Id| list == id.as_str() || kind(id).as_ref() == Some(&list);
            let days: Vec<Day> = index.days().to_vec();
            for as_of in days.iter().step_by(7.max(days.len() / 12)).copied() {
                for knowledge in [Knowledge::Then, Knowledge::Hindsight] {
                    let clock = Clock { as_of, knowledge };
                    let board = Board::new(left.clone(), clock, Query::default());
                    let naive = Naive {
                        scenario,
                        aside: &is_aside,
                        as_of,
                        in_hindsight: knowledge == Knowledge::Hindsight,
                    };
                    for class in Class::ALL {
                        let told = board.counted(Dated::Incidents(*class));
                        let (low, high) = naive.incidents(*class);
                        assert_eq!(
                            (told.low, told.high),
                            (low, Some(high)),
                            "{} without `{list}` on {as_of} {knowledge:?}: {}; naive {:?}",
                            scenario.header.id,
                            class.word(),
                            naive.attacks(*class),
                        );
                    }
                }
            }
        }
    }
}

// ---------------------------------------------------------------------- one number everywhere

/// Every piece of a panel that is the value of a figure, with its text.
fn tagged(board: &Board, panel: Panel) -> Vec<(String, String)> {
    let sheet = panel.sheet(board, Default::default());
    let cells = sheet.rows.iter().flat_map(|row| {
        let cells = sheet.columns.iter().map(move |column| (column, row.clone()));
        cells.map(|(column, row)| column.cell(board, &row, usize::MAX))
    });
    let phrases: Vec<Phrase> = cells.chain(sheet.summed_up()).collect();
    let pieces = phrases.iter().flat_map(|phrase| &phrase.pieces);
    pieces
        .filter_map(|piece| Some((piece.figure()?.to_string(), piece.text().to_owned())))
        .collect()
}

/// Numbers of a text that are no part of a date.
fn numbers(text: &str) -> Vec<String> {
    let is_part = |c: char| !c.is_ascii_digit();
    text.split(is_part).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[test]
fn a_figure_has_one_value_wherever_it_stands() {
    let mut seen = BTreeSet::new();
    for text in [IDLIB, DONBAS, HODEIDAH, SYRIA] {
        let index = read(text);
        let days: Vec<Day> = index.days().to_vec();
        let queries =
            ["", "since:2020-07-01"].map(|text| Query::parse(text, &index.scenario).unwrap());
        for as_of in days.iter().step_by(1.max(days.len() / 9)).copied() {
            for (knowledge, query) in
                [Knowledge::Then, Knowledge::Hindsight].into_iter().zip(&queries)
            {
                let clock = Clock { as_of, knowledge };
                let mut board = Board::new(index.clone(), clock, query.clone());
                board.asked = Some("attacks".into());
                let register = Register::new(&board);
                for panel in Panel::ALL {
                    for (name, text) in tagged(&board, panel) {
                        let what = format!("{name} in {} on {as_of}", panel.name());
                        let figure =
                            register.named(&name).unwrap_or_else(|why| panic!("{what}: {why}"));
                        let value = figure.value.bounds().map(|bounds| bounds.to_string());
                        let days = figure.days.map(|days| days.seen().to_string());
                        let told = [Some(figure.text()), value, days].into_iter().flatten();
                        let known: Vec<String> = told.flat_map(|text| numbers(&text)).collect();
                        let is_day =
                            text.contains(char::is_alphabetic) && figure.spec.unit == "days";
                        let is_open = text.ends_with("undated");
                        for number in numbers(&text).into_iter().filter(|_| !is_day && !is_open) {
                            assert!(known.contains(&number), "{what}: {text} is not {known:?}");
                        }
                        seen.insert(figure.spec.id);
                    }
                }
            }
        }
    }
    assert!(seen.len() > 20, "{seen:?}");
}

/// Whether a text has a number that neither a date nor a figure accounts for.
fn has_a_number_of_its_own(phrase: &Phrase) -> bool {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let words: String = phrase
        .pieces
        .iter()
        .map(|piece| if piece.figure().is_some() { "#" } else { piece.text() })
        .collect();
    let words: Vec<&str> = words
        .split(|c: char| c.is_whitespace() || "(),:;".contains(c))
        .filter(|w| !w.is_empty())
        .collect();
    let is_day = |n: usize| {
        let near = [n.checked_sub(1), Some(n), Some(n + 1), Some(n + 2)];
        let near = near.into_iter().flatten().filter_map(|n| words.get(n));
        near.into_iter().any(|word| MONTHS.iter().any(|month| word.contains(month)))
    };
    let is_length = |n: usize| words.get(n + 1).is_some_and(|next| matches!(*next, "d" | "days"));
    let has_digit = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    (0..words.len()).any(|n| has_digit(words[n]) && !is_day(n) && !is_length(n))
}

#[test]
fn panels_sum_themselves_up_in_figures_of_the_register_alone() {
    // Ledger gaps name numbers of patrols, which are what a party says.
    let is_of_ledger = |text: &str| {
        let ends = ["not found", "twice"];
        text.contains("no patrol bears") || ends.iter().any(|end| text.ends_with(end))
    };
    // How long a list is says the list itself; a length and an offset are measured, not counted.
    let is_of_list = |text: &str| text.ends_with(" figures") || text.starts_with("offset now");
    // What older bulletins count is their own text, and p belongs to the verdict before it.
    let is_of_bulletin = |text: &str| text.contains(" counts ") || text.contains("(p ");
    let is_length = |text: &str| {
        text.contains("as drawn") || text.starts_with("unseen") || text.contains("patrol-km")
    };
    for text in [IDLIB, DONBAS, HODEIDAH, SYRIA] {
        let index = read(text);
        for as_of in index.days().iter().step_by(11).copied() {
            let board = Board::new(index.clone(), Clock::then(as_of), Query::default());
            for panel in Panel::ALL {
                let sheet = panel.sheet(&board, Default::default());
                for part in sheet.summed_up() {
                    let text = part.text();
                    let is_known = is_of_ledger(&text)
                        || is_of_list(&text)
                        || is_length(&text)
                        || is_of_bulletin(&text);
                    let own = has_a_number_of_its_own(&part) && !is_known;
                    assert!(!own, "{} on {as_of}: {text}", panel.name());
                }
            }
        }
    }
    assert!(has_a_number_of_its_own(&Phrase::plain("attacks 3")));
}
