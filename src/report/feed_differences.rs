//! What a newer download of a feed has differently from an older one, row by row and field by field.

use serde_json::{Value as Json, json};

use super::feed::least_and_most;
use crate::{
    feed::{Cell, CommonColumns, Deaths, FeedComparison, FeedReading, FeedRows, Identity, Means},
    look::{counted, fit},
    model::{Clean, FeedUse},
    panel::json_keys::{JsonForm, JsonKey, TEXTS, always, perhaps},
};

/// Rows of each list that are told where not all are wanted.
pub const LISTED_ROWS: usize = 20;
/// Cells of a text that changed, where it stands among others.
const TEXT: usize = 60;

/// One of two downloads.
pub struct FeedSide<'a> {
    /// What the file is called.
    pub name: String,
    /// How it was read.
    pub reading: &'a FeedReading,
    /// What was read.
    pub rows: &'a FeedRows,
}

/// Two downloads with what differs, and the cells of the rows that are listed.
pub struct FeedDifferences<'a> {
    /// The older download.
    pub older: FeedSide<'a>,
    /// The newer.
    pub newer: FeedSide<'a>,
    /// Which rows differ.
    pub comparison: &'a FeedComparison,
    /// The columns that both have.
    pub columns: &'a CommonColumns,
    /// New rows with their cells, in the order of the newer file.
    pub new: Vec<ListedRow>,
    /// Rows that are gone.
    pub gone: Vec<ListedRow>,
    /// Rows that the newer does not cover.
    pub outside: Vec<ListedRow>,
    /// Revised rows as they were.
    pub revised_old: Vec<ListedRow>,
    /// The same as they are.
    pub revised_new: Vec<ListedRow>,
}

/// A row's position in its file, and its cells.
pub type ListedRow = (usize, Vec<Cell>);

/// Both files in a line each, what differs in numbers, then the rows.
pub fn feed_differences_text(of: &FeedDifferences) -> String {
    let FeedDifferences { older, newer, comparison, .. } = of;
    let mut text = format!("older  {}newer  {}", older.line(), newer.line());
    text += &numbers(of);
    text += &notes(of);
    let lists = [
        ("new", newer, &of.new, comparison.new.len()),
        ("gone", older, &of.gone, comparison.gone.len()),
        ("outside of what the newer covers", older, &of.outside, comparison.outside.len()),
    ];
    let revised = of.revised_old.iter().zip(&of.revised_new);
    let mut told = String::new();
    for (old, new) in revised {
        told += &format!("  {}\n", newer.row(new));
        for (column, old, new) in of.columns.changes(&old.1, &new.1) {
            told += &format!("      {column}: {} → {}\n", told_text(&old), told_text(&new));
        }
    }
    text += &listed("revised", &told, of.revised_new.len(), comparison.revised.len());
    for (heading, side, rows, all) in lists {
        let is_new = heading == "new";
        let told = |row: &ListedRow| {
            let renamed = of.renamed(row.0).filter(|_| is_new);
            let renamed = renamed.map(|id| format!("      says what {id} said, which is gone\n"));
            format!("  {}\n{}", side.row(row), renamed.unwrap_or_default())
        };
        let told: String = rows.iter().map(told).collect();
        text += &listed(heading, &told, rows.len(), all);
    }
    text
}

fn listed(heading: &str, told: &str, shown: usize, all: usize) -> String {
    let more = match all - shown {
        0 => String::new(),
        more => format!("  and {}; --all lists all\n", counted(more, "more row")),
    };
    if all == 0 { String::new() } else { format!("\n{heading}\n{told}{more}") }
}

