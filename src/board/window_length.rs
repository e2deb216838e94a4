//! How many days a window that ends on the day looked at is long.

/// How many days one window has.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Window {
    /// Seven days.
    Week,
    /// 14 days.
    Fortnight,
    /// 28 days.
    #[default]
    FourWeeks,
}

impl Window {
    /// Every length, the shortest first.
    pub const ALL: &'static [Window] = &[Window::Week, Window::Fortnight, Window::FourWeeks];

    /// How many days it has.
    pub fn days(self) -> i64 {
        match self {
            Window::Week => 7,
            Window::Fortnight => 14,
            Window::FourWeeks => 28,
        }
    }

    /// The next in the cycle: 7, 14, 28 and 7 again.
    pub fn next(self) -> Self {
        match self {
            Window::Week => Window::Fortnight,
            Window::Fortnight => Window::FourWeeks,
            Window::FourWeeks => Window::Week,
        }
    }

    /// The window of so many days, if there is one.
    pub fn of_days(days: i64) -> Option<Self> {
        Window::ALL.iter().copied().find(|window| window.days() == days)
    }
}
