//! Every setting but the keys: what it is, what it may be, what holds without it.

use toml::de::DeValue;

use super::Config;
use crate::{
    app::Ring,
    format,
    look::{Bidi, Glyphs, Theme},
    model::{PointNotation, Refusal, clean},
    runtime::{environment::ColourUse, feeds::FeedMemory, themes},
};

/// A setting, which is a flag of the same name, too: `read_only` is `--read-only`.
pub struct ConfigOption {
    /// Its name in the file.
    pub name: &'static str,
    /// What it sets, in a few words.
    pub doc: &'static str,
    shape: Shape,
}

/// What a setting may be.
enum Shape {
    /// `true` or `false`, which is what holds without it.
    Switch(fn(&mut Config) -> &mut Option<bool>),
    /// One of some words; what sets it says whether it knew the word.
    Word {
        words: fn() -> Vec<&'static str>,
        set: fn(&mut Config, &str) -> bool,
        get: fn(&Config) -> Option<&'static str>,
        usual: fn() -> &'static str,
    },
    /// A theme: one of the program's, or one of the reader's own.
    Theme,
    /// A count of MiB within bounds.
    Mebibytes,
}

/// Every setting, in the order in which they are listed.
pub static OPTIONS: &[ConfigOption] = &[
    ConfigOption { name: "theme", doc: "the colours", shape: Shape::Theme },
    ConfigOption {
        name: "color",
        doc: "whether to use colour",
        shape: Shape::Word {
            words: || ColourUse::ALL.map(ColourUse::name).to_vec(),
            set: |config, name| {
                config.color = ColourUse::from_name(name);
                config.color.is_some()
            },
            get: |config| config.color.map(ColourUse::name),
            usual: || ColourUse::default().name(),
        },
    },
    ConfigOption {
        name: "glyphs",
        doc: "what maps and bars are drawn with",
        shape: Shape::Word {
            words: || Glyphs::ALL.iter().map(|glyphs| glyphs.name()).collect(),
            set: |config, name| {
                config.glyphs = Glyphs::from_name(name);
                config.glyphs.is_some()
            },
            get: |config| config.glyphs.map(|glyphs| glyphs.name()),
            usual: || Glyphs::default().name(),
        },
    },
    ConfigOption {
        name: "bidi",
        doc: "who puts text that runs from right to left in order: the board, or the terminal (off)",
        shape: Shape::Word {
            words: || Bidi::ALL.iter().map(|bidi| bidi.name()).collect(),
            set: |config, name| {
                config.bidi = Bidi::from_name(name);
                config.bidi.is_some()
            },
            get: |config| config.bidi.map(|bidi| bidi.name()),
            usual: || Bidi::default().name(),
        },
    },
    ConfigOption {
        name: "coordinates",
        doc: "how points are written",
        shape: Shape::Word {
            words: || PointNotation::ALL.iter().map(|notation| notation.name()).collect(),
            set: |config, name| {
                config.coordinates = PointNotation::from_name(name);
                config.coordinates.is_some()
            },
            get: |config| config.coordinates.map(|notation| notation.name()),
            usual: || PointNotation::default().name(),
        },
    },
    ConfigOption {
        name: "ring",
        doc: "ask for attention when an indicator changes its level",
        shape: Shape::Word {
            words: || Ring::ALL.map(Ring::name).to_vec(),
            set: |config, name| {
                config.ring = Ring::from_name(name);
                config.ring.is_some()
            },
            get: |config| config.ring.map(Ring::name),
            usual: || Ring::default().name(),
        },
    },
    ConfigOption {
        name: "mouse",
        doc: "take the mouse from the terminal",
        shape: Shape::Switch(|config| &mut config.mouse),
    },
    ConfigOption {
        name: "autosave",
        doc: "save every change at once",
        shape: Shape::Switch(|config| &mut config.autosave),
    },
    ConfigOption {
        name: "read_only",
        doc: "change nothing",
        shape: Shape::Switch(|config| &mut config.read_only),
    },
    ConfigOption {
        name: "feed_memory_mib",
        doc: "MiB that all feeds of a board may take together",
        shape: Shape::Mebibytes,
    },
];

impl ConfigOption {
    /// The flag that asks for the same.
    pub fn flag(&self) -> String {
        format!("--{}", self.name.replace('_', "-"))
    }

    /// What it may be, in words.
    pub fn allowed(&self) -> String {
        match &self.shape {
            Shape::Switch(_) => "true or false".to_owned(),
            Shape::Word { words, .. } => words().join(", "),
            Shape::Theme => {
                let names: Vec<&str> = Theme::ALL.iter().map(|theme| theme.name()).collect();
                format!("{}, or one of your own", names.join(", "))
            }
            Shape::Mebibytes => {
                let (least, most) = FeedMemory::MIB.into_inner();
                format!("{least} to {most}")
            }
        }
    }

    /// What holds where nobody says otherwise, as it is written in the file.
    pub fn usual(&self) -> String {
        match &self.shape {
            Shape::Switch(_) => "false".to_owned(),
            Shape::Word { usual, .. } => format!("\"{}\"", usual()),
            Shape::Theme => format!("\"{}\"", Theme::default().name()),
            Shape::Mebibytes => FeedMemory::USUAL_MIB.to_string(),
        }
    }

    /// What is set, as it is written in the file. `None` if nothing is.
    pub fn written(&self, config: &Config) -> Option<String> {
        match &self.shape {
            Shape::Switch(of) => of(&mut config.clone()).map(|is_on| is_on.to_string()),
            Shape::Word { get, .. } => get(config).map(|word| format!("\"{word}\"")),
            Shape::Theme => config.theme.map(|theme| format!("\"{}\"", theme.name())),
            Shape::Mebibytes => config.feed_memory_mib.map(|mib| mib.to_string()),
        }
    }

    /// The line of the file that sets it, from 1. `None` if none does.
    pub fn line(&self, config: &Config) -> Option<u32> {
        config.lines.get(self.name).copied()
    }

    /// Takes a value of the file.
    pub(super) fn set(&self, config: &mut Config, value: &DeValue) -> Result<(), Refusal> {
        let name = self.name;
        match (&self.shape, value) {
            (Shape::Switch(of), DeValue::Boolean(is_on)) => *of(config) = Some(*is_on),
            (Shape::Word { words, set, .. }, DeValue::String(word)) => {
                if !set(config, word) {
                    let message = format!("{name} cannot be `{}`", clean(word));
                    return Err(Refusal::hinted(message, format::hint(word, words())));
                }
            }
            (Shape::Theme, DeValue::String(word)) => config.theme = Some(themes::named(word)?),
            (Shape::Mebibytes, DeValue::Integer(number)) => {
                let mib = u32::from_str_radix(number.as_str(), number.radix()).ok();
                config.feed_memory_mib = mib.filter(|mib| FeedMemory::MIB.contains(mib));
                if config.feed_memory_mib.is_none() {
                    let message = format!("{name} cannot be {}", clean(number.as_str()));
                    return Err(Refusal::new(message, &format!("it may be {}", self.allowed())));
                }
            }
            (Shape::Switch(_) | Shape::Word { .. } | Shape::Theme | Shape::Mebibytes, _) => {
                let hint = format!("{name} = {}, and it may be {}", self.usual(), self.allowed());
                return Err(Refusal::new(format!("{name} is not written so"), &hint));
            }
        }
        Ok(())
    }
}
