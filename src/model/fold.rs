//! Text as people search for it: without case, marks and apostrophes.

use unicode_normalization::UnicodeNormalization;

/// Folds case and marks, so that `hayat` finds Hay'at and `halab` finds Ḥalab.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        let bare = text.chars().filter(|c| !matches!(c, '\'' | '`'));
        return bare.map(|c| c.to_ascii_lowercase()).collect();
    }
    fold_any(text)
}

/// The same of text that may have any letter.
fn fold_any(text: &str) -> String {
    text.nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .filter(|c| !matches!(c, '\'' | '’' | '‘' | 'ʻ' | 'ʼ' | 'ʾ' | 'ʿ' | '`' | '´'))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'ı' => 'i',
            'ø' => 'o',
            'ł' => 'l',
            'đ' => 'd',
            _ => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_case_and_apostrophes_do_not_matter() {
        assert_eq!(fold("Hay'at Taḥrīr al-Shām"), "hayat tahrir al-sham");
        assert_eq!(fold("ŞIRNAK"), "sirnak");
        assert_eq!(fold("عين الحور"), "عين الحور");
    }

    #[test]
    fn plain_letters_are_folded_as_any_are() {
        let ascii: String = (0..128_u8).map(char::from).collect();
        assert_eq!(fold(&ascii), fold_any(&ascii));
    }
}
