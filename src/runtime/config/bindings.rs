//! `[keys]`: which keys ask for which command, by the command's name; below it a table for a place
//! where a command has other keys.

use toml::Spanned;
use toml::de::DeValue;

use super::{Config, Reader, in_order, span_of};
use crate::{
    command::{Binding, COMMANDS, Chord, Command, Context, KEY_FORMS, KeyClash, Keymap},
    format,
    model::{Clean, Span, clean},
};

/// A binding with its place in the file.
type Placed = (Binding, Span);

/// Reads the keys; each problem of them is told.
pub(super) fn read(reader: &mut Reader, span: Span, keys: &Spanned<DeValue>, config: &mut Config) {
    let DeValue::Table(table) = keys.get_ref() else {
        let hint = Some("[keys], and below it lines such as next-panel = \"Tab\"".into());
        return reader.problem(span_of(keys.span()), "keys is a table", hint);
    };
    let mut found = Vec::new();
    for (name, at, value) in in_order(table) {
        let DeValue::Table(inner) = value.get_ref() else {
            found.extend(binding(reader, None, (name, at), value));
            continue;
        };
        let mut contexts = Context::ALL.into_iter();
        let Some(context) = contexts.find(|context| context.name() == Some(name)) else {
            let names: Vec<&str> = Context::ALL.iter().filter_map(|it| it.name()).collect();
            let hint = format::hint(name, names);
            reader.problem(at, format!("keys are pressed nowhere that is called `{name}`"), hint);
            continue;
        };
        for (name, at, value) in in_order(inner) {
            found.extend(binding(reader, Some(context), (name, at), value));
        }
    }
    judge(reader, span, &found);
    config.bindings = found.into_iter().map(|(binding, _)| binding).collect();
}

/// One line: a command and its keys.
fn binding(
    reader: &mut Reader,
    context: Option<Context>,
    (name, at): (&str, Span),
    value: &Spanned<DeValue>,
) -> Option<Placed> {
    let command = Command::from_kebab(name);
    let is_here = |command: &Command| context.is_none_or(|of| command.row().is_in(of));
    match command {
        None => {
            let names: Vec<String> = COMMANDS.iter().map(|row| row.command.kebab()).collect();
            let hint = format::hint(name, names.iter().map(String::as_str));
            reader.problem(at, format!("no command is called `{name}`"), hint);
        }
        Some(command) if !is_here(&command) => {
            let places = command.row().contexts.iter().filter_map(|context| context.name());
            let places = places.collect::<Vec<_>>().join(", ");
            let here = context.and_then(Context::name).unwrap_or_default();
            let hint = format!("its keys are pressed in: {places}");
            reader.problem(at, format!("{name} is no command of {here}"), Some(hint.into()));
        }
        Some(_) => {}
    }
    let written: Vec<&Spanned<DeValue>> = match value.get_ref() {
        DeValue::Array(several) => several.iter().collect(),
        _ => vec![value],
    };
    let mut chords = Vec::new();
    for key in written {
        let span = span_of(key.span());
        let DeValue::String(text) = key.get_ref() else {
            let hint = format!("{} = \"Tab\", or [\"j\", \"Down\"], or [] for none", clean(name));
            reader.problem(span, "keys are written as text", Some(hint.into()));
            continue;
        };
        match Chord::parse(text) {
            Some(chord) if context.is_some_and(|of| is_typed(of, chord)) => {
                let here = context.and_then(Context::name).unwrap_or_default();
                let message =
                    format!("`{chord}` is typed in {here}, before it could ask for anything");
                let hint = "a key that is no letter asks there: C-g, A-g, F7";
                reader.problem(span, message, Some(hint.into()));
            }
            Some(chord) => chords.push(chord),
            None => {
                let message = format!("`{}` is no key", clean(text));
                reader.problem(span, message, Some(KEY_FORMS.into()));
            }
        }
    }
    let command = command.filter(is_here)?;
    Some((Binding { command, context, chords }, at))
}

/// Whether a key types a letter in a context, whatever it is bound to.
fn is_typed(context: Context, chord: Chord) -> bool {
    let first = chord.first.unwrap_or(chord.stroke);
    context.is_typed() && first.letter().is_some() && !first.alt
}

/// What is wrong with the keys taken together.
fn judge(reader: &mut Reader, of_all: Span, found: &[Placed]) {
    let bindings: Vec<Binding> = found.iter().map(|(binding, _)| binding.clone()).collect();
    let keymap = Keymap::new(&bindings);
    let place = |command: Command| {
        let mut placed = found.iter().rev();
        placed.find(|(binding, _)| binding.command == command).map(|(_, span)| *span)
    };
    for clash in keymap.clashes() {
        let (one, other) = (place(clash.one.0), place(clash.other.0));
        let span = one.max(other).unwrap_or(of_all);
        let (message, hint) = told(&clash, other.is_none());
        reader.problem(span, message, Some(hint));
    }
    let unheard = keymap.unheard();
    for command in [Command::Escape, Command::Interrupt, Command::Quit] {
        let places = unheard.iter().filter(|way| way.command == command);
        let places: Vec<&str> = places.filter_map(|way| way.context.name()).collect();
        if places.is_empty() {
            continue;
        }
        let message = format!("{} would have no key in {}", command.kebab(), places.join(", "));
        let hint = "it is a way out: give it a key that is no letter";
        reader.problem(place(command).unwrap_or(of_all), message, Some(hint.into()));
    }
    // A key of the board that is a letter cannot ask where letters are typed.
    for (Binding { command, context, chords }, span) in found {
        let typed = command.row().contexts.iter().filter(|of| of.is_typed());
        let mut unheard = typed.filter(|of| !keymap.is_heard(**of, *command));
        let is_way_out = matches!(command, Command::Escape | Command::Interrupt);
        let Some(of) = unheard.next().filter(|_| context.is_none() && !is_way_out) else {
            continue;
        };
        if keymap.chords_in(*of, *command).is_empty() || chords.is_empty() {
            continue;
        }
        let here = of.name().unwrap_or_default();
        let name = command.kebab();
        let message = format!("{name} would have no key in {here}, where letters are typed");
        let hint = format!("add one that is no letter, or [keys.{here}] with {name} = []");
        reader.problem(*span, message, Some(hint.into()));
    }
}

/// A clash in words. `keeps` is whether the other command has the table's own key.
fn told(clash: &KeyClash, keeps: bool) -> (String, Clean) {
    let KeyClash { context, one: (one, key), other: (other, second) } = clash;
    let here = context.name().map(|name| format!(" in {name}")).unwrap_or_default();
    let (one, other) = (one.kebab(), other.kebab());
    let message = if key == second {
        format!("`{key}` asks for {one}{here}, and for {other}")
    } else {
        let (pair, single) = if key.first.is_some() { (key, second) } else { (second, key) };
        let (of_pair, of_single) =
            if key.first.is_some() { (&one, &other) } else { (&other, &one) };
        format!(
            "`{single}` asks for {of_single}{here}, and is the first key of `{pair}` for {of_pair}"
        )
    };
    let gives = if keeps { &other } else { &one };
    (message, format!("give one of them another key, or none: {gives} = []").into())
}
