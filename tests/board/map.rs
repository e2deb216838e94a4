//! The map: what stands on it, that every record can be reached, and that nothing leaves its room.

use std::collections::HashSet;

use proptest::prelude::*;
use ratatui::layout::Position;
use sitboard::{
    app::{App, Plan, lines_below},
    look::{Glyphs, Role, Theme},
    panel::Panel,
    report::{self, CorridorPart, FeatureSink, FrameFormat},
};

use super::{
    DONBAS, HODEIDAH, IDLIB,
    common::{board, press},
    laws::NAUGHTY,
    picture::{picture, words},
};

/// Idlib with places that are hard on a map: at a pole, across the antimeridian, twice on one point,
/// known only roughly, oddly named.
fn hard() -> String {
    let mut text = IDLIB.to_owned();
    let points = [(90.0, 0.0), (-16.5, 179.99), (-16.4, -179.99), (35.9, 36.5), (35.9, 36.5)];
    for (n, (lat, lon)) in points.iter().enumerate() {
        let name = NAUGHTY[n + 2].replace('\\', "");
        text.push_str(&format!(
            "[[place]]\nid = \"hard-{n}\"\nname = \"x{name}\"\nat = {{ lat = {lat}, lon = {lon}, precision_km = {} }}\n\
             [[attack]]\nid = \"on-hard-{n}\"\ndate = 2020-08-10\nkind = \"shelling\"\nplace = \"hard-{n}\"\nsource = \"sohr\"\n",
            n * 10
        ));
    }
    text
}

fn selected(app: &App) -> String {
    let shown = app.shown().unwrap();
    shown.board.record(app.selected(app.focus).unwrap()).id.to_string()
}

#[test]
fn idlib_on_three_days_and_three_screens() {
    for (width, height) in [(80, 24), (120, 40), (200, 60)] {
        for day in ["15 mar", "14 jul", "14 aug"] {
            let keys = format!("t{day}<Enter>8");
            let app = board(IDLIB, (width, height), Theme::Roles, &keys);
            let name = format!("map-{width}x{height}-{}", day.replace(' ', ""));
            insta::assert_snapshot!(name, picture(&app));
        }
    }
}

#[test]
fn a_map_can_do_with_blocks_and_with_ascii() {
    for glyphs in [Glyphs::Block, Glyphs::Ascii] {
        let mut app = board(IDLIB, (100, 30), Theme::Roles, "t14 jul<Enter>8");
        app.glyphs = glyphs;
        insta::assert_snapshot!(format!("map-{}", glyphs.name()), words(&app));
    }
    let mut app = board(IDLIB, (100, 30), Theme::Roles, "t14 jul<Enter>8");
    app.glyphs = Glyphs::Ascii;
    let plan = Plan::of(app.size, &app);
    let area = plan.panel(Panel::Map).unwrap().map.unwrap();
    let (area, _) = lines_below(area);
    let buffer = report::frame(&app);
    let is_plain = |at: Position| buffer[at].symbol().chars().all(|c| c.is_ascii() || c == '°');
    assert!(area.positions().all(is_plain), "{}", words(&app));
}

#[test]
fn a_ring_stands_for_a_place_that_is_known_roughly() {
    let app = board(&hard(), (120, 40), Theme::Roles, "8/on-hard-3<Enter>c++++++++++++++");
    insta::assert_snapshot!("map-halo", picture(&app));
}

#[test]
fn every_record_on_the_map_can_be_reached_by_keys() {
    for text in [IDLIB, DONBAS, HODEIDAH, &hard()] {
        for size in [(80, 24), (160, 50)] {
            let mut app = board(text, size, Theme::Terminal, "8g");
            let rows = app.shown().unwrap().length(Panel::Map);
            if rows == 0 {
                continue; // nothing is located on the day that Donbas opens on
            }
            // The lines between the groups are no records.
            let (_, records) = app.shown().unwrap().sheet(Panel::Map).unwrap().rows.listed(0);
            let mut reached = HashSet::new();
            reached.extend(app.selected(Panel::Map));
            for _ in 0..rows {
                press(&mut app, ")");
                reached.extend(app.selected(Panel::Map));
            }
            assert_eq!(reached.len(), records);
        }
    }
}

