//! What is never added up, never counted twice and never told before its day: laws of the figures,
//! on scenarios made by lot.

use std::{collections::BTreeSet, sync::Arc};

use proptest::prelude::*;
use sitboard::{
    app::{App, Opening, Place},
    board::{Board, Clock, Index, LoadedFile, Query, Register},
    look::Theme,
    model::{Day, Table},
    panel::Panel,
    report::{panel_text, rows_json, window_text},
    runtime::headless,
};

const HEAD: &str = r#"format = 1
scenario = { id = "made", title = "Made" }

[[source]]
id = "mission"
name = "The Mission"
kind = "monitor"

[[source]]
id = "ministry"
name = "The Ministry"
kind = "party"
actor = "upland"

[[actor]]
id = "upland"
name = "Upland"
kind = "state"

[[actor]]
id = "lowland"
name = "Lowland Front"
kind = "armed-group"

[[place]]
id = "mill"
name = "The Mill"
at = { lat = 12.5, lon = 30.1, precision_km = 1 }

[[agreement]]
id = "truce"
name = "The truce"
signed = 2025-01-02
source = "mission"
published = 2025-01-02
clause = [
  { id = "release", kind = "prisoners", text = "Prisoners go home.", phase = 1, deadline = 2025-01-20, promised = { count = 40, of = "prisoners", per = "phase", counts = "kind:prisoners" } },
  { id = "pull-back", kind = "disengagement", text = "Both sides leave.", phase = 2, deadline = 2025-01-26 },
]
"#;

fn load(text: &str) -> Arc<Index> {
    let loaded = LoadedFile::read(text.as_bytes(), "made");
    let index = loaded.index.unwrap_or_else(|| panic!("{:?}", loaded.problems));
    assert!(index.scenario.left_out.is_empty(), "{:?}\n{text}", loaded.problems);
    index
}

fn day(n: u32) -> Day {
    format!("2025-01-{n:02}").parse().unwrap()
}

fn on(index: &Arc<Index>, clock: Clock, query: &str) -> Board {
    let query = Query::parse(query, &index.scenario).unwrap();
    Board::new(index.clone(), clock, query)
}

fn figures(board: &Board) -> Vec<(String, String)> {
    let register = Register::new(board);
    let figures = register.all().into_iter().chain(register.cells());
    figures.map(|figure| (figure.name(), figure.text())).collect()
}

/// A figure that stands as one number; 0 where the board has nothing to count.
fn number(board: &Board, name: &str) -> usize {
    let text = Register::new(board).named(name).ok().map(|figure| figure.text().to_string());
    match text.as_deref() {
        None | Some("none known" | "no reports") => 0,
        Some(text) => text.parse().unwrap_or_else(|_| panic!("{name} is {text}")),
    }
}

// ---------------------------------------------------------------------- of which

/// Parts that say only who is among the victims, not when they died.
const PARTS: [&str; 8] =
    ["children", "women", "men", "elderly", "medical", "aid-workers", "journalists", "un-staff"];

/// The victims of one voice: a total of each side, and who is among them.
#[derive(Clone, Debug)]
struct Victims {
    civilians: Option<(u8, Vec<(usize, u8)>)>,
    upland: Option<(u8, Option<u8>)>,
}

fn victims() -> impl Strategy<Value = Victims> {
    let parts = proptest::collection::btree_map(0..PARTS.len(), 0u8..40, 0..4);
    let parts = parts.prop_map(|parts| parts.into_iter().collect::<Vec<_>>());
    let civilians = proptest::option::of((0u8..30, parts));
    let upland = proptest::option::of((0u8..9, proptest::option::of(0u8..12)));
    (civilians, upland).prop_map(|(civilians, upland)| Victims { civilians, upland })
}

impl Victims {
    fn toml(&self, with_parts: bool) -> String {
        let with = |total: u8, parts: String| match parts.as_str() {
            "" => format!("{{ total = {total} }}"),
            parts => format!("{{ total = {total}, {parts} }}"),
        };
        let mut each = Vec::new();
        if let Some((total, parts)) = &self.civilians {
            let parts: Vec<String> = parts
                .iter()
                .filter(|_| with_parts)
                .map(|(part, count)| format!("{} = {count}", PARTS[*part]))
                .collect();
            each.push(format!("civilians = {}", with(*total, parts.join(", "))));
        }
        if let Some((total, keepers)) = &self.upland {
            let keepers = keepers.filter(|_| with_parts);
            let keepers = keepers.map(|count| format!("peacekeepers = {count}"));
            each.push(format!("upland = {}", with(*total, keepers.unwrap_or_default())));
        }
        if each.is_empty() { "0".to_owned() } else { format!("{{ {} }}", each.join(", ")) }
    }
}

