//! The thin binary: everything is in the library.

fn main() {
    std::process::exit(sitboard::cli::run());
}
