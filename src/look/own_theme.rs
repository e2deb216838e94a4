//! A reader's own theme: a short file in TOML, by role. What it does not say is as in its base.

use ratatui::style::Color;
use toml::de::{DeTable, DeValue};

use super::{
    Theme,
    palette::{Bars, DASH, Ink, Palette},
};
use crate::{
    format::{SourceText, hint},
    model::{Clean, Code, Problem, Severity, Span, cleaned},
};

/// The least contrast that words can be read at: level AA of WCAG 2.
pub const LEAST_CONTRAST: f64 = 4.5;

/// What a theme is made from where it does not say.
const USUAL_BASE: Theme = Theme::Dark;
/// How many times as wide the strokes of a role may be.
const WEIGHTS: std::ops::RangeInclusive<f64> = 1.0..=3.0;

/// The names of the terminal's sixteen colours.
const COLOURS: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "gray",
    "dark-gray",
    "light-red",
    "light-green",
    "light-yellow",
    "light-blue",
    "light-magenta",
    "light-cyan",
    "white",
];
/// The keys of colours that lie behind words, or carry none.
const PLAIN: [&str; 4] = ["paper", "text", "hairline", "ground"];
/// The keys of colours that mean something.
const INKS: [&str; 6] = ["severe", "warning", "good", "contested", "accent", "quiet"];

/// A theme as its file has it, `None` where an error keeps it from being one; and what is wrong with
/// the file, in its order.
pub fn read_theme(name: &str, text: &str) -> (Option<Palette>, Vec<Problem>) {
    let source = SourceText::new(text);
    let (document, errors) = DeTable::parse_recoverable(source.text);
    let mut reading = Reading { source: &source, problems: Vec::new() };
    for error in &errors {
        let span = error.span().unwrap_or_default();
        reading.error("syntax", span_of(span), cleaned(error.message().to_owned()), None);
    }
    let table = document.into_inner();
    let mut entries: Vec<(&str, Span, Span, &DeValue)> = table
        .iter()
        .map(|(key, value)| {
            let (of_key, of_value) = (span_of(key.span()), span_of(value.span()));
            (key.get_ref().as_ref(), of_key, of_value, value.get_ref())
        })
        .collect();
    entries.sort_by_key(|(_, of_key, ..)| *of_key);
    let base = entries.iter().find(|(key, ..)| *key == "base");
    let base = base.and_then(|(_, _, span, value)| reading.base(*span, value));
    let mut palette = base.unwrap_or(USUAL_BASE).palette().clone();
    palette.name = name.to_owned().into();
    let mut said: Vec<(&str, Span)> = Vec::new();
    for (key, of_key, of_value, value) in entries {
        reading.entry(&mut palette, key, of_key, (of_value, value));
        said.push((key, of_value));
    }
    // A paper or a text that is named is meant to be seen.
    palette.is_painted |= said.iter().any(|(key, _)| ["paper", "text"].contains(key));
    if !reading.problems.iter().any(|problem| problem.severity == Severity::Error) {
        reading.contrasts(&palette, &said);
    }
    let mut problems = reading.problems;
    problems.sort_by_key(|problem| problem.span);
    let is_sound = problems.iter().all(|problem| problem.severity != Severity::Error);
    (is_sound.then_some(palette), problems)
}

struct Reading<'a> {
    source: &'a SourceText<'a>,
    problems: Vec<Problem>,
}

