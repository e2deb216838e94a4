//! Stories that are told on the board: what each step shows and says, the keys, and that who leaves is
//! where he was.

use std::{collections::BTreeSet, fs};

use sitboard::{
    app::{App, Opening, Place, Plan},
    command::{Command, Context},
    look::Theme,
    panel::Panel,
    runtime::headless,
};

use super::{
    DONBAS, IDLIB,
    common::{board, boards, press},
    picture::{picture, words},
};

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];
const STEPS: usize = 8;

/// A scenario of two patrols and an attack with these stories.
fn made(stories: &str) -> String {
    format!(
        r#"format = 1
[scenario]
id = "made"
title = "Made"
[[source]]
id = "un"
name = "UN"
kind = "un"
[[patrol]]
id = "first"
date = 2020-03-15
outcome = "completed"
source = "un"
published = 2020-03-15
[[patrol]]
id = "second"
date = 2020-03-23
outcome = "cut-short"
source = "un"
published = 2020-03-23
[[attack]]
id = "mine"
date = 2020-03-20
kind = "ied"
source = "un"
published = 2020-03-20
{stories}"#
    )
}

fn story(steps: &str) -> String {
    made(&format!("[[story]]\nid = \"told\"\ntitle = \"Told\"\n{steps}"))
}

/// Number and title of the step that is told.
fn step(app: &App) -> Option<(usize, usize, String)> {
    let told = app.told_step()?;
    Some((told.number, told.of, told.title.to_owned()))
}

/// How the board is looked at, as its screen says it.
fn looks(app: &App) -> (Panel, String, String, bool, usize) {
    let (open, board) = (app.open_scenario().unwrap(), app.board().unwrap());
    let day = format!("{} {}", board.clock.as_of, board.clock.words());
    (app.focus, day, open.view.query.text().to_owned(), app.zoomed, app.trail.len())
}

/// The lines that the words of the story stand in, and those above them.
fn parted(app: &App) -> (String, String) {
    let area = Plan::of(app.size, app).story.expect("a story is told");
    let lines: Vec<String> = words(app).lines().map(str::to_owned).collect();
    let (from, to) = (usize::from(area.y), usize::from(area.bottom()));
    (lines[from..to].join("\n"), lines[..from].join("\n"))
}

/// The numbers of a text: what is a number as a whole, and no part of a name.
fn numbers(text: &str) -> BTreeSet<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    let is_number = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    parts.filter(is_number).map(str::to_owned).collect()
}

#[test]
fn every_step_of_the_idlib_story_opens_without_a_remark_at_each_size() {
    for size in SIZES {
        let mut app = board(IDLIB, size, Theme::Roles, ";q");
        for n in 1..=STEPS {
            let told = app.told_step().expect("it is told");
            assert_eq!((told.number, told.of, told.remarks), (n, STEPS, Vec::new()));
            let said = app.notice.as_ref().map(|notice| notice.words.to_string());
            assert_eq!(said, None, "{size:?} {n}");
            let area = Plan::of(size, &app).story.unwrap();
            let rows = usize::from(area.height) - 1;
            let (_, part, parts) = app.story_lines(usize::from(area.width) - 2, rows);
            assert_eq!((part, parts), (1, 1), "all of it is in sight at {size:?} in step {n}");
            press(&mut app, "m");
        }
        assert!(words(&app).contains("the story ends here"), "{}", words(&app));
        assert_eq!(step(&app).unwrap().0, STEPS, "the last one stays");
    }
}

#[test]
fn every_number_of_the_idlib_story_is_one_that_the_step_shows() {
    const WORDS: [&str; 14] = [
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "dozen", "hundred", "thousand",
    ];
    let mut app = board(IDLIB, (120, 40), Theme::Roles, ";q");
    let mut read = 0;
    for n in 1..=STEPS {
        let text: String =
            app.told_step().unwrap().paragraphs.iter().map(|text| format!("{text}\n")).collect();
        let (_, shown) = parted(&app);
        let (told, shown) = (numbers(&text), numbers(&shown));
        let missing: Vec<&String> = told.difference(&shown).collect();
        assert!(missing.is_empty(), "step {n} tells {missing:?}, which does not show");
        read += told.len();
        let said = text.to_lowercase();
        let mut said = said.split(|c: char| !c.is_alphabetic());
        let in_letters = said.find(|word| WORDS.contains(word));
        assert_eq!(in_letters, None, "step {n}: a number in letters is one that nobody checks");
        press(&mut app, "m");
    }
    assert!(read > 25, "the numbers are read: {read}");
}

