/* What a page must be for everyone, checked where it is drawn: what is wrong, a line each. */
(() => {
  const problems = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const seen = (it) => it.checkVisibility({ visibilityProperty: true });
  const told = (it) => `<${it.localName}${it.className && it.className.baseVal === undefined ? ` class="${it.className}"` : ''}> ${it.textContent.trim().slice(0, 40)}`;
  const wrong = (what, it) => problems.push(it ? `${what}: ${told(it)}` : what);

  /* The name that a screen reader says. */
  function name(it) {
    const by = it.getAttribute('aria-labelledby');
    if (by) return by.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? '').join(' ').trim();
    if (it.getAttribute('aria-label')) return it.getAttribute('aria-label').trim();
    if (it.labels?.length) return [...it.labels].map((label) => label.textContent).join(' ').trim();
    return words(it) || (it.getAttribute('title') ?? '').trim();
  }
  function words(it) {
    if (it.nodeType === Node.TEXT_NODE) return it.data;
    if (it.nodeType !== Node.ELEMENT_NODE || it.getAttribute('aria-hidden') === 'true') return '';
    if (it.localName === 'img') return it.alt;
    return [...it.childNodes].map(words).join('').trim();
  }

  if (!document.documentElement.lang) wrong('no language');
  if (!document.title.trim()) wrong('no title');

  const headings = all('h1, h2, h3, h4, h5, h6').filter(seen);
  if (headings.filter((it) => it.localName === 'h1').length !== 1) wrong('not one h1');
  headings.forEach((it, at) => {
    const before = at ? Number(headings[at - 1].localName[1]) : 0;
    if (Number(it.localName[1]) > before + 1) wrong('a level of headings is left out', it);
    if (!words(it)) wrong('an empty heading', it);
  });

  for (const landmark of ['main', 'body > header', 'body > footer']) {
    if (all(landmark).length !== 1) wrong(`not one ${landmark}`);
  }
  const navs = all('nav').filter(seen).map((it) => { if (!name(it)) wrong('without a name', it); return name(it); });
  navs.filter((it, at) => navs.indexOf(it) !== at).forEach((it) => wrong(`two navs are called ${it}`));
  all('section').forEach((it) => { if (!name(it) && it.hasAttribute('aria-labelledby')) wrong('named by nothing', it); });

  const controls = all('a[href], button, input, select, textarea, summary, audio, video, [role="img"], [tabindex="0"], progress').filter(seen);
  controls.forEach((it) => { if (!name(it)) wrong('without a name', it); });
  all('img:not([alt])').forEach((it) => wrong('an image without a word for it', it));
  all('[tabindex]').forEach((it) => { if (it.tabIndex > 0) wrong('an order of its own', it); });
  for (const key of ['aria-labelledby', 'aria-describedby', 'aria-controls', 'for']) {
    all(`[${key}]`).forEach((it) => it.getAttribute(key).split(/\s+/).forEach((id) => { if (!document.getElementById(id)) wrong(`${key} names nothing`, it); }));
  }

  all('table').filter(seen).forEach((it) => {
    const region = it.closest('[role="region"], [role="group"], figure');
    if (!it.caption && !name({ ...it, getAttribute: (key) => it.getAttribute(key), childNodes: [], labels: null }) && !(region && name(region))) wrong('a table without a caption', it);
    it.querySelectorAll('thead th').forEach((th) => { if (!th.scope && it.closest('.prose') === null) wrong('a heading of nothing', th); });
  });

  /* Twenty-four pixels to hit; a link in running text is as high as its line. */
  controls.filter((it) => it.matches('a, button, input, select, summary')).forEach((it) => {
    if (getComputedStyle(it).display === 'inline' || it.matches('.visually-hidden, .skip-link, [disabled]')) return;
    const box = (it.closest('label') ?? it).getBoundingClientRect();
    if (box.width < 23.5 || box.height < 23.5) wrong(`${Math.round(box.width)} by ${Math.round(box.height)} px to hit`, it);
  });

  /* Contrast, by WCAG 2, of every word against what is painted behind it. */
  function colour(text) {
    const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number);
    return [r, g, b, a];
  }
  function over([r, g, b, a], [R, G, B]) { return [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1]; }
  function ground(it) {
    const layers = [];
    for (; it; it = it.parentElement) {
      const paint = colour(getComputedStyle(it).backgroundColor);
      if (paint[3] > 0) layers.push(paint);
      if (paint[3] === 1) break;
    }
    return layers.reverse().reduce((below, paint) => over(paint, below), [255, 255, 255, 1]);
  }
  function light([r, g, b]) {
    const [x, y, z] = [r, g, b].map((it) => { it /= 255; return it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const done = new Set();
  while (texts.nextNode()) {
    const it = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || done.has(it) || !seen(it) || it.closest('.visually-hidden, .skip-link, title, desc, option, noscript, [disabled]')) continue;
    done.add(it);
    const style = getComputedStyle(it);
    const [one, other] = [light(over(colour(style.color), ground(it))), light(ground(it))];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const size = parseFloat(style.fontSize);
    const least = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
    if (contrast < least) wrong(`contrast ${contrast.toFixed(2)}`, it);
    if (/\p{L}/u.test(texts.currentNode.data) && parseFloat(style.lineHeight) < size * 1.28) wrong(`lines ${style.lineHeight} for letters of ${style.fontSize}: marks collide`, it);
  }

  if (document.getAnimations().length) wrong('something moves by itself');
  all('marquee, blink, [autoplay]').forEach((it) => wrong('moves by itself', it));
  return [...new Set(problems)];
})()
