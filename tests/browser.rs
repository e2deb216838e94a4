//! The page of HTML in a browser: at no width does it overflow, it asks nobody for anything, and it
//! prints on the paper of either half of the world. Without Chromium nothing is looked at, and that is
//! said.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

fn browser() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let programs = ["chromium", "chromium-browser", "google-chrome"];
    programs.iter().find_map(|name| {
        folders.iter().map(|folder| folder.join(name)).find(|program| program.is_file())
    })
}

/// What the browser prints, with a profile that is thrown away.
fn browse(program: &Path, folder: &Path, arguments: &[String]) -> String {
    let profile = folder.join("profile");
    let output = Command::new("timeout")
        .arg("120")
        .arg(program)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--hide-scrollbars",
            "--disable-dev-shm-usage",
            "--allow-file-access-from-files",
            "--virtual-time-budget=4000",
        ])
        .arg(format!("--user-data-dir={}", profile.display()))
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn page(scenario: &str, more: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_sitboard"))
        .args(["report", "--format", "html"])
        .args(more)
        .arg(scenario)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// How wide the page wants to be in frames of these widths.
fn widths(program: &Path, folder: &Path, widths: [u32; 3]) -> Vec<u32> {
    let frames: String = widths
        .iter()
        .map(|width| format!("<iframe src=\"page.html\" width=\"{width}\" height=\"900\" style=\"border:0\"></iframe>"))
        .collect();
    let script = "onload=()=>{document.title=[...document.querySelectorAll('iframe')]\
        .map(f=>f.contentDocument.documentElement.scrollWidth).join(' ')}";
    fs::write(
        folder.join("frames.html"),
        format!("<!DOCTYPE html><title></title><script>{script}</script>{frames}"),
    )
    .unwrap();
    let address = format!("file://{}", folder.join("frames.html").display());
    let dom = browse(program, folder, &["--dump-dom".into(), address]);
    let title = dom.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next());
    title.unwrap_or_default().split(' ').map(|width| width.parse().expect(&dom)).collect()
}

#[test]
fn the_page_overflows_at_no_width_asks_nobody_and_prints() {
    let Some(program) = browser() else {
        eprintln!("not looked at: chromium is not there");
        return;
    };
    for (scenario, more) in [
        ("scenarios/idlib-2020.toml", &["--appendix"][..]),
        ("scenarios/lebanon-2024.toml", &[]),
        ("tests/data/valid/long-names.toml", &[]),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let html = page(scenario, more);
        fs::write(folder.join("page.html"), &html).unwrap();
        let wanted = [320, 768, 1280];
        assert_eq!(widths(&program, folder, wanted), wanted, "{scenario} overflows");

        // What it asks for is in the log of the network; the page names many addresses.
        let (log, picture) = (folder.join("net.json"), folder.join("page.png"));
        let address = format!("file://{}", folder.join("page.html").display());
        let shot = [
            format!("--log-net-log={}", log.display()),
            format!("--screenshot={}", picture.display()),
            "--window-size=1280,2000".into(),
            address.clone(),
        ];
        browse(&program, folder, &shot);
        let log = fs::read_to_string(&log).unwrap();
        let hosts: std::collections::BTreeSet<&str> = html
            .split("href=\"http")
            .skip(1)
            .filter_map(|rest| rest.split("://").nth(1)?.split(['/', '"']).next())
            .collect();
        let asked: Vec<&&str> =
            hosts.iter().filter(|host| log.contains(&format!("://{host}"))).collect();
        assert!(asked.is_empty(), "{scenario} asks {asked:?}");
        assert!(fs::metadata(&picture).unwrap().len() > 20_000, "{scenario}: an empty picture");

        // Its policy lets nobody else style it: for another paper it is written without one.
        let (start, end) =
            (html.find("<meta http-equiv").unwrap(), html.find("<meta name=\"viewport").unwrap());
        let open = format!("{}{}", &html[..start], &html[end..]);
        for (paper, size) in [("A4", "594.95996 841.91998"), ("Letter", "612 792")] {
            let sized = open.replace("@page{", &format!("@page{{size:{paper};"));
            fs::write(folder.join("sized.html"), sized).unwrap();
            let pdf = folder.join("page.pdf");
            let print = [
                format!("--print-to-pdf={}", pdf.display()),
                "--no-pdf-header-footer".into(),
                format!("file://{}", folder.join("sized.html").display()),
            ];
            browse(&program, folder, &print);
            let pdf = String::from_utf8_lossy(&fs::read(&pdf).unwrap()).into_owned();
            let boxes: std::collections::BTreeSet<&str> = pdf
                .split("/MediaBox [")
                .skip(1)
                .filter_map(|rest| rest.split(']').next())
                .collect();
            let wanted: Vec<f64> = size.split(' ').map(|n| n.parse().unwrap()).collect();
            assert_eq!(boxes.len(), 1, "{scenario} on {paper}: {boxes:?}");
            let found: Vec<f64> =
                boxes.iter().next().unwrap().split(' ').map(|n| n.parse().unwrap()).collect();
            assert!(
                (found[2] - wanted[0]).abs() < 1.0 && (found[3] - wanted[1]).abs() < 1.0,
                "{scenario} on {paper}: {found:?}"
            );
            assert!(pdf.matches("/Type /Page\n").count() >= 2, "{scenario} on {paper}");
        }
    }
}
