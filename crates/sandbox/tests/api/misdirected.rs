//! Requests that no endpoint can do anything with: the service's envelope all the same.

use animato_sandbox::{Endpoint, Fault};
use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::house::{CREATE, House, RESULTS};

const LIST: &str = "/api/open/v3/content/video/list";

/// HTTP status and code of a reply, which must be an envelope.
async fn seen(reply: Response) -> (u16, Value) {
    let status = reply.status().as_u16();
    let envelope: Value = reply.json().await.unwrap();
    assert!(envelope["msg"].is_string(), "{envelope}");
    (status, envelope["code"].clone())
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_with_1003() {
    let house = House::new().await;
    for path in [CREATE, "/sandbox/credits", "/sandbox/faults"] {
        let body = json!({ "prompt": "x".repeat(3 << 20) });
        let reply = house.request(Method::POST, path).json(&body).send().await.unwrap();
        assert_eq!(seen(reply).await, (200, 1003.into()), "{path}");
    }
    assert!(house.sandbox.ledger().accepted.is_empty());
}

#[tokio::test]
async fn a_parameter_that_is_there_twice_is_refused_with_1003() {
    let house = House::new().await;
    for query in ["page=1&page=2", "size=5&size=5"] {
        let reply = house.request(Method::GET, &format!("{LIST}?{query}")).send().await.unwrap();
        assert_eq!(seen(reply).await, (200, 1003.into()), "{query}");
    }
}

#[tokio::test]
async fn an_unknown_path_is_http_404_in_an_envelope() {
    let house = House::new().await;
    for path in ["/", "/api/open/v4/image2Video/nothing", "/sandbox/nothing", &format!("{RESULTS}/")] {
        let reply = house.request(Method::GET, path).send().await.unwrap();
        assert_eq!(seen(reply).await, (404, 1008.into()), "{path}");
    }
}

#[tokio::test]
async fn another_method_is_refused_with_1003_and_is_no_call_of_the_endpoint() {
    let house = House::new().await;
    let order = house.order().await;
    house.sandbox.faults().next(Endpoint::Create, [Fault::http(503)]);
    for (method, path) in [
        (Method::GET, CREATE),
        (Method::PUT, CREATE),
        (Method::POST, LIST),
        (Method::GET, "/sandbox/credits"),
        (Method::DELETE, "/photos"),
    ] {
        let reply = house.request(method.clone(), path).send().await.unwrap();
        assert_eq!(seen(reply).await, (200, 1003.into()), "{method} {path}");
    }
    assert_eq!((house.sandbox.ledger().create_hits, house.sandbox.faults().calls(Endpoint::Create)), (0, 0));
    let reply = house.request(Method::POST, CREATE).json(&order).send().await.unwrap();
    assert_eq!(reply.status(), 503, "the rule was still there");
}
