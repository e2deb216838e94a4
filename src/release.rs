//! What changed between versions, and how a version is given out. Nothing is called here.
//!
//! # Versions
//!
//! A version is three numbers. The last grows where nothing that somebody relies on is another; the
//! middle one where something is added or, while the first is 0, changed; the first, from 1 on, where
//! a scenario, a command line or JSON that worked would not any more. `format = 1` of a scenario is a
//! number of its own: it grows only with a format that older programs cannot read, and each program
//! reads all formats before its own.
//!
//! ## 0.1.0
//!
//! The first version. Nothing was given out before it.
//!
//! # How a release is made
//!
//! 1. What changed since the version before stands above, under the new number: what was added, what
//!    is another way now, and what whoever relied on the old way does instead.
//! 2. `version` in `Cargo.toml` is the new number, `Cargo.lock` follows, and both are committed alone;
//!    `.ci/run` passes on that commit.
//! 3. The commit gets the tag `v` and the number.
//! 4. `.ci/packages` on that commit makes, in `target/packages`:
//!
//!    | file | is for |
//!    | --- | --- |
//!    | `sitboard-0.1.0.crate` | `cargo install`: the sources as cargo packs them |
//!    | `sitboard-0.1.0-x86_64-unknown-linux-musl.tar.gz` | any Linux on x86-64, with no library of the system; `cargo binstall` |
//!    | `sitboard_0.1.0-1_amd64.deb` | Debian and what comes from it: the same program, manual pages, completions, the schema |
//!
//!    The deb and the archive hold one and the same program. `sitboard --version` of it says the
//!    commit of step 2: whoever reports a fault can say of which.
//! 5. The three go to the release of the tag. `cargo binstall` looks for the archive there, below the
//!    address that `repository` in `Cargo.toml` says; whoever gives out a version of their own puts
//!    their own address there.
//!
//! # What else it can be built for
//!
//! macOS: the program asks for what Unix systems have in common. What only Linux says, in `/proc`, is
//! read where it is there and done without where it is not; files are opened, and what is copied is
//! handed on, by the programs of each system. `.ci/packages` makes nothing for it: that needs the
//! system's own linker.
