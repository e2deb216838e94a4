//! A list of files that gains one at its end: what stands in it stays as its author wrote it,
//! remarks and all.

use super::{
    outline::{NodeKind, Outline},
    place::Home,
};
use crate::{
    format::{alone::KnownIds, tables::Shape},
    model::{Evidence, Key, Scenario, Word},
};

/// The one file that a word's evidence gains; `None` where it changes otherwise, or is not written as
/// a list.
pub fn gained(
    (outline, home): (&Outline, Home),
    scenario: &Scenario,
    word: &Word,
    value: &str,
) -> Option<Evidence> {
    let read = KnownIds::of(scenario).read(Shape::Evidence, value).ok()?.value;
    let (last, others) = read.evidence().split_last()?;
    if others != word.evidence() {
        return None;
    }
    let name = Key::Evidence.name();
    let is_list = match home.giving(name).as_slice() {
        [] => true,
        [only] => matches!(home.pairs()[*only].value.kind, NodeKind::List(_)),
        _ => false,
    };
    let is_item = |n: &usize| outline.sections[*n].is_item;
    let is_below = match home {
        Home::Section(n, _) => outline.below_for(n, name).iter().all(is_item),
        Home::Braces(_) => true,
    };
    (is_list && is_below).then(|| last.clone())
}

#[cfg(test)]
mod tests {
    use crate::{
        format::edit::{Edit, Target, apply},
        model::{Id, Key, Table},
    };

    const HEAD: &str = "format = 1\n[scenario]\nid = \"made\"\ntitle = \"Made\"\n\
                        [[source]]\nid = \"s\"\nname = \"S\"\nkind = \"media\"\n\
                        [[attack]]\nid = \"a\"\ndate = 2020-07-14\nkind = \"ied\"\nsource = \"s\"\n";

    fn file(name: &str) -> String {
        format!("{{ file = \"{name}\", sha256 = \"{}\", kind = \"photo\" }}", "0a".repeat(32))
    }

    /// The text behind the head once the evidence of a word is this; undone on the way.
    #[track_caller]
    fn with(text: &str, word: usize, files: &[&str]) -> String {
        let before = format!("{HEAD}{text}");
        let files: Vec<String> = files.iter().map(|name| file(name)).collect();
        let record = Target { table: Table::Attack, id: Id::new("a").unwrap() };
        let value = Some(format!("[{}]", files.join(", ")));
        let edit = Edit::SetKey { record, word, key: Key::Evidence, value };
        let edited = apply(&before, &[edit]).unwrap_or_else(|refusal| panic!("{refusal:?}"));
        assert_eq!(edited.patch.undo(&edited.text).as_deref(), Some(&*before));
        edited.text.strip_prefix(HEAD).unwrap().to_owned()
    }

    #[test]
    fn remarks_stay_where_a_file_is_added() {
        let (a, b) = (file("a.jpg"), file("b.jpg"));
        assert_eq!(with("", 0, &["a.jpg"]), format!("evidence = [\n  {a},\n]\n"));
        let list = format!("evidence = [ # of the desk\n  {a}, # seen by two\n]\n");
        assert_eq!(
            with(&list, 0, &["a.jpg", "b.jpg"]),
            format!("evidence = [ # of the desk\n  {a}, # seen by two\n  {b},\n]\n")
        );
        let one_line = format!("evidence = [{a}] # one\n");
        assert_eq!(
            with(&one_line, 0, &["a.jpg", "b.jpg"]),
            format!("evidence = [\n  {a},\n  {b},\n] # one\n")
        );
        assert_eq!(
            with("evidence = [] # none\n", 0, &["a.jpg"]),
            format!("evidence = [\n  {a},\n] # none\n")
        );
    }

    #[test]
    fn files_are_added_however_the_list_is_written() {
        let lines = |name: &str| {
            format!("file = \"{name}\"\nsha256 = \"{}\"\nkind = \"photo\"\n", "0a".repeat(32))
        };
        let header = "[[attack.evidence]]\n";
        let (a, b) = (lines("a.jpg"), lines("b.jpg"));
        assert_eq!(
            with(&format!("{header}{a}"), 0, &["a.jpg", "b.jpg"]),
            format!("{header}{a}{header}{b}")
        );
        let (a, b) = (file("a.jpg"), file("b.jpg"));
        let account = |files: &str| format!("account = [{{ source = \"s\"{files} }}]\n");
        assert_eq!(with(&account(""), 1, &["a.jpg"]), account(&format!(", evidence = [ {a} ]")));
        assert_eq!(
            with(&account(&format!(", evidence = [ {a} ]")), 1, &["a.jpg", "b.jpg"]),
            account(&format!(", evidence = [ {a}, {b} ]"))
        );
        // One that stands alone becomes a list.
        assert_eq!(
            with(&format!("evidence = {a}\n"), 0, &["a.jpg", "b.jpg"]),
            format!("evidence = [{a}, {b}]\n")
        );
        // What is taken out is no gain.
        assert_eq!(
            with(&format!("evidence = [{a}, {b}]\n"), 0, &["b.jpg"]),
            format!("evidence = [{b}]\n")
        );
    }
}
