//! The front: which four panels stand together on a board. A scenario chooses them, and its reader
//! may choose otherwise.

use super::{Panel, Placement};
use crate::{
    command::Command,
    model::{FrontPanel, Header},
};

/// The panels of the front, slot by slot; each stands there once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Front([Panel; FrontPanel::MOST]);

impl Default for Front {
    /// The panels that declare that they stand there.
    fn default() -> Front {
        let mut front = Panel::ALL.into_iter().filter(|panel| panel.is_on_default_front());
        Front([(); FrontPanel::MOST].map(|()| front.next().unwrap_or_default()))
    }
}

impl Front {
    /// The front of a scenario: the panels that it names, and behind them those of the default that
    /// it leaves room for.
    pub fn of(header: &Header) -> Front {
        let named = header.panels.iter().map(|word| Panel::of_word(*word));
        Front::filled(named)
    }

    /// The front that begins with these panels; what may not stand there, or stands there already,
    /// is left out.
    fn filled(panels: impl Iterator<Item = Panel>) -> Front {
        let mut slots: Vec<Panel> = Vec::new();
        let may = panels.filter(|panel| panel.may_stand_in_front());
        for panel in may.chain(Front::default().0) {
            if !slots.contains(&panel) && slots.len() < FrontPanel::MOST {
                slots.push(panel);
            }
        }
        let mut slots = slots.into_iter();
        Front([(); FrontPanel::MOST].map(|()| slots.next().unwrap_or_default()))
    }

    /// The front of these names of panels; `None` where they are not four panels that may stand
    /// there, each once.
    pub fn from_names<'n>(names: impl Iterator<Item = &'n str>) -> Option<Front> {
        let panels: Vec<Panel> = names.map(Panel::from_name).collect::<Option<_>>()?;
        let front = Front::filled(panels.iter().copied());
        (front.0[..] == panels[..]).then_some(front)
    }

    /// The panels, slot by slot.
    pub fn panels(&self) -> [Panel; FrontPanel::MOST] {
        self.0
    }

    /// The slot in which a panel stands, from 0.
    pub fn slot(&self, panel: Panel) -> Option<usize> {
        self.0.into_iter().position(|other| other == panel)
    }

    /// Whether a panel is a page over the whole board: neither on the front nor in the strip.
    pub fn is_page(&self, panel: Panel) -> bool {
        panel != Panel::STRIP && self.slot(panel).is_none()
    }

    /// The next panel: around the board, or around the pages.
    pub fn beside(&self, panel: Panel, forward: bool) -> Panel {
        let ring: Vec<Panel> = if self.is_page(panel) {
            Panel::ALL.into_iter().filter(|panel| self.is_page(*panel)).collect()
        } else {
            self.0.into_iter().chain([Panel::STRIP]).collect()
        };
        let at = ring.iter().position(|other| *other == panel).unwrap_or(0);
        ring[(at + if forward { 1 } else { ring.len() - 1 }) % ring.len()]
    }

    /// The command that goes to a panel; its key stands in the title.
    pub fn command(&self, panel: Panel) -> Command {
        self.slot(panel).map_or(Command::GoTo(panel.name()), Command::Slot)
    }

    /// The panel that a command goes to.
    pub fn goal(&self, command: Command) -> Option<Panel> {
        match command {
            Command::Slot(slot) => self.0.get(slot).copied(),
            Command::GoTo(name) => Panel::from_name(name),
            _ => None,
        }
    }

    /// Whether a command is to be named: of the two that go to a panel of the front only one is.
    pub fn names(&self, command: Command) -> bool {
        self.goal(command).is_none_or(|panel| self.command(panel) == command)
    }

    /// The front with a panel in a slot; one that stands in another slot changes places with what
    /// was there.
    pub fn with(mut self, panel: Panel, slot: usize) -> Front {
        if let Some(from) = self.slot(panel) {
            self.0.swap(from, slot);
        } else {
            self.0[slot] = panel;
        }
        self
    }
}

impl Panel {
    /// Whether it stands on the front of a scenario that does not choose.
    fn is_on_default_front(self) -> bool {
        self.spec().placement == Placement::Front
    }

    /// Whether it may be chosen for the front.
    pub fn may_stand_in_front(self) -> bool {
        FrontPanel::ALL.iter().any(|word| Panel::of_word(*word) == self)
    }

    /// The panel that a scenario calls by this word.
    fn of_word(word: FrontPanel) -> Panel {
        match word.by_its_newer_name() {
            FrontPanel::Incidents => Panel::Attacks,
            other => Panel::from_name(other.word()).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format;

    fn front(panels: &str) -> Front {
        let text =
            format!("format = 1\n[scenario]\nid = \"s\"\ntitle = \"S\"\npanels = {panels}\n");
        let loaded = format::load(text.as_bytes(), "s");
        assert_eq!(loaded.problems, []);
        Front::of(&loaded.scenario.expect("it has a [scenario]").header)
    }

    #[test]
    fn a_scenario_chooses_and_what_it_leaves_open_is_the_boards() {
        let [patrols, attacks, displacement, actors] = Front::default().panels();
        assert_eq!(front("[]"), Front::default());
        assert_eq!(
            front("[\"incidents\", \"statements\"]").panels(),
            [attacks, Panel::Statements, patrols, displacement]
        );
        assert_eq!(
            front("[\"actors\", \"events\", \"attacks\", \"displacement\"]").panels(),
            [actors, Panel::Events, attacks, displacement]
        );
    }

    #[test]
    fn a_word_of_the_format_is_the_name_of_a_panel() {
        for word in FrontPanel::ALL.iter().map(|word| word.by_its_newer_name()) {
            let panel = Panel::of_word(word);
            assert!(panel.name() == word.word() || panel == Panel::Attacks, "{word:?}");
            assert!(panel != Panel::STRIP && panel.may_stand_in_front());
        }
    }

    #[test]
    fn keys_follow_the_place_and_every_panel_is_reached_once() {
        let front = Front::default().with(Panel::Events, 2);
        assert_eq!(front.goal(Command::Slot(2)), Some(Panel::Events));
        assert_eq!(front.command(Panel::Events), Command::Slot(2));
        assert_eq!(front.command(Panel::Displacement), Command::GoTo("displacement"));
        assert!(front.is_page(Panel::Displacement) && !front.is_page(Panel::Events));
        for panel in Panel::ALL {
            assert_eq!(front.goal(front.command(panel)), Some(panel));
            assert_eq!(front.beside(front.beside(panel, true), false), panel);
        }
        let swapped = front.with(Panel::Events, 0);
        assert_eq!((swapped.slot(Panel::Events), swapped.slot(Panel::Patrols)), (Some(0), Some(2)));
    }

    #[test]
    fn names_that_are_no_front_are_none() {
        let names = |names: [&str; 4]| Front::from_names(names.into_iter());
        assert_eq!(names(["patrols", "attacks", "displacement", "actors"]), Some(Front::default()));
        assert_eq!(names(["patrols", "patrols", "displacement", "actors"]), None);
        assert_eq!(names(["patrols", "map", "displacement", "actors"]), None);
        assert_eq!(names(["patrols", "nothing", "displacement", "actors"]), None);
        assert_eq!(Front::from_names(["patrols"].into_iter()), None);
    }
}
