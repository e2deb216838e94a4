//! What `sitboard --version` says of where the program comes from: the commit, by git or by what
//! `cargo package` wrote into a tarball, the target and the profile. It runs again only when the
//! commit is another.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

fn main() {
    println!("cargo:rerun-if-changed=src/build.rs");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let commit = packaged(&root).or_else(|| checked_out(&root));
    println!("cargo:rustc-env=SITBOARD_COMMIT={}", commit.as_deref().unwrap_or("unknown commit"));
    println!("cargo:rustc-env=SITBOARD_TARGET={}", env::var("TARGET").unwrap_or_default());
    println!("cargo:rustc-env=SITBOARD_PROFILE={}", profile());
}

/// The profile by its own name, which is that of the folder that is built into; else which of cargo's
/// two it rests on.
fn profile() -> String {
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let folder = out.ancestors().find(|path| path.ends_with("build")).and_then(Path::parent);
    match folder.and_then(Path::file_name).and_then(|name| name.to_str()) {
        Some(name) if name != "debug" && !name.is_empty() => name.to_owned(),
        _ => env::var("PROFILE").unwrap_or_default(),
    }
}

/// The commit that a tarball was made of, which says no date.
fn packaged(root: &Path) -> Option<String> {
    let file = root.join(".cargo_vcs_info.json");
    let text = fs::read_to_string(&file).ok()?;
    println!("cargo:rerun-if-changed={}", file.display());
    let (_, rest) = text.split_once("\"sha1\"")?;
    let commit = rest.split('"').nth(1)?;
    is_commit(commit).then(|| format!("commit {}", short(commit)))
}

/// The commit of the checkout whose root this is, and its day; `None` where there is no git, and where
/// the folder lies in a checkout of something else.
fn checked_out(root: &Path) -> Option<String> {
    let git = |arguments: &[&str]| -> Option<String> {
        let output = Command::new("git").arg("-C").arg(root).args(arguments).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        output.status.success().then(|| text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let top = git(&["rev-parse", "--show-toplevel"])?;
    if fs::canonicalize(top).ok()? != fs::canonicalize(root).ok()? {
        return None;
    }
    // The log of HEAD grows whenever it moves; without one, HEAD and the branch that it names do.
    let branch = git(&["symbolic-ref", "-q", "HEAD"]);
    let moving = ["HEAD", "logs/HEAD"].into_iter().chain(branch.as_deref()).chain(["packed-refs"]);
    for name in moving {
        let path = root.join(git(&["rev-parse", "--git-path", name])?);
        if path.is_file() {
            println!("cargo:rerun-if-changed={}", path.display());
        }
    }
    let told = git(&["log", "-1", "--no-show-signature", "--format=%H %cs"])?;
    let (commit, day) = told.split_once(' ')?;
    let is_day = day.len() == 10 && day.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    (is_commit(commit) && is_day).then(|| format!("commit {} of {day}", short(commit)))
}

fn is_commit(text: &str) -> bool {
    text.len() >= 40 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

fn short(commit: &str) -> &str {
    &commit[..12]
}
