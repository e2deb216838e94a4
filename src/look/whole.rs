//! Where text may be cut: a number with its sign, its unit and its caveat is one whole, which is
//! shown as it is or not at all. A number that is cut is another number.

/// What a number counts or measures in, and what stands behind it as a caveat.
const BEHIND: &[&str] = &["d", "h", "m", "km", "%", "≠", "?", "rep", "rep."];
/// Words that join two numbers to one figure: `9 of 28`.
const BETWEEN: &[&str] = &["of", "to", "or", "and", "+", "–", "-", "·"];
const MONTHS: &[&str] =
    &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A word of a text: where it begins, and where it ends.
type WordSpan = (usize, usize);

/// The last place up to `at` where `text` can be cut without breaking a number; an ellipsis is to
/// stand there.
pub fn cut_before(text: &str, at: usize) -> usize {
    let words = word_spans(text);
    let word = |n: usize| words.get(n).map(|(from, to)| &text[*from..*to]);
    // The words that stay whole, and the one in which the cut would be.
    let mut whole = words.partition_point(|(_, to)| *to <= at);
    let mut cut = at;
    if let Some((from, to)) = words.get(whole).copied().filter(|(from, _)| *from < at) {
        let first = first_digit(&text[from..to]).map(|first| from + first);
        match first {
            Some(first) if at > first => {
                let begin = begin_of_number(text, from, first);
                cut = begin;
                if begin > from {
                    return cut;
                }
            }
            _ if !is_glued(word, whole) => return without_signs(text, from, at),
            _ => cut = from,
        }
    }
    while let Some(last) = whole.checked_sub(1).and_then(word) {
        let is_figure = is_number(last);
        let joins = whole >= 2
            && BETWEEN.contains(&last)
            && word(whole - 2).is_some_and(is_number)
            && word(whole).is_some_and(is_number);
        let is_joined = word(whole).is_some_and(|next| BETWEEN.contains(&next))
            && word(whole + 1).is_some_and(is_number);
        let (from, to) = words[whole - 1];
        // A figure right before the ellipsis would look cut: it needs a space between.
        let touches = last
            .trim_end_matches([',', '.'])
            .ends_with(|c: char| c.is_ascii_digit() || BEHIND_SIGNS.contains(c));
        if is_figure && (is_glued(word, whole) || is_joined) || joins || is_sign(last) {
            (whole, cut) = (whole - 1, from);
        } else if touches && cut <= to {
            let begin =
                first_digit(last).map_or(from, |first| begin_of_number(text, from, from + first));
            if begin > from {
                return begin;
            }
            (whole, cut) = (whole - 1, from);
        } else {
            break;
        }
    }
    cut
}

/// Whether a line may end at `at`, right behind a space of `text`.
pub fn may_break(text: &str, at: usize) -> bool {
    cut_before(text, at) == at
}

/// Signs that end a figure.
const BEHIND_SIGNS: &str = "%≠?";

fn word_spans(text: &str) -> Vec<WordSpan> {
    let mut from = 0;
    let words = text.split(' ').map(|word| {
        let span = (from, from + word.len());
        from = span.1 + 1;
        span
    });
    words.filter(|(from, to)| from < to).collect()
}

fn first_digit(word: &str) -> Option<usize> {
    word.find(|c: char| c.is_ascii_digit())
}

/// Whether a word is a figure: a digit, and before it nothing but signs.
fn is_number(word: &str) -> bool {
    first_digit(word).is_some_and(|first| !word[..first].contains(char::is_alphabetic))
}

/// Where a number in a word begins, its sign included; of a word that begins with letters, such as
/// an id, where these end.
fn begin_of_number(text: &str, from: usize, first: usize) -> usize {
    let before = &text[from..first];
    if before.contains(char::is_alphabetic) {
        from + before.trim_end_matches(|c: char| !c.is_alphanumeric()).len()
    } else {
        from
    }
}

fn is_sign(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| "≥≤~<>+–−:(".contains(c))
}

/// Whether the word at a place is the unit, the caveat or the month of the figure before it.
fn is_glued<'t>(word: impl Fn(usize) -> Option<&'t str>, at: usize) -> bool {
    let is_behind = |word: &str| {
        let bare = word.trim_end_matches([',', ';', ':', '.', ')']);
        let month = bare.to_lowercase();
        BEHIND.contains(&bare)
            || MONTHS.contains(&month.get(..3).unwrap_or_default())
                && bare.chars().all(char::is_alphabetic)
    };
    at.checked_sub(1).and_then(&word).is_some_and(is_number) && word(at).is_some_and(is_behind)
}

/// A word that is cut before its digits, without the signs that belong to them.
fn without_signs(text: &str, from: usize, at: usize) -> usize {
    let kept = text[from..at].trim_end_matches(['≥', '≤', '~', '<', '>', '+', '–', '−', '(']);
    from + kept.len()
}

#[cfg(test)]
mod tests {
    use super::cut_before;

    fn cut(text: &str, at: usize) -> &str {
        &text[..cut_before(text, at)]
    }

    #[test]
    fn a_number_is_shown_whole_or_not_at_all() {
        assert_eq!(cut("attacks 1234", 10), "attacks ");
        assert_eq!(cut("killed 12,345 people", 12), "killed ");
        assert_eq!(cut("killed 12 people", 13), "killed 12 peo");
        assert_eq!(cut("2541–2604", 5), "");
        assert_eq!(cut("a 10–12", "a 10–".len()), "a ");
    }

    #[test]
    fn sign_unit_and_caveat_belong_to_it() {
        assert_eq!(cut("unseen ≥366 km", 12), "unseen ");
        assert_eq!(cut("reached 28 d", 10), "reached ");
        assert_eq!(cut("reached 9 of 28 days", 12), "reached ");
        assert_eq!(cut("it fell on 14 Aug, they say", 13), "it fell on ");
        assert_eq!(cut("it fell on 14 Aug, they say", 22), "it fell on 14 Aug, the");
        assert_eq!(cut("killed 26 ≠", 9), "killed ");
        assert_eq!(cut("3 + several", 3), "3 ");
    }

    #[test]
    fn a_number_never_touches_the_ellipsis() {
        assert_eq!(cut("12 killed", 2), "");
        assert_eq!(cut("12 killed", 3), "12 ");
        assert_eq!(cut("Two BTR-80, a Tigr", 11), "Two BTR");
    }

    #[test]
    fn an_id_is_cut_before_its_day() {
        assert_eq!(cut("patrol-12aug", 11), "patrol");
        assert_eq!(cut("count-russia-2020-07-30", 18), "count-russia");
        assert_eq!(cut("patrol-12aug", 4), "patr");
        assert_eq!(cut("D+161", 4), "D");
    }
}
