//! What is typed before what it would meet was shown: no question takes it, and no text of it runs
//! as commands.

use sitboard::{
    app::{
        App, Ask, Effect, JournaledChange, LoadResult, Message, Overlay, Rejection,
        ScenarioReading, update,
    },
    board::LoadedFile,
    command::parse_keys,
    format::edit::Patch,
    model::Table,
    runtime::headless,
};

use super::{IDLIB, common::press, files::file_boards};

const GOOD: &str = "14 jul 08:50 ied ariha src sohr";
const SIZE: (u16, u16) = (100, 30);

/// Keys that come in one burst: no frame leaves between them, and nothing that was asked for is
/// done.
fn burst(app: &mut App, keys: &str) -> Vec<Effect> {
    let chords = parse_keys(keys).unwrap();
    chords.into_iter().flat_map(|chord| update(app, Message::Key(chord.event()))).collect()
}

/// The frame leaves that the board waits for.
fn drawn(app: &mut App) {
    let frame = app.unseen().expect("the board waits for a frame");
    assert!(update(app, Message::Drawn(frame)).is_empty());
}

fn attacks(app: &App) -> usize {
    app.board().unwrap().scenario().table(Table::Attack).len()
}

fn asked(app: &App) -> Option<&Ask> {
    match &app.overlay {
        Some(Overlay::Ask(ask)) => Some(ask),
        _ => None,
    }
}

/// The text of the one line, if it is open, and why it was refused.
fn line(app: &App) -> Option<(&str, Option<&str>)> {
    match &app.overlay {
        Some(Overlay::Line(line)) => Some((line.input.text(), line.refused.as_deref())),
        _ => None,
    }
}

fn left_over(app: &mut App, count: usize) {
    let change = |n| JournaledChange { name: format!("change {n}"), patch: Patch::default() };
    let (scenario, left) = (app.current, (1..=count).map(change).collect());
    assert!(update(app, Message::LeftOver { remarks: Vec::new(), scenario, left }).is_empty());
}

fn left(app: &App) -> usize {
    app.open_scenario().unwrap().history.left.len()
}

#[test]
fn no_key_typed_before_a_question_was_shown_answers_it() {
    let (_folder, mut app) = file_boards(&[IDLIB], SIZE);
    left_over(&mut app, 2);
    assert!(burst(&mut app, "ddyy<Esc><Enter>").is_empty());
    assert_eq!((asked(&app), left(&app)), (Some(&Ask::LeftOver), 2));
    let told = app.notice.as_ref().map(|notice| notice.words.to_string());
    assert_eq!(told.as_deref(), Some("what was typed ahead is not taken"));
    // A frame that left before the question came up does not show it.
    let frame = app.unseen().unwrap();
    update(&mut app, Message::Drawn(frame - 1));
    burst(&mut app, "d");
    assert_eq!(asked(&app), Some(&Ask::LeftOver));
    // Ctrl-C is for whatever is there.
    assert!(matches!(burst(&mut app, "<C-c>")[..], [Effect::Quit]));
    drawn(&mut app);
    burst(&mut app, "y");
    assert_eq!(asked(&app), None);
}

