//! The settings as they are printed: what holds, and a file to start from.

use super::{Config, ConfigOption, OPTIONS};
use crate::command::{COMMANDS, Command, CommandRow, Context};

/// A setting that holds, and where it comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Held {
    /// Its name: of a key, with its table: `keys.form.find-line`.
    pub name: String,
    /// As it is written in the file.
    pub value: String,
    /// The flag, the line of the file, or that it is the default.
    pub from: String,
}

/// Everything that holds: `flags` says what a flag asks for, as it would be written in the file.
pub fn show(config: &Config, flags: impl Fn(&ConfigOption) -> Option<String>) -> Vec<Held> {
    let of_option = |option: &ConfigOption| {
        let by_flag = flags(option).map(|value| (value, option.flag()));
        let by_file = || {
            let line = option.line(config)?;
            Some((option.written(config)?, format!("config.toml, line {line}")))
        };
        let (value, from) =
            by_flag.or_else(by_file).unwrap_or_else(|| (option.usual(), "default".to_owned()));
        Held { name: option.name.to_owned(), value, from }
    };
    let options = OPTIONS.iter().map(of_option);
    let keymap = config.keymap();
    let of_row = |row: &CommandRow| {
        let command = row.command;
        let is_bound = |context: Option<Context>| {
            config.bindings.iter().any(|it| it.command == command && it.context == context)
        };
        let from = |is_bound: bool| if is_bound { "config.toml" } else { "default" };
        let name = command.kebab();
        let home = Held {
            name: format!("keys.{name}"),
            value: keys(keymap.chords(command).iter().map(|chord| chord.written())),
            from: from(is_bound(None)).to_owned(),
        };
        let others = Context::ALL.into_iter().filter(|context| is_bound(Some(*context)));
        let others = others.filter_map(|context| {
            let keys = keys(keymap.chords_in(context, command).iter().map(|it| it.written()));
            let name = format!("keys.{}.{name}", context.name()?);
            Some(Held { name, value: keys, from: from(true).to_owned() })
        });
        std::iter::once(home).chain(others).collect::<Vec<_>>()
    };
    options.chain(COMMANDS.iter().flat_map(of_row)).collect()
}

/// A file of every setting with what holds without it, all of it commented out. `describe` says what
/// a command does.
pub fn template(describe: impl Fn(Command) -> String) -> String {
    let mut text = String::from(
        "# Settings of sitboard. A line counts when the # before it is taken away; what stands here is\n\
         # what holds without it. A flag of the same name comes first. `sitboard config check` says\n\
         # what is wrong with the file; a board that is open reads it again when it is saved.\n",
    );
    for option in OPTIONS {
        let (doc, allowed) = (option.doc, option.allowed());
        text += &format!("\n# {doc}: {allowed} ({})\n", option.flag());
        text += &format!("#{} = {}\n", option.name, option.usual());
    }
    text += "\n# Which keys ask for which command: a key, several in [ ], or [] for none. A key is a\n\
             # letter or sign, a name such as Enter, Tab, F5 or PageDown, with C- (Ctrl), A- (Alt) or\n\
             # S- (Shift) before it; two keys one after another have a blank between them: \"; m\".\n\
             [keys]\n";
    let mut group = None;
    for row in COMMANDS {
        if group.replace(row.group) != Some(row.group) {
            text += &format!("\n# {}\n", row.group.title());
        }
        let name = row.command.kebab();
        let keys = keys(row.chords().map(|chord| chord.written()));
        text += &format!("#{name} = {keys} # {}\n", describe(row.command));
    }
    let places: Vec<&str> = Context::ALL.iter().filter_map(|context| context.name()).collect();
    text +=
        "\n# A command may have other keys in one place only: in a table below [keys], called\n";
    text += &format!("# {}.\n", places.join(", "));
    text += "#[keys.form]\n#find-line = [\"C-f\"]\n";
    text
}

/// Keys as they are written in the file.
fn keys(written: impl Iterator<Item = String>) -> String {
    let quote = |key: &String| if key.contains(['"', '\\']) { '\'' } else { '"' };
    let quoted = written.map(|key| {
        let quote = quote(&key);
        format!("{quote}{key}{quote}")
    });
    let quoted: Vec<String> = quoted.collect();
    match &quoted[..] {
        [one] => one.clone(),
        several => format!("[{}]", several.join(", ")),
    }
}
