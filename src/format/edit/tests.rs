//! Every way in which a file may be laid out.

use super::*;

const HEAD: &str = "format = 1\n[scenario]\nid = \"made\"\ntitle = \"Made\"\n\
                    [[source]]\nid = \"s\"\nname = \"S\"\nkind = \"media\"\n";

fn text(records: &str) -> String {
    format!("{HEAD}{records}")
}

fn fields(pairs: &[(Key, &str)]) -> Fields {
    pairs.iter().map(|(key, value)| (*key, (*value).to_owned())).collect()
}

fn attack(id: &str) -> Target {
    Target { table: Table::Attack, id: Id::new(id).unwrap() }
}

fn shots(more: &[(Key, &str)]) -> Edit {
    let mut all = vec![(Key::Source, "\"s\""), (Key::Kind, "\"ied\""), (Key::Date, "2020-07-15")];
    all.extend(more);
    Edit::AddRecord(Draft::new(Table::Attack, fields(&all)))
}

fn set(id: &str, word: usize, key: Key, value: Option<&str>) -> Edit {
    Edit::SetKey { record: attack(id), word, key, value: value.map(str::to_owned) }
}

/// The records after the head, as an edit leaves them; undone and redone on the way.
#[track_caller]
fn edited(records: &str, edit: Edit) -> String {
    let before = text(records);
    let edited = apply(&before, &[edit]).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    assert_eq!(edited.patch.undo(&edited.text).as_deref(), Some(&*before));
    assert_eq!(edited.patch.redo(&before).as_deref(), Some(&*edited.text));
    edited.text.strip_prefix(HEAD).unwrap().to_owned()
}

fn refused(records: &str, edit: Edit) -> String {
    apply(&text(records), &[edit]).unwrap_err().message.to_string()
}

const ONE: &str =
    "\n[[attack]]\nid = \"a\"\ndate = 2020-07-14 # a Tuesday\nkind = \"ied\"\nsource = \"s\"\n";

#[test]
fn a_record_goes_behind_the_last_of_its_kind() {
    let added = "\n[[attack]]\nid = \"attack-2020-07-15\"\ndate = 2020-07-15\nkind = \"ied\"\nsource = \"s\"\n";
    assert_eq!(edited(ONE, shots(&[])), format!("{ONE}{added}"));
    let heading = "\n# ---- places\n[[place]]\nid = \"p\"\nname = \"P\"\n";
    assert_eq!(edited(&format!("{ONE}{heading}"), shots(&[])), format!("{ONE}{added}{heading}"));
    let remark = "# never confirmed\n";
    assert_eq!(
        edited(&format!("{ONE}{remark}{heading}"), shots(&[])),
        format!("{ONE}{remark}{added}{heading}"),
        "a remark below a record is its own"
    );
    let close = "# ---- places\n[[place]]\nid = \"p\"\nname = \"P\"\n";
    assert_eq!(
        edited(&format!("{ONE}{close}"), shots(&[])),
        format!("{ONE}{added}\n{close}"),
        "a remark above a record is that record's"
    );
}

#[test]
fn a_file_keeps_the_name_that_it_uses_most() {
    let incident =
        |id: &str| ONE.replace("attack", "incident").replace("\"a\"", &format!("\"{id}\""));
    let added = |name: &str| {
        format!(
            "\n[[{name}]]\nid = \"{name}-2020-07-15\"\ndate = 2020-07-15\nkind = \"ied\"\nsource = \"s\"\n"
        )
    };
    let two = format!("{}{ONE}{}", incident("b"), incident("c"));
    assert_eq!(edited(&two, shots(&[])), format!("{two}{}", added("incident")));
    let even = format!("{}{ONE}", incident("b"));
    assert_eq!(edited(&even, shots(&[])), format!("{even}{}", added("attack")));
    let typed = |table_name| {
        let Edit::AddRecord(draft) = shots(&[]) else { unreachable!() };
        Edit::AddRecord(Draft { table_name, ..draft })
    };
    assert_eq!(edited("", typed("incident")), added("incident"), "as it is typed, in a new file");
    assert_eq!(edited(ONE, typed("incident")), format!("{ONE}{}", added("attack")));
    let set = edited(&two, set("c", 0, Key::Kind, Some("\"rpg\"")));
    assert_eq!(set, format!("{}{ONE}{}", incident("b"), incident("c").replace("ied", "rpg")));
    let removed = edited(&two, Edit::RemoveRecord { record: attack("c") });
    assert_eq!(removed, format!("{}{ONE}", incident("b")));
}

