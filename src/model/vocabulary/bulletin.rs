//! What bulletins tell of, and how voices know what they say.

use super::{Class, ClosedWord, Term, Vocabulary, closed_list};

closed_list! { /// How a voice knows what it says.
Basis "basis" {
    Observed = "observed" "its own people saw it",
    Heard = "heard" "its own people heard it",
    Camera = "camera" "seen on a camera",
    Uav = "uav" "seen from an unmanned aircraft",
    Satellite = "satellite" "seen on a satellite image",
    Witness = "witness" "somebody who was there told it",
    Reported = "reported" "others reported it",
    Claimed = "claimed" "said without giving a ground",
} }

closed_list! { /// What a bulletin would have told, had there been any.
Topic "topic" {
    Attack = "attack" "incidents of class attack",
    Obstruction = "obstruction" "incidents of class obstruction",
    Activity = "activity" "incidents of class activity",
    Hazard = "hazard" "incidents of class hazard",
    Other = "other" "incidents of class other",
    Patrol = "patrol" "patrols that ran",
    Displacement = "displacement" "people displaced or returned",
    Handover = "handover" "handovers of people, remains, weapons, positions",
    Weapon = "weapon" "weapons where they stand",
    Restriction = "restriction" "restrictions of movement",
} }

impl Topic {
    /// What it is, in the plural and within a sentence.
    pub fn told_of(self) -> &'static str {
        match self {
            Topic::Attack => "attacks",
            Topic::Obstruction => "obstructions",
            Topic::Activity => "activity",
            Topic::Hazard => "hazards",
            Topic::Other => "other incidents",
            Topic::Patrol => "patrols",
            Topic::Displacement => "displacement",
            Topic::Handover => "handovers",
            Topic::Weapon => "weapons",
            Topic::Restriction => "restrictions",
        }
    }

    /// The class of incidents that it is; `None` of what is no incident.
    pub fn class(self) -> Option<Class> {
        Class::from_word(self.word())
    }
}
