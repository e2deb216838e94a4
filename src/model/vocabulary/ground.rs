//! Kinds of routes and of zones.

use super::{ClosedWord, Term, Vocabulary, closed_list};

closed_list! { /// What a route is on the ground.
RouteKind "kind of route" {
    Road = "road" "a road that patrols run along",
    Line = "line" "a line of contact or of withdrawal, a boundary",
    River = "river" "a river or a canal",
} }

closed_list! { /// What holds in a zone.
ZoneKind "kind of zone" {
    Buffer = "buffer" "it lies between forces",
    Demilitarised = "demilitarised" "no forces may be in it",
    WeaponsFree = "weapons-free" "weapons of some sort may not be in it",
    NoFly = "no-fly" "nothing may fly over it",
    Restricted = "restricted" "people may not enter it",
    Evacuation = "evacuation" "people are told to leave it",
    Humanitarian = "humanitarian" "it is set aside for people who fled, or for aid",
    Control = "control" "somebody holds it: `of` says who",
    AreaOfResponsibility = "area-of-responsibility" "somebody watches it: `of` says who",
} }
