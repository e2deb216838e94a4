//! What a stretch of text means. A theme turns meaning into colour; nothing else does.

use crate::model::{Class, State};

/// The meaning of a stretch of text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Role {
    /// Text without a meaning of its own.
    #[default]
    Plain,
    /// Less important: units, marks of what is not stated, explanations.
    Dim,
    /// Headings of columns and groups.
    Heading,
    /// The frame around a panel.
    Border,
    /// The title of a panel without the keys.
    Title,
    /// The title of the panel that has the keys.
    FocusTitle,
    /// The selected row where the keys are.
    Selected,
    /// The selected row elsewhere.
    SelectedElsewhere,
    /// A record that names the selected actor.
    Mentioned,
    /// Changed since the last key.
    Changed,
    /// What voices contradict each other on.
    Contested,
    /// An attack, a breach, an error.
    Severe,
    /// An obstruction, a suspension, a warning.
    Warning,
    /// Completed, holding.
    Good,
    /// Old, silent, assumed.
    Stale,
    /// Taken back by its voice.
    Withdrawn,
    /// Somebody's name for unnamed groups.
    Label,
    /// Certain part of a bar.
    Bar,
    /// Uncertain part of a bar.
    BarUncertain,
    /// A key to press.
    Key,
    /// A search hit.
    Hit,
    /// A reference to another record or to the web.
    Link,
    /// The figure of a line that sums up.
    Figure,
}

impl Role {
    /// In which role the kind of an incident stands in a list, by its class: no fire, no red.
    pub fn of_listed(class: Option<Class>) -> Role {
        match class {
            Some(Class::Attack | Class::Activity | Class::Hazard) => Role::Plain,
            Some(Class::Obstruction) => Role::Warning,
            Some(Class::Other) | None => Role::Dim,
        }
    }

    /// In which role an incident is drawn on a map or beside a road.
    pub fn of_mark(class: Option<Class>) -> Role {
        match class {
            Some(Class::Attack) => Role::Severe,
            Some(Class::Obstruction | Class::Hazard) => Role::Warning,
            Some(Class::Activity | Class::Other) | None => Role::Plain,
        }
    }

    /// What a status means to the agreement.
    pub fn of(status: State) -> Role {
        match status {
            // Whether a finding is good news is not the board’s to say.
            State::Answered
            | State::Closed
            | State::Verified
            | State::Unfounded
            | State::Attributed => Role::Plain,
            State::CouldNotVerify | State::Inconclusive => Role::Stale,
            State::Alleged | State::UnderInvestigation | State::Referred => Role::Warning,
            State::Holding | State::Extended | State::Running | State::Met => Role::Good,
            State::Strained | State::Suspended | State::PartlyMet | State::Pending => Role::Warning,
            State::Breached
            | State::Collapsed
            | State::Expired
            | State::AccessDenied
            | State::Ended
            | State::Overdue => Role::Severe,
        }
    }

    /// Every role; its position is its number in the theme of roles.
    pub const ALL: &'static [Role] = &[
        Role::Plain,
        Role::Dim,
        Role::Heading,
        Role::Border,
        Role::Title,
        Role::FocusTitle,
        Role::Selected,
        Role::SelectedElsewhere,
        Role::Mentioned,
        Role::Changed,
        Role::Contested,
        Role::Severe,
        Role::Warning,
        Role::Good,
        Role::Stale,
        Role::Withdrawn,
        Role::Label,
        Role::Bar,
        Role::BarUncertain,
        Role::Key,
        Role::Hit,
        Role::Link,
        Role::Figure,
    ];
}