#[test]
fn the_first_of_its_kind_goes_to_the_end() {
    let place = "\n[[place]]\nid = \"p\"\nname = \"P\"";
    let wanted = format!(
        "{place}\n\n[[attack]]\nid = \"attack-2020-07-15-p\"\ndate = 2020-07-15\nkind = \"ied\"\nplace = \"p\"\nsource = \"s\""
    );
    let edit = || shots(&[(Key::Place, "\"p\"")]);
    assert_eq!(edited(place, edit()), wanted, "no line end at the end, as before");
    assert_eq!(edited(&format!("{place}\n\n\n"), edit()), format!("{wanted}\n\n\n"));
}

#[test]
fn accounts_stand_one_a_line() {
    let account = || Edit::AddAccount {
        record: attack("a"),
        fields: fields(&[(Key::Killed, "3"), (Key::Source, "\"desk\"")]),
    };
    let one = "account = [\n  { source = \"desk\", killed = 3 },\n]\n";
    assert_eq!(edited(ONE, account()), format!("{ONE}{one}"));
    let two = "account = [\n  { source = \"desk\", killed = 3 },\n  { source = \"desk\", killed = 3 },\n]\n";
    assert_eq!(edited(&format!("{ONE}{one}"), account()), format!("{ONE}{two}"));
    for spread in [
        "account = [{ source = \"desk\", killed = 3 }]\n",
        "account = [ { source = \"desk\", killed = 3 }, ]\n",
    ] {
        assert_eq!(edited(&format!("{ONE}{spread}"), account()), format!("{ONE}{two}"));
    }
    let remarked = "account = [ # voices\n    { source = \"desk\" } # ours\n  ] # end\n";
    let wanted = "account = [ # voices\n    { source = \"desk\" }, # ours\n    { source = \"desk\", killed = 3 }\n  ] # end\n";
    assert_eq!(edited(&format!("{ONE}{remarked}"), account()), format!("{ONE}{wanted}"));
    let hugging = "account = [{ source = \"s\" },\n           { source = \"desk\" }]\n";
    let wanted = "account = [{ source = \"s\" },\n           { source = \"desk\" },\n           { source = \"desk\", killed = 3 }]\n";
    assert_eq!(edited(&format!("{ONE}{hugging}"), account()), format!("{ONE}{wanted}"));
    let empty = "account = []\n";
    assert_eq!(edited(&format!("{ONE}{empty}"), account()), format!("{ONE}{one}"));
    let none_yet = "account = [\n  # none yet\n]\n";
    let wanted = "account = [\n  # none yet\n  { source = \"desk\", killed = 3 },\n]\n";
    assert_eq!(edited(&format!("{ONE}{none_yet}"), account()), format!("{ONE}{wanted}"));
    let sections = "\n[attack.killed]\ntotal = 2\n\n[[attack.account]] # one\nsource = \"desk\"\n";
    let wanted = format!("{sections}\n[[attack.account]]\nsource = \"desk\"\nkilled = 3\n");
    assert_eq!(edited(&format!("{ONE}{sections}"), account()), format!("{ONE}{wanted}"));
}

#[test]
fn records_in_a_list_and_in_braces() {
    let list = "\n[[attack]]\nid = \"a\"\n";
    let inline = |accounts: &str| {
        text(list).replace(
            list,
            "",
        )
        .replace("format = 1\n", &format!("format = 1\nattack = [\n  {{ id = \"a\", date = 2020-07-14, kind = \"ied\", source = \"s\"{accounts} }},\n]\n"))
    };
    let account =
        Edit::AddAccount { record: attack("a"), fields: fields(&[(Key::Source, "\"desk\"")]) };
    let once = apply(&inline(""), std::slice::from_ref(&account)).unwrap();
    assert_eq!(once.text, inline(", account = [ { source = \"desk\" } ]"));
    let twice = apply(&once.text, &[account]).unwrap();
    assert_eq!(twice.text, inline(", account = [ { source = \"desk\" }, { source = \"desk\" } ]"));
    let added = apply(&inline(""), &[shots(&[])]).unwrap().text;
    let line =
        "\n  { id = \"attack-2020-07-15\", date = 2020-07-15, kind = \"ied\", source = \"s\" },\n]";
    assert_eq!(added, inline("").replace("\n]", line));
    let back =
        apply(&added, &[Edit::RemoveRecord { record: attack("attack-2020-07-15") }]).unwrap();
    assert_eq!(back.text, inline(""));
}

