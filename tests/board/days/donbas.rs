//! 21 April 2021 in the Donbas: the daily report of the OSCE mission, with weapons that stand where
//! none may, and a mission that cannot move.

use super::{Act, WorkingDay};

pub(super) const DAY: WorkingDay = WorkingDay {
    name: "A daily report of the OSCE",
    file: include_str!("../../data/days/donbas.toml"),
    today: "2021-04-21",
    acts: &[
        Act {
            does: "the report",
            keys: "ibulletin id smm-91 source osce-smm published 21 apr ref 91/2021 covers 20 apr looked_for attack,weapon,restriction url <Paste><Enter>",
            pastes: "https://reliefweb.int/report/ukraine/osce-special-monitoring-mission-ukraine-smm-daily-report-912021-issued-21-april-2021",
            count: 122,
            writes: r#"[[bulletin]]
id = "smm-91"
source = "osce-smm"
published = 2021-04-21
url = "https://reliefweb.int/report/ukraine/osce-special-monitoring-mission-ukraine-smm-daily-report-912021-issued-21-april-2021"
ref = "91/2021"
covers = 2021-04-20
looked_for = ["attack", "weapon", "restriction"]"#,
        },
        Act {
            does: "violations of the day",
            keys: "itally 20 apr of ceasefire violations counting violations by smm count 282 by_place donetsk=279 luhansk=3<Enter>",
            pastes: "",
            count: 106,
            writes: r#"[[tally]]
id = "tally-2021-04-20"
date = 2021-04-20
of = "ceasefire violations"
counting = "violations"
by = "smm"
count = 282
by_place = { donetsk = 279, luhansk = 3 }
bulletin = "smm-91""#,
        },
        Act {
            does: "violations of the day before",
            keys: "itally 19 apr of ceasefire violations counting violations by smm count 165 by_place donetsk=138 luhansk=27<Enter>",
            pastes: "",
            count: 107,
            writes: r#"[[tally]]
id = "tally-2021-04-19"
date = 2021-04-19
of = "ceasefire violations"
counting = "violations"
by = "smm"
count = 165
by_place = { donetsk = 138, luhansk = 27 }
bulletin = "smm-91""#,
        },
        Act {
            does: "rocket launchers near Kaiutyne",
            keys: "iweapon in violation 20 apr kaiutyne count 6 what multiple launch rocket systems basis uav clause withdrawal-lines<Enter>",
            pastes: "",
            count: 115,
            writes: r#"[[weapon]]
id = "weapon-2021-04-20-kaiutyne"
date = 2021-04-20
what = "multiple launch rocket systems"
count = 6
status = "in-violation"
place = "kaiutyne"
clause = "withdrawal-lines"
bulletin = "smm-91"
basis = "uav""#,
        },
        Act {
            does: "rocket launchers near Chornukhyne",
            keys: "iweapon in violation 20 apr chornukhyne count 6 what multiple launch rocket systems basis uav clause withdrawal-lines<Enter>",
            pastes: "",
            count: 118,
            writes: r#"[[weapon]]
id = "weapon-2021-04-20-chornukhyne"
date = 2021-04-20
what = "multiple launch rocket systems"
count = 6
status = "in-violation"
place = "chornukhyne"
clause = "withdrawal-lines"
bulletin = "smm-91"
basis = "uav""#,
        },
        Act {
            does: "a crossing that is barred",
            keys: "iimpeded 20 apr voznesenivka on smm clause free-movement<Enter>",
            pastes: "",
            count: 57,
            writes: r#"[[restriction]]
id = "restriction-2021-04-20-voznesenivka"
date = 2021-04-20
kind = "impeded"
on = ["smm"]
place = "voznesenivka"
clause = "free-movement"
bulletin = "smm-91""#,
        },
        Act {
            does: "aircraft that lose their way",
            keys: "ijamming 20 apr on smm words \"multiple instances of GPS interference\"<Enter>",
            pastes: "",
            count: 70,
            writes: r#"[[attack]]
id = "attack-2021-04-20"
date = 2021-04-20
kind = "jamming"
on = ["smm"]
bulletin = "smm-91"
words = "multiple instances of GPS interference""#,
        },
        Act {
            does: "people seen by night, in one area",
            keys: "ievent 20 apr kind presence zone zolote basis uav what \"People seen inside by night.\"<Enter>",
            pastes: "",
            count: 86,
            writes: r#"[[event]]
id = "event-2021-04-20"
date = 2021-04-20
kind = "presence"
what = "People seen inside by night."
zone = "zolote"
bulletin = "smm-91"
basis = "uav""#,
        },
        Act {
            does: "and in the other",
            keys: "ievent 20 apr kind presence zone petrivske basis uav what \"People seen inside by night.\"<Enter>",
            pastes: "",
            count: 89,
            writes: r#"[[event]]
id = "event-2021-04-20-2"
date = 2021-04-20
kind = "presence"
what = "People seen inside by night."
zone = "petrivske"
bulletin = "smm-91"
basis = "uav""#,
        },
    ],
};
