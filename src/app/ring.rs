//! How a reader wants to be called when an indicator changes its level.

/// How a terminal is asked for attention.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Ring {
    /// Not at all.
    #[default]
    None,
    /// By BEL, which sounds or flashes.
    Bell,
    /// By a notice on the desktop, as iTerm2, kitty, foot and Windows Terminal show it (OSC 9).
    Osc9,
    /// The same as urxvt, Ghostty and foot show it (OSC 777).
    Osc777,
}

impl Ring {
    /// Every way.
    pub const ALL: [Ring; 4] = [Ring::None, Ring::Bell, Ring::Osc9, Ring::Osc777];

    /// Its word in the settings.
    pub fn name(self) -> &'static str {
        match self {
            Ring::None => "none",
            Ring::Bell => "bell",
            Ring::Osc9 => "osc9",
            Ring::Osc777 => "osc777",
        }
    }

    /// The way of a word.
    pub fn from_name(name: &str) -> Option<Ring> {
        Ring::ALL.into_iter().find(|ring| ring.name() == name)
    }
}
