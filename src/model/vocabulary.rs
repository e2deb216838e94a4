//! The closed word lists of the format, one macro for all: the word, and what it means.

/// A closed list of words that a key may take.
#[derive(Debug)]
pub struct Vocabulary {
    pub name: &'static str,
    /// Each word with its meaning, in the format's order.
    pub words: &'static [(&'static str, &'static str)],
}

impl Vocabulary {
    /// The list's own copy of `word`, which lives as long as the program.
    pub fn find(&self, word: &str) -> Option<&'static str> {
        self.words.iter().map(|(known, _)| *known).find(|known| *known == word)
    }
}

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident $label:literal { $($variant:ident = $word:literal $meaning:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $($variant),+ }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
            pub const WORDS: Vocabulary = Vocabulary { name: $label, words: &[$(($word, $meaning)),+] };

            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some($name::$variant),)+ _ => None }
            }

            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }

            /// What the word means, in a few words.
            pub fn meaning(self) -> &'static str {
                match self { $($name::$variant => $meaning),+ }
            }
        }
    };
}

vocabulary! { /// What a source is.
SourceKind "kind of source" {
    Party = "party" "a party to the conflict or its ministry",
    Government = "government" "another government",
    Monitor = "monitor" "a body that watches and counts",
    Media = "media" "press, broadcaster, agency",
    Ngo = "ngo" "a non-governmental organisation",
    Un = "un" "a body of the United Nations",
    ArmedGroup = "armed-group" "an armed group's own channel",
    Analyst = "analyst" "an analyst or a desk",
    Document = "document" "a text that stands for itself, such as an agreement",
} }

vocabulary! { /// What an actor is.
ActorKind "kind of actor" {
    State = "state" "a state",
    StateForce = "state-force" "forces or a ministry of a state",
    ArmedGroup = "armed-group" "an armed group",
    Political = "political" "a political body",
    Monitor = "monitor" "a body that watches",
    International = "international" "an international organisation",
    Population = "population" "people who live there",
    Person = "person" "a person",
    Label = "label" "somebody's name for unnamed groups: in quotes, never counted",
} }

vocabulary! { /// An actor's role towards the agreement.
Role "role" {
    Signatory = "signatory" "signed the agreement",
    Monitor = "monitor" "watches over it",
    Backer = "backer" "stands behind a signatory",
    Outside = "outside" "is no party to it",
    Affected = "affected" "lives with its consequences",
    Observer = "observer" "looks on",
} }

vocabulary! { /// What a clause is about.
ClauseKind "kind of clause" {
    Cessation = "cessation" "an end of fighting",
    Corridor = "corridor" "a zone along a route",
    Patrols = "patrols" "patrols",
    Withdrawal = "withdrawal" "a pull-back of forces or weapons",
    Access = "access" "humanitarian access",
    Return = "return" "return of displaced people",
    Detainees = "detainees" "detainees and exchanges",
    Talks = "talks" "further talks",
    Other = "other" "anything else",
} }

vocabulary! { /// Where an agreement, a clause or the patrols stand.
Status "status" {
    Holding = "holding" "agreement: it holds",
    Strained = "strained" "agreement: it holds under strain",
    Breached = "breached" "agreement or clause: it was breached",
    Collapsed = "collapsed" "agreement: it no longer holds",
    Running = "running" "patrols: they run",
    Suspended = "suspended" "patrols: they are suspended",
    Ended = "ended" "patrols: they are over",
    Pending = "pending" "clause: not due yet",
    Met = "met" "clause: met",
    PartlyMet = "partly-met" "clause: met in part",
    Overdue = "overdue" "clause: past its deadline",
} }

impl Status {
    /// The words that may stand for where an agreement is.
    pub const OF_AGREEMENT: &'static [Status] =
        &[Status::Holding, Status::Strained, Status::Breached, Status::Collapsed];
    /// The words that may stand for where the patrols are.
    pub const OF_PATROLS: &'static [Status] = &[Status::Running, Status::Suspended, Status::Ended];
    /// The words that may stand for where a clause is.
    pub const OF_CLAUSE: &'static [Status] =
        &[Status::Pending, Status::Met, Status::PartlyMet, Status::Breached, Status::Overdue];
}

vocabulary! { /// How a patrol went.
Outcome "outcome" {
    Planned = "planned" "announced, not yet run",
    Completed = "completed" "ran as announced",
    CutShort = "cut-short" "turned back before its end",
    Cancelled = "cancelled" "announced and did not run",
    Unknown = "unknown" "ran; how it went is not known",
} }