#[test]
fn a_key_is_changed_in_its_place() {
    assert_eq!(
        edited(ONE, set("a", 0, Key::Date, Some("2020-07-15T08:50:00"))),
        ONE.replace("2020-07-14 #", "2020-07-15T08:50:00 #")
    );
    assert_eq!(
        edited(ONE, set("a", 0, Key::Killed, Some("0"))),
        ONE.replace("\"ied\"\n", "\"ied\"\nkilled = 0\n"),
        "in the format's order"
    );
    let with = ONE.replace("kind", "  killed = 1 # one\nkind");
    assert_eq!(edited(&with, set("a", 0, Key::Killed, None)), ONE);
    let last = ONE.trim_end();
    assert_eq!(
        edited(&format!("{last}\nnote = \"x\""), set("a", 0, Key::Note, None)),
        last,
        "no line end at the end, as before"
    );
}

#[test]
fn a_key_of_an_account() {
    let of = |account: &str| format!("{ONE}account = [ {account} ]\n");
    let set = |key, value| set("a", 1, key, value);
    assert_eq!(
        edited(&of("{ source = \"desk\", note = \"n\" }"), set(Key::Published, Some("2020-07-15"))),
        of("{ source = \"desk\", published = 2020-07-15, note = \"n\" }")
    );
    assert_eq!(
        edited(&of("{ killed = 1, source = \"desk\" }"), set(Key::Killed, None)),
        of("{ source = \"desk\" }")
    );
    assert_eq!(
        edited(&of("{ source = \"desk\", killed = 1 }"), set(Key::Killed, None)),
        of("{ source = \"desk\" }")
    );
    assert_eq!(
        edited(&of("{source = \"desk\", killed = 1,}"), set(Key::Killed, Some("\"several\""))),
        of("{source = \"desk\", killed = \"several\",}")
    );
    let remark = "{ source = \"desk\", killed = 1, # counted\n  injured = 2 }";
    assert_eq!(
        refused(&of(remark), set(Key::Killed, None)),
        "a remark stands in the midst of what would change"
    );
}

#[test]
fn what_is_written_with_dots_or_below_a_header_becomes_one_value() {
    let dotted = ONE.replace("source", "at.lat = 35.8\nat.lon = 36.6 # east\nsource");
    assert_eq!(
        edited(&dotted, set("a", 0, Key::At, Some("{ lat = 35.9, lon = 36.6 }"))),
        ONE.replace("source", "at = { lat = 35.9, lon = 36.6 }\nsource")
    );
    assert_eq!(edited(&dotted, set("a", 0, Key::At, None)), ONE);
    let below = format!("{ONE}\n[attack.killed]\ntotal = 2\n");
    assert_eq!(edited(&below, set("a", 0, Key::Killed, None)), ONE);
    assert_eq!(
        edited(&below, set("a", 0, Key::Killed, Some("3"))),
        ONE.replace("\"ied\"\n", "\"ied\"\nkilled = 3\n")
    );
}

#[test]
fn records_and_accounts_go_with_their_gap_and_no_remark_else() {
    let other = ONE.replace("\"a\"", "\"b\"");
    let remove = |id| Edit::RemoveRecord { record: attack(id) };
    assert_eq!(edited(&format!("{ONE}{other}"), remove("a")), other);
    assert_eq!(edited(&format!("{ONE}{other}"), remove("b")), ONE);
    let heading = "\n# ---- the attacks\n\n";
    let with = |rest: &str| format!("{heading}{}", rest.trim_start());
    assert_eq!(edited(&with(&format!("{ONE}{other}")), remove("a")), with(&other));
    let accounts =
        "account = [\n  { source = \"s\" }, # one\n  # two\n  { source = \"desk\" }\n]\n";
    let both = format!("{ONE}{accounts}");
    let gone = |word| Edit::RemoveAccount { record: attack("a"), word };
    assert_eq!(edited(&both, gone(1)), both.replace("  { source = \"s\" }, # one\n", ""));
    assert_eq!(edited(&both, gone(2)), both.replace("  { source = \"desk\" }\n", ""));
    let single = format!("{ONE}account = [\n  {{ source = \"s\" }},\n]\n");
    assert_eq!(edited(&single, gone(1)), ONE);
}