#[test]
fn what_destroys_asks_twice_and_what_was_left_can_be_had_back() {
    let (_folder, mut app) = file_boards(&[IDLIB], SIZE);
    left_over(&mut app, 3);
    drawn(&mut app);
    // The second question is one too: it is shown before it is answered.
    assert!(burst(&mut app, "dddd").is_empty());
    assert_eq!((asked(&app), left(&app)), (Some(&Ask::DiscardLeftOver), 3));
    let said = Ask::DiscardLeftOver.lines(&app, 60).join("\n");
    assert!(said.starts_with("3 changes would be lost:\nchange 1\nchange 2\nchange 3\n"), "{said}");
    drawn(&mut app);
    burst(&mut app, "<Esc>");
    assert_eq!(asked(&app), Some(&Ask::LeftOver), "one step back");
    drawn(&mut app);
    burst(&mut app, "d");
    drawn(&mut app);
    assert!(burst(&mut app, "d").is_empty(), "nothing is forgotten yet");
    assert_eq!((asked(&app), left(&app)), (None, 0));
    // Undone, it is asked about again; a change that was made since goes first.
    press(&mut app, "u");
    assert_eq!((asked(&app), left(&app)), (Some(&Ask::LeftOver), 3));
    press(&mut app, "dd");
    assert_eq!((asked(&app), left(&app)), (None, 0));
    press(&mut app, &format!("i{GOOD}<Enter>"));
    let count = attacks(&app);
    press(&mut app, "u");
    assert_eq!((attacks(&app), left(&app)), (count - 1, 0));
    press(&mut app, "u");
    assert_eq!((asked(&app), left(&app)), (Some(&Ask::LeftOver), 3));
    press(&mut app, "dd");
    // Left by its own key, the board has them forgotten.
    let effects = burst(&mut app, "q");
    assert!(
        matches!(effects[..], [Effect::Forget(_), Effect::Discard, Effect::Quit]),
        "{effects:?}"
    );
}

#[test]
fn leaving_over_what_is_unsaved_is_confirmed() {
    let (_folder, mut app) = file_boards(&[IDLIB], SIZE);
    press(&mut app, &format!("i{GOOD}<Enter>"));
    // In one burst nothing is answered; with frames between, the second `d` leaves.
    assert!(burst(&mut app, "qdd").is_empty());
    assert_eq!(asked(&app), Some(&Ask::Leave));
    drawn(&mut app);
    assert!(burst(&mut app, "dd").is_empty());
    assert_eq!(asked(&app), Some(&Ask::DiscardAndLeave));
    let said = Ask::DiscardAndLeave.lines(&app, 60).join("\n");
    assert!(said.ends_with("1 change would be lost:\nadded: IED near Ariha, 14 Jul"), "{said}");
    drawn(&mut app);
    assert!(matches!(burst(&mut app, "d")[..], [Effect::Discard, Effect::Quit]));
}

#[test]
fn a_conflict_takes_no_key_before_it_was_shown() {
    let (_folder, mut app) = file_boards(&[IDLIB], SIZE);
    press(&mut app, "2e<C-f>place<Enter><C-u>ariha<C-s>");
    let at = IDLIB.find("id = \"strikes-akrad\"").unwrap();
    let theirs = IDLIB[at..].replacen("place = \"akrad-town\"", "place = \"nayrab\"", 1);
    let loaded = LoadedFile::read(format!("{}{theirs}", &IDLIB[..at]).as_bytes(), "idlib-2020");
    let result: LoadResult = Ok(Box::new(ScenarioReading {
        loaded,
        changed: Default::default(),
        front: None,
        views: None,
    }));
    let scenario = app.current;
    let effects = update(&mut app, Message::Loaded { scenario, result });
    let [Effect::ApplyTransaction { .. }] = &effects[..] else { panic!("{effects:?}") };
    // Until it is there, keys are the board's; then they are for what was shown.
    burst(&mut app, "j");
    headless_without_frame(&mut app, effects);
    assert!(matches!(app.overlay, Some(Overlay::Clash { .. })));
    assert!(burst(&mut app, "totb").is_empty());
    assert!(matches!(app.overlay, Some(Overlay::Clash { .. })));
    assert_eq!(app.open_scenario().unwrap().history.clashes.len(), 1);
    drawn(&mut app);
    assert!(matches!(burst(&mut app, "t")[..], [Effect::ApplyTransaction { .. }]));
}

/// Does what makes changes, and tells it, without a frame. What else is to be done comes back: a
/// board that is never told what was derived shows what stood before.
fn headless_without_frame(app: &mut App, effects: Vec<Effect>) -> Vec<Effect> {
    let mut left = Vec::new();
    for effect in effects {
        let Effect::ApplyTransaction { scenario, text, transaction, .. } = effect else {
            left.push(effect);
            continue;
        };
        let read = |text: &[u8]| LoadedFile::read(text, "idlib-2020");
        let result = sitboard::app::apply_transaction(&text, &read, &transaction).map(Box::new);
        let after = update(app, Message::TransactionSettled { scenario, transaction, result });
        left.extend(headless_without_frame(app, after));
    }
    left
}

