//! How the page looks: as paper in light and in print, dark where the screen is; the colours are those
//! of the themes.

use std::fmt::Write;

use crate::look::Theme;

/// All but the colours.
const RULES: &str = "
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--text);\
font:1rem/1.55 'Source Serif 4','Noto Serif',Charter,Georgia,'DejaVu Serif',serif;overflow-wrap:anywhere}
main{max-width:62rem;margin:0 auto;padding:2.5rem 1.5rem 4rem}
header{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;gap:.25rem 2rem;\
border-bottom:2px solid var(--text);padding-bottom:.6rem;margin-bottom:1rem}
h1,h2,th,.handling,.sum,figcaption,.cite{\
font-family:Inter,'Segoe UI','Helvetica Neue','Noto Sans','DejaVu Sans',sans-serif}
h1{font-size:1.65rem;line-height:1.2;margin:0;font-weight:650;letter-spacing:-.01em}
h2{font-size:1.02rem;line-height:1.3;margin:2rem 0 .5rem;font-weight:650}
main>h1{margin-top:3.5rem;padding-top:1rem;border-top:2px solid var(--text)}
p{margin:.45rem 0;max-width:46rem}
.point{margin:.5rem 0}
.handling{margin:0;font-size:.82rem;font-weight:650;letter-spacing:.04em;color:var(--warning)}
ul{margin:.4rem 0;padding-left:1.2rem;max-width:46rem}
li{margin:.3rem 0}
a{color:var(--accent);text-decoration-thickness:.06em;text-underline-offset:.15em}
.cite{font-size:.72em;text-decoration:none;white-space:nowrap;vertical-align:.25em;line-height:0}
.citations{padding-left:2.2rem;font-size:.88rem;line-height:1.45}
.citations a{display:block;width:fit-content;max-width:100%}
.citations li::marker{color:var(--quiet)}
.citations li:target{background:var(--line)}
.sum{color:var(--quiet);font-size:.85rem;margin:.2rem 0}
figure{margin:2rem 0}
figure img{display:block;width:100%;height:auto;border:1px solid var(--line);border-radius:4px}
figcaption{color:var(--quiet);font-size:.82rem;margin-top:.45rem}
.scroll{overflow-x:auto;margin:.6rem 0 1rem}
table{border-collapse:collapse;width:100%;font-size:.84rem;line-height:1.4;font-variant-numeric:tabular-nums lining-nums}
th,td{text-align:left;vertical-align:top;padding:.32rem .7rem .32rem 0;border-bottom:1px solid var(--line);\
overflow-wrap:normal}
td{min-width:3.2rem}
th:last-child,td:last-child{padding-right:0}
thead th{font-size:.76rem;font-weight:600;color:var(--quiet);border-bottom:1.5px solid var(--text);white-space:nowrap}
th.n,td.n{text-align:right}
td.t{min-width:15rem}
td.d{white-space:nowrap}
.across{font-weight:600;padding-top:.9rem}
.counts{width:auto;min-width:min(100%,34rem)}
.counts th{font-weight:500;font-size:.84rem}
.counts th+th,.counts td{text-align:right;padding-left:1.4rem;white-space:nowrap}
.counts tr:first-child th{color:var(--quiet);font-size:.76rem;border-bottom:1.5px solid var(--text)}
.counts .in{padding-left:1.1rem;font-weight:400;color:var(--quiet)}
pre{font:.78rem/1.45 'DejaVu Sans Mono','Cascadia Mono',Menlo,Consolas,monospace;margin:0;overflow-wrap:normal}
@media (max-width:40rem){main{padding:1.25rem 1rem 3rem}h1{font-size:1.35rem}}
@media print{
body{font-size:10pt;line-height:1.42;background:#fff}
main{max-width:none;padding:0}
p,ul{max-width:none}
h1{font-size:17pt}h2{font-size:10.5pt;margin:12pt 0 4pt}
h1,h2,thead{break-after:avoid}
figure,tr,li,.point{break-inside:avoid}
thead{display:table-header-group}
.scroll{overflow:visible}
table{font-size:7.6pt}th,td{padding:2.5pt 6pt 2.5pt 0;overflow-wrap:break-word}td{min-width:0}td.t{min-width:34mm}td.d{white-space:normal;min-width:13mm}
thead th{white-space:normal}
figure img{max-height:215mm;width:auto;max-width:100%}
pre{font-size:7.4pt;white-space:pre-wrap}
a{color:inherit;text-decoration:none}
main>h1{break-before:page;border:0;margin-top:0;padding-top:0}
}
";

/// The style of a page that is to be handled so.
pub(super) fn style(handling: Option<&str>) -> String {
    let mut out = String::from(RULES);
    let _ = write!(
        out,
        ":root{{color-scheme:light;{}}}\n@media screen and (prefers-color-scheme:dark){{:root{{\
         color-scheme:dark;{}}}}}\n",
        colours(Theme::Light),
        colours(Theme::Terminal)
    );
    let _ = writeln!(
        out,
        "@page{{margin:17mm 16mm 18mm;@bottom-left{{content:\"{}\";font:600 7.5pt sans-serif}}\
         @bottom-right{{content:counter(page) \" / \" counter(pages);font:7.5pt sans-serif}}}}",
        css_text(handling.unwrap_or_default())
    );
    out
}

/// The colours of a theme by what they mean.
fn colours(theme: Theme) -> String {
    let palette = theme.palette();
    format!(
        "--paper:{};--text:{};--line:{};--quiet:{};--accent:{};--warning:{}",
        palette.paper,
        palette.text,
        palette.hairline,
        palette.quiet.rgb,
        palette.accent.rgb,
        palette.warning.rgb,
    )
}

/// A text between the double quotes of a style: every sign that is no letter or digit by its number.
fn css_text(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else {
            let _ = write!(out, "\\{:x} ", u32::from(c));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_ends_no_style() {
        assert_eq!(css_text("TLP:CLEAR"), "TLP\\3a CLEAR");
        let style = style(Some("\"}</style><script>"));
        assert!(!style.contains('<') && style.contains("\\22 \\7d \\3c \\2f style"), "{style}");
    }
}
