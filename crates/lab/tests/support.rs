//! A lab in a test, an app that talks to it, and a browser that answers its pages.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use lab::{App, Fault, Lab, Vendor};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use serde_json::{Value, json};
use tower::ServiceExt as _;
use units::{ManualClock, Timestamp};

/// Where the lab believes to be.
pub(crate) const AUTHORITY: &str = "127.0.0.1:4700";
/// The app's own address.
pub(crate) const BACK: &str = "http://127.0.0.1:4633/back";
/// When every test begins, in seconds.
pub(crate) const NOW: i64 = 1_790_000_000;

pub(crate) struct Bench {
    pub(crate) lab: Arc<Lab>,
    pub(crate) clock: ManualClock,
    router: Router,
}

pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Reply {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).expect("UTF-8")
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn kind(&self) -> &str {
        self.headers[header::CONTENT_TYPE].to_str().expect("text")
    }

    pub(crate) fn location(&self) -> String {
        let location = self.headers.get(header::LOCATION);
        location.unwrap_or_else(|| panic!("no redirection: {}", self.text())).to_str().expect("text").to_owned()
    }
}

impl Bench {
    pub(crate) fn new() -> Self {
        let clock = ManualClock::at(Timestamp::from_millis(NOW * 1_000));
        let lab = Lab::new(Arc::new(clock.clone()), StdRng::seed_from_u64(5));
        let router = lab::router(&lab);
        Self { lab, clock, router }
    }

    /// With one app, as it is registered through the interface.
    pub(crate) fn with(app: Value) -> Self {
        let bench = Self::new();
        bench.register(app);
        bench
    }

    pub(crate) fn register(&self, app: Value) {
        let app: App = serde_json::from_value(app).expect("an app");
        self.lab.register(app).expect("a registered app");
    }

    pub(crate) fn fault(&self, vendor: Vendor, fault: Fault) {
        self.lab.set_fault(vendor, None, fault);
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.expect("the lab answers");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a whole body").to_vec();
        Reply { status: parts.status, headers: parts.headers, bytes }
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        let path = path.strip_prefix(&format!("http://{AUTHORITY}")).unwrap_or(path);
        let request = Request::get(path).header(header::HOST, AUTHORITY).body(Body::empty());
        self.send(request.expect("a request")).await
    }

    pub(crate) async fn get_with(&self, path: &str, pairs: &[(&str, &str)]) -> Reply {
        self.get(&format!("{path}?{}", query(pairs))).await
    }

    pub(crate) async fn post(&self, path: &str, pairs: &[(&str, &str)]) -> Reply {
        let path = path.strip_prefix(&format!("http://{AUTHORITY}")).unwrap_or(path);
        let request = Request::post(path)
            .header(header::HOST, AUTHORITY)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(query(pairs)));
        self.send(request.expect("a request")).await
    }

    pub(crate) async fn json(&self, method: Method, path: &str, body: &Value) -> Reply {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, AUTHORITY)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string()));
        self.send(request.expect("a request")).await
    }

    /// Opens the page of a question, and answers it as the person would; returns what comes back.
    pub(crate) async fn decide(&self, path: &str, asked: &[(&str, &str)], person: &str, decision: &str) -> Reply {
        let page = self.get_with(path, asked).await.location();
        assert_eq!(self.get(&page).await.status, StatusCode::OK);
        self.post(&page, &[("person", person), ("decision", decision)]).await
    }

    /// Agrees, and returns the parameters with which the app is called back.
    pub(crate) async fn agree(&self, path: &str, asked: &[(&str, &str)], person: &str) -> Vec<(String, String)> {
        parameters(&self.decide(path, asked, person, "agree").await.location())
    }

    /// What the lab sends of itself, told to an address that takes everything.
    pub(crate) async fn event(&self, vendor: Vendor, client_id: &str, person: &str, event: &str) -> Reply {
        let body = json!({ "vendor": vendor, "client_id": client_id, "person": person, "event": event });
        self.json(Method::POST, "/lab/events", &body).await
    }
}

pub(crate) fn query(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// The parameters behind an address.
pub(crate) fn parameters(address: &str) -> Vec<(String, String)> {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

pub(crate) fn value<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    pairs.iter().find(|(known, _)| known == name).map_or_else(|| panic!("no {name} in {pairs:?}"), |(_, value)| value)
}

/// One call that reached the app.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) method: Method,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) body: String,
}

/// An app's address that notes what comes, and answers `success`, or what WeChat wants to hear again.
pub(crate) async fn listen() -> (String, Arc<Mutex<Vec<Call>>>) {
    let calls: Arc<Mutex<Vec<Call>>> = Arc::default();
    let kept = Arc::clone(&calls);
    let router = Router::new().fallback(move |request: Request<Body>| {
        let kept = Arc::clone(&kept);
        async move {
            let (parts, body) = request.into_parts();
            let body = to_bytes(body, usize::MAX).await.expect("a whole body").to_vec();
            let query = parameters(&parts.uri.to_string());
            let answer =
                query.iter().find(|(name, _)| name == "echostr").map_or("success".to_owned(), |(_, echo)| echo.clone());
            let body = String::from_utf8(body).expect("UTF-8");
            kept.lock().expect("no panic").push(Call { method: parts.method, query, body });
            answer
        }
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = format!("http://{}/events", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    (address, calls)
}