impl Reading<'_> {
    fn error(&mut self, code: Code, span: Span, message: impl Into<Clean>, hint: Option<Clean>) {
        let message = message.into();
        self.problems.push(self.source.problem(Severity::Error, code, span, message, hint));
    }

    fn base(&mut self, span: Span, value: &DeValue) -> Option<Theme> {
        let name = value.as_str()?;
        let base = Theme::from_name(name);
        if base.is_none() {
            let names: Vec<&str> = Theme::ALL.iter().map(|theme| theme.name()).collect();
            let message = format!("no built-in theme is called `{name}`");
            self.error("unknown-theme", span, message, hint(name, names));
        }
        base
    }

    fn entry(
        &mut self,
        palette: &mut Palette,
        key: &str,
        of_key: Span,
        (span, value): (Span, &DeValue),
    ) {
        match key {
            "base" if value.as_str().is_some() => {} // read first
            "base" => self.error("wrong-value", span, "a base is the name of a theme", None),
            "bars" => match value.as_str() {
                Some("shaded") => palette.bars = Bars::Shaded,
                Some("hatched") => palette.bars = Bars::Hatched,
                _ => self.error("wrong-value", span, "bars are \"shaded\" or \"hatched\"", None),
            },
            "ground" if value.as_str() == Some("reversed") => palette.ground = None,
            _ if PLAIN.contains(&key) => {
                let Some(ink) = self.colour(span, value) else { return };
                match key {
                    "paper" => palette.paper = ink.rgb,
                    "text" => palette.text = ink.rgb,
                    "hairline" => palette.hairline = ink.rgb,
                    _ => palette.ground = Some(ink.rgb),
                }
            }
            _ => match ink_of(palette, key).copied() {
                Some(before) => {
                    let ink = self.ink(span, value, before);
                    ink_of(palette, key).into_iter().for_each(|place| *place = ink);
                }
                None => {
                    let known = INKS.into_iter().chain(PLAIN).chain(["base", "bars"]);
                    let message = format!("a theme has no role `{key}`");
                    self.error("unknown-role", of_key, message, hint(key, known));
                }
            },
        }
    }

    /// An ink, as a colour alone or as a table of colour, weight and dashes.
    fn ink(&mut self, span: Span, value: &DeValue, before: Ink) -> Ink {
        let Some(table) = value.as_table() else {
            let read = self.colour(span, value);
            return read.map_or(before, |read| Ink { cell: read.cell, rgb: read.rgb, ..before });
        };
        let mut ink = before;
        for (key, value) in table.iter() {
            let (of_key, span, value) =
                (span_of(key.span()), span_of(value.span()), value.get_ref());
            match key.get_ref().as_ref() {
                "colour" | "color" => {
                    if let Some(read) = self.colour(span, value) {
                        (ink.cell, ink.rgb) = (read.cell, read.rgb);
                    }
                }
                "weight" => {
                    let text = value.as_float().map(|number| number.as_str());
                    let text = text.or(value.as_integer().map(|number| number.as_str()));
                    let weight = text.and_then(|text| text.parse().ok());
                    match weight.filter(|weight| WEIGHTS.contains(weight)) {
                        Some(weight) => ink.weight = weight,
                        None => {
                            let message =
                                "a weight is a number from 1 to 3; above 1, words are bold";
                            self.error("wrong-value", span, message, None);
                        }
                    }
                }
                "dashed" => match value.as_bool() {
                    Some(is_dashed) => ink.dash = is_dashed.then_some(DASH),
                    None => self.error("wrong-value", span, "dashed is true or false", None),
                },
                other => {
                    let message = format!("a role has no `{other}`");
                    let known = hint(other, ["colour", "weight", "dashed"]);
                    self.error("unknown-key", of_key, message, known);
                }
            }
        }
        ink
    }

    fn colour(&mut self, span: Span, value: &DeValue) -> Option<Ink> {
        let name = value.as_str().unwrap_or_default();
        let is_known = COLOURS.contains(&name) || name.starts_with('#');
        let colour = is_known.then(|| name.parse::<Color>().ok()).flatten();
        let ink = colour.and_then(Ink::named);
        if ink.is_none() {
            let message = match value.as_str() {
                Some(name) => format!("`{name}` is no colour"),
                None => "a colour is a text".to_owned(),
            };
            let hint = near(name)
                .unwrap_or_else(|| format!("#rrggbb, or one of: {}", COLOURS.join(", ")).into());
            self.error("unknown-colour", span, message, Some(hint));
        }
        ink
    }

    /// Warns of words that can hardly be read, at what the file says of them.
    fn contrasts(&mut self, palette: &Palette, said: &[(&str, Span)]) {
        let place = |key: &str| said.iter().find(|(said, _)| *said == key).map(|(_, span)| *span);
        let inks = INKS.into_iter().zip(inks(palette).map(|ink| ink.rgb));
        let on_paper = inks.chain([("text", palette.text)]);
        let on_paper = on_paper.map(|(key, rgb)| (key, rgb, "paper", palette.paper));
        let on_ground = palette.ground.map(|ground| ("text", palette.text, "ground", ground));
        let met: Vec<_> = on_paper.chain(on_ground).collect();
        for (words, rgb, behind, below) in met {
            let contrast = rgb.contrast(below);
            let Some(span) = place(words).or(place(behind)) else { continue };
            if contrast >= LEAST_CONTRAST {
                continue;
            }
            let message = format!(
                "{words} ({rgb}) on {behind} ({below}) has a contrast of {contrast:.1} and is hard to read"
            );
            let hint = "words need 4.5 at least (WCAG 2, AA): take one lighter or darker";
            let hint = Some(hint.into());
            let told = self.source.problem(Severity::Warning, "contrast", span, message, hint);
            self.problems.push(told);
        }
    }
}

/// The colour that a name is probably a slip of.
fn near(name: &str) -> Option<Clean> {
    let told = hint(name, COLOURS)?;
    told.starts_with("did you mean").then_some(told)
}

