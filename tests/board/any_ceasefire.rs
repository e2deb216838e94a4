//! The panels of zones, phases, cases, access and exchange at every size, as they are and with names
//! that are long, or written from right to left.

use std::path::{Path, PathBuf};

use sitboard::{
    app::{App, Opening, Place},
    look::Theme,
    panel::Panel,
    runtime::headless,
};

use super::{common::press, goals::keys_to, picture::words};

const SIZES: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 40), (200, 60)];

/// A board that has the panels, and the day on which they have most to say.
struct Board {
    file: &'static str,
    day: &'static str,
    panels: &'static [Panel],
    names: &'static [Renamed],
}

/// A name of the file, a long one, and one that is written from right to left.
type Renamed = (&'static str, &'static str, &'static str);

const BOARDS: [Board; 3] = [
    Board {
        file: "zones",
        day: "10 dec",
        panels: &[Panel::Zones, Panel::Agreement, Panel::Map],
        names: &[
            (
                "\"South of the Litani\"",
                "\"Area between the Blue Line and the Litani River, in which no armed personnel is to stand\"",
                "\"منطقة جنوب نهر الليطاني\"",
            ),
            ("\"S of Litani\"", "\"Between the Blue Line and the Litani\"", "\"جنوب الليطاني\""),
            ("\"UNIFIL\"", "\"United Nations Interim Force in Lebanon\"", "\"قوات الأمم المتحدة\""),
        ],
    },
    Board {
        file: "phased",
        day: "27 jan",
        panels: &[Panel::Agreement, Panel::Cases],
        names: &[
            (
                "\"Observer Mission\"",
                "\"Joint Observer and Verification Mission of the Concert of Neighbours\"",
                "\"بعثة المراقبين المشتركة\"",
            ),
            (
                "\"Lowland Front\"",
                "\"People's Front for the Liberation of the Lowlands\"",
                "\"جبهة السهل\"",
            ),
            (
                "\"The Ford\"",
                "\"The ford below the old mill at the upper bend of the river\"",
                "\"المخاضة\"",
            ),
            (
                "\"Both sides leave the river.\"",
                "\"Both sides leave the river, its banks, its islands and every bridge across it.\"",
                "\"ينسحب الطرفان من النهر.\"",
            ),
        ],
    },
    Board {
        file: "mission",
        day: "26 jan",
        panels: &[Panel::Restrictions, Panel::Handovers, Panel::Weapons],
        names: &[
            (
                "\"Ford crossing\"",
                "\"Crossing at the ford below the old mill at the upper bend\"",
                "\"معبر المخاضة\"",
            ),
            (
                "\"Aid Mission\"",
                "\"Humanitarian Aid and Protection Mission of the Neighbours\"",
                "\"بعثة الإغاثة\"",
            ),
            (
                "\"The North\"",
                "\"The Transitional Government of the Northern Provinces\"",
                "\"حكومة الشمال\"",
            ),
            (
                "\"rocket launchers\"",
                "\"multiple launch rocket systems of calibre 122 mm on lorries\"",
                "\"راجمات صواريخ\"",
            ),
            (
                "\"no coordination was found\"",
                "\"no coordination was found with the office that grants passage on that day of the week\"",
                "\"لم يوجد تنسيق\"",
            ),
        ],
    },
];

/// How names are written.
#[derive(Clone, Copy)]
enum Names {
    AsTheyAre,
    Long,
    FromTheRight,
}

impl Board {
    /// The board of the file, or of a copy with other names beside the same layers.
    fn opened(&self, names: Names, size: (u16, u16)) -> (tempfile::TempDir, App) {
        let folder = tempfile::tempdir().unwrap();
        // As it is, its path stands in the detail: no folder of this machine is a part of it.
        let own = PathBuf::from("tests/data/valid").join(self.file).with_extension("toml");
        let path = match names {
            Names::AsTheyAre => own,
            Names::Long => self.renamed(&own, folder.path(), |(_, long, _)| long),
            Names::FromTheRight => self.renamed(&own, folder.path(), |(.., right)| right),
        };
        let opening = Opening { today: "2025-03-01".parse().unwrap(), ..Opening::default() };
        let mut app = App::new(vec![Place::File(path)], size, Theme::Roles, opening);
        let start = app.start();
        headless::settle(&mut app, start);
        press(&mut app, &format!("t{}<Enter>", self.day));
        (folder, app)
    }

    fn renamed(&self, own: &Path, folder: &Path, called: fn(Renamed) -> &'static str) -> PathBuf {
        let mut text = std::fs::read_to_string(own).unwrap();
        for names in self.names {
            assert!(text.contains(names.0), "{}", names.0);
            text = text.replace(names.0, called(*names));
        }
        let path = folder.join("board.toml");
        std::fs::write(&path, text).unwrap();
        std::fs::create_dir(folder.join("data")).unwrap();
        for file in ["data/lines.geojson", "data/zones.geojson"] {
            std::fs::copy(own.with_file_name(file), folder.join(file)).unwrap();
        }
        path
    }

    fn pages(&self, names: Names, size: (u16, u16)) -> String {
        let page = |panel: &Panel| {
            let (_folder, mut app) = self.opened(names, size);
            let zoom = if app.front().is_page(*panel) { "" } else { "z" };
            let goes = match app.front().command(*panel).key() {
                key if key.is_empty() => keys_to(*panel),
                key => format!("{key}{zoom}"),
            };
            press(&mut app, &goes);
            assert_eq!(app.focus, *panel, "{}: {}", self.file, words(&app));
            words(&app)
        };
        self.panels.iter().map(page).collect::<Vec<_>>().join("\n")
    }
}

#[test]
fn their_panels_at_four_sizes() {
    for board in &BOARDS {
        for (width, height) in SIZES {
            let pages = board.pages(Names::AsTheyAre, (width, height));
            insta::assert_snapshot!(format!("{}-{width}x{height}", board.file), pages);
        }
    }
}

#[test]
fn their_panels_with_other_names() {
    for board in &BOARDS {
        for (called, names) in [("long", Names::Long), ("arabic", Names::FromTheRight)] {
            for (width, height) in [(40, 12), (80, 24), (120, 40)] {
                let pages = board.pages(names, (width, height));
                insta::assert_snapshot!(format!("{}-{called}-{width}x{height}", board.file), pages);
            }
        }
    }
}
