//! Changes to a text by bytes: what is put in where, all against the same text.

use crate::model::Span;

/// What stands at a place gives way to something else.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Splice {
    pub at: Span,
    pub with: String,
}

impl Splice {
    pub fn insert(at: usize, with: String) -> Self {
        Splice { at: Span { start: at, end: at }, with }
    }

    pub fn remove(start: usize, end: usize) -> Self {
        Splice { at: Span { start, end }, with: String::new() }
    }

    pub fn replace(at: Span, with: String) -> Self {
        Splice { at, with }
    }
}

/// The text with all of it done; `None` when two of them would touch the same bytes. What is put in
/// at one place stands there in the order that was given.
pub fn splice(text: &str, splices: &[Splice]) -> Option<String> {
    let mut sorted: Vec<&Splice> = splices.iter().collect();
    sorted.sort_by_key(|splice| (splice.at.start, splice.at.end));
    let mut out = String::with_capacity(text.len() + 256);
    let mut at = 0;
    for splice in sorted {
        out.push_str(text.get(at..splice.at.start)?);
        out.push_str(&splice.with);
        at = splice.at.end;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splices_are_made_at_once_and_never_over_each_other() {
        let put = |at, with: &str| Splice::insert(at, with.to_owned());
        let all = [put(3, "y"), Splice::remove(0, 1), put(3, "z"), put(0, "x")];
        assert_eq!(splice("abcd", &all).as_deref(), Some("xbcyzd"));
        assert_eq!(splice("abcd", &[Splice::remove(0, 2), Splice::remove(1, 3)]), None);
    }
}