#[test]
fn the_words_stand_below_what_the_step_shows() {
    for size @ (width, height) in SIZES {
        let app = board(IDLIB, size, Theme::Roles, ";qmmm");
        assert_eq!(step(&app).unwrap(), (4, STEPS, "The bomb near Ariha".to_owned()));
        let plan = Plan::of(size, &app);
        let area = plan.story.unwrap();
        assert_eq!(area.bottom(), plan.footer.y, "right above the footer");
        assert!(area.height <= (height - 3) / 3, "{area:?}");
        assert!(plan.panels.iter().all(|panel| panel.area.bottom() <= area.y), "it covers nothing");
        let (told, shown) = parted(&app);
        assert!(told.contains("4 of 8: The bomb near Ariha"), "{told}");
        assert!(told.contains("At 08:50 on 14 July"), "{told}");
        assert!(shown.contains("▸ 14 Jul"), "the record is selected: {shown}");
        insta::assert_snapshot!(format!("story-{width}x{height}"), picture(&app));
    }
}

#[test]
fn two_keys_go_on_and_back_and_the_board_says_so() {
    let mut app = board(IDLIB, (120, 40), Theme::Roles, ";q");
    assert_eq!(app.context(), Context::Story);
    let hints = words(&app);
    assert!(hints.contains("m on  Ctrl-B back  Esc leave"), "{hints}");
    assert!(hints.contains("m on in the story  Ctrl-B back in it  Esc leave it"), "{hints}");
    press(&mut app, "<C-b>");
    assert!(words(&app).contains("the story begins here"));
    press(&mut app, "mm<C-b>");
    assert_eq!(step(&app).unwrap(), (2, STEPS, "The first patrol turns back".to_owned()));
    assert_eq!(app.focus, Panel::Patrols);
    assert_eq!(looks(&app).1, "2020-03-15 known then");
    press(&mut app, "mmmmmm");
    assert_eq!(looks(&app).1, "2020-08-25 in hindsight");
    assert_eq!(Command::NextStep.key_in(Context::Story), "m");
}

#[test]
fn whoever_leaves_is_where_the_story_began() {
    let mut app = board(IDLIB, (120, 40), Theme::Roles, "2fkind:ied<Enter>t2020-06-20<Enter>zjs");
    // All but the footer, which has what was said last.
    let seen = |app: &App| words(app).lines().take(39).map(str::to_owned).collect::<Vec<_>>();
    let (before, stood) = (looks(&app), seen(&app));
    press(&mut app, ";qmmm");
    assert_ne!(looks(&app), before);
    // The reader looks around: another panel, another day, a detail, no filter.
    press(&mut app, "F1t2020-05-05<Enter><Enter>");
    assert_eq!(app.trail.len(), 1);
    press(&mut app, "<Esc>");
    assert!(step(&app).is_some(), "the detail is closed first");
    press(&mut app, "m");
    assert_eq!(step(&app).unwrap().0, 5, "and the story goes on");
    press(&mut app, "<Esc>");
    assert_eq!(step(&app), None);
    assert_eq!(looks(&app), before);
    assert_eq!(seen(&app), stood, "to the row that was selected and the order");
    // From a page with an open detail as well.
    press(&mut app, "Ft2020-08-14<Enter>V<Enter>");
    let before = looks(&app);
    assert_eq!(before.4, 1);
    press(&mut app, ";qm<Esc>");
    assert_eq!(looks(&app), before);
}

#[test]
fn a_story_is_of_its_scenario_and_no_view_that_is_kept() {
    let mut app = boards(&[IDLIB, DONBAS], (120, 40), Theme::Roles, ";qmm");
    press(&mut app, "]");
    assert_eq!(step(&app), None, "another scenario is looked at");
    press(&mut app, ";q");
    assert!(words(&app).contains("the file tells no story"), "{}", words(&app));
    press(&mut app, "[");
    assert_eq!(looks(&app).1, "2020-08-14 known then", "and the first as before its story");
    press(&mut app, ";qm");
    drop(app.leave_story());
    let open = app.open_scenario().unwrap();
    assert_eq!(open.view.clock.unwrap().as_of.to_string(), "2020-08-14");
}

#[test]
fn the_palette_finds_it_and_the_help_has_its_keys() {
    let mut app = board(IDLIB, (120, 40), Theme::Roles, ":story");
    assert!(words(&app).contains("a story of the scenario"), "{}", words(&app));
    press(&mut app, "<Enter>");
    assert_eq!(step(&app).unwrap().0, 1);
    let mut app = board(IDLIB, (120, 60), Theme::Roles, "?/story<Enter>");
    let help = words(&app);
    assert!(help.contains("Stories") && help.contains("back in the story"), "{help}");
    press(&mut app, "<Esc>");
}

