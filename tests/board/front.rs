//! The front at every width: room goes where something is, and no figure, no mark and no place gives
//! way to blanks.

use std::{collections::BTreeSet, fs, path::Path};

use super::{
    DONBAS, IDLIB,
    common::{board, press},
    whole::{HEIGHTS, SCENARIOS, WIDTHS, cut_figure, opened, sampled},
};
use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use sitboard::{
    app::{App, Message, Plan, update},
    board::Board,
    look::{Align, Theme, width},
    panel::{Front, Panel, Row, Sheet, Sort},
    report::{FrameFormat, frame, render},
    runtime::headless,
};

fn screen(app: &App) -> String {
    render(&frame(app), FrameFormat::Text, Theme::Mono)
}

fn resize(app: &mut App, size: (u16, u16)) -> String {
    let effects = update(app, Message::Resize(size.0, size.1));
    headless::settle(app, effects);
    screen(app)
}

/// Marks that say how a value is to be taken.
const CAVEATS: [&str; 4] = ["≠", "~", "✕", "≥"];

/// A column of a row in its cells: whatever it loses, no figure and no mark of it.
fn keeps_its_caveats(board: &Board, sheet: &Sheet, row: &Row, columns: &[(usize, usize)]) {
    for (n, cells) in columns.iter().copied().filter(|(n, _)| !sheet.columns[*n].is_picture) {
        let column = &sheet.columns[n];
        let shown = sheet.fitted(board, row, columns, (n, cells)).text();
        let place = format!("{}, {cells} cells: {shown:?}", column.title);
        assert_eq!(width(&shown), cells, "{place}");
        assert_eq!(cut_figure(&shown), None, "{place}");
        let full = column.cell(board, row, usize::MAX).text();
        let is_figure = column.align == Align::Right || column.is_day;
        assert!(!is_figure || !shown.contains('…'), "cut: {place} for {full:?}");
        // Whether a number is at least so much is said by its own sign or by words.
        let marks = CAVEATS.iter().filter(|mark| full.contains(**mark) && **mark != "≥");
        marks.for_each(|mark| assert!(shown.contains(mark), "{mark} lost: {place} for {full:?}"));
    }
}

/// A place stands before any column that gives way sooner, and none of these is without a word.
fn places_come_first(board: &Board, sheet: &Sheet, rows: &[Row], columns: &[(usize, usize)]) {
    let Some(place) =
        sheet.columns.iter().position(|column| ["place", "reached"].contains(&&*column.title))
    else {
        return;
    };
    let lesser = columns.iter().filter(|(n, _)| sheet.columns[*n].rank > sheet.columns[place].rank);
    for (n, cells) in lesser {
        let title = &sheet.columns[*n].title;
        assert!(columns.iter().any(|(shown, _)| *shown == place), "{title} in place of a place");
        let says = |row: &Row| {
            let text = sheet.columns[*n].cell(board, row, *cells).text();
            !matches!(text.trim(), "" | "·")
        };
        assert!(rows.is_empty() || rows.iter().any(says), "{title} says nothing");
    }
}

/// The scenarios that are given out, and some that are hard to draw.
const FRONTS: [(&str, &str); 11] = [
    ("idlib", "idlib-2020.toml"),
    ("syria", "syria-2016.toml"),
    ("donbas", "donbas-2020.toml"),
    ("hodeidah", "hodeidah-2018.toml"),
    ("karabakh", "karabakh-2020.toml"),
    ("lebanon", "lebanon-2024.toml"),
    ("gaza", "gaza-2025.toml"),
    ("long-names", "../tests/data/valid/long-names.toml"),
    ("arabic", "../tests/data/valid/arabic.toml"),
    ("one-record", "../tests/data/valid/one-record.toml"),
    ("all-contested", "../tests/data/valid/all-contested.toml"),
];
const SIZES: [(u16, u16); 5] = [(40, 12), (80, 24), (100, 30), (120, 40), (200, 60)];

#[test]
fn the_front_of_every_scenario_reads_at_five_sizes() {
    for (name, path) in FRONTS {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(path);
        let text = fs::read_to_string(file).unwrap();
        // Told of as standard input: no path of a machine stands in what is kept.
        let mut app = board(&text, SIZES[0], Theme::Mono, "");
        let screens =
            SIZES.map(|size| format!("{} by {}\n{}", size.0, size.1, resize(&mut app, size)));
        insta::assert_snapshot!(format!("front-{name}"), screens.join("\n"));
    }
}

/// Rows of a list that are looked at.
const ROWS: usize = 60;

