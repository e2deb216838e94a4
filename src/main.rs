fn main() {
    for path in std::env::args().skip(1) {
        let loaded = sitboard::format::load(&std::fs::read(&path).unwrap(), "x");
        for p in &loaded.problems {
            println!(
                "{}:{}:{} {:?} {} {:?}\n {}",
                path, p.spot.line, p.spot.column, p.code, p.message, p.hint, p.line
            );
        }
        println!("{:?}", loaded.scenario.map(|s| (s.records().len(), s.left_out)));
    }
}
