//! Rows of an event file as records of a scenario, to be edited by hand: facts carry over, sentences do
//! not. Who reported a row becomes an account; which side acted is not said and so not written.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    feed::{Cell, Deaths, EventType, FeedReading, FeedRows, Means},
    format::{self, typed::quote},
    look::counted,
    model::{Day, FeedUse, Id, RESERVED, Refusal, Severity, in_range},
};

/// Characters of a name, and of a remark, at most: what is longer stands in the file.
const NAME: usize = 120;
const NOTE: usize = 1_000;

/// What came of it: the scenario, and what is said of it.
pub struct Imported {
    /// The records as a scenario file of their own, in which `check` finds no error.
    pub toml: String,
    /// What was taken over, what was not, and under which terms.
    pub report: String,
    /// Rows, by their place among those of the file, of which something could not be taken over.
    pub amiss: Vec<(usize, Refusal)>,
}

/// Takes rows over, each with its cells; `left` rows of the file were not chosen. What is written is
/// read as `check` reads it: a row that makes an error is left out, and told.
///
/// # Errors
/// Where what is wrong is in no row, and so nothing can be written.
pub fn import(
    reading: &FeedReading,
    rows: &FeedRows,
    chosen: &[(usize, Vec<Cell>)],
    name: &str,
    left: u64,
) -> Result<Imported, Refusal> {
    let mut left_out: BTreeMap<usize, Refusal> = BTreeMap::new();
    loop {
        let mut import = Import::new(reading, rows);
        let feed = import.source(None, reading.dialect.kind.word(), "monitor");
        for (row, cells) in chosen {
            if left_out.contains_key(row) {
                continue;
            }
            if let Err(why) = import.record(*row, cells, &feed) {
                left_out.insert(*row, why);
            }
        }
        let (toml, blocks) = import.scenario(name);
        let refused = refused(&toml, &blocks)?;
        if refused.is_empty() {
            let taken = chosen.iter().filter(|(row, _)| !left_out.contains_key(row)).count();
            let report = import.column_words(taken, left, left_out.len());
            let without = |(row, why): (usize, Refusal)| {
                let message = format!("{}; the row is left out", why.message);
                (row, Refusal { message: message.into(), ..why })
            };
            let mut amiss: Vec<_> = left_out.into_iter().map(without).collect();
            amiss.extend(import.amiss);
            amiss.sort_by_key(|(row, _)| *row);
            return Ok(Imported { toml, report, amiss });
        }
        left_out.extend(refused);
    }
}

/// A stretch of the text that is written: the line it begins on, and the rows that it comes from.
struct WrittenBlock {
    line: usize,
    rows: Vec<usize>,
}

/// The rows that make an error of a scenario; the error itself where it comes from no row.
fn refused(toml: &str, blocks: &[WrittenBlock]) -> Result<Vec<(usize, Refusal)>, Refusal> {
    let loaded = format::load(toml.as_bytes(), "");
    let mut refused = Vec::new();
    for problem in loaded.problems.iter().filter(|problem| problem.severity == Severity::Error) {
        let line = problem.spot.line as usize;
        let after = blocks.partition_point(|block| block.line <= line);
        let block = after.checked_sub(1).and_then(|n| blocks.get(n));
        // Where the whole does not load, no row is more to blame than the others, save for its length.
        let is_of_row = loaded.scenario.is_some() || problem.code == "too-long";
        let rows = block.map(|block| block.rows.as_slice()).filter(|_| is_of_row);
        let why = Refusal { spot: None, ..Refusal::from(problem) };
        match rows {
            Some(rows @ [_, ..]) => refused.extend(rows.iter().map(|row| (*row, why.clone()))),
            _ => return Err(why),
        }
    }
    Ok(refused)
}

/// What several rows may name.
struct Named<What> {
    name: String,
    what: What,
    /// The rows that name it; of the file itself, none.
    rows: Vec<usize>,
}

struct Import<'a> {
    reading: &'a FeedReading,
    rows: &'a FeedRows,
    /// By id: the kind.
    sources: BTreeMap<String, Named<&'static str>>,
    /// By id: the point with how far it may be off.
    places: BTreeMap<String, Named<Option<String>>>,
    /// Ids of records; places are of them.
    ids: BTreeSet<String>,
    records: Vec<(usize, String)>,
    amiss: Vec<(usize, Refusal)>,
    without_id: u64,
    contradicted: u64,
}

