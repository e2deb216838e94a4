//! "Did you mean": the nearest known word to one that is not known.

use crate::model::Clean;

/// The known word nearest to `word`, when it is near enough to be a slip of the hand.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let allowed = (word.chars().count() / 3).clamp(1, 3);
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// A hint: the nearest known word, else the whole list when it is short enough to read.
pub fn hint<'a>(word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Option<Clean> {
    if let Some(near) = nearest(word, known.clone()) {
        return Some(format!("did you mean `{near}`?").into());
    }
    let all: Vec<&str> = known.into_iter().collect();
    let list = all.join(", ");
    (!all.is_empty() && list.len() <= 240).then(|| format!("one of: {list}").into())
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
        assert_eq!(&*hint("zebra", keys).unwrap(), "one of: outcome, number, note");
    }
}
