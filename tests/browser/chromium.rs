//! A real browser, in few words: open a page, ask it things, press keys, look at it on a screen and on paper.
//!
//! Nothing here waits for a time to pass: every wait is for a state, and fails loudly where the state does not come.

use std::collections::BTreeSet;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, OnceLock};
use std::time::{Duration, Instant};
use std::{env, fs};

use chromiumoxide::cdp::browser_protocol::browser::BrowserContextId;
use chromiumoxide::cdp::browser_protocol::emulation::{
    MediaFeature, SetDeviceMetricsOverrideParams, SetEmulatedMediaParams, SetScriptExecutionDisabledParams,
};
use chromiumoxide::cdp::browser_protocol::input::{
    DispatchKeyEventParams, DispatchKeyEventType, InsertTextParams,
};
use chromiumoxide::cdp::browser_protocol::log::{self, LogEntryLevel};
use chromiumoxide::cdp::browser_protocol::network;
use chromiumoxide::cdp::browser_protocol::page::{
    AddScriptToEvaluateOnNewDocumentParams, CaptureScreenshotParams, PrintToPdfParams,
};
use chromiumoxide::cdp::browser_protocol::target::{
    CreateBrowserContextParams, CreateTargetParams, DisposeBrowserContextParams,
};
use chromiumoxide::cdp::js_protocol::runtime::{self, ConsoleApiCalledType, EvaluateParams, EvaluateReturns};
use chromiumoxide::error::CdpError;
use chromiumoxide::listeners::EventStream;
use chromiumoxide::{Browser, BrowserConfig, Command, Page};
use futures::{FutureExt, StreamExt};
use serde::de::DeserializeOwned;
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::RwLock;
use tokio::task::JoinHandle;

/// How long a state may take to come before a test says that it does not.
const PATIENCE: Duration = Duration::from_secs(60);

/// One thread, so that what the browser has said before an answer is here before the answer is.
static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap());

/// Runs a future to its end, from a thread of the tests.
pub fn run<F>(future: F) -> F::Output
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    futures::executor::block_on(RUNTIME.spawn(future)).unwrap()
}

/// Where Chromium is: what `CHROMIUM` names, else on the path.
pub fn installed() -> Option<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM").filter(|named| !named.is_empty()) {
        return Some(named.into());
    }
    let folders = env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    env::split_paths(&folders)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .find(|file| file.is_file())
}

/// How a page is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    pub width: u32,
    pub height: u32,
    /// The reader prefers a dark page.
    pub dark: bool,
    /// Scripts run.
    pub script: bool,
    /// On paper instead of a screen.
    pub paper: bool,
    /// The moment that scripts take for now, such as `2024-06-10T08:00:00+07:00`.
    pub now: Option<&'static str>,
}

impl Look {
    /// A desk.
    pub const DESK: Self =
        Self { width: 1280, height: 900, dark: false, script: true, paper: false, now: None };
    /// A phone.
    pub const PHONE: Self = Self { width: 360, height: 740, ..Self::DESK };

    pub fn dark(self) -> Self {
        Self { dark: true, ..self }
    }

    pub fn without_script(self) -> Self {
        Self { script: false, ..self }
    }

    pub fn on_paper(self) -> Self {
        Self { paper: true, ..self }
    }

    pub fn at(self, now: &'static str) -> Self {
        Self { now: Some(now), ..self }
    }
}

/// The one browser of a test run, started when it is first asked for.
struct Running {
    browser: RwLock<Browser>,
    /// What carries messages to and fro; ends with the browser.
    carrier: Mutex<Option<JoinHandle<()>>>,
    profile: Mutex<Option<TempDir>>,
}

static RUNNING: OnceLock<Running> = OnceLock::new();

