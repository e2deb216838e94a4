//! The closed word lists of the format, one macro for all: the word, and what it means.

mod bulletin;
mod class;
mod evidence;
mod ground;
mod kind;
mod mission;
mod panel;
mod spoken;

pub use bulletin::{Basis, Topic};
pub(crate) use class::for_each_class;
pub use class::{Class, ClassRow};
pub use evidence::EvidenceKind;
pub use ground::{RouteKind, ZoneKind};
pub use kind::{IncidentKind, KindRow};
pub use mission::{
    HandoverKind, HandoverOutcome, HarmedObject, PatrolKind, RestrictionKind, RestrictionOutcome,
    WeaponStatus,
};
pub use panel::PanelName;

/// A closed list of words that a key may take.
#[derive(Debug)]
pub struct Vocabulary {
    /// What the reference and the problems call the list, in the singular.
    pub name: &'static str,
    /// Each word with its meaning, in the format's order.
    pub words: &'static [(&'static str, &'static str)],
    /// `None` if the word is not on the list.
    pub term: fn(&str) -> Option<Term>,
}

/// A closed list as a type: what a record says of a key is read as one.
pub trait ClosedWord: Copy {
    /// `None` if the term is a word of another list.
    fn of(term: Term) -> Option<Self>;
}

macro_rules! closed_list {
    ($(#[$doc:meta])* $name:ident $label:literal { $($variant:ident = $word:literal $meaning:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $(#[doc = concat!("`", $word, "`: ", $meaning, ".")] $variant),+ }

        impl $name {
            /// Every word, in the format's order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
            /// The list as the format declares it.
            pub const WORDS: Vocabulary = Vocabulary {
                name: $label,
                words: &[$(($word, $meaning)),+],
                term: |word| $name::from_word(word).map(Term::$name),
            };

            /// `None` if the word is not on the list.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some($name::$variant),)+ _ => None }
            }

            /// The word as files have it.
            pub const fn word(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }

            /// What the word means, in a few words.
            pub fn meaning(self) -> &'static str {
                match self { $($name::$variant => $meaning),+ }
            }
        }

        impl ClosedWord for $name {
            fn of(term: Term) -> Option<Self> {
                match term { Term::$name(term) => Some(term), _ => None }
            }
        }

        /// By its word: a list may gain words between those that it has.
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.word())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let word = String::deserialize(from)?;
                let unknown = || serde::de::Error::custom(format_args!("no {}: {word}", $label));
                Self::from_word(&word).ok_or_else(unknown)
            }
        }
    };
}
use closed_list;

macro_rules! terms {
    ($($name:ident),+ $(,)?) => {
        /// A word of a closed list, and which list it is of.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Term { $(#[doc = concat!("A word of [`", stringify!($name), "`].")] $name($name)),+ }

        impl Term {
            /// The word as files have it.
            pub fn word(self) -> &'static str {
                match self { $(Term::$name(term) => term.word()),+ }
            }
        }
    };
}

terms! {
    SourceKind, Reliability, ActorKind, ActorRole, ClauseKind, State, PatrolOutcome, IncidentKind, Class,
    Measure, TallySubject, StatementKind, Likelihood, Confidence, FeedKind, FeedUse, FrontPanel,
    RestrictionKind, RestrictionOutcome, WeaponStatus, HandoverKind, HandoverOutcome, PatrolKind, HarmedObject, KindTable, Basis, Topic,
    RouteKind, ZoneKind, PromisePeriod, EvidenceKind, PanelName,
}

