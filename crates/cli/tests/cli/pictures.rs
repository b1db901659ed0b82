//! `inspect`, `prepare` and `sample`: what happens to pictures, without a library and without an account.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;

use crate::bench::Bench;

#[test]
fn inspecting_tells_of_each_picture_and_goes_on_after_one_that_cannot_be_used() {
    let bench = Bench::new();
    let (good, bad) = (bench.photo("good.png", 9), bench.text("bad.jpg"));
    let ran = bench.run(["--json".as_ref(), "inspect".as_ref(), bad.as_os_str(), good.as_os_str()]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let photos = ran.of_type("photo");
    let (error, photo) = (&photos[0], &photos[1]);
    assert_eq!((photo["verdict"].as_str(), error["verdict"].as_str()), (Some("accepted"), Some("refused")));
    assert_eq!(photo["original"]["format"], "PNG");
    assert_eq!((&photo["prepared"]["width"], &photo["prepared"]["height"]), (&480.into(), &360.into()));
    assert!(photo["notices"].is_array());
    assert_eq!(error["code"], "photoUnusable");
    assert!(error["reason"].as_str().unwrap().ends_with('.'));
    assert!(error["file"].as_str().unwrap().ends_with("bad.jpg"));
    assert_eq!((ran.summary()["count"].clone(), ran.summary()["failed"].clone()), (1.into(), 1.into()));
}

#[test]
fn inspecting_needs_no_library() {
    let bench = Bench::new();
    let ran = bench.run(["inspect".as_ref(), bench.photo("good.jpg", 9).as_os_str()]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.stdout.contains("JPEG") && ran.stdout.contains("480 x 360"), "{ran:?}");
    assert_eq!(fs::read_dir(bench.path("library")).unwrap().count(), 0);
}

#[test]
fn preparing_writes_the_bytes_and_never_over_a_file() {
    let bench = Bench::new();
    let photo = bench.photo("good.jpg", 9);
    let taken = bench.out().join("good.jpg");
    fs::write(&taken, "mine").unwrap();
    let ran = bench.run([
        "--json".as_ref(),
        "prepare".as_ref(),
        photo.as_os_str(),
        "--out".as_ref(),
        bench.out().as_os_str(),
    ]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(fs::read(&taken).unwrap(), b"mine");
    let written = ran.of_type("photo")[0]["path"].as_str().unwrap().to_owned();
    let bytes = fs::read(written).unwrap();
    assert_eq!(ran.of_type("photo")[0]["prepared"]["bytes"], bytes.len());
    assert!(bytes.starts_with(&[0xff, 0xd8, 0xff]));
}

#[test]
fn the_sample_photos_are_photos_that_can_be_used() {
    let bench = Bench::new();
    let ran = bench.run(["--json".as_ref(), "sample".as_ref(), "--out".as_ref(), bench.out().as_os_str()]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let paths: Vec<String> =
        ran.of_type("sample").iter().map(|line| line["path"].as_str().unwrap().to_owned()).collect();
    assert_eq!(paths.len(), 3);
    let inspected = bench.run(["inspect".to_owned()].into_iter().chain(paths));
    assert_eq!(inspected.code, 0, "{inspected:?}");
}

#[test]
fn a_folder_is_every_file_in_it_in_the_order_of_names() {
    let bench = Bench::new();
    fs::create_dir_all(bench.path("photos/deep")).unwrap();
    bench.photo("photos/b.png", 1);
    bench.photo("photos/deep/c.png", 2);
    bench.text("photos/a.txt");
    let ran = bench.run(["--json".as_ref(), "inspect".as_ref(), bench.path("photos").as_os_str()]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let verdicts: Vec<_> = ran.of_type("photo").iter().map(|line| line["verdict"].clone()).collect();
    assert_eq!(verdicts, ["refused", "accepted", "accepted"]);
    assert_eq!((ran.summary()["accepted"].clone(), ran.summary()["refused"].clone()), (2.into(), 1.into()));
}

#[test]
fn a_panorama_needs_a_crop_and_is_cropped_where_asked() {
    let bench = Bench::new();
    let path = bench.path("panorama.png");
    image::RgbImage::new(1600, 400).save(&path).unwrap();
    let ran = bench.run(["--json".as_ref(), "inspect".as_ref(), path.as_os_str()]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let line = &ran.of_type("photo")[0];
    assert_eq!((line["verdict"].as_str(), line["size"].clone()), (Some("needsCrop"), serde_json::json!([1600, 400])));
    assert_eq!((line["crop"]["left"].clone(), line["crop"]["width"].clone()), (302.into(), 996.into()));
    assert_eq!(ran.summary()["needsCrop"], 1);
    let ran = bench.run(["--json".as_ref(), "inspect".as_ref(), "--crop".as_ref(), path.as_os_str()]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let line = &ran.of_type("photo")[0];
    assert_eq!(
        (line["prepared"]["width"].clone(), line["notices"].clone()),
        (996.into(), serde_json::json!(["cropped"]))
    );
}

#[test]
fn a_link_is_a_picture_like_any_other() {
    let bench = Bench::new();
    let bytes = fs::read(bench.photo("good.png", 9)).unwrap();
    let address = serve(bytes);
    let good = format!("{address}/good.png?token=1");
    let ran = bench.run(["--json", "inspect", &good, &format!("{address}/none.png")]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let photos = ran.of_type("photo");
    assert_eq!((photos[0]["verdict"].as_str(), photos[0]["file"].as_str()), (Some("accepted"), Some(good.as_str())));
    assert_eq!((photos[1]["verdict"].as_str(), photos[1]["code"].as_str()), (Some("refused"), Some("unreadable")));
    let out = bench.out();
    let ran = bench.run(["prepare", &good, "--out", out.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(out.join("good.png").is_file());
}

/// Serves this picture as `/good.png` and nothing else; gives the address.
fn serve(bytes: Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = BufReader::new(stream.unwrap());
            let (mut line, mut asked) = (String::new(), String::new());
            while stream.read_line(&mut line).unwrap() > 2 {
                asked.push_str(&line);
                line.clear();
            }
            let body: &[u8] = if asked.starts_with("GET /good.png") { &bytes } else { b"" };
            let status = if body.is_empty() { "404 Not Found" } else { "200 OK" };
            let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
            stream.get_mut().write_all(&[head.as_bytes(), body].concat()).unwrap();
        }
    });
    address
}
