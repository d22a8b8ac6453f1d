//! From save to served: a post is saved, and asked for over HTTP until its new text comes.
//!
//! Before each save another post is opened, as by a writer who looks at it. Saves follow each other quickly, so what a
//! program does behind the back of its reader counts too.

use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Child;
use std::time::{Duration, Instant};
use std::{fs, thread};

use wait4::Wait4 as _;

use super::site::Site;
use super::tools::Tool;

/// How long a writer waits before the next save.
const PAUSE: Duration = Duration::from_millis(300);

/// After so long no more saves are begun.
const ENOUGH: Duration = Duration::from_secs(60);

/// Whoever has not answered by then does not answer.
const PATIENCE: Duration = Duration::from_secs(600);

/// What was measured of a program that shows a site.
pub(crate) struct Saves {
    /// From save to served, sorted.
    pub(crate) times: Vec<Duration>,
    /// Of the processors, for one save; none where the system does not tell.
    pub(crate) cpu: Option<Duration>,
    /// The peak of resident memory, in bytes.
    pub(crate) memory: u64,
}

/// Shows a site as on `day` and saves up to that many edits.
pub(crate) fn measure(tool: &Tool, site: &mut Site, day: &str, saves: usize) -> io::Result<Saves> {
    // A port that is free now.
    let address = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?;
    let mut child = tool.serve(&site.root, address.port(), day).spawn()?;
    let saved = save(&mut child, address, site, saves);
    let ended = child.kill().and_then(|()| child.wait4());
    let (mut times, cpu) = saved?;
    times.sort_unstable();
    Ok(Saves { times, cpu, memory: ended?.rusage.maxrss })
}

fn save(
    server: &mut Child,
    address: SocketAddr,
    site: &mut Site,
    saves: usize,
) -> io::Result<(Vec<Duration>, Option<Duration>)> {
    until_shown(server, address, &Site::address(0), "</html>")?;
    let process = server.id();
    let (begun, cpu_before) = (Instant::now(), cpu_of(process));
    let mut times = Vec::new();
    while times.len() < saves && begun.elapsed() < ENOUGH {
        let page = Site::address(site.upcoming());
        until_shown(server, address, &page, "</html>")?;
        thread::sleep(PAUSE);
        let saved = Instant::now();
        let sentence = site.edit_body()?;
        until_shown(server, address, &page, &sentence)?;
        times.push(saved.elapsed());
    }
    let cpu = cpu_of(process).zip(cpu_before).map(|(after, before)| (after - before) / times.len() as u32);
    Ok((times, cpu))
}

/// Asks for a page until it has some text: at first each millisecond, later less often.
fn until_shown(server: &mut Child, address: SocketAddr, page: &str, text: &str) -> io::Result<()> {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if let Some(status) = server.try_wait()? {
            return Err(io::Error::other(format!("the server ended: {status}")));
        }
        // Who does not answer, or not well, is about to.
        if ask(address, page).is_ok_and(|answer| memchr::memmem::find(&answer, text.as_bytes()).is_some()) {
            return Ok(());
        }
        thread::sleep((begun.elapsed() / 100).max(Duration::from_millis(1)));
    }
    Err(io::Error::other(format!("{page} never had “{text}”")))
}

/// The whole answer of a server. In HTTP 1.0, so that it comes in one piece.
fn ask(address: SocketAddr, page: &str) -> io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(stream, "GET {page} HTTP/1.0\r\nHost: {address}\r\nAccept: text/html\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(answer)
}

/// The time of processors that a process has used, where the system tells of it.
fn cpu_of(process: u32) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // Behind the name, which may hold anything: user and system time are the 12th and 13th, in hundredths of a second.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<u64>().ok();
    Some(Duration::from_millis(10 * (ticks()? + ticks()?)))
}
