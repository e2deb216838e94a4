//! A scenario of any bytes: it loads or says why, within the file, in text that orders nothing; what
//! it says can be asked and drawn.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sitboard::{
    app::{App, Opening, Place},
    board::LoadedFile,
    look::Theme,
    report::{FrameFormat, frame, problem_text, render},
    runtime::headless,
};

fuzz_target!(|bytes: &[u8]| {
    let loaded = LoadedFile::read(bytes, "file");
    assert!(loaded.index.is_some() || !loaded.problems.is_empty(), "it says why");
    for problem in &loaded.problems {
        assert!(problem.span.start <= bytes.len());
        let told = problem_text("FILE", problem, false);
        assert!(told.chars().all(|c| c == '\n' || !c.is_control()), "{told:?}");
    }
    let place = Place::Input(bytes.into());
    let mut app = App::new(vec![place], (80, 24), Theme::Mono, Opening::default());
    let effects = app.start();
    headless::settle(&mut app, effects);
    let screen = render(&frame(&app), FrameFormat::Text, app.theme);
    assert!(screen.chars().all(|c| c == '\n' || !c.is_control()), "{screen:?}");
});