#[test]
fn ties_and_clauses_are_written_into_their_record() {
    let agreement =
        "\n[[agreement]]\nid = \"peace\"\nname = \"Peace\"\nsigned = 2020-03-05\nsource = \"s\"\n";
    let clause = Draft {
        parent: Id::new("peace"),
        ..Draft::new(
            Table::Clause,
            fields(&[
                (Key::Text, "\"Fire stops.\""),
                (Key::Kind, "\"cessation\""),
                (Key::Id, "\"c\""),
            ]),
        )
    };
    let wanted = agreement.replace(
        "source",
        "clause = [\n  { id = \"c\", kind = \"cessation\", text = \"Fire stops.\" },\n]\nsource",
    );
    assert_eq!(edited(agreement, Edit::AddRecord(clause.clone())), wanted);
    let orphan = Draft { parent: None, ..clause.clone() };
    assert_eq!(refused(agreement, Edit::AddRecord(orphan)), "clauses stand inside their agreement");
    let whole = Draft {
        inner: vec![Draft { parent: None, ..clause }],
        accounts: vec![fields(&[(Key::Source, "\"desk\"")])],
        ..Draft::new(
            Table::Agreement,
            fields(&[
                (Key::Id, "\"peace\""),
                (Key::Name, "\"Peace\""),
                (Key::Signed, "2020-03-05"),
                (Key::Source, "\"s\""),
            ]),
        )
    };
    let written = edited("", Edit::AddRecord(whole));
    assert_eq!(written, format!("{wanted}account = [\n  {{ source = \"desk\" }},\n]\n"));
    let target = Target { table: Table::Clause, id: Id::new("c").unwrap() };
    let without = edited(&wanted, Edit::RemoveRecord { record: target });
    assert_eq!(without, agreement);
}

#[test]
fn what_check_would_refuse_is_not_written() {
    assert_eq!(
        refused(ONE, shots(&[(Key::Place, "\"nowhere\"")])),
        "place: no place is called `nowhere`"
    );
    assert_eq!(refused(ONE, set("a", 0, Key::Source, None)), "an attack needs `source`");
    assert_eq!(
        refused(ONE, set("a", 0, Key::Killed, Some("lots"))),
        "killed: `lots` is no number and no date; text needs quotes"
    );
    assert_eq!(
        refused(ONE, set("a", 0, Key::Killed, Some("1\ninjured = 2"))),
        "killed: more stands here than one value"
    );
    assert_eq!(
        refused(ONE, set("a", 0, Key::Killed, Some("1 # one"))),
        "killed: more stands here than one value"
    );
    assert_eq!(refused(ONE, shots(&[(Key::Id, "\"a\"")])), "the id `a` is taken already");
    assert_eq!(refused(ONE, set("b", 0, Key::Killed, None)), "no attack is called `b`");
    assert_eq!(refused(ONE, set("a", 0, Key::Number, Some("1"))), "attacks have no key `number`");
    let half = text(&ONE.replace("\"ied\"", "\"ied"));
    assert!(apply(&half, &[shots(&[])]).is_ok(), "what was wrong before is no reason");
    let broken = text(&ONE.replace("[[attack]]", "[[attack"));
    let refusal = apply(&broken, &[shots(&[])]).unwrap_err();
    assert_eq!(&*refusal.message, "the file does not load as it is");
}

