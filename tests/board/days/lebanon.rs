//! 12 December 2024 in South Lebanon: a patrol of UNIFIL and the Lebanese army that was shot at, the
//! first withdrawal, and what the Mechanism did.

use super::{Act, WorkingDay};

pub(super) const DAY: WorkingDay = WorkingDay {
    name: "A day of UNIFIL and the Mechanism",
    file: include_str!("../../data/days/lebanon.toml"),
    today: "2024-12-12",
    acts: &[
        Act {
            does: "the Mechanism meets",
            keys: "ievent 9 dec kind meeting by mechanism naqoura clause mechanism-meets what \"First meeting; it is to meet regularly.\" src lorient citing unifil-word url <Paste><Enter>",
            pastes: "https://today.lorientlejour.com/article/1438997/cease-fire-monitoring-committee-meets-in-naqoura.html",
            count: 154,
            writes: r#"[[event]]
id = "event-2024-12-09-naqoura"
date = 2024-12-09
kind = "meeting"
by = ["mechanism"]
what = "First meeting; it is to meet regularly."
place = "naqoura"
clause = "mechanism-meets"
source = "lorient"
citing = "unifil-word"
published = 2024-12-12
url = "https://today.lorientlejour.com/article/1438997/cease-fire-monitoring-committee-meets-in-naqoura.html""#,
        },
        Act {
            does: "a report of three facts",
            keys: "ibulletin id an-11dec source arab-news published 11 dec url <Paste><Enter>",
            pastes: "https://www.arabnews.pk/node/2582583/middle-east",
            count: 62,
            writes: r#"[[bulletin]]
id = "an-11dec"
source = "arab-news"
published = 2024-12-11
url = "https://www.arabnews.pk/node/2582583/middle-east""#,
        },
        Act {
            does: "the joint patrol, cut short",
            keys: "icut short 10 dec id clearing by unifil,laf from aitaroun to bint-jbeil<Enter>",
            pastes: "",
            count: 72,
            writes: r#"[[patrol]]
id = "clearing"
date = 2024-12-10
by = ["unifil", "laf"]
from = "aitaroun"
to = "bint-jbeil"
outcome = "cut-short"
bulletin = "an-11dec""#,
        },
        Act {
            does: "the shot at it",
            keys: "ismall arms 10 dec aitaroun by israel on unifil,laf patrol clearing clause no-offence<Enter>",
            pastes: "",
            count: 86,
            writes: r#"[[attack]]
id = "attack-2024-12-10-aitaroun"
date = 2024-12-10
kind = "small-arms"
by = ["israel"]
on = ["unifil", "laf"]
patrol = "clearing"
place = "aitaroun"
clause = "no-offence"
bulletin = "an-11dec""#,
        },
        Act {
            does: "the road that was blocked",
            keys: "iimpeded 10 dec aitaroun by israel on unifil,laf patrol clearing reason \"a mound of earth across the road\"<Enter>",
            pastes: "",
            count: 107,
            writes: r#"[[restriction]]
id = "restriction-2024-12-10-aitaroun"
date = 2024-12-10
kind = "impeded"
by = ["israel"]
on = ["unifil", "laf"]
place = "aitaroun"
patrol = "clearing"
reason = "a mound of earth across the road"
bulletin = "an-11dec""#,
        },
        Act { does: "the report is left", keys: "B<C-u><Enter>", pastes: "", count: 3, writes: "" },
        Act {
            does: "the first withdrawal",
            keys: "ipartly met withdrawal since 11 dec src news-247 citing idf-word words \"has left Khiam\" url <Paste><Enter>",
            pastes: "http://news-247.top/n/1257036",
            count: 94,
            writes: r#"[[status]]
id = "status-2024-12-11-withdrawal"
of = "withdrawal"
is = "partly-met"
since = 2024-12-11
source = "news-247"
citing = "idf-word"
published = 2024-12-12
url = "http://news-247.top/n/1257036"
words = "has left Khiam""#,
        },
        Act {
            does: "positions taken with UNIFIL",
            keys: "ipositions 11 dec completed khiam to laf via unifil count 5 clause deployment src al-ahed citing laf-word url <Paste><Enter>",
            pastes: "https://www.english.alahednews.com.lb/essaydetails.php?eid=78057&cid=390",
            count: 112,
            writes: r#"[[handover]]
id = "handover-2024-12-11-khiam"
date = 2024-12-11
kind = "positions"
to = ["laf"]
via = ["unifil"]
count = 5
place = "khiam"
outcome = "completed"
clause = "deployment"
source = "al-ahed"
citing = "laf-word"
published = 2024-12-12
url = "https://www.english.alahednews.com.lb/essaydetails.php?eid=78057&cid=390""#,
        },
        Act {
            does: "what the general says of it",
            keys: "istatement 11 dec kurilla for usa position about withdrawal says \"An important first step.\" src al-ahed citing centcom url <Paste><Enter>",
            pastes: "https://www.english.alahednews.com.lb/essaydetails.php?eid=78057&cid=390",
            count: 125,
            writes: r#"[[statement]]
id = "statement-2024-12-11"
date = 2024-12-11
speaker = "kurilla"
for = "usa"
kind = "position"
about = ["withdrawal"]
says = "An important first step."
source = "al-ahed"
citing = "centcom"
published = 2024-12-12
url = "https://www.english.alahednews.com.lb/essaydetails.php?eid=78057&cid=390""#,
        },
        Act {
            does: "a strike that kills civilians",
            keys: "idrone 11 dec bint-jbeil by israel killed civilians=3 clause no-offence src hurriyet citing nna pub 11 dec url <Paste><Enter>",
            pastes: "https://www.hurriyetdailynews.com/israeli-strike-kills-3-civilians-in-new-violation-of-ceasefire-203531",
            count: 113,
            writes: r#"[[attack]]
id = "attack-2024-12-11-bint-jbeil"
date = 2024-12-11
kind = "drone"
by = ["israel"]
place = "bint-jbeil"
killed = { civilians = 3 }
clause = "no-offence"
source = "hurriyet"
citing = "nna"
published = 2024-12-11
url = "https://www.hurriyetdailynews.com/israeli-strike-kills-3-civilians-in-new-violation-of-ceasefire-203531""#,
        },
        Act {
            does: "another voice: people, not civilians",
            keys: "A<C-f>source<Enter>sigma<C-n><C-f>citing<Enter>health<C-n><C-f>kind<Enter>airstrike<C-f>killed<Enter>3<C-s>",
            pastes: "",
            count: 55,
            writes: r#"account = [
  { source = "sigma-live", citing = "health-ministry", published = 2024-12-12, kind = "airstrike", killed = 3 },
]"#,
        },
    ],
};
