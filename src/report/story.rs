//! A story on a page: each step with what it tells, and in HTML with its picture.

use super::{
    html::{self, HtmlPicture},
    sheet::{PageFormat, ReportPage},
};
use crate::{
    app::ToldStep, board::Board, look::counted, model::Clean, panel::feed_json::feed_terms,
};

/// A step of a story, as it stands on its page.
pub struct StoryStep {
    /// What stands above its paragraphs.
    pub title: String,
    /// Its paragraphs, each one line.
    pub paragraphs: Vec<Clean>,
    /// What of its view does not hold any more, in sentences.
    pub remarks: Vec<String>,
    /// What its view shows, in a few words.
    pub view: String,
    /// The view itself.
    pub picture: Option<HtmlPicture>,
}

impl StoryStep {
    /// The step that is told on a board, with its picture.
    pub fn of(told: &ToldStep, picture: Option<HtmlPicture>) -> StoryStep {
        StoryStep {
            title: told.title.to_owned(),
            paragraphs: told.paragraphs.clone(),
            remarks: told.remarks.clone(),
            view: told.view.clone(),
            picture,
        }
    }
}

/// The page of a story of this title. It bears the strictest mark of all that the board shows.
pub fn story_page(board: &Board, title: &str, steps: &[StoryStep], format: PageFormat) -> String {
    let header = &board.scenario().header;
    let handling = board.handling();
    let mut page = ReportPage::new(board, format);
    page.top(title);
    page.gap();
    let views = counted(steps.len(), "view");
    page.paragraph(&format!("A story of {}, in {views}.", header.title));
    if format != PageFormat::Html {
        handling.iter().for_each(|mark| page.paragraph(&format!("Handling: {mark}.")));
    }
    for (n, step) in steps.iter().enumerate() {
        page.heading(&format!("{} of {}: {}", n + 1, steps.len(), step.title));
        for paragraph in &step.paragraphs {
            page.gap();
            page.paragraph(paragraph);
        }
        for remark in &step.remarks {
            page.gap();
            page.paragraph(&format!("The view does not hold any more: {remark}."));
        }
        page.gap();
        match (&step.picture, format) {
            (Some(picture), PageFormat::Html) => {
                page.put_html(&html::figures(std::slice::from_ref(picture)));
            }
            _ => page.paragraph(&format!("On the board: {}.", step.view)),
        }
    }
    let terms = feed_terms(board);
    let told: Vec<String> = terms
        .into_iter()
        .map(|(_, terms, _)| format!("{} ({}).", terms.cite.trim_end_matches('.'), terms.licence))
        .collect();
    if !told.is_empty() {
        page.heading("Data");
        page.paragraph(&told.join(" "));
    }
    let body = page.finish();
    match format {
        PageFormat::Html => html::document(title, &body, handling.as_deref()),
        PageFormat::Markdown | PageFormat::Text => body,
    }
}