/// The id nearest to a name, or what it is of where a name has none, or a word that means something
/// by itself.
fn near(name: &str, what: &str) -> String {
    match Id::from_words(name) {
        Some(id) if RESERVED.contains(&id.as_str()) => format!("{what}-{id}"),
        Some(id) => id.to_string(),
        None => what.to_owned(),
    }
}

/// The first of `wanted`, `wanted-2` and so on that is free.
fn numbered(wanted: &str, is_free: impl Fn(&str) -> bool) -> String {
    let mut id = wanted.to_owned();
    let mut n = 2;
    while !is_free(&id) {
        id = format!("{wanted}-{n}");
        n += 1;
    }
    id
}

impl<'a> Import<'a> {
    fn new(reading: &'a FeedReading, rows: &'a FeedRows) -> Import<'a> {
        Import {
            reading,
            rows,
            sources: BTreeMap::new(),
            places: BTreeMap::new(),
            ids: BTreeSet::new(),
            records: Vec::new(),
            amiss: Vec::new(),
            without_id: 0,
            contradicted: 0,
        }
    }

    fn source(&mut self, row: Option<usize>, name: &str, kind: &'static str) -> String {
        let name: String = name.chars().take(NAME).collect();
        // Other letters may make the same id: another name is another source.
        let id = numbered(&near(&name, "source"), |id| {
            self.sources.get(id).is_none_or(|known| known.name == name)
        });
        let known = self.sources.entry(id.clone());
        known.or_insert(Named { name, what: kind, rows: Vec::new() }).rows.extend(row);
        id
    }

    /// An id that nothing else here has.
    fn id(&mut self, wanted: &str) -> String {
        let id = numbered(&near(wanted, "row"), |id| !self.ids.contains(id));
        self.ids.insert(id.clone());
        id
    }

    fn record(&mut self, row: usize, cells: &[Cell], feed: &str) -> Result<(), Refusal> {
        let (Some(span), Some(sort)) = (self.rows.span(row), self.rows.sort(row)) else {
            return Err("it is no longer in the file".into());
        };
        let events = self.rows.events(row);
        if self.reading.counts_events() && events != 1 {
            let message =
                format!("it counts {}, and a record is one", counted(events as usize, "event"));
            return Err(Refusal::new(message, "a `[[tally]]` holds a count"));
        }
        let days = span.interval().closed();
        let (first, last) = days.ok_or_else(|| Refusal::from("it has no day"))?;
        let (table, count, what) = match (self.reading.joins, sort.measure) {
            (FeedUse::Attacks, _) => {
                let kind = sort.attack.map_or("unspecified", |attack| attack.word());
                ("attack", "killed", format!("kind = {}", quote(kind)))
            }
            (FeedUse::Displacement, Some(measure)) => {
                ("displacement", "count", format!("measure = {}", quote(measure.word())))
            }
            (FeedUse::Displacement, None) => return Err("what its figure counts is unknown".into()),
        };
        let own = self.reading.cell(cells, Means::Id).filter(|id| !id.is_empty());
        self.without_id += u64::from(own.is_none());
        let own = own.map_or_else(|| (row + 1).to_string(), |id| id.to_string());
        let id = self.id(&format!("{feed}-{own}"));
        let mut lines =
            vec![format!("id = {}", quote(&id)), format!("date = {}", date(first, last)), what];
        if let Some(place) = self.place(row) {
            lines.push(format!("place = {}", quote(&place)));
        }
        lines.extend(
            self.estimate(self.rows.deaths(row)).map(|figure| format!("{count} = {figure}")),
        );
        let note = self.note(row, sort);
        lines.extend((!note.trim().is_empty()).then(|| format!("note = {}", quote(&note))));
        lines.push(format!("source = {}", quote(feed)));
        lines.extend(self.rows.told(row).map(|day| format!("published = {day}")));
        let accounts = self.accounts(row, cells);
        if !accounts.is_empty() {
            lines.push(format!("account = [\n{}]", accounts.concat()));
        }
        self.records.push((row, format!("\n[[{table}]]\n{}\n", lines.join("\n"))));
        Ok(())
    }

    /// Both sides in a remark: the keys for who acted on whom would say more than the row does.
    fn note(&self, row: usize, sort: &EventType) -> String {
        let EventType { label, part, .. } = sort;
        let label = if part.is_empty() { label.to_string() } else { format!("{label} · {part}") };
        let sides = self.rows.parties(row).map(|parties| [&parties.a, &parties.b]);
        let sides = sides.into_iter().flatten().filter(|side| !side.is_empty());
        let sides: Vec<&str> = sides.map(|side| side.as_str()).collect();
        let between = match sides[..] {
            [] => String::new(),
            [one] => format!("; with {one}"),
            _ => format!("; between {}, who acted is not said", sides.join(" and ")),
        };
        format!("{label}{between}").chars().take(NOTE).collect()
    }

    fn place(&mut self, row: usize) -> Option<String> {
        let site = self.rows.site(row)?;
        let named = [&site.name, &site.area, &site.country];
        let name = named.into_iter().find(|name| !name.is_empty())?;
        let name: String = name.chars().take(NAME).collect();
        let point = site.at.map(|at| {
            let off =
                site.precision_km.map_or(String::new(), |km| format!(", precision_km = {km}"));
            format!("{{ lat = {}, lon = {}{off} }}", at.lat, at.lon)
        });
        // The same name with another point is another place.
        let is_same = |known: &Named<Option<String>>| known.name == name && known.what == point;
        let id = numbered(&near(&name, "place"), |id| match self.places.get(id) {
            Some(known) => is_same(known),
            None => !self.ids.contains(id),
        });
        self.ids.insert(id.clone());
        let known = self.places.entry(id.clone());
        known.or_insert(Named { name, what: point, rows: Vec::new() }).rows.push(row);
        Some(id)
    }

    /// A figure as the format has it; where the file contradicts itself, from the least to the most of
    /// what it says.
    fn estimate(&mut self, deaths: Deaths) -> Option<String> {
        let Deaths { low, best, high } = deaths;
        let figures: Vec<u64> = [low, best, high].into_iter().flatten().collect();
        let (least, most) = (*figures.iter().min()?, *figures.iter().max()?);
        if least == most {
            return Some(least.to_string());
        }
        let is_ordered = low.is_none_or(|low| low == least) && high.is_none_or(|high| high == most);
        self.contradicted += u64::from(!is_ordered);
        let best =
            best.filter(|_| is_ordered).map_or(String::new(), |best| format!("best = {best}, "));
        Some(format!("{{ low = {least}, {best}high = {most} }}"))
    }

    /// Whoever is named as having reported it, with the day where one is given for each.
    fn accounts(&mut self, row: usize, cells: &[Cell]) -> Vec<String> {
        let cell = |means: Means| self.reading.cell(cells, means).map(|cell| cell.to_string());
        let (sources, days) = (cell(Means::Source), cell(Means::SourceDay));
        let split = |text: Option<String>| -> Vec<String> {
            let text = text.unwrap_or_default();
            let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
            parts.map(str::to_owned).collect()
        };
        let (sources, days) = (split(sources), split(days));
        let is_each = days.len() == sources.len();
        let account = |(n, name): (usize, &String)| {
            let id = self.source(Some(row), name, "media");
            let day = days.get(n).filter(|_| is_each).and_then(|day| self.reported(row, day));
            let day = day.map_or(String::new(), |day| format!(", published = {day}"));
            format!("  {{ source = {}{day} }},\n", quote(&id))
        };
        sources.iter().enumerate().map(account).collect()
    }

    /// The day on which a source told of a row; the account stands without what is none, and that is
    /// told.
    fn reported(&mut self, row: usize, text: &str) -> Option<Day> {
        let day = text.parse::<Day>().ok().filter(|day| in_range(*day));
        if day.is_none() {
            let why = format!("`{text}` is no day on which a source can have told of it");
            let hint = "its account stands without a day; add `published` by hand";
            self.amiss.push((row, Refusal::new(why, hint)));
        }
        day
    }

    /// The text, and from which rows each of its stretches comes.
    fn scenario(&self, name: &str) -> (String, Vec<WrittenBlock>) {
        let id = Id::from_words(name).map_or_else(|| "imported".to_owned(), |id| id.to_string());
        let head = format!(
            "# Records taken over from {name}: see its licence before they are passed on.\n\
             format = 1\n\n[scenario]\nid = {}\ntitle = {}\n",
            quote(&id),
            quote(&format!("Imported from {name}"))
        );
        let table = |table: &str, id: &str, name: &str, more: &str| {
            format!("\n[[{table}]]\nid = {}\nname = {}\n{more}", quote(id), quote(name))
        };
        let sources = self.sources.iter().map(|(id, named)| {
            let kind = format!("kind = {}\n", quote(named.what));
            (named.rows.clone(), table("source", id, &named.name, &kind))
        });
        let places = self.places.iter().map(|(id, named)| {
            let at = named.what.as_ref().map_or(String::new(), |point| format!("at = {point}\n"));
            (named.rows.clone(), table("place", id, &named.name, &at))
        });
        let records = self.records.iter().map(|(row, text)| (vec![*row], text.clone()));
        let (mut text, mut blocks, mut line) = (String::new(), Vec::new(), 1);
        for (rows, block) in
            [(Vec::new(), head)].into_iter().chain(sources).chain(places).chain(records)
        {
            blocks.push(WrittenBlock { line, rows });
            line += block.matches('\n').count();
            text += &block;
        }
        (text, blocks)
    }

    /// What was mapped, kept and dropped.
    fn column_words(&self, taken: usize, left: u64, refused: usize) -> String {
        let dialect = &self.reading.dialect;
        let mapped = |means: Means| {
            Some(match means {
                Means::Id => "id",
                Means::Day | Means::LastDay | Means::DayCode => "date",
                Means::Event | Means::SubEvent => "kind, and in words in note",
                Means::SideA | Means::SideB => "note: who acted is not said",
                Means::Place | Means::Area | Means::Country => "place",
                Means::Lat | Means::Lon | Means::PlaceCode | Means::PlaceKm => "at of the place",
                Means::Low | Means::Best | Means::High | Means::People => "killed or count",
                Means::Source => "account",
                Means::SourceDay => "published",
                Means::DeathsA
                | Means::DeathsB
                | Means::DeathsCivilian
                | Means::DeathsUnknown
                | Means::Headline
                | Means::Changed
                | Means::Year
                | Means::Month
                | Means::DayOfMonth
                | Means::Level
                | Means::Part
                | Means::Events
                | Means::Incident
                | Means::Disorder
                | Means::OnCivilians
                | Means::Tags
                | Means::Note => return None,
            })
        };
        let columns = || dialect.columns.iter().enumerate();
        let is_people = |n: usize| dialect.people_of(n).is_some();
        let of = |n: usize| {
            dialect.means(n).and_then(mapped).or(is_people(n).then_some("killed or count"))
        };
        let into = columns().filter_map(|(n, name)| Some(format!("  {name} → {}\n", of(n)?)));
        let dropped: Vec<&str> =
            columns().filter(|(n, _)| of(*n).is_none()).map(|(_, name)| name.as_str()).collect();
        let mut told = format!(
            "{} taken over as records, {}, {}\nmapped:\n{}",
            counted(taken, "row"),
            counted(self.sources.len(), "source"),
            counted(self.places.len(), "place"),
            into.collect::<String>()
        );
        told += &format!("dropped, to be read in the file: {}\n", dropped.join(", "));
        told += &format!(
            "not chosen: {left} rows; left out for want of a day or a count: {}\n",
            self.rows.left_out
        );
        if refused > 0 {
            told += &format!("{} left out as told here\n", counted(refused, "row"));
        }
        if self.contradicted > 0 {
            told += &format!(
                "{} that contradict themselves: written from the least to the most\n",
                counted(self.contradicted as usize, "figure")
            );
        }
        if self.without_id > 0 {
            told += &format!(
                "{} without an id: numbered by row\n",
                counted(self.without_id as usize, "row")
            );
        }
        told.extend(dialect.spec().warning.map(|warning| format!("{warning}\n")));
        told
    }
}

fn date(first: Day, last: Day) -> String {
    if first == last { first.to_string() } else { format!("{{ from = {first}, to = {last} }}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_of_the_rows_that_it_comes_from_or_of_all() {
        let head = "format = 1\n[scenario]\nid = \"x\"\ntitle = \"X\"\n";
        let block = |line, rows: &[usize]| WrittenBlock { line, rows: rows.to_vec() };
        let place = "[[place]]\nid = \"low\"\nname = \"Low\"\n";
        let text = format!("{head}{place}");
        let found = refused(&text, &[block(1, &[]), block(5, &[7, 9])]).unwrap();
        assert_eq!(found.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [7, 9]);
        assert_eq!(found[0].1.to_string(), "`low` has a meaning of its own; choose another id");
        let text = format!("{head}{}", place.replace("low", "a"));
        assert_eq!(refused(&text, &[block(1, &[]), block(5, &[7])]), Ok(vec![]));
        let text = format!("{}{place}", head.replace("id =", "it ="));
        assert!(refused(&text, &[block(1, &[]), block(5, &[7])]).is_err(), "it is in no row");
        assert!(refused("= [", &[block(1, &[7])]).is_err(), "it is no scenario at all");
    }
}