/// Does what is asked for, and lets frames leave while keys wait that may go on.
fn headless_with_frames(app: &mut App, mut effects: Vec<Effect>) {
    loop {
        headless_without_frame(app, effects);
        let Some(frame) = app.unseen().filter(|_| {
            app.overlay.is_none() || line(app).is_some_and(|(_, refused)| refused.is_none())
        }) else {
            return;
        };
        effects = update(app, Message::Drawn(frame));
    }
}

fn refuse(app: &mut App, effects: Vec<Effect>, why: &str) -> Vec<Effect> {
    let made = effects.into_iter().find_map(|effect| match effect {
        Effect::ApplyTransaction { scenario, transaction, .. } => Some((scenario, transaction)),
        _ => None,
    });
    let (scenario, transaction) = made.expect("something is to be written");
    let result = Err(Rejection::Refused(why.into()));
    update(app, Message::TransactionSettled { scenario, transaction, result })
}

#[test]
fn removing_is_asked_before_it_is_answered() {
    let (_folder, mut app) = file_boards(&[IDLIB], SIZE);
    press(&mut app, &format!("2i{GOOD}<Enter>"));
    let count = attacks(&app);
    assert!(burst(&mut app, "<Del>y").iter().all(|one| matches!(one, Effect::Probe { .. })));
    assert!(matches!(asked(&app), Some(Ask::Remove { .. })));
    drawn(&mut app);
    press(&mut app, "y");
    assert_eq!(attacks(&app), count - 1, "{:?} {:?}", app.notice, app.overlay);
}

#[test]
fn a_refused_line_stays_whole_and_what_was_typed_behind_it_waits() {
    let (_folder, mut app) = file_boards(&[IDLIB], SIZE);
    let (before, day) = (attacks(&app), app.board().unwrap().clock);
    // The second has no source; `q`, `u` and the figures would do things on the board.
    let keys =
        format!("i{GOOD}<Enter>i15 jul ied ariha<Enter>i16 jul drone nayrab src sohr<Enter>");
    let effects = burst(&mut app, &keys);
    assert_eq!(line(&app), None, "the first is being written");
    headless_with_frames(&mut app, effects);
    assert_eq!(attacks_of_text(&app), before + 1);
    let why = "source sohr, as last time: Enter once more writes it so";
    assert_eq!(line(&app), Some(("15 jul ied ariha", Some(why))));
    drawn(&mut app);
    // What is typed now is meant for it; the rest comes when it is written.
    let effects = burst(&mut app, " src sohr<Enter>");
    assert_eq!(line(&app), None);
    headless_with_frames(&mut app, effects);
    assert_eq!((line(&app), attacks_of_text(&app)), (None, before + 3));
    assert_eq!(app.board().unwrap().clock, day);
}

/// How many attacks the text has, whether they are shown yet or not.
fn attacks_of_text(app: &App) -> usize {
    let index = app.open_scenario().unwrap().index().unwrap();
    index.scenario.table(Table::Attack).len()
}

#[test]
fn a_line_that_comes_back_is_whole_and_leaving_it_gives_up_the_rest() {
    let (_folder, mut app) = file_boards(&[IDLIB], SIZE);
    let (focus, trail) = (app.focus, app.trail.len());
    let effects = burst(&mut app, &format!("i{GOOD}<Enter>4uqi15 jul x<Enter>"));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Quit)));
    let more = refuse(&mut app, effects, "the disk says no");
    assert!(more.is_empty());
    assert_eq!(line(&app), Some((GOOD, Some("the disk says no"))));
    assert!(burst(&mut app, "14uq<Enter>").is_empty());
    drawn(&mut app);
    assert_eq!(line(&app), Some((GOOD, Some("the disk says no"))));
    burst(&mut app, "<Esc><Esc>");
    assert_eq!(line(&app), None);
    let told = app.notice.as_ref().map(|notice| notice.words.to_string());
    assert_eq!(told.as_deref(), Some("what was typed ahead is not taken"));
    assert_eq!((app.focus, app.trail.len()), (focus, trail));
}

