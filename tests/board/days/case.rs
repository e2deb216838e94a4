//! 9 October 2021 near Martakert: a shooting, from the allegation to whom it is laid at the door of.

use super::{Act, WorkingDay};

pub(super) const DAY: WorkingDay = WorkingDay {
    name: "A case, from allegation to attribution",
    file: include_str!("../../data/days/case.toml"),
    today: "2021-10-11",
    acts: &[
        Act {
            does: "the report",
            keys: "ibulletin id oc-11oct source oc-media published 11 oct url <Paste><Enter>",
            pastes: "https://oc-media.org/nagorno-karabakh-civilian-shot-dead-in-apparent-ceasefire-violation/",
            count: 61,
            writes: r#"[[bulletin]]
id = "oc-11oct"
source = "oc-media"
published = 2021-10-11
url = "https://oc-media.org/nagorno-karabakh-civilian-shot-dead-in-apparent-ceasefire-violation/""#,
        },
        Act {
            does: "the shooting",
            keys: "isniping 9 oct martakert id farm by azerbaijan killed civilians=1 citing artsakh-interior<Enter>",
            pastes: "",
            count: 90,
            writes: r#"[[attack]]
id = "farm"
date = 2021-10-09
kind = "sniping"
by = ["azerbaijan"]
place = "martakert"
killed = { civilians = 1 }
bulletin = "oc-11oct"
citing = "artsakh-interior""#,
        },
        Act {
            does: "the clause that it would break",
            keys: "e<C-f>clause<Enter>cessation<C-s>",
            pastes: "",
            count: 19,
            writes: r#"clause = "cessation""#,
        },
        Act {
            does: "it is alleged",
            keys: "ialleged farm since 9 oct citing artsakh-interior<Enter>",
            pastes: "",
            count: 50,
            writes: r#"[[status]]
id = "status-2021-10-09-farm"
of = "farm"
is = "alleged"
since = 2021-10-09
bulletin = "oc-11oct"
citing = "artsakh-interior""#,
        },
        Act {
            does: "it is denied",
            keys: "istatement 11 oct az-ministry for azerbaijan reply about farm says \"The reports of the shooting are untrue.\" citing mod-azerbaijan<Enter>",
            pastes: "",
            count: 131,
            writes: r#"[[statement]]
id = "statement-2021-10-11"
date = 2021-10-11
speaker = "az-ministry"
for = "azerbaijan"
kind = "reply"
about = ["farm"]
says = "The reports of the shooting are untrue."
bulletin = "oc-11oct"
citing = "mod-azerbaijan""#,
        },
        Act {
            does: "that is the answer",
            keys: "ianswered farm since 11 oct citing mod-azerbaijan words \"untrue\"<Enter>",
            pastes: "",
            count: 65,
            writes: r#"[[status]]
id = "status-2021-10-11-farm"
of = "farm"
is = "answered"
since = 2021-10-11
bulletin = "oc-11oct"
citing = "mod-azerbaijan"
words = "untrue""#,
        },
        Act { does: "the report is left", keys: "B<C-u><Enter>", pastes: "", count: 3, writes: "" },
        Act {
            does: "the peacekeepers inquire",
            keys: "iunder investigation farm since 10 oct src jpost citing mod-russia words \"an inquiry with both sides\" url <Paste><Enter>",
            pastes: "https://www.jpost.com/breaking-news/azerbaijan-dm-denies-reports-soldier-killed-civilian-in-nagorno-karabakh-681570",
            count: 108,
            writes: r#"[[status]]
id = "status-2021-10-10-farm"
of = "farm"
is = "under-investigation"
since = 2021-10-10
source = "jpost"
citing = "mod-russia"
published = 2021-10-11
url = "https://www.jpost.com/breaking-news/azerbaijan-dm-denies-reports-soldier-killed-civilian-in-nagorno-karabakh-681570"
words = "an inquiry with both sides""#,
        },
        Act {
            does: "and lay it to one side",
            keys: "iattributed farm to azerbaijan since 10 oct src jpost citing mod-russia words \"fire from the Azerbaijani side\" url <Paste><Enter>",
            pastes: "https://www.jpost.com/breaking-news/azerbaijan-dm-denies-reports-soldier-killed-civilian-in-nagorno-karabakh-681570",
            count: 117,
            writes: r#"[[status]]
id = "status-2021-10-10-farm-2"
of = "farm"
is = "attributed"
since = 2021-10-10
to = ["azerbaijan"]
source = "jpost"
citing = "mod-russia"
published = 2021-10-11
url = "https://www.jpost.com/breaking-news/azerbaijan-dm-denies-reports-soldier-killed-civilian-in-nagorno-karabakh-681570"
words = "fire from the Azerbaijani side""#,
        },
    ],
};
