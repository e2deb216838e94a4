//! Changes here and outside at once: what is merged, what is asked, and that no word gets into
//! another's mouth.

mod names;

use std::collections::HashSet;

use super::*;
use crate::{
    app::{App, Effect, Message, Opening, ScenarioReading, update},
    format::edit::{Draft, apply},
    look::Theme,
    model::{Day, Id, Key, Table},
};

/// Three attacks without ids of their own, and one with one and an account.
const BASE: &str = "format = 1
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
[[source]]
id = \"s3\"
name = \"Three\"
kind = \"media\"

[[attack]]
date = 2020-07-14
kind = \"ied\"
source = \"s1\"

[[attack]]
date = 2020-07-14
kind = \"shelling\"
source = \"s1\"

[[attack]]
date = 2020-07-14
kind = \"drone\"
source = \"s1\"

[[attack]]
id = \"named\"
date = 2020-07-15
kind = \"rpg\"
injured = 3
source = \"s1\"
account = [
  { source = \"s2\", injured = 4 },
]
";
const FIRST: &str = "[[attack]]
date = 2020-07-14
kind = \"ied\"
source = \"s1\"

";

fn loaded(text: &str) -> LoadedFile {
    LoadedFile::read(text.as_bytes(), "x")
}

fn attack(id: &str) -> Target {
    Target { table: Table::Attack, id: Id::new(id).unwrap() }
}

fn set(id: &str, word: usize, key: Key, value: &str) -> Edit {
    Edit::SetKey { record: attack(id), word, key, value: Some(value.to_owned()) }
}

fn account(id: &str, source: &str, injured: u64) -> Edit {
    let fields = vec![(Key::Source, format!("\"{source}\"")), (Key::Injured, injured.to_string())];
    Edit::AddAccount { record: attack(id), fields }
}

/// Steps made one after another on the base, as the board makes them.
fn steps(all: &[Edit]) -> Vec<EditStep> {
    edited(BASE, all)
}

fn edited(text: &str, all: &[Edit]) -> Vec<EditStep> {
    let mut text = text.to_owned();
    let mut steps = Vec::new();
    for edit in all {
        let (now, edits) = (loaded(&text), vec![edit.clone()]);
        let transaction = Transaction::Make {
            name: "changed".into(),
            edits,
            basis: now,
            typed: None,
            choices: Choices::new(),
            as_of: Day::default(),
        };
        let made =
            apply_transaction(text.as_bytes(), &|text| LoadedFile::read(text, "x"), &transaction)
                .unwrap();
        text = String::from_utf8(made.loaded.bytes.unwrap().to_vec()).unwrap();
        steps.extend(made.steps.into_iter().flatten());
    }
    steps
}

/// What is merged when the same is chosen of all that both changed, as far as it can be.
fn merged(edits: &[Edit], theirs: &str, choice: Option<Choice>) -> Result<Merged, Vec<Clash>> {
    settled(&steps(edits), theirs, |_, offers| choice.filter(|it| offers.contains(it)))
}

/// What is merged when the parts are chosen one by one; the clashes where one is not.
fn settled(
    steps: &[EditStep],
    theirs: &str,
    mut choose: impl FnMut(ClashPart, &[Choice]) -> Option<Choice>,
) -> Result<Merged, Vec<Clash>> {
    let mut choices = Choices::new();
    loop {
        let clashes = match over(&loaded(BASE), theirs.as_bytes(), steps, &choices) {
            Ok(merged) => return Ok(merged),
            Err(Rejection::Clashes(clashes)) => clashes,
            Err(Rejection::Refused(why)) => panic!("{why:?}"),
        };
        let open: Vec<(Target, ContestedPart)> = clashes
            .iter()
            .flat_map(|clash| {
                let open = clash.open(&choices);
                open.map(|n| (clash.record.clone(), clash.parts[n].clone())).collect::<Vec<_>>()
            })
            .collect();
        assert!(!open.is_empty(), "what is asked for is open: {clashes:?}");
        let Some((record, part)) = open.into_iter().next() else { return Err(clashes) };
        match choose(part.part, part.offers) {
            Some(choice) => drop(choices.insert((record, part.part), choice)),
            None => return Err(clashes),
        }
    }
}

/// What a text says of the attack of a kind: source and injured of each word.
fn said(text: &str, kind: &str) -> Vec<(String, String)> {
    let index = loaded(text).index.unwrap();
    let attacks = index.scenario.table(Table::Attack);
    let is_it = |record: &&crate::model::Record| {
        record.get(Key::Kind).and_then(|kind| kind.word()) == Some(kind)
    };
    let record = attacks.iter().find(is_it).unwrap();
    let word = |word: &crate::model::Word| {
        let injured = word.get(Key::Injured).map(crate::format::typed::typed);
        (word.source().unwrap().to_string(), injured.unwrap_or_default())
    };
    record.words.iter().map(word).collect()
}

fn pair(source: &str, injured: &str) -> (String, String) {
    (source.to_owned(), injured.to_owned())
}

const SHELLING: &str = "attack-2020-07-14-2";

/// Every part of the clashes, with what may become of it.
fn parts(clashes: &[Clash]) -> Vec<(ClashPart, &'static [Choice])> {
    clashes.iter().flat_map(|clash| clash.parts.iter().map(|it| (it.part, it.offers))).collect()
}

/// The text with one step taken back, as the board does it.
fn undone(text: &str, step: &EditStep) -> String {
    let transaction = Transaction::Undo(step.clone());
    let made =
        apply_transaction(text.as_bytes(), &|text| LoadedFile::read(text, "x"), &transaction);
    String::from_utf8(made.unwrap().loaded.bytes.unwrap().to_vec()).unwrap()
}

#[test]
fn a_record_without_an_id_is_found_by_what_it_says() {
    let theirs = BASE.replace(FIRST, "");
    let ours = [account(SHELLING, "s3", 8)];
    let text = merged(&ours, &theirs, None).unwrap().text;
    assert_eq!(said(&text, "shelling"), [pair("s1", ""), pair("s3", "8")]);
    assert_eq!(said(&text, "drone"), [pair("s1", "")]);
    // Changed outside, it is likely the one that is like it; only the reader can say.
    let theirs = BASE.replace("kind = \"shelling\"", "kind = \"rpg\"");
    let clashes = merged(&ours, &theirs, None).unwrap_err();
    let any = &[Choice::Ours, Choice::Theirs, Choice::Both][..];
    assert_eq!(parts(&clashes), [(ClashPart::Record, any)]);
    assert!(clashes[0].theirs.is_some() && clashes[0].parts[0].why.is_some(), "{clashes:?}");
    let same = merged(&ours, &theirs, Some(Choice::Ours)).unwrap().text;
    assert_eq!(said(&same, "rpg"), [pair("s1", ""), pair("s3", "8")]);
    let given_up = merged(&ours, &theirs, Some(Choice::Theirs)).unwrap();
    assert_eq!(given_up.text, theirs);
    // What was typed is there again when the settling is undone.
    assert_eq!(undone(&theirs, &given_up.settled.unwrap()), same);
    let apart = merged(&ours, &theirs, Some(Choice::Both)).unwrap().text;
    assert_eq!(said(&apart, "rpg"), [pair("s1", "")]);
    assert_eq!(said(&apart, "shelling"), [pair("s1", ""), pair("s3", "8")]);
    // With nothing like it left, it can stand by itself or be given up.
    let theirs = BASE.replace(
        "date = 2020-07-14\nkind = \"shelling\"\nsource = \"s1\"",
        "date = 2020-07-19\nkind = \"rpg\"\nsource = \"s2\"",
    );
    let clashes = merged(&ours, &theirs, None).unwrap_err();
    assert_eq!(parts(&clashes), [(ClashPart::Record, &[Choice::Both, Choice::Theirs][..])]);
    assert_eq!(merged(&ours, &theirs, Some(Choice::Theirs)).unwrap().text, theirs);
}

#[test]
fn what_both_removed_is_removed_once() {
    let named = BASE.split("[[attack]]\nid = \"named\"").next().unwrap();
    let removed = [Edit::RemoveRecord { record: attack("named") }];
    let text = merged(&removed, named, None).unwrap().text;
    assert_eq!(text, named);
    // Without an id, no other is taken for it.
    let theirs = BASE.replace(FIRST, "");
    let removed = [Edit::RemoveRecord { record: attack("attack-2020-07-14") }];
    let clashes = merged(&removed, &theirs, None).unwrap_err();
    assert_eq!(parts(&clashes), [(ClashPart::Record, &[Choice::Theirs][..])]);
    assert_eq!(merged(&removed, &theirs, Some(Choice::Theirs)).unwrap().text, theirs);
}

#[test]
fn one_removes_what_the_other_changed() {
    let theirs = BASE.replace("injured = 3", "injured = 9");
    let removed = [Edit::RemoveRecord { record: attack("named") }];
    let either = &[Choice::Ours, Choice::Theirs][..];
    let clashes = merged(&removed, &theirs, None).unwrap_err();
    assert_eq!(parts(&clashes), [(ClashPart::Record, either)]);
    assert!(clashes[0].ours.is_none() && clashes[0].theirs.is_some());
    let ours = merged(&removed, &theirs, Some(Choice::Ours)).unwrap().text;
    assert!(!ours.contains("named"), "{ours}");
    let kept = merged(&removed, &theirs, Some(Choice::Theirs)).unwrap();
    assert_eq!(kept.text, theirs);
    assert_eq!(undone(&theirs, &kept.settled.unwrap()), ours);
    // The other way round.
    let theirs = BASE.split("\n[[attack]]\nid = \"named\"").next().unwrap();
    let changed = [set("named", 0, Key::Injured, "33"), set("named", 1, Key::Injured, "44")];
    let clashes = merged(&changed, theirs, None).unwrap_err();
    assert_eq!(parts(&clashes), [(ClashPart::Record, either)]);
    let ours = merged(&changed, theirs, Some(Choice::Ours)).unwrap().text;
    assert_eq!(said(&ours, "rpg"), [pair("s1", "33"), pair("s2", "44")]);
    let kept = merged(&changed, theirs, Some(Choice::Theirs)).unwrap();
    assert_eq!(kept.text, theirs);
    assert_eq!(undone(theirs, &kept.settled.unwrap()), ours);
    // And an account.
    let theirs = BASE.replace("  { source = \"s2\", injured = 4 },\n", "");
    let changed = [set("named", 1, Key::Injured, "44")];
    let clashes = merged(&changed, &theirs, None).unwrap_err();
    assert_eq!(parts(&clashes), [(ClashPart::Word(1), either)]);
    let ours = merged(&changed, &theirs, Some(Choice::Ours)).unwrap().text;
    assert_eq!(said(&ours, "rpg"), [pair("s1", "3"), pair("s2", "44")]);
    assert_eq!(merged(&changed, &theirs, Some(Choice::Theirs)).unwrap().text, theirs);
    let theirs = BASE.replace("injured = 4", "injured = 6");
    let removed = [Edit::RemoveAccount { record: attack("named"), word: 1 }];
    let clashes = merged(&removed, &theirs, None).unwrap_err();
    assert_eq!(parts(&clashes), [(ClashPart::Word(1), either)]);
    assert_eq!(merged(&removed, &theirs, Some(Choice::Theirs)).unwrap().text, theirs);
}

#[test]
fn keys_that_only_one_side_touched_are_no_question() {
    let theirs =
        BASE.replace("kind = \"rpg\"", "kind = \"raid\"").replace("injured = 4", "injured = 6");
    let ours = [
        set("named", 0, Key::Injured, "33"),
        set("named", 1, Key::Note, "\"heard twice\""),
        set("named", 0, Key::Note, "\"seen\""),
    ];
    let text = merged(&ours, &theirs, None).unwrap().text;
    assert_eq!(said(&text, "raid"), [pair("s1", "33"), pair("s2", "6")]);
    assert!(text.contains("heard twice") && text.contains("note = \"seen\""), "{text}");
}

#[test]
fn a_key_that_both_changed_is_chosen_for_itself() {
    let theirs = BASE.replace("injured = 3", "injured = 9").replace("injured = 4", "injured = 6");
    let ours = steps(&[
        set("named", 0, Key::Injured, "30"),
        set("named", 0, Key::Injured, "33"),
        set("named", 1, Key::Injured, "44"),
        set("named", 0, Key::Kind, "\"raid\""),
    ]);
    let clashes = settled(&ours, &theirs, |_, _| None).unwrap_err();
    let either = &[Choice::Ours, Choice::Theirs][..];
    let (own, account) = (ClashPart::Key(0, Key::Injured), ClashPart::Key(1, Key::Injured));
    assert_eq!(parts(&clashes), [(own, either), (account, either)]);
    let mixed = |part, _: &[Choice]| Some(if part == own { Choice::Ours } else { Choice::Theirs });
    let mixed = settled(&ours, &theirs, mixed).unwrap();
    assert_eq!(said(&mixed.text, "raid"), [pair("s1", "33"), pair("s2", "6")]);
    // Undone, ours stands over theirs; each change of ours is a step of its own still.
    let all = undone(&mixed.text, &mixed.settled.clone().unwrap());
    assert_eq!(said(&all, "raid"), [pair("s1", "33"), pair("s2", "44")]);
    assert!(mixed.steps.iter().all(Option::is_some));
    let back = mixed.steps.iter().rev().flatten().fold(all, |text, step| undone(&text, step));
    assert_eq!(back, theirs);
    // No word gets a second one of the same voice.
    assert_eq!(said(&mixed.text, "raid").len(), 2);
}

#[test]
fn what_came_back_to_what_it_was_is_no_question() {
    let theirs = BASE.replace("injured = 3", "injured = 9");
    let ours = [set("named", 0, Key::Injured, "33"), set("named", 0, Key::Injured, "3")];
    assert_eq!(merged(&ours, &theirs, None).unwrap().text, theirs);
}

#[test]
fn accounts_are_known_by_their_voices_and_not_by_their_numbers() {
    let theirs = BASE
        .replace("  { source = \"s2\"", "  { source = \"s3\", injured = 5 },\n  { source = \"s2\"")
        .replace("kind = \"rpg\"", "kind = \"raid\"");
    let changed = [set("named", 1, Key::Injured, "44")];
    let text = merged(&changed, &theirs, None).unwrap().text;
    assert_eq!(said(&text, "raid"), [pair("s1", "3"), pair("s3", "5"), pair("s2", "44")]);
    // One that was added here first, and then changed.
    let added = [account("named", "s3", 8), set("named", 2, Key::Injured, "88")];
    let theirs = BASE.replace(
        "  { source = \"s2\"",
        "  { source = \"desk\", injured = 5 },\n  { source = \"s2\"",
    );
    let text = merged(&added, &theirs, None).unwrap().text;
    let wanted = [pair("s1", "3"), pair("desk", "5"), pair("s2", "4"), pair("s3", "88")];
    assert_eq!(said(&text, "rpg"), wanted);
    // And one that is removed.
    let removed = [Edit::RemoveAccount { record: attack("named"), word: 1 }];
    let text = merged(&removed, &theirs, None).unwrap().text;
    assert_eq!(said(&text, "rpg"), [pair("s1", "3"), pair("desk", "5")]);
}

#[test]
fn one_word_typed_by_two_desks_is_no_correction() {
    let theirs = BASE.replace(
        "  { source = \"s2\"",
        "  { source = \"s3\", injured = 5, note = \"by phone\" },\n  { source = \"s2\"",
    );
    let added = [account("named", "s3", 8)];
    let clashes = merged(&added, &theirs, None).unwrap_err();
    let either = &[Choice::Ours, Choice::Theirs][..];
    assert_eq!(parts(&clashes), [(ClashPart::Key(2, Key::Injured), either)]);
    let text = merged(&added, &theirs, Some(Choice::Ours)).unwrap().text;
    assert_eq!(said(&text, "rpg"), [pair("s1", "3"), pair("s3", "8"), pair("s2", "4")]);
    assert!(text.contains("by phone"));
    assert_eq!(merged(&added, &theirs, Some(Choice::Theirs)).unwrap().text, theirs);
    assert_eq!(merged(&[account("named", "s3", 5)], &theirs, None).unwrap().text, theirs);
}

#[test]
fn what_both_say_alike_is_no_question() {
    let theirs = BASE.replace("injured = 3", "injured = 33");
    let text = merged(&[set("named", 0, Key::Injured, "33")], &theirs, None).unwrap().text;
    assert_eq!(text, theirs);
}

#[test]
fn a_renamed_record_is_one_record() {
    // Here.
    let theirs = BASE.replace("injured = 3", "injured = 9");
    let edits = [set("named", 0, Key::Id, "\"renamed\""), set("renamed", 0, Key::Injured, "33")];
    let clashes = merged(&edits, &theirs, None).unwrap_err();
    assert_eq!(clashes.len(), 1);
    assert_eq!(clashes[0].record, attack("named"));
    let text = merged(&edits, &theirs, Some(Choice::Theirs)).unwrap().text;
    assert!(text.contains("id = \"renamed\"") && text.contains("injured = 9"), "{text}");
    let text = merged(&edits, &theirs, Some(Choice::Ours)).unwrap().text;
    assert!(text.contains("id = \"renamed\"") && text.contains("injured = 33"), "{text}");
    // Outside: it is followed under its new name.
    let theirs = BASE.replace("id = \"named\"", "id = \"other\"");
    let text = merged(&[set("named", 0, Key::Injured, "33")], &theirs, None).unwrap().text;
    assert!(!text.contains("\"named\""), "{text}");
    assert_eq!(said(&text, "rpg"), [pair("s1", "33"), pair("s2", "4")]);
    // Renamed and changed: whether it is the same one is asked; it is never written beside.
    let theirs = theirs.replace("injured = 3", "injured = 9");
    let edits = [set("named", 0, Key::Note, "\"seen\"")];
    let clashes = merged(&edits, &theirs, None).unwrap_err();
    assert_eq!(parts(&clashes)[0].0, ClashPart::Record);
    let text = merged(&edits, &theirs, Some(Choice::Ours)).unwrap().text;
    assert!(!text.contains("\"named\"") && text.contains("seen"), "{text}");
    // Both under different names: the name is a key like others.
    let theirs = BASE.replace("id = \"named\"", "id = \"other\"");
    let edits = [set("named", 0, Key::Id, "\"renamed\"")];
    let clashes = merged(&edits, &theirs, None).unwrap_err();
    assert_eq!(parts(&clashes)[0].0, ClashPart::Key(0, Key::Id));
    assert_eq!(merged(&edits, &theirs, Some(Choice::Theirs)).unwrap().text, theirs);
}

#[test]
fn an_id_that_is_taken_by_now_is_settled_key_by_key_or_stands_apart() {
    let new = |name: &str| {
        let fields = [("id", "s9"), ("name", name), ("kind", "media")];
        let fields =
            fields.map(|(key, value)| (Key::from_name(key).unwrap(), format!("\"{value}\"")));
        Edit::AddRecord(Draft::new(Table::Source, fields.to_vec()))
    };
    let theirs = apply(BASE, &[new("Nine")]).unwrap().text;
    assert_eq!(merged(&[new("Nine")], &theirs, None).unwrap().text, theirs);
    let ours = [new("Another")];
    let clashes = merged(&ours, &theirs, None).unwrap_err();
    assert_eq!(clashes[0].record, Target { table: Table::Source, id: Id::new("s9").unwrap() });
    assert_eq!(
        parts(&clashes).iter().map(|(part, _)| *part).collect::<Vec<_>>(),
        [ClashPart::Record, ClashPart::Key(0, Key::Name)]
    );
    let one = merged(&ours, &theirs, Some(Choice::Ours)).unwrap().text;
    assert!(one.contains("Another") && !one.contains("Nine"), "{one}");
    let given_up = merged(&ours, &theirs, Some(Choice::Theirs)).unwrap();
    assert_eq!(given_up.text, theirs);
    assert_eq!(undone(&theirs, &given_up.settled.unwrap()), one);
    let both = merged(&ours, &theirs, Some(Choice::Both)).unwrap().text;
    assert!(both.contains("Nine") && both.contains("id = \"s9-2\"\nname = \"Another\""), "{both}");
}

#[test]
fn a_form_that_was_open_while_the_file_changed_writes_nothing_unseen() {
    let make = |edit: Edit, now: &str, choices: Choices| {
        let transaction = Transaction::Make {
            name: "changed".into(),
            edits: vec![edit],
            basis: loaded(BASE),
            typed: None,
            choices,
            as_of: Day::default(),
        };
        apply_transaction(now.as_bytes(), &|text| LoadedFile::read(text, "x"), &transaction)
    };
    let now = BASE.replace("injured = 3", "injured = 9");
    let edit = set("named", 0, Key::Injured, "7");
    let refused = make(edit.clone(), &now, Choices::new()).unwrap_err();
    let Rejection::Clashes(clashes) = refused else { panic!("{refused:?}") };
    let part = (attack("named"), clashes[0].parts[0].part);
    assert_eq!(part.1, ClashPart::Key(0, Key::Injured));
    let text = |made: Settled| String::from_utf8(made.loaded.bytes.unwrap().to_vec()).unwrap();
    let made = make(edit.clone(), &now, [(part.clone(), Choice::Ours)].into()).unwrap();
    assert_eq!(said(&text(*Box::new(made)), "rpg")[0], pair("s1", "7"));
    let made = make(edit, &now, [(part, Choice::Theirs)].into()).unwrap();
    assert!(made.given_up.is_some() && made.steps[0].is_some());
    assert_eq!(text(made), now);
    // A key that nobody else touched is written over the new text.
    let made = make(set("named", 0, Key::Note, "\"seen\""), &now, Choices::new()).unwrap();
    let made = text(made);
    assert!(made.contains("injured = 9") && made.contains("seen"), "{made}");
    // What is another record's business is no hindrance, and names are followed.
    let now = BASE.replace(FIRST, "");
    let text = text(make(account(SHELLING, "s3", 8), &now, Choices::new()).unwrap());
    assert_eq!(said(&text, "shelling"), [pair("s1", ""), pair("s3", "8")]);
    assert_eq!(said(&text, "drone"), [pair("s1", "")]);
}

#[test]
fn what_fits_is_put_back_and_what_does_not_is_kept() {
    let kept = |step: &EditStep| JournaledChange {
        name: step.name.to_string(),
        patch: step.patch.clone(),
    };
    let left: Vec<JournaledChange> = steps(&[
        set("named", 0, Key::Injured, "7"),
        set(SHELLING, 0, Key::Note, "\"heard twice\""),
    ])
    .iter()
    .map(kept)
    .collect();
    let now = BASE.replace("injured = 3", "injured = 1000");
    let transaction = Transaction::Recover(left);
    let made = apply_transaction(now.as_bytes(), &|text| LoadedFile::read(text, "x"), &transaction)
        .unwrap();
    assert_eq!(made.steps.iter().map(Option::is_some).collect::<Vec<_>>(), [false, true]);
    let text = String::from_utf8(made.loaded.bytes.unwrap().to_vec()).unwrap();
    assert!(text.contains("heard twice") && text.contains("injured = 1000"));
    // A change that was put back and then meets another one is asked about, not dropped.
    let step = made.steps.into_iter().flatten().next().unwrap();
    assert!(!step.touched.is_empty());
    let theirs = now.replace(
        "kind = \"shelling\"\nsource = \"s1\"",
        "kind = \"shelling\"\nsource = \"s2\"\nnote = \"other\"",
    );
    let result = over(&loaded(&now), theirs.as_bytes(), &[step], &Choices::new());
    assert!(matches!(result, Err(Rejection::Clashes(_))), "{result:?}");
}

#[test]
fn what_was_read_before_a_save_is_not_taken_in_after_it() {
    let n = ScenarioIx::new(0);
    let place = Place::File("x.toml".into());
    let mut app = App::new(vec![place.clone()], (80, 24), Theme::Terminal, Opening::default());
    app.start();
    let reading = |text: &str| {
        let result = Ok(Box::new(ScenarioReading {
            loaded: loaded(text),
            changed: HashSet::new(),
            front: None,
            views: None,
        }));
        Message::Loaded { scenario: n, result }
    };
    update(&mut app, reading(BASE));
    let effects = make(&mut app, "five", vec![set("named", 0, Key::Injured, "5")], None);
    let [Effect::ApplyTransaction { text, transaction, .. }] = &effects[..] else { panic!() };
    let read = |text: &[u8]| LoadedFile::read(text, "x");
    let result = Ok(Box::new(apply_transaction(text, &read, transaction).unwrap()));
    let transaction = transaction.clone();
    update(&mut app, Message::TransactionSettled { scenario: n, transaction, result });
    let effects = save(&mut app, n, false);
    let [Effect::SaveScenario(request)] = &effects[..] else { panic!() };
    let ours = request.ours.clone();
    // The watcher had it read before the new text was in its place.
    update(&mut app, reading(BASE));
    let (bytes, digest) = (ours.bytes.as_deref().unwrap().to_vec(), ours.digest);
    let saved = Saved { bytes, digest, merged: false, unconfirmed: None };
    let result = Ok(Box::new(SavedScenario { saved, loaded: ours, merged: None }));
    let effects = update(&mut app, Message::ScenarioSaved { scenario: n, result });
    assert_eq!(app.workspace[n].loaded.as_ref().unwrap().digest, digest);
    assert!(!app.workspace[n].is_unsaved());
    let is_read_again = |effect: &Effect| matches!(effect, Effect::Load { .. });
    assert_eq!(effects.into_iter().filter(is_read_again).count(), 1);
}

#[test]
fn what_hides_behind_a_part_without_a_question_is_asked() {
    // Both write a word of the desk; we remove the record with it.
    let theirs = BASE.replace(
        "  { source = \"s2\", injured = 4 },\n",
        "  { source = \"s2\", injured = 4 },\n  { source = \"desk\", injured = 10 },\n",
    );
    let ours = [account("named", "desk", 14), Edit::RemoveRecord { record: attack("named") }];
    let clashes = merged(&ours, &theirs, None).unwrap_err();
    assert_eq!(parts(&clashes), [(ClashPart::Record, &[Choice::Ours, Choice::Theirs][..])]);
    assert_eq!(merged(&ours, &theirs, Some(Choice::Theirs)).unwrap().text, theirs);
}

#[test]
fn an_account_among_several_of_its_voice_is_the_one_like_it() {
    let theirs = BASE.replace(
        "  { source = \"s2\", injured = 4 },\n",
        "  { source = \"s2\", injured = 6, note = \"t\", killed = 1 },\n  { source = \"s2\", note = \"t\" },\n",
    );
    // Neither is: no third one is written for it.
    let changed = [set("named", 1, Key::Injured, "44")];
    let clashes = merged(&changed, &theirs, None).unwrap_err();
    assert_eq!(parts(&clashes), [(ClashPart::Word(1), &[Choice::Theirs][..])]);
    let base = BASE.replace("injured = 4", "injured = 4, killed = 1");
    let theirs = base.replace(
        "  { source = \"s2\", injured = 4, killed = 1 },\n",
        "  { source = \"s2\", note = \"t\" },\n  { source = \"s2\", injured = 6, killed = 1 },\n",
    );
    let made = edited(&base, &[set("named", 1, Key::Note, "\"seen\"")]);
    let merged = over(&loaded(&base), theirs.as_bytes(), &made, &Choices::new()).unwrap();
    let is_it = |line: &str| line.contains("injured = 6") && line.contains("seen");
    assert!(merged.text.lines().any(is_it), "{}", merged.text);
}
