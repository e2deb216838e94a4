//! What a clause promises, as people type it: `600 aid trucks per day counts outcome:completed`.

use super::{count, pairs, quote, term};
use crate::model::{Promise, PromisePeriod, Refusal};

const FORM: &str = "write 600 aid trucks per day counts handover kind:hostages";

/// The small table that is meant: a count, of what, how often, what counts.
pub fn toml(typed: &str) -> Result<String, Refusal> {
    let (promise, counts) = match typed.split_once(" counts ") {
        Some((promise, counts)) => (promise, Some(counts.trim())),
        None => (typed, None),
    };
    let (promise, per) = match promise.rsplit_once(" per ") {
        Some((promise, per)) => (promise, Some(per.trim())),
        None => (promise, None),
    };
    let (many, of) = split_count(promise.trim());
    if many.is_empty() || of.is_empty() {
        return Err(Refusal::new(format!("`{typed}` promises nothing that can be counted"), FORM));
    }
    let per = per.map(|per| quote(term(&PromisePeriod::WORDS, per).unwrap_or(per)));
    let all = [("count", Some(count(many))), ("of", Some(quote(of)))].into_iter();
    let all = all.chain([("per", per), ("counts", counts.map(quote))]);
    Ok(pairs::table(all.filter_map(|(key, value)| Some((key.to_owned(), value?)))))
}

/// The count in front, in quotes where it has several words, and what is counted behind it.
fn split_count(typed: &str) -> (&str, &str) {
    let split = match typed.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"'),
        None => typed.split_once(char::is_whitespace),
    };
    split.map_or((typed, ""), |(many, of)| (many.trim(), of.trim()))
}

/// A promise as somebody would type it, whose count is typed so; one that would be read otherwise,
/// as it stands in a file.
pub fn typed(promise: &Promise, many: String) -> String {
    let of = promise.of.original();
    let is_plain = |text: &str| !text.contains(" per ") && !text.contains(" counts ");
    let is_short = !many.starts_with(['{', '"']) && is_plain(of) && of.trim() == of;
    let counts = promise.counts.as_ref().map(|counts| counts.original());
    if is_short && counts.is_none_or(|counts| is_plain(counts) && counts.trim() == counts) {
        let many = if many.contains(char::is_whitespace) { format!("\"{many}\"") } else { many };
        let per = promise.per.map(|per| format!(" per {}", per.word())).unwrap_or_default();
        let counts = counts.map(|counts| format!(" counts {counts}")).unwrap_or_default();
        return format!("{many} {of}{per}{counts}");
    }
    let per = promise.per.map(|per| quote(per.word()));
    let all = [("count", Some(count(&many))), ("of", Some(quote(of)))].into_iter();
    let all = all.chain([("per", per), ("counts", counts.map(quote))]);
    pairs::table(all.filter_map(|(key, value)| Some((key.to_owned(), value?))))
}

#[cfg(test)]
mod tests {
    use super::toml;

    #[test]
    fn a_promise_is_typed_as_it_is_said() {
        assert_eq!(
            toml("600 aid trucks per day counts tally text:trucks").unwrap(),
            "{ count = 600, of = \"aid trucks\", per = \"day\", counts = \"tally text:trucks\" }"
        );
        assert_eq!(toml("33 hostages").unwrap(), "{ count = 33, of = \"hostages\" }");
        assert_eq!(
            toml("\"about 1900\" prisoners per phase").unwrap(),
            "{ count = \"about 1900\", of = \"prisoners\", per = \"phase\" }"
        );
        assert!(toml("600").is_err());
    }
}