closed_list! { /// What a source is.
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

closed_list! { /// Reliability of a source on the Admiralty scale, `A` the best; `F` cannot be judged.
Reliability "reliability" {
    A = "A" "completely reliable",
    B = "B" "usually reliable",
    C = "C" "fairly reliable",
    D = "D" "not usually reliable",
    E = "E" "unreliable",
    F = "F" "cannot be judged",
} }

closed_list! { /// What an actor is.
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

closed_list! { /// An actor's role towards the agreement.
ActorRole "role" {
    Signatory = "signatory" "signed the agreement",
    Monitor = "monitor" "watches over it",
    Backer = "backer" "stands behind a signatory",
    Outside = "outside" "is no party to it",
    Affected = "affected" "lives with its consequences",
    Observer = "observer" "looks on",
    Guarantor = "guarantor" "vouches for the agreement",
    Mediator = "mediator" "brought the parties to agree",
    Facilitator = "facilitator" "helps the parties to carry it out",
} }

closed_list! { /// What a clause is about.
ClauseKind "kind of clause" {
    Cessation = "cessation" "an end of fighting",
    Corridor = "corridor" "a zone along a route",
    Patrols = "patrols" "patrols",
    Withdrawal = "withdrawal" "a pull-back of forces or weapons",
    Access = "access" "humanitarian access",
    Return = "return" "return of displaced people",
    Detainees = "detainees" "detainees and exchanges",
    Talks = "talks" "further talks",
    Monitoring = "monitoring" "who watches, and how",
    Humanitarian = "humanitarian" "aid",
    Hostages = "hostages" "release of hostages",
    Prisoners = "prisoners" "release of prisoners",
    Remains = "remains" "return of the dead",
    Weapons = "weapons" "weapons, where they may be",
    Demining = "demining" "clearing of mines",
    Disengagement = "disengagement" "forces drawn apart",
    Political = "political" "political steps",
    Other = "other" "anything else",
} }

closed_list! { /// Where an agreement, a clause, the patrols or the case of an incident stand.
State "status" {
    Holding = "holding" "agreement: it holds",
    Strained = "strained" "agreement: it holds under strain",
    Breached = "breached" "agreement or clause: it was breached",
    Collapsed = "collapsed" "agreement: it no longer holds",
    Running = "running" "patrols: they run",
    Suspended = "suspended" "agreement or patrols: suspended",
    Ended = "ended" "agreement or patrols: over",
    Pending = "pending" "clause: not due yet",
    Met = "met" "clause: met",
    PartlyMet = "partly-met" "clause: met in part",
    Overdue = "overdue" "clause: past its deadline",
    Expired = "expired" "agreement: its time is over",
    Extended = "extended" "agreement: its time was made longer",
    Alleged = "alleged" "case: said to have happened",
    UnderInvestigation = "under-investigation" "case: looked into",
    AccessDenied = "access-denied" "case: who looks into it was kept away",
    Referred = "referred" "case: handed to another body",
    Answered = "answered" "case: whom it was put to has answered",
    Closed = "closed" "case: closed",
    Verified = "verified" "finding: it happened",
    CouldNotVerify = "could-not-verify" "finding: whether it happened could not be seen",
    Inconclusive = "inconclusive" "finding: looked into, and open",
    Unfounded = "unfounded" "finding: it did not happen so",
    Attributed = "attributed" "finding: it happened, and `to` says who did it",
} }

closed_list! { /// How a patrol went.
PatrolOutcome "outcome" {
    Planned = "planned" "announced, not yet run",
    Completed = "completed" "ran as announced",
    CutShort = "cut-short" "turned back before its end",
    Cancelled = "cancelled" "announced and did not run",
    Unknown = "unknown" "ran; how it went is not known",
} }

closed_list! { /// What a displacement figure measures.
Measure "measure" {
    Displaced = "displaced" "people displaced at that time (stock)",
    NewlyDisplaced = "newly-displaced" "people displaced within that time (flow)",
    Returned = "returned" "people returned until then (cumulative)",
    Returning = "returning" "people returning within that time (flow)",
    Refugees = "refugees" "people who crossed a border (stock)",
} }

closed_list! { /// What a tally counts.
TallySubject "subject of a tally" {
    Patrols = "patrols" "patrols: it stands with the patrol log",
    Attacks = "attacks" "attacks",
    Obstructions = "obstructions" "blocked roads, refused passage",
    Activities = "activities" "overflights, incursions and the like",
    Hazards = "hazards" "mines, unexploded ordnance and the like",
    Violations = "violations" "violations, as the counter understands them",
    Other = "other" "anything else",
} }

closed_list! { /// What a statement does.
StatementKind "kind of statement" {
    Announcement = "announcement" "announces what will be or has been done",
    Claim = "claim" "says that something is so",
    Demand = "demand" "asks for something",
    Threat = "threat" "threatens",
    Condition = "condition" "names a condition",
    Justification = "justification" "gives a reason",
    Position = "position" "takes a position",
    Protest = "protest" "protests against something",
    Reply = "reply" "answers what another said",
    Notification = "notification" "gives notice of something",
} }

closed_list! { /// The seven terms of likelihood of ICD 203, with their bands in per cent.
Likelihood "likelihood" {
    AlmostNoChance = "almost-no-chance" "1–5 %",
    VeryUnlikely = "very-unlikely" "5–20 %",
    Unlikely = "unlikely" "20–45 %",
    RoughlyEvenChance = "roughly-even-chance" "45–55 %",
    Likely = "likely" "55–80 %",
    VeryLikely = "very-likely" "80–95 %",
    AlmostCertain = "almost-certain" "95–99 %",
} }

closed_list! { /// Confidence in a judgement.
Confidence "confidence" {
    Low = "low" "scant, questionable or fragmented evidence",
    Moderate = "moderate" "credible evidence, not enough for more",
    High = "high" "good evidence from several sides",
} }

closed_list! { /// For how long a promised number is promised.
PromisePeriod "period of a promise" {
    Day = "day" "so many each day",
    Week = "week" "so many each week",
    Month = "month" "so many each month",
    Phase = "phase" "so many in the phase of the clause",
} }

closed_list! { /// What an event file holds, column by column.
FeedKind "kind of feed" {
    Acled = "acled" "ACLED event data",
    UcdpGed = "ucdp-ged" "UCDP georeferenced event data",
    Hxl = "hxl" "a table with HXL tags",
    Hapi = "hapi" "conflict events of the HDX HAPI, counted by month and district",
    HapiIdps = "hapi-idps" "displaced people of the HDX HAPI",
    Csv = "csv" "any table; `columns` says which is which",
} }

closed_list! { /// What the rows of a feed join.
FeedUse "use of a feed" {
    Attacks = "attacks" "the attack list",
    Displacement = "displacement" "the displacement gauge",
} }

closed_list! { /// A panel that may stand on the front of a board.
FrontPanel "panel of the front" {
    Patrols = "patrols" "the patrol log",
    Incidents = "incidents" "the incident list",
    Attacks = "attacks" "the same list, by its older name",
    Displacement = "displacement" "the displacement gauge",
    Actors = "actors" "the actor roster",
    Restrictions = "restrictions" "who was kept from moving",
    Handovers = "handovers" "who and what was handed over",
    Weapons = "weapons" "weapons that were seen, or missed",
    Bulletins = "bulletins" "reports that carry many facts",
    Cases = "cases" "what became of incidents",
    Statements = "statements" "who said what",
    Events = "events" "what else happened",
    Assessments = "assessments" "judgements",
    Indicators = "indicators" "tripwires",
    ToCheck = "to-check" "what is marked to be checked",
} }

impl TallySubject {
    /// The classes of incidents of which it tells: violations are what a counter understands by
    /// them, which is attacks at least.
    pub fn tells_of(self, class: Class) -> bool {
        match self {
            TallySubject::Attacks | TallySubject::Violations => class == Class::Attack,
            TallySubject::Obstructions => class == Class::Obstruction,
            TallySubject::Activities => class == Class::Activity,
            TallySubject::Hazards => class == Class::Hazard,
            TallySubject::Patrols | TallySubject::Other => false,
        }
    }
}

closed_list! { /// The table whose records may be of a kind that a scenario declares.
KindTable "table of kinds" {
    Incident = "incident" "incidents",
    Patrol = "patrol" "patrols",
    Event = "event" "events",
    Handover = "handover" "handovers",
} }

impl KindTable {
    /// The kinds of the format that its records may be of; `None` where these are in free words.
    pub fn words(self) -> Option<&'static Vocabulary> {
        match self {
            KindTable::Incident => Some(&IncidentKind::WORDS),
            KindTable::Patrol => Some(&PatrolKind::WORDS),
            KindTable::Handover => Some(&HandoverKind::WORDS),
            KindTable::Event => None,
        }
    }
}

impl FrontPanel {
    /// How many stand on the front.
    pub const MOST: usize = 4;

    /// The same panel, by the name that it goes by now.
    pub fn by_its_newer_name(self) -> FrontPanel {
        if self == FrontPanel::Attacks { FrontPanel::Incidents } else { self }
    }
}

impl Term {
    /// Whether the word leaves open what it was, so that it contests no other.
    pub fn leaves_open(self) -> bool {
        matches!(
            self,
            Term::IncidentKind(IncidentKind::Unspecified)
                | Term::PatrolOutcome(PatrolOutcome::Unknown)
        )
    }
}

impl State {
    /// The words that may stand for where an agreement is.
    pub const OF_AGREEMENT: &'static [State] = &[
        State::Holding,
        State::Strained,
        State::Breached,
        State::Collapsed,
        State::Extended,
        State::Suspended,
        State::Expired,
        State::Ended,
    ];
    /// The words that may stand for where the patrols are.
    pub const OF_PATROLS: &'static [State] = &[State::Running, State::Suspended, State::Ended];
    /// The words that may stand for how far a case is, then those for what was found.
    pub const OF_CASE: &'static [State] = &[
        State::Alleged,
        State::UnderInvestigation,
        State::AccessDenied,
        State::Referred,
        State::Answered,
        State::Closed,
        State::Verified,
        State::CouldNotVerify,
        State::Inconclusive,
        State::Unfounded,
        State::Attributed,
    ];

    /// Whether it is a step of the case of an incident.
    pub fn is_of_case(self) -> bool {
        State::OF_CASE.contains(&self)
    }

    /// Whether it says what was found in a case, rather than how far that is.
    pub fn is_finding(self) -> bool {
        matches!(
            self,
            State::Verified
                | State::CouldNotVerify
                | State::Inconclusive
                | State::Unfounded
                | State::Attributed
        )
    }

    /// The words that may stand for where a clause is.
    pub const OF_CLAUSE: &'static [State] =
        &[State::Pending, State::Met, State::PartlyMet, State::Breached, State::Overdue];
}

impl Measure {
    /// A flow is counted over a time, a stock at one; they are never added together.
    pub fn is_flow(self) -> bool {
        matches!(self, Measure::NewlyDisplaced | Measure::Returning)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_read_as_one_of_its_own_list() {
        let cut_short = Term::PatrolOutcome(PatrolOutcome::CutShort);
        assert_eq!((PatrolOutcome::WORDS.term)("cut-short"), Some(cut_short));
        assert_eq!((PatrolOutcome::WORDS.term)("Cut-short"), None);
        assert_eq!(PatrolOutcome::of(cut_short), Some(PatrolOutcome::CutShort));
        assert_eq!(State::of(cut_short), None);
    }
}