vocabulary! { /// What kind of incident.
AttackKind "kind of attack" {
    Ied = "ied" "attack: improvised explosive device",
    Vbied = "vbied" "attack: explosive device in a vehicle",
    Suicide = "suicide" "attack: suicide attack",
    Rpg = "rpg" "attack: rocket-propelled grenade",
    Shelling = "shelling" "attack: artillery, mortars, rockets",
    Airstrike = "airstrike" "attack: from the air",
    Drone = "drone" "attack: by drone",
    SmallArms = "small-arms" "attack: small arms",
    Ambush = "ambush" "attack: ambush",
    Raid = "raid" "attack: raid",
    Abduction = "abduction" "attack: abduction",
    Unspecified = "unspecified" "attack: its kind is not said",
    Blockade = "blockade" "obstruction: a blocked road",
    MovementDenied = "movement-denied" "obstruction: passage refused",
    WeaponsViolation = "weapons-violation" "other: weapons where none may be",
    Other = "other" "other",
} }

vocabulary! { /// Classes of incidents: each is counted on a line of its own.
Class "class" {
    Attack = "attack" "somebody is attacked",
    Obstruction = "obstruction" "somebody is kept from moving",
    Other = "other" "anything else against the agreement",
} }

impl AttackKind {
    pub fn class(self) -> Class {
        use AttackKind::*;
        match self {
            Ied | Vbied | Suicide | Rpg | Shelling | Airstrike | Drone | SmallArms | Ambush
            | Raid | Abduction | Unspecified => Class::Attack,
            Blockade | MovementDenied => Class::Obstruction,
            WeaponsViolation | Other => Class::Other,
        }
    }
}

vocabulary! { /// What a displacement figure measures.
Measure "measure" {
    Displaced = "displaced" "people displaced at that time (stock)",
    NewlyDisplaced = "newly-displaced" "people displaced within that time (flow)",
    Returned = "returned" "people returned until then (cumulative)",
    Returning = "returning" "people returning within that time (flow)",
    Refugees = "refugees" "people who crossed a border (stock)",
} }

impl Measure {
    /// A flow is counted over a time, a stock at one; they are never added together.
    pub fn is_flow(self) -> bool {
        matches!(self, Measure::NewlyDisplaced | Measure::Returning)
    }
}

vocabulary! { /// What a statement does.
StatementKind "kind of statement" {
    Announcement = "announcement" "announces what will be or has been done",
    Claim = "claim" "says that something is so",
    Demand = "demand" "asks for something",
    Threat = "threat" "threatens",
    Condition = "condition" "names a condition",
    Justification = "justification" "gives a reason",
    Position = "position" "takes a position",
} }

vocabulary! { /// The seven terms of likelihood of ICD 203, with their bands in per cent.
Likelihood "likelihood" {
    AlmostNoChance = "almost-no-chance" "1–5 %",
    VeryUnlikely = "very-unlikely" "5–20 %",
    Unlikely = "unlikely" "20–45 %",
    RoughlyEvenChance = "roughly-even-chance" "45–55 %",
    Likely = "likely" "55–80 %",
    VeryLikely = "very-likely" "80–95 %",
    AlmostCertain = "almost-certain" "95–99 %",
} }

vocabulary! { /// Confidence in a judgement.
Confidence "confidence" {
    Low = "low" "scant, questionable or fragmented evidence",
    Moderate = "moderate" "credible evidence, not enough for more",
    High = "high" "good evidence from several sides",
} }

vocabulary! { /// What an event file holds, column by column.
FeedKind "kind of feed" {
    Acled = "acled" "ACLED event data",
    UcdpGed = "ucdp-ged" "UCDP georeferenced event data",
    Hxl = "hxl" "a table with HXL tags",
    Csv = "csv" "any table; `columns` says which is which",
} }

vocabulary! { /// What the rows of a feed join.
FeedUse "use of a feed" {
    Attacks = "attacks" "the attack list",
    Displacement = "displacement" "the displacement gauge",
} }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_variants_agree() {
        for kind in AttackKind::ALL {
            assert_eq!(AttackKind::from_word(kind.word()), Some(*kind));
            let meaning =
                AttackKind::WORDS.words.iter().find(|(word, _)| *word == kind.word()).unwrap().1;
            assert!(
                meaning.starts_with(kind.class().word()),
                "{} is of class {}",
                kind.word(),
                kind.class().word()
            );
        }
        assert_eq!(Outcome::WORDS.find("cut-short"), Some("cut-short"));
        assert_eq!(Outcome::WORDS.find("Cut-short"), None);
    }
}
