//! 27 February 2025 in Gaza: remains and prisoners, counted by five voices, and some held back.

use super::{Act, WorkingDay};

pub(super) const DAY: WorkingDay = WorkingDay {
    name: "A day of exchange",
    file: include_str!("../../data/days/gaza.toml"),
    today: "2025-03-04",
    acts: &[
        Act {
            does: "remains handed over",
            keys: "iremains 26 feb completed kerem-shalom count 4 from hamas to israel via icrc,egypt clause exchange src japan-today citing hamas-word pub 27 feb url <Paste><Enter>",
            pastes: "https://japantoday.com/category/world/hamas-hands-over-bodies-of-four-hostages-israel-frees-palestinian-prisoners",
            count: 150,
            writes: r#"[[handover]]
id = "handover-2025-02-26-kerem-shalom"
date = 2025-02-26
kind = "remains"
from = ["hamas"]
to = ["israel"]
via = ["icrc", "egypt"]
count = 4
place = "kerem-shalom"
outcome = "completed"
clause = "exchange"
source = "japan-today"
citing = "hamas-word"
published = 2025-02-27
url = "https://japantoday.com/category/world/hamas-hands-over-bodies-of-four-hostages-israel-frees-palestinian-prisoners""#,
        },
        Act {
            does: "another voice: received the day after",
            keys: "A<C-f>source<Enter>lbc<C-f>citing<Enter>israel-p<C-n><C-f>publ<Enter>27 feb<C-f>date<Enter>27 feb<C-f>count<Enter>4<C-s>",
            pastes: "",
            count: 62,
            writes: r#"account = [
  { source = "lbc", citing = "israel-pmo", published = 2025-02-27, date = 2025-02-27, count = 4 },
]"#,
        },
        Act {
            does: "prisoners let go",
            keys: "iprisoners 26-27 feb completed count 620 from israel to palestinians via icrc clause releases src japan-today citing reuters pub 27 feb url <Paste><Enter>",
            pastes: "https://japantoday.com/category/world/hamas-hands-over-bodies-of-four-hostages-israel-frees-palestinian-prisoners",
            count: 142,
            writes: r#"[[handover]]
id = "handover-2025-02-26"
date = { from = 2025-02-26, to = 2025-02-27 }
kind = "prisoners"
from = ["israel"]
to = ["palestinians"]
via = ["icrc"]
count = 620
outcome = "completed"
clause = "releases"
source = "japan-today"
citing = "reuters"
published = 2025-02-27
url = "https://japantoday.com/category/world/hamas-hands-over-bodies-of-four-hostages-israel-frees-palestinian-prisoners""#,
        },
        Act {
            does: "another voice: fewer, by where they went",
            keys: "A<C-f>source<Enter>anews<C-f>citing<Enter>anadolu<C-f>publ<Enter>27 feb<C-f>count<Enter>596<C-f>by_pl<Enter>gaza=456 egypt-side=97 ramallah=37 east-jerusalem=5<C-f>url<Enter><Paste><C-s>",
            pastes: "https://www.anews.com.tr/middle-east/2025/02/27/israel-releases-596-palestinians-to-gaza-west-bank-egypt",
            count: 116,
            writes: r#"account = [
  { source = "anews", citing = "anadolu", published = 2025-02-27, count = 596, by_place = { gaza = 456, egypt-side = 97, ramallah = 37, east-jerusalem = 5 }, url = "https://www.anews.com.tr/middle-east/2025/02/27/israel-releases-596-palestinians-to-gaza-west-bank-egypt" },
]"#,
        },
        Act {
            does: "another voice: more, days later",
            keys: "A<C-f>source<Enter>water<C-n><C-f>citing<Enter>ocha<C-f>publ<Enter>4 mar<C-f>count<Enter>642 children=44<C-f>url<Enter><Paste><C-s>",
            pastes: "https://waterjusticeinpalestine.org/blog/2025/3/7/humanitarian-situation-update-269-gaza-strip-march-4",
            count: 67,
            writes: r#"{ source = "water-justice", citing = "ocha", published = 2025-03-04, count = { total = 642, children = 44 }, url = "https://waterjusticeinpalestine.org/blog/2025/3/7/humanitarian-situation-update-269-gaza-strip-march-4" },"#,
        },
        Act {
            does: "those who are held back",
            keys: "iprisoners 27 feb postponed count 46 from israel clause releases words \"women and minors, until the bodies are identified\" src anews citing prisoners-society pub 27 feb url <Paste><Enter>",
            pastes: "https://www.anews.com.tr/middle-east/2025/02/27/israel-releases-596-palestinians-to-gaza-west-bank-egypt",
            count: 175,
            writes: r#"[[handover]]
id = "handover-2025-02-27"
date = 2025-02-27
kind = "prisoners"
from = ["israel"]
count = 46
outcome = "postponed"
clause = "releases"
source = "anews"
citing = "prisoners-society"
published = 2025-02-27
url = "https://www.anews.com.tr/middle-east/2025/02/27/israel-releases-596-palestinians-to-gaza-west-bank-egypt"
words = "women and minors, until the bodies are identified""#,
        },
    ],
};
