use animato_engine::photo::*;
fn main() {
    for p in std::env::args().skip(1) {
        let b = read_file(&p, &Limits::default()).unwrap();
        for _ in 0..2 {
            let t = std::time::Instant::now();
            let r = prepare(&b, &Limits::default(), Crop::Refuse);
            eprintln!("{p} {:?} {:?}", t.elapsed(), r.map(|r| (r.width, r.height, r.bytes.len(), r.notices)));
        }
    }
}
