//! `import`: rows of an event file as records to be edited by hand.

use std::path::Path;

use super::{Outcome, arguments::AsFeed, feed, print, say};
use crate::{
    feed::FeedRows,
    format::read_day,
    model::{Day, Refusal, clean, fold},
    report::{self, Imported},
    runtime::{
        feeds::{self, FeedContents},
        opening::Unopened,
    },
};

/// Which rows are meant.
pub(super) struct Chosen {
    pub since: Option<String>,
    pub until: Option<String>,
    pub text: Option<String>,
    pub most: usize,
}

pub(super) fn import(file: &Path, wanted: &AsFeed, chosen: &Chosen, dry_run: bool) -> Outcome {
    let name = clean(&file.file_name().unwrap_or_default().to_string_lossy());
    let (contents, is_full) = feed::read(file, wanted)?;
    let code = if is_full { 2 } else { 0 };
    let day = |text: &Option<String>| -> Result<Option<(Day, Day)>, Refusal> {
        let read = |text: &String| {
            read_day(text).ok_or_else(|| Refusal::from(format!("`{}` is no day", clean(text))))
        };
        text.as_ref().map(read).transpose()
    };
    let (since, until) = (day(&chosen.since)?, day(&chosen.until)?);
    let text = chosen.text.as_deref().map(fold);
    let is_meant = |row: &usize| {
        let days = contents.rows.span(*row).and_then(|span| span.interval().closed());
        days.is_some_and(|(first, last)| {
            since.is_none_or(|(since, _)| last >= since)
                && until.is_none_or(|(_, until)| first <= until)
        }) && text.as_ref().is_none_or(|text| names(&contents.rows, *row).contains(text))
    };
    let meant: Vec<usize> = (0..contents.rows.len())
        .filter(|row| contents.rows.stands(*row))
        .filter(is_meant)
        .take(chosen.most + 1)
        .collect();
    if meant.len() > chosen.most {
        let hint = "narrow them by --since, --until and --text, or name the rest as a [[feed]]";
        return Err(Refusal::from(format!("more than {} rows are meant: {hint}", chosen.most)));
    }
    let rows = feeds::rows_of(file, &contents, &meant)
        .map_err(|why| Refusal::from(format!("{name}: {why}")))?;
    let left = contents.rows.kept().saturating_sub(rows.len() as u64);
    let imported =
        report::import(&contents.reading, &contents.rows, &rows, &name, left).map_err(|why| {
            Refusal { message: format!("{name} makes no scenario: {}", why.message).into(), ..why }
        })?;
    let told =
        told(file, &contents, &imported).map_err(|why| Refusal::from(format!("{name}: {why}")))?;
    if dry_run {
        return print(&told, code);
    }
    told.lines().for_each(say);
    print(&imported.toml, code)
}

/// What is said of it all, and of each row of which something could not be taken over.
fn told(file: &Path, contents: &FeedContents, imported: &Imported) -> Result<String, Unopened> {
    let rows: Vec<usize> = imported.amiss.iter().map(|(row, _)| *row).collect();
    let lines = feeds::lines_of(file, contents, &rows)?;
    let mut told = imported.report.clone();
    for (line, (_, why)) in lines.iter().zip(&imported.amiss) {
        told += &format!("line {line}: {why}\n");
    }
    Ok(told)
}

/// All names of a row, folded.
fn names(rows: &FeedRows, row: usize) -> String {
    let mut text = String::new();
    let mut add = |name: &str| {
        text.push_str(name);
        text.push('\n');
    };
    rows.sort(row).iter().for_each(|sort| add(&sort.label));
    rows.parties(row)
        .iter()
        .for_each(|parties| [&parties.a, &parties.b].into_iter().for_each(|n| add(n)));
    rows.site(row).iter().for_each(|site| {
        [&site.name, &site.area, &site.country].into_iter().for_each(|name| add(name));
    });
    rows.source(row).iter().for_each(|source| add(source));
    fold(&text)
}
