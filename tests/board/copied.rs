//! What is copied from the board stands alone: who says it, how sure, when, where, how it is handled.

use sitboard::{
    app::{App, CopyForm, CopyRequest},
    look::Theme,
    report::copied,
};

use super::common::board;

const MARKED: &str = r#"
format = 1
[scenario]
id = "m4"
title = "M4"
handling = "TLP:AMBER"
[[source]]
id = "mod"
name = "Ministry of Defence"
kind = "party"
reliability = "B"
[[patrol]]
id = "first"
date = 2020-03-15
outcome = "completed"
source = "mod"
published = 2020-03-16
url = "https://example.org/one"
private = true
[[patrol]]
id = "second"
date = 2020-03-23
outcome = "cut-short"
source = "mod"
published = 2020-03-23
"#;

fn copy(app: &App, form: CopyForm) -> (String, String) {
    copied(&request(app, form), 10_000).unwrap()
}

fn request(app: &App, form: CopyForm) -> CopyRequest {
    let (shown, place) = (app.shown().unwrap().clone(), app.open_scenario().unwrap().place.clone());
    CopyRequest { form, shown, place, panel: app.focus, subject: app.selected_subject(app.focus) }
}

#[test]
fn a_citation_has_voice_grade_day_address_and_handling() {
    let app = board(MARKED, (120, 40), Theme::Roles, "1G");
    let (text, what) = copy(&app, CopyForm::Citation);
    for part in ["Ministry of Defence", "grade B", "known on 2020-03-16", "https://example.org/one"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(text.contains("(m4/first, as of 2020-03-23, "), "{text}");
    assert!(text.ends_with("\nHandling: TLP:AMBER; private, does not leave the desk\n"), "{text}");
    assert!(what.starts_with("the citation of "), "{what}");
    assert_eq!(copy(&app, CopyForm::Id).0, "first");
}

#[test]
fn rows_and_tables_say_how_they_are_handled_and_the_view_says_its_command() {
    let app = board(MARKED, (120, 40), Theme::Roles, "1g");
    let (row, _) = copy(&app, CopyForm::Row);
    assert!(row.contains("cut short") && row.ends_with("\nHandling: TLP:AMBER\n"), "{row}");
    let (csv, what) = copy(&app, CopyForm::Csv);
    assert!(csv.starts_with("date,") && csv.contains("cut short"), "{csv}");
    assert_eq!(what, "2 rows as CSV");
    let (markdown, _) = copy(&app, CopyForm::Markdown);
    assert!(markdown.starts_with("| date | ") && markdown.contains("\n| --- |"), "{markdown}");
    let (view, _) = copy(&app, CopyForm::View);
    assert_eq!(view, "sitboard show patrols - --as-of 2020-03-23\n");
    let why = copied(&request(&app, CopyForm::Csv), 10).unwrap_err();
    assert!(why.message.contains("can be copied"), "{why}");
}
