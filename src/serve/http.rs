//! Browsers, and what they are answered.

use std::convert::Infallible;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Response, StatusCode};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response as Reply};
use axum::routing::get;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use percent_encoding::percent_decode_str;
use tokio::net;
use tokio::runtime::Runtime;
use tokio::sync::{Semaphore, oneshot, watch};
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

use crate::text::nfc;

use super::deliver;
use super::desk::{Answer, Ask};
use super::guard;
use super::workshop::Front;

/// Connections at once, and how long a browser may take to send the head of a request.
const CONNECTIONS: usize = 128;
const PATIENCE: Duration = Duration::from_secs(15);

/// How long answers on their way may take when the server ends.
const FAREWELL: Duration = Duration::from_secs(2);

/// What the preview's own page needs.
const SCRIPT: &str = include_str!("client/preview.js");
const STYLE: &str = include_str!("client/preview.css");

/// Answers until the workshop closes.
pub(super) fn serve(
    runtime: &Runtime,
    socket: TcpListener,
    address: SocketAddr,
    front: watch::Receiver<Front>,
) {
    let routes = Router::new()
        .route(
            "/_thidua/preview.js",
            get(|| async { deliver::text("text/javascript; charset=utf-8", SCRIPT) }),
        )
        .route("/_thidua/preview.css", get(|| async { deliver::text("text/css; charset=utf-8", STYLE) }))
        .route("/_thidua/notes", get(notes))
        .route("/_thidua/events", get(events))
        .fallback(page)
        .layer(middleware::from_fn_with_state(address, guarded))
        .with_state(front.clone());
    runtime.block_on(async {
        // An error here is one of the machine, when it has told already that there is a socket.
        let listening = socket.set_nonblocking(true).and_then(|()| net::TcpListener::from_std(socket));
        if let Ok(listening) = listening {
            accept(&listening, &routes, front).await;
        }
    });
}

async fn accept(listening: &net::TcpListener, routes: &Router, mut front: watch::Receiver<Front>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { break };
        let accepted = tokio::select! {
            accepted = listening.accept() => accepted,
            () = closed(&mut front) => break,
        };
        let Ok((stream, _)) = accepted else {
            // Too many files are open: some will be closed.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        let mut server = http1::Builder::new();
        server.timer(TokioTimer::new()).header_read_timeout(PATIENCE).max_buf_size(2 * guard::LONGEST);
        let service = TowerToHyperService::new(routes.clone());
        let connection = graceful.watch(server.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            let _ = connection.await; // A browser that goes away is nothing to tell.
            drop(place);
        });
    }
    let _ = tokio::time::timeout(FAREWELL, graceful.shutdown()).await;
}

/// Returns when the workshop has closed.
async fn closed(front: &mut watch::Receiver<Front>) {
    while front.changed().await.is_ok() {}
}

async fn guarded(State(address): State<SocketAddr>, request: Request, next: Next) -> Reply {
    match guard::refusal(&request, address) {
        Some(status) => deliver::plain(status),
        None => next.run(request).await,
    }
}

/// What stands at a path of the site.
async fn page(State(front): State<watch::Receiver<Front>>, request: Request) -> Response<Body> {
    let Some(path) = decoded(request.uri().path()) else { return deliver::plain(StatusCode::BAD_REQUEST) };
    let (reply, answer) = oneshot::channel();
    ask(&front, Ask::Page(path, reply));
    let (method, asked) = (request.method(), request.headers());
    match answer.await {
        Ok(Answer::Found(made, name)) => deliver::output(method, asked, StatusCode::OK, made, &name).await,
        Ok(Answer::Missing(Some(made))) => {
            deliver::output(method, asked, StatusCode::NOT_FOUND, made, "404.html").await
        }
        Ok(Answer::Missing(None)) => deliver::plain(StatusCode::NOT_FOUND),
        Ok(Answer::Moved(to)) => deliver::moved(&to),
        Ok(Answer::Nothing) => deliver::blank(),
        Err(_) => deliver::plain(StatusCode::SERVICE_UNAVAILABLE),
    }
}

/// What there is to say of the page at `?path=…`.
async fn notes(State(front): State<watch::Receiver<Front>>, request: Request) -> Response<Body> {
    let path = request.uri().query().and_then(|query| query.strip_prefix("path=")).and_then(decoded);
    let Some(path) = path else { return deliver::plain(StatusCode::BAD_REQUEST) };
    let (reply, answer) = oneshot::channel();
    ask(&front, Ask::Notes(path, None, reply));
    match answer.await {
        Ok(notes) => deliver::text("application/json", notes),
        Err(_) => deliver::plain(StatusCode::SERVICE_UNAVAILABLE),
    }
}

/// Tells whenever there is something new to see; the first time at once.
async fn events(State(front): State<watch::Receiver<Front>>) -> impl IntoResponse {
    let turns = WatchStream::new(front)
        .map(|front| Ok::<_, Infallible>(Event::default().data(front.turn.to_string())));
    Sse::new(turns).keep_alive(KeepAlive::default())
}

fn ask(front: &watch::Receiver<Front>, ask: Ask) {
    // A desk that is closed drops the question, which is an answer too.
    let _ = front.borrow().asks.send(ask);
}

/// A path as people write it; none if it is no text.
fn decoded(path: &str) -> Option<String> {
    let path = percent_decode_str(path).decode_utf8().ok()?;
    (!path.contains('\0')).then(|| nfc(&path).into_owned())
}
