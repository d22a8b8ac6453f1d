/* Lets the reader of the theme run without a browser: shards come from `read`, a function that the host gives. */
(function () {
  'use strict';
  const { Index, search } = globalThis.thiduaIndex;
  let index = null;

  function load(name) {
    return new Promise((resolve, reject) => {
      let content = null;
      globalThis.thidua_search = (...given) => { content = given; };
      try {
        (0, eval)(globalThis.read(name));
      } catch (error) {
        content = null;
      }
      if (content) resolve(content);
      else reject(new Error(name));
    });
  }

  const shown = (pieces) => pieces.map((piece) => (piece.hit ? '[' + piece.text + ']' : piece.text)).join('');

  globalThis.begin = async (entry) => {
    const content = await load(entry);
    index = new Index(load, content);
  };

  /* The first results as lines: address, title, excerpt; before them what is told of all. */
  globalThis.ask = async (query, options) => {
    const answer = await search(index, query, JSON.parse(options || '{}'));
    const told = [answer.total, answer.whole, answer.corrected || '', answer.suggestion || '', Boolean(index.gaps)].join('\t');
    const lines = answer.results.map((it) => [it.href, shown(it.title), shown(it.excerpt).replace(/\s+/g, ' ')].join('\t'));
    return [told, ...lines].join('\n');
  };

  /* All that any shard tells: names of sections, units and tags; words of terms, of those to guess from, of signs and of texts;
     addresses. */
  globalThis.all = async () => {
    const all = new Set((await index.vocabulary()).all).add(JSON.stringify(index.entry));
    for (const shard of index.shards) (await index.terms(shard)).forEach((terms) => terms.forEach(({ exact }) => all.add(exact)));
    for (let page = 0; page < index.count; page += 1) all.add((await index.page(page)).href);
    index.forms.texts.forEach((form) => all.add(form));
    return Array.from(all).join('\n');
  };

  globalThis.spell = (word) => globalThis.thiduaIndex.canonical(word) + '\t' + globalThis.thiduaIndex.fold(globalThis.thiduaIndex.canonical(word));
  globalThis.split = (text) => (globalThis.thiduaIndex.words(text)).map((word) => word.text).join('\t');
  globalThis.unfold = (text) => globalThis.thiduaIndex.fold(text);
  globalThis.keys = (text) => globalThis.thiduaIndex.keyed(text) || '';
})();
