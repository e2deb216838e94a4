//! When two voices cannot both be right.

use super::{Board, Said};
use crate::model::{ActorKind, Bounds, Count, Counts, Id, Key, Keys, Record, Scenario, Value};

/// The keys of a record on which two visible voices cannot both be true. Words, notes and patrol
/// numbers never contest: numbers are ledgers.
pub fn contested_keys(board: &Board, record: &Record) -> Keys {
    let (mut asked, mut contested) = (Keys::default(), Keys::default());
    // Of two words that carry a key, one is an account.
    for entry in record.accounts().iter().flat_map(|word| &word.entries) {
        let key = entry.key;
        if asked.contains(&key) || !key.may_contest() {
            continue;
        }
        asked.insert(key);
        if is_contested(board, key, &board.voices(record, key)) {
            contested.insert(key);
        }
    }
    contested
}

fn is_contested(board: &Board, key: Key, voices: &[Said]) -> bool {
    let pairs =
        voices.iter().enumerate().flat_map(|(n, a)| voices[n + 1..].iter().map(move |b| (a, b)));
    let scenario = board.scenario();
    let names_sides = matches!(key, Key::By | Key::On);
    pairs.into_iter().any(|(a, b)| {
        exclude(scenario, a.value, b.value)
            || names_sides && are_others(scenario, a.value.ids(), b.value.ids())
            || are_victims_of_others(scenario, a.value, b.value)
    })
}

/// Whether two voices name actors of whom none is, or belongs to, one of the other's. Who is unknown,
/// or goes by somebody's name for unnamed groups, may be anybody.
fn are_others(scenario: &Scenario, a: &[Id], b: &[Id]) -> bool {
    let is_open = |id: &Id| {
        let record = scenario.find(id);
        id.is_unknown()
            || id.as_str() == "others"
            || record.is_some_and(|record| record.term(Key::Kind) == Some(ActorKind::Label))
    };
    if a.is_empty() || b.is_empty() || a.iter().chain(b).any(is_open) {
        return false;
    }
    let is_one = |a: &Id, b: &Id| scenario.is_part_of(a, b) || scenario.is_part_of(b, a);
    !a.iter().any(|a| b.iter().any(|b| is_one(a, b)))
}

/// Whether one voice gives the victims to other actors than another does: civilians here, fighters
/// there. A voice that says of how many only, and not whose, excludes nobody.
fn are_victims_of_others(scenario: &Scenario, a: &Value, b: &Value) -> bool {
    let (Value::Counts(a), Value::Counts(b)) = (a, b) else { return false };
    let whose = |counts: &Counts| -> Vec<Id> {
        let hit = counts.named().filter(|part| part.bounds().low > 0);
        hit.filter_map(|part| Id::new(&part.name)).collect()
    };
    are_others(scenario, &whose(a), &whose(b))
}

/// Whether two values of one key cannot both be true.
pub(super) fn exclude(scenario: &Scenario, a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::When(a), Value::When(b)) => a.excludes(b),
        (Value::Count(a), Value::Count(b)) => a.excludes(b),
        (Value::Counts(a), Value::Counts(b)) => counts_exclude(a, b),
        (Value::Counts(counts), Value::Count(count))
        | (Value::Count(count), Value::Counts(counts)) => whole_excludes(counts, count),
        (Value::Term(a), Value::Term(b)) => a != b && !a.leaves_open() && !b.leaves_open(),
        (Value::Kind(a), Value::Kind(b)) => a != b,
        (Value::Term(term), Value::Kind(_)) | (Value::Kind(_), Value::Term(term)) => {
            !term.leaves_open()
        }
        (Value::Id(a), Value::Id(b)) => {
            let is_place = |id| {
                scenario.find(id).is_some_and(|record| record.table == crate::model::Table::Place)
            };
            is_place(a) && is_place(b) && !scenario.is_part_of(a, b) && !scenario.is_part_of(b, a)
        }
        (Value::Flag(a), Value::Flag(b)) => a != b,
        _ => false,
    }
}

/// Two breakdowns contest on a name that both carry.
fn counts_exclude(a: &Counts, b: &Counts) -> bool {
    let differs = |part: &crate::model::Part| {
        part.count.as_ref().zip(b.of(&part.name)).is_some_and(|(one, other)| one.excludes(other))
    };
    a.parts.iter().any(differs) || a.bounds().excludes(b.bounds())
}

/// A plain count is of everybody: a breakdown contests it by its total or its sum.
fn whole_excludes(counts: &Counts, count: &Count) -> bool {
    let listed: Bounds = counts.bounds();
    listed.excludes(count.bounds())
}

#[cfg(test)]
mod tests {
    use super::super::made;
    use crate::model::{Id, Key};

    /// The keys on which two voices of an attack cannot both be right.
    fn contested(own: &str, other: &str) -> Vec<Key> {
        let records = format!(
            "[[actor]]\nid = \"north\"\nname = \"North\"\nkind = \"state\"\n\
             [[actor]]\nid = \"army\"\nname = \"Army\"\nkind = \"state-force\"\npart_of = \"north\"\n\
             [[actor]]\nid = \"south\"\nname = \"South\"\nkind = \"armed-group\"\n\
             [[actor]]\nid = \"gunmen\"\nname = \"Gunmen\"\nkind = \"label\"\n\
             [[source]]\nid = \"t\"\nname = \"T\"\nkind = \"media\"\n\
             [[attack]]\nid = \"a\"\ndate = 2020-07-02\nkind = \"shelling\"\nsource = \"s\"\n{own}\n\
             account = [{{ source = \"t\", {other} }}]\n"
        );
        let board = made::board(&records, "2020-07-20");
        let attack = board.scenario().find(&Id::new("a").unwrap()).unwrap();
        super::contested_keys(&board, attack).iter().collect()
    }

    #[test]
    fn who_blames_others_contests_and_who_leaves_it_open_does_not() {
        assert_eq!(contested("by = [\"north\"]", "by = [\"south\"]"), [Key::By]);
        assert_eq!(contested("by = [\"north\"]", "by = [\"army\"]"), []);
        assert_eq!(contested("by = [\"north\", \"south\"]", "by = [\"south\"]"), []);
        assert_eq!(contested("by = [\"north\"]", "by = [\"unknown\"]"), []);
        assert_eq!(contested("by = [\"north\"]", "by = [\"gunmen\"]"), []);
        assert_eq!(contested("on = [\"civilians\"]", "on = [\"combatants\"]"), [Key::On]);
    }

    #[test]
    fn the_dead_of_one_side_contest_those_of_another() {
        let rival = contested("killed = { civilians = 3 }", "killed = { army = 3 }");
        assert_eq!(rival, [Key::Killed]);
        assert_eq!(contested("killed = { north = 3 }", "killed = { army = 3 }"), []);
        assert_eq!(contested("killed = 3", "killed = { army = 3 }"), []);
        assert_eq!(contested("killed = { civilians = 3 }", "killed = { army = 0 }"), []);
        let among = "killed = { civilians = { total = 3, children = 1 } }";
        assert_eq!(contested(among, "killed = { civilians = { total = 3, children = 2 } }"), []);
    }
}
