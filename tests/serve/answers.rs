//! What HTTP asks of a server.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::common::http::{ask, get, raw};
use crate::ground::{Ground, SITE};

#[test]
fn every_output_is_what_a_build_writes() {
    Ground::new().assert_clean();
}

#[test]
fn answers_have_types_lengths_and_tags() {
    let ground = Ground::new();
    for (path, kind) in [
        ("", "text/html; charset=utf-8"),
        ("tin-tuc/mot/", "text/html; charset=utf-8"),
        ("tin-tuc/mot/index.html", "text/html; charset=utf-8"),
        ("cu.html", "text/html; charset=utf-8"),
        ("atom.xml", "text/xml; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("tin-tuc/%E1%BA%A3nh%20l%E1%BB%85.bin", "application/octet-stream"),
        ("tin-tuc/a%CC%89nh%20le%CC%82%CC%83.bin", "application/octet-stream"),
    ] {
        let reply = ground.get(path);
        assert_eq!((reply.status, reply.header("content-type")), (200, kind), "{path}");
        assert_eq!(reply.header("content-length"), reply.body.len().to_string(), "{path}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert_eq!(reply.header("cache-control"), "no-cache");
        let known = ask(
            ground.address(),
            "GET",
            &format!("/thi-dua/75/{path}"),
            &[("If-None-Match", reply.header("etag"))],
        );
        assert_eq!(
            (known.status, known.body.len(), known.header("etag")),
            (304, 0, reply.header("etag")),
            "{path}"
        );
        let head = ask(ground.address(), "HEAD", &format!("/thi-dua/75/{path}"), &[]);
        assert_eq!(
            (head.status, head.body.len(), head.header("content-length")),
            (200, 0, reply.header("content-length"))
        );
    }
}

#[test]
fn parts_can_be_asked_for() {
    let ground = Ground::new();
    let path = "/thi-dua/75/tin-tuc/%E1%BA%A3nh%20l%E1%BB%85.bin";
    let tag = get(ground.address(), path).header("etag").to_owned();
    for (range, condition, status, body, place) in [
        ("bytes=2-4", &*tag, 206, "234", "bytes 2-4/10"),
        ("bytes=7-", &tag, 206, "789", "bytes 7-9/10"),
        ("bytes=-2", &tag, 206, "89", "bytes 8-9/10"),
        ("bytes=2-4", "\"another\"", 200, "0123456789", ""),
        ("bytes=1-2,4-5", &tag, 200, "0123456789", ""),
        ("nonsense", &tag, 200, "0123456789", ""),
    ] {
        let reply = ask(ground.address(), "GET", path, &[("Range", range), ("If-Range", condition)]);
        assert_eq!(
            (reply.status, &*reply.text(), reply.header("content-range")),
            (status, body, place),
            "{range}"
        );
    }
    let beyond = ask(ground.address(), "GET", path, &[("Range", "bytes=10-")]);
    assert_eq!((beyond.status, beyond.header("content-range")), (416, "bytes */10"));
    let page = ask(ground.address(), "GET", "/thi-dua/75/", &[("Range", "bytes=0-14")]);
    assert_eq!((page.status, page.text().to_lowercase()), (206, "<!doctype html>".into()));
}

#[test]
fn folders_lead_to_their_pages_and_nothing_else_is_there() {
    let ground = Ground::new();
    for (path, to) in [
        ("/", "/thi-dua/75/"),
        ("/thi-dua/75", "/thi-dua/75/"),
        ("/thi-dua/75/tin-tuc", "/thi-dua/75/tin-tuc/"),
        ("/thi-dua/75/tin-tuc/mot", "/thi-dua/75/tin-tuc/mot/"),
    ] {
        let reply = get(ground.address(), path);
        assert_eq!((reply.status, reply.header("location")), (307, to), "{path}");
    }
    let own = ground.get("404.html").text();
    for path in [
        "tin-tuc/ba/",
        "x",
        "static/",
        "..%2f..%2fcontent/site.yaml",
        "../../content/site.yaml",
        "content/site.yaml",
    ] {
        let reply = ground.get(path);
        assert_eq!((reply.status, reply.text() == own), (404, true), "{path}");
    }
    for path in [
        "/tin-tuc/mot/",
        "/thi-dua/",
        "/etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/thi-dua/75/%5c..%5c..%5csite.yaml",
    ] {
        assert_eq!(get(ground.address(), path).status, 404, "{path}");
    }
    for path in ["/thi-dua/75/%ff", "/thi-dua/75/%00"] {
        assert_eq!(get(ground.address(), path).status, 400, "{path}");
    }
}

#[test]
fn only_reading_is_allowed_and_only_from_here() {
    let ground = Ground::new();
    let at = ground.address();
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
        for path in ["/thi-dua/75/", "/_thidua/notes?path=/"] {
            let reply = ask(at, method, path, &[]);
            assert_eq!((reply.status, reply.header("allow")), (405, "GET, HEAD"), "{method} {path}");
        }
    }
    let port = at.port();
    for (headers, status) in [
        (vec![("Host", format!("localhost:{port}"))], 200),
        (vec![("Host", format!("[::1]:{port}"))], 200),
        (vec![("Host", "evil.example".to_owned())], 421),
        (vec![("Host", format!("localhost.evil.example:{port}"))], 421),
        (vec![("Origin", format!("http://{at}"))], 200),
        (vec![("Origin", "http://evil.example".to_owned())], 403),
        (vec![("Origin", "null".to_owned())], 403),
        (vec![("Sec-Fetch-Site", "cross-site".to_owned()), ("Sec-Fetch-Mode", "no-cors".to_owned())], 403),
        (vec![("Sec-Fetch-Site", "cross-site".to_owned()), ("Sec-Fetch-Mode", "navigate".to_owned())], 200),
        (vec![("Content-Length", "5".to_owned())], 413),
        (vec![("X-Long", "x".repeat(40_000))], 431),
    ] {
        let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        for path in ["/thi-dua/75/", "/_thidua/preview.js"] {
            assert_eq!(ask(at, "GET", path, &headers).status, status, "{path} {}", headers[0].0);
        }
    }
    assert_eq!(raw(at, "GET /thi-dua/75/ HTTP/1.1\r\nConnection: close\r\n\r\n").status, 400);
}

#[test]
fn the_site_stands_where_it_is_told_to() {
    let ground = Ground::with(&SITE, |options| options.base_path = Some("/x/".to_owned()));
    assert!(ground.server().entry().ends_with("/x/"));
    assert_eq!(get(ground.address(), "/x/tin-tuc/mot/").status, 200);
    assert!(get(ground.address(), "/x/khong-co/").text().contains("/x/"));
    let mut files = SITE;
    files[0].1 = "title: Thử\ntheme: tiny\n";
    let ground = Ground::with(&files, |_| ());
    assert_eq!(get(ground.address(), "/tin-tuc/mot/").status, 200);
}

#[test]
fn only_pages_that_a_person_reads_have_the_script() {
    let ground = Ground::new();
    let read = |path: &str| ask(ground.address(), "GET", path, &[("Accept", "text/html,*/*;q=0.8")]);
    let page = read("/thi-dua/75/tin-tuc/mot/");
    let tag = ground.get("tin-tuc/mot/").header("etag").trim_matches('"').to_owned();
    let script = format!("<script src=\"/_thidua/preview.js\" data-tag=\"{tag}\" defer></script>");
    assert!(page.text().contains(&script), "{}", page.text());
    assert_ne!(page.header("etag").trim_matches('"'), tag);
    assert_eq!(
        (page.header("vary"), page.header("content-length")),
        ("Accept", &*page.body.len().to_string())
    );
    assert_eq!(page.text().replace(&format!("{script}\n"), ""), ground.get("tin-tuc/mot/").text());
    assert!(read("/thi-dua/75/khong-co/").text().contains("/_thidua/preview.js"));
    assert!(!read("/thi-dua/75/atom.xml").text().contains("/_thidua/preview.js"));
    for (path, kind) in [("preview.js", "text/javascript"), ("preview.css", "text/css")] {
        let reply = get(ground.address(), &format!("/_thidua/{path}"));
        assert!(reply.status == 200 && reply.header("content-type").starts_with(kind), "{path}");
    }
}

#[test]
fn it_ends_when_told_to_with_browsers_that_listen() {
    let ground = Ground::new();
    let mut stream = TcpStream::connect(ground.address()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    write!(stream, "GET /_thidua/events HTTP/1.1\r\nHost: {}\r\n\r\n", ground.address()).unwrap();
    let mut heard = String::new();
    while !heard.contains("data: ") {
        let mut bytes = [0; 1024];
        let count = stream.read(&mut bytes).unwrap();
        assert_ne!(count, 0, "{heard}");
        heard.push_str(std::str::from_utf8(&bytes[..count]).unwrap());
    }
    assert!(heard.contains("text/event-stream"), "{heard}");
    drop(ground);
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest);
}
