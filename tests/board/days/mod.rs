//! Five days of five missions, written down by keys from what their public pages say: what the file
//! has then, record by record, and what each takes.
//!
//! The facts are paraphrased, and each record leads to the page that has them. Nobody who was killed,
//! held or handed over is named. An address is pasted, and that is one key.
//!
//! | what is written down | keys |
//! | --- | ---: |
//! | **A day of UNIFIL and the Mechanism** | **983** |
//! | the Mechanism meets | 154 |
//! | a report of three facts | 62 |
//! | the joint patrol, cut short | 72 |
//! | the shot at it | 86 |
//! | the road that was blocked | 107 |
//! | the report is left | 3 |
//! | the first withdrawal | 94 |
//! | positions taken with UNIFIL | 112 |
//! | what the general says of it | 125 |
//! | a strike that kills civilians | 113 |
//! | another voice: people, not civilians | 55 |
//! | **A bulletin of the peacekeepers** | **687** |
//! | the bulletin | 133 |
//! | the ceasefire is observed | 82 |
//! | observation posts | 68 |
//! | pilgrims escorted | 83 |
//! | people back that day | 86 |
//! | people back so far | 58 |
//! | items made harmless so far | 89 |
//! | ground cleared so far | 88 |
//! | **A daily report of the OSCE** | **870** |
//! | the report | 122 |
//! | violations of the day | 106 |
//! | violations of the day before | 107 |
//! | rocket launchers near Kaiutyne | 115 |
//! | rocket launchers near Chornukhyne | 118 |
//! | a crossing that is barred | 57 |
//! | aircraft that lose their way | 70 |
//! | people seen by night, in one area | 86 |
//! | and in the other | 89 |
//! | **A day of exchange** | **712** |
//! | remains handed over | 150 |
//! | another voice: received the day after | 62 |
//! | prisoners let go | 142 |
//! | another voice: fewer, by where they went | 116 |
//! | another voice: more, days later | 67 |
//! | those who are held back | 175 |
//! | **A case, from allegation to attribution** | **644** |
//! | the report | 61 |
//! | the shooting | 90 |
//! | the clause that it would break | 19 |
//! | it is alleged | 50 |
//! | it is denied | 131 |
//! | that is the answer | 65 |
//! | the report is left | 3 |
//! | the peacekeepers inquire | 108 |
//! | and lay it to one side | 117 |

mod case;
mod donbas;
mod gaza;
mod karabakh;
mod lebanon;

use sitboard::{
    app::{App, Message, Opening, Place, update},
    board::Register,
    command::parse_keys,
    look::Theme,
    runtime::headless,
};

use super::picture::words;

/// One thing that is written down: what is pressed, and what the file has more by it.
struct Act {
    /// What is done, in the table above.
    does: &'static str,
    /// As the key map writes them; `<Paste>` puts `pastes` in.
    keys: &'static str,
    pastes: &'static str,
    /// A number that grows is a way that got longer.
    count: usize,
    /// The lines that the file has more, or has otherwise; none where nothing is written.
    writes: &'static str,
}

/// A day of somebody's work.
struct WorkingDay {
    name: &'static str,
    /// What is on file before.
    file: &'static str,
    today: &'static str,
    acts: &'static [Act],
}

const DAYS: [&WorkingDay; 5] =
    [&lebanon::DAY, &karabakh::DAY, &donbas::DAY, &gaza::DAY, &case::DAY];

const PASTE: &str = "<Paste>";

impl WorkingDay {
    fn opened(&self) -> (tempfile::TempDir, App) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("day.toml");
        std::fs::write(&path, self.file).unwrap();
        let today = self.today.parse().unwrap();
        let opening = Opening { today, ..Opening::default() };
        let mut app = App::new(vec![Place::File(path)], (120, 40), Theme::Terminal, opening);
        let start = app.start();
        headless::settle(&mut app, start);
        (folder, app)
    }

    /// The whole day, each act held to what it writes.
    #[track_caller]
    fn written(&self) -> (tempfile::TempDir, App) {
        let (folder, mut app) = self.opened();
        for act in self.acts {
            let before = text(&app);
            let count = act.on(&mut app);
            let screen = words(&app);
            let said = format!("{}, {}: {screen}", self.name, act.does);
            assert!(app.overlay.is_none(), "it is not written: {said}");
            assert_eq!(added(&before, &text(&app)), act.writes, "{said}");
            assert_eq!(count, act.count, "keys: {said}");
        }
        (folder, app)
    }

    fn count(&self) -> usize {
        self.acts.iter().map(|act| act.count).sum()
    }
}

