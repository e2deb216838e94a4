//! What is no file, where the board reads one by itself: the board stands, says so, and goes on once
//! there is a file again.

use std::{
    fs::{self, File},
    os::unix::net::UnixListener,
    path::Path,
};

use rustix::fs::{CWD, FileType, Mode, mknodat};

use crate::harness::{Case, IDLIB, Start, save_by_renaming};

fn pipe(path: &Path) {
    mknodat(CWD, path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
}

#[test]
fn a_scenario_that_became_something_else_leaves_the_board_standing() {
    let case = Case::idlib();
    let mut board = case.board();
    let beside = case.folder.path().join("beside");
    let becomes = |make: &dyn Fn(&Path)| {
        make(&beside);
        fs::remove_file(case.path()).unwrap();
        fs::rename(&beside, case.path()).unwrap();
    };
    becomes(&pipe);
    board.sees("idlib-2020.toml cannot be read: it is a pipe, not a file");
    board.sees("this is what it said last");
    board.keys("r");
    board.keys("2");
    board.focus_is("2 Attacks");
    board.sees("it is a pipe, not a file");
    case.save(IDLIB);
    board.keys("r");
    board.sees_no_more("it is a pipe");
    becomes(&|path| std::os::unix::fs::symlink("/dev/zero", path).unwrap());
    board.sees("it is a device, not a file");
    save_by_renaming(&case.path(), IDLIB);
    board.sees_no_more("it is a device");
    let _socket = UnixListener::bind(&beside).unwrap();
    becomes(&|_| {});
    board.sees("it is a socket, not a file");
    case.save(IDLIB);
    board.keys("r");
    board.sees_no_more("it is a socket");
    becomes(&|path| File::create(path).unwrap().set_len(1 << 30).unwrap());
    board.sees("the file is larger than 16 MiB");
    case.save(IDLIB);
    board.sees_no_more("larger than 16 MiB");
    assert!(board.memory() < 256 << 20, "{}", board.memory());
}

#[test]
fn settings_that_cannot_be_read_are_told_and_the_board_opens() {
    let case = Case::idlib();
    let settings = case.folder.path().join("sitboard");
    fs::create_dir(&settings).unwrap();
    let file = settings.join("config.toml");
    let opens = |words: &str| {
        let folder = case.folder.path().to_str().unwrap();
        let mut board = case.start().env("XDG_CONFIG_HOME", folder).size(200, 40).ready();
        board.sees(&format!("defaults hold: config.toml:{words}"));
        // It is there to be read until the next key.
        board.keys("2");
        board.focus_is("2 Attacks");
        board.sees_no_more("defaults hold");
    };
    pipe(&file);
    opens(" it is a pipe, not a file");
    fs::remove_file(&file).unwrap();
    std::os::unix::fs::symlink("/dev/zero", &file).unwrap();
    opens(" it is a device, not a file");
    fs::remove_file(&file).unwrap();
    File::create(&file).unwrap().set_len(1 << 30).unwrap();
    opens(" it is larger than 1 MiB");
    fs::write(&file, "autosave = = true\n").unwrap();
    opens("1:12: ");
    fs::write(&file, b"theme = \"\xff\"\n").unwrap();
    opens(" it is not UTF-8 text");
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    opens(" it is a folder, not a file");
}

#[test]
fn a_time_zone_that_cannot_be_read_is_told_on_the_board() {
    let case = Case::idlib();
    let zone = case.folder.path().join("zone");
    pipe(&zone);
    let zone = format!(":{}", zone.display());
    let mut board = case.start().env("TZ", &zone).size(200, 40).ready();
    board.sees("is no time zone: it is a pipe, not a file; today is told in UTC");
    let board = Start::board(&[case.path().to_str().unwrap()]).env("TZ", ":/dev/zero").ready();
    assert!(board.memory() < 256 << 20);
}

#[test]
fn a_feed_that_became_a_pipe_leaves_its_rows_standing() {
    let feed = "\n[[feed]]\nid = \"rows\"\nkind = \"csv\"\npath = \"rows.csv\"\nas = \"attacks\"\n";
    let case = Case::of("idlib-2020.toml", &format!("{IDLIB}{feed}"));
    let rows = case.folder.path().join("rows.csv");
    let text = "date,kind,killed\n2020-08-13,ied,1\n2020-08-14,ied,2\n";
    fs::write(&rows, text).unwrap();
    let path = case.path();
    let words = ["--hindsight", path.to_str().unwrap()];
    let mut board = Start::board(&words).size(160, 40).ready();
    board.keys("2z");
    board.sees("rows 2 rows");
    fs::remove_file(&rows).unwrap();
    pipe(&rows);
    board.sees("rows.csv cannot be read: it is a pipe, not a file; what was read of it stands");
    board.sees("rows 2 rows");
    fs::remove_file(&rows).unwrap();
    fs::write(&rows, format!("{text}2020-08-14,ied,3\n")).unwrap();
    board.sees("rows 3 rows");
}
