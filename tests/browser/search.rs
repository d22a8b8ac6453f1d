//! Search as people use it: typed on the page, from a server, below a path and from a disk.

use libtest_mimic::Trial;

use crate::chromium::{Look, Tab};
use crate::sites::{SHIPPED, Way};
use crate::trial;

pub fn trials() -> Vec<Trial> {
    let by_way =
        Way::ALL.into_iter().map(|way| trial(format!("search::examples-{way}"), move || examples(way)));
    let others = vec![
        trial("search::keys", keys),
        trial("search::told", told),
        trial("search::filters-and-address", filters_and_address),
        trial("search::without-script", without_script),
        trial("search::hostile", hostile),
        trial("search::missing-shards", missing_shards),
    ];
    by_way.chain(others).collect()
}

/// The page that searches, with a query.
fn open(way: Way, query: &str) -> Tab {
    let query: String = percent(query);
    Tab::open(Look::DESK, &format!("{}?q={query}", SHIPPED.at(way, "tim-kiem/")))
}

fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// The addresses of the results of a query, once they stand there.
#[track_caller]
fn results(tab: &Tab, query: &str) -> Vec<String> {
    let list = "document.querySelector('[data-search-results]')";
    tab.wait_for(&format!("{list}.dataset.query === {query:?}"));
    tab.evaluate(&format!(
        "Array.from({list}.querySelectorAll('a'), (link) => link.href.replace(/[?].*/, ''))"
    ))
}

/// Types a query in place of what is there.
#[track_caller]
fn typed(tab: &Tab, query: &str) -> Vec<String> {
    tab.evaluate::<()>(&format!(
        "void (() => {{ const box = document.querySelector('#search_query'); box.value = {query:?}; \
         box.dispatchEvent(new InputEvent('input', {{ bubbles: true }})); }})()"
    ));
    results(tab, query)
}

#[track_caller]
fn examples(way: Way) {
    let tab = open(way, "dua");
    let found = results(&tab, "dua");
    assert_eq!(found.len(), 10, "{found:?}");
    assert!(tab.evaluate::<bool>(
        "Array.from(document.querySelectorAll('.search-result mark')).some((it) => it.textContent === 'đua')"
    ));
    let same = |one: &str, other: &str| assert_eq!(typed(&tab, one), typed(&tab, other), "{one} {other}");
    same("bac kan ", "BAC KAN ");
    same("Bắc Kạn ", "BẮC KẠN ");
    same("Bắc Kạn ", "Bắc Cạn ");
    same("Bắc Kạn ", "Ba\u{306}\u{301}c Ka\u{323}n ");
    same("hoà ", "hòa ");
    same("kỷ ", "kỉ ");
    same("UBND ", "Ủy ban nhân dân ");
    for query in ["327/KH-UBND", "327"] {
        assert!(typed(&tab, query)[0].contains("/van-ban/ke-hoach-327-kh-ubnd/"), "{query}");
    }
    assert!(typed(&tab, "kh-ubnd").iter().any(|it| it.contains("/van-ban/ke-hoach-327-kh-ubnd/")));
    // What is found opens, and shows what was looked for.
    let address = tab.evaluate::<String>("document.querySelector('[data-search-results] a').href");
    tab.go(&address);
    assert!(tab.evaluate::<bool>("document.querySelectorAll('main mark').length > 0"), "{address}");
    assert_eq!(tab.complaints(), [""; 0]);
}

#[track_caller]
fn keys() {
    let tab = Tab::open(Look::DESK, &SHIPPED.at(Way::Root, "tim-kiem/"));
    tab.evaluate::<()>("void document.activeElement.blur()");
    tab.press("/");
    assert!(tab.evaluate::<bool>("document.activeElement.id === 'search_query'"));
    typed(&tab, "thi đua");
    tab.press("ArrowDown");
    tab.press("ArrowDown");
    let at =
        "Array.from(document.querySelectorAll('[data-search-results] a')).indexOf(document.activeElement)";
    assert_eq!(tab.evaluate::<i32>(at), 1);
    tab.press("Escape");
    assert!(tab.evaluate::<bool>("document.activeElement.id === 'search_query'"));
}