impl Act {
    /// Presses its keys; how many they are.
    fn on(&self, app: &mut App) -> usize {
        let mut count = 0;
        for (n, part) in self.keys.split(PASTE).enumerate() {
            if n > 0 {
                send(app, Message::Paste(self.pastes.to_owned()));
                count += 1;
            }
            for chord in parse_keys(part).unwrap() {
                send(app, Message::Key(chord.event()));
                count += 1;
            }
        }
        count
    }
}

fn send(app: &mut App, message: Message) {
    let effects = update(app, message);
    headless::settle(app, effects);
}

/// The file as the board would write it.
fn text(app: &App) -> String {
    let loaded = app.open_scenario().unwrap().loaded.as_ref().unwrap();
    String::from_utf8(loaded.bytes.as_ref().unwrap().to_vec()).unwrap()
}

/// The lines of a text that it had not before; those between an unchanged beginning and end.
fn added(before: &str, after: &str) -> String {
    let (before, after): (Vec<&str>, Vec<&str>) =
        (before.lines().collect(), after.lines().collect());
    let same = |(a, b): &(&&str, &&str)| a == b;
    let head = before.iter().zip(&after).take_while(same).count();
    let rest = before.len().min(after.len()) - head;
    let tail = before.iter().rev().zip(after.iter().rev()).take(rest).take_while(same).count();
    after[head..after.len() - tail].join("\n").trim().to_owned()
}

/// A figure of the register, as the board prints it.
fn figure(app: &App, name: &str) -> String {
    let register = Register::new(app.board().unwrap());
    register.named(name).map_or_else(|_| format!("no {name}"), |figure| figure.text().to_string())
}

/// No note works round the format, the file has no problem, and a few figures of the board after each
/// day are as its front and its pages have them.
#[test]
fn what_the_days_come_to() {
    let figures: [&[(&str, &str)]; 5] = [
        &[
            ("patrols-attacked", "1"),
            ("restrictions", "1"),
            ("resting-on:an-11dec", "3"),
            ("handed-over:positions", "5"),
            ("killed-civilians", "≥3"),
            ("against:no-offence", "2"),
            ("inside:south-of-litani", "2"),
            ("contested", "1"),
        ],
        &[
            // "The ceasefire is observed" is no count: nobody said zero.
            ("attacks-in-window", "no reports"),
            ("resting-on:rpk-8feb", "7"),
            ("besides-patrols:escort", "1"),
            ("patrols", "none known"),
            ("people:displacement-2021-02-08-nagorno-karabakh-2", "52,351"),
        ],
        &[
            ("told:tally-2021-04-20", "282"),
            ("weapons-by-status:in-violation", "2"),
            ("restrictions", "1"),
            ("movements-denied", "none known"),
            ("activities", "1"),
            ("attacks", "none known"),
            ("resting-on:smm-91", "8"),
        ],
        &[
            ("handed-over:prisoners", "596–642 ≠"),
            ("handed-over:remains", "4"),
            ("promised:exchange", "10 of 33"),
            ("handovers-by-outcome:postponed", "1"),
            ("contested", "2"),
        ],
        &[
            ("cases-by-finding:attributed", "1"),
            ("cases-open", "1"),
            ("against:cessation", "1"),
            ("named:azerbaijan", "1"),
            ("killed-civilians", "1"),
        ],
    ];
    for (day, wanted) in DAYS.into_iter().zip(figures) {
        let (_folder, app) = day.written();
        let text = text(&app);
        assert!(!text.contains("note = "), "{}: {text}", day.name);
        let problems = &app.open_scenario().unwrap().loaded.as_ref().unwrap().problems;
        assert!(problems.is_empty(), "{}: {problems:?}", day.name);
        let told: Vec<(&str, String)> =
            wanted.iter().map(|(name, _)| (*name, figure(&app, name))).collect();
        let wanted: Vec<(&str, String)> =
            wanted.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
        assert_eq!(told, wanted, "{}", day.name);
    }
}

#[test]
fn the_table_of_keys_is_what_the_days_take() {
    let mut table = String::new();
    for day in DAYS {
        table.push_str(&format!("//! | **{}** | **{}** |\n", day.name, day.count()));
        for act in day.acts {
            table.push_str(&format!("//! | {} | {} |\n", act.does, act.count));
        }
    }
    let docs = include_str!("mod.rs");
    assert!(docs.contains(&table), "{table}");
}
