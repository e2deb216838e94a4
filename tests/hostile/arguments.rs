//! Hostile arguments of every command: what the program says of them is harmless, whoever says it.

use std::{
    ffi::OsStr,
    os::unix::{ffi::OsStrExt, process::CommandExt},
    process::{Command, Stdio},
};

use super::{ORDERS, assert_harmless, without_colours};

const COMMANDS: [&[&str]; 15] = [
    &[],
    &["check"],
    &["render"],
    &["show"],
    &["show", "patrols"],
    &["diff"],
    &["window"],
    &["report"],
    &["add"],
    &["export"],
    &["import"],
    &["feed"],
    &["list"],
    &["format"],
    &["new"],
];

/// Flags that take a value, whichever command has them.
const VALUED: [&str; 18] = [
    "--scenario",
    "--as-of",
    "--known-by",
    "--filter",
    "--theme",
    "--color",
    "--glyphs",
    "--format",
    "--size",
    "--panel",
    "--keys",
    "--since",
    "--until",
    "--days",
    "--kind",
    "--as",
    "--column",
    "--most",
];

/// Runs the program in an empty folder; both streams must be text without orders.
fn assert_harmless_run(name: &OsStr, arguments: &[&OsStr]) {
    let folder = tempfile::tempdir().unwrap();
    for is_coloured in [false, true] {
        let output = Command::new(env!("CARGO_BIN_EXE_sitboard"))
            .arg0(name)
            .args(arguments)
            .current_dir(folder.path())
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .envs(is_coloured.then_some(("CLICOLOR_FORCE", "1")))
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let what = format!("{arguments:?}");
        assert!(matches!(output.status.code(), Some(0..=2)), "{what}: {:?}", output.status);
        for bytes in [output.stdout, output.stderr] {
            let text = String::from_utf8(bytes).unwrap_or_else(|_| panic!("{what}: no UTF-8"));
            // Where no colours are wanted, those that are there came in by an argument.
            let text = if is_coloured { without_colours(&text) } else { text };
            assert_harmless(&text, &what);
        }
    }
}

/// Texts that a terminal obeys, and some that are no text. An argument holds no NUL.
fn hostile() -> Vec<Vec<u8>> {
    let orders = ORDERS.iter().map(|order| order.replace('\0', "").into_bytes());
    let raw: [&[u8]; 4] =
        [b"\xff\xfe", b"a\x1b[31m\xffb\n", b"\x9b31m", b"x\n\nerror: all is well\n\x1b[2K"];
    orders.chain(raw.map(<[u8]>::to_vec)).filter(|text| !text.is_empty()).collect()
}

/// Each of these for one command costs a run: every command meets some, every text some commands.
fn some<T>(all: Vec<T>, command: usize) -> impl Iterator<Item = T> {
    all.into_iter()
        .enumerate()
        .filter(move |(n, _)| (n + command).is_multiple_of(5))
        .map(|(_, it)| it)
}

fn joined(before: &str, text: &[u8]) -> Vec<u8> {
    [before.as_bytes(), text].concat()
}

#[test]
fn an_argument_gives_no_order_to_the_terminal() {
    let name = OsStr::new("sitboard");
    for (n, command) in COMMANDS.iter().enumerate() {
        let command: Vec<&OsStr> = command.iter().map(OsStr::new).collect();
        for text in some(hostile(), n) {
            for odd in
                [text.clone(), joined("--", &text), joined("-", &text), joined("--them", &text)]
            {
                let odd = OsStr::from_bytes(&odd);
                assert_harmless_run(name, &[&command[..], &[odd]].concat());
            }
            let flag = OsStr::new(VALUED[(n + text.len()) % VALUED.len()]);
            let value = OsStr::from_bytes(&text);
            assert_harmless_run(name, &[&command[..], &[flag, value]].concat());
        }
    }
}

#[test]
fn a_value_gives_no_order_to_the_terminal() {
    let name = OsStr::new("sitboard");
    for (n, flag) in VALUED.iter().enumerate() {
        let others = ["render", "import", "window", "diff"];
        for command in ["check", others[n % others.len()]] {
            for text in some(hostile(), n) {
                let value = OsStr::from_bytes(&text);
                let order = [OsStr::new(command), OsStr::new(flag), value];
                assert_harmless_run(name, &order);
                let order = joined(&format!("{flag}="), &text);
                assert_harmless_run(name, &[OsStr::new(command), OsStr::from_bytes(&order)]);
            }
        }
    }
}

#[test]
fn nor_does_the_name_that_it_is_called_by() {
    for text in hostile() {
        for arguments in [&["--help"][..], &["--version"], &["check", "--nothing"], &["help", "x"]]
        {
            let arguments: Vec<&OsStr> = arguments.iter().map(OsStr::new).collect();
            assert_harmless_run(OsStr::from_bytes(&text), &arguments);
        }
    }
}
