//! `settle`: changes of a board that did not come to its end, put into the file or forgotten, as the
//! board asks about them when it opens.

use serde_json::{Map, Value as Json, json};

use super::{
    Outcome,
    arguments::{RowFormat, Settling},
    output::{print, print_json, say},
    writing::{ScenarioFile, unified},
};
use crate::{
    app::{
        JournaledChange, Place, Rejection, SaveRequest, SaveStop, ScenarioIx, Settled, Transaction,
        Unsaved, apply_transaction,
    },
    board::LoadedFile,
    model::{Clean, Reason, Refusal},
    runtime::keeping::Keeping,
};

pub(super) fn settle(settling: &Settling) -> Outcome {
    let file = ScenarioFile::meant(settling.file.clone(), settling.scenario.clone(), "changed")?;
    file.scenario()?;
    let (keeping, place) = (Keeping::of_reader(), Place::File(file.path.clone()));
    let it = ScenarioIx::new(0);
    let (left, remarks) = keeping.left_over(it, &place, file.loaded.digest);
    remarks.iter().for_each(|remark| say(remark));
    if left.is_empty() {
        return tell(&file.name, &[], None, settling.format);
    }
    if settling.discard && !settling.dry_run {
        keeping.forget(it);
        let forgotten: Vec<_> = left.iter().map(|change| (Fate::Discarded, change)).collect();
        return tell(&file.name, &forgotten, None, settling.format);
    }
    let text = file.loaded.bytes.as_deref().unwrap_or_default();
    let read = |text: &[u8]| LoadedFile::read(text, "");
    let recover = Transaction::Recover(left.clone());
    let settled = match settling.keep && !settling.dry_run {
        true => put_back(&file, it, &keeping, &recover)?,
        false => apply_transaction(text, &read, &recover).map_err(|why| refused(&why))?,
    };
    let fits: Vec<bool> = settled.steps.iter().map(Option::is_some).collect();
    if settling.keep && !settling.dry_run {
        let rest = left.iter().zip(&fits).filter(|(_, fits)| !**fits);
        let rest: Vec<_> = rest.map(|(change, _)| change.clone()).collect();
        keeping.keep_only(it, &place, settled.loaded.digest, rest)?;
    }
    let fate = |fits: bool| match (fits, settling.keep) {
        (true, true) => Fate::PutBack,
        (true, false) => Fate::Left,
        (false, _) => Fate::NoLongerFits,
    };
    let fates: Vec<_> = fits.iter().map(|fits| fate(*fits)).zip(&left).collect();
    let now = settled.loaded.bytes.as_deref().unwrap_or_default();
    // What is to be forgotten changes nothing in the file: it is told as what is left.
    let puts_back = settling.dry_run && !settling.discard;
    let diff = puts_back.then(|| unified(&file.name, text, now));
    tell(&file.name, &fates, diff.as_deref(), settling.format)
}

/// Puts back what fits, and saves it: as the board does, so that whatever ends this between costs
/// nothing.
fn put_back(
    file: &ScenarioFile,
    it: ScenarioIx,
    keeping: &Keeping,
    recover: &Transaction,
) -> Result<Settled, Refusal> {
    let (place, base) = (Place::File(file.path.clone()), file.loaded.clone());
    let text = base.bytes.as_deref().unwrap_or_default();
    let settled = keeping.transaction(it, &place, (text, Some(base.digest)), recover);
    let settled = *settled.map_err(|why| refused(&why))?;
    if let Some(unkept) = &settled.unkept {
        say(&unkept.to_string());
    }
    let steps: Vec<_> = settled.steps.iter().flatten().cloned().collect();
    if steps.is_empty() {
        return Ok(settled);
    }
    let (ours, agreed) = (settled.loaded.clone(), Vec::new());
    let request = SaveRequest { scenario: it, place, base, ours, steps, agreed, anew: false };
    let saved = keeping.save_scenario(&request).map_err(|why| unsaved(&file.name, why))?;
    saved.saved.unconfirmed.iter().for_each(|why| say(why));
    Ok(Settled { loaded: saved.loaded, ..settled })
}

fn refused(why: &Rejection) -> Refusal {
    Refusal::hinted(why.message(), why.hint())
}

/// Nothing is lost where nothing was saved: what was to be put back is still kept.
fn unsaved(name: &str, why: Unsaved<Rejection>) -> Refusal {
    match why {
        Unsaved::Stopped(SaveStop::Asks(loss)) => {
            Refusal::new(format!("{name}: {loss}; nothing was written"), "the board asks about it")
        }
        Unsaved::Conflict(Rejection::Clashes(_)) => Refusal::new(
            format!("{name} was changed meanwhile, in the same records; nothing was written"),
            "what was left is still kept: once more, or on the board",
        ),
        Unsaved::Conflict(why) => refused(&why),
        Unsaved::Stopped(stop) => Refusal::hinted(stop.message(), stop.hint()),
    }
}

/// What became of a change, or would.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It would fit, and stays where it is kept.
    Left,
    PutBack,
    /// What it changed stands no more as it stood then: it stays where it is kept.
    NoLongerFits,
    Discarded,
}

impl Fate {
    fn name(self) -> &'static str {
        match self {
            Fate::Left => "left",
            Fate::PutBack => "put-back",
            Fate::NoLongerFits => "no-longer-fits",
            Fate::Discarded => "discarded",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Fate::Left => "left unsaved",
            Fate::PutBack => "put back",
            Fate::NoLongerFits => "no longer fits",
            Fate::Discarded => "discarded",
        }
    }
}

/// Tells what became of each change; the exit code says whether something is still left.
fn tell(
    file: &Clean,
    fates: &[(Fate, &JournaledChange)],
    diff: Option<&str>,
    format: RowFormat,
) -> Outcome {
    let is_left = |(fate, _): &(Fate, _)| matches!(fate, Fate::Left | Fate::NoLongerFits);
    let code = i32::from(fates.iter().any(is_left));
    match (format, diff) {
        (RowFormat::Json, _) => {
            let rows = fates.iter().map(|(fate, change)| fate_json(file, *fate, change, diff));
            print_json(&rows.collect(), code)
        }
        (RowFormat::Text, Some(diff)) => print(diff, code),
        (RowFormat::Text, None) if fates.is_empty() => {
            print(&format!("nothing was left unsaved of {file}\n"), code)
        }
        (RowFormat::Text, None) => {
            let line = |(fate, change): &(Fate, &JournaledChange)| {
                format!("{}: {} ({file})\n", fate.words(), Clean::from(change.name.as_str()))
            };
            print(&fates.iter().map(line).collect::<String>(), code)
        }
    }
}

fn fate_json(file: &str, fate: Fate, change: &JournaledChange, diff: Option<&str>) -> Json {
    let mut row = Map::new();
    row.insert("did".into(), json!(fate.name()));
    row.insert("change".into(), json!(change.name));
    row.insert("file".into(), json!(file));
    row.extend(diff.map(|diff| ("diff".into(), json!(diff))));
    Json::Object(row)
}
