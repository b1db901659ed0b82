//! A sandbox at a speed at which jobs end as soon as they are rendered, and a plain HTTP client.

use std::io::Cursor;
use std::time::Duration;

use animato_sandbox::{Ledger, Options, Sandbox};
use reqwest::multipart::{Form, Part};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};

pub(crate) const CREATE: &str = "/api/open/v4/image2Video/createBySourcePrompt/batch";
pub(crate) const RESULTS: &str = "/api/open/v4/image2Video/resultsByIds";

pub(crate) struct House {
    pub(crate) sandbox: Sandbox,
    pub(crate) http: Client,
}

impl House {
    pub(crate) async fn new() -> Self {
        Self::with(Options { speed: 1e9, ..Options::default() }).await
    }

    pub(crate) async fn with(options: Options) -> Self {
        Self { sandbox: Sandbox::start(options).await.unwrap(), http: Client::builder().no_proxy().build().unwrap() }
    }

    /// A request with the key.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.sandbox.base_url())).header("x-api-key", self.sandbox.key())
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        self.request(Method::GET, path).send().await.unwrap().json().await.unwrap()
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Value {
        self.request(Method::POST, path).json(&body).send().await.unwrap().json().await.unwrap()
    }

    /// Uploads bytes and returns the whole reply.
    pub(crate) async fn send_file(&self, bytes: Vec<u8>) -> Value {
        let form = Form::new().part("file", Part::bytes(bytes).file_name("photo.jpg"));
        self.http.post(self.sandbox.upload_url()).multipart(form).send().await.unwrap().json().await.unwrap()
    }

    /// Uploads a photo and returns its address.
    pub(crate) async fn upload(&self, photo: Vec<u8>) -> String {
        self.send_file(photo).await["data"]["url"].as_str().unwrap().to_owned()
    }

    /// A small order for a fresh photo: Vidu, 540p, 2 s, which costs 6 credits.
    pub(crate) async fn order(&self) -> Value {
        order(&self.upload(png(400, 400)).await)
    }

    /// Creates as ordered and returns the ids.
    pub(crate) async fn create(&self, order: Value) -> Vec<String> {
        let reply = self.post(CREATE, order).await;
        assert_eq!(reply["code"], 1000, "{reply}");
        reply["data"]["successList"].as_array().unwrap().iter().map(id).collect()
    }

    /// The rows of these ids.
    pub(crate) async fn results(&self, ids: &[String]) -> Vec<Value> {
        let reply = self.post(RESULTS, json!({ "_ids": ids.join(",") })).await;
        assert_eq!(reply["code"], 1000, "{reply}");
        reply["data"]["result"].as_array().unwrap().clone()
    }

    /// Waits until the job has ended, and returns its row.
    pub(crate) async fn ended(&self, id: &str) -> Value {
        for _ in 0..3000 {
            let row = self.results(&[id.to_owned()]).await.remove(0);
            if row["status"] == 3 || row["status"] == 4 {
                return row;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("job {id} did not end");
    }

    /// Waits until the ledger says so, and returns it.
    pub(crate) async fn until(&self, holds: impl Fn(&Ledger) -> bool) -> Ledger {
        for _ in 0..6000 {
            let ledger = self.sandbox.ledger();
            if holds(&ledger) {
                return ledger;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("it did not come to that: {:?}", self.sandbox.ledger());
    }

    /// A finished video.
    pub(crate) async fn made(&self) -> Value {
        let order = self.order().await;
        let ids = self.create(order).await;
        let row = self.ended(&ids[0]).await;
        assert_eq!(row["status"], 3, "{row}");
        row
    }
}

pub(crate) fn order(image_url: &str) -> Value {
    json!({
        "image_url": image_url, "prompt": "push in", "model_name": "vidu-q2", "resolution": "540p", "video_length": 2, "count": 1,
    })
}

pub(crate) fn id(item: &Value) -> String {
    item["_id"].as_str().unwrap().to_owned()
}

/// A picture with some structure.
pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(width, height, |x, y| image::Rgb([(x % 256) as u8, (y % 256) as u8, 90]));
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}
