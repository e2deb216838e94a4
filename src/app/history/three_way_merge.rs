//! Our changes on top of what somebody else wrote meanwhile, record by record and key by key. What
//! only one side touched is merged without a question; what both did is contested, and only the
//! reader settles it. Settling is a change of its own that can be undone: ours stands again then,
//! over theirs.

use std::collections::HashSet;

use super::{
    EditStep,
    beside::RecordBeside,
    conflict::{Choice, Choices, Clash, ClashPart, Rejection},
    meaning::meaning,
    replay::{Replay, Replayed},
    text::{broken, read},
};
use crate::{
    board::{Board, LoadedFile},
    format::{
        edit::{Patch, Target},
        load,
    },
    model::{Clean, Record},
};

/// Our changes in their text.
#[derive(Clone, PartialEq, Debug)]
pub struct Merged {
    /// Their text with our changes made in it.
    pub text: String,
    /// One for each of ours; `None` where theirs says so already or it cannot be made.
    pub steps: Vec<Option<EditStep>>,
    /// What the choices gave up of ours, taken back in one step; `None` where they gave up nothing.
    pub settled: Option<EditStep>,
}

/// Makes `steps`, which led on from `base`, in the text that the file has now.
pub fn over(
    base: &LoadedFile,
    now: &[u8],
    steps: &[EditStep],
    choices: &Choices,
) -> Result<Merged, Rejection> {
    let (ours, theirs) = (read(base.bytes.as_deref().unwrap_or_default())?, read(now)?);
    let mut settled = choices.clone();
    // What leaves no question is settled so, and may bring up what was hidden behind it.
    let (replay, clashes) = loop {
        let replay = Replay::run(ours, theirs, steps, &settled)?;
        let scenario = load(replay.ours.as_bytes(), "").scenario.ok_or_else(broken)?;
        let clashes = replay.records.iter().filter_map(|record| record.clash(&scenario));
        let clashes: Vec<Clash> = clashes.collect();
        let known = settled.len();
        for clash in &clashes {
            let parts = clash.parts.iter().map(|it| it.part);
            let same = parts.filter_map(|part| Some((part, without_question(clash, part)?)));
            for (part, choice) in same {
                settled.entry((clash.record.clone(), part)).or_insert(choice);
            }
        }
        if settled.len() == known {
            break (replay, clashes);
        }
    };
    let is_open = |clash: &Clash| clash.open(&settled).next().is_some();
    if clashes.iter().any(is_open) {
        let mut open: Vec<Clash> = clashes.into_iter().filter(is_open).collect();
        for clash in &mut open {
            let record = clash.record.clone();
            clash.parts.retain(|it| {
                let key = (record.clone(), it.part);
                choices.contains_key(&key) || !settled.contains_key(&key)
            });
        }
        return Err(Rejection::Clashes(open));
    }
    if clashes.is_empty() {
        return Ok(Merged { text: replay.theirs, steps: replay.steps, settled: None });
    }
    let mut kept = settled;
    kept.retain(|part, _| !choices.contains_key(part));
    let kept = Replay::run(ours, theirs, steps, &kept)?;
    Ok(chosen(base, (kept, replay), &clashes, choices))
}

/// Records by what they say in a file; one that it does not have, by its id.
fn names_of(base: &LoadedFile, records: &[Target]) -> Vec<String> {
    let last = base.index.as_ref().and_then(|index| index.scenario.happenings());
    let board = base.index.clone().zip(last).map(|(index, (_, last))| Board::of_words(index, last));
    let name = |target: &Target| {
        let board = board.as_ref()?;
        Some(board.brief(target.find(board.scenario())?))
    };
    records.iter().map(|record| name(record).unwrap_or_else(|| record.id.to_string())).collect()
}

/// What is merged as it was chosen, beside what it would be with all of ours.
fn chosen(
    base: &LoadedFile,
    (kept, merged): (Replayed, Replayed),
    clashes: &[Clash],
    choices: &Choices,
) -> Merged {
    if kept.theirs == merged.theirs {
        return Merged { text: kept.theirs, steps: kept.steps, settled: None };
    }
    let is_given_up = |clash: &&Clash| {
        let given_up = |part| clash.choice(part, choices).is_some_and(|it| it != Choice::Ours);
        clash.parts.iter().any(|it| given_up(it.part))
    };
    let records: Vec<Target> =
        clashes.iter().filter(is_given_up).map(|clash| clash.record.clone()).collect();
    let name = format!("settled: {}", names_of(base, &records).join(", "));
    // The step is of what they are called in the file with all of ours, and with what was chosen.
    let is_it = |record: &&RecordBeside| records.contains(&record.origin);
    let called = kept.records.iter().chain(&merged.records).filter(is_it);
    let mut called: Vec<Target> = called.filter_map(|record| record.theirs_now.clone()).collect();
    let mut known = HashSet::new();
    called.retain(|name| known.insert(name.clone()));
    let settled = settling(&name.into(), &kept.theirs, &merged.theirs, called);
    Merged { text: merged.theirs, steps: kept.steps, settled: Some(settled) }
}

/// The step that leads from the text with all of ours to the one with what was chosen.
fn settling(name: &Clean, before: &str, after: &str, records: Vec<Target>) -> EditStep {
    let patch = Patch::between(before, after, &records);
    let step = EditStep::new(name, before, after, patch);
    match meaning(before, after, records.into_iter()) {
        Some((edits, touched)) => EditStep { edits, touched, ..step },
        None => step,
    }
}

/// What becomes of a part that both changed where no question is left: ours came back to what it
/// was, or says in the end what theirs says.
fn without_question(clash: &Clash, part: ClashPart) -> Option<Choice> {
    let ClashPart::Key(number, key) = part else { return None };
    let said = |record: &Option<Record>, word: Option<usize>| {
        Some(record.as_ref()?.words.get(word?)?.get(key).cloned())
    };
    let words = clash.words[number];
    let (base, ours) = (said(&clash.base, words.base), said(&clash.ours, words.ours));
    if ours.is_none() || ours == base {
        return Some(Choice::Theirs);
    }
    (ours == said(&clash.theirs, words.theirs)).then_some(Choice::Ours)
}
