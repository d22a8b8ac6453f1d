// The script of the live preview (`thidua serve`). No page that is published has it.
//
// 1. It hears that there is something new (server-sent events), and asks for the notes on the page that is open.
// 2. If the page is another one now, it shows it with as little stir as will do: other style sheets, another text, or all
//    of it anew, at the same place.
// 3. Errors are shown over the page, and go by themselves; a bar below tells of the page.
(() => {
  "use strict";
  const script = document.currentScript;
  const own = new URL(".", script.src);
  let tag = script.dataset.tag;
  let source;
  let busy = false;
  let again = false;

  // Scripts and styles of the page do not reach in here.
  const host = document.createElement("thidua-preview");
  const root = host.attachShadow({ mode: "open" });
  const sheet = element("link", { rel: "stylesheet", href: new URL("preview.css", own).href });
  const panel = element("section", { className: "panel", hidden: true });
  const bar = element("aside", { className: "bar", hidden: true });
  root.append(sheet, panel, bar);
  document.documentElement.append(host);

  let closed = "";
  let isOpen = sessionStorage.getItem("thidua-open") === "yes";

  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children.filter((child) => child !== null));
    return made;
  }

  function button(className, text, act) {
    const made = element("button", { className, type: "button", textContent: text });
    made.addEventListener("click", act);
    return made;
  }

  function link(href, text, className = "") {
    return element("a", { href, textContent: text, className });
  }

  // What is heard while the page is being looked at is looked at afterwards.
  async function look() {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      do {
        again = false;
        const answer = await fetch(new URL(`notes?path=${encodeURIComponent(decodeURIComponent(location.pathname))}`, own));
        if (!answer.ok) continue;
        const notes = await answer.json();
        if (notes.tag !== tag) await show(notes.tag);
        tell(notes);
      } while (again);
    } catch {
      // The server is not there; the events will tell when it is again.
    } finally {
      busy = false;
    }
  }

  // ---- the page

  async function show(newTag) {
    if (tag === "") return reload();
    const answer = await fetch(location.href, { headers: { Accept: "*/*" } });
    const kind = answer.headers.get("content-type") ?? "";
    if (!kind.startsWith("text/html")) return reload();
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!isAlike(next)) return reload();
    await swapSheets(next);
    const [mine, theirs] = [document.querySelector("main"), next.querySelector("main")];
    if (mine && theirs && !mine.isEqualNode(theirs)) {
      if (theirs.querySelector("script") || mine.querySelector("script")) return reload();
      mine.replaceWith(document.adoptNode(theirs));
    }
    document.title = next.title;
    tag = newTag;
  }

  // Whether the two pages differ but in their text and style sheets.
  function isAlike(next) {
    const frame = (page) => {
      const body = page.body.cloneNode(true);
      body.querySelector("main")?.replaceChildren();
      body.querySelectorAll(`script[src^="${own.pathname}"]`).forEach((it) => it.remove());
      body.normalize();
      return body.innerHTML.trim();
    };
    const scripts = (page) => [...page.head.querySelectorAll("script")].map((it) => it.outerHTML).join();
    return (
      document.querySelector("main") !== null &&
      document.documentElement.lang === next.documentElement.lang &&
      scripts(document) === scripts(next) &&
      frame(document) === frame(next)
    );
  }

  async function swapSheets(next) {
    const sheets = (page) => [...page.querySelectorAll('link[rel="stylesheet"]')];
    const [mine, theirs] = [sheets(document), sheets(next)];
    const hrefs = (all) => all.map((it) => it.getAttribute("href")).join();
    if (hrefs(mine) === hrefs(theirs)) return;
    const loaded = theirs.map((wanted) => {
      const sheet = document.adoptNode(wanted);
      const ready = new Promise((done) => {
        sheet.addEventListener("load", done);
        sheet.addEventListener("error", done);
      });
      document.head.append(sheet);
      return ready;
    });
    await Promise.race([Promise.all(loaded), new Promise((done) => setTimeout(done, 2000))]);
    mine.forEach((sheet) => sheet.remove());
  }

  const place = `thidua-scroll ${location.pathname}`;

  function reload() {
    sessionStorage.setItem(place, `${scrollX} ${scrollY}`);
    location.reload();
  }

  function restore() {
    const kept = sessionStorage.getItem(place);
    if (kept === null) return;
    sessionStorage.removeItem(place);
    const [x, y] = kept.split(" ").map(Number);
    scrollTo({ left: x, top: y, behavior: "instant" });
  }

  // ---- errors

  function tell(notes) {
    host.lang = notes.lang;
    tellErrors(notes);
    tellPage(notes);
  }

  function problem(found, words) {
    const item = element("li", { className: found.severity });
    item.append(element("p", { className: "what" }, element("strong", { textContent: found.kind }), ` ${found.message}`));
    if (found.place !== "") {
      item.append(element("p", { className: "place" }, found.editor ? link(found.editor, found.place) : found.place));
    }
    if (found.line) {
      const [before, marked, after] = found.line;
      item.append(element("pre", {}, before, element("mark", { textContent: marked }), after));
    }
    if (found.help) {
      item.append(element("p", { className: "help" }, element("b", { textContent: `${words.help}: ` }), found.help));
    }
    return item;
  }

  function tellErrors({ errors, more_errors: more, words }) {
    const said = JSON.stringify(errors);
    panel.hidden = errors.length === 0 || said === closed;
    if (errors.length === 0) closed = "";
    if (panel.hidden) return;
    const close = button("close", words.close, () => {
      closed = said;
      panel.hidden = true;
    });
    const list = element("ol", {}, ...errors.map((found) => problem(found, words)));
    panel.replaceChildren(
      element("header", {}, element("h2", { textContent: `${words.errors} (${errors.length + more})` }), close),
      element("p", { className: "stays", textContent: words.stays }),
      list,
      ...rest(more, words),
    );
    panel.setAttribute("role", "alert");
  }

  function rest(count, words) {
    return count > 0 ? [element("p", { textContent: words.more.replace("{n}", count) })] : [];
  }

  // ---- the bar

  function tellPage(notes) {
    const { page, words, hidden, errors } = notes;
    const head = element("div", { className: "head" });
    head.append(element("b", { textContent: words.preview }));
    if (page) {
      head.append(element("code", { textContent: page.source }), link(page.editor, words.edit, "edit"));
      page.states.forEach((state) => head.append(element("span", { className: "state", textContent: state })));
    }
    const parts = [];
    const count = page ? page.problems.length : 0;
    if (page) {
      const problems = count > 0 ? [element("ol", {}, ...page.problems.map((found) => problem(found, words)))] : [];
      parts.push([count > 0 ? `${count} ${words.problems}` : words.fine, problems, count > 0]);
      const around = page.around.map((it) => element("li", {}, link(it.href, it.title), element("small", { textContent: ` ${it.how}` })));
      if (around.length > 0) {
        const list = element("ul", {}, ...around);
        parts.push([`${words.around} (${around.length + page.more_around})`, [list, ...rest(page.more_around, words)], false]);
      }
    }
    if (hidden.length > 0) {
      const kept = hidden.map((it) => element("li", {}, link(it.editor, it.path), element("small", { textContent: ` ${it.reason}` })));
      const list = element("ul", {}, ...kept);
      parts.push([`${words.hidden} (${hidden.length + notes.more_hidden})`, [list, ...rest(notes.more_hidden, words)], false]);
    }
    const more = element("div", { className: "more", hidden: !isOpen });
    parts.forEach(([title, children]) => more.append(element("h3", { textContent: title }), ...children));
    const summary = parts.length > 0 ? parts[0][0] : words.preview;
    const toggle = button(count > 0 || errors.length > 0 ? "toggle warn" : "toggle", summary, () => {
      isOpen = !isOpen;
      sessionStorage.setItem("thidua-open", isOpen ? "yes" : "no");
      more.hidden = !isOpen;
      toggle.setAttribute("aria-expanded", isOpen);
    });
    toggle.setAttribute("aria-expanded", isOpen);
    head.append(toggle);
    bar.dataset.lost = words.lost;
    bar.replaceChildren(head, more);
    bar.hidden = false;
  }

  // ---- events

  // A browser has few connections to one server: tabs that nobody sees have none.
  function listen() {
    if (document.hidden) {
      source?.close();
      source = undefined;
    } else if (!source) {
      source = new EventSource(new URL("events", own));
      source.addEventListener("message", () => {
        bar.classList.remove("lost");
        look();
      });
      source.addEventListener("error", () => bar.classList.add("lost"));
    }
  }

  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (shown) => {
    if (shown.persisted) {
      source = undefined;
      listen();
    }
  });
  addEventListener("load", restore);
  listen();
})();
