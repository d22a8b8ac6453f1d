//! A small server for a folder, as an office's own would serve it: at the root of a host or below a path.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use tokio::net::TcpListener;

use crate::chromium;

/// Serves the folder below `path`, `/` or `/thi-dua/75/`, until the tests end. Returns the address of the folder.
pub fn serve(folder: &Path, path: &'static str) -> String {
    let folder = Arc::new(folder.to_owned());
    let answer = move |uri: Uri| answer(Arc::clone(&folder), path, uri);
    let host = chromium::run(async move {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let host = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await });
        host
    });
    format!("http://{host}{path}")
}

/// The file at an address, that of a folder being its `index.html`; else the site's own 404 page.
async fn answer(folder: Arc<PathBuf>, root: &'static str, uri: Uri) -> Response {
    let path = percent_decode_str(uri.path()).decode_utf8_lossy();
    // Browsers ask for it unasked.
    if path == "/favicon.ico" {
        return StatusCode::NO_CONTENT.into_response();
    }
    let found = path.strip_prefix(root).and_then(|path| {
        let index = if path.is_empty() || path.ends_with('/') { "index.html" } else { "" };
        let file = folder.join(format!("{path}{index}"));
        std::fs::read(&file).ok().map(|content| (kind(&file), content))
    });
    match found {
        Some((kind, content)) => ([(header::CONTENT_TYPE, kind)], content).into_response(),
        None => {
            let page = std::fs::read(folder.join("404.html")).unwrap_or_default();
            (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page)
                .into_response()
        }
    }
}

fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|it| it.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("woff2") => "font/woff2",
        Some("xml") => "application/xml",
        Some("txt") => "text/plain; charset=utf-8",
        Some("csv") => "text/csv; charset=utf-8",
        _ => "application/octet-stream",
    }
}
