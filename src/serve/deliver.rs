//! Outputs as answers of HTTP: types, tags, ranges, and the preview's script in pages that a person reads.

use std::io::SeekFrom;
use std::ops::{Bound, RangeInclusive};
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use headers::{ETag, HeaderMapExt, IfNoneMatch, IfRange, Range};
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tokio_util::io::ReaderStream;

use super::OWN;
use super::shelf::{Content, Made};

/// Answers with an output, whose name tells its type.
pub(super) async fn output(
    method: &Method,
    asked: &HeaderMap,
    status: StatusCode,
    made: Made,
    name: &str,
) -> Response<Body> {
    let Made { content, tag } = made;
    let kind = kind(name);
    // Browsers ask for HTML by name where a person is to see it. All others get the bytes that a build writes.
    let is_read = kind.starts_with("text/html") && wants_html(asked);
    let (content, tag) = match content {
        Content::Bytes(bytes) if is_read => (Content::Bytes(with_script(&bytes, &tag)), format!("{tag}-p")),
        content => (content, tag.to_string()),
    };
    let length = match &content {
        Content::Bytes(bytes) => bytes.len() as u64,
        // It may have changed since; what is sent is what is there.
        Content::File(path, length) => crate::files::metadata(path).map_or(*length, |stat| stat.len),
    };
    let Ok(tag) = format!("\"{tag}\"").parse::<ETag>() else {
        return plain(StatusCode::INTERNAL_SERVER_ERROR);
    };
    let is_known = asked.typed_get::<IfNoneMatch>().is_some_and(|known| !known.precondition_passes(&tag));
    let range = match (status, is_known) {
        (StatusCode::OK, true) => {
            let mut response = plain(StatusCode::NOT_MODIFIED);
            *response.body_mut() = Body::empty();
            response.headers_mut().remove(header::CONTENT_TYPE);
            response.headers_mut().remove(header::CONTENT_LENGTH);
            response.headers_mut().typed_insert(tag);
            return response;
        }
        (StatusCode::OK, false) => range(asked, &tag, length),
        _ => Ok(None),
    };
    let Ok(range) = range else {
        let mut response = plain(StatusCode::RANGE_NOT_SATISFIABLE);
        set(&mut response, header::CONTENT_RANGE, &format!("bytes */{length}"));
        return response;
    };
    let (first, count) = match &range {
        Some(range) => (*range.start(), range.end() - range.start() + 1),
        None => (0, length),
    };
    let body = match content {
        _ if method == Method::HEAD => Body::empty(),
        Content::Bytes(bytes) => {
            let bytes = Bytes::from_owner(bytes);
            let part = usize::try_from(first).ok().zip(usize::try_from(first + count).ok());
            Body::from(part.map_or(Bytes::new(), |(first, end)| bytes.slice(first..end)))
        }
        Content::File(path, _) => match file(&path, first, count).await {
            Ok(body) => body,
            // It went since it was looked at; the next edition will know.
            Err(_) => return plain(StatusCode::NOT_FOUND),
        },
    };
    let status = if range.is_some() { StatusCode::PARTIAL_CONTENT } else { status };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    common(&mut response);
    set(&mut response, header::CONTENT_TYPE, &kind);
    set(&mut response, header::CONTENT_LENGTH, &count.to_string());
    set(&mut response, header::ACCEPT_RANGES, "bytes");
    if kind.starts_with("text/html") {
        set(&mut response, header::VARY, "Accept");
    }
    if let Some(range) = range {
        let (first, last) = range.into_inner();
        set(&mut response, header::CONTENT_RANGE, &format!("bytes {first}-{last}/{length}"));
    }
    response.headers_mut().typed_insert(tag);
    response
}

/// An answer that only says how it went.
pub(super) fn plain(status: StatusCode) -> Response<Body> {
    let mut response = text("text/plain; charset=utf-8", format!("{status}\n"));
    *response.status_mut() = status;
    if status == StatusCode::METHOD_NOT_ALLOWED {
        set(&mut response, header::ALLOW, "GET, HEAD");
    }
    response
}

/// An answer that was made for this one question.
pub(super) fn text(kind: &str, content: impl Into<Bytes>) -> Response<Body> {
    let content = content.into();
    let mut response = Response::new(Body::empty());
    common(&mut response);
    set(&mut response, header::CONTENT_TYPE, kind);
    set(&mut response, header::CONTENT_LENGTH, &content.len().to_string());
    *response.body_mut() = Body::from(content);
    response
}

/// The way to another address.
pub(super) fn moved(to: &str) -> Response<Body> {
    let mut response = plain(StatusCode::TEMPORARY_REDIRECT);
    set(&mut response, header::LOCATION, to);
    response
}

/// A page without anything but the preview's script, which says why.
pub(super) fn blank() -> Response<Body> {
    let page = b"<!DOCTYPE html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\"><title>thidua</title></head><body></body></html>\n";
    let mut response = text("text/html; charset=utf-8", with_script(page, "").to_vec());
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    response
}