fn told_of(victims: &[(u32, Victims, Option<Victims>)], with_parts: bool) -> String {
    let record = |(n, (day, own, other)): (usize, &(u32, Victims, Option<Victims>))| {
        let other = other.iter().map(|other| {
            let killed = other.toml(with_parts);
            format!("{{ source = \"ministry\", published = 2025-01-{day:02}, killed = {killed} }}")
        });
        format!(
            "\n[[attack]]\nid = \"a-{n}\"\ndate = 2025-01-{day:02}\nkind = \"shelling\"\nplace = \"mill\"\n\
             source = \"mission\"\npublished = 2025-01-{day:02}\nkilled = {}\ninjured = {}\naccount = [{}]\n",
            own.toml(with_parts),
            own.toml(with_parts),
            other.collect::<Vec<_>>().join(", ")
        )
    };
    format!("{HEAD}{}", victims.iter().enumerate().map(record).collect::<String>())
}

// ---------------------------------------------------------------------- denials

/// What tells of a movement: a restriction or an incident that names one of the patrols, or none.
#[derive(Clone, Debug)]
struct Refusal {
    is_restriction: bool,
    patrol: Option<usize>,
    day: u32,
}

const PATROLS: usize = 3;

fn refusals() -> impl Strategy<Value = Vec<Refusal>> {
    let one = (any::<bool>(), proptest::option::weighted(0.7, 0..PATROLS), 5u32..12)
        .prop_map(|(is_restriction, patrol, day)| Refusal { is_restriction, patrol, day });
    proptest::collection::vec(one, 0..12)
}

fn refused(refusals: &[Refusal]) -> String {
    let patrols = (0..PATROLS).map(|n| {
        format!(
            "\n[[patrol]]\nid = \"p-{n}\"\ndate = 2025-01-05\nby = [\"lowland\"]\noutcome = \"cut-short\"\n\
             source = \"mission\"\npublished = 2025-01-05\n"
        )
    });
    let told = refusals.iter().enumerate().map(|(n, of)| {
        let (table, kind) = match of.is_restriction {
            true => ("restriction", "denied"),
            false => ("incident", "movement-denied"),
        };
        let patrol = of.patrol.map(|of| format!("patrol = \"p-{of}\"\n")).unwrap_or_default();
        let day = of.day;
        format!(
            "\n[[{table}]]\nid = \"r-{n}\"\ndate = 2025-01-{day:02}\nkind = \"{kind}\"\nplace = \"mill\"\n\
             {patrol}source = \"mission\"\npublished = 2025-01-{day:02}\n"
        )
    });
    format!("{HEAD}{}", patrols.chain(told).collect::<String>())
}

// ---------------------------------------------------------------------- zones and corridors

/// Zones and a corridor of every form, some of which move.
const GROUND: &str = r#"
[[route]]
id = "river"
name = "River"
kind = "river"
path = [[12.0, 30.0], [12.4, 30.3], [12.9, 30.5]]
precision_km = 1

[[route]]
id = "line"
name = "Line"
kind = "line"
path = [[12.0, 30.4], [12.5, 30.8], [12.9, 31.0]]

[[zone]]
id = "ring"
name = "Ring"
kind = "buffer"
ring = [[12.2, 30.0], [12.8, 30.0], [12.8, 30.6], [12.2, 30.6]]
precision_km = 2
from = 2025-01-08
until = 2025-01-20
source = "mission"

[[zone]]
id = "two-voices"
name = "Two voices"
kind = "control"
around = { place = "mill", km = 20 }
source = "mission"
account = [{ source = "ministry", around = { place = "mill", km = 35 } }]

[[zone]]
id = "between"
name = "Between"
kind = "demilitarised"
between = ["river", "line"]
except = ["ring"]
source = "mission"

[[zone]]
id = "by-name"
name = "By name"
kind = "evacuation"
places = ["mill"]
source = "mission"

[[agreement]]
id = "road"
name = "The road"
signed = 2025-01-02
source = "mission"
clause = [
  { id = "strip", kind = "corridor", text = "A strip.", corridor = { along = "river", both_km = 12 } },
]
"#;
const ZONES: [&str; 4] = ["ring", "two-voices", "between", "by-name"];
const CORRIDOR: &str = "strip";

/// Where an incident was, as far as it is told.
#[derive(Clone, Debug)]
enum Whereabouts {
    Point(f64, f64, u8),
    Place,
    ToldInside(usize),
    Nowhere,
}

