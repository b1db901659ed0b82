//! The endpoints. Each file is one resource of the service's API; `admin` and `photos` are the sandbox's own.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post};
use tower_http::cors::{AllowHeaders, AllowOrigin, Any, CorsLayer};

use crate::faults::{Endpoint, strike};
use crate::http::{Endpoints, LARGEST_BODY};
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
mod misdirected;
mod models;
mod order;
mod photos;
mod query;
mod recovery;
mod results;
mod surrogates;
mod videos;

/// All paths. Web pages of any origin may call the API, so that the vendor's own web demo can be pointed here; not the
/// paths that make faults.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    // Around the methods that the endpoint takes and nothing else: any other is no call of it.
    let at = |endpoint: Endpoint, methods: MethodRouter<Arc<Shared>>| {
        methods.route_layer(from_fn_with_state((shared.clone(), endpoint), strike))
    };
    let upload = post(photos::upload).layer(DefaultBodyLimit::max(LARGEST_BODY));
    let service = Router::new()
        .route(Endpoints::TOKEN, at(Endpoint::Token, post(account::token)))
        .route(Endpoints::BALANCE, at(Endpoint::Balance, get(account::balance)))
        .route(Endpoints::MODELS, at(Endpoint::Models, get(models::list)))
        .route(Endpoints::EFFECTS, at(Endpoint::Effects, get(effects::list)))
        .route(Endpoints::CREATE, at(Endpoint::Create, post(create::batch)))
        .route(Endpoints::CREATE_SINGLE, at(Endpoint::CreateSingle, post(create::single)))
        .route(Endpoints::RESULTS, at(Endpoint::Results, post(results::by_ids)))
        .route(Endpoints::AUDIO, at(Endpoint::Audio, post(audio::add)))
        .route(Endpoints::DELETE, at(Endpoint::Delete, post(delete::by_ids)))
        .route(Endpoints::LIST, at(Endpoint::List, get(recovery::list)))
        .route(Endpoints::INFO, at(Endpoint::Info, get(recovery::info)))
        .route(Endpoints::UPLOAD, at(Endpoint::Upload, upload))
        .method_not_allowed_fallback(misdirected::method);
    let files = Router::new()
        .route(Endpoints::PHOTO, at(Endpoint::Photo, get(photos::photo)))
        .route(Endpoints::VIDEO, at(Endpoint::Video, get(videos::video)))
        .route(Endpoints::EFFECT, get(effects::file));
    let admin = Router::new()
        .route("/sandbox/faults", get(admin::faults).post(admin::add).delete(admin::clear))
        .route("/sandbox/ledger", get(admin::ledger))
        .route("/sandbox/credits", post(admin::credits))
        .route("/sandbox/expire", post(admin::expire))
        .method_not_allowed_fallback(misdirected::method);
    let any_origin = CorsLayer::new()
        .allow_origin(AllowOrigin::any())
        .allow_methods([Method::GET, Method::HEAD, Method::POST])
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers(Any)
        .allow_private_network(true);
    service.merge(files).layer(any_origin).merge(admin).fallback(misdirected::path).with_state(shared)
}