#[test]
fn keys_go_to_the_nearest_mark_each_way() {
    let mut app = board(IDLIB, (120, 40), Theme::Terminal, "t14 jul<Enter>8");
    assert_eq!(selected(&app), "ied-14jul", "at Ariha");
    press(&mut app, "l");
    assert_eq!(selected(&app), "blockade-15mar", "Nayrab lies to the east");
    press(&mut app, "hh");
    assert_eq!(selected(&app), "blast-27may", "and Ghassaniyah to the west");
    press(&mut app, "h");
    assert_eq!(selected(&app), "blast-27may");
    assert!(words(&app).contains("no mark lies further that way"));
    press(&mut app, "<Enter>");
    assert!(!app.trail.is_empty(), "it opens");
}

#[test]
fn one_record_is_selected_on_the_map_and_elsewhere() {
    let mut app = board(IDLIB, (120, 40), Theme::Terminal, "2jjj");
    let on_list = selected(&app);
    press(&mut app, "8");
    assert_eq!(selected(&app), on_list);
    press(&mut app, ")))");
    let on_map = selected(&app);
    assert_ne!(on_map, on_list);
    let shown = app.shown().unwrap().clone();
    let is_attack = shown
        .sheet(Panel::Attacks)
        .unwrap()
        .rows
        .records()
        .iter()
        .any(|row| shown.board.record(row.record().unwrap()).id.as_str() == on_map);
    press(&mut app, "<Esc>");
    assert_eq!(app.focus, Panel::Attacks);
    assert_eq!(selected(&app) == on_map, is_attack);
}

#[test]
fn scripts_are_told_where_everything_lies() {
    let app = board(IDLIB, (120, 40), Theme::Terminal, "");
    let rows = report::rows_json(app.board().unwrap(), Panel::Map, "idlib.toml");
    let row = |id: &str| rows.iter().find(|row| row["id"] == id).unwrap();
    let ariha = row("ied-14jul");
    assert_eq!((&ariha["kind"], &ariha["place"]), (&"ied".into(), &"ariha".into()));
    assert_eq!(ariha["corridor"], "inside");
    assert_eq!(ariha["km"].as_f64(), Some(0.0));
    let chainage = ariha["chainage_km"].as_f64().unwrap();
    assert!(
        (chainage - 18.0).abs() < 1.0 && (chainage * 1000.0).fract().abs() < 1e-6,
        "{chainage}"
    );
    let hmeimim = row("drones-11jul");
    assert!(hmeimim["corridor"].is_null() && hmeimim["km"].is_null(), "it has no point");
    let is_located = |row: &serde_json::Value| !row["lat"].is_null();
    let first_without = rows.iter().position(|row| !is_located(row)).unwrap();
    assert!(rows[first_without..].iter().all(|row| !is_located(row)), "they come last");
}

#[test]
fn other_maps_can_read_what_is_exported() {
    for text in [IDLIB, &hard()] {
        let app = board(text, (120, 40), Theme::Terminal, "");
        let mut collection = Vec::new();
        let mut sink = report::GeoJsonSink::new(&mut collection).unwrap();
        let board = app.board().unwrap();
        report::each_feature(board, "x.toml", &[], report::Pass::Whole, &mut sink).unwrap();
        sink.finish(Vec::new()).unwrap();
        drop(sink);
        let collection = String::from_utf8(collection).unwrap();
        let read: geojson::FeatureCollection = collection.parse().unwrap();
        let table = |feature: &geojson::Feature| {
            feature.property("table").and_then(|table| table.as_str()).unwrap().to_owned()
        };
        let tables: HashSet<String> = read.features.iter().map(table).collect();
        for wanted in ["attack", "event", "displacement", "route", "patrol", "corridor"] {
            assert!(tables.contains(wanted), "{wanted}");
        }
        let without = read.features.iter().filter(|feature| feature.geometry.is_none());
        assert!(without.count() > 10, "what has no point is there, without a geometry");
    }
}

#[test]
fn the_picture_is_xml_that_stands_alone() {
    let odd = IDLIB.replace("Idlib: joint patrols on the M4", "a <script>&\\\"']]> b");
    for text in [
        IDLIB,
        &odd,
        &hard(),
        DONBAS,
        HODEIDAH,
        "format = 1\n[scenario]\nid = \"e\"\ntitle = \"E\"\n",
    ] {
        for keys in ["8", "8c++++", "8------"] {
            let app = board(text, (120, 40), Theme::Terminal, keys);
            let svg = report::map_picture(&app).unwrap();
            let read = roxmltree::Document::parse(&svg).unwrap();
            assert_eq!(read.root_element().attribute("width"), Some("1200"));
            let tags: HashSet<&str> = read
                .descendants()
                .filter(|node| node.is_element())
                .map(|node| node.tag_name().name())
                .collect();
            assert!(
                tags.iter().all(|tag| {
                    ["svg", "title", "rect", "g", "text", "path", "circle"].contains(tag)
                }),
                "{tags:?}"
            );
            assert!(!svg.contains("NaN") && !svg.contains("inf") && !svg.contains("href"));
        }
    }
    let app = board(IDLIB, (120, 40), Theme::Terminal, "t14 jul<Enter>8");
    let svg = report::map_picture(&app).unwrap();
    for words in ["Ariha", "Natural Earth", "Tue 14 Jul 2020, known then", "10 km", "TLP:CLEAR"] {
        assert!(svg.contains(words), "{words}");
    }
}