/// How many rows of each sort, and of how many killed they tell.
fn numbers(of: &FeedDifferences) -> String {
    let FeedDifferences { older, newer, comparison, .. } = of;
    let (old, new) = comparison.revised.iter().copied().unzip::<_, _, Vec<_>, Vec<_>>();
    let late = match comparison.late {
        0 => String::new(),
        late => format!(", {late} of them of days that the older covers"),
    };
    let was = |side: &FeedSide, rows: &[usize]| {
        let events = side.events(rows).map(|events| format!("; {events}"));
        let killed = side.killed(rows).map(|killed| format!("; killed {killed}"));
        events.unwrap_or_default() + &killed.unwrap_or_default()
    };
    let events = match (older.events(&old), newer.events(&new)) {
        (Some(old), Some(new)) if old == new => format!("; {old}, as before"),
        (Some(old), Some(new)) => format!("; {old} → {new}"),
        _ => String::new(),
    };
    let renamed = match comparison.renamed.len() {
        0 => String::new(),
        n => format!(", {n} perhaps gone under another id"),
    };
    let both = match (older.killed(&old), newer.killed(&new)) {
        (Some(old), Some(new)) if old == new => format!("; killed {old}, as before"),
        (Some(old), Some(new)) => format!("; killed {old} → {new}"),
        _ => String::new(),
    };
    let lines = [
        (comparison.new.len(), format!("new{late}{renamed}{}", was(newer, &comparison.new))),
        (comparison.revised.len(), format!("revised{events}{both}")),
        (comparison.gone.len(), format!("gone{}", was(older, &comparison.gone))),
        (
            comparison.outside.len(),
            format!("outside of what the newer covers{}", was(older, &comparison.outside)),
        ),
        (usize::try_from(comparison.same).unwrap_or(usize::MAX), "as they were".to_owned()),
    ];
    lines.iter().map(|(n, words)| format!("{n:>9}  {words}\n")).collect()
}

/// What is to be known of the comparison itself.
fn notes(of: &FeedDifferences) -> String {
    let mut notes = String::new();
    let both = [&of.older, &of.newer];
    if both.iter().any(|side| !side.has_ids()) {
        let of_counts = both.iter().all(|side| side.reading.counts_events());
        let what = if of_counts { " in more than its counts" } else { "" };
        notes += "these rows have no ids: one that was revised";
        notes += &format!("{what} is one gone and one new\n");
    }
    for (columns, which) in [(&of.columns.only_older, "older"), (&of.columns.only_newer, "newer")] {
        if !columns.is_empty() {
            let names: Vec<&str> = columns.iter().map(Clean::as_str).collect();
            notes += &format!("only the {which} has {}\n", names.join(", "));
        }
    }
    notes
}

fn told_text(text: &Clean) -> String {
    if text.trim().is_empty() { "nothing".to_owned() } else { fit(text.trim(), TEXT) }
}

impl FeedDifferences<'_> {
    /// The id of the row that is gone and said what a new one says.
    fn renamed(&self, new: usize) -> Option<&Clean> {
        let (old, _) = self.comparison.renamed.iter().find(|(_, row)| *row == new)?;
        let (_, cells) = self.gone.iter().find(|(row, _)| row == old)?;
        self.older.id(cells)
    }
}