/// In the order of their keys.
fn inks(palette: &Palette) -> [Ink; 6] {
    let Palette { severe, warning, good, contested, accent, quiet, .. } = palette;
    [*severe, *warning, *good, *contested, *accent, *quiet]
}

fn ink_of<'a>(palette: &'a mut Palette, key: &str) -> Option<&'a mut Ink> {
    Some(match key {
        "severe" => &mut palette.severe,
        "warning" => &mut palette.warning,
        "good" => &mut palette.good,
        "contested" => &mut palette.contested,
        "accent" => &mut palette.accent,
        "quiet" => &mut palette.quiet,
        _ => return None,
    })
}

fn span_of(range: std::ops::Range<usize>) -> Span {
    Span { start: range.start, end: range.end }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::{Rgb, Role};

    fn read(text: &str) -> (Option<Palette>, Vec<String>) {
        let (palette, problems) = read_theme("mine", text);
        let told = problems.iter().map(|problem| {
            let (spot, hint) = (problem.spot, problem.hint.as_deref().unwrap_or_default());
            let word = problem.severity.word();
            format!("{}:{} {word}: {}; {hint}", spot.line, spot.column, problem.message)
        });
        (palette, told.collect())
    }

    #[test]
    fn what_is_not_said_is_as_in_the_base() {
        let (palette, told) = read(
            "base = \"light\"\nsevere = \"#a00000\"\n\
             accent = { colour = \"black\", weight = 2, dashed = true }\n",
        );
        assert_eq!(told, [""; 0]);
        let (palette, base) = (palette.unwrap(), Theme::Light.palette());
        assert_eq!(palette.name, "mine");
        assert_eq!(palette.ink(Role::Severe).rgb, Rgb(0xa00000));
        assert_eq!(palette.style(Role::Key).fg, Some(Color::Black));
        let key = palette.ink(Role::Key);
        assert_eq!((key.weight, key.dash), (2.0, Some(DASH)));
        for role in [Role::Good, Role::Warning, Role::Selected, Role::Dim] {
            assert_eq!(palette.style(role), base.style(role), "{role:?}");
        }
        assert_eq!(read("").0.unwrap().ink(Role::Good), Theme::Dark.palette().ink(Role::Good));
        // The terminal's own ground stays below a theme that names none.
        assert!(!read("base = \"terminal\"\nsevere = \"light-red\"").0.unwrap().is_painted);
        assert!(read("base = \"terminal\"\npaper = \"#000000\"").0.unwrap().is_painted);
    }

    #[test]
    fn mistakes_are_told_with_place_and_way_out() {
        for (text, told) in [
            ("\nsevre = \"red\"", "2:1 error: a theme has no role `sevre`; did you mean `severe`?"),
            (
                "base = \"drak\"",
                "1:8 error: no built-in theme is called `drak`; did you mean `dark`?",
            ),
            ("good = \"gren\"", "1:8 error: `gren` is no colour; did you mean `green`?"),
            (
                "good = { color = \"#12\" }",
                "1:18 error: `#12` is no colour; #rrggbb, or one of: black, \
              red, green, yellow, blue, magenta, cyan, gray, dark-gray, light-red, light-green, \
              light-yellow, light-blue, light-magenta, light-cyan, white",
            ),
            ("good = { wieght = 2 }", "1:10 error: a role has no `wieght`; did you mean `weight`?"),
            (
                "good = { weight = 9 }",
                "1:19 error: a weight is a number from 1 to 3; above 1, words are bold; ",
            ),
            ("bars = 1", "1:8 error: bars are \"shaded\" or \"hatched\"; "),
            ("base = 1", "1:8 error: a base is the name of a theme; "),
        ] {
            let (palette, found) = read(text);
            assert!(palette.is_none(), "{text}");
            assert_eq!(found, [told], "{text}");
        }
        let (palette, told) = read("good = \"#5\nwarning = 7\n");
        assert!(palette.is_none() && told[0].starts_with("1:"), "{told:?}");
    }

    #[test]
    fn words_that_can_hardly_be_read_are_told_and_kept() {
        let (palette, told) =
            read("paper = \"#fbfbf9\"\ntext = \"#202020\"\nsevere = \"#ff9999\"\n");
        assert!(palette.is_some());
        let severe = "3:10 warning: severe (#ff9999) on paper (#fbfbf9) has a contrast of 2.0 and is \
                      hard to read; words need 4.5 at least (WCAG 2, AA): take one lighter or darker";
        assert!(told.iter().any(|told| told == severe), "{told:#?}");
        // What the base says is hard to read on this paper, which is where the file says so.
        assert!(
            told.iter().any(|told| told.starts_with("1:9 warning: good (#7fb685)")),
            "{told:#?}"
        );
        assert!(!told.iter().any(|told| told.contains("text (#202020) on paper")), "{told:#?}");
    }
}
