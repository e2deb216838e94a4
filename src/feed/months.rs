//! The names of months in the languages that files come in, whole; a beginning of three letters or
//! more stands for a month where it is that of one alone.

/// Languages, each with its months from January; of several names of a month the usual one first.
pub(super) const MONTH_NAMES: &[(&str, [&[&str]; 12])] = &[
    (
        "French",
        [
            &["janvier"],
            &["février", "fevrier"],
            &["mars"],
            &["avril"],
            &["mai"],
            &["juin"],
            &["juillet"],
            &["août", "aout"],
            &["septembre"],
            &["octobre"],
            &["novembre"],
            &["décembre", "decembre"],
        ],
    ),
    (
        "Spanish",
        [
            &["enero"],
            &["febrero"],
            &["marzo"],
            &["abril"],
            &["mayo"],
            &["junio"],
            &["julio"],
            &["agosto"],
            &["septiembre", "setiembre"],
            &["octubre"],
            &["noviembre"],
            &["diciembre"],
        ],
    ),
    (
        "Arabic",
        [
            &["يناير", "كانون الثاني"],
            &["فبراير", "شباط"],
            &["مارس", "آذار", "اذار"],
            &["أبريل", "ابريل", "نيسان"],
            &["مايو", "أيار", "ايار"],
            &["يونيو", "حزيران"],
            &["يوليو", "تموز"],
            &["أغسطس", "اغسطس", "آب", "اب"],
            &["سبتمبر", "أيلول", "ايلول"],
            &["أكتوبر", "اكتوبر", "تشرين الأول", "تشرين الاول"],
            &["نوفمبر", "تشرين الثاني"],
            &["ديسمبر", "كانون الأول", "كانون الاول"],
        ],
    ),
    (
        "Russian",
        [
            &["января", "январь"],
            &["февраля", "февраль"],
            &["марта", "март"],
            &["апреля", "апрель"],
            &["мая", "май"],
            &["июня", "июнь"],
            &["июля", "июль"],
            &["августа", "август"],
            &["сентября", "сентябрь"],
            &["октября", "октябрь"],
            &["ноября", "ноябрь"],
            &["декабря", "декабрь"],
        ],
    ),
    (
        "Ukrainian",
        [
            &["січня", "січень"],
            &["лютого", "лютий"],
            &["березня", "березень"],
            &["квітня", "квітень"],
            &["травня", "травень"],
            &["червня", "червень"],
            &["липня", "липень"],
            &["серпня", "серпень"],
            &["вересня", "вересень"],
            &["жовтня", "жовтень"],
            &["листопада", "листопад"],
            &["грудня", "грудень"],
        ],
    ),
    (
        "Turkish",
        [
            &["ocak"],
            &["şubat", "subat"],
            &["mart"],
            &["nisan"],
            &["mayıs", "mayis"],
            &["haziran"],
            &["temmuz"],
            &["ağustos", "agustos"],
            &["eylül", "eylul"],
            &["ekim"],
            &["kasım", "kasim"],
            &["aralık", "aralik"],
        ],
    ),
];

/// The number of the month that a word names, in English or any of these.
pub(super) fn month(word: &str) -> Option<u32> {
    if word.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    if let Some(number) = crate::model::month_number(word) {
        return Some(number);
    }
    // A capital İ leaves a dot of its own behind.
    let word: String = word.to_lowercase().chars().filter(|c| *c != '\u{307}').collect();
    let names = || {
        let all = MONTH_NAMES.iter().flat_map(|(_, months)| (1u32..).zip(months));
        all.flat_map(|(n, names)| names.iter().map(move |name| (n, *name)))
    };
    if let Some((number, _)) = names().find(|(_, name)| *name == word) {
        return Some(number);
    }
    let is_long = word.chars().count() >= 3;
    let mut begun = names().filter(|(_, name)| is_long && name.starts_with(&word));
    let (number, _) = begun.next()?;
    begun.all(|(other, _)| other == number).then_some(number)
}

/// A text with a line for each name of two words joined into one, as [`month`] does not know them.
pub(super) fn joined(text: &str) -> Option<String> {
    let all = MONTH_NAMES.iter().flat_map(|(_, months)| (1u32..).zip(months));
    let mut of_two = all.flat_map(|(n, names)| names.iter().map(move |name| (n, *name)));
    let (number, name) = of_two.find(|(_, name)| name.contains(' ') && text.contains(name))?;
    let (usual, _) = ENGLISH.get(number as usize - 1).map(|name| (*name, ()))?;
    Some(text.replace(name, usual))
}

const ENGLISH: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
