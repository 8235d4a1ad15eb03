//! The web app's files: inside the program, or from a folder while it is being worked on.

use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../web/build"]
#[allow_missing = true]
struct Files;

/// Where the files come from.
#[derive(Clone, Debug)]
pub(crate) enum Web {
    /// The ones inside the program.
    Embedded,
    /// A folder.
    Folder(PathBuf),
}

impl Web {
    /// Whether there is a page to answer with.
    pub(crate) fn is_there(&self) -> bool {
        match self {
            Self::Embedded => Files::get("index.html").is_some(),
            Self::Folder(folder) => folder.join("index.html").is_file(),
        }
    }

    /// The file at this path of the address, without its first slash.
    async fn file(&self, path: &str) -> Option<Cow<'static, [u8]>> {
        // Nothing above the folder, whatever the address says.
        let is_plain = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        if !is_plain || path.is_empty() {
            return None;
        }
        match self {
            Self::Embedded => Files::get(path).map(|file| file.data),
            Self::Folder(folder) => tokio::fs::read(folder.join(path)).await.ok().map(Cow::Owned),
        }
    }

    /// Answers a page or one of its files; every address that is no file is the one page of the app.
    pub(crate) async fn serve(self, uri: Uri) -> Response {
        let path = uri.path().trim_start_matches('/');
        let found = match self.file(path).await {
            Some(data) => Some((path, data)),
            // A missing picture or script is missing; an address without a dot is a page of the app.
            None if path.rsplit('/').next().is_some_and(|name| name.contains('.')) => None,
            None => self.file("index.html").await.map(|data| ("index.html", data)),
        };
        let Some((name, data)) = found else {
            return (StatusCode::NOT_FOUND, "404").into_response();
        };
        // Built files carry their hash in the name; the rest is asked for again each time.
        let keep = if name.contains("/immutable/") { "public, max-age=31536000, immutable" } else { "no-cache" };
        let mut response = Response::new(Body::from(data.into_owned()));
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(name)));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
        response
    }
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "jpg" | "jpeg" => "image/jpeg",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn nothing_outside_the_folder_is_served() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("web")).unwrap();
        std::fs::write(folder.path().join("secret.txt"), "secret").unwrap();
        std::fs::write(folder.path().join("web/index.html"), "page").unwrap();
        let web = Web::Folder(folder.path().join("web"));
        for path in ["../secret.txt", "a/../../secret.txt", "/etc/passwd", "./index.html", ""] {
            assert!(web.file(path).await.is_none(), "{path}");
        }
        assert!(web.file("index.html").await.is_some());
    }
}
