//! Pictures that stand alone, every mark with its record.

use super::*;
use crate::board::{Clock, LoadedFile, Query};

fn board(text: &str, day: &str) -> Board {
    let index = LoadedFile::read(text.as_bytes(), "x").index.unwrap();
    Board::new(index, Clock::then(day.parse().unwrap()), Query::default())
}

const IDLIB: &str = include_str!("../../../scenarios/idlib-2020.toml");

#[test]
fn pictures_are_well_formed_and_stand_alone() {
    let hostile = IDLIB
        .replace("name = \"Ariha\"", "name = \"<script>&\\u001b[2J\\\"Ariha\"")
        .replacen("title = \"Idlib", "title = \"<b>Idlib", 1);
    for text in [IDLIB, &hostile] {
        for part in [CorridorPart::Strip, CorridorPart::Chart] {
            for theme in Theme::ALL {
                let picture = corridor_picture(&board(text, "2020-07-14"), part, *theme).unwrap();
                let read = roxmltree::Document::parse(&picture).unwrap();
                assert_eq!(read.root_element().attribute("width"), Some("1200"));
                for node in read.descendants() {
                    let name = node.tag_name().name();
                    assert!(!matches!(name, "script" | "foreignObject" | "image" | "a"), "{name}");
                }
                assert!(!picture.contains("NaN") && !picture.contains("href"));
            }
        }
    }
}

#[test]
fn every_mark_tells_its_record() {
    let picture =
        corridor_picture(&board(IDLIB, "2020-08-14"), CorridorPart::Chart, Theme::Terminal);
    let picture = picture.unwrap();
    for name in ["Patrol", "IED near Ariha, 14 Jul", "Blockade near Nayrab, 15 Mar"] {
        assert!(picture.contains(&format!("<title>{name}")), "{name}");
    }
    assert!(picture.contains(">patrols running · joint-patrols partly met<"), "one rule a day");
}

#[test]
fn a_denial_has_a_mark_of_its_own_and_stands_once() {
    let denied = |at: &str| {
        format!(
            "\n[[restriction]]\nid = \"r-{at}\"\ndate = 2020-08-{at}\nkind = \"denied\"\n\
             place = \"ariha\"\nsource = \"mod-russia\"\npublished = 2020-08-{at}\n"
        )
    };
    let refused = "\n[[attack]]\nid = \"refused\"\ndate = 2020-08-09\nkind = \"movement-denied\"\n\
                   place = \"ariha\"\nsource = \"mod-russia\"\npublished = 2020-08-10\n";
    let text = [IDLIB, &denied("05"), refused].concat();
    for part in [CorridorPart::Strip, CorridorPart::Chart] {
        let of = |text: &str| corridor_picture(&board(text, "2020-08-14"), part, Theme::Mono);
        let (picture, without) = (of(&text).unwrap(), of(IDLIB).unwrap());
        assert_eq!(picture.matches("<title>access denied: ").count(), 2, "{part:?}");
        assert!(!without.contains("access denied"), "{part:?}");
        assert_eq!(picture.matches("movement").count(), 0);
    }
}

#[test]
fn without_a_route_there_is_no_picture() {
    let text = "format = 1\n[scenario]\nid = \"x\"\ntitle = \"x\"\n";
    assert!(
        corridor_picture(&board(text, "2020-01-01"), CorridorPart::Strip, Theme::Mono).is_none()
    );
}
