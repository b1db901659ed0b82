//! The endpoints. Each file is one resource of the service's API; `admin` and `photos` are the sandbox's own.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use tower_http::cors::{AllowHeaders, AllowOrigin, Any, CorsLayer};

use crate::faults::strike;
use crate::http::Endpoints;
use crate::shared::Shared;

mod account;
mod admin;
mod audio;
mod auth;
mod create;
mod delete;
mod effects;
mod envelope;
mod fields;
mod models;
mod order;
mod photos;
mod recovery;
mod results;
mod videos;

/// The largest upload.
const UPLOAD_LIMIT: usize = 64 << 20;

/// All paths. Web pages of any origin may call the API, so that the vendor's own web demo can be pointed here; not the
/// paths that make faults.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    let service = Router::new()
        .route(Endpoints::TOKEN, post(account::token))
        .route(Endpoints::BALANCE, get(account::balance))
        .route(Endpoints::MODELS, get(models::list))
        .route(Endpoints::EFFECTS, get(effects::list))
        .route(Endpoints::CREATE, post(create::batch))
        .route(Endpoints::CREATE_SINGLE, post(create::single))
        .route(Endpoints::RESULTS, post(results::by_ids))
        .route(Endpoints::AUDIO, post(audio::add))
        .route(Endpoints::DELETE, post(delete::by_ids))
        .route(Endpoints::LIST, get(recovery::list))
        .route(Endpoints::INFO, get(recovery::info))
        .route(Endpoints::UPLOAD, post(photos::upload).layer(DefaultBodyLimit::max(UPLOAD_LIMIT)))
        .route(Endpoints::PHOTO, get(photos::photo))
        .route(Endpoints::VIDEO, get(videos::video))
        .route("/effects/{name}", get(effects::file))
        .route_layer(from_fn_with_state(shared.clone(), strike))
        .layer(
            CorsLayer::new()
                .allow_origin(AllowOrigin::any())
                .allow_methods([Method::GET, Method::HEAD, Method::POST])
                .allow_headers(AllowHeaders::mirror_request())
                .expose_headers(Any)
                .allow_private_network(true),
        );
    let admin = Router::new()
        .route("/sandbox/faults", get(admin::faults).post(admin::add).delete(admin::clear))
        .route("/sandbox/ledger", get(admin::ledger))
        .route("/sandbox/credits", post(admin::credits))
        .route("/sandbox/expire", post(admin::expire));
    service.merge(admin).with_state(shared)
}