/// The type of a file, by its name.
fn kind(name: &str) -> String {
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let is_text = kind.type_() == mime_guess::mime::TEXT
        || matches!(kind.subtype().as_str(), "json" | "javascript" | "xml")
        || kind.suffix().is_some_and(|suffix| suffix == "xml" || suffix == "json");
    if is_text { format!("{}; charset=utf-8", kind.essence_str()) } else { kind.essence_str().to_owned() }
}

fn wants_html(asked: &HeaderMap) -> bool {
    asked
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

/// A page with the preview's script, which is told what the page was.
fn with_script(page: &[u8], tag: &str) -> Arc<[u8]> {
    const END: &[u8] = b"</body>";
    let at = page.windows(END.len()).rposition(|bytes| bytes == END).unwrap_or(page.len());
    let script = format!("<script src=\"{OWN}preview.js\" data-tag=\"{tag}\" defer></script>\n");
    [&page[..at], script.as_bytes(), &page[at..]].concat().into()
}

/// The part that is asked for: none for all of it, an error for what is not there. Of several, all of it is given, which the
/// protocol allows.
fn range(asked: &HeaderMap, tag: &ETag, length: u64) -> Result<Option<RangeInclusive<u64>>, ()> {
    let is_other = asked.typed_get::<IfRange>().is_some_and(|known| known.is_modified(Some(tag), None));
    let Some(wanted) = asked.typed_get::<Range>().filter(|_| !is_other) else { return Ok(None) };
    let written = asked.get(header::RANGE).and_then(|range| range.to_str().ok()).unwrap_or_default();
    if written.contains(',') {
        return Ok(None);
    }
    let Some((start, end)) = wanted.satisfiable_ranges(length).next() else {
        // More than there is, counted from the end, is all there is.
        let is_end = written.starts_with("bytes=-") && length > 0;
        return if is_end { Ok(Some(0..=length - 1)) } else { Err(()) };
    };
    let first = match start {
        Bound::Included(first) => first,
        Bound::Excluded(_) | Bound::Unbounded => return Ok(None),
    };
    let last = match end {
        Bound::Included(last) => last.min(length.saturating_sub(1)),
        Bound::Excluded(_) | Bound::Unbounded => length.saturating_sub(1),
    };
    if first >= length {
        Err(())
    } else if last < first {
        Ok(None)
    } else {
        Ok(Some(first..=last))
    }
}

/// A part of a file, piece by piece.
async fn file(path: &std::path::Path, first: u64, count: u64) -> std::io::Result<Body> {
    let mut file = File::open(path).await?;
    file.seek(SeekFrom::Start(first)).await?;
    Ok(Body::from_stream(ReaderStream::with_capacity(file.take(count), 64 << 10)))
}

/// What all answers say: browsers are to ask each time, and to believe the type.
fn common(response: &mut Response<Body>) {
    set(response, header::CACHE_CONTROL, "no-cache");
    set(response, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(response, header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
}

fn set(response: &mut Response<Body>, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};
    use headers::ETag;

    use super::{kind, range, with_script};

    #[test]
    fn parts_are_found() {
        let tag: ETag = "\"a\"".parse().unwrap();
        for (written, expected) in [
            ("bytes=0-3", Ok(Some(0..=3))),
            ("bytes=4-", Ok(Some(4..=9))),
            ("bytes=-4", Ok(Some(6..=9))),
            ("bytes=-40", Ok(Some(0..=9))),
            ("bytes=8-40", Ok(Some(8..=9))),
            ("bytes=10-", Err(())),
            ("bytes=5-2", Ok(None)),
            ("bytes=0-1,3-4", Ok(None)),
            ("lines=0-1", Ok(None)),
        ] {
            let mut asked = HeaderMap::new();
            asked.insert(header::RANGE, HeaderValue::from_static(written));
            assert_eq!(range(&asked, &tag, 10), expected, "{written}");
        }
    }

    #[test]
    fn types_are_those_of_the_names() {
        for (name, expected) in [
            ("a/index.html", "text/html; charset=utf-8"),
            ("atom.xml", "text/xml; charset=utf-8"),
            ("a.css", "text/css; charset=utf-8"),
            ("a.js", "text/javascript; charset=utf-8"),
            ("a.svg", "image/svg+xml; charset=utf-8"),
            ("a.jpg", "image/jpeg"),
            ("a.woff2", "font/woff2"),
            ("a.mp4", "video/mp4"),
            ("a.la", "application/octet-stream"),
        ] {
            assert_eq!(kind(name), expected, "{name}");
        }
    }

    #[test]
    fn the_script_stands_at_the_end_of_the_body() {
        let page = with_script(b"<body></body>x</body></html>", "t");
        let page = std::str::from_utf8(&page).unwrap();
        assert!(
            page.starts_with("<body></body>x<script src=") && page.ends_with("</script>\n</body></html>"),
            "{page}"
        );
    }
}
