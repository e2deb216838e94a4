//! What is given out: the version that tells where a program comes from, the tarball, what goes into
//! a Debian package, and where a ready program is fetched from.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use toml::Table;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn said(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).current_dir(ROOT).output().ok()?;
    output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
}

fn sitboard(arguments: &[&str]) -> String {
    said(env!("CARGO_BIN_EXE_sitboard"), arguments).unwrap()
}

#[test]
fn the_version_says_the_commit_and_the_build() {
    let number = env!("CARGO_PKG_VERSION");
    assert_eq!(sitboard(&["-V"]), format!("sitboard {number}\n"));
    let version = sitboard(&["--version"]);
    let lines: Vec<&str> = version.lines().collect();
    assert_eq!(lines.len(), 3, "{version}");
    assert_eq!(lines[0], format!("sitboard {number}"));
    let top = said("git", &["rev-parse", "--show-toplevel"]);
    let is_checkout = top.is_some_and(|top| {
        fs::canonicalize(top.trim()).unwrap() == fs::canonicalize(ROOT).unwrap()
    });
    if is_checkout {
        let wanted = said("git", &["log", "-1", "--format=%H %cs"]).unwrap();
        let (commit, day) = wanted.trim().split_once(' ').unwrap();
        assert_eq!(lines[1], format!("commit {} of {day}", &commit[..12]));
    } else {
        assert!(lines[1] == "unknown commit" || lines[1].starts_with("commit "), "{version}");
    }
    let (target, profile) =
        lines[2].strip_prefix("built for ").unwrap().split_once(", profile ").unwrap();
    assert!(target.contains(std::env::consts::ARCH) && !profile.is_empty(), "{version}");
    // A manual page is of a version, not of a build.
    assert!(!sitboard(&["man"]).contains("commit "));
}

fn manifest() -> Table {
    fs::read_to_string(Path::new(ROOT).join("Cargo.toml")).unwrap().parse().unwrap()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => sources(&path, found),
            false => found.push(path),
        }
    }
}

/// What the library takes from files while it is built, apart from its tests.
fn included() -> BTreeSet<String> {
    let mut files = Vec::new();
    sources(&Path::new(ROOT).join("src"), &mut files);
    files.retain(|file| file.extension().is_some_and(|it| it == "rs"));
    let texts: Vec<String> = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    let of_tests = texts.iter().flat_map(|text| text.split("#[cfg(test)]\n").skip(1));
    let of_tests: BTreeSet<&str> = of_tests
        .filter_map(|rest| rest.lines().next()?.trim().rsplit("mod ").next()?.strip_suffix(';'))
        .collect();
    let mut included = BTreeSet::new();
    for (file, text) in files.iter().zip(&texts) {
        let is_test = file.components().any(|part| part.as_os_str() == "tests")
            || of_tests.contains(file.file_stem().unwrap().to_str().unwrap());
        if is_test {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap();
        for rest in code.split("include_str!(").skip(1).chain(code.split("include_bytes!(").skip(1))
        {
            let Some(name) = rest.strip_prefix('"').and_then(|rest| rest.split('"').next()) else {
                continue;
            };
            let Ok(path) = fs::canonicalize(file.parent().unwrap().join(name)) else { continue };
            let root = fs::canonicalize(ROOT).unwrap();
            included.insert(path.strip_prefix(root).unwrap().to_str().unwrap().to_owned());
        }
    }
    included
}

#[test]
fn the_tarball_holds_all_that_a_build_takes() {
    let list = said("cargo", &["package", "--list", "--allow-dirty", "--offline"]);
    let Some(list) = list else { return eprintln!("not looked at: cargo cannot list the tarball") };
    let list: BTreeSet<&str> = list.lines().collect();
    let included = included();
    assert!(included.len() > 5, "{included:?}");
    for name in included.iter().map(String::as_str).chain([
        "Cargo.lock",
        "LICENSE",
        "README.md",
        "src/build.rs",
    ]) {
        assert!(list.contains(name), "{name} is not packaged");
    }
    let others = list.iter().filter(|name| name.starts_with("tests/") || name.starts_with(".ci"));
    assert_eq!(others.count(), 0, "{list:?}");
}

fn text<'a>(table: &'a Table, key: &str) -> &'a str {
    table[key].as_str().unwrap_or_else(|| panic!("{key}"))
}

#[test]
fn a_debian_package_holds_what_a_system_looks_for() {
    let manifest = manifest();
    let deb = manifest["package"]["metadata"]["deb"].as_table().unwrap();
    let assets: Vec<(&str, &str, &str)> = deb["assets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|asset| {
            let part = |n: usize| asset[n].as_str().unwrap();
            (part(0), part(1), part(2))
        })
        .collect();
    for (place, mode) in [
        ("usr/bin/", "755"),
        ("usr/share/man/man1/", "644"),
        ("usr/share/bash-completion/completions/sitboard", "644"),
        ("usr/share/zsh/vendor-completions/_sitboard", "644"),
        ("usr/share/fish/vendor_completions.d/sitboard.fish", "644"),
        ("usr/share/sitboard/sitboard.schema.json", "644"),
    ] {
        assert!(
            assets.iter().any(|(_, to, of)| *to == place && *of == mode),
            "{place}: {assets:?}"
        );
    }
    // What is made beforehand, the script makes.
    let script = fs::read_to_string(Path::new(ROOT).join(".ci/packages")).unwrap();
    for (from, ..) in assets.iter().filter(|(from, ..)| !from.starts_with("target/release/")) {
        let made = from.strip_prefix("target/packages/made/").unwrap_or_else(|| panic!("{from}"));
        let name = made.rsplit('/').next().unwrap().replace("*.1", "man1");
        assert!(script.contains(&name), "{name} is made by no line of the script");
    }
    assert!(!text(deb, "maintainer").is_empty() && text(deb, "depends") == "$auto");
}

#[test]
fn a_ready_program_is_fetched_from_where_the_sources_are() {
    let manifest = manifest();
    let binstall = manifest["package"]["metadata"]["binstall"].as_table().unwrap();
    let url = text(binstall, "pkg-url");
    assert!(url.starts_with("{ repo }/releases/download/v{ version }/"), "{url}");
    // The archive is called, and packed, as the script does.
    let script = fs::read_to_string(Path::new(ROOT).join(".ci/packages")).unwrap();
    let name = url.rsplit('/').next().unwrap().trim_end_matches("{ archive-suffix }");
    assert_eq!(name, "{ name }-{ version }-{ target }");
    assert!(
        script.contains("name=\"sitboard-$version-$target\"") && script.contains("$name.tar.gz")
    );
    assert_eq!(text(binstall, "bin-dir"), format!("{name}/{{ bin }}{{ binary-ext }}"));
    assert_eq!(text(binstall, "pkg-fmt"), "tgz");
}
