//! Changes here and outside at once: what is merged, what is asked, and that no word gets into
//! another's mouth.

use super::*;
use crate::{
    format::edit::{Draft, apply},
    model::{Id, Key, Table},
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
    let mut text = BASE.to_owned();
    let mut steps = Vec::new();
    for edit in all {
        let (now, edits) = (loaded(&text), vec![edit.clone()]);
        let transaction =
            Transaction::Make { name: "changed".into(), edits, basis: now, typed: None };
        let made =
            apply_transaction(text.as_bytes(), &|text| LoadedFile::read(text, "x"), &transaction)
                .unwrap();
        text = String::from_utf8(made.loaded.bytes.unwrap().to_vec()).unwrap();
        steps.extend(made.steps.into_iter().flatten());
    }
    steps
}

fn merged(edits: &[Edit], theirs: &str, choices: &[(&str, Choice)]) -> Result<String, Vec<Clash>> {
    let choices = choices.iter().map(|(id, choice)| (attack(id), *choice)).collect();
    match over(&loaded(BASE), theirs.as_bytes(), &steps(edits), &choices) {
        Ok(merged) => Ok(merged.text),
        Err(Rejection::Clashes(clashes)) => Err(clashes),
        Err(Rejection::Refused(why)) => panic!("{why:?}"),
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

#[test]
fn a_record_without_an_id_is_found_by_what_it_says() {
    let theirs = BASE.replace(FIRST, "");
    let text = merged(&[account(SHELLING, "s3", 8)], &theirs, &[]).unwrap();
    assert_eq!(said(&text, "shelling"), [pair("s1", ""), pair("s3", "8")]);
    assert_eq!(said(&text, "drone"), [pair("s1", "")]);
    // Changed outside, nobody can tell which it is: it can only be given up.
    let theirs = BASE.replace("kind = \"shelling\"", "kind = \"rpg\"");
    let clashes = merged(&[account(SHELLING, "s3", 8)], &theirs, &[]).unwrap_err();
    assert!(clashes[0].why.is_some() && clashes[0].theirs.is_none(), "{clashes:?}");
    let text = merged(&[account(SHELLING, "s3", 8)], &theirs, &[(SHELLING, Choice::Theirs)]);
    assert_eq!(text.unwrap(), theirs);
}

#[test]
fn what_both_removed_is_removed_once() {
    let theirs = BASE.replace(FIRST, "");
    let removed = Edit::RemoveRecord { record: attack("attack-2020-07-14") };
    let clashes = merged(std::slice::from_ref(&removed), &theirs, &[]).unwrap_err();
    assert!(clashes[0].why.is_some(), "no other is taken for it: {clashes:?}");
    let named = BASE.split("[[attack]]\nid = \"named\"").next().unwrap();
    let text = merged(&[Edit::RemoveRecord { record: attack("named") }], named, &[]).unwrap();
    assert_eq!(text, named);
}

#[test]
fn accounts_are_known_by_their_voices_and_not_by_their_numbers() {
    let theirs = BASE
        .replace("  { source = \"s2\"", "  { source = \"s3\", injured = 5 },\n  { source = \"s2\"")
        .replace("kind = \"rpg\"", "kind = \"raid\"");
    let changed = [set("named", 1, Key::Injured, "44")];
    assert_eq!(merged(&changed, &theirs, &[]).unwrap_err().len(), 1);
    let text = merged(&changed, &theirs, &[("named", Choice::Ours)]).unwrap();
    assert_eq!(said(&text, "raid"), [pair("s1", "3"), pair("s3", "5"), pair("s2", "44")]);
    // One that was added here first, and then changed.
    let added = [account("named", "s3", 8), set("named", 2, Key::Injured, "88")];
    let theirs = BASE.replace(
        "  { source = \"s2\"",
        "  { source = \"desk\", injured = 5 },\n  { source = \"s2\"",
    );
    let text = merged(&added, &theirs, &[("named", Choice::Ours)]).unwrap();
    let wanted = [pair("s1", "3"), pair("desk", "5"), pair("s2", "4"), pair("s3", "88")];
    assert_eq!(said(&text, "rpg"), wanted);
    // And one that is removed.
    let removed = [Edit::RemoveAccount { record: attack("named"), word: 1 }];
    let text = merged(&removed, &theirs, &[("named", Choice::Ours)]).unwrap();
    assert_eq!(said(&text, "rpg"), [pair("s1", "3"), pair("desk", "5")]);
}

#[test]
fn both_stay_as_accounts_each_in_its_own_voice() {
    let theirs = BASE.replace("injured = 3", "injured = 9").replace("injured = 4", "injured = 6");
    let edits = [set("named", 0, Key::Injured, "33"), set("named", 1, Key::Injured, "44")];
    let clashes = merged(&edits, &theirs, &[]).unwrap_err();
    assert!(clashes[0].may_keep_both);
    let text = merged(&edits, &theirs, &[("named", Choice::Both)]).unwrap();
    let wanted = [pair("s1", "9"), pair("s2", "6"), pair("s1", "33"), pair("s2", "44")];
    assert_eq!(said(&text, "rpg"), wanted);
}

#[test]
fn what_both_say_alike_is_no_question() {
    let theirs = BASE.replace("injured = 3", "injured = 33");
    let text = merged(&[set("named", 0, Key::Injured, "33")], &theirs, &[]).unwrap();
    assert_eq!(text, theirs);
}

#[test]
fn a_renamed_record_is_settled_under_the_name_it_had() {
    let theirs = BASE.replace("injured = 3", "injured = 9");
    let edits = [set("named", 0, Key::Id, "\"renamed\""), set("renamed", 0, Key::Injured, "33")];
    let clashes = merged(&edits, &theirs, &[]).unwrap_err();
    assert_eq!(clashes.len(), 1);
    assert_eq!(clashes[0].record, attack("named"));
    assert_eq!(merged(&edits, &theirs, &[("named", Choice::Theirs)]).unwrap(), theirs);
    let text = merged(&edits, &theirs, &[("named", Choice::Ours)]).unwrap();
    assert!(text.contains("id = \"renamed\"") && text.contains("injured = 33"), "{text}");
}

#[test]
fn an_id_that_is_taken_by_now_is_left_out_or_asked_about() {
    let new = |name: &str| {
        let fields = [("id", "s9"), ("name", name), ("kind", "media")];
        let fields =
            fields.map(|(key, value)| (Key::from_name(key).unwrap(), format!("\"{value}\"")));
        Edit::AddRecord(Draft::new(Table::Source, fields.to_vec()))
    };
    let theirs = apply(BASE, &[new("Nine")]).unwrap().text;
    assert_eq!(merged(&[new("Nine")], &theirs, &[]).unwrap(), theirs);
    let clashes = merged(&[new("Another")], &theirs, &[]).unwrap_err();
    let record = Target { table: Table::Source, id: Id::new("s9").unwrap() };
    assert_eq!(clashes[0].record, record);
    let choices = [(record, Choice::Theirs)].into();
    let given_up = over(&loaded(BASE), theirs.as_bytes(), &steps(&[new("Another")]), &choices);
    assert_eq!(given_up.unwrap().text, theirs);
}

#[test]
fn a_form_that_was_open_while_the_file_changed_writes_nothing_unseen() {
    let make = |edit: Edit, now: &str| {
        let transaction = Transaction::Make {
            name: "changed".into(),
            edits: vec![edit],
            basis: loaded(BASE),
            typed: None,
        };
        apply_transaction(now.as_bytes(), &|text| LoadedFile::read(text, "x"), &transaction)
    };
    let now = BASE.replace("injured = 3", "injured = 9");
    let refused = make(set("named", 0, Key::Injured, "7"), &now).unwrap_err();
    let Rejection::Refused(refusal) = refused else { panic!("{refused:?}") };
    assert_eq!(&*refusal.message, "it was changed outside while this was open");
    // What is another record's business is no hindrance, and names are followed.
    let now = BASE.replace(FIRST, "");
    let made = make(account(SHELLING, "s3", 8), &now).unwrap();
    let text = String::from_utf8(made.loaded.bytes.unwrap().to_vec()).unwrap();
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