#[test]
fn a_record_without_an_id_is_followed_through_several_edits() {
    let nameless = ONE.replace("id = \"a\"\n", "");
    let called = |day: &str| format!("attack-2020-07-{day}");
    let edits = [
        set(&called("14"), 0, Key::Date, Some("2020-07-16")),
        set(&called("14"), 0, Key::Killed, Some("1")),
    ];
    let edited = apply(&text(&nameless), &edits).unwrap();
    let wanted = nameless.replace("-14", "-16").replace("\"ied\"\n", "\"ied\"\nkilled = 1\n");
    assert_eq!(edited.text, text(&wanted));
    assert!(edited.touched.iter().all(|it| it.record == attack(&called("16"))));
    assert_eq!(
        edited.patch.rebase(&edited.text).unwrap().undo(&edited.text),
        Some(text(&nameless))
    );
    let named = set(&called("14"), 0, Key::Id, Some("\"a\""));
    assert_eq!(super::apply(&text(&nameless), &[named]).unwrap().text, text(ONE));
}

#[test]
fn a_record_that_others_name_stays() {
    let other = ONE.replace("\"a\"", "\"b\"").replace("source", "perhaps_same_as = \"a\"\nsource");
    let both = format!("{ONE}{other}");
    let remove = |id| Edit::RemoveRecord { record: attack(id) };
    assert_eq!(refused(&both, remove("a")), "`b` refers to `a`");
    let scenario = load(text(&both).as_bytes(), "").scenario.unwrap();
    let found = referring(&scenario, &attack("a"));
    assert_eq!(
        found.iter().map(|(record, key)| (record.id.as_str(), *key)).collect::<Vec<_>>(),
        [("b", Key::PerhapsSameAs)]
    );
    let all = [set("b", 0, Key::PerhapsSameAs, None), remove("a")];
    let left = apply(&text(&both), &all).unwrap();
    assert_eq!(left.text, text(&ONE.replace("\"a\"", "\"b\"")));
    assert_eq!(left.patch.undo(&left.text), Some(text(&both)));
}

#[test]
fn many_records_at_once_may_name_each_other() {
    let place = Edit::AddRecord(Draft::new(
        Table::Place,
        fields(&[(Key::Id, "\"p\""), (Key::Name, "\"P\"")]),
    ));
    let at = |place| shots(&[(Key::Place, place)]);
    let added = apply(&text(ONE), &[at("\"p\""), at("\"p\""), place]).unwrap();
    let ids: Vec<&str> = added.touched.iter().map(|touched| touched.record.id.as_str()).collect();
    assert_eq!(ids, ["attack-2020-07-15-p", "attack-2020-07-15-p-2", "p"]);
    let line = |n: u32| added.text.lines().nth(n as usize - 1).unwrap();
    assert_eq!(
        added.touched.iter().map(|it| line(it.spot.unwrap().line)).collect::<Vec<_>>(),
        ["[[attack]]", "[[attack]]", "[[place]]"]
    );
}

#[test]
fn a_change_is_undone_in_a_text_that_changed_elsewhere() {
    let other = ONE.replace("\"a\"", "\"b\"");
    let before = text(&format!("{ONE}{other}"));
    let changed = apply(&before, &[set("a", 0, Key::Killed, Some("3"))]).unwrap();
    let theirs =
        changed.text.replace("format = 1\n", "# theirs\nformat = 1\n") + "note = \"late\"\n";
    let moved = changed.patch.rebase(&theirs).unwrap();
    let wanted = before.replace("format = 1\n", "# theirs\nformat = 1\n") + "note = \"late\"\n";
    assert_eq!(moved.undo(&theirs), Some(wanted));

    let added = apply(&before, &[shots(&[])]).unwrap();
    let theirs = apply(&added.text, &[shots(&[(Key::Killed, "1")])]).unwrap().text;
    let undone = added.patch.rebase(&theirs).unwrap().undo(&theirs).unwrap();
    assert!(
        undone.contains("\"attack-2020-07-15-2\"") && !undone.contains("\"attack-2020-07-15\"")
    );

    let removed = apply(&before, &[Edit::RemoveRecord { record: attack("a") }]).unwrap();
    let theirs = removed.text.replace("Made", "Made by us");
    let undone = removed.patch.rebase(&theirs).unwrap().undo(&theirs).unwrap();
    assert_eq!(undone, before.replace("Made", "Made by us"));

    let theirs = changed.text.replace("killed = 3", "killed = 4");
    let refusal = changed.patch.rebase(&theirs).unwrap_err();
    assert_eq!(&*refusal.message, "what was written is no longer there as it was written");
}
