//! The panels of a board by name, as files and the command line have them.

use super::{ClosedWord, Term, Vocabulary, closed_list};

closed_list! { /// A panel of the board.
PanelName "panel" {
    Patrols = "patrols" "the patrol log",
    Attacks = "attacks" "the incident list",
    Incidents = "incidents" "the same list, by its newer name",
    Displacement = "displacement" "the displacement gauge",
    Actors = "actors" "the actor roster",
    Timeline = "timeline" "day by day",
    Accounts = "accounts" "what voices say of one thing, beside each other",
    Agreement = "agreement" "clause by clause, for and against",
    Ledgers = "ledgers" "each party's count beside the other's",
    Statements = "statements" "who said what",
    Events = "events" "what else happened",
    Restrictions = "restrictions" "who was kept from moving",
    Handovers = "handovers" "who and what was handed over",
    Weapons = "weapons" "weapons that were seen, or missed",
    Cases = "cases" "what became of incidents",
    Assessments = "assessments" "judgements, apart from facts",
    Bulletins = "bulletins" "reports that carry many facts",
    Indicators = "indicators" "tripwires, and sources gone silent",
    Window = "window" "a window of days against the one before",
    ToCheck = "to-check" "what is still to be checked",
    Corridor = "corridor" "how far patrols got, and what is unseen",
    Map = "map" "what happened where",
    Zones = "zones" "what holds where",
    Figures = "figures" "every figure",
    Why = "why" "why a figure is so",
    Without = "without" "what turns without the voices that are put aside",
} }
