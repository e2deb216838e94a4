//! The printed reference: the declaration in words, for `sitboard format`.

use super::tables::{COMMON, Field, HIT, OF_A_TIE, PEOPLE, Shape, TABLES, Voiced};
use crate::{
    feed::{CONTAINERS, DATE_FORMS, FAULTS, FeedSpec},
    model::{EvidenceKind, Table, counts},
};

/// The whole format on a page, from the same declaration that the reader follows.
pub fn reference() -> String {
    let mut page = String::from(
        "The scenario format, version 1\n\
         A scenario is one TOML file. It begins with `format = 1` and a [scenario] table.\n\
         Required keys are marked *. Dates and counts keep the words they are written in.\n",
    );
    for form in TABLES {
        let head = match form.table {
            table if form.is_list() => {
                let names: Vec<String> = table.names().map(|name| format!("[[{name}]]")).collect();
                names.join(" or ")
            }
            Table::Scenario => "[scenario]".to_owned(),
            table => format!("{} = [ {{ … }} ]", table.name()),
        };
        page.push_str(&format!("\n{head}\n  {}\n", form.doc));
        form.own.iter().for_each(|field| line(&mut page, field));
        match form.voiced {
            Voiced::No => {}
            Voiced::Alone => {
                page.push_str(&format!("  … and the first {OF_A_TIE} keys of every word, below\n"))
            }
            Voiced::WithAccounts => page.push_str("  … and the keys of every word, below\n"),
        }
    }
    page.push_str("\nThe keys of every word\n  Each record is the word of its source; other voices stand in its `account` list.\n");
    COMMON.iter().for_each(|field| line(&mut page, field));
    page.push_str(&people());
    page.push_str("\nClosed lists\n");
    for (name, words) in vocabularies() {
        page.push_str(&format!("  {name}\n"));
        for (word, meaning) in words {
            page.push_str(&format!("    {word:<20} {meaning}\n"));
        }
    }
    page.push_str(
        "\nDates\n  2020-07-14   2020-07-14T08:50:00 (local)   2020-07-14T08:50:00+03:00   \"2020-06\"   \"2020\"\n  \
         { from = 2020-08-07, to = 2020-08-13 }   { before = 2020-08-14 }   { after = 2020-03-05 }\n  \
         any of them with words: { on = 2020-06-10, words = \"Thursday 10 June\" }\n",
    );
    page.push_str(&format!("\nCounts\n  {}\n", counts::FORMS));
    page.push_str(POINTS);
    event_files(&mut page);
    page
}

const POINTS: &str = "\nPoints\n  \
    { lat = 35.8142, lon = 36.6106 }   { mgrs = \"37S BV 841 659\" }   \
    either with precision_km = 5\n  \
    A square of the military grid stands for the point in its middle, as far off as it is large: ten\n  \
    digits are a metre, none are 100 km. `--coordinates mgrs` prints all points so.\n";

/// The words that may stand where an actor does.
fn people() -> String {
    let on = HIT.iter().filter(|word| PEOPLE.contains(word));
    format!(
        "\nWho is no actor of its own\n  \
         by        also takes unknown\n  \
         on        also takes unknown, {}\n  \
         counts    also take {}: {{ russia = 3, civilians = 1 }}\n  \
         No record may bear these as its id.\n",
        on.copied().collect::<Vec<_>>().join(", "),
        PEOPLE.join(", "),
    )
}

/// What each kind of feed means, column by column, and what is counted of its cells.
fn event_files(page: &mut String) {
    for spec in FeedSpec::all() {
        page.push_str(&format!("\nA feed of kind {}, column by column\n", spec.kind.word()));
        for form in spec.columns {
            let star = if form.must { "*" } else { " " };
            page.push_str(&format!("  {star} {:<28} {}\n", form.names.join(", "), form.doc));
        }
    }
    page.push_str("\nWhat a feed's file may be, told by its first bytes\n");
    for (_, word, doc) in CONTAINERS {
        page.push_str(&format!("    {word:<20} {doc}\n"));
    }
    page.push_str("\nDates of a feed, as its cells have them\n");
    for (_, example, doc) in DATE_FORMS {
        page.push_str(&format!("    {example:<20} {doc}\n"));
    }
    page.push_str(
        "  Any of them may have a time and a zone behind it. People may be 12, 1,200, 1.200, 1'200, 12+,\n  \
         12-15 or any count as above; points 35.81, 35,81, 35°48'51\"N, N35.81, both in one column,\n  \
         or there a square of the military grid: 37S BV 841 659.\n  \
         NA, N/A, NULL, nan, None, ? and - say nothing. Digits may be Arabic-Indic.\n",
    );
    page.push_str("\nWhat is counted of a feed's cells, with row and line\n");
    for (_, word, doc) in FAULTS {
        page.push_str(&format!("    {word:<20} {doc}\n"));
    }
}

