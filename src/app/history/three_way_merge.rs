//! Our changes on top of what somebody else wrote meanwhile, record by record and key by key. What
//! only one side touched is merged without a question; what both did is contested, and only the
//! reader settles it. Settling is a change of its own that can be undone: ours stands again then,
//! over theirs.

use super::{
    EditStep,
    beside::RecordBeside,
    conflict::{Choice, Choices, Clash, ClashPart, Rejection},
    meaning::meaning,
    replay::Replay,
    text::{broken, read, refusal},
};
use crate::{
    board::LoadedFile,
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
    let none = Choices::new();
    let first = Replay::run(ours, theirs, steps, &none)?;
    let scenario = load(first.ours.as_bytes(), "").scenario.ok_or_else(broken)?;
    let clashes: Vec<Clash> =
        first.records.iter().filter_map(|record| record.clash(&scenario)).collect();
    let mut settled = choices.clone();
    for clash in &clashes {
        let same =
            clash.parts.iter().filter_map(|it| Some((it.part, without_question(clash, it.part)?)));
        settled.extend(same.map(|(part, choice)| ((clash.record.clone(), part), choice)));
    }
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
        return Ok(Merged { text: first.theirs, steps: first.steps, settled: None });
    }
    chosen(ours, theirs, steps, (&clashes, choices, &settled))
}

/// What is merged as it was chosen: first with all of ours, then with what the choices give up.
fn chosen(
    ours: &str,
    theirs: &str,
    steps: &[EditStep],
    (clashes, choices, settled): (&[Clash], &Choices, &Choices),
) -> Result<Merged, Rejection> {
    let mut kept = settled.clone();
    kept.retain(|part, _| !choices.contains_key(part));
    let kept = Replay::run(ours, theirs, steps, &kept)?;
    let merged = Replay::run(ours, theirs, steps, settled)?;
    let known = |n: usize| {
        clashes.iter().any(|clash| clash.parts.iter().any(|it| it.part == ClashPart::Change(n)))
    };
    let lost = [&kept, &merged].into_iter().flat_map(|replay| replay.records.iter());
    if lost.flat_map(RecordBeside::lost).any(|n| !known(n)) {
        let message = "with these choices a change of yours cannot be made";
        return Err(refusal(message, "choose otherwise").into());
    }
    if kept.theirs == merged.theirs {
        return Ok(Merged { text: kept.theirs, steps: kept.steps, settled: None });
    }
    let is_given_up = |clash: &&Clash| {
        let given_up = |part| clash.choice(part, choices).is_some_and(|it| it != Choice::Ours);
        clash.parts.iter().any(|it| given_up(it.part))
    };
    let records: Vec<Target> =
        clashes.iter().filter(is_given_up).map(|clash| clash.record.clone()).collect();
    let names: Vec<&str> = records.iter().map(|record| record.id.as_str()).collect();
    let name = format!("settled: {}", names.join(", "));
    let settled = settling(&name.into(), &kept.theirs, &merged.theirs, records);
    Ok(Merged { text: merged.theirs, steps: kept.steps, settled: Some(settled) })
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