#[test]
fn no_cell_of_the_front_loses_a_figure_a_mark_or_its_place_at_any_width() {
    for scenario in SCENARIOS {
        let app = opened(scenario);
        let board = app.board().expect("it opens");
        for panel in app.front().panels().into_iter().chain([Panel::STRIP]) {
            let sheet = panel.sheet(board, Sort::default());
            let rows: Vec<Row> = sheet.rows.iter().take(ROWS).collect();
            let arranged = WIDTHS.map(|columns| {
                let gap = if columns >= 70 { 2 } else { 1 };
                sheet.arrange(board, 0..ROWS, usize::from(columns).saturating_sub(5), gap)
            });
            for columns in arranged.collect::<BTreeSet<_>>() {
                rows.iter().for_each(|row| keeps_its_caveats(board, &sheet, row, &columns));
                places_come_first(board, &sheet, &rows, &columns);
            }
        }
    }
}

#[test]
fn no_frame_of_the_front_cuts_a_figure_at_any_width_and_height() {
    for (nth, (scenario, path)) in FRONTS.into_iter().enumerate() {
        let mut app = opened(path);
        let day = app.board().expect("it opens").clock.as_of;
        for (n, height) in HEIGHTS.into_iter().enumerate() {
            press(&mut app, "K"); // in hindsight and known then by turns
            for columns in sampled(nth + 7 * n) {
                let screen = resize(&mut app, (columns, height));
                let cut = screen.lines().find(|line| cut_figure(line).is_some());
                assert_eq!(cut, None, "{scenario}, {columns} by {height}:\n{screen}");
                let first = screen.lines().next().unwrap_or_default();
                let said = sitboard::board::day_month(day);
                assert!(first.contains(&said), "no day: {columns} by {height}: {first}");
            }
        }
    }
}

#[test]
fn at_80_by_24_places_the_axis_and_three_rows_of_time_are_in_sight() {
    let screen = screen(&board(IDLIB, (80, 24), Theme::Mono, ""));
    for words in [
        "last week airstrike near Jabal",
        "14 Jul Ariha         ◐ cut short~ ✕",
        "11 Jul    drones    Hmeimim base",
        "17 Jul–13 Aug  3 attacks (2 before)",
        "attacked  3 ✕; last reported 14 Jul",
        "5 Timeline, 6 Mar to 14 Aug",
        "28 days  Mar",
    ] {
        assert!(screen.contains(words), "{words}:\n{screen}");
    }
    let lines: Vec<&str> = screen.lines().collect();
    let axis = lines.iter().position(|line| line.contains("28 days  Mar")).expect("an axis");
    for (n, row) in ["patrols", "attacks on patrols", "other attacks"].iter().enumerate() {
        assert!(lines[axis + 1 + n].contains(row), "{row}:\n{screen}");
    }
}

#[test]
fn what_has_no_column_stands_behind_its_place() {
    let screen = screen(&board(IDLIB, (80, 24), Theme::Mono, "2jjjjjj"));
    assert!(screen.contains("14 Jul    IED ≠     Ariha, ≥5 hurt"), "{screen}");
    let wide = screen_of(IDLIB, (120, 40), "");
    assert!(wide.contains("killed hurt"), "{wide}");
    let alone = screen_of(IDLIB, (120, 40), "z");
    assert!(alone.contains("Muhambal, 34 km"), "a column of two rows is none:\n{alone}");
}

fn screen_of(text: &str, size: (u16, u16), keys: &str) -> String {
    screen(&board(text, size, Theme::Mono, keys))
}

#[test]
fn a_panel_without_records_is_a_line_and_counts_alone_open_on_their_timeline() {
    let app = board(DONBAS, (80, 24), Theme::Mono, "");
    assert_eq!(app.focus, Panel::Timeline);
    let screen = screen(&app);
    for words in [
        " 1 no patrols on this board",
        " 2 no attacks on this board",
        " 3 no displacement figures on this board",
        "20 Aug        OSCE SMM counts 153 ceasefire violations",
        "30 Jul        OSCE SMM counts 1 ceasefire violation ",
    ] {
        assert!(screen.contains(words), "{words}:\n{screen}");
    }
    let line = screen_of(DONBAS, (80, 24), "1");
    assert!(line.contains("1 no patrols on this board"), "its key leads there:\n{line}");
}

