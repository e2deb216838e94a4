//! "Did you mean": the nearest known word to one that is not known.

use crate::model::Clean;

/// Characters of the longest word that is compared: the work grows with the square of it.
const LONGEST: usize = 64;
/// Words of a list that are looked at, and bytes of a list that is printed whole.
const LISTED: usize = 60;
const LONGEST_LIST: usize = 240;

/// The known word nearest to `word`, when it is near enough to be a slip of the hand; of several
/// the first in the alphabet.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let typed = word;
    let word = word.to_lowercase();
    let length = word.chars().count();
    let allowed = (length / 3).clamp(1, 3);
    known
        .into_iter()
        // What was typed is no way out.
        .filter(|candidate| *candidate != typed)
        .filter(|candidate| {
            candidate.len() <= LONGEST && candidate.chars().count().abs_diff(length) <= allowed
        })
        .map(|candidate| (strsim::damerau_levenshtein(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= allowed && *distance < length) // nothing in common is no slip
        .min()
        .map(|(_, candidate)| candidate)
}

/// A hint: the nearest known word, else the whole list when it is short enough to read.
pub fn hint<'a>(word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Option<Clean> {
    if let Some(near) = nearest(word, known.clone()) {
        return Some(format!("did you mean `{near}`?").into());
    }
    let all: Vec<&str> = known.into_iter().filter(|known| *known != word).take(LISTED).collect();
    let mut list = all.join(", ");
    if list.len() > LONGEST_LIST {
        let kept: Vec<&str> =
            all.into_iter().take(12).filter(|word| word.len() <= LONGEST).collect();
        list = format!("{}, …", kept.join(", "));
    }
    (!list.is_empty()).then(|| format!("one of: {list}").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_found_and_strangers_are_not() {
        let keys = ["outcome", "number", "note"];
        assert_eq!(nearest("outcom", keys), Some("outcome"));
        assert_eq!(nearest("nubmer", keys), Some("number"));
        assert_eq!(nearest("zebra", keys), None);
        assert_eq!(nearest("G", ["A", "B"]), None);
        assert_eq!(nearest("note", ["note", "notes"]), Some("notes"), "never what was typed");
        let long = "x".repeat(100_000);
        assert_eq!(nearest(&long, [&*long]), None, "nobody types that by a slip");
        assert_eq!(&*hint("zebra", keys).unwrap(), "one of: outcome, number, note");
    }
}
