//! Which letters of an entry were typed.

use crate::board::fold;

/// The characters of a text that have what was typed, by position: each word as it stands, best at
/// the beginning of a word, else its letters in their order. Marks and case are folded as in search.
pub fn matched_letters(text: &str, typed: &str) -> Vec<usize> {
    // Folding a character may leave none, or make several.
    let folded = |(nth, c): (usize, char)| {
        fold(c.encode_utf8(&mut [0; 4])).chars().map(|c| (c, nth)).collect::<Vec<_>>()
    };
    let letters: Vec<(char, usize)> = text.chars().enumerate().flat_map(folded).collect();
    let mut matched = Vec::new();
    for word in fold(typed).split_whitespace() {
        let word: Vec<char> = word.chars().collect();
        matched.extend(place_of(&letters, &word));
    }
    matched.sort_unstable();
    matched.dedup();
    matched
}

fn place_of(letters: &[(char, usize)], word: &[char]) -> Vec<usize> {
    let stands = |window: &[(char, usize)]| window.iter().map(|(c, _)| c).eq(word);
    let windows = || letters.windows(word.len().max(1)).enumerate().filter(|(_, it)| stands(it));
    let begins = |at: usize| at == 0 || !letters[at - 1].0.is_alphanumeric();
    if let Some((_, window)) = windows().find(|(at, _)| begins(*at)).or_else(|| windows().next()) {
        return window.iter().map(|(_, nth)| *nth).collect();
    }
    let mut rest = letters.iter();
    word.iter().map_while(|wanted| rest.find(|(c, _)| c == wanted)).map(|(_, nth)| *nth).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, typed: &str) -> String {
        let matched = matched_letters(text, typed);
        let mark = |(nth, c): (usize, char)| if matched.contains(&nth) { c } else { '.' };
        text.chars().enumerate().map(mark).collect()
    }

    #[test]
    fn letters_are_found_as_they_were_typed() {
        assert_eq!(marked("IED near Ariha", "ari"), ".........Ari..");
        assert_eq!(marked("Taḥrīr al-Shām", "sham tah"), "Taḥ.......Shām");
        assert_eq!(marked("next panel", "nxp"), "n.x..p....");
        assert_eq!(marked("a panel pan", "pan"), "..pan......");
        assert_eq!(marked("عين الحَور", "الحور"), "....الح.ور");
        assert_eq!(marked("abc", "zz"), "...");
        assert_eq!(marked("", "a"), "");
    }
}