#[test]
fn where_a_prompt_is_refused_its_text_is_no_command() {
    // Standard input has no file to be changed: no prompt opens.
    let mut app = super::common::board(IDLIB, SIZE, Default::default(), "");
    let (focus, clock) = (app.focus, app.board().unwrap().clock);
    for opens in ["i", "a", "A", "e", "x", "yd"] {
        let effects = burst(&mut app, &format!("{opens}14 jul ied q<Enter>q4u"));
        assert!(effects.is_empty(), "{effects:?}");
        assert_eq!((app.focus, app.board().unwrap().clock), (focus, clock), "{opens}");
        let told = app.notice.as_ref().map(|notice| notice.words.to_string()).unwrap();
        assert!(told.starts_with("what was piped in has no file to be changed; "), "{told}");
        drawn(&mut app);
        press(&mut app, "4");
        assert_ne!(app.focus, focus);
        press(&mut app, "1");
    }
    // One that opens and is refused keeps what was typed, and no more.
    for (opens, typed) in [("f", "kind:nothing"), ("t", "no day"), ("D", "no day")] {
        burst(&mut app, &format!("{opens}<C-u>{typed}<Enter>q4u"));
        let Some(Overlay::Prompt(prompt)) = &app.overlay else {
            panic!("{opens}: {:?}", app.overlay)
        };
        assert_eq!(prompt.input.text(), typed);
        assert!(prompt.error.is_some());
        drawn(&mut app);
        press(&mut app, "<Esc>");
        assert_eq!((app.overlay.is_none(), app.focus), (true, focus));
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]
    /// Lines good and bad in bursts, frames anywhere between, writes refused or not: nothing runs
    /// as a command, and every line is written once, stands in the prompt whole, or was given up.
    #[test]
    fn bursts_of_lines_never_run_as_commands(
        kinds in proptest::collection::vec(0u8..3, 1..6),
        frames in proptest::collection::vec(0usize..200, 0..6),
    ) {
        let (_folder, mut app) = file_boards(&[IDLIB], SIZE);
        let (focus, clock, first) = (app.focus, app.board().unwrap().clock, attacks(&app));
        let text = |(n, kind): (usize, &u8)| match kind {
            0 => format!("{} jul 20:50 ied ariha killed {n} src sohr", n + 1),
            1 => format!("{} jul quit", n + 1),
            _ => format!("{} jul ied ariha killed {n}", n + 1), // no source
        };
        let lines: Vec<String> = kinds.iter().enumerate().map(text).collect();
        let keys: String = lines.iter().map(|line| format!("i{line}<Enter>")).collect();
        let mut waiting = Vec::new();
        for (n, chord) in parse_keys(&keys).unwrap().into_iter().enumerate() {
            waiting.extend(update(&mut app, Message::Key(chord.event())));
            if frames.contains(&n) {
                // A burst is read to its end before a frame leaves that shows what stays.
                let frame = app.unseen().filter(|_| app.overlay.is_none());
                if let Some(frame) = frame {
                    waiting.extend(update(&mut app, Message::Drawn(frame)));
                }
                waiting = headless_without_frame(&mut app, waiting);
            }
        }
        headless::settle(&mut app, waiting);
        proptest::prop_assert_eq!((app.focus, app.board().unwrap().clock), (focus, clock));
        let good = kinds.iter().filter(|kind| **kind == 0).count();
        proptest::prop_assert!(attacks(&app) - first <= good);
        if let Some((typed, _)) = line(&app) {
            let begins = lines.iter().any(|line| typed.starts_with(line.as_str()));
            proptest::prop_assert!(begins, "{:?}", typed);
        } else {
            proptest::prop_assert_eq!(attacks(&app) - first, good);
        }
    }
}
