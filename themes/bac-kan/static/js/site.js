/* What every page can do with a script and without: colours, printing, sharing, links on a disk. Loaded in the head, so that
   the page is marked before it is drawn and nothing jumps. All words come from the page. */
(function () {
  'use strict';
  var page = document.documentElement;
  page.classList.add('scripted');
  if (navigator.share) page.classList.add('can-share');

  /* The faces are asked for now, not when the first letter is set: so they are there when the page is drawn. */
  if (document.fonts) {
    ['400', '700'].forEach(function (weight) {
      document.fonts.load(weight + ' 1em "Be Vietnam Pro"', 'ắ').catch(function () {});
    });
  }

  /* The scheme the reader chose, kept in this browser; without a choice the system decides. */
  var KEY = 'thidua-scheme';
  function chosen() {
    try { return localStorage.getItem(KEY); } catch (refused) { return null; }
  }
  function wear(scheme) {
    if (scheme === 'light' || scheme === 'dark') page.setAttribute('data-scheme', scheme);
  }
  wear(chosen());

  function isDark() {
    var scheme = page.getAttribute('data-scheme');
    return scheme ? scheme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  }
  function schemes(button) {
    function tell() { button.setAttribute('aria-pressed', String(isDark())); }
    button.addEventListener('click', function () {
      var scheme = isDark() ? 'light' : 'dark';
      wear(scheme);
      try { localStorage.setItem(KEY, scheme); } catch (refused) { /* It holds for this page. */ }
      tell();
    });
    tell();
  }

  /* The address to hand on: that of the published page, if the site has one, and the place in it. */
  function address() {
    var canonical = document.querySelector('link[rel="canonical"]');
    return location.protocol === 'file:' && canonical ? canonical.href : location.href.replace(/#.*$/, '');
  }
  function copy(text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    return new Promise(function (done, failed) {
      var field = document.createElement('textarea');
      field.value = text;
      field.readOnly = true;
      field.className = 'visually-hidden';
      document.body.appendChild(field);
      field.select();
      var copied = document.execCommand('copy');
      field.remove();
      if (copied) done(); else failed();
    });
  }
  function tools(bar) {
    var told = bar.querySelector('[role="status"]');
    bar.addEventListener('click', function (event) {
      var button = event.target.closest('[data-tool]');
      if (!button) return;
      var tool = button.getAttribute('data-tool');
      if (tool === 'print') window.print();
      if (tool === 'share') navigator.share({ title: document.title, url: address() }).catch(function () {});
      if (tool === 'copy') {
        copy(address()).then(
          function () { told.textContent = told.getAttribute('data-copied'); },
          function () { told.textContent = address(); }
        );
      }
    });
  }

  /* Without a server nobody finds a folder's index.html: it is named in every link that ends with "/". */
  function complete(link) {
    if (link.protocol === 'file:' && link.pathname.endsWith('/')) link.pathname += 'index.html';
  }
  function onDisk() {
    document.querySelectorAll('a[href]').forEach(complete);
    document.addEventListener('click', function (event) {
      var link = event.target.closest && event.target.closest('a[href]');
      if (link) complete(link);
    }, true);
  }

  /* Escape closes the open group of the menu, and a click elsewhere does. */
  function menu(list) {
    function close(but) {
      list.querySelectorAll('details[open]').forEach(function (group) { if (group !== but) group.open = false; });
    }
    list.addEventListener('keydown', function (event) {
      var group = event.key === 'Escape' && event.target.closest('details[open]');
      if (!group) return;
      close();
      group.querySelector('summary').focus();
    });
    list.addEventListener('toggle', function (event) { if (event.target.open) close(event.target); }, true);
    document.addEventListener('click', function (event) { if (!list.contains(event.target)) close(); });
  }

  /* “/” goes to the search box. */
  function searchBox() {
    var box = document.querySelector('main input[name="q"]') || document.querySelector('[data-search-box] input[name="q"]');
    if (!box) return;
    document.addEventListener('keydown', function (event) {
      var isTyped = event.target.closest && event.target.closest('input, textarea, select, [contenteditable]');
      if (event.key !== '/' || isTyped || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      box.focus();
      box.select();
    });
    // A disk has no server to find a folder's index.html.
    if (location.protocol === 'file:') {
      document.querySelectorAll('form[role="search"]').forEach(function (form) {
        var action = new URL(form.action);
        if (action.pathname.endsWith('/')) action.pathname += 'index.html';
        form.action = action.href;
      });
    }
  }

  /* A word as js/search.js spells it: the tone behind the letters, i for y where both are in use. */
  function spelling(word) {
    var TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
    var parts = word.toLowerCase().normalize('NFD');
    var letters = parts.replace(TONES, '').normalize('NFC');
    return (/^[hklmst]y$/.test(letters) ? letters[0] + 'i' : letters) + (parts.match(TONES) || []).join('');
  }

  /* Marks the words that were looked for on a page opened from search. */
  function sought() {
    var asked = new URLSearchParams(location.search).get('tim');
    var main = document.querySelector('main');
    if (!asked || !main) return;
    var words = new Set(asked.slice(0, 1000).split(' ').map(spelling).filter(Boolean));
    var walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    var texts = [];
    while (walker.nextNode()) {
      if (!walker.currentNode.parentElement.closest('script, style, svg, nav, select, textarea')) texts.push(walker.currentNode);
    }
    texts.forEach(function (text) {
      var pieces = document.createDocumentFragment();
      var end = 0;
      Array.from(text.data.matchAll(/[\p{L}\p{N}\p{M}]+/gu)).forEach(function (match) {
        if (!words.has(spelling(match[0]))) return;
        var mark = document.createElement('mark');
        mark.textContent = match[0];
        pieces.append(text.data.slice(end, match.index), mark);
        end = match.index + match[0].length;
      });
      if (!end) return;
      pieces.append(text.data.slice(end));
      text.replaceWith(pieces);
    });
  }

  document.addEventListener('DOMContentLoaded', function () {
    searchBox();
    sought();
    document.querySelectorAll('[data-scheme-switch]').forEach(schemes);
    document.querySelectorAll('[data-tools]').forEach(tools);
    document.querySelectorAll('[data-menu]').forEach(menu);
    if (location.protocol === 'file:') onDisk();
  });
})();