fn running() -> &'static Running {
    RUNNING.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let profile = tempfile::Builder::new().prefix("chromium-").tempdir_in(folder).unwrap();
        let config = BrowserConfig::builder()
            .chrome_executable(installed().expect("the tests begin only where there is a Chromium"))
            .user_data_dir(profile.path())
            .new_headless_mode()
            // Whoever builds in a container is root there, and has no sandbox.
            .no_sandbox()
            .args(["disable-gpu", "disable-quic", "disable-component-update", "hide-scrollbars"])
            .launch_timeout(PATIENCE)
            .request_timeout(PATIENCE)
            .viewport(None)
            .build()
            .unwrap();
        run(async move {
            let (browser, mut messages) = Browser::launch(config).await.unwrap();
            let carrier = tokio::spawn(async move { while messages.next().await.is_some() {} });
            Running {
                browser: RwLock::new(browser),
                carrier: Mutex::new(Some(carrier)),
                profile: Mutex::new(Some(profile)),
            }
        })
    })
}

/// Ends the browser, if there is one, and removes what it has left on the disk.
pub fn close() {
    let Some(running) = RUNNING.get() else { return };
    let carrier = running.carrier.lock().unwrap().take();
    run(async move {
        let mut browser = running.browser.write().await;
        browser.close().await.unwrap();
        browser.wait().await.unwrap();
        if let Some(carrier) = carrier {
            carrier.await.unwrap();
        }
    });
    drop(running.profile.lock().unwrap().take());
}

/// A tab, with a memory of its own, that ends when it is dropped.
pub struct Tab {
    page: Page,
    context: BrowserContextId,
    look: Look,
    console: Mutex<EventStream<runtime::EventConsoleApiCalled>>,
    thrown: Mutex<EventStream<runtime::EventExceptionThrown>>,
    logged: Mutex<EventStream<log::EventEntryAdded>>,
    asked: Mutex<EventStream<network::EventRequestWillBeSent>>,
}

impl Tab {
    /// Opens an address and waits until all of it is there: its scripts have run, its faces are loaded.
    #[track_caller]
    pub fn open(look: Look, address: &str) -> Self {
        let tab = Self::empty(look);
        tab.go(address);
        tab
    }

    /// A tab on no page yet.
    #[track_caller]
    pub fn empty(look: Look) -> Self {
        // Started outside of the one thread that runs futures: starting waits for it.
        let running = running();
        let mut tab = run(Self::new(running, look));
        tab.look_again(look);
        tab
    }

    /// Looks in another way, at the same page; whether scripts run counts from the next page on.
    #[track_caller]
    pub fn look_again(&mut self, look: Look) {
        self.look = look;
        self.execute(SetDeviceMetricsOverrideParams::new(look.width, look.height, 1.0, look.width < 600));
        let scheme = MediaFeature::new("prefers-color-scheme", if look.dark { "dark" } else { "light" });
        self.execute(SetEmulatedMediaParams {
            // Empty is as it comes: a screen, and paper when the page is printed.
            media: Some(if look.paper { "print" } else { "" }.to_owned()),
            features: Some(vec![scheme]),
        });
        self.execute(SetScriptExecutionDisabledParams::new(!look.script));
    }

    async fn new(running: &Running, look: Look) -> Self {
        let browser = running.browser.read().await;
        let context =
            browser.execute(CreateBrowserContextParams::default()).await.unwrap().result.browser_context_id;
        let mut target = CreateTargetParams::new("about:blank");
        target.browser_context_id = Some(context.clone());
        let page = browser.new_page(target).await.unwrap();
        if let Some(now) = look.now {
            let source = include_str!("now.js").replace("NOW", now);
            page.execute(AddScriptToEvaluateOnNewDocumentParams::new(source)).await.unwrap();
        }
        page.enable_log().await.unwrap();
        Self {
            console: Mutex::new(page.event_listener().await.unwrap()),
            thrown: Mutex::new(page.event_listener().await.unwrap()),
            logged: Mutex::new(page.event_listener().await.unwrap()),
            asked: Mutex::new(page.event_listener().await.unwrap()),
            page,
            context,
            look,
        }
    }

    /// Goes to another address, as by the address bar.
    #[track_caller]
    pub fn go(&self, address: &str) {
        let (page, to) = (self.page.clone(), address.to_owned());
        let gone = run(async move { page.goto(to).await.map(|_| ()) });
        assert!(gone.is_ok(), "{address}: {gone:?}");
        self.settle();
    }

