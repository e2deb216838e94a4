//! Tags of HXL: which column means what.

/// Places of a table with tags, the narrowest first.
pub(super) const LEVELS: &[&str] = &["#loc", "#adm5", "#adm4", "#adm3", "#adm2"];

/// Tags whose columns tell of the same figure another way, or of all figures of a day alike: not of
/// which part of the people one is.
const NO_PARTS: &[&str] = &[
    "#date",
    "#affected",
    "#population",
    "#inneed",
    "#targeted",
    "#reached",
    "#value",
    "#geo",
    "#meta",
    "#org",
    "#operation",
    "#crisis",
    "#country",
    "#region",
    "#adm1",
    "#adm2",
    "#adm3",
    "#adm4",
    "#adm5",
    "#loc",
    "#description",
    "#contact",
    "#round",
    "#capacity",
    "#output",
];

/// Whether a tag is of the place where people came from, rather than of where they are.
pub(super) fn is_of_origin(tag: &str) -> bool {
    tag.split('+').skip(1).any(|attribute| matches!(attribute, "origin" | "dest"))
}

/// Whether a tag is of the sex or age of the people of a row, and of no figure.
fn is_of_people(tag: &str) -> bool {
    let is_figure = ["#affected", "#inneed", "#targeted", "#reached", "#value"];
    let mut parts = tag.split('+');
    !parts.next().is_some_and(|base| is_figure.contains(&base))
        && parts.any(|attribute| matches!(attribute, "sex" | "gender" | "age"))
}

/// The columns that tell of which part of the people a figure is. Of a name and its code the name.
pub(super) fn parts(tags: &[String]) -> impl Iterator<Item = usize> {
    let base = |tag: &str| tag.split('+').next().unwrap_or_default().to_owned();
    let is_part = move |tag: &str| {
        let is_other = !NO_PARTS.contains(&&*base(tag)) && !tag.starts_with("#x_");
        !tag.is_empty() && (is_other || is_of_origin(tag) || is_of_people(tag))
    };
    let is_code = |tag: &str| has_tag(tag, "+code") || has_tag(tag, "+id");
    let has_name = move |tag: &String| {
        let mut others = tags.iter().filter(|other| *other != tag && is_part(other));
        others.any(|other| base(other) == base(tag) && !is_code(other))
    };
    let kept = move |tag: &String| is_part(tag) && !(is_code(tag) && has_name(tag));
    tags.iter().enumerate().filter(move |(_, tag)| kept(tag)).map(|(n, _)| n)
}

/// A tag in small letters, without spaces.
pub(super) fn normal_tag(cell: &str) -> String {
    cell.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Whether a tag is a wanted one: the same hashtag, with all of its attributes.
pub(super) fn has_tag(tag: &str, wanted: &str) -> bool {
    let attributes = |tag: &str| tag.split('+').skip(1).map(str::to_owned).collect::<Vec<_>>();
    let (own, asked) = (attributes(tag), attributes(wanted));
    let base = |tag: &str| tag.split('+').next().unwrap_or("").to_owned();
    (wanted.starts_with('+') || base(tag) == base(wanted))
        && asked.iter().all(|one| own.contains(one))
}

/// Whether a cell is a tag: a hash, a word, and attributes behind plus signs.
pub(super) fn is_tag(tag: &str) -> bool {
    let is_sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '+');
    tag.strip_prefix('#').is_some_and(|rest| !rest.is_empty() && rest.chars().all(is_sign))
}
