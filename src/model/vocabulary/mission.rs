//! The words of a mission's other work: who was kept from moving, what weapons were seen, who and
//! what was handed over.

use super::{ClosedWord, Term, Vocabulary, closed_list};

closed_list! { /// What a record of the patrol log is. Only patrols count in the ledgers of patrols.
PatrolKind "kind of patrol" {
    Patrol = "patrol" "a patrol",
    Inspection = "inspection" "a site was inspected",
    Visit = "visit" "a visit",
    Flight = "flight" "a flight with people on board",
    Uav = "uav" "a flight without people on board",
    Observation = "observation" "somebody watched from one spot",
    Escort = "escort" "others were escorted",
} }

closed_list! { /// How somebody was kept from moving.
RestrictionKind "kind of restriction" {
    Denied = "denied" "passage was refused",
    Delayed = "delayed" "passage was let wait",
    Conditioned = "conditioned" "passage only on conditions",
    Impeded = "impeded" "passage was hindered in another way",
} }

closed_list! { /// What came of a restriction.
RestrictionOutcome "outcome of a restriction" {
    Resumed = "resumed" "they went on",
    Rerouted = "rerouted" "they went another way",
    TurnedBack = "turned-back" "they turned back",
} }

closed_list! { /// How weapons stand towards what was agreed.
WeaponStatus "status of weapons" {
    InViolation = "in-violation" "where none of them may be",
    OutsideStorage = "outside-storage" "not where they are to be stored",
    InStorage = "in-storage" "where they are to be stored",
    Missing = "missing" "not found where they were stored",
    Presence = "presence" "seen; nobody says that they may not be there",
} }

closed_list! { /// What a handover hands over.
HandoverKind "kind of handover" {
    Prisoners = "prisoners" "prisoners",
    Hostages = "hostages" "hostages",
    Detainees = "detainees" "detainees",
    Remains = "remains" "remains of the dead",
    Weapons = "weapons" "weapons",
    Positions = "positions" "positions",
    Territory = "territory" "territory",
} }

closed_list! { /// How a handover went.
HandoverOutcome "outcome of a handover" {
    Planned = "planned" "announced, not yet done",
    Completed = "completed" "done as announced",
    Postponed = "postponed" "put off",
    Partly = "partly" "done in part",
    Cancelled = "cancelled" "announced and not done",
} }

impl HandoverOutcome {
    /// Whether somebody or something was handed over.
    pub fn is_done(self) -> bool {
        matches!(self, HandoverOutcome::Completed | HandoverOutcome::Partly)
    }
}

closed_list! { /// What was hit besides people.
HarmedObject "object of harm" {
    Hospital = "hospital" "a hospital or clinic",
    School = "school" "a school",
    Water = "water" "water supply",
    Power = "power" "power supply",
    PlaceOfWorship = "place-of-worship" "a place of worship",
    Camp = "camp" "a camp of displaced people",
    Market = "market" "a market",
    Convoy = "convoy" "a convoy",
    UnPosition = "un-position" "a position of the United Nations",
    Ambulance = "ambulance" "an ambulance",
    Crossing = "crossing" "a crossing",
} }
