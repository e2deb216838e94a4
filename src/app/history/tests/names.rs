//! Records that are called otherwise as the changes are made: none is taken for another.

use super::*;

fn new(id: &str, note: &str) -> Edit {
    let fields = [
        (Key::Id, format!("\"{id}\"")),
        (Key::Date, "2020-07-20".to_owned()),
        (Key::Kind, "\"raid\"".to_owned()),
        (Key::Source, "\"s1\"".to_owned()),
        (Key::Note, format!("\"{note}\"")),
    ];
    Edit::AddRecord(Draft::new(Table::Attack, fields.to_vec()))
}

/// The note of each attack, by its id.
fn notes(text: &str) -> Vec<(String, String)> {
    let index = loaded(text).index.unwrap();
    let attacks = index.scenario.table(Table::Attack).iter();
    let note = |record: &crate::model::Record| {
        record.get(Key::Note).map(crate::format::typed::typed).unwrap_or_default()
    };
    attacks.map(|record| (record.id.to_string(), note(record))).collect()
}

#[test]
fn a_made_up_id_that_passes_to_the_next_record_takes_nothing_along() {
    const FIRST_ID: &str = "attack-2020-07-14";
    // The shelling bears the id of the first as soon as that is gone here.
    let ours = steps(&[
        set(SHELLING, 0, Key::Note, "\"seen\""),
        Edit::RemoveRecord { record: attack(FIRST_ID) },
        account(FIRST_ID, "s3", 8),
    ]);
    let shelling = [pair("s1", ""), pair("s3", "8")];
    let text = settled(&ours, BASE, |_, _| None).unwrap().text;
    assert_eq!(said(&text, "shelling"), shelling);
    // Changed outside, the first stays or goes, whatever becomes of the shelling.
    let theirs = BASE.replacen("kind = \"ied\"", "kind = \"ied\"\ninjured = 5", 1);
    let clashes = settled(&ours, &theirs, |_, _| None).unwrap_err();
    assert_eq!(parts(&clashes), [(ClashPart::Record, &[Choice::Ours, Choice::Theirs][..])]);
    let text = settled(&ours, &theirs, |_, _| Some(Choice::Theirs)).unwrap().text;
    assert_eq!(said(&text, "ied"), [pair("s1", "5")]);
    assert_eq!(said(&text, "shelling"), shelling);
    assert!(text.contains("seen"), "{text}");
}

#[test]
fn a_record_written_again_under_its_id_is_chosen_for_itself() {
    let theirs = BASE.replace("injured = 3", "injured = 9");
    let ours =
        steps(&[Edit::RemoveRecord { record: attack("named") }, new("named", "typed again")]);
    // What is given up of the removal gives up nothing of what was written since.
    let mut asked = Vec::new();
    let clashes = settled(&ours, &theirs, |part, _| {
        asked.push(part);
        Some(Choice::Theirs).filter(|_| asked.len() == 1)
    });
    let clashes = clashes.unwrap_err();
    assert_eq!(asked, [ClashPart::Record, ClashPart::Record]);
    let is_shown = |clash: &Clash| {
        let lines = crate::app::versions(clash, &Choices::new(), 400);
        lines.iter().any(|line| line.phrase.text().contains("typed again"))
    };
    assert!(clashes.iter().any(is_shown), "{clashes:?}");
    let mut choices = [Choice::Theirs, Choice::Both].into_iter();
    let both = settled(&ours, &theirs, |_, _| choices.next()).unwrap();
    let (stood, again) = (("named", ""), ("named-2", "typed again"));
    let wanted = [stood, again].map(|(id, note)| (id.to_owned(), note.to_owned()));
    assert_eq!(notes(&both.text)[3..], wanted);
}

#[test]
fn an_id_that_another_record_bears_by_now_is_not_the_same_record() {
    let theirs = BASE.replace("id = \"named\"", "id = \"new\"");
    let ours = steps(&[new("new", "typed"), set("named", 0, Key::Injured, "33")]);
    let clashes = settled(&ours, &theirs, |_, _| None).unwrap_err();
    let apart = &[Choice::Both, Choice::Theirs][..];
    assert_eq!(parts(&clashes), [(ClashPart::Record, apart)]);
    let both = settled(&ours, &theirs, |_, _| Some(Choice::Both)).unwrap();
    let wanted = [("new", ""), ("new-2", "typed")];
    let wanted = wanted.map(|(id, note)| (id.to_owned(), note.to_owned()));
    assert_eq!(notes(&both.text)[3..], wanted);
    assert_eq!(said(&both.text, "rpg"), [pair("s1", "33"), pair("s2", "4")]);
    let given_up = settled(&ours, &theirs, |_, _| Some(Choice::Theirs)).unwrap();
    assert_eq!(said(&given_up.text, "rpg"), [pair("s1", "33"), pair("s2", "4")]);
    assert!(!given_up.text.contains("typed"), "{}", given_up.text);
}

#[test]
fn what_is_changed_of_a_record_that_is_given_up_is_given_up_with_it() {
    let theirs = apply(BASE, &[new("new", "theirs")]).unwrap().text;
    let ours = steps(&[new("new", "typed"), set("new", 0, Key::Injured, "33")]);
    let given_up = settled(&ours, &theirs, |_, _| Some(Choice::Theirs)).unwrap();
    assert_eq!(given_up.text, theirs);
    let kept = settled(&ours, &theirs, |_, _| Some(Choice::Ours)).unwrap().text;
    assert!(kept.contains("typed") && kept.contains("injured = 33"), "{kept}");
}
