//! What is said when an indicator changes its level under an open board: once, and of nothing else.

use sitboard::{
    app::{App, Message, update},
    runtime::headless,
};

use super::{common::press, files::file_boards, picture::words};

const HEAD: &str = "format = 1\n[scenario]\nid = \"truce\"\ntitle = \"A truce\"\nopen_at = 2020-07-10\n\
    [[source]]\nid = \"a\"\nname = \"Mission A\"\nkind = \"monitor\"\n\
    [[indicator]]\nid = \"raids\"\nname = \"Raids\"\ncounts = \"kind:ied\"\nwindow_days = 7\n\
    watch = 1\nalarm = 2\n";

fn text(days: &[u32]) -> String {
    let ied = |day: &u32| {
        format!(
            "[[attack]]\ndate = 2020-07-{day:02}\nkind = \"ied\"\nsource = \"a\"\npublished = 2020-07-{day:02}\n"
        )
    };
    HEAD.to_owned() + &days.iter().map(ied).collect::<String>()
}

/// The file says something else, and the board reads it.
fn say(app: &mut App, days: &[u32]) {
    let path = app.open_scenario().unwrap().place.path().unwrap().clone();
    std::fs::write(&path, text(days)).unwrap();
    let effects = update(app, Message::FileChanged(path));
    headless::settle(app, effects);
}

#[test]
fn a_level_that_changes_is_said_once_and_a_day_that_is_looked_at_is_no_change() {
    let (_folder, mut app) = file_boards(&[&text(&[9])], (120, 40));
    let told = |app: &App| words(app).contains("Raids: alarm, 2 in 7 days; it was watch");
    assert!(!words(&app).contains("Raids: watch, 1 in 7 days;"), "how it opens is no change");
    press(&mut app, "t2020-07-01<Enter>t2020-07-10<Enter>");
    assert!(!words(&app).contains("it was"), "{}", words(&app));
    say(&mut app, &[8, 9]);
    assert!(
        words(&app).contains("truce: Raids: alarm, 2 in 7 days; it was watch"),
        "{}",
        words(&app)
    );
    press(&mut app, "j");
    say(&mut app, &[7, 8, 9]);
    assert!(!told(&app), "three are an alarm as two are");
    // What happened while another day was looked at is said when the board is back.
    press(&mut app, "t2020-07-01<Enter>");
    say(&mut app, &[9]);
    press(&mut app, "t2020-07-10<Enter>");
    assert!(words(&app).contains("Raids: watch, 1 in 7 days; it was alarm"), "{}", words(&app));
}
