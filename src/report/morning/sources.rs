//! The sources at the foot of a sheet: each voice once, with its numbers, its grade and the days of
//! its words. Grades stand nowhere else on a sheet.

use super::{
    Morning,
    cited_text::CitedWord,
    naming::{clause_of, day, short_name},
    section::brief,
};
use crate::{
    board::Board,
    model::{Grade, Key},
    report::{feed_terms, sheet::ReportPage},
};

/// Columns of how a dataset wants to be cited.
const CITE: usize = 280;
/// Columns of a source's name.
const NAME: usize = 56;

/// Words of one voice, by one way.
struct SourceEntry {
    name: String,
    grades: Vec<SourceGrade>,
}

/// Those of one grade.
struct SourceGrade {
    grade: String,
    numbers: Vec<usize>,
    days: Vec<String>,
}

/// What the page has cited so far, as one paragraph, and what its marks mean.
pub(super) fn sources(board: &Board, page: &mut ReportPage, appendix: &str) {
    let cited = page.cited().to_vec();
    page.gap();
    let entries = entries(board, &cited);
    let grades = || entries.iter().flat_map(|entry| &entry.grades);
    let mut told: Vec<String> = entries.iter().map(SourceEntry::text).collect();
    if grades().any(|of| !of.grade.is_empty()) {
        told.push("Grades: A–F source, 1–6 word.".into());
    }
    if grades().any(|of| of.days.iter().any(|day| day.starts_with('~'))) {
        told.push("~ assumed day.".into());
    }
    for (_, terms, _) in feed_terms(board) {
        told.push(format!("{} ({}).", clause_of(&terms.cite, CITE), terms.licence));
    }
    told.push(appendix.to_owned());
    brief(page, "Sources", &told.join(" "));
}

/// What a page of HTML has cited, each word with its number, its grade and its address; with an
/// appendix it lists them. Below them what grades are, and whose rows were counted.
pub(super) fn listed(board: &Board, page: &mut ReportPage, page_of: &Morning) {
    page.heading("Sources");
    if page_of.appendix {
        page.paragraph("Every word that is cited is told at the end of the appendix.");
    } else {
        page.citations(&page_of.place.name());
    }
    let mut told = vec!["Grades: A–F source, 1–6 word.".to_owned()];
    for (_, terms, _) in feed_terms(board) {
        told.push(format!("{} ({}).", clause_of(&terms.cite, CITE), terms.licence));
    }
    page.paragraph(&told.join(" "));
}

fn entries(board: &Board, cited: &[CitedWord]) -> Vec<SourceEntry> {
    let mut entries: Vec<SourceEntry> = Vec::new();
    for (at, (n, word)) in cited.iter().enumerate() {
        let word = &board.record(*n).words[*word];
        let voice = word.voice().map_or("the file itself", |voice| match voice.is_desk() {
            true => "the desk",
            false => board.voice_name(voice),
        });
        let via = word.get(Key::Citing).and(word.source());
        let via =
            via.map(|via| format!(", on the page of {}", short_name(board.voice_name(via), NAME)));
        // What stands in brackets tells a name from no other of the file.
        let voice = voice.split(" (").next().unwrap_or(voice);
        let name = format!("{}{}", short_name(voice, NAME), via.unwrap_or_default());
        let grade = graded(board.grade(word));
        let day = word.known().map(|known| {
            format!("{}{}", if known.assumed { "~" } else { "" }, day(known.day, board.clock.as_of))
        });
        let at_name = entries.iter().position(|entry| entry.name == name).unwrap_or_else(|| {
            entries.push(SourceEntry { name, grades: Vec::new() });
            entries.len() - 1
        });
        let grades = &mut entries[at_name].grades;
        let at_grade = grades.iter().position(|of| of.grade == grade).unwrap_or_else(|| {
            grades.push(SourceGrade { grade, numbers: Vec::new(), days: Vec::new() });
            grades.len() - 1
        });
        let of_grade = &mut grades[at_grade];
        of_grade.numbers.push(at + 1);
        of_grade.days.extend(day.filter(|day| !of_grade.days.contains(day)));
    }
    entries
}

impl SourceEntry {
    /// `[5] [6] Turkish Ministry of National Defence, B, ~22 Jul, ~12 Aug; [7] B2, ~14 Jul.`
    fn text(&self) -> String {
        let of_grade = |(nth, of): (usize, &SourceGrade)| {
            let numbers: Vec<String> = of.numbers.iter().map(|n| format!("[{n}]")).collect();
            let name = (nth == 0).then(|| self.name.clone());
            let grade = Some(of.grade.clone()).filter(|grade| !grade.is_empty());
            let parts = name.into_iter().chain(grade).chain(of.days.iter().cloned());
            format!("{} {}", numbers.join(" "), parts.collect::<Vec<_>>().join(", "))
        };
        let told: Vec<String> = self.grades.iter().enumerate().map(of_grade).collect();
        format!("{}.", told.join("; "))
    }
}

/// `B`, `B2`; nothing of what nobody grades.
fn graded(grade: Grade) -> String {
    match grade {
        Grade { reliability: None, credibility: None } => String::new(),
        Grade { reliability: Some(_), credibility: None } => {
            grade.to_string().trim_end_matches('–').to_owned()
        }
        _ => grade.to_string(),
    }
}
