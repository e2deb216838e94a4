//! Names in less room than they take: first without what only qualifies them, then without their
//! middle, never without their head.

use super::{
    whole::cut_before,
    width,
    width::{fit, start},
};

/// What begins that which says more of a name, and is not part of it.
const QUALIFIERS: [&str; 4] = [" (", ", ", " / ", "/"];
/// Cells of a name's end that are worth the place they take from its head.
const LEAST_TAIL: usize = 4;

/// `name` in at most `cells` cells. What follows a comma, a slash or a bracket goes without a sign;
/// what is lost of the name itself leaves an ellipsis in its place.
pub fn shortened(name: &str, cells: usize) -> String {
    if width(name) <= cells {
        return name.to_owned();
    }
    let ends = QUALIFIERS.iter().filter_map(|sign| name.find(sign)).filter(|at| *at > 0);
    let head = &name[..ends.min().unwrap_or(name.len())];
    if width(head) <= cells {
        return head.to_owned();
    }
    let of_head = without_middle(head, cells);
    of_head.unwrap_or_else(|| at_a_space(head, cells))
}

/// The first words and the last one, with an ellipsis for what stood between.
fn without_middle(name: &str, cells: usize) -> Option<String> {
    let (before, last) = name.rsplit_once(' ')?;
    let room = cells.checked_sub(1 + width(last))?;
    if width(last) < LEAST_TAIL || room < cells.div_ceil(2) {
        return None;
    }
    let kept = start(before, room);
    let kept = &before[..cut_before(before, kept.len())];
    let at = kept.rfind(' ').filter(|at| width(&kept[..*at]) >= LEAST_TAIL)?;
    Some(format!("{}…{last}", &kept[..at]))
}

/// Cut behind a word where that leaves most of the room in use, else within one.
fn at_a_space(name: &str, cells: usize) -> String {
    let Some(room) = cells.checked_sub(1) else { return String::new() };
    let kept = start(name, room);
    let is_end = name[kept.len()..].starts_with(' ');
    let at = if is_end { Some(kept.len()) } else { kept.rfind(' ') };
    let at = at.filter(|at| width(&kept[..*at]) * 2 >= cells && cut_before(name, *at) == *at);
    at.map_or_else(|| fit(name, cells), |at| format!("{}…", &kept[..at]))
}

/// Text of a file as the end of a sentence: shortened at a word, without its own full stop.
pub fn clause_of(text: &str, columns: usize) -> String {
    let text = text.trim().trim_end_matches('.');
    if width(text) <= columns {
        return text.to_owned();
    }
    let cut = fit(text, columns);
    let whole = cut.trim_end_matches('…').trim_end();
    // A word that is cut is left out, unless it is the only one.
    let is_cut = text[whole.len()..].starts_with(|c: char| !c.is_whitespace());
    let whole = whole.rsplit_once(' ').map_or(whole, |(head, _)| if is_cut { head } else { whole });
    format!("{}…", whole.trim_end_matches([',', ';', ':', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_loses_its_qualifier_then_its_middle_never_its_head() {
        assert_eq!(shortened("Kafir, countryside of Jisr al-Shughur", 16), "Kafir");
        assert_eq!(shortened("Idlib province (north)", 16), "Idlib province");
        assert_eq!(shortened("near Jabal al-Akrad (unnamed)", 20), "near Jabal al-Akrad");
        assert_eq!(shortened("near Jabal al-Akrad", 14), "near Jabal…");
        assert_eq!(shortened("between Ariha and Jisr al-Shughur", 16), "between Ariha…");
        assert_eq!(shortened("between Ariha and Jisr al-Shughur", 26), "between Ariha…al-Shughur");
        assert_eq!(shortened("Russian Ministry of Defence", 19), "Russian…Defence");
        assert_eq!(shortened("Ghassaniyah", 8), "Ghassan…");
    }

    proptest! {
        #[test]
        fn a_name_keeps_its_head_and_its_room(name in "[A-Za-zא-ת가-나 ,()/0-9-]{0,40}", cells in 0usize..44) {
            let short = shortened(&name, cells);
            prop_assert!(width(&short) <= cells);
            let head = short.split('…').next().unwrap_or_default();
            prop_assert!(name.starts_with(head));
        }
    }

    #[test]
    fn a_sentence_is_cut_at_a_word_and_has_no_full_stop_of_its_own() {
        assert_eq!(clause_of("The road is closed.", 40), "The road is closed");
        assert_eq!(
            clause_of("The road is closed, and nobody knows why", 22),
            "The road is closed…"
        );
        assert_eq!(clause_of("Donaudampfschifffahrt", 8), "Donauda…");
    }
}