    /// Waits until the page is all there.
    #[track_caller]
    pub fn settle(&self) {
        self.wait_for("document.readyState === 'complete' && document.fonts.status === 'loaded'");
    }

    /// Waits until an expression is true, on this page or on one that it leads to meanwhile.
    #[track_caller]
    pub fn wait_for(&self, condition: &str) {
        let began = Instant::now();
        let question = format!("Boolean({condition})");
        loop {
            match self.ask(&question) {
                Ok(answer) => {
                    if value(&question, answer) {
                        return;
                    }
                }
                Err(error) => assert!(is_on_its_way(&error), "{condition}: {error}"),
            }
            assert!(began.elapsed() < PATIENCE, "{}: never {condition}", self.address());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// The value of an expression in the page; of what it promises, if it is a promise.
    #[track_caller]
    pub fn evaluate<T: DeserializeOwned>(&self, expression: &str) -> T {
        value(expression, self.ask(expression).unwrap())
    }

    #[track_caller]
    fn ask(&self, expression: &str) -> Result<EvaluateReturns, CdpError> {
        let mut question = EvaluateParams::new(expression);
        question.return_by_value = Some(true);
        question.await_promise = Some(self.look.script);
        self.try_execute(question)
    }

    /// Where the tab is.
    #[track_caller]
    pub fn address(&self) -> String {
        self.evaluate("location.href")
    }

    /// What the browser complained of since the tab was opened or last asked, a line each: scripts that failed, files that
    /// are missing, what the security policy refused, what scripts warned of.
    #[track_caller]
    pub fn complaints(&self) -> Vec<String> {
        // What came before a line of ours has arrived when the line has.
        let mark = "— all told —";
        self.evaluate::<()>(&format!("void console.debug('{mark}')"));
        let began = Instant::now();
        let mut lines = Vec::new();
        loop {
            let said = self.console.lock().unwrap().next().now_or_never().flatten();
            let Some(said) = said else {
                assert!(began.elapsed() < PATIENCE, "the console is silent");
                std::thread::yield_now();
                continue;
            };
            let words = said.args.iter().filter_map(|it| it.value.as_ref().map(ToString::to_string));
            let words = words.collect::<Vec<_>>().join(" ");
            if words.contains(mark) {
                break;
            }
            let is_complaint =
                [ConsoleApiCalledType::Error, ConsoleApiCalledType::Warning, ConsoleApiCalledType::Assert];
            if is_complaint.contains(&said.r#type) {
                lines.push(words);
            }
        }
        while let Some(Some(thrown)) = self.thrown.lock().unwrap().next().now_or_never() {
            let details = &thrown.exception_details;
            let said = details.exception.as_ref().and_then(|it| it.description.clone());
            lines.push(said.unwrap_or_else(|| details.text.clone()));
        }
        while let Some(Some(logged)) = self.logged.lock().unwrap().next().now_or_never() {
            if matches!(logged.entry.level, LogEntryLevel::Error | LogEntryLevel::Warning) {
                let at = logged.entry.url.as_deref().unwrap_or_default();
                lines.push(format!("{} {at}", logged.entry.text));
            }
        }
        lines
    }

    /// The addresses that were asked for since the tab was opened or last asked, in their order, each once.
    #[track_caller]
    pub fn requests(&self) -> Vec<String> {
        // An answer of the page comes behind all it has asked for.
        self.evaluate::<()>("void 0");
        let mut known = BTreeSet::new();
        let mut addresses = Vec::new();
        while let Some(Some(asked)) = self.asked.lock().unwrap().next().now_or_never() {
            let address = asked.request.url.clone();
            if !address.starts_with("data:") && known.insert(address.clone()) {
                addresses.push(address);
            }
        }
        addresses
    }

    /// How far the page has jumped about while it was loaded: 0 is not at all.
    #[track_caller]
    pub fn layout_shift(&self) -> f64 {
        self.evaluate(include_str!("shift.js"))
    }

    /// Presses a key: `Tab`, `Shift+Tab`, `Enter`, `Escape`, `Space`, `ArrowDown` …
    #[track_caller]
    pub fn press(&self, key: &str) {
        let (modifiers, name) = match key.strip_prefix("Shift+") {
            Some(name) => (8, name),
            None => (0, key),
        };
        let (key, code, number, text) = match name {
            "Tab" => ("Tab", "Tab", 9, None),
            "Enter" => ("Enter", "Enter", 13, Some("\r")),
            "Escape" => ("Escape", "Escape", 27, None),
            "Space" => (" ", "Space", 32, Some(" ")),
            "ArrowLeft" => ("ArrowLeft", "ArrowLeft", 37, None),
            "ArrowUp" => ("ArrowUp", "ArrowUp", 38, None),
            "ArrowRight" => ("ArrowRight", "ArrowRight", 39, None),
            "ArrowDown" => ("ArrowDown", "ArrowDown", 40, None),
            "Home" => ("Home", "Home", 36, None),
            "End" => ("End", "End", 35, None),
            "Backspace" => ("Backspace", "Backspace", 8, None),
            "/" => ("/", "Slash", 191, Some("/")),
            _ => panic!("what key is {key}?"),
        };
        let down =
            if text.is_some() { DispatchKeyEventType::KeyDown } else { DispatchKeyEventType::RawKeyDown };
        for (r#type, text) in [(down, text), (DispatchKeyEventType::KeyUp, None)] {
            let mut event = DispatchKeyEventParams::new(r#type);
            event.modifiers = Some(modifiers);
            event.key = Some(key.to_owned());
            event.code = Some(code.to_owned());
            event.windows_virtual_key_code = Some(number);
            event.text = text.map(str::to_owned);
            self.execute(event);
        }
    }

    /// Types words where the cursor is, as an input method gives them.
    #[track_caller]
    pub fn write(&self, words: &str) {
        self.execute(InsertTextParams::new(words));
    }

    /// A picture of the window, PNG.
    #[track_caller]
    pub fn picture(&self, file: &Path) {
        let taken = self.execute(CaptureScreenshotParams::default());
        fs::write(file, decoded(&taken.data)).unwrap();
    }

    /// The page printed on A4, as a PDF.
    #[track_caller]
    pub fn print(&self) -> Vec<u8> {
        let paper = PrintToPdfParams {
            prefer_css_page_size: Some(true),
            display_header_footer: Some(false),
            print_background: Some(false),
            ..PrintToPdfParams::default()
        };
        decoded(&self.execute(paper).data)
    }

    #[track_caller]
    fn execute<C>(&self, command: C) -> C::Response
    where
        C: Command + Send + 'static,
        C::Response: Send,
    {
        self.try_execute(command).unwrap()
    }

    #[track_caller]
    fn try_execute<C>(&self, command: C) -> Result<C::Response, CdpError>
    where
        C: Command + Send + 'static,
        C::Response: Send,
    {
        let page = self.page.clone();
        run(async move { page.execute(command).await }).map(|answer| answer.result)
    }
}

/// Whether a question had no answer because the page it was put to made room for another.
fn is_on_its_way(error: &CdpError) -> bool {
    const WORDS: [&str; 3] =
        ["Inspected target navigated", "Cannot find context with", "Execution context was destroyed"];
    matches!(error, CdpError::Chrome(said) if WORDS.iter().any(|words| said.message.contains(words)))
}

/// What an expression came to; fails with what it threw.
#[track_caller]
fn value<T: DeserializeOwned>(expression: &str, answer: EvaluateReturns) -> T {
    if let Some(thrown) = answer.exception_details {
        let said = thrown.exception.and_then(|it| it.description).unwrap_or(thrown.text);
        panic!("{expression}: {said}");
    }
    let value = answer.result.value.unwrap_or_default();
    serde_json::from_value(value).unwrap_or_else(|error| panic!("{expression}: {error}"))
}

impl Drop for Tab {
    fn drop(&mut self) {
        let context = DisposeBrowserContextParams::new(self.context.clone());
        // A browser that is gone has said so already.
        let running = running();
        drop(run(async move { running.browser.read().await.execute(context).await.map(|_| ()) }));
    }
}

fn decoded(data: &chromiumoxide::types::Binary) -> Vec<u8> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(AsRef::<str>::as_ref(data)).unwrap()
}
