//! Who may ask: browsers on this machine, for pages of this site. Another site that is open in the same browser may not,
//! not even by a name of its own that leads here (DNS rebinding).

use std::net::{IpAddr, SocketAddr};

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};

/// The longest path and headers of a request, in bytes; beyond some more of them they are not even read.
pub(super) const LONGEST: usize = 32 << 10;

/// Why a request is refused; none if it is not.
pub(super) fn refusal(request: &Request<Body>, address: SocketAddr) -> Option<StatusCode> {
    let headers = request.headers();
    let length = headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum::<usize>();
    if length + request.uri().path().len() > LONGEST {
        return Some(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Some(StatusCode::METHOD_NOT_ALLOWED);
    }
    let host = text(headers, header::HOST.as_str()).or(request.uri().authority().map(|host| host.as_str()));
    let Some(host) = host else { return Some(StatusCode::BAD_REQUEST) };
    if !is_ours(host, address) {
        return Some(StatusCode::MISDIRECTED_REQUEST);
    }
    let origin = text(headers, header::ORIGIN.as_str());
    if origin.is_some_and(|origin| origin.strip_prefix("http://") != Some(host)) {
        return Some(StatusCode::FORBIDDEN);
    }
    // A link from elsewhere may lead here; a picture or a script of ours may not be put into a page of others.
    let is_foreign = text(headers, "sec-fetch-site") == Some("cross-site");
    if is_foreign && text(headers, "sec-fetch-mode") != Some("navigate") {
        return Some(StatusCode::FORBIDDEN);
    }
    let has_body = text(headers, header::CONTENT_LENGTH.as_str()).is_some_and(|length| length != "0")
        || headers.contains_key(header::TRANSFER_ENCODING);
    has_body.then_some(StatusCode::PAYLOAD_TOO_LARGE)
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Whether a host is this machine by one of its own names, or the address that the server was told to listen on.
fn is_ours(host: &str, address: SocketAddr) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let number = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    match number {
        // An address cannot be made to lead elsewhere, as a name can.
        Ok(number) => number.is_loopback() || number == address.ip() || address.ip().is_unspecified(),
        Err(_) => name.eq_ignore_ascii_case("localhost"),
    }
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn hosts_are_this_machine() {
        let address = "127.0.0.1:1975".parse().unwrap();
        for (host, expected) in [
            ("localhost:1975", true),
            ("LOCALHOST", true),
            ("127.0.0.1:1975", true),
            ("[::1]:1975", true),
            ("[::1]", true),
            ("localhost.evil.example:1975", false),
            ("evil.example", false),
            ("192.168.1.5:1975", false),
            ("", false),
        ] {
            assert_eq!(is_ours(host, address), expected, "{host}");
        }
    }
}
