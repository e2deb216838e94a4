//! The table `[scenario]`.

use toml::de::DeTable;

use super::{ReadAs, Reader};
use crate::{
    format::{days, suggest, tables::TableForm, values::span_of},
    model::{Clean, ClosedWord, FrontPanel, Header, Id, Key, Span, Table, Value},
};

impl Reader<'_> {
    /// The `[scenario]` table. The board opens even when it is faulty: the file's name stands in.
    pub(super) fn header(&mut self, table: &DeTable, span: Span, stem: &str) -> Header {
        let form = TableForm::of(Table::Scenario);
        let (word, _) = self.word(form.fields(), ReadAs::of(Table::Scenario), table, span);
        let get = |key| word.get(key);
        let text = |key| get(key).and_then(Value::as_text).cloned();
        let fallback =
            || Id::from_words(stem).or_else(|| Id::new("scenario")).unwrap_or_else(Id::desk);
        let timezone = text(Key::Timezone).unwrap_or_else(|| "UTC".into());
        match timezone.parse() {
            Ok(zone) => self.reading.calendar.zone = zone,
            Err(_) => {
                let names = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
                let hint = suggest::nearest(&timezone, names)
                    .map(|near| Clean::from(format!("did you mean `{near}`?")));
                self.bad_header(table, "timezone", format!("`{timezone}` is no time zone"), hint);
            }
        }
        let day_ends = text(Key::DayEnds).unwrap_or_else(|| "24:00".into());
        match days::read_cutoff(&day_ends) {
            Some(minutes) => self.reading.calendar.day_ends = minutes,
            None => self.bad_header(
                table,
                "day_ends",
                format!("`{day_ends}` is no time of day"),
                Some("write \"19:30\", up to \"24:00\"".into()),
            ),
        }
        Header {
            id: get(Key::Id).and_then(Value::as_id).cloned().unwrap_or_else(fallback),
            title: text(Key::Title).unwrap_or_else(|| stem.into()),
            summary: text(Key::Summary),
            timezone,
            day_ends: self.reading.calendar.day_ends,
            open_at: get(Key::OpenAt).and_then(Value::as_when).cloned(),
            until: get(Key::Until).and_then(Value::as_when).cloned(),
            handling: text(Key::Handling),
            issued_by: text(Key::IssuedBy),
            contact: text(Key::Contact),
            panels: self.panels(table, get(Key::Panels)),
        }
    }

    /// Which panels stand on the front: each once, at most four.
    fn panels(&mut self, table: &DeTable, value: Option<&Value>) -> Vec<FrontPanel> {
        let Some(Value::Terms(terms)) = value else { return Vec::new() };
        let mut panels: Vec<FrontPanel> = Vec::new();
        for panel in terms.iter().filter_map(|term| FrontPanel::of(*term)) {
            let panel = panel.by_its_newer_name();
            if panels.contains(&panel) {
                let message = format!("`{}` stands on the front twice", panel.word());
                self.bad_header(table, "panels", message, Some("name each panel once".into()));
            } else if panels.len() == FrontPanel::MOST {
                let message = format!("there is no room for `{}` on the front", panel.word());
                self.bad_header(table, "panels", message, Some("four panels stand there".into()));
            } else {
                panels.push(panel);
            }
        }
        panels
    }

    fn bad_header(&mut self, table: &DeTable, key: &str, message: String, hint: Option<Clean>) {
        let span = table.get(key).map_or(Span::default(), span_of);
        self.reading.error("bad-header", span, message, hint);
    }
}
