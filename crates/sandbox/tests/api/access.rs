//! Keys, tokens and hosts: who may ask.

use animato_sandbox::{Options, Sandbox};
use reqwest::Method;
use serde_json::{Value, json};

use crate::house::House;

const BALANCE: &str = "/api/open/v3/faceswap/quota/info";
const TOKEN: &str = "/api/open/v3/getToken";

#[tokio::test]
async fn the_balance_is_told_to_who_has_the_key() {
    let house = House::new().await;
    assert_eq!(house.get(BALANCE).await, json!({ "code": 1000, "msg": "OK", "data": { "credit": 1000 } }));
    house.sandbox.set_credits(7.5);
    assert_eq!(house.get(BALANCE).await["data"]["credit"], 7.5);
}

#[tokio::test]
async fn a_token_stands_at_the_top_level_and_opens_the_api() {
    let house = House::new().await;
    let reply =
        house.post(TOKEN, json!({ "clientId": house.sandbox.client_id(), "clientSecret": house.sandbox.key() })).await;
    assert_eq!(reply["code"], 1000);
    let token = reply["token"].as_str().unwrap();
    let url = format!("{}{BALANCE}", house.sandbox.base_url());
    let balance = |request: reqwest::RequestBuilder| async {
        request.send().await.unwrap().json::<Value>().await.unwrap()["code"].clone()
    };
    assert_eq!(balance(house.http.get(&url).bearer_auth(token)).await, 1000);
    assert_eq!(balance(house.http.get(&url).bearer_auth("other").header("x-api-key", house.sandbox.key())).await, 1101);
    assert_eq!(balance(house.http.get(&url)).await, 1102);
    assert_eq!(balance(house.http.get(&url).header("x-api-key", house.sandbox.client_id())).await, 1109);
    assert_eq!(balance(house.http.get(&url).header("x-api-key", "guess")).await, 1101);
}

#[tokio::test]
async fn a_token_is_not_given_to_strangers() {
    let house = House::new().await;
    for (id, secret, code) in [("x", house.sandbox.key(), 1109), (house.sandbox.client_id(), "x", 1101), ("", "", 1003)]
    {
        assert_eq!(house.post(TOKEN, json!({ "clientId": id, "clientSecret": secret })).await["code"], code);
    }
}

#[tokio::test]
async fn refusals_are_http_200() {
    let house = House::new().await;
    let reply = house.http.get(format!("{}{BALANCE}", house.sandbox.base_url())).send().await.unwrap();
    assert_eq!(reply.status(), 200);
}

#[tokio::test]
async fn a_web_page_of_any_origin_may_call_the_api_but_not_make_faults() {
    let house = House::new().await;
    let asked = |path: &'static str| {
        let request = house.http.request(Method::OPTIONS, format!("{}{path}", house.sandbox.base_url()));
        request
            .header("origin", "https://example.com")
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "authorization,x-api-key,content-type")
            .send()
    };
    let allowed = asked(crate::house::CREATE).await.unwrap();
    assert_eq!(allowed.headers()["access-control-allow-origin"], "*");
    assert!(allowed.headers()["access-control-allow-headers"].to_str().unwrap().contains("x-api-key"));
    assert!(!asked("/sandbox/faults").await.unwrap().headers().contains_key("access-control-allow-origin"));
}

#[tokio::test]
async fn a_taken_port_and_senseless_options_are_errors() {
    let house = House::new().await;
    let port = house.sandbox.base_url().rsplit_once(':').unwrap().1.parse().unwrap();
    assert!(Sandbox::start(Options { port, ..Options::default() }).await.is_err());
    for speed in [0.0, -1.0, f64::NAN] {
        assert!(Sandbox::start(Options { speed, ..Options::default() }).await.is_err());
    }
}

#[tokio::test]
async fn the_key_is_not_in_what_options_print() {
    let options = Options::default();
    assert!(!format!("{options:?}").contains(&options.key));
}
