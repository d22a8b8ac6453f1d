/* On every page: "/" goes to the search box, and a page opened from search shows the words that were looked for. */
(function () {
  'use strict';
  const box = document.querySelector('main input[name="q"]') || document.querySelector('[data-search-box] input[name="q"]');

  // A disk has no server to find a folder's index.html.
  if (location.protocol === 'file:') {
    document.querySelectorAll('form[role="search"]').forEach((form) => {
      const action = new URL(form.action);
      if (action.pathname.endsWith('/')) action.pathname += 'index.html';
      form.action = action.href;
    });
  }

  if (box) {
    document.addEventListener('keydown', (event) => {
      const isTyped = event.target.closest && event.target.closest('input, textarea, select, [contenteditable]');
      if (event.key !== '/' || isTyped || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      box.focus();
      box.select();
    });
  }

  // — The words that led here

  const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
  const WORD = /[\p{Alphabetic}\p{N}\p{M}\u00AD\u200B-\u200F\u2060-\u2064\uFE00-\uFE0F\uFEFF]+/gu;
  const sought = new Set((new URLSearchParams(location.search).get('tim') || '').slice(0, 1000).split(' ').map(spelling).filter(Boolean));
  const main = document.querySelector('main');
  if (!sought.size || !main) return;

  /* As js/search.js spells: the tone behind the letters. */
  function spelling(word) {
    const parts = word.toLowerCase().normalize('NFD');
    const letters = parts.replace(TONES, '').normalize('NFC');
    return (/^[hklmst]y$/.test(letters) ? letters[0] + 'i' : letters) + (parts.match(TONES) || []).join('');
  }

  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT, {
    acceptNode: (node) => (node.parentElement.closest('script, style, svg, nav, select, textarea') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
  });
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  nodes.forEach((node) => {
    const found = Array.from(node.data.matchAll(WORD)).filter((match) => sought.has(spelling(match[0])));
    if (!found.length) return;
    const pieces = document.createDocumentFragment();
    let end = 0;
    found.forEach((match) => {
      const mark = document.createElement('mark');
      mark.textContent = match[0];
      pieces.append(node.data.slice(end, match.index), mark);
      end = match.index + match[0].length;
    });
    pieces.append(node.data.slice(end));
    node.replaceWith(pieces);
  });
})();