/// The colours of a picture, as it writes them.
fn colours(svg: &str) -> HashSet<String> {
    let read = roxmltree::Document::parse(svg).unwrap();
    let used = read.descendants().flat_map(|node| node.attributes()).map(|found| found.value());
    used.filter(|value| value.starts_with('#')).map(str::to_owned).collect()
}

#[test]
fn every_theme_draws_in_colours_of_its_own() {
    let mut pictures: HashSet<String> = HashSet::new();
    // A picture has no terminal whose colours it could take: that theme draws as the dark one does.
    for theme in Theme::ALL.iter().filter(|theme| **theme != Theme::Terminal) {
        let app = board(IDLIB, (120, 40), *theme, "t14 jul<Enter>8");
        let drawn = [CorridorPart::Strip, CorridorPart::Chart]
            .map(|part| report::corridor_picture(app.board().unwrap(), part, *theme).unwrap());
        let palette = theme.palette();
        let own: HashSet<String> = Role::ALL
            .iter()
            .map(|role| palette.ink(*role).rgb)
            .chain([palette.paper, palette.hairline])
            .map(|colour| colour.to_string())
            .collect();
        for svg in drawn.into_iter().chain(report::map_picture(&app)) {
            assert!(colours(&svg).is_subset(&own), "{theme:?}: {:?}", colours(&svg));
            assert!(pictures.insert(svg), "{theme:?} draws as another does");
        }
        let frame = report::render(&report::frame(&app), FrameFormat::Svg, *theme);
        assert!(colours(&frame).contains(&palette.paper.to_string()));
        assert!(pictures.insert(frame), "{theme:?} shows its cells as another does");
    }
    assert_eq!(pictures.len(), 4 * (Theme::ALL.len() - 1));
}

/// Where no hue tells, what patrols may have reached is hatched, and what none did the other way.
#[test]
fn uncertain_bars_are_told_from_certain_ones_without_colour() {
    for (keys, wanted) in [("", "hatch"), ("t15 mar<Enter>", "back-hatch")] {
        let app = board(IDLIB, (120, 40), Theme::Mono, keys);
        let strip =
            report::corridor_picture(app.board().unwrap(), CorridorPart::Strip, Theme::Mono);
        let strip = strip.unwrap();
        let read = roxmltree::Document::parse(&strip).unwrap();
        let fill = format!("url(#{wanted})");
        let is_filled = |node: &roxmltree::Node| node.attribute("fill") == Some(&fill);
        let bar = read.descendants().filter(|node| node.has_tag_name("rect")).find(is_filled);
        assert!(bar.is_some(), "{wanted}: {strip}");
        assert!(read.descendants().any(|node| node.attribute("id") == Some(wanted)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_of_the_map_leaves_its_room(
        keys in proptest::collection::vec(
            proptest::sample::select(vec![
                "+", "-", "=", "<Space>", "c", "h", "j", "k", "l", ")", "(", "G", "g", ".", ",",
                "<S-Left>", "<S-Right>", "<S-Up>", "<S-Down>", "++++++++", "--------", "W", "K",
            ]),
            0..40,
        ),
        (width, height) in (40u16..210, 12u16..64),
        glyphs in proptest::sample::select(Glyphs::ALL.to_vec()),
    ) {
        let mut app = board(&hard(), (width, height), Theme::Roles, "8");
        app.glyphs = glyphs;
        for key in keys {
            press(&mut app, key);
        }
        let area = Plan::of(app.size, &app).panel(Panel::Map).unwrap().map.unwrap();
        let seen = report::frame(&app);
        app.workspace[app.current].view.map = None;
        let home = report::frame(&app);
        for at in seen.area.positions().filter(|at| !area.contains(*at)) {
            prop_assert_eq!(&seen[at], &home[at], "{:?} outside {:?}", at, area);
        }
    }
}
