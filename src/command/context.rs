//! Where keys are pressed: the same key asks for one thing on the board and for another in a form.

/// What has the keys.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Context {
    /// The panels and the pages.
    Board,
    /// An open detail.
    Detail,
    /// The board while somebody is led over it.
    Tour,
    /// The board while a story is told on it.
    Story,
    /// A list that lies on top: help, scenarios, problems, changes, the morning page.
    List,
    /// The commands and records that are found by name.
    Palette,
    /// The line below the board.
    Prompt,
    /// The form in which a record is entered or changed.
    Form,
    /// A record in one line.
    Line,
    /// A question that waits for yes or no.
    Question,
    /// Both versions of a record that was changed here and outside.
    Versions,
    /// Any text that is being typed.
    Text,
    /// All of them.
    Anywhere,
}

impl Context {
    /// Every context that has keys of its own.
    pub const ALL: [Context; 13] = [
        Context::Board,
        Context::Detail,
        Context::Tour,
        Context::Story,
        Context::List,
        Context::Palette,
        Context::Prompt,
        Context::Form,
        Context::Line,
        Context::Question,
        Context::Versions,
        Context::Text,
        Context::Anywhere,
    ];

    /// What it is called in a file of settings. `None` of what is no place of its own.
    pub fn name(self) -> Option<&'static str> {
        Some(match self {
            Context::Board => "board",
            Context::Detail => "detail",
            Context::Tour => "tour",
            Context::Story => "story",
            Context::List => "list",
            Context::Palette => "palette",
            Context::Prompt => "prompt",
            Context::Form => "form",
            Context::Line => "line",
            Context::Question => "question",
            Context::Versions => "versions",
            Context::Text => "text",
            Context::Anywhere => return None,
        })
    }

    /// The context whose keys work here too. `None` if there is no wider one.
    pub fn falls_back_to(self) -> Option<Context> {
        match self {
            Context::Detail => Some(Context::Board),
            Context::Tour | Context::Story => Some(Context::Detail),
            Context::Palette | Context::Prompt | Context::Form | Context::Line => {
                Some(Context::Text)
            }
            Context::Board
            | Context::List
            | Context::Question
            | Context::Versions
            | Context::Text => Some(Context::Anywhere),
            Context::Anywhere => None,
        }
    }

    /// The context and all that it falls back to, the nearest first.
    pub fn with_fallbacks(self) -> impl Iterator<Item = Context> {
        std::iter::successors(Some(self), |context| context.falls_back_to())
    }

    /// Whether letters are typed here rather than keys pressed.
    pub fn is_typed(self) -> bool {
        self.with_fallbacks().any(|context| context == Context::Text)
    }
}
