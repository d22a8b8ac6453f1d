/* The page that searches: what is typed, the results, the filters. How pages are found is in js/search.js. */
(function () {
  'use strict';

  const form = document.querySelector('form[data-search]');
  if (!form || !window.thiduaIndex) return;
  const { Index, search, words } = window.thiduaIndex;
  const part = (name) => document.getElementById(form.getAttribute('data-search-' + name));
  const [filters, status, list, more] = ['filters', 'status', 'list', 'more'].map(part);
  const input = form.elements.q;
  const entry = form.getAttribute('data-search');
  const root = form.getAttribute('data-search-root');
  const isFile = location.protocol === 'file:';
  const lang = document.documentElement.lang;
  const say = (name, holes) => (status.getAttribute('data-' + name) || '')
    .replace(/\{(\w+)\}/g, (hole, key) => (holes && key in holes ? holes[key] : hole));

  // — Shards are scripts: they load from a disk too. Their names are a folder and a file

  const waiting = new Map();
  window.thidua_search = function (...content) {
    const wait = waiting.get(document.currentScript);
    if (wait) wait(content);
  };

  function load(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement('script');
      const done = (settle, value) => { waiting.delete(script); script.remove(); settle(value); };
      waiting.set(script, (content) => done(resolve, content));
      script.onerror = () => done(reject, new Error(name));
      // One that has run and has not called is none of ours.
      script.onload = () => { if (waiting.has(script)) done(reject, new Error(name)); };
      script.src = new URL('../' + name + '.js', new URL(entry, location.href)).href;
      document.head.append(script);
    });
  }

  let index = null;
  const opened = entry
    ? load(entry.split('/').slice(-2).join('/').replace(/\.js$/, '')).then((content) => {
      index = new Index(load, content);
      offer(index.entry);
      // What every search needs comes while the first one is being typed.
      index.vocabulary();
      index.signs();
    })
    : Promise.reject(new Error('no index'));
  opened.catch(() => { status.textContent = say('failed'); });

  /* Puts what there is into the filters: a section by its address, units and tags by their names, which stay when others come. */
  function offer({ sections, units, tags }) {
    const named = (names) => names.map((name) => [name, name]);
    const options = { section: sections, unit: named(units), tag: named(tags) };
    Object.keys(options).forEach((name) => {
      const choice = form.elements[name];
      Array.from(options[name]).sort((a, b) => a[0].localeCompare(b[0], 'vi'))
        .forEach(([title, value]) => choice.add(new Option(title, value)));
      choice.parentElement.hidden = !options[name].length;
    });
    // On a phone the results come first.
    filters.open = matchMedia('(min-width: 48rem)').matches;
    filters.hidden = false;
  }

  /* Which pages the filters let through; null for all. */
  async function chosen() {
    const { section, unit, tag, from, to } = form.elements;
    const { sections, units, tags } = index.entry;
    const sets = [];
    const facet = async (kind, number) => sets.push(new Set(await index.facet(kind, number)));
    if (section.value) {
      // A section has the pages of those below it.
      const below = sections.map((it, at) => [it[1], at]).filter(([href]) => href.startsWith(section.value));
      const all = await Promise.all(below.map(([, at]) => index.facet(0, at)));
      sets.push(new Set(all.flat()));
    }
    if (unit.value) await facet(1, units.indexOf(unit.value));
    if (tag.value) await facet(2, tags.indexOf(tag.value));
    const month = (field) => Number(field.value.replace('-', '')) || null;
    const first = (after) => {
      const found = index.months.find(([number]) => number >= after);
      return found ? found[1] : index.count;
    };
    const dated = index.months.length ? index.months[0][1] : index.count;
    const start = month(from) ? first(month(from)) : month(to) ? dated : 0;
    const end = month(to) ? first(month(to) + 1) : index.count;
    if (!sets.length && start === 0 && end === index.count) return null;
    return (page) => page >= start && page < end && sets.every((set) => set.has(page));
  }

  // — One query at a time; the last one typed counts

  let turn = 0;
  let composing = false;

  async function run() {
    const query = input.value;
    const mine = turn += 1;
    try {
      await opened;
      if (mine !== turn) return;
      const first = words(query)[0];
      const tooShort = !first || (words(query).length === 1 && Array.from(first.folded).length < 2);
      const answer = tooShort
        ? { query, total: 0, results: [], more: null }
        : await search(index, query, { only: await chosen(), newest: form.elements.order.value === 'newest' });
      if (mine === turn) show(answer, tooShort);
    } catch (error) {
      if (mine === turn) show({ query, total: 0, results: [], more: null, failed: true }, false);
    }
  }

  function show(answer, tooShort) {
    list.textContent = '';
    append(answer.results);
    list.setAttribute('data-query', answer.query);
    more.hidden = answer.results.length >= answer.total || !answer.more;
    more.onclick = async () => {
      const results = await answer.more();
      const at = list.children.length;
      append(results);
      more.hidden = !results.length || list.children.length >= answer.total;
      if (list.children[at]) list.children[at].querySelector('a').focus();
    };
    const count = { n: answer.total.toLocaleString(lang), query: answer.query.trim(), words: answer.corrected || answer.suggestion };
    let told = '';
    if (answer.failed) told = say('failed');
    else if (answer.corrected) told = say('corrected', count);
    else if (!answer.whole && answer.results.length) told = say('some', count);
    else if (answer.results.length) told = say(answer.results.length > answer.total ? 'beyond' : 'count', count);
    else if (!tooShort) told = say('none', count);
    status.textContent = told;
    if (answer.suggestion) {
      const again = document.createElement('button');
      again.type = 'button';
      again.className = 'search-suggestion';
      again.textContent = say('suggestion', count);
      again.addEventListener('click', () => { input.value = answer.suggestion; typed(); input.focus(); });
      status.append(' ', again);
    }
    if (index && index.gaps) status.append(' ' + say('gaps'));
  }

  function append(results) {
    results.forEach((result) => {
      const item = document.createElement('li');
      item.className = 'search-result';
      const link = document.createElement('a');
      const target = new URL(root + result.href, location.href);
      if (isFile && target.pathname.endsWith('/')) target.pathname += 'index.html';
      const found = Array.from(result.words).slice(0, 24);
      if (found.length) target.searchParams.set('tim', found.join(' '));
      link.href = target.href;
      fill(link, result.title.length ? result.title : [{ text: result.href, hit: false }]);
      const title = document.createElement('p');
      title.className = 'search-result__title';
      title.append(link);
      if (result.sample) title.append(' ', text('span', 'badge badge--sample', say('sample')));
      item.append(title);
      const facts = [result.section && result.section[0], result.date && day(result.date), result.unit].filter(Boolean);
      item.append(text('p', 'search-result__facts muted', facts.join(' · ')));
      item.append(text('p', 'search-result__path muted', decode(result.href) || '/'));
      const excerpt = document.createElement('p');
      excerpt.className = 'search-result__excerpt';
      fill(excerpt, result.excerpt);
      item.append(excerpt);
      list.append(item);
    });
  }

  function text(name, of, words_) {
    const element = document.createElement(name);
    element.className = of;
    element.textContent = words_;
    return element;
  }

  /* Pieces of text, those that were looked for marked. All of it is text: titles may hold anything. */
  function fill(element, pieces) {
    pieces.forEach((piece) => element.append(piece.hit ? text('mark', '', piece.text) : piece.text));
  }

  function decode(href) {
    try {
      return decodeURI(href);
    } catch (error) {
      return href;
    }
  }

  /* A day by its number from 1 January of the year 1. */
  function day(number) {
    const date = new Date(Date.UTC(1970, 0, 1) + (number - 719162) * 86400000);
    const [d, m, y] = [date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCFullYear()];
    if (lang !== 'vi') return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
    const two = (value) => String(value).padStart(2, '0');
    return two(d) + '/' + (m < 3 ? two(m) : m) + '/' + y;
  }

  // — The address carries the query

  function keep() {
    const address = new URL(location.href);
    address.search = '';
    Array.from(new FormData(form)).forEach(([name, value]) => { if (value && name !== 'q') address.searchParams.set(name, value); });
    if (input.value) address.searchParams.set('q', input.value.slice(0, 500));
    try {
      history.replaceState(null, '', address.href);
    } catch (error) {
      // A browser may refuse that on a disk.
    }
  }

  function typed() {
    if (composing) return;
    keep();
    run();
  }

  input.addEventListener('compositionstart', () => { composing = true; });
  input.addEventListener('compositionend', () => { composing = false; typed(); });
  // What an input method shows while a syllable is composed is looked for too, but not kept.
  input.addEventListener('input', () => (composing ? run() : typed()));
  form.addEventListener('change', (event) => { if (event.target !== input) typed(); });
  form.addEventListener('submit', (event) => { event.preventDefault(); typed(); });

  // — Keys: arrows go through the results, Esc comes back

  document.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const links = Array.from(list.querySelectorAll('a'));
    const at = links.indexOf(document.activeElement);
    if (event.key === 'Escape' && (at >= 0 || document.activeElement === input)) {
      if (at < 0) { input.value = ''; typed(); }
      input.focus();
    } else if (event.key === 'ArrowDown' && (at >= 0 || document.activeElement === input) && links[at + 1]) links[at + 1].focus();
    else if (event.key === 'ArrowUp' && at >= 0) (links[at - 1] || input).focus();
    else if (event.key === 'Enter' && document.activeElement === input && !composing && links.length
      && list.getAttribute('data-query') === input.value && event.shiftKey) links[0].click();
    else return;
    event.preventDefault();
  });

  // — Begin with what the address says

  opened.then(() => {
    const asked = new URLSearchParams(location.search);
    ['section', 'unit', 'tag', 'from', 'to', 'order'].forEach((name) => {
      const field = form.elements[name];
      const value = asked.get(name);
      if (value) field.value = value;
      // What is no longer there to choose.
      if (field.selectedIndex < 0) field.selectedIndex = 0;
    });
    if (asked.get('q') && !input.value) input.value = asked.get('q');
    if (input.value) run();
  }).catch(() => {});
  if (!location.search) input.focus({ preventScroll: true });
})();