fn line(page: &mut String, field: &Field) {
    let star = if field.must_stand() { "*" } else { " " };
    page.push_str(&format!(
        "  {star} {:<16} {:<22} {}\n",
        field.key.name(),
        takes(field.shape),
        field.doc
    ));
}

/// What a shape takes, in a few words.
fn takes(shape: Shape) -> String {
    match shape {
        Shape::Id => "id".into(),
        Shape::Text(_) => "text".into(),
        Shape::Texts => "[texts]".into(),
        Shape::Pcode => "code".into(),
        Shape::Link => "web address".into(),
        Shape::When => "date".into(),
        Shape::WhenOr(words) => format!("date or {}", words.join(", ")),
        Shape::Count => "count".into(),
        Shape::CountByActor => "count or { actor }".into(),
        Shape::CountOfWhich => "count or { total, part }".into(),
        Shape::ByActor => "{ actor = count }".into(),
        Shape::ByPlace => "{ place = count }".into(),
        Shape::ByName => "{ name = count }".into(),
        Shape::Term(words) => words.name.into(),
        Shape::TermOrKind(words, _) => format!("{} or [[kind]]", words.name),
        Shape::TextOrKind(..) => "text or [[kind]]".into(),
        Shape::Codes => "{ list = code }".into(),
        Shape::Terms(words) => format!("[{}]", words.name),
        Shape::Reference(to, _) => named(to),
        Shape::References(to, _) => format!("[{}]", named(to)),
        Shape::Number(..) => "number".into(),
        Shape::Integer(least, most) if most <= 10_000 => format!("{least}–{most}"),
        Shape::Integer(..) => "whole number".into(),
        Shape::Flag => "true or false".into(),
        Shape::Point => "{ lat, lon } or { mgrs }".into(),
        Shape::Path | Shape::Ring => "[[lat, lon], …]".into(),
        Shape::Rings => "[[[lat, lon], …], …]".into(),
        Shape::Around => "{ place, km }".into(),
        Shape::Along => "{ route, … }".into(),
        Shape::Corridor => "corridor".into(),
        Shape::Within => "{ km, of, … }".into(),
        Shape::Columns => "{ key = column }".into(),
        Shape::Promise => "{ count, of, … }".into(),
        Shape::Evidence => "[{ file, sha256, … }]".into(),
        Shape::Zone => "time zone".into(),
        Shape::Cutoff => "HH:MM".into(),
        Shape::Nested(table) => format!("[{} tables]", table.name()),
        Shape::Accounts => "[account tables]".into(),
    }
}

fn named(to: &[Table]) -> String {
    let names: Vec<&str> = to.iter().map(|table| table.name()).collect();
    if names.len() > 3 { "any id".into() } else { format!("{} id", names.join("/")) }
}

/// Every closed list that some key takes, once each.
fn vocabularies() -> Vec<(&'static str, &'static [(&'static str, &'static str)])> {
    let mut lists: Vec<(&'static str, &'static [(&'static str, &'static str)])> = Vec::new();
    for field in TABLES.iter().flat_map(|form| form.own).chain(COMMON) {
        if let Shape::Term(words) | Shape::Terms(words) | Shape::TermOrKind(words, _) = field.shape
            && !lists.iter().any(|(name, _)| *name == words.name)
        {
            lists.push((words.name, words.words));
        }
    }
    let kinds = EvidenceKind::WORDS;
    lists.push((kinds.name, kinds.words));
    lists
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_names_every_key_and_every_word() {
        let page = reference();
        for field in TABLES.iter().flat_map(|form| form.fields()) {
            assert!(page.contains(&format!(" {} ", field.key.name())), "{}", field.key.name());
        }
        assert!(page.contains("on        also takes unknown, civilians, combatants, others\n"));
        assert!(page.contains("counts    also take civilians, combatants, others, total: {"));
        assert!(page.contains("movement-denied") && page.contains("roughly-even-chance"));
    }
}
