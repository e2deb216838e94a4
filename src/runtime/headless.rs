//! The board without a terminal: the same update and draw, with every effect done at once.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use super::feeds::FeedMemory;
use super::work::{Resources, Work};
use crate::app::{App, Effect, Message, update};

/// Does effects, and those that follow from them, until none is left. What would touch the world
/// is left undone. True when the board wanted to quit.
pub fn settle(app: &mut App, effects: Vec<Effect>) -> bool {
    settle_within(app, effects, &Arc::default())
}

/// The same for a board whose feeds take no more than this memory.
pub fn settle_within(app: &mut App, effects: Vec<Effect>, memory: &Arc<FeedMemory>) -> bool {
    let resources = Resources::of_nobody(memory.clone());
    let mut left = VecDeque::from(effects);
    loop {
        let Some(effect) = left.pop_front() else {
            // What stands now is what whoever has no screen is told.
            let Some(frame) = app.unseen() else { return false };
            left.extend(update(app, Message::Drawn(frame)));
            continue;
        };
        match resources.work(effect) {
            Work::Answer(_, task) => {
                let told = Mutex::new(Vec::new());
                task(&|message| told.lock().unwrap_or_else(PoisonError::into_inner).push(message));
                let told = told.into_inner().unwrap_or_else(PoisonError::into_inner);
                left.extend(told.into_iter().flat_map(|message| update(app, message)));
            }
            Work::Outside(_) | Work::Terminal(_) => {}
            Work::Quit => return true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        app::{Opening, Place},
        look::Theme,
        model::Evidence,
    };

    fn evidence() -> Evidence {
        let text = "format = 1\n[scenario]\nid = \"s\"\ntitle = \"S\"\n[[event]]\ndate = 2024-01-01\n\
                    kind = \"k\"\nwhat = \"w\"\nsource = \"desk\"\nevidence = { file = \"a.toml\", \
                    sha256 = \"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\", \
                    kind = \"document\" }\n";
        let scenario = crate::format::load(text.as_bytes(), "s").scenario.unwrap();
        scenario.records()[0].own().evidence()[0].clone()
    }

    #[test]
    fn nothing_outside_is_touched_without_a_screen() {
        let folder = tempfile::tempdir().unwrap();
        let (page, scenario) = (folder.path().join("page.md"), folder.path().join("a.toml"));
        let place = Place::File(scenario.clone());
        let mut app = App::new(vec![place], (80, 24), Theme::Terminal, Opening::default());
        let effects = vec![
            Effect::WriteReport { path: page, text: "a page".into() },
            Effect::Follow(vec![scenario.clone()]),
            Effect::Edit { path: scenario.clone(), line: 1 },
            Effect::OpenEvidence { place: Place::File(scenario), file: Box::new(evidence()) },
            Effect::Suspend,
        ];
        assert!(!settle(&mut app, effects));
        assert_eq!(folder.path().read_dir().unwrap().count(), 0);
        assert!(settle(&mut app, vec![Effect::Quit, Effect::Discard]));
    }
}
