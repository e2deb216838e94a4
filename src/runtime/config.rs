//! What a reader has set for good: `sitboard/config.toml` in the folder of settings.

use std::error::Error;
use std::path::Path;

use serde::Deserialize;

use super::environment;
use super::feeds::FeedMemory;
use super::files::shown;
use super::opening::{self, Unopened};
use super::themes;
use crate::look::{Glyphs, Theme};
use crate::model::{PointNotation, Refusal, clean};

/// The longest file of settings that is read, in bytes.
const MOST_BYTES: usize = 1 << 20;

/// The settings; each is what a flag of the same name asks for, and the flag comes first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Config {
    /// Whether every change is saved at once.
    pub autosave: bool,
    /// Whether nothing may be changed.
    pub read_only: bool,
    /// The colours; `None` where the file does not choose.
    pub theme: Option<Theme>,
    /// What maps and bars are drawn with; `None` where the file does not choose.
    pub glyphs: Option<Glyphs>,
    /// How points are written; `None` where the file does not choose.
    pub coordinates: Option<PointNotation>,
    /// MiB that all feeds of a board may take together; `None` where the file does not say.
    pub feed_memory_mib: Option<u32>,
}

impl Config {
    /// The memory that feeds may take.
    pub fn feed_memory(&self) -> FeedMemory {
        FeedMemory::of_mib(self.feed_memory_mib.unwrap_or(FeedMemory::USUAL_MIB))
    }
}

/// The file as it is written.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct ConfigFile {
    autosave: bool,
    read_only: bool,
    theme: Option<String>,
    glyphs: Option<String>,
    coordinates: Option<String>,
    feed_memory_mib: Option<u32>,
}

/// Reads the settings; where there is no such file, nothing is set. An error names file and line.
pub fn read() -> Result<Config, Refusal> {
    let Some(path) = environment::config_folder().map(|it| it.join("sitboard/config.toml")) else {
        return Ok(Config::default());
    };
    let bytes = match opening::read(&path, MOST_BYTES) {
        Ok(bytes) => bytes,
        Err(Unopened::Missing) => return Ok(Config::default()),
        Err(why) => return Err(in_file(&path, &why)),
    };
    let text = String::from_utf8(bytes)
        .map_err(|_| in_file(&path, &Refusal::from("it is not UTF-8 text")))?;
    parse(&text).map_err(|why| in_file(&path, &why))
}

fn in_file(path: &Path, why: &dyn Error) -> Refusal {
    Refusal::new(format!("config.toml: {why}"), &format!("it is {}", shown(path)))
}

pub(super) fn parse(text: &str) -> Result<Config, Refusal> {
    let written: ConfigFile = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start.min(text.len()));
        let line = text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        Refusal::from(format!("line {line}: {}", clean(error.message())))
    })?;
    if let Some(mib) = written.feed_memory_mib.filter(|mib| !FeedMemory::MIB.contains(mib)) {
        let (least, most) = FeedMemory::MIB.into_inner();
        return Err(format!("feed_memory_mib is {mib}, and may be {least} to {most}").into());
    }
    let theme = written.theme.map(|name| themes::named(&name));
    let glyphs = written.glyphs.map(|name| {
        Glyphs::from_name(&name).ok_or_else(|| {
            let names: Vec<&str> = Glyphs::ALL.iter().map(|glyphs| glyphs.name()).collect();
            Refusal::from(format!("no glyphs are called `{}`: {}", clean(&name), names.join(", ")))
        })
    });
    let coordinates = written.coordinates.map(|name| {
        PointNotation::from_name(&name).ok_or_else(|| {
            let names: Vec<&str> = PointNotation::ALL.iter().map(|it| it.name()).collect();
            let names = names.join(", ");
            Refusal::from(format!("coordinates cannot be `{}`: {names}", clean(&name)))
        })
    });
    Ok(Config {
        autosave: written.autosave,
        read_only: written.read_only,
        theme: theme.transpose()?,
        glyphs: glyphs.transpose()?,
        coordinates: coordinates.transpose()?,
        feed_memory_mib: written.feed_memory_mib,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_and_mistakes_are_named() {
        let theme = Theme::from_name("light");
        let glyphs = Glyphs::from_name("ascii");
        let read = parse("autosave = true\ntheme = \"light\"\nglyphs = \"ascii\"\n");
        assert_eq!(read, Ok(Config { autosave: true, theme, glyphs, ..Config::default() }));
        assert_eq!(parse(""), Ok(Config::default()));
        let wrong = parse("autosave = true\nautosafe = 1\n").unwrap_err();
        assert!(wrong.message.starts_with("line 2: unknown field `autosafe`"), "{wrong}");
        let read = parse("feed_memory_mib = 64");
        assert_eq!(read, Ok(Config { feed_memory_mib: Some(64), ..Config::default() }));
        for mib in ["63", "1048577"] {
            let wrong = parse(&format!("feed_memory_mib = {mib}")).unwrap_err();
            let words = format!("feed_memory_mib is {mib}, and may be 64 to 1048576");
            assert_eq!(wrong.message.as_str(), words);
        }
        let wrong = parse("theme = \"pink\"").unwrap_err();
        assert!(wrong.message.contains("`pink`"), "{wrong}");
        let wrong = parse("glyphs = \"runes\"").unwrap_err();
        assert!(wrong.message.contains("`runes`: braille, block, ascii"), "{wrong}");
        let read = parse("coordinates = \"mgrs\"").map(|read| read.coordinates);
        assert_eq!(read, Ok(Some(PointNotation::Mgrs)));
        let wrong = parse("coordinates = \"utm\"").unwrap_err();
        assert!(wrong.message.contains("`utm`: degrees, mgrs"), "{wrong}");
    }
}