/// What is told of the results agrees with the list below.
#[track_caller]
fn told() {
    let tab = open(Way::Root, "x");
    for (query, listed, expected) in [
        ("sông", 1, "Tìm thấy 1 trang."),
        ("HCTC", 10, "Tìm thấy 11 trang."),
        ("lịch sử đường", 10, "Tìm thấy 1 trang có đủ các từ; sau đó là những trang có một số từ."),
        ("xyz bảng", 10, "Không trang nào có đủ các từ; 38 trang có một số từ:"),
    ] {
        let found = typed(&tab, query);
        let told = tab.evaluate::<String>("document.querySelector('#search_status').textContent");
        assert_eq!((found.len(), &*told), (listed, expected), "{query}");
    }
}

#[track_caller]
fn filters_and_address() {
    let tab = open(Way::Root, "thi đua");
    let all = results(&tab, "thi đua");
    tab.evaluate::<()>(
        "void (() => { const choice = document.querySelector('select[name=section]'); \
         choice.value = Array.from(choice.options).find((it) => it.text === 'Văn bản').value; \
         choice.dispatchEvent(new Event('change', { bubbles: true })); })()",
    );
    tab.wait_for("Array.from(document.querySelectorAll('[data-search-results] a')).every((it) => it.href.includes('/van-ban/'))");
    let address = tab.address();
    assert!(address.contains("q=thi") && address.contains("section=van-ban%2F"), "{address}");
    let found = results(&tab, "thi đua");
    for (address, chosen) in
        [(address.as_str(), "Văn bản"), (&*address.replace("van-ban", "khong-co"), "Tất cả")]
    {
        tab.go(address);
        let again = results(&tab, "thi đua");
        assert_eq!(again == found, chosen == "Văn bản", "{address}");
        let label =
            tab.evaluate::<String>("document.querySelector('select[name=section]').selectedOptions[0].text");
        assert_eq!(label, chosen, "{address}");
    }
    tab.go(&address);
    assert!(all.iter().any(|it| !it.contains("/van-ban/")));
    assert!(tab.evaluate::<bool>("document.querySelector('#search_filters').open"));
    let phone = Tab::open(Look::PHONE, &SHIPPED.at(Way::Root, "tim-kiem/?q=thi"));
    phone.wait_for("document.querySelector('[data-search-results] a')");
    assert!(phone.evaluate::<bool>("!document.querySelector('#search_filters').open"));
}

#[track_caller]
fn without_script() {
    let tab = Tab::open(Look::DESK.without_script(), &SHIPPED.at(Way::Root, "tim-kiem/"));
    assert!(tab.evaluate::<bool>("document.querySelector('noscript a[href*=so-do-trang]') !== null || document.body.innerHTML.includes('so-do-trang')"));
}

#[track_caller]
fn hostile() {
    let tab = open(Way::Root, "x");
    let long = "thi đua ".repeat(1250);
    for query in [
        "<img src=x onerror=alert(1)>",
        "\"thi đua\"",
        "a AND (b OR c*)",
        "constructor __proto__",
        long.as_str(),
    ] {
        typed(&tab, query);
    }
    assert!(!tab.evaluate::<bool>("document.querySelector('main img[src=x]') !== null"));
    assert_eq!(tab.complaints(), [""; 0]);
}

/// Names a shard that is not there: the page says so, and no script fails.
#[track_caller]
fn missing_shards() {
    let tab = Tab::open(Look::DESK, &SHIPPED.at(Way::Root, "tim-kiem/"));
    tab.wait_for("!document.querySelector('#search_filters').hidden");
    tab.evaluate::<()>("void Object.defineProperty(HTMLScriptElement.prototype, 'src', { set() { this.setAttribute('src', 'khong-co.js'); } })");
    assert!(typed(&tab, "thi đua").is_empty());
    assert!(tab.evaluate::<bool>("document.querySelector('#search_status').textContent.length > 0"));
}