impl FeedSide<'_> {
    /// The file with its rows, its days and its sums.
    fn line(&self) -> String {
        let rows = counted(self.rows.len(), "row");
        let days = self.rows.period().map(|(first, last)| format!(", {first} to {last}"));
        let all: Vec<usize> = (0..self.rows.len()).collect();
        let killed = self.killed(&all).map(|killed| format!("; killed {killed}"));
        let events = self.events(&all).map(|events| format!("; {events}"));
        let parts = [days, events, killed].into_iter().flatten();
        format!("{}: {rows}{}\n", self.name, parts.collect::<String>())
    }

    /// How many events some rows count; `None` where each is one.
    fn events(&self, rows: &[usize]) -> Option<String> {
        let all = || rows.iter().map(|row| self.rows.events(*row)).sum::<u64>();
        self.reading.counts_events().then(|| counted(all() as usize, "event"))
    }

    /// Of how many killed some rows tell; `None` where they tell of none, or are figures of people,
    /// which are never summed.
    fn killed(&self, rows: &[usize]) -> Option<String> {
        let Deaths { low, best, high } = self.sums(rows)?;
        let (low, best) = (low?, best?);
        let is_exact = high == Some(low);
        let room =
            if is_exact { String::new() } else { format!(" ({})", least_and_most(low, high)) };
        Some(format!("{best}{room}"))
    }

    fn sums(&self, rows: &[usize]) -> Option<Deaths> {
        (self.reading.joins == FeedUse::Attacks).then(|| self.rows.sums_of(rows.iter().copied()))
    }

    fn has_ids(&self) -> bool {
        !matches!(self.rows.identity(0), Some(Identity::Cells(_)))
    }

    fn id<'a>(&self, cells: &'a [Cell]) -> Option<&'a Clean> {
        self.reading.cell(cells, Means::Id).filter(|id| !id.is_empty())
    }

    /// A row by its id, its days, what happened, where, and how many were killed.
    fn row(&self, (row, cells): &ListedRow) -> String {
        let days = match self.days(*row) {
            Some((first, last)) if first == last => first,
            Some((first, last)) => format!("{first} to {last}"),
            None => String::new(),
        };
        let people = match self.reading.joins {
            FeedUse::Attacks => "killed ",
            FeedUse::Displacement => "",
        };
        let events = self.events(&[*row]);
        let best = self.rows.deaths(*row);
        let best = best.best.or(best.low).or(best.high).map(|n| format!("{people}{n}"));
        let parts = [
            self.id(cells).map(|id| fit(id, TEXT)),
            Some(days),
            self.rows.sort(*row).map(|sort| fit(sort.name(), TEXT)),
            self.rows.site(*row).map(|site| fit(&site.name, TEXT)),
            events,
            best,
        ];
        let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("  ")
    }

    fn days(&self, row: usize) -> Option<(String, String)> {
        let (first, last) = self.rows.span(row)?.interval().closed()?;
        Some((first.to_string(), last.to_string()))
    }

    fn json(&self) -> Json {
        let (first, last) = self.rows.period().unzip();
        let all: Vec<usize> = (0..self.rows.len()).collect();
        json!({
            "file": self.name,
            "rows": self.rows.len(),
            "first": first.map(|day| day.to_string()),
            "last": last.map(|day| day.to_string()),
            "killed": deaths_json(self.sums(&all)),
        })
    }

    fn row_json(&self, (row, cells): &ListedRow) -> serde_json::Map<String, Json> {
        let (first, last) = self.days(*row).unzip();
        let people = match self.reading.joins {
            FeedUse::Attacks => "killed",
            FeedUse::Displacement => "people",
        };
        let fields = [
            ("id", json!(self.id(cells).map(|id| id.as_str()))),
            ("date", json!(first)),
            ("until", json!(last)),
            ("kind", json!(self.rows.sort(*row).map(|sort| sort.name()))),
            ("place", json!(self.rows.site(*row).map(|site| site.name.as_str()))),
            ("events", json!(self.rows.events(*row))),
            (people, deaths_json(Some(self.rows.deaths(*row)))),
        ];
        fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
    }
}

/// `{low, best, high}`; null for figures that are never summed.
fn deaths_json(deaths: Option<Deaths>) -> Json {
    let of = |Deaths { low, best, high }| json!({ "low": low, "best": best, "high": high });
    deaths.map_or(Json::Null, of)
}

