//! Zones, in every form in which a file may draw one.

use super::{ACTORS, NAME, PLACES, SENTENCE, Shape, TableForm, Voiced, ZONES, may, must};
use crate::model::{Key, Table, ZoneKind};

pub(super) const ZONE: TableForm = TableForm {
    table: Table::Zone,
    doc: "A part of the ground in which something holds; drawn in one form, or named by its places.",
    voiced: Voiced::WithAccounts,
    own: &[
        must(Key::Id, Shape::Id, "its id"),
        must(Key::Name, Shape::Text(NAME), "its name"),
        may(Key::Short, Shape::Text(20), "a short form, for narrow columns and the map"),
        must(Key::Kind, Shape::Term(&ZoneKind::WORDS), "what holds in it"),
        may(
            Key::Ring,
            Shape::Ring,
            "points round it: [[lat, lon], …]; edges are geodesics, the smaller side is inside",
        ),
        may(Key::Rings, Shape::Rings, "[outer, hole, …], each as ring"),
        may(Key::Around, Shape::Around, "{ place, km }: what lies that near to a place"),
        may(
            Key::Along,
            Shape::Along,
            "{ route, north_km, south_km }, or east_km west_km, or both_km",
        ),
        may(
            Key::Between,
            Shape::References(&[Table::Route], &[]),
            "two routes, joined at their nearer ends: what lies between them",
        ),
        may(
            Key::Layer,
            Shape::Text(SENTENCE),
            "a GeoJSON file in or below the scenario's folder; its edges are straight in degrees",
        ),
        may(
            Key::Feature,
            Shape::Text(NAME),
            "the area in that file with this name; else all of them",
        ),
        may(
            Key::Places,
            Shape::References(PLACES, &[]),
            "its members by name: they and their parts lie inside, no geometry is needed",
        ),
        may(Key::Within, Shape::References(ZONES, &[]), "zones that it is clipped to; no circles"),
        may(Key::Except, Shape::References(ZONES, &[]), "zones that are cut out of it; no circles"),
        may(Key::PrecisionKm, Shape::Number(0.0, 20_040.0), "how far its edge may be off, km"),
        may(Key::Of, Shape::Reference(ACTORS, &[]), "who holds or watches it"),
        may(Key::From, Shape::When, "the first day on which it holds (default: it always did)"),
        may(Key::Until, Shape::When, "the first day on which it holds no more"),
    ],
};
