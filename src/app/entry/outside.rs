//! A record that somebody else changes while a form lies over it: told at once, and what is typed
//! stays.

use super::{Form, Writes};
use crate::{
    app::{App, Overlay},
    format::edit::Target,
    model::{Clean, Record},
};

/// Tells a form that its record says something else now than when it was opened.
pub fn tell_of_change(app: &mut App) {
    let Some(why) = change(app) else { return };
    if let Some(Overlay::Form(form)) = &mut app.overlay {
        form.refused = Some(why);
    }
}

fn change(app: &App) -> Option<Clean> {
    let Some(Overlay::Form(form)) = &app.overlay else { return None };
    let target = record_of(form)?;
    let basis = app.opened.as_ref()?.index.as_ref()?;
    let now = app.open_scenario()?.index()?;
    let was = target.find(&basis.scenario)?;
    let Some(is) = target.find(&now.scenario) else {
        let called = app.called(target);
        return Some(format!("removed outside; what is typed stays: {called}").into());
    };
    let keys = changed_keys(was, is);
    (!keys.is_empty()).then(|| {
        let (keys, called) = (keys.join(", "), app.called(target));
        format!("changed outside ({keys}); what is typed stays: {called}").into()
    })
}

fn record_of(form: &Form) -> Option<&Target> {
    match &form.writes {
        Writes::Record { .. } => None,
        Writes::Account(target) | Writes::Word(target, _) => Some(target),
    }
}

/// The names of the keys that differ in any word, each once.
fn changed_keys(was: &Record, is: &Record) -> Vec<&'static str> {
    let mut keys = Vec::new();
    let pairs = was.words.iter().zip(&is.words);
    let entries = pairs.flat_map(|(was, is)| {
        let all = was.entries.iter().chain(&is.entries).map(|entry| entry.key);
        all.filter(move |key| was.get(*key) != is.get(*key))
    });
    entries.map(|key| key.name()).for_each(|name| {
        if !keys.contains(&name) {
            keys.push(name);
        }
    });
    if was.words.len() != is.words.len() {
        keys.push("accounts");
    }
    keys
}
