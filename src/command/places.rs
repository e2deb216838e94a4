//! What a key types on keyboards of other scripts, by its place: й stands where Q does, and asks for
//! what Q asks for. Only where keys are pressed and no text is typed.

/// The characters of a US keyboard, without Shift and with it: the places that the keyboards below
/// are told by.
const PLACES: [&str; 2] = [
    "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./",
    "~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:\"ZXCVBNM<>?",
];

/// The Russian keyboard (ЙЦУКЕН), in the places above; a character of ASCII stands for itself.
const RUSSIAN: [&str; 2] = [
    "ё1234567890-=йцукенгшщзхъ\\фывапролджэячсмитьбю.",
    "Ё!\"№;%:?*()_+ЙЦУКЕНГШЩЗХЪ/ФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,",
];

/// The Arabic keyboard (101). The lam-alefs are single characters here; a system that sends them as
/// two sends those of two other keys.
const ARABIC: [&str; 2] = [
    "ذ1234567890-=ضصثقفغعهخحجد\\شسيبلاتنمكطئءؤر\u{fefb}ىةوزظ",
    "\u{651}!@#$%^&*)(_+\u{64e}\u{64b}\u{64f}\u{64c}\u{fef9}إ‘÷×؛<>|\u{650}\u{64d}][\u{fef7}أـ،/:\"~\u{652}}{\u{fef5}آ’,.؟",
];

/// What Ukrainian and Belarusian keyboards have in places of the Russian one, and numerals of Arabic
/// and Persian.
const OTHERS: [(&str, &str); 4] = [
    ("іІїЇєЄґҐ", "sS]}'\"\\|"),
    ("ўЎ", "oO"),
    ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
    ("۰۱۲۳۴۵۶۷۸۹", "0123456789"),
];

/// What a US keyboard types by the key that typed `c`. `None` of a character of ASCII, which stands
/// for itself on every keyboard, and of one that no keyboard here has.
pub(super) fn at_place(c: char) -> Option<char> {
    if c.is_ascii() {
        return None;
    }
    let keyboards = [RUSSIAN, ARABIC].map(|keyboard| keyboard.into_iter().zip(PLACES));
    let mut rows = keyboards.into_iter().flatten().chain(OTHERS);
    rows.find_map(|(typed, places)| {
        let at = typed.chars().position(|other| other == c)?;
        places.chars().nth(at)
    })
}

#[cfg(test)]
mod tests;
