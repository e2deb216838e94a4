//! 8 February 2021 in Karabakh: a bulletin of the Russian peacekeepers, typed once and borne by all
//! that it tells.

use super::{Act, WorkingDay};

pub(super) const DAY: WorkingDay = WorkingDay {
    name: "A bulletin of the peacekeepers",
    file: include_str!("../../data/days/karabakh.toml"),
    today: "2021-02-09",
    acts: &[
        Act {
            does: "the bulletin",
            keys: "ibulletin id rpk-8feb source first-news citing mod-russia published 8 feb covers 8 feb area nagorno-karabakh looked_for attack url <Paste><Enter>",
            pastes: "https://1lurer.am/en/2021/02/08/Արցախում-2020-թ-նոյեմբերի-23-ից-չպայթած-զինամթերքից-մաքրվել-է-1191-3-հա-տարածք/410333",
            count: 133,
            writes: r#"[[bulletin]]
id = "rpk-8feb"
source = "first-news"
citing = "mod-russia"
published = 2021-02-08
url = "https://1lurer.am/en/2021/02/08/Արցախում-2020-թ-նոյեմբերի-23-ից-չպայթած-զինամթերքից-մաքրվել-է-1191-3-հա-տարածք/410333"
covers = 2021-02-08
area = "nagorno-karabakh"
looked_for = ["attack"]"#,
        },
        Act {
            does: "the ceasefire is observed",
            keys: "iholding trilateral since 8 feb words \"observed along the entire line of contact\"<Enter>",
            pastes: "",
            count: 82,
            writes: r#"[[status]]
id = "status-2021-02-08-trilateral"
of = "trilateral"
is = "holding"
since = 2021-02-08
bulletin = "rpk-8feb"
words = "observed along the entire line of contact""#,
        },
        Act {
            does: "observation posts",
            keys: "itally 8 feb of observation posts counting other by russia count 27<Enter>",
            pastes: "",
            count: 68,
            writes: r#"[[tally]]
id = "tally-2021-02-08"
date = 2021-02-08
of = "observation posts"
counting = "other"
by = "russia"
count = 27
bulletin = "rpk-8feb""#,
        },
        Act {
            does: "pilgrims escorted",
            keys: "iescort 8 feb completed by russia from stepanakert to dadivank words \"28 pilgrims\"<Enter>",
            pastes: "",
            count: 83,
            writes: r#"[[patrol]]
id = "patrol-2021-02-08-dadivank"
date = 2021-02-08
kind = "escort"
by = ["russia"]
from = "stepanakert"
to = "dadivank"
outcome = "completed"
bulletin = "rpk-8feb"
words = "28 pilgrims""#,
        },
        Act {
            does: "people back that day",
            keys: "ireturning 41 8 feb nagorno-karabakh of people brought back from Armenia under escort<Enter>",
            pastes: "",
            count: 86,
            writes: r#"[[displacement]]
id = "displacement-2021-02-08-nagorno-karabakh"
date = 2021-02-08
measure = "returning"
count = 41
place = "nagorno-karabakh"
of = "people brought back from Armenia under escort"
bulletin = "rpk-8feb""#,
        },
        Act {
            does: "people back so far",
            keys: "ireturned 52,351 8 feb nagorno-karabakh since 14 nov 2020<Enter>",
            pastes: "",
            count: 58,
            writes: r#"[[displacement]]
id = "displacement-2021-02-08-nagorno-karabakh-2"
date = 2021-02-08
measure = "returned"
count = "52,351"
since = 2020-11-14
place = "nagorno-karabakh"
bulletin = "rpk-8feb""#,
        },
        Act {
            does: "items made harmless so far",
            keys: "itally 8 feb of explosive items made harmless by russia running 24,181 since 23 nov 2020<Enter>",
            pastes: "",
            count: 89,
            writes: r#"[[tally]]
id = "tally-2021-02-08-2"
date = 2021-02-08
of = "explosive items made harmless"
by = "russia"
running = "24,181"
since = 2020-11-23
bulletin = "rpk-8feb""#,
        },
        Act {
            does: "ground cleared so far",
            keys: "itally 8 feb of ground cleared unit hectares by russia running 1191.3 since 23 nov 2020<Enter>",
            pastes: "",
            count: 88,
            writes: r#"[[tally]]
id = "tally-2021-02-08-3"
date = 2021-02-08
of = "ground cleared"
by = "russia"
unit = "hectares"
running = 1191.3
since = 2020-11-23
bulletin = "rpk-8feb""#,
        },
    ],
};