fn incidents() -> impl Strategy<Value = Vec<(u32, Whereabouts)>> {
    let at = prop_oneof![
        4 => (11.9f64..13.1, 29.7f64..31.2, 0u8..15)
            .prop_map(|(lat, lon, off)| Whereabouts::Point(lat, lon, off)),
        1 => Just(Whereabouts::Place),
        1 => (0..ZONES.len()).prop_map(Whereabouts::ToldInside),
        1 => Just(Whereabouts::Nowhere),
    ];
    proptest::collection::vec((5u32..26, at), 1..12)
}

fn grounded(incidents: &[(u32, Whereabouts)]) -> String {
    let record = |(n, (day, at)): (usize, &(u32, Whereabouts))| {
        let at = match at {
            Whereabouts::Point(lat, lon, off) => {
                format!("at = {{ lat = {lat:.4}, lon = {lon:.4}, precision_km = {off} }}\n")
            }
            Whereabouts::Place => "place = \"mill\"\n".to_owned(),
            Whereabouts::ToldInside(zone) => format!("zone = \"{}\"\n", ZONES[*zone]),
            Whereabouts::Nowhere => String::new(),
        };
        format!(
            "\n[[incident]]\nid = \"i-{n}\"\ndate = 2025-01-{day:02}\nkind = \"shelling\"\n{at}\
             source = \"mission\"\npublished = 2025-01-{day:02}\n"
        )
    };
    let records: String = incidents.iter().enumerate().map(record).collect();
    format!("{HEAD}{GROUND}{records}")
}

/// The same as the rows of a file.
fn as_rows(incidents: &[(u32, Whereabouts)]) -> String {
    let row = |(n, (day, at)): (usize, &(u32, Whereabouts))| {
        let (lat, lon) = match at {
            Whereabouts::Point(lat, lon, _) => (format!("{lat:.4}"), format!("{lon:.4}")),
            _ => Default::default(),
        };
        let place = match at {
            Whereabouts::Place => "The Mill",
            _ => "",
        };
        format!("{n},2025-01-{day:02},shelling,{place},{lat},{lon}\n")
    };
    let rows = incidents.iter().enumerate().map(row);
    std::iter::once("id,date,kind,place,lat,lon\n".to_owned()).chain(rows).collect()
}

/// What an area splits all incidents, or all rows, into.
fn split(board: &Board, area: &str, rows: bool) -> [usize; 4] {
    let before = if rows { "rows-" } else { "" };
    ["inside", "outside", "cannot-say", "no-point"]
        .map(|part| number(board, &format!("{before}{part}:{area}")))
}

// ---------------------------------------------------------------------- amendments

/// An amendment: of which clause or the agreement, from which day, told when, and what it says.
#[derive(Clone, Debug)]
struct Amended {
    of: usize,
    since: u32,
    published: u32,
    by: bool,
}

fn amended() -> impl Strategy<Value = Vec<Amended>> {
    let one = (0..3usize, 8u32..28, 8u32..28, any::<bool>())
        .prop_map(|(of, since, published, by)| Amended { of, since, published, by });
    proptest::collection::vec(one, 1..4)
}

/// What happened under the agreement before anybody amended it, and on the last day of the file: the
/// timeline always reaches to that.
const UNDER: &str = r#"
[[event]]
id = "last"
date = 2025-01-28
kind = "meeting"
what = "They meet."
source = "mission"
published = 2025-02-28

[[handover]]
id = "first"
date = 2025-01-05
kind = "prisoners"
count = 12
outcome = "completed"
clause = "release"
source = "mission"
published = 2025-01-05

[[status]]
id = "partly"
of = "release"
is = "partly-met"
since = 2025-01-06
source = "mission"
published = 2025-01-06
"#;

impl Amended {
    fn toml(&self, n: usize) -> String {
        let says = match self.of {
            0 => "of = \"release\"\ndeadline = 2025-02-02",
            1 => "of = \"pull-back\"\ntext = \"One side leaves.\"",
            _ => "of = \"truce\"\nuntil = 2025-02-18",
        };
        let source = if self.by { "mission" } else { "ministry" };
        format!(
            "\n[[amendment]]\nid = \"later-{n}\"\n{says}\nsince = 2025-01-{:02}\nsource = \"{source}\"\n\
             published = 2025-01-{:02}\n",
            self.since, self.published
        )
    }
}

/// All that a board says on a day, as people and as scripts read it.
fn all_of(board: &Board) -> (Vec<(String, String)>, Vec<String>) {
    // How much is still to come is told of the file, not of the day.
    let figures = figures(board).into_iter().filter(|(name, _)| name != "after-this-day");
    let panel = |panel: &Panel| {
        let rows = rows_json(board, *panel, "made.toml");
        format!("{}\n{rows:#?}", panel_text(board, *panel))
    };
    let told = Panel::ALL.iter().filter(|panel| **panel != Panel::Figures).map(panel);
    (figures.collect(), told.collect())
}