#[test]
fn a_line_that_sums_up_is_a_row_for_the_cursor() {
    let mut app = board(IDLIB, (120, 40), Theme::Mono, "2kkkkk");
    press(&mut app, "<Enter>");
    let asked = |app: &App| {
        let open = app.open_scenario().expect("it is open");
        open.view.asked_figures.current().map(|name| name.to_string())
    };
    assert_eq!((app.focus, asked(&app).as_deref()), (Panel::Why, Some("attacks-in-window")));
    press(&mut app, "<Esc>2jY");
    assert_eq!(asked(&app).as_deref(), Some("attacks-in-window"), "its key asks for the same line");
    let app = board(IDLIB, (120, 40), Theme::Mono, "2kkkkkjjjjjj<Enter>");
    assert_eq!(app.focus, Panel::Attacks, "below the lines come the rows again");
    assert_eq!(app.trail.len(), 1);
}

#[test]
fn the_timeline_runs_to_the_day_and_is_stretched_by_a_key() {
    for key in ["Z", "<F6>"] {
        let lately = screen_of(IDLIB, (120, 40), key);
        assert!(lately.contains("5 Timeline, 19 Jun to 14 Aug"), "{lately}");
        let all = screen_of(IDLIB, (120, 40), &format!("{key}{key}"));
        assert!(all.contains("5 Timeline, 1 Jan to "), "{all}");
    }
    let in_may = screen_of(IDLIB, (120, 40), "t22 may<Enter>");
    assert!(in_may.contains("5 Timeline, 6 Mar to 22 May"), "{in_may}");
    let before = screen_of(IDLIB, (120, 40), "t10 mar<Enter>");
    assert!(before.contains("5 Timeline, 6 Mar to 15 Mar"), "a deadline is ahead:\n{before}");
    let further = screen_of(IDLIB, (120, 40), "5<Right>");
    assert!(further.contains("6 Mar to 15 Aug"), "beyond the day that is looked at:\n{further}");
}

#[test]
fn the_header_says_where_things_stand_in_cells_that_lead_to_why() {
    let app = board(IDLIB, (120, 40), Theme::Mono, "");
    let lines: Vec<String> = screen(&app).lines().take(3).map(str::to_owned).collect();
    assert!(lines[0].contains("· day 161 · as known then · TLP:CLEAR"), "{lines:?}");
    assert!(lines[1].contains("Patrols  suspended since 13 Aug ≠, “temporarily”"), "{lines:?}");
    assert!(
        lines[2].contains("On patrols  last reported attack 14 Jul; 2 patrols since"),
        "{lines:?}"
    );
    assert!(!lines.concat().contains('✕'), "a bare sign says nothing: {lines:?}");
    let at = lines[2].find("last reported").expect("the last attack");
    let column = lines[2][..at].chars().count();
    let mouse = MouseEvent {
        kind: MouseEventKind::Down(MouseButton::Left),
        column: u16::try_from(column).expect("a column") + 2,
        row: 2,
        modifiers: KeyModifiers::NONE,
    };
    let mut app = app;
    assert!(Plan::of(app.size, &app).has_header_cells());
    let effects = update(&mut app, Message::Mouse(mouse));
    headless::settle(&mut app, effects);
    assert_eq!(app.focus, Panel::Why);
}

#[test]
fn the_small_header_has_labels_leads_to_why_and_says_whose_word_it_is() {
    let mut app = board(IDLIB, (80, 24), Theme::Mono, "");
    let lines: Vec<String> = screen(&app).lines().take(2).map(str::to_owned).collect();
    // Of how much the tripwire rests is said in the same line.
    let said = " Agreement holding, SOFREP alone · patrols suspended ≠ · seen 7 of 28 days";
    assert!(lines[1].starts_with(said), "{lines:?}");
    // Where there is room for a figure, it is asked about by the mouse.
    let wide = resize(&mut app, (99, 30));
    let line = wide.lines().nth(1).expect("a second line");
    assert!(line.contains("SOFREP alone") && line.contains("7 of 28 days"), "{line}");
    let column = line[..line.find("7 of 28").expect("a figure")].chars().count();
    let mouse = MouseEvent {
        kind: MouseEventKind::Down(MouseButton::Left),
        column: u16::try_from(column).expect("a column"),
        row: 1,
        modifiers: KeyModifiers::NONE,
    };
    let effects = update(&mut app, Message::Mouse(mouse));
    headless::settle(&mut app, effects);
    assert_eq!(app.focus, Panel::Why);
}

#[test]
fn what_a_party_gives_as_its_reason_and_who_was_harmed_stand_above_the_rows() {
    let wide = screen_of(IDLIB, (120, 40), "");
    for words in [
        "reason    Russia: Terrorists shell government troops…",
        "since 6 Mar      killed ≥4 (Turkey), hurt ≥8",
        "attacks on patrols",
        "other attacks",
        "blamed for",
        "1 by SOFREP",
        "earlier: 5 figures, 1 Jan to 6 Apr",
    ] {
        assert!(wide.contains(words), "{words}:\n{wide}");
    }
}

