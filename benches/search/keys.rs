//! How long it takes from a key to its results, in a browser that loads the site from a server on this machine.

use std::path::Path;

use super::chromium::{self, Look, Tab};
use super::queries::Queries;
use super::server;

/// How many queries of each kind are typed.
const EACH: usize = 6;

/// Types a query, and tells after how many milliseconds its results stand there.
const TYPE: &str = "new Promise((done) => {
  const list = document.querySelector('[data-search-results]');
  const box = document.querySelector('#search_query');
  const began = performance.now();
  const watch = new MutationObserver(() => {
    if (list.getAttribute('data-query') !== QUERY) return;
    watch.disconnect();
    done(performance.now() - began);
  });
  watch.observe(list, { attributes: true });
  box.value = QUERY;
  box.dispatchEvent(new InputEvent('input', { bubbles: true }));
})";

/// Whether a page was opened long enough ago for somebody to have typed a word: it has loaded what every search needs.
const SETTLED: &str = "performance.now() > 1000";

/// Measures, and says what it found.
pub(crate) fn measure(public: &Path, queries: &Queries) {
    if chromium::installed().is_none() {
        println!("no Chromium on the path, and CHROMIUM names none");
        return;
    }
    let page = format!("{}tim-kiem/", server::serve(public, "/"));
    let [mut at_once, mut first, mut keys, mut again] = [const { Vec::new() }; 4];
    for query in queries.kinds.iter().flat_map(|(_, of_kind)| of_kind.iter().take(EACH)) {
        // Each time in one that has nothing of the site yet: quicker than a person could be, and as one is.
        at_once.push(typed(&open(&page), &query.text));
        let tab = open(&page);
        tab.wait_for(SETTLED);
        first.push(typed(&tab, &query.text));
        // Letter by letter from the second on, as people type; then what is all there by now.
        let ends: Vec<usize> = query.text.char_indices().skip(2).map(|(end, _)| end).collect();
        keys.extend(ends.iter().map(|&end| typed(&tab, &query.text[..end])));
        again.extend(ends.iter().map(|&end| typed(&tab, &query.text[..end])));
    }
    println!("in Chromium, from key to results:");
    println!("  whole query, nothing loaded, as soon as the page takes it: {}", spread(at_once));
    println!("  the same, a second after the page was opened:              {}", spread(first));
    println!("  key after key:                                             {}", spread(keys));
    println!("  the same, all loaded:                                      {}", spread(again));
    chromium::close();
}

fn open(page: &str) -> Tab {
    let tab = Tab::open(Look::DESK, page);
    tab.wait_for("!document.querySelector('#search_filters').hidden");
    tab
}

fn typed(tab: &Tab, query: &str) -> f64 {
    tab.evaluate(&TYPE.replace("QUERY", &format!("{query:?}")))
}

fn spread(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize];
    let count = times.len();
    format!("median {:.0} ms, p95 {:.0} ms, most {:.0} ms ({count})", at(0.5), at(0.95), at(1.0))
}
