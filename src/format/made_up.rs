//! Ids for records whose author gives none: from table, date and place.

use crate::model::{Id, Key, Word};

/// The id that is made up for a word of a table of this name, before any other bears it.
pub fn base(table: &str, word: &Word, parent: Option<&Id>) -> Id {
    let mut parts = vec![parent.map_or(table, Id::as_str).to_owned()];
    let date = [Key::Date, Key::Since].into_iter().find_map(|key| word.get(key)?.as_when());
    parts.extend(date.and_then(|when| when.earliest.or(when.latest)).map(|day| day.to_string()));
    let place = [Key::Place, Key::To, Key::Of].into_iter().find_map(|key| word.get(key)?.as_id());
    parts.extend(place.map(|id| id.to_string()));
    // A step has neither; its title may name whom nobody is to know.
    if parent.is_some() && parts.len() == 1 {
        parts.push(table.to_owned());
    }
    Id::from_words(&parts.join("-")).unwrap_or_else(Id::desk)
}

/// The `n`th id of those that were made up alike; the first is the base itself.
pub fn numbered(base: &Id, n: usize) -> Id {
    match n {
        0 | 1 => base.clone(),
        n => Id::from_words(&format!("{base} {n}")).unwrap_or_else(Id::desk),
    }
}

/// The first of them that is free.
pub fn free(base: &Id, is_taken: impl Fn(&Id) -> bool) -> Id {
    (1..).map(|n| numbered(base, n)).find(|id| !is_taken(id)).unwrap_or_else(|| base.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_free_id_is_counted_on() {
        let base = Id::new("attack-2020-07-14").unwrap();
        let taken = ["attack-2020-07-14", "attack-2020-07-14-2"];
        let free = free(&base, |id| taken.contains(&id.as_str()));
        assert_eq!(free.as_str(), "attack-2020-07-14-3");
    }

    #[test]
    fn a_place_is_part_of_an_id_only_when_it_is_an_id() {
        let of = crate::model::Value::Text("violations".into());
        let entry = crate::model::Entry { key: Key::Of, value: of, spot: Default::default() };
        let word = Word::new(vec![entry], crate::model::Spot::default());
        assert_eq!(base("tally", &word, None).as_str(), "tally");
    }
}