#[test]
fn what_does_not_fit_is_read_in_parts() {
    let words_of = |n: usize| format!("{} end{n}.", "Much is to be said of it. ".repeat(30));
    let text = story(&format!(
        "[[story.step]]\ntitle = \"Long\"\ntext = \"\"\"{}\n\n{}\"\"\"\n\
         [[story.step]]\ntitle = \"Short\"\ntext = \"It is over.\"\n",
        words_of(1),
        words_of(2)
    ));
    let mut app = board(&text, (80, 24), Theme::Roles, ";q");
    let (told, _) = parted(&app);
    assert!(told.contains("1 of 2: Long, part 1 of "), "{told}");
    assert!(!told.contains("end1."), "{told}");
    let mut all = told;
    let mut pressed = 0;
    while step(&app).unwrap().0 == 1 {
        press(&mut app, "m");
        all.push_str(&parted(&app).0);
        pressed += 1;
        assert!(pressed < 20);
    }
    assert!(pressed > 2 && all.contains("end1.") && all.contains("end2."), "{all}");
    assert_eq!(step(&app).unwrap().2, "Short");
    press(&mut app, "<C-b>m<C-b>");
    assert!(parted(&app).0.contains("part 1 of"), "back among the parts: {}", parted(&app).0);
}

#[test]
fn of_several_stories_one_is_chosen() {
    let text = made(
        "[[story]]\nid = \"a\"\ntitle = \"The first\"\nstep = [{ title = \"A\", text = \"B\" }]\n\
         [[story]]\nid = \"b\"\ntitle = \"The second\"\nstep = [{ title = \"C\", text = \"D\", \
         panel = \"attacks\" }, { title = \"E\", text = \"F\" }]\n",
    );
    let mut app = board(&text, (100, 30), Theme::Roles, ";q");
    let listed = words(&app);
    assert!(listed.contains("The first") && listed.contains("2 steps"), "{listed}");
    press(&mut app, "<Esc>");
    assert!(app.overlay.is_none() && step(&app).is_none());
    press(&mut app, ";qj<Enter>");
    assert_eq!(step(&app).unwrap(), (1, 2, "C".to_owned()));
    assert_eq!(app.focus, Panel::Attacks);
}

#[test]
fn what_of_a_view_does_not_hold_is_told_and_the_rest_shows() {
    let text = story(
        "[[story.step]]\ntitle = \"Wrong\"\ntext = \"Said all the same.\"\npanel = \"attacks\"\n\
         as_of = 2020-03-20\nfilter = \"source:un\"\nsort = \"dates\"\nselected = \"gone\"\n\
         [[story.step]]\ntitle = \"Not yet\"\ntext = \"The second patrol.\"\npanel = \"patrols\"\n\
         as_of = 2020-03-16\nselected = \"second\"\n\
         [[story.step]]\ntitle = \"Right\"\ntext = \"The other way round.\"\npanel = \"patrols\"\n\
         as_of = 2020-03-23\nsort = \"-date\"\nselected = \"second\"\n",
    );
    let mut app = board(&text, (120, 40), Theme::Roles, ";q");
    let told = app.told_step().unwrap();
    let said = told.remarks.join("\n");
    for remark in ["`selected` of this step could not be read", "no key `source`", "no column"] {
        assert!(said.contains(remark), "{remark}: {said}");
    }
    let (told, _) = parted(&app);
    assert!(told.contains("! ") && told.contains("Said all the same."), "{told}");
    assert_eq!(looks(&app).0, Panel::Attacks);
    assert_eq!(looks(&app).1, "2020-03-20 known then", "the day holds");
    press(&mut app, "m");
    let said = app.told_step().unwrap().remarks;
    assert_eq!(said, ["second does not show in this view"]);
    press(&mut app, "m");
    assert_eq!(app.told_step().unwrap().remarks, Vec::<String>::new());
    let sort = app.open_scenario().unwrap().view.sorts[Panel::Patrols.number()];
    assert!(sort.reversed && sort.column.is_some(), "{sort:?}");
}

#[test]
fn a_story_follows_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made.toml");
    let two = "[[story.step]]\ntitle = \"One\"\ntext = \"A\"\n\
               [[story.step]]\ntitle = \"Two\"\ntext = \"B\"\nas_of = 2020-03-16\n";
    fs::write(&path, story(two)).unwrap();
    let place = Place::File(path.clone());
    let mut app = App::new(vec![place], (100, 30), Theme::Roles, Opening::default());
    let start = app.start();
    headless::settle(&mut app, start);
    press(&mut app, ";qm");
    assert_eq!(looks(&app).1, "2020-03-16 known then");
    fs::write(&path, story(&two.replace("03-16", "03-21").replace("\"B\"", "\"Anew\""))).unwrap();
    press(&mut app, "r");
    assert_eq!(looks(&app).1, "2020-03-21 known then", "the step says another day");
    assert!(parted(&app).0.contains("Anew"));
    fs::write(&path, story("[[story.step]]\ntitle = \"One\"\ntext = \"A\"\n")).unwrap();
    press(&mut app, "r");
    assert_eq!(step(&app).unwrap(), (1, 1, "One".to_owned()), "the last that there is");
    fs::write(&path, made("")).unwrap();
    press(&mut app, "r");
    assert_eq!(step(&app), None);
    assert!(app.played.is_none(), "and it is left where there is none any more");
}