/// What the comparison of two downloads has for scripts.
pub const FEED_DIFFERENCES_KEYS: &[JsonKey] = &[
    always("older", SIDE, "the older file"),
    always("newer", SIDE, "the newer file"),
    always("new", ROWS, "rows that are new"),
    always("late", JsonForm::Whole, "new rows of days that the older file has"),
    always("revised", ROWS, "rows that say something else"),
    always("gone", ROWS, "rows that are gone"),
    always("outside", ROWS, "rows of days that the newer file does not have"),
    always("same", JsonForm::Whole, "rows that say the same"),
    always("only_older", TEXTS, "columns of the older file alone"),
    always("only_newer", TEXTS, "columns of the newer file alone"),
];
const PEOPLE: JsonForm = JsonForm::Named(
    "people",
    &[
        always("low", JsonForm::Whole, "no fewer than this"),
        perhaps("best", JsonForm::Whole, "the best estimate"),
        perhaps("high", JsonForm::Whole, "no more than this"),
    ],
);
const SIDE: JsonForm = JsonForm::Named(
    "side",
    &[
        always("file", JsonForm::Text, "the file"),
        always("rows", JsonForm::Whole, "its rows"),
        perhaps("first", JsonForm::Day, "its first day"),
        perhaps("last", JsonForm::Day, "its last day"),
        perhaps("killed", PEOPLE, "the sum of its people; absent: they are never summed"),
    ],
);
const ROWS: JsonForm = JsonForm::Many(&JsonForm::Named(
    "row",
    &[
        perhaps("id", JsonForm::Text, "its id"),
        perhaps("date", JsonForm::Text, "its first day"),
        perhaps("until", JsonForm::Text, "its last day"),
        perhaps("kind", JsonForm::Text, "of which kind it is"),
        perhaps("place", JsonForm::Text, "where"),
        always("events", JsonForm::Whole, "how many events it stands for"),
        perhaps("killed", PEOPLE, "people killed"),
        perhaps("people", PEOPLE, "people counted"),
        perhaps(
            "changes",
            JsonForm::Many(&JsonForm::One(&[
                always("field", JsonForm::Text, "the column"),
                always("old", JsonForm::Text, "what it said"),
                always("new", JsonForm::Text, "what it says"),
            ])),
            "what it says otherwise",
        ),
        perhaps("renamed", JsonForm::Text, "the id of the row that is gone and said the same"),
    ],
));

/// `{older, newer, new, late, revised, gone, outside, same, only_older, only_newer}`: rows as objects
/// of their id, days, kind, place, events and killed; a revised row has `changes` besides, and a new one
/// in `renamed` the id of the row that is gone and said the same.
pub fn feed_differences_json(of: &FeedDifferences) -> Json {
    let rows = |side: &FeedSide, rows: &[ListedRow]| {
        rows.iter().map(|row| Json::Object(side.row_json(row))).collect::<Vec<_>>()
    };
    let change = |(column, old, new): (Clean, Clean, Clean)| json!({ "field": column.as_str(), "old": old.as_str(), "new": new.as_str() });
    let revised = |(old, new): (&ListedRow, &ListedRow)| {
        let mut row = of.newer.row_json(new);
        let changes = of.columns.changes(&old.1, &new.1).into_iter().map(change);
        row.insert("changes".to_owned(), changes.collect());
        Json::Object(row)
    };
    let new = |row: &ListedRow| {
        let mut told = of.newer.row_json(row);
        told.insert("renamed".to_owned(), json!(of.renamed(row.0).map(Clean::as_str)));
        Json::Object(told)
    };
    let both = of.revised_old.iter().zip(&of.revised_new);
    let names = |columns: &[Clean]| columns.iter().map(|name| name.to_string()).collect::<Vec<_>>();
    json!({
        "older": of.older.json(),
        "newer": of.newer.json(),
        "new": of.new.iter().map(new).collect::<Vec<_>>(),
        "late": of.comparison.late,
        "revised": both.map(revised).collect::<Vec<_>>(),
        "gone": rows(&of.older, &of.gone),
        "outside": rows(&of.older, &of.outside),
        "same": of.comparison.same,
        "only_older": names(&of.columns.only_older),
        "only_newer": names(&of.columns.only_newer),
    })
}