// ---------------------------------------------------------------------- the laws

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn of_which_never_adds(
        told in proptest::collection::vec((5u32..20, victims(), proptest::option::of(victims())), 1..6)
    ) {
        let [with, without] = [true, false].map(|with_parts| load(&told_of(&told, with_parts)));
        for clock in [Clock::then(day(12)), Clock::then(day(25))] {
            let [with, without] = [&with, &without].map(|index| on(index, clock, ""));
            prop_assert_eq!(figures(&with), figures(&without));
            let table = |board: &Board| window_text(board, board.window_table(), "made.toml");
            prop_assert_eq!(table(&with), table(&without));
            for n in with.scenario().span(Table::Attack) {
                prop_assert_eq!(with.contested(n), without.contested(n));
            }
        }
    }

    #[test]
    fn one_denial_counts_once_whatever_names_the_patrol(told in refusals()) {
        let board = on(&load(&refused(&told)), Clock::then(day(20)), "");
        let named: BTreeSet<usize> = told.iter().filter_map(|of| of.patrol).collect();
        let unnamed = told.iter().filter(|of| of.patrol.is_none()).count();
        prop_assert_eq!(number(&board, "movements-denied"), named.len() + unnamed);
        let register = Register::new(&board);
        let figure = register.one("movements-denied").unwrap();
        let [certain, possible, _] = register.why(&figure).counts();
        prop_assert_eq!((certain as usize, possible), (named.len() + unnamed, 0));
    }

    #[test]
    fn inside_outside_and_cannot_say_are_all_incidents(told in incidents()) {
        let index = load(&grounded(&told));
        let board = on(&index, Clock::then(day(28)), "");
        let is_nowhere = |(_, at): &&(u32, Whereabouts)| matches!(at, Whereabouts::Nowhere);
        let nowhere = told.iter().filter(is_nowhere).count();
        for zone in ZONES {
            let [inside, outside, cannot_say, none] = split(&board, zone, false);
            prop_assert_eq!((inside + outside + cannot_say, none), (told.len(), 0), "{}", zone);
            let shown = |query: &str| on(&index, Clock::then(day(28)), query)
                .shown_of(Table::Attack).count();
            prop_assert_eq!(shown(&format!("in:{zone}")), inside, "{}", zone);
            prop_assert_eq!(shown(&format!("out:{zone}")), outside, "{}", zone);
            let perhaps = format!("in?:{zone} out?:{zone}");
            // A filter finds nothing that says nothing of where it was.
            prop_assert_eq!(shown(&perhaps) + nowhere, cannot_say, "{}", zone);
            let both = format!("in:{zone} out:{zone}");
            prop_assert_eq!(shown(&both), 0, "{}", zone);
        }
        let all: usize = split(&board, CORRIDOR, false).iter().sum();
        prop_assert_eq!(all, told.len());
    }

    #[test]
    fn an_amendment_never_changes_what_was_known_before_it(told in amended(), seen in 5u32..28) {
        let base = format!("{HEAD}{UNDER}");
        let later: String = told.iter().enumerate().map(|(n, it)| it.toml(n)).collect();
        let [without, with] = [load(&base), load(&format!("{base}{later}"))];
        // The day before the first is told of at the latest.
        let first = told.iter().map(|it| it.published).min().unwrap();
        let clock = Clock::then(day(seen.min(first - 1)));
        prop_assert_eq!(all_of(&on(&with, clock, "")), all_of(&on(&without, clock, "")));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn inside_outside_and_cannot_say_are_all_rows(told in incidents()) {
        let folder = tempfile::tempdir().unwrap();
        let feed = "\n[[feed]]\nid = \"f\"\nkind = \"csv\"\npath = \"f.csv\"\nas = \"attacks\"\n";
        let file = folder.path().join("made.toml");
        std::fs::write(&file, format!("{HEAD}{GROUND}{feed}")).unwrap();
        std::fs::write(folder.path().join("f.csv"), as_rows(&told)).unwrap();
        let opening = Opening { as_of: Some("2025-01-28".into()), hindsight: true, ..Opening::default() };
        let mut app = App::new(vec![Place::File(file)], (120, 40), Theme::Terminal, opening);
        let start = app.start();
        headless::settle(&mut app, start);
        let board = app.board().unwrap();
        for zone in ZONES {
            let [inside, outside, cannot_say, none] = split(board, zone, true);
            prop_assert_eq!((inside + outside + cannot_say, none), (told.len(), 0), "{}", zone);
        }
        let all: usize = split(board, CORRIDOR, true).iter().sum();
        prop_assert_eq!(all, told.len());
    }
}
