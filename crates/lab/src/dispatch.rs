//! Which vendor a request is for: by its host, or by the first folder of its path.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header;
use axum::http::uri::{PathAndQuery, Uri};
use axum::response::Response;
use tower::ServiceExt as _;

use crate::vendor::{self, Place, Site};
use crate::{Lab, apple, asking, control, oidc, phones, qq, wechat, weibo};

/// The routers of the hosts, and the lab's own.
struct Sites {
    wechat_open: Router,
    wechat_api: Router,
    qq: Router,
    weibo: Router,
    apple: Router,
    oidc: Router,
    pictures: Router,
    phones: Router,
    control: Router,
}

impl Sites {
    fn of(&self, site: Site) -> &Router {
        match site {
            Site::WechatOpen => &self.wechat_open,
            Site::WechatApi => &self.wechat_api,
            Site::Qq => &self.qq,
            Site::Weibo => &self.weibo,
            Site::Apple => &self.apple,
            Site::Oidc => &self.oidc,
            Site::Pictures => &self.pictures,
            Site::Phones => &self.phones,
        }
    }
}

/// Everything the lab serves, behind one door.
pub fn router(lab: &Arc<Lab>) -> Router {
    let finish = |routes: Router<Arc<Lab>>| routes.merge(asking::routes()).with_state(Arc::clone(lab));
    let sites = Arc::new(Sites {
        wechat_open: finish(wechat::pages()),
        wechat_api: finish(wechat::interface()),
        qq: finish(qq::routes()),
        weibo: finish(weibo::routes()),
        apple: finish(apple::routes()),
        oidc: finish(oidc::routes()),
        pictures: asking::pictures().with_state(Arc::clone(lab)),
        phones: phones::routes().with_state(Arc::clone(lab)),
        control: control::routes().merge(phones::control()).with_state(Arc::clone(lab)),
    });
    Router::new().fallback(move |request: Request| {
        let sites = Arc::clone(&sites);
        async move { dispatch(&sites, request).await }
    })
}

async fn dispatch(sites: &Sites, mut request: Request<Body>) -> Response {
    let authority = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let authority = authority.or(request.uri().authority().map(|authority| authority.as_str())).unwrap_or_default();
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    let (place, site, path) = if let Some((host, site)) = vendor::find(host) {
        (Place::by_host(host), site, None)
    } else {
        let path = request.uri().path_and_query().map_or("/", PathAndQuery::as_str);
        let first_end = path[1..].find(['/', '?']).map_or(path.len(), |at| at + 1);
        let Some((host, site)) = vendor::find(&path[1..first_end]) else {
            return serve(&sites.control, request).await;
        };
        let rest = &path[first_end..];
        let rest = if rest.starts_with('/') { rest.to_owned() } else { format!("/{rest}") };
        (Place::by_path(host, authority), site, Some(rest))
    };
    if let Some(uri) = path.and_then(|path| path.parse::<Uri>().ok()) {
        *request.uri_mut() = uri;
    }
    request.extensions_mut().insert(place);
    serve(sites.of(site), request).await
}

async fn serve(router: &Router, request: Request<Body>) -> Response {
    match router.clone().oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}
