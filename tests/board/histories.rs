//! Two boards and an editor at one file: whatever they do, every value that was typed is in the
//! file, was replaced or removed by somebody who saw it, or was given up by a choice that showed it.

use std::collections::BTreeSet;

use proptest::prelude::*;
use sitboard::{
    app::{
        Choice, Choices, Clash, ClashPart, EditStep, Rejection, Transaction, apply_transaction,
        over, versions,
    },
    board::LoadedFile,
    format::{
        edit::{Draft, Edit, Target, apply},
        typed::typed,
    },
    model::{Key, Record, Table, Word},
};

const START: &str = "format = 1
[scenario]
id = \"x\"
title = \"A truce\"
[[source]]
id = \"s1\"
name = \"One\"
kind = \"media\"
[[source]]
id = \"s2\"
name = \"Two\"
kind = \"media\"

[[attack]]
date = 2020-07-14
kind = \"ied\"
source = \"s1\"
note = \"t1\"

[[attack]]
id = \"named\"
date = 2020-07-15
kind = \"rpg\"
source = \"s1\"
note = \"t2\"
account = [
  { source = \"s2\", injured = 4, note = \"t3\" },
]

[[attack]]
id = \"other\"
date = 2020-07-16
kind = \"drone\"
source = \"s2\"
note = \"t4\"
";

/// What one of the three does; numbers are taken modulo what there is.
#[derive(Clone, Debug)]
enum Act {
    Note(usize, usize),
    Injured(usize, usize),
    Kind(usize, usize),
    Account(usize, usize),
    Add(usize),
    Remove(usize),
    RemoveAccount(usize, usize),
    Rename(usize, usize),
    Undo,
    Save,
}

fn act() -> impl Strategy<Value = Act> {
    let n = || 0usize..8;
    prop_oneof![
        4 => (n(), n()).prop_map(|(a, b)| Act::Note(a, b)),
        3 => (n(), n()).prop_map(|(a, b)| Act::Injured(a, b)),
        2 => (n(), n()).prop_map(|(a, b)| Act::Kind(a, b)),
        3 => (n(), n()).prop_map(|(a, b)| Act::Account(a, b)),
        2 => n().prop_map(Act::Add),
        1 => n().prop_map(Act::Remove),
        1 => (n(), n()).prop_map(|(a, b)| Act::RemoveAccount(a, b)),
        1 => (n(), n()).prop_map(|(a, b)| Act::Rename(a, b)),
        1 => Just(Act::Undo),
        4 => Just(Act::Save),
    ]
}

fn read(text: &str) -> LoadedFile {
    LoadedFile::read(text.as_bytes(), "x")
}

fn attacks(text: &str) -> Vec<Record> {
    read(text).index.expect("it loads").scenario.table(Table::Attack).to_vec()
}

/// The typed values in a text: `t` and a number.
fn tokens(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let is_token = |word: &&str| {
        word.len() > 1 && word.starts_with('t') && word[1..].bytes().all(|b| b.is_ascii_digit())
    };
    words.filter(is_token).map(str::to_owned).collect()
}

/// How often a word of one voice stands in a record, beyond once.
fn corrections(text: &str) -> usize {
    let said = |record: &Record| {
        let voices = record.words.iter().map(|word| format!("{:?}", word.source()));
        let voices: Vec<String> = voices.collect();
        voices.len() - voices.iter().collect::<BTreeSet<_>>().len()
    };
    attacks(text).iter().map(said).sum()
}

/// The edit that an act means for a text, with what is typed for the `n`th time.
fn edit(act: &Act, text: &str, n: usize) -> Option<Edit> {
    let attacks = attacks(text);
    let nth = |at: usize| attacks.get(at % attacks.len().max(1));
    let token = format!("\"t{n}\"");
    let set = |at: usize, word: usize, key: Key, value: String| {
        let record = nth(at)?;
        let (record, word) = (Target::of(record), word % record.words.len());
        Some(Edit::SetKey { record, word, key, value: Some(value) })
    };
    match act {
        Act::Note(at, word) => set(*at, *word, Key::Note, token),
        Act::Injured(at, word) => set(*at, *word, Key::Injured, n.to_string()),
        Act::Kind(at, kind) => {
            let kind = ["raid", "ied", "shelling", "rpg", "drone"][kind % 5];
            set(*at, 0, Key::Kind, format!("\"{kind}\""))
        }
        Act::Account(at, source) => {
            let source = ["s1", "s2", "desk"][source % 3];
            // A voice that corrects itself is another matter.
            let record = nth(*at)?;
            let is_its = |word: &Word| word.source().is_some_and(|id| id.as_str() == source);
            if record.words.iter().any(is_its) {
                return None;
            }
            let source = format!("\"{source}\"");
            let fields = vec![(Key::Source, source), (Key::Note, token)];
            Some(Edit::AddAccount { record: Target::of(record), fields })
        }
        Act::Add(id) => {
            let id = ["new", "newer", "newest"][id % 3];
            let fields = [
                (Key::Id, format!("\"{id}\"")),
                (Key::Date, "2020-07-20".to_owned()),
                (Key::Kind, "\"ied\"".to_owned()),
                (Key::Source, "\"s1\"".to_owned()),
                (Key::Note, token),
            ];
            Some(Edit::AddRecord(Draft::new(Table::Attack, fields.to_vec())))
        }
        Act::Remove(at) => Some(Edit::RemoveRecord { record: Target::of(nth(*at)?) }),
        Act::RemoveAccount(at, word) => {
            let record = nth(*at)?;
            let accounts = record.words.len() - 1;
            let word = 1 + word.checked_rem(accounts)?;
            Some(Edit::RemoveAccount { record: Target::of(record), word })
        }
        Act::Rename(at, name) => {
            let record = nth(*at).filter(|record| !record.id_made_up)?;
            let id = format!("\"renamed-{}\"", name % 3);
            let (record, word, key) = (Target::of(record), 0, Key::Id);
            Some(Edit::SetKey { record, word, key, value: Some(id) })
        }
        Act::Undo | Act::Save => None,
    }
}

/// A board with changes that its file does not have.
struct Board {
    base: String,
    text: String,
    unsaved: Vec<EditStep>,
}

impl Board {
    fn does(&mut self, transaction: &Transaction) -> Option<EditStep> {
        let read = |text: &[u8]| LoadedFile::read(text, "x");
        let made = apply_transaction(self.text.as_bytes(), &read, transaction).ok()?;
        self.text = String::from_utf8(made.loaded.bytes?.to_vec()).ok()?;
        made.steps.into_iter().next()?
    }

    fn acts(&mut self, act: &Act, n: usize) {
        if let Act::Undo = act {
            if let Some(last) = self.unsaved.last().cloned()
                && self.does(&Transaction::Undo(last)).is_some()
            {
                self.unsaved.pop();
            }
            return;
        }
        let Some(edit) = edit(act, &self.text, n) else { return };
        let transaction = Transaction::Make {
            name: format!("change {n}").into(),
            edits: vec![edit],
            basis: read(&self.text),
            typed: None,
            choices: Choices::new(),
            as_of: Default::default(),
        };
        let step = self.does(&transaction);
        self.unsaved.extend(step);
    }

    /// Brings the changes together with what the file says now, choosing by `seed`.
    fn save(&mut self, file: &mut String, seed: usize) -> Result<(), TestCaseError> {
        let mut choices = Choices::new();
        let mut shown: BTreeSet<String> = BTreeSet::new();
        let mut both = false;
        let base = read(&self.base);
        let mut is_chosen_anew = false;
        let merged = loop {
            let clashes = match over(&base, file.as_bytes(), &self.unsaved, &choices) {
                Ok(merged) => break merged,
                Err(Rejection::Clashes(clashes)) => clashes,
                // It is chosen otherwise: ours wherever that is offered.
                Err(Rejection::Refused(_)) if !choices.is_empty() && !is_chosen_anew => {
                    is_chosen_anew = true;
                    choices.clear();
                    clashes_of(&base, file, &self.unsaved)
                }
                Err(Rejection::Refused(why)) => {
                    return Err(TestCaseError::fail(format!("{why:?}")));
                }
            };
            for clash in &clashes {
                let lines = versions(clash, &choices, 400);
                let lines = lines.iter().map(|line| line.phrase.text()).collect::<Vec<_>>();
                shown.extend(tokens(&lines.join("\n")));
            }
            let chosen =
                seed_choices(&clashes, if is_chosen_anew { 0 } else { seed + choices.len() });
            both |= clashes.iter().any(|clash| stands_beside(clash, &chosen, &self.base, file));
            prop_assert!(!chosen.is_empty(), "{:?}", clashes);
            choices.extend(chosen);
        };
        let (ours, theirs, is) = (tokens(&self.text), tokens(file), tokens(&merged.text));
        for lost in ours.union(&theirs).filter(|token| !is.contains(*token)) {
            // Where both stand, a value stands twice, and each side may take out another of the two.
            let count = |text: &str| text.matches(&format!("\"{lost}\"")).count();
            let was = count(&self.base);
            let is_removed = was > 0 && count(&self.text) + count(file) <= was;
            prop_assert!(
                is_removed || shown.contains(lost),
                "{} is lost\nbase {}\nours {}\ntheirs {}\nmerged {}",
                lost,
                self.base,
                self.text,
                file,
                merged.text
            );
        }
        let twice = |text: &str| {
            let many = |token: &String| text.matches(&format!("\"{token}\"")).count() > 1;
            tokens(text).into_iter().filter(many).collect::<BTreeSet<_>>()
        };
        let stood = &twice(&self.text) | &twice(file);
        prop_assert!(both || twice(&merged.text).is_subset(&stood), "{}", merged.text);
        prop_assert_eq!(corrections(&merged.text), 0, "{}", merged.text);
        // What was given up stands again when the settling is undone.
        if let Some(settled) = &merged.settled {
            let mut undone = Board {
                base: String::new(),
                text: merged.text.clone(),
                unsaved: vec![settled.clone()],
            };
            undone.acts(&Act::Undo, 0);
            prop_assert!(undone.unsaved.is_empty(), "{}", merged.text);
        }
        *file = merged.text;
        self.base.clone_from(file);
        self.text.clone_from(file);
        self.unsaved.clear();
        Ok(())
    }
}

fn clashes_of(base: &LoadedFile, file: &str, steps: &[EditStep]) -> Vec<Clash> {
    match over(base, file.as_bytes(), steps, &Choices::new()) {
        Err(Rejection::Clashes(clashes)) => clashes,
        _ => Vec::new(),
    }
}

/// Whether what was chosen of a record writes it beside others: both stand, or ours is kept where
/// theirs was renamed and says so little of what it said that nobody can tell it for the same.
fn stands_beside(clash: &Clash, chosen: &Choices, base: &str, file: &str) -> bool {
    let known = attacks(base);
    let is_renamed = |record: &Record| known.iter().all(|known| known.id != record.id);
    match (clash.choice(ClashPart::Record, chosen), &clash.base, &clash.theirs) {
        (Some(Choice::Both), ..) => true,
        (Some(Choice::Ours), Some(was), None) => {
            !attacks(file).iter().any(|record| is_renamed(record) && is_like(was, record))
        }
        _ => false,
    }
}

/// Whether two records say half of it alike.
fn is_like(a: &Record, b: &Record) -> bool {
    let facts = |word: &Word| {
        let said = word.entries.iter().filter(|entry| entry.key != Key::Id);
        said.map(|entry| (entry.key, entry.value.clone())).collect::<Vec<_>>()
    };
    let count = |record: &Record| record.words.iter().map(|word| facts(word).len()).sum::<usize>();
    let alike = a.words.iter().zip(&b.words).map(|(a, b)| {
        let (a, b) = (facts(a), facts(b));
        a.iter().filter(|fact| b.contains(fact)).count()
    });
    2 * alike.sum::<usize>() >= count(a).max(count(b))
}

/// A choice for each part that is open, among those that it offers.
fn seed_choices(clashes: &[Clash], seed: usize) -> Choices {
    let parts = clashes.iter().flat_map(|clash| {
        let of = move |part: ClashPart| (clash.record.clone(), part);
        clash.parts.iter().map(move |it| (of(it.part), it.offers))
    });
    let choose = |(n, (part, offers)): (usize, ((Target, ClashPart), &[Choice]))| {
        let at = if seed == 0 { 0 } else { (seed + n * 7) % offers.len() };
        (part, offers[at])
    };
    parts.enumerate().map(choose).collect()
}

/// What the three do one after another: who, what, and by what they choose where they save.
type History = [(usize, Act, usize)];

/// Lets the three do all of it, and both boards save behind it; the file as it is then.
fn play(acts: &History) -> Result<String, TestCaseError> {
    let mut file = START.to_owned();
    let board = || Board { base: START.to_owned(), text: START.to_owned(), unsaved: Vec::new() };
    let mut boards = [board(), board()];
    for (n, (who, act, seed)) in acts.iter().enumerate() {
        let typed = 10 + n;
        match (boards.get_mut(*who), act) {
            (Some(board), Act::Save) => board.save(&mut file, *seed)?,
            (Some(board), act) => board.acts(act, typed),
            // The editor changes the file itself.
            (None, act) => {
                if let Some(edit) = edit(act, &file, typed)
                    && let Ok(edited) = apply(&file, &[edit])
                {
                    file = edited.text;
                }
            }
        }
    }
    for board in &mut boards {
        board.save(&mut file, 3)?;
    }
    prop_assert!(read(&file).index.is_some());
    Ok(file)
}

/// The attacks of a text, each as its id, what it injured, and the note of each of its words.
fn told(text: &str) -> Vec<String> {
    let of = |record: &Record| {
        let said = |word: &Word, key: Key| word.get(key).map(typed).unwrap_or_default();
        let notes = record.words.iter().map(|word| said(word, Key::Note));
        let notes = notes.collect::<Vec<_>>().join(" ");
        format!("{} {}: {notes}", record.id, said(&record.words[0], Key::Injured))
    };
    attacks(text).iter().map(of).collect()
}

#[test]
fn a_record_is_followed_though_its_new_name_is_anothers_here() {
    let acts = [
        (2, Act::Rename(2, 1), 1),  // outside, `other` becomes `renamed-1`
        (0, Act::Rename(1, 1), 1),  // here, `named` does
        (0, Act::Injured(2, 0), 1), // of `other`
        (0, Act::Note(0, 0), 1),
    ];
    let file = play(&acts).unwrap();
    assert_eq!(told(&file), ["attack-2020-07-14 : t13", "named : t2 t3", "renamed-1 12: t4"]);
}

#[test]
fn an_account_that_stays_is_the_one_that_is_written_again_here() {
    let acts = [
        (1, Act::RemoveAccount(1, 0), 1), // of `s2`
        (1, Act::Account(1, 1), 1),       // `s2` once more
        (2, Act::Note(1, 1), 1),          // of the account of `s2`
        (1, Act::Save, 1),                // theirs stays, with the note of ours
    ];
    let file = play(&acts).unwrap();
    assert_eq!(told(&file)[1], "named : t2 t11");
}

#[test]
fn a_value_that_stands_twice_is_replaced_here_and_there() {
    let acts = [
        (1, Act::Injured(1, 0), 1), // of `named`
        (2, Act::Account(1, 2), 1),
        (2, Act::Rename(1, 0), 1), // to `renamed-0`
        (1, Act::Save, 17),        // both stand, and `t2` in both
        (1, Act::Note(1, 0), 1),   // of `renamed-0`
        (0, Act::Note(1, 0), 1),   // of `named`
    ];
    let file = play(&acts).unwrap();
    let first = "attack-2020-07-14 : t1";
    assert_eq!(told(&file), [first, "renamed-0 : t14 t3 t11", "other : t4", "named 10: t15 t3"]);
}

#[test]
fn a_record_that_nobody_can_tell_for_the_same_is_kept_beside_it() {
    let acts = [
        (2, Act::Rename(2, 0), 1), // outside, `other` becomes `renamed-0`
        (2, Act::Kind(2, 0), 1),
        (2, Act::Injured(2, 0), 1),
        (2, Act::Account(2, 2), 1),
        (0, Act::Injured(2, 0), 1), // here, of `other`
        (0, Act::Save, 2),          // ours is kept
    ];
    let file = play(&acts).unwrap();
    assert_eq!(told(&file)[2..], ["renamed-0 12: t4 t13", "other 14: t4"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, max_shrink_iters: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn no_typed_value_is_lost_unseen(
        acts in prop::collection::vec((0usize..3, act(), 1usize..50), 4..18),
    ) {
        play(&acts)?;
    }
}