#[test]
fn rows_whose_day_is_not_told_come_last_below_a_line_that_says_how_many() {
    let mut app = board(IDLIB, (120, 40), Theme::Mono, "2G");
    let last = screen(&app);
    assert!(last.contains("2 Attacks ─") && last.contains("18 of 18"), "{last}");
    assert!(last.contains("│  3 with no day told"), "{last}");
    press(&mut app, "kkk");
    let line = screen(&app);
    assert!(line.contains("▸ 3 with no day told"), "{line}");
    assert!(line.contains("15 of 18"), "the line is none of the rows:\n{line}");
    press(&mut app, "<Enter>");
    assert_eq!(app.focus, Panel::Why, "its figure is asked about like that of a line above");
    let sorted = screen_of(IDLIB, (120, 40), "2s");
    assert!(!sorted.contains("with no day told"), "in another order nothing stands together");
}

/// A board whose title and handling are as long as they may be.
fn long_winded() -> String {
    let title = "Humanitarian pauses and local arrangements in eleven districts of the north-east";
    let handling = "OFFICIAL-SENSITIVE, UK EYES ONLY, 5 COPY";
    let head = IDLIB.replace("Idlib: joint patrols on the M4", title);
    head.replace("handling = \"TLP:CLEAR\"", &format!("handling = \"{handling}\""))
}

#[test]
fn a_long_title_and_a_long_handling_give_way_to_the_clock() {
    let mut app = board(&long_winded(), (120, 40), Theme::Mono, "");
    for columns in WIDTHS {
        let screen = resize(&mut app, (columns, 24));
        let first = screen.lines().next().unwrap_or_default().to_owned();
        assert!(first.contains("14 Aug 2020") && first.contains("then"), "{columns}: {first}");
        assert!(first.trim_start().starts_with("Hum"), "{columns}: {first}");
        let header = screen.lines().take(2).collect::<String>();
        assert!(header.contains("OFFICIAL"), "{columns}: {header}");
    }
}

const CHOSEN: &str = "panels = [\"incidents\", \"statements\", \"actors\", \"events\"]\n";

/// The Idlib board with the front of a scenario that chooses.
fn chosen() -> String {
    IDLIB.replacen("[scenario]\n", &format!("[scenario]\n{CHOSEN}"), 1)
}

#[test]
fn a_scenario_chooses_its_front_and_the_keys_follow() {
    let mut app = board(&chosen(), (120, 40), Theme::Roles, "");
    let titles = ["1 Attacks", "2 Statements", "3 Actors", "4 Events", "5 Timeline"];
    let text = screen(&app);
    for title in titles {
        assert!(text.contains(title), "{title}: {text}");
    }
    assert!(!text.contains("1 Patrols"), "{text}");
    for (key, panel) in [("2", Panel::Statements), ("4", Panel::Events), ("1", Panel::Attacks)] {
        press(&mut app, key);
        assert_eq!(app.focus, panel);
    }
    let names = |app: &App| app.front().panels().map(Panel::name);
    let around: Vec<&str> = (0..5)
        .map(|_| {
            let at = app.focus.name();
            press(&mut app, "<Tab>");
            at
        })
        .collect();
    assert_eq!(around, ["attacks", "statements", "actors", "events", "timeline"]);
    assert_eq!(names(&app), ["attacks", "statements", "actors", "events"]);
    // What does not stand there is a page, by its name.
    press(&mut app, ":patrols<Enter>");
    assert_eq!(app.focus, Panel::Patrols);
    assert!(app.front().is_page(Panel::Patrols) && screen(&app).contains("╭─ Patrols"));
    press(&mut app, "<Esc>");
    assert!(!app.front().is_page(app.focus));
}

#[test]
fn a_page_is_put_on_the_front_and_taken_back() {
    let mut app = board(IDLIB, (120, 40), Theme::Roles, "3V");
    press(&mut app, "b");
    assert_eq!((app.focus, app.front().slot(Panel::Statements)), (Panel::Statements, Some(2)));
    assert!(screen(&app).contains("statements at 3 instead of displacement"), "{}", screen(&app));
    assert!(screen(&app).contains("3 Statements") && screen(&app).contains("1 Patrols"));
    press(&mut app, "b");
    assert_eq!((app.focus, app.front()), (Panel::Displacement, Front::default()));
    press(&mut app, "b");
    assert!(screen(&app).contains("this is its place"), "{}", screen(&app));
    press(&mut app, "8b");
    assert!(screen(&app).contains("needs the whole board"), "{}", screen(&app));
    assert_eq!(app.front(), Front::default());
}
