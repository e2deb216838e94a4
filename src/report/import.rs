//! Rows of an event file as records of a scenario, to be edited by hand: facts carry over, sentences do
//! not. Who reported a row becomes an account; which side acted is not said and so not written.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    feed::{Cell, Deaths, FeedReading, FeedRows, Means},
    format::typed::quote,
    look::counted,
    model::{Day, FeedUse, Id},
};

/// Characters of a name, and of a remark, at most: what is longer stands in the file.
const NAME: usize = 120;
const NOTE: usize = 1_000;

/// What came of it: the scenario, and what is said of it.
pub struct Imported {
    /// The records as a scenario file of their own.
    pub toml: String,
    /// What was taken over, what was not, and under which terms.
    pub report: String,
}

/// Takes rows over, each with its cells; `left` rows of the file were not chosen.
pub fn import(
    reading: &FeedReading,
    rows: &FeedRows,
    chosen: &[(usize, Vec<Cell>)],
    name: &str,
    left: u64,
) -> Imported {
    let mut import = Import {
        reading,
        rows,
        sources: BTreeMap::new(),
        places: BTreeMap::new(),
        ids: BTreeSet::new(),
        records: String::new(),
        without_id: 0,
        contradicted: 0,
    };
    let feed = import.source(reading.dialect.kind.word(), "monitor");
    chosen.iter().for_each(|(row, cells)| import.record(*row, cells, &feed));
    let toml = import.scenario(name);
    let report = import.column_words(chosen.len(), left);
    Imported { toml, report }
}

struct Import<'a> {
    reading: &'a FeedReading,
    rows: &'a FeedRows,
    /// By id: the name.
    sources: BTreeMap<String, (String, &'static str)>,
    /// By id: the name, and the point with how far it may be off.
    places: BTreeMap<String, (String, Option<String>)>,
    ids: BTreeSet<String>,
    records: String,
    without_id: u64,
    contradicted: u64,
}

impl Import<'_> {
    fn source(&mut self, name: &str, kind: &'static str) -> String {
        let name: String = name.chars().take(NAME).collect();
        let wanted = Id::from_words(&name).map_or_else(|| "source".to_owned(), |id| id.to_string());
        // Other letters may make the same id: another name is another source.
        let mut id = wanted.clone();
        let mut n = 2;
        while self.sources.get(&id).is_some_and(|(known, _)| *known != name) {
            id = format!("{wanted}-{n}");
            n += 1;
        }
        self.sources.entry(id.clone()).or_insert((name, kind));
        id
    }

    /// An id that nothing else here has.
    fn id(&mut self, wanted: &str) -> String {
        let wanted = Id::from_words(wanted).map_or_else(|| "row".to_owned(), |id| id.to_string());
        let mut id = wanted.clone();
        let mut n = 2;
        while !self.ids.insert(id.clone()) {
            id = format!("{wanted}-{n}");
            n += 1;
        }
        id
    }

    fn record(&mut self, row: usize, cells: &[Cell], feed: &str) {
        let own = self.reading.cell(cells, Means::Id).filter(|id| !id.is_empty());
        self.without_id += u64::from(own.is_none());
        let own = own.map_or_else(|| (row + 1).to_string(), |id| id.to_string());
        let id = self.id(&format!("{feed}-{own}"));
        let (Some(span), Some(sort)) = (self.rows.span(row), self.rows.sort(row)) else { return };
        let Some((first, last)) = span.interval().closed() else { return };
        let mut lines =
            vec![format!("id = {}", quote(&id)), format!("date = {}", date(first, last))];
        let (table, count) = match self.reading.joins {
            FeedUse::Attacks => {
                let kind = sort.attack.map_or("unspecified", |attack| attack.word());
                lines.push(format!("kind = {}", quote(kind)));
                ("attack", "killed")
            }
            FeedUse::Displacement => {
                let Some(measure) = sort.measure else { return };
                lines.push(format!("measure = {}", quote(measure.word())));
                ("displacement", "count")
            }
        };
        if let Some(place) = self.place(row) {
            lines.push(format!("place = {}", quote(&place)));
        }
        lines.extend(
            self.estimate(self.rows.deaths(row)).map(|figure| format!("{count} = {figure}")),
        );
        lines.push(format!("note = {}", quote(&self.note(row, &sort.label))));
        lines.push(format!("source = {}", quote(feed)));
        lines.extend(self.rows.told(row).map(|day| format!("published = {day}")));
        let accounts = self.accounts(cells);
        if !accounts.is_empty() {
            lines.push(format!("account = [\n{}]", accounts.concat()));
        }
        self.records += &format!("\n[[{table}]]\n{}\n", lines.join("\n"));
    }

    /// Both sides in a remark: the keys for who acted on whom would say more than the row does.
    fn note(&self, row: usize, label: &str) -> String {
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
        let wanted = Id::from_words(&name).map_or_else(|| "place".to_owned(), |id| id.to_string());
        // The same name with another point is another place.
        let mut id = wanted.clone();
        let mut n = 2;
        while self.places.get(&id).is_some_and(|known| *known != (name.clone(), point.clone())) {
            id = format!("{wanted}-{n}");
            n += 1;
        }
        self.places.entry(id.clone()).or_insert((name, point));
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
    fn accounts(&mut self, cells: &[Cell]) -> Vec<String> {
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
            let id = self.source(name, "media");
            let day = days.get(n).filter(|_| is_each).and_then(|day| day.parse::<Day>().ok());
            let day = day.map_or(String::new(), |day| format!(", published = {day}"));
            format!("  {{ source = {}{day} }},\n", quote(&id))
        };
        sources.iter().enumerate().map(account).collect()
    }

    fn scenario(&self, name: &str) -> String {
        let id = Id::from_words(name).map_or_else(|| "imported".to_owned(), |id| id.to_string());
        let mut text = format!(
            "# Records taken over from {name}: see its licence before they are passed on.\n\
             format = 1\n\n[scenario]\nid = {}\ntitle = {}\n",
            quote(&id),
            quote(&format!("Imported from {name}"))
        );
        for (id, (name, kind)) in &self.sources {
            text += &format!(
                "\n[[source]]\nid = {}\nname = {}\nkind = {}\n",
                quote(id),
                quote(name),
                quote(kind)
            );
        }
        for (id, (name, point)) in &self.places {
            text += &format!("\n[[place]]\nid = {}\nname = {}\n", quote(id), quote(name));
            text.extend(point.iter().map(|point| format!("at = {point}\n")));
        }
        text + &self.records
    }

    /// What was mapped, kept and dropped.
    fn column_words(&self, taken: usize, left: u64) -> String {
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
