/* Search without a server: reads the shards that `thidua` has written (src/search/mod.rs tells their form) and ranks pages.
   Nothing here knows the page it is on: js/search-page.js does. */
(function (root) {
  'use strict';

  const FORMAT = 10;
  /* What one query may be: words beyond these are left out. */
  const MOST_WORDS = 12;
  const LONGEST_WORD = 64;
  /* How many results are shown at a time. */
  const PAGE = 10;
  /* How many further texts are looked at to be sure of the best ones; how many of them for the first time; so many at once. */
  const FURTHER = 70;
  const NEW = 18;
  const AT_ONCE = 10;
  /* Kilobytes that one query loads, about: of terms; of what follows them as many at most; for a text; and of everything.
     Of a site of more pages than that it loads more. */
  const OF_TERMS = 80;
  const OF_TEXT = 3.5;
  const OF_ALL = 136;
  const LARGE = 56000;

  // — Words: as src/text/syllable.rs and src/text/fold.rs have them

  const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
  const INVISIBLE = /[\u00AD\u200B-\u200F\u2060-\u2064\uFE00-\uFE0F\uFEFF]/g;
  const OF_WORD = /[\p{Alphabetic}\p{N}\p{M}\u00AD\u200B-\u200F\u2060-\u2064\uFE00-\uFE0F\uFEFF]/u;
  const WORD = new RegExp(OF_WORD.source + '+', 'gu');
  const BEGINS_AS_WORD = new RegExp('^' + OF_WORD.source, 'u');
  const ENDS_AS_WORD = new RegExp(OF_WORD.source + '$', 'u');
  const STROKED = { 'đ': 'd', 'ð': 'd', 'ɖ': 'd', 'ø': 'o', 'ł': 'l', 'ħ': 'h', 'ı': 'i', 'ß': 'ss', 'æ': 'ae', 'œ': 'oe', 'þ': 'th' };

  /* One spelling for what is one word: in lower case, the tone behind the letters, i for y where both are in use. */
  function canonical(word) {
    const parts = word.toLowerCase().normalize('NFD').replace(INVISIBLE, '').replace(/ð/g, 'đ');
    const tones = (parts.match(TONES) || []).join('');
    const letters = parts.replace(TONES, '').normalize('NFC');
    return (/^[hklmst]y$/.test(letters) ? letters[0] + 'i' : letters) + tones;
  }

  /* Without marks and case; đ gives d. */
  function fold(text) {
    if (/^[a-z0-9]*$/.test(text)) return text;
    let folded = '';
    for (const c of text.normalize('NFC')) {
      let letters = LETTERS.get(c);
      if (letters === undefined) {
        letters = foldLetter(c);
        LETTERS.set(c, letters);
      }
      folded += letters;
    }
    return folded.normalize('NFC');
  }

  /* Letters that were folded before. */
  const LETTERS = new Map();

  function foldLetter(c) {
    if (c <= '\x7f') return c.toLowerCase();
    if (/[\p{Alphabetic}\p{N}]/u.test(c)) return bare([...c.toLowerCase()][0]);
    return /\p{M}/u.test(c) ? '' : c.replace(INVISIBLE, '');
  }

  function bare(letter) {
    if (STROKED[letter]) return STROKED[letter];
    let letters = '';
    for (const part of letter.normalize('NFKD')) {
      if (part <= '\x7f') letters += part.toLowerCase();
      else if (STROKED[part]) letters += STROKED[part];
      else if (!/\p{M}/u.test(part)) return letter;
    }
    return letters || letter;
  }

  /* A word as it is compared. `marked`: it has marks. */
  function wordOf(text) {
    const exact = canonical(text);
    const letters = exact.replace(TONES, '');
    const folded = fold(exact);
    return { text, exact, letters, tone: exact.slice(letters.length), folded, marked: exact !== folded };
  }

  function words(text) {
    return (text.match(WORD) || []).filter((word) => word.length <= LONGEST_WORD).map(wordOf).filter((word) => word.folded);
  }

  /* How a word on a page fits one that was typed: 0 as typed; 1 with marks that were not typed, or where it goes on; 2 where
     it is written without marks; 3 with other marks, or spelled nearly so; 4 spelled otherwise; 9 not. */
  function fit(typed, word, strict) {
    if (typed.exact === word.exact) return 0;
    const same = typed.begun ? word.folded.startsWith(typed.folded) : word.folded === typed.folded;
    if (!same) {
      if (!typed.near || !typed.near.has(word.folded)) return 9;
      return distance(typed.exact, word.exact, 2) > 2 ? 4 : 3;
    }
    // What was written without marks contradicts none.
    if (word.exact === word.folded && typed.marked) return 2;
    const tone = !typed.tone || typed.tone === word.tone;
    if (!tone) return 3;
    for (let at = 0; at < typed.letters.length; at += 1) {
      if (typed.letters[at] !== word.letters[at] && typed.letters[at] !== typed.folded[at]) return 3;
    }
    return strict || word.folded !== typed.folded ? 1 : 0;
  }

  // — Typed without an input method: Telex and VNI

  const TELEX = [['dd', 'đ'], ['aa', 'â'], ['aw', 'ă'], ['ee', 'ê'], ['oo', 'ô'], ['uow', 'ươ'], ['ow', 'ơ'], ['uw', 'ư'], ['w', 'ư']];
  const TELEX_TONES = { f: '\u0300', s: '\u0301', r: '\u0309', x: '\u0303', j: '\u0323' };
  const VNI_TONES = { 1: '\u0301', 2: '\u0300', 3: '\u0309', 4: '\u0303', 5: '\u0323' };
  const VNI_LETTERS = { 6: ['a', 'â', 'e', 'ê', 'o', 'ô'], 7: ['o', 'ơ', 'u', 'ư'], 8: ['a', 'ă'], 9: ['d', 'đ'] };

  /* What the keys of a word stand for; null where they stand for themselves. */
  function keyed(text) {
    let keys = text.toLowerCase();
    if (/^[a-z]+$/.test(keys)) {
      let tone = '';
      keys = keys.replace(/([aeiouwy][a-z]*?)([fsrxj])(?=[a-z]*$)/, (all, before, key) => { tone = TELEX_TONES[key]; return before; });
      // The key that doubles a letter may come at the end: "ddoongf", "dongdf".
      keys = keys.replace(/^d(.*)d(.*)$/, 'dd$1$2').replace(/^(.*?)([aeo])([a-z]*[^aeiouw])\2$/, '$1$2$2$3')
        .replace(/^(.*?)(uo|[aou])([a-z]*[^aeiouw])w$/, '$1$2w$3');
      TELEX.forEach(([typed, letter]) => { keys = keys.split(typed).join(letter); });
      keys += tone;
    } else if (/^[a-z]+[a-z0-9]*$/.test(keys)) {
      let tone = '';
      keys = keys.replace(/[1-5]/g, (key) => { tone = VNI_TONES[key]; return ''; });
      for (const key of keys.replace(/[^6-9]/g, '')) {
        const letters = VNI_LETTERS[key];
        for (let at = 0; at < letters.length; at += 2) {
          if (key === '7') keys = keys.replace(letters[at], letters[at + 1]);
          else if (keys.includes(letters[at])) { keys = keys.replace(letters[at], letters[at + 1]); break; }
        }
      }
      keys = keys.replace(/[6-9]/g, '') + tone;
    } else return null;
    return keys === text.toLowerCase() ? null : keys;
  }

  // — Bits: as src/search/bits.rs and src/search/huffman.rs write them

  const POWER = Array.from({ length: 53 }, (_, n) => 2 ** n);
  /* How many bits a letter holds, and the one that holds none that is set. */
  const OF_LETTER = 15;
  const FIRST_LETTER = 0x3000;
  /* How many letters may be read behind the last one: they are noughts. */
  const NOUGHTS = 3;
  /* How long codes may be; and those of what follows a sign. */
  const LONGEST = 24;
  const LONGEST_BEHIND = 12;

  function broken() {
    return new Error('not a shard of this search');
  }

  /* Bits, the lowest of each number first. */
  class Bits {
    constructor(letters, at = 0) {
      if (typeof letters !== 'string') throw broken();
      this.letters = letters;
      this.seek(at);
    }

    /* Goes on with the bit at that place. */
    seek(at) {
      this.next = Math.floor(at / OF_LETTER);
      this.open = 0;
      this.have = 0;
      this.read(at - this.next * OF_LETTER);
    }

    /* The place of the next bit. */
    get at() {
      return this.next * OF_LETTER - this.have;
    }

    /* The place of the first bit of the next letter that was not begun. */
    get whole() {
      return Math.ceil(this.at / OF_LETTER) * OF_LETTER;
    }

    /* Sees to it that there are fifteen bits at least. All that is read goes through here many times. */
    fill() {
      let letter = this.letters.charCodeAt(this.next) - FIRST_LETTER;
      if (!(letter >= 0 && letter < 1 << OF_LETTER)) {
        // Behind the last one come noughts, but not for ever.
        if (this.next < this.letters.length || this.next > this.letters.length + NOUGHTS) throw broken();
        letter = 0;
      }
      this.open |= letter << this.have;
      this.have += OF_LETTER;
      this.next += 1;
    }

    /* A number of so many bits. */
    read(count) {
      if (count > OF_LETTER) return this.read(OF_LETTER) + this.read(count - OF_LETTER) * POWER[OF_LETTER];
      if (this.have < count) this.fill();
      const value = this.open & ((1 << count) - 1);
      this.open >>>= count;
      this.have -= count;
      return value;
    }

    /* How many ones come before the next nought. */
    ones() {
      let ones = 0;
      for (;;) {
        // Above those that are there all are noughts.
        const some = 31 - Math.clz32(~this.open & (this.open + 1));
        if (some < this.have) {
          this.open >>>= some + 1;
          this.have -= some + 1;
          return ones + some;
        }
        ones += this.have;
        [this.open, this.have] = [0, 0];
        this.fill();
      }
    }

    number() {
      const bits = this.ones();
      if (bits > 31) throw broken();
      return POWER[bits] + this.read(bits) - 1;
    }

    /* Numbers that rise and are less than `end`. */
    rising(end) {
      const count = this.number();
      if (count > end) throw broken();
      if (count <= end >> 1) return this.gaps(count, lowBits(count, end), end);
      const values = [];
      let start = 0;
      this.gaps(end - count, lowBits(end - count, end), end).concat(end).forEach((other) => {
        for (let value = start; value < other; value += 1) values.push(value);
        start = other + 1;
      });
      return values;
    }

    /* So many numbers that rise and are less than `end`, by what parts them; `low` bits of that stand as they are. */
    gaps(count, low, end) {
      const values = new Array(count);
      let next = 0;
      for (let nth = 0; nth < count; nth += 1) {
        next += this.gap(low);
        if (next >= end) throw broken();
        values[nth] = next;
        next += 1;
      }
      return values;
    }

    /* What parts a number from the one before it. */
    gap(low) {
      return this.ones() * POWER[low] + this.read(low);
    }

    /* The lengths of some codes, each in so many bits. */
    lengths(count, bits) {
      return Array.from({ length: count }, () => this.read(bits));
    }
  }

  /* How many bits of what parts two of `count` numbers below `end` stand as they are. */
  function lowBits(count, end) {
    return count ? 31 - Math.clz32(Math.floor(Math.floor(end * 7 / 10) / count) + 1) : 0;
  }

  /* Lists of signs with their codes, of which only the lengths are told: codes of one length follow each other. All lists stand
     in the same tables: those are small, and at hand. */
  class Codes {
    /* Of lists, each its signs and the lengths of their codes; what has none is never met. */
    constructor(longest, lists) {
      this.longest = longest;
      // For each list how many codes there are of each length; where its signs begin, and they, by their codes.
      this.counts = new Uint16Array(lists.length * (longest + 1));
      this.starts = new Int32Array(lists.length);
      this.signs = new Int32Array(lists.reduce((sum, [signs]) => sum + signs.length, 0));
      let start = 0;
      lists.forEach(([signs, lengths], list) => {
        const base = list * (longest + 1);
        lengths.forEach((length) => { this.counts[base + length] += 1; });
        const next = [0, start];
        for (let length = 1; length < longest; length += 1) next.push(next[length] + this.counts[base + length]);
        lengths.forEach((length, nth) => {
          if (!length) return;
          this.signs[next[length]] = signs[nth];
          next[length] += 1;
        });
        this.starts[list] = start;
        start += signs.length;
      });
    }

    /* Of one list: the signs are the places of the lengths. */
    static of(lengths) {
      return new Codes(LONGEST, [[lengths.map((_, sign) => sign), lengths]]);
    }

    /* The next sign of a list. All that is read goes through here many times. */
    read(bits, list = 0) {
      const { counts, signs, longest } = this;
      const base = list * (longest + 1);
      let at = this.starts[list];
      let code = 0;
      let first = 0;
      for (let length = 1; length <= longest; length += 1) {
        if (!bits.have) bits.fill();
        code |= bits.open & 1;
        bits.open >>>= 1;
        bits.have -= 1;
        const count = counts[base + length];
        if (code - first < count) return signs[at + code - first];
        at += count;
        first = (first + count) << 1;
        code <<= 1;
      }
      throw broken();
    }
  }

  // — The index

  const [END, CAPITAL, SPELL, AGAIN] = [0, 1, 2, 3];
  const [WORD_END, SHIFT, RAW, FIRST_KNOWN] = [0, 1, 2, 3];
  /* How many strokes a word may be spelled with; characters of no alphabet are counted behind them. */
  const STROKES = 128;
  /* A code of so many bits is rare; and how many rare ones a page keeps in mind. */
  const RARE = 10;
  const MOST_MET = 4096;

  /* Words letter by letter: as src/search/spelling.rs writes them. */
  class Spelling {
    constructor(alphabet, codes) {
      this.alphabet = alphabet;
      this.codes = codes;
    }

    /* In codes that `bits` tell. */
    of(bits) {
      return new Spelling(this.alphabet, Codes.of(bits.lengths(STROKES, 4)));
    }

    /* A word by itself. */
    word(bits) {
      return this.text(this.rest(bits, []));
    }

    /* Words in order, each by how many strokes it shares with the one before it. */
    words(bits) {
      const steps = [];
      const words_ = [];
      for (let left = bits.number(); left > 0; left -= 1) {
        steps.length = Math.min(steps.length, bits.read(4));
        words_.push(this.text(this.rest(bits, steps)));
      }
      return words_;
    }

    /* The strokes up to the end of a word, behind those that are there. */
    rest(bits, steps) {
      for (let step = this.codes.read(bits); step !== WORD_END; step = this.codes.read(bits)) {
        // A character of no alphabet is told behind it.
        steps.push(step === RAW ? bits.read(21) + STROKES : step);
      }
      return steps;
    }

    text(steps) {
      let text = '';
      let shift = false;
      steps.forEach((step) => {
        if (step === SHIFT) { shift = true; return; }
        const letter = step < STROKES ? this.alphabet[step - FIRST_KNOWN] : String.fromCodePoint(step - STROKES);
        text += shift ? letter.toUpperCase() : letter;
        shift = false;
      });
      return text;
    }
  }

  /* The signs that texts are written in: of words and of what parts them, what follows each, and their codes. */
  class Signs {
    constructor([letters], spelling, forms) {
      const bits = new Bits(letters);
      this.spelling = spelling.of(bits);
      this.forms = forms;
      this.capitals = new Map();
      this.of = [-1, -1, -1, -1];
      this.spelling.words(bits).forEach((word) => this.of.push(forms.number(word)));
      this.spelling.words(bits).forEach((other) => this.of.push(forms.number(other)));
      const lengths = bits.lengths(this.of.length, 5);
      this.codes = Codes.of(lengths);
      this.isRare = Uint8Array.from(lengths, (length) => Number(length >= RARE));
      bits.seek(bits.whole);
      this.follow(bits);
      // Which texts, counted, each sign was last met in; and room for the numbers of a text.
      this.met = new Int32Array(lengths.length);
      this.texts = 0;
      this.room = new Int32Array(4096);
    }

    /* Those that often follow each sign, with the lengths of their codes, and behind them that of all others: -1. */
    follow(bits) {
      const lists = this.of.map(() => {
        const signs = bits.rising(this.of.length);
        return [signs.concat(-1), signs.length ? bits.lengths(signs.length + 1, 4) : []];
      });
      this.follows = new Codes(LONGEST_BEHIND, lists);
      this.hasAny = Uint8Array.from(lists, ([, lengths]) => Number(lengths.length > 0));
    }

    /* The sign that follows another, if it is one of those that often do; else -1. */
    following(bits, before) {
      return this.hasAny[before] ? this.follows.read(bits, before) : -1;
    }

    /* The numbers of the forms of a text, which begins with the bit at that place. */
    read(letters, start) {
      const bits = new Bits(letters, start);
      let count = 0;
      // What is rare and was met: signs, and forms that were spelled as what is less than nought.
      const met = [];
      this.texts += 1;
      let capital = false;
      for (let before = END; ;) {
        let sign = this.following(bits, before);
        let spelled = -1;
        if (sign < 0) {
          sign = this.codes.read(bits);
          if (sign === AGAIN) {
            const place = met.length && bits.read(32 - Math.clz32(met.length - 1));
            if (place >= met.length) throw broken();
            sign = met[place];
            if (sign < 0) [sign, spelled] = [SPELL, -1 - sign];
          } else if (sign === SPELL) {
            spelled = this.forms.number(this.spelling.word(bits));
            if (met.length < MOST_MET) met.push(-1 - spelled);
          } else if (this.isRare[sign] && this.met[sign] < this.texts && met.length < MOST_MET) {
            this.met[sign] = this.texts;
            met.push(sign);
          }
        }
        before = sign;
        if (sign === END) return this.room.slice(0, count);
        if (sign === CAPITAL) { capital = true; continue; }
        const number = sign === SPELL ? spelled : this.of[sign];
        if (count === this.room.length) this.widen();
        this.room[count] = capital ? this.capital(number) : number;
        count += 1;
        capital = false;
      }
    }

    /* Makes twice as much room. */
    widen() {
      if (this.room.length > 1000000) throw broken();
      const { room } = this;
      this.room = new Int32Array(room.length * 2);
      this.room.set(room);
    }

    /* A form with a capital. */
    capital(number) {
      if (!this.capitals.has(number)) {
        const form = this.forms.texts[number];
        this.capitals.set(number, this.forms.number(form[0].toUpperCase() + form.slice(1)));
      }
      return this.capitals.get(number);
    }
  }

  /* What stands in texts: a word, nothing but marks of letters, what parts words; the ends of blocks and of parts, and what
     begins a heading. */
  const [KIND_WORD, KIND_MARKS, KIND_OTHER, KIND_BLOCK, KIND_HEADING, KIND_PART] = [1, 2, 3, 4, 5, 6];
  const KINDS = { '\n': KIND_BLOCK, '\u0002': KIND_HEADING, '\u0001': KIND_PART };
  /* How nearly all words begin. */
  const SURELY_WORD = /^[0-9A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]/;

  /* The forms of all texts, by numbers. What they are is found out when it is asked for. */
  class Forms {
    constructor() {
      this.texts = [];
      this.numbers = new Map();
      this.kinds = [];
      this.firsts = [];
      this.words = [];
    }

    number(text) {
      let number = this.numbers.get(text);
      if (number === undefined) {
        number = this.texts.length;
        this.texts.push(text);
        this.numbers.set(text, number);
        this.kinds.push(0);
        this.firsts.push(null);
        this.words.push(null);
      }
      return number;
    }

    kind(number) {
      const kind = this.kinds[number];
      return kind || (this.kinds[number] = kindOf(this.texts[number]));
    }

    /* The first letter of a word, without marks; none if it begins with what is no letter. */
    first(number) {
      let first = this.firsts[number];
      if (first === null) {
        first = fold(String.fromCodePoint(this.texts[number].codePointAt(0))).slice(0, 1);
        this.firsts[number] = first;
      }
      return first;
    }

    word(number) {
      return this.words[number] || (this.words[number] = wordOf(this.texts[number]));
    }
  }

  function kindOf(form) {
    if (SURELY_WORD.test(form)) return KIND_WORD;
    if (KINDS[form]) return KINDS[form];
    if (!BEGINS_AS_WORD.test(form)) return KIND_OTHER;
    return /[\p{Alphabetic}\p{N}]/u.test(form) ? KIND_WORD : KIND_MARKS;
  }

  /* The text of a page by the numbers of its forms. Of its words it is told where they stand, in which block, and whether
     that is the title (0), a heading or label (1) or text (2). */
  class Text {
    constructor(forms, numbers) {
      this.forms = forms;
      this.numbers = numbers;
      this.at = new Int32Array(numbers.length);
      this.blocks = new Int32Array(numbers.length);
      this.places = new Uint8Array(numbers.length);
      this.body = numbers.length;
      let count = 0;
      let part = 0;
      let block = 0;
      let heading = false;
      for (let at = 0; at < numbers.length; at += 1) {
        const kind = forms.kind(numbers[at]);
        if (kind === KIND_WORD) {
          this.at[count] = at;
          this.blocks[count] = block;
          this.places[count] = part === 0 ? 0 : part === 1 || heading ? 1 : 2;
          count += 1;
        } else if (kind >= KIND_BLOCK) {
          block += 1;
          heading = kind === KIND_HEADING;
          if (kind === KIND_PART) {
            part += 1;
            if (part === 2) this.body = at + 1;
          }
        }
      }
      ['at', 'blocks', 'places'].forEach((of) => { this[of] = this[of].subarray(0, count); });
    }

    /* The number of its `nth` word. */
    number(nth) {
      return this.numbers[this.at[nth]];
    }

    get title() {
      let title = '';
      let afterWord = false;
      for (const number of this.numbers) {
        const kind = this.forms.kind(number);
        if (kind === KIND_PART) break;
        if (kind >= KIND_BLOCK) continue;
        title += (kind <= KIND_MARKS && afterWord ? ' ' : '') + this.forms.texts[number];
        afterWord = kind <= KIND_MARKS;
      }
      return title;
    }
  }

  class Index {
    /* `load` gives a promise of what the shard of a name holds; the index of shards is given. */
    constructor(load, [entry, letters]) {
      if (!entry || entry.format !== FORMAT) throw broken();
      this.entry = entry;
      // What is found are pages, of those that are long pieces: which are not the first ones of theirs.
      this.count = entry.pages;
      this.isLater = new Uint8Array(this.count + 1);
      const bits = new Bits(letters);
      this.later = bits.rising(this.count);
      this.later.forEach((piece) => { this.isLater[piece] = 1; });
      this.fetch = load;
      this.kept = new Map();
      this.loaded = 0;
      // Queries that were answered, of all pages.
      this.asked = new Set();
      // Of the texts alone; and which of them were read.
      this.texts = { loaded: 0, count: 0 };
      this.isRead = new Uint8Array(this.count);
      this.forms = new Forms();
      this.bounds = entry.bounds.split(' ');
      this.spelling = new Spelling(Array.from(entry.alphabet), Codes.of(new Array(STROKES).fill(7)));
      this.find(bits);
      this.synonyms = entry.synonyms.map((pair) => pair.map(words)).filter((pair) => pair[0].length && pair[1].length);
      this.months = entry.months;
    }

    /* Where everything is: as src/search/directory.rs writes it. */
    find(bits) {
      // The first page of each shard of texts.
      this.starts = [];
      for (let start = 0; start < this.count; start += bits.read(3) + 1) this.starts.push(start);
      let names = this.starts.length;
      const firsts = this.entry.terms ? this.entry.terms.split(' ') : [];
      this.shards = firsts.map((first) => {
        const shard = { first, pages: names, size: bits.read(10), next: names + 1, nextSize: bits.read(10) };
        names += shard.nextSize ? 2 : 1;
        return shard;
      });
      this.names = { bits, at: bits.at };
    }

    /* The name of the `nth` shard of texts or terms: a folder and a file. */
    name(nth) {
      const { bits, at } = this.names;
      bits.seek(at + nth * 50);
      const digits = Array.from({ length: 10 }, () => bits.read(5).toString(32)).join('');
      return digits[0] + '/' + digits.slice(1);
    }

    /* What `make` makes of a shard, made once. A shard that cannot be had leaves a gap, not an error. */
    shard(name, make) {
      if (!this.kept.has(name)) {
        this.kept.set(name, this.fetch(name).then((content) => make(content)).catch(() => {
          this.gaps = true;
          this.kept.delete(name);
          return null;
        }));
      }
      return this.kept.get(name);
    }

    /* One of those that only some queries need, which are counted. */
    piece(name, make) {
      return this.shard(name, ([letters]) => {
        this.loaded += letters.length * 2;
        return make(letters);
      });
    }

    signs() {
      return this.shard(this.entry.signs, (content) => new Signs(content, this.spelling, this.forms));
    }

    /* The words there are, without marks, in order, and how often each is met. */
    vocabulary() {
      return this.shard(this.entry.words, ([letters]) => {
        const bits = new Bits(letters);
        const all = this.spelling.of(bits).words(bits);
        return { all, often: bits.lengths(all.length, 5) };
      });
    }

    /* The pages of a section, a unit or a tag. */
    async facet(kind, number) {
      const { sections, units, tags } = this.entry;
      const facets = await this.shard(this.entry.facets, ([letters]) => {
        const bits = new Bits(letters);
        return [sections, units, tags].map((names) => names.map(() => bits.rising(this.count)));
      });
      return (facets && facets[kind][number]) || [];
    }

    /* Which shard has the terms of this word without marks, if there are any; -1 if it stands before all. */
    place(folded) {
      let [low, high] = [0, this.shards.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.shards[middle].first <= folded) low = middle + 1;
        else high = middle;
      }
      return low - 1;
    }

    /* The shards that may have terms of a word, the likeliest first: those of what `often` goes on with it, then all others
       where such would stand. */
    shardsOf(word, often) {
      const places = new Set([word.folded, ...(word.near || []), ...often].map((folded) => this.place(folded)));
      if (word.begun) {
        waysOf(word).forEach((way) => {
          for (let place = this.place(way); place <= this.place(way + '\uffff'); place += 1) places.add(place);
        });
      }
      places.delete(-1);
      return Array.from(places, (place) => this.shards[place]);
    }

    /* The first piece of the page that one is of. */
    first(piece) {
      let first = piece;
      while (this.isLater[first]) first -= 1;
      return first;
    }

    /* How many of the kilobytes of the `nth` shard are still to be loaded. */
    cost(nth, kilobytes) {
      return this.kept.has(this.name(nth)) ? 0 : kilobytes;
    }

    /* The terms of a shard by their words without marks. */
    terms(shard) {
      return this.piece(this.name(shard.pages), (letters) => {
        const terms = new Map();
        const bits = new Bits(letters);
        const names = this.spelling.words(bits);
        const places = placesOf(bits, names.length);
        names.forEach((exact, nth) => {
          const folded = fold(exact);
          if (!terms.has(folded)) terms.set(folded, []);
          terms.get(folded).push({ exact, nth, letters, at: places[nth], shard });
        });
        shard.count = names.length;
        return terms;
      });
    }

    /* On which pages a term is. */
    pages(term) {
      if (!term.pages) {
        const bits = new Bits(term.letters, term.at);
        const pages = bits.rising(this.count);
        const headings = bits.rising(pages.length);
        const titles = bits.rising(pages.length).map((at) => [at, null]);
        titles.forEach((title) => { title[1] = bits.rising(64); });
        term.pages = { pages, headings, titles };
      }
      return term.pages;
    }

    /* What follows a term on each of its pages: the runs of words it may be of, a bit for each; null where that is not told. */
    async next(term) {
      if (!term.shard.nextSize) return null;
      const nexts = await this.nexts(term.shard);
      if (!nexts || nexts.places[term.nth] === nexts.places[term.nth + 1]) return null;
      if (!term.next) {
        const bits = new Bits(nexts.letters, nexts.places[term.nth]);
        const shift = SHIFTS[bits.read(2)];
        const runs = 32 >> shift;
        const single = bits.lengths(runs, 4);
        const codes = Codes.of(single.concat(bits.lengths(MANY_RUNS + 1, 4)));
        const low = Array.from({ length: MANY_RUNS }, (_, count) => lowBits(count, runs));
        const next = new Int32Array(this.pages(term).pages.length);
        for (let at = 0; at < next.length; at += 1) next[at] = following(bits, codes, low, shift);
        term.next = next;
      }
      return term.next;
    }

    /* What follows the terms of a shard, not read yet: where it stands. */
    nexts(shard) {
      return this.piece(this.name(shard.next), (letters) => ({ letters, places: placesOf(new Bits(letters), shard.count) }));
    }

    /* In which run of words one is, from 0. */
    run(folded) {
      let [low, high] = [0, this.bounds.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.bounds[middle] <= folded) low = middle + 1;
        else high = middle;
      }
      return low;
    }

    /* A page with its text. */
    async page(number) {
      let [at, end] = [0, this.starts.length];
      while (at + 1 < end) {
        const middle = (at + end) >> 1;
        if (this.starts[middle] <= number) at = middle;
        else end = middle;
      }
      const signs = await this.signs();
      const count = (at + 1 < this.starts.length ? this.starts[at + 1] : this.count) - this.starts[at];
      const group = signs && await this.piece(this.name(at), (letters) => this.heads(letters, count));
      const page = group && group[number - this.starts[at]];
      if (!page) return null;
      if (!page.text) {
        try {
          page.text = new Text(this.forms, signs.read(page.letters, page.start));
          this.isRead[number] = 1;
        } catch (error) {
          this.gaps = true;
          return null;
        }
      }
      return page;
    }

    /* What is shown of so many pages besides their texts: as src/search/part.rs writes it. */
    heads(letters, count) {
      const bits = new Bits(letters);
      let before = null;
      let start = 0;
      const pages = Array.from({ length: count }, () => {
        const shared = bits.number();
        const rest = this.spelling.word(bits);
        const date = bits.read(22);
        const section = this.entry.sections[bits.number() - 1];
        const unit = this.entry.units[bits.number() - 1];
        const page = { letters, start, date: date ? date - 1 : null, section, unit, sample: bits.read(1) > 0 };
        // An address shares its beginning with that before it, or with its section's.
        if (before === null) before = section ? section[1] : '';
        page.href = Array.from(before).slice(0, shared).join('') + rest;
        before = page.href;
        start += bits.number();
        return page;
      });
      pages.forEach((page) => { page.start += bits.whole; });
      this.texts.loaded += letters.length * 2;
      this.texts.count += 1;
      return pages;
    }
  }

  /* At each depth, what power of two of runs of words is told as one. */
  const SHIFTS = [5, 3, 1, 0];
  /* So many of those, or more, are told by a bit for each that there could be. */
  const MANY_RUNS = 7;

  /* The runs of words that follow, a bit for each of 32: a single one, or how many there are, then which, in order. */
  function following(bits, codes, low, shift) {
    const runs = 32 >> shift;
    const one = (1 << (1 << shift)) - 1;
    const single = codes.read(bits);
    if (single < runs) return one << (single << shift);
    let all = 0;
    if (single - runs === MANY_RUNS) {
      for (let run = 0; run < runs; run += 1) if (bits.read(1)) all |= one << (run << shift);
    } else {
      let run = 0;
      for (let left = single - runs; left > 0; left -= 1) {
        run += bits.gap(low[single - runs]);
        if (run >= runs) throw broken();
        all |= one << (run << shift);
        run += 1;
      }
    }
    return all;
  }

  function countOfBits(bits) {
    let count = 0;
    for (let left = bits; left; left &= left - 1) count += 1;
    return count;
  }

  /* Where what is written of each of `count` terms begins, and where the last one ends: how long each is stands before all. */
  function placesOf(bits, count) {
    const places = [0];
    for (let nth = 0; nth < count; nth += 1) places.push(places[nth] + bits.number());
    return places.map((place) => place + bits.whole);
  }

  // — A query

  /* How many kilobytes a query may load. One that is asked again loads no more for its first results, and so finds the same. */
  class Budget {
    constructor(index, isAgain) {
      this.index = index;
      this.scale = Math.max(1, index.count / LARGE);
      this.begin(isAgain);
    }

    begin(isAgain = false) {
      this.before = this.index.loaded;
      this.isAgain = isAgain;
    }

    /* For terms, and then for what follows them: so much that the first texts can still be read, if there are so many. */
    get terms() {
      const { starts, texts } = this.index;
      const first = Math.min(PAGE, starts.length - texts.count);
      return this.isAgain ? 0 : Math.min(OF_TERMS * this.scale, this.left - first * this.text);
    }

    /* For a text, about: as much as those had that were loaded, where they are long. */
    get text() {
      const { loaded, count } = this.index.texts;
      return Math.max(OF_TEXT, count ? loaded / count / 1024 : 0);
    }

    get left() {
      return this.isAgain ? 0 : OF_ALL * this.scale - (this.index.loaded - this.before) / 1024;
    }
  }

  /* What was typed, as words, and in other wordings of the same. The last word may go on, unless a space follows. */
  function wordings(index, query) {
    const typed = words(query.slice(0, 2000)).slice(0, MOST_WORDS);
    if (!typed.length) return [];
    const last = typed[typed.length - 1];
    if (ENDS_AS_WORD.test(query.slice(0, 2000))) last.begun = true;
    const all = [typed];
    index.synonyms.forEach(([one, other]) => {
      [[one, other], [other, one]].forEach(([from, to]) => {
        const at = typed.findIndex((_, start) => from.every((word, nth) => {
          const it = typed[start + nth];
          return it && it.folded === word.folded && (fit(it, word, true) < 2);
        }));
        if (at >= 0 && all.length < 4) {
          const rest = typed.slice(at + from.length);
          all.push([...typed.slice(0, at), ...to.map((word) => ({ ...word })), ...rest].slice(0, MOST_WORDS));
        }
      });
    });
    return all;
  }

  /* Where pages stand for a wording: less is better. In eights: as typed and together in the title (0), in headings (1), in
     text (2); together, whatever marks were left out (3); not together (4); with other marks, together (5), or not (6);
     not all words (7, and more for each that is missing). Within that: title, heading, text. */
  const TOGETHER = 3;
  const APART = 4;
  const MISSING = 7;

  /* Where so many pages have all words, those that lack one are not listed. */
  const MANY = 50;

  function rank(worst, place, together) {
    if (together && worst === 0) return place * 8 + place;
    if (worst <= 2) return (together ? TOGETHER : APART) * 8 + (worst > 1 ? 3 : 0) + place;
    return (together ? 5 : 6) * 8 + (worst > 3 ? 3 : 0) + place;
  }

  /* How a word fits that fits none of those that were typed. */
  const NOT = [];

  class Query {
    constructor(index, typed) {
      this.index = index;
      this.typed = typed;
      this.strict = typed.some((word) => word.marked);
      this.known = [];
      // How words begin that fit any of them; of some it cannot be told.
      this.firsts = new Set(typed.flatMap((word) => [word.folded, ...(word.near || [])]).map((folded) => folded.slice(0, 1)).concat(''));
    }

    /* The terms of each word that are worth loading. */
    async load(kilobytes) {
      const { index } = this;
      const vocabulary = await index.vocabulary();
      const shards = this.typed.map((word) => {
        // Of a word that goes on, the ways it goes on most often; if that is not all of them, it may be on any page.
        const found = [];
        let size = 0;
        let whole = true;
        index.shardsOf(word, word.begun && vocabulary ? begun(vocabulary, word) : []).forEach((shard) => {
          // A single word finds the same when it is asked for again, whatever is there by then.
          const cost = this.typed.length > 1 ? index.cost(shard.pages, shard.size) : shard.size;
          if (size + cost > kilobytes / 2 && found.length && word.begun) { whole = false; return; }
          size += cost;
          found.push(shard);
        });
        return { found, size, whole };
      });
      // The dearest words are left to the texts, if the others tell enough.
      const order = shards.map((_, nth) => nth).sort((a, b) => shards[a].size - shards[b].size);
      let spent = 0;
      const loaded = new Set();
      for (const nth of order) {
        const { found, size, whole } = shards[nth];
        if (!whole && this.typed.length > 1) continue;
        if (loaded.size && spent + size > kilobytes) continue;
        spent += size;
        loaded.add(nth);
        if (found.length === 0) break;
      }
      if (!loaded.size && order.length) loaded.add(order[0]);
      this.terms = await Promise.all(this.typed.map(async (word, nth) => {
        if (!loaded.has(nth)) return null;
        const of = await Promise.all(shards[nth].found.map((shard) => index.terms(shard)));
        const terms = [];
        const whole = new Set([word.folded, ...(word.near || [])]);
        const begins = word.begun ? waysOf(word) : [];
        of.forEach((shard) => shard && shard.forEach((list, folded) => {
          if (!whole.has(folded) && !begins.some((way) => folded.startsWith(way))) return;
          list.forEach((term) => {
            const fits = fit(word, wordOf(term.exact), this.strict);
            if (fits < 9) terms.push({ term, fits });
          });
        }));
        return terms;
      }));
    }

    /* All pages that have any of the words, or pieces of them, with where they would stand at best; for what follows them so
       many kilobytes are loaded at most. */
    async candidates(only, kilobytes) {
      const { index, typed } = this;
      const found = typed.map(() => null);
      const places = typed.map(() => null);
      const titles = typed.map(() => new Map());
      const known = typed.map((_, nth) => this.terms[nth] !== null);
      this.terms.forEach((terms, nth) => {
        if (!terms) return;
        found[nth] = new Uint8Array(index.count).fill(9);
        places[nth] = new Uint8Array(index.count).fill(2);
        terms.forEach(({ term, fits }) => {
          let on;
          try {
            on = index.pages(term);
          } catch (error) {
            index.gaps = true;
            return;
          }
          const [of, place] = [found[nth], places[nth]];
          for (const page of on.pages) if (fits < of[page]) of[page] = fits;
          for (const at of on.headings) if (place[on.pages[at]] > 1) place[on.pages[at]] = 1;
          on.titles.forEach(([at, list]) => {
            const page = on.pages[at];
            place[page] = 0;
            if (!titles[nth].has(page)) titles[nth].set(page, []);
            list.forEach((where) => titles[nth].get(page).push([where, fits]));
          });
        });
      });
      const all = [];
      const some = [];
      const asked = known.map((is, nth) => (is ? nth : -1)).filter((nth) => nth >= 0);
      const sure = asked.length;
      const candidate = (page, of, { have, worst, place }) => (
        { page, of, have, worst, place, title: 9, sure: 0, choice: 0, apart: false, isSpread: false, query: this });
      // How many of the words some pieces have together, how badly these fit, and how far down they stand.
      const measure = (first, end) => {
        let [have, worst, low] = [0, 0, 0];
        for (const nth of asked) {
          let fits = found[nth][first];
          let place = places[nth][first];
          for (let piece = first + 1; piece < end; piece += 1) {
            fits = Math.min(fits, found[nth][piece]);
            place = Math.min(place, places[nth][piece]);
          }
          if (fits === 9) continue;
          have += 1;
          if (fits > worst) worst = fits;
          if (place > low) low = place;
        }
        return { have, worst, place: low };
      };
      for (let first = 0, end = 0; first < index.count; first = end) {
        end = first + 1;
        while (index.isLater[end]) end += 1;
        if (only && !only(first)) continue;
        const ofPage = measure(first, end);
        // Those that lack a word are not listed where many have all.
        if (!ofPage.have || (ofPage.have < sure && all.length >= MANY)) continue;
        const list = ofPage.have === sure ? all : some;
        if (end === first + 1) {
          list.push(candidate(first, first, ofPage));
          continue;
        }
        // Of a page in pieces those that have all words; else the one that has most of them, for all.
        const pieces = Array.from({ length: end - first }, (_, nth) => candidate(first + nth, first, measure(first + nth, first + nth + 1)));
        const whole = pieces.filter((it) => it.have === sure);
        if (whole.length) { all.push(...whole); continue; }
        const most = pieces.reduce((a, b) => (b.have > a.have ? b : a));
        list.push({ ...most, ...ofPage, apart: true, isSpread: true });
      }
      if (all.length >= MANY) some.length = 0;
      some.forEach((it) => { it.rank = (MISSING + sure - it.have) * 8; });
      // Together in the title: that is known for certain.
      const [first] = asked;
      all.forEach((it) => {
        if (it.place && sure === typed.length) return;
        (titles[first].get(it.page) || []).forEach(([place, fits]) => {
          let worst = fits;
          for (let nth = first + 1; nth < typed.length; nth += 1) {
            if (!known[nth]) continue;
            const next = (titles[nth].get(it.page) || []).find((other) => other[0] === place + nth - first);
            worst = Math.max(worst, next ? next[1] : 9);
          }
          it.title = Math.min(it.title, worst);
        });
      });
      await this.follow(all, kilobytes);
      all.forEach((it) => {
        const together = typed.length === 1 || !it.apart;
        const inTitle = it.title < 9 ? rank(it.title, 0, true) : Infinity;
        // A word that nobody looked for yet may be in a heading.
        const place = Math.max(it.place, together ? 1 : 0);
        it.rank = Math.min(inTitle, rank(it.worst, typed.length === 1 ? it.place : place, together));
        it.isCertain = typed.length > 1 && inTitle < Infinity;
      });
      return { all, some };
    }

    /* Marks the pages on which some word is not followed by the next one. The cheapest words are asked first, and no more
       than need be. */
    async follow(all, kilobytes) {
      const { index, typed } = this;
      let open = all.filter((it) => it.title > 0 && !it.apart);
      // Words with other marks are looked for only where there are not enough with those that were typed.
      const meant = open.filter((it) => it.worst <= 2);
      const most = meant.length > PAGE ? 2 : 8;
      if (most === 2) open = meant;
      const pairs = [];
      for (let nth = 0; nth + 1 < typed.length; nth += 1) {
        const terms = (this.terms[nth] || []).filter(({ fits }) => fits <= most);
        if (!terms.length) continue;
        const shards = new Set(terms.map(({ term }) => term.shard).filter((shard) => shard.nextSize));
        let size = 0;
        shards.forEach((shard) => { size += index.cost(shard.next, shard.nextSize); });
        if (shards.size) pairs.push({ nth, terms, shards, size });
      }
      pairs.sort((a, b) => a.size - b.size);
      let spent = 0;
      for (const { nth, terms, shards, size } of pairs) {
        // The first one is worth more than it costs, if anything may be loaded.
        if (open.length <= PAGE || ((spent || !kilobytes) && spent + size > kilobytes)) break;
        spent += size;
        await Promise.all(Array.from(shards, (shard) => index.nexts(shard)));
        const next = typed[nth + 1];
        let wanted = 0;
        [next.folded, ...(next.near || [])].forEach((folded) => {
          const last = index.run(next.begun ? folded + '\uffff' : folded);
          for (let run = index.run(folded); run <= last; run += 1) wanted |= 1 << run;
        });
        // How much it says that the next word follows: what follows many words, or few are told apart of, says little.
        const follows = new Float32Array(index.count);
        for (const { term } of terms) {
          let on = null;
          let after = null;
          try {
            on = index.pages(term);
            after = await index.next(term);
          } catch (error) {
            index.gaps = true;
          }
          if (!on) continue;
          // Of rare terms it is not told what follows.
          if (!after) { on.pages.forEach((page) => { follows[page] = Math.max(follows[page], 1); }); continue; }
          on.pages.forEach((page, at) => {
            if (after[at] & wanted) follows[page] = Math.max(follows[page], 6 - Math.log2(countOfBits(after[at])));
          });
        }
        open.forEach((it) => { if (follows[it.page]) it.sure += follows[it.page]; else it.apart = true; });
        open = open.filter((it) => !it.apart);
      }
    }

    /* Where a page stands, by its text; and how its words fit those that were typed. */
    read(text) {
      const { typed } = this;
      const best = { rank: Infinity, from: -1 };
      const worst = typed.map(() => 9);
      const nearest = typed.map(() => 2);
      for (let at = 0; at < text.at.length; at += 1) {
        const of = this.fits(text.forms, text.number(at));
        if (of === NOT) continue;
        const place = text.places[at];
        for (let nth = 0; nth < of.length; nth += 1) {
          if (of[nth] < worst[nth]) worst[nth] = of[nth];
          if (of[nth] < 9 && place < nearest[nth]) nearest[nth] = place;
        }
        let chain = of[0];
        for (let nth = 1; nth < typed.length && chain < 9; nth += 1) {
          if (text.blocks[at + nth] !== text.blocks[at]) { chain = 9; break; }
          const next = this.fits(text.forms, text.number(at + nth));
          chain = next !== NOT ? Math.max(chain, next[nth]) : 9;
        }
        if (chain < 9) {
          const here = rank(chain, place, true);
          if (here < best.rank) [best.rank, best.from] = [here, at];
        }
      }
      const missing = worst.filter((it) => it === 9).length;
      const apart = missing ? (MISSING + missing) * 8 : rank(Math.max(...worst), Math.max(...nearest), false);
      if (apart < best.rank) [best.rank, best.from] = [apart, -1];
      return { ...best, worst };
    }

    /* How each word of a text fits. */
    all(text) {
      return Array.from(text.at, (at) => this.fits(text.forms, text.numbers[at]));
    }

    /* How a form fits each of the words that were typed; NOT if it fits none. */
    fits(forms, number) {
      let fits = this.known[number];
      if (fits === undefined) {
        fits = NOT;
        if (this.firsts.has(forms.first(number))) {
          const word = forms.word(number);
          const all = this.typed.map((it) => fit(it, word, this.strict));
          if (all.some((it) => it < 9)) fits = all;
        }
        this.known[number] = fits;
      }
      return fits;
    }

    /* Which words of a text are shown as found. Those with other marks only where there are none better; those that go on,
       behind the word before them. */
    hits(text, { fits, worst }) {
      const { typed } = this;
      const hits = [];
      fits.forEach((of, at) => {
        if (of === NOT) return;
        const isHit = of.some((it, nth) => {
          if (it === 9 || (it > 2 && it > worst[nth])) return false;
          const goesOn = typed[nth].begun && text.forms.word(text.number(at)).folded !== typed[nth].folded;
          return !goesOn || nth === 0 || (at > 0 && fits[at - 1] !== NOT && fits[at - 1][nth - 1] < 9);
        });
        if (isHit) hits.push(at);
      });
      return hits;
    }
  }

  /* How a word that goes on may begin, without marks. */
  function waysOf(word) {
    return Array.from(new Set([word.folded, fold(word.text)]));
  }

  /* The frequent words that go on what was begun, the most frequent first. */
  function begun({ all, often }, word) {
    const found = [];
    waysOf(word).forEach((way) => {
      let [low, high] = [0, all.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (all[middle] < way) low = middle + 1;
        else high = middle;
      }
      for (; low < all.length && all[low].startsWith(way); low += 1) found.push([all[low], often[low]]);
    });
    return found.sort((a, b) => b[1] - a[1]).map(([folded]) => folded);
  }

  /* The words that are one mistake away, or `most`, the most frequent first. */
  function near({ all, often }, folded, most) {
    const found = [];
    if (folded.length < 4 || /\d/.test(folded)) return found;
    all.forEach((word, at) => {
      if (Math.abs(word.length - folded.length) <= most && word !== folded) {
        const edits = distance(folded, word, most);
        if (edits <= most) found.push([word, edits, often[at]]);
      }
    });
    return found.sort((a, b) => a[1] - b[1] || b[2] - a[2]).map(([word]) => word);
  }

  /* Letters put in, left out, mistaken or swapped; more than `most` are not counted. */
  function distance(one, other, most) {
    let before = null;
    let last = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let i = 1; i <= one.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= other.length; j += 1) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
        if (before && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      [before, last] = [last, row];
    }
    return last[other.length];
  }

  // — Results

  /* The pages found by a query. `options`: `only` (which pages may be), `newest` (in that order). */
  async function search(index, query, options) {
    const { only = null, newest = false } = options || {};
    const all = wordings(index, query);
    const answer = { query, total: 0, results: [], more: null, corrected: null, whole: true };
    if (!all.length) return answer;
    const vocabulary = await index.vocabulary();
    // Which pages `only` lets in cannot be told: with it, each query is a new one.
    const name = only ? null : `${newest}\n${query}`;
    const budget = new Budget(index, index.asked.has(name));
    const meant = vocabulary && keys(vocabulary, all[0]);
    if (meant) all.push(meant);
    let ranked = await candidates(index, all, only, budget);
    if (!ranked.whole && vocabulary) {
      for (const most of [1, 2]) {
        const corrected = correct(vocabulary, all[0], most);
        const again = corrected && await candidates(index, [corrected], only, budget);
        if (!again || !again.whole) continue;
        again.list.sort((a, b) => a.rank - b.rank || b.page - a.page);
        const meant = await spelled(index, again.list[0], corrected);
        // One mistake is overlooked; what is further away is offered.
        if (most === 1) [ranked, answer.corrected] = [again, meant];
        else if (!ranked.list.length) answer.suggestion = meant;
        break;
      }
    }
    answer.whole = ranked.whole > 0;
    answer.total = ranked.whole || ranked.total;
    const { list } = ranked;
    const level = newest ? (it) => Number(it.rank >= MISSING * 8) : (it) => it.rank;
    const order = (a, b) => level(a) - level(b) || b.page - a.page;
    answer.more = pager(index, sorted(index, list, level), order, newest, budget);
    answer.results = await answer.more();
    // What could not be had may be there next time.
    if (name !== null && !index.gaps) index.asked.add(name);
    return answer;
  }

  /* Pieces by their level, first what is chosen first, then the newest: as numbers, for there may be very many. */
  function sorted(index, list, level) {
    const of = new Array(index.count);
    const keys = new Float64Array(list.length);
    list.forEach((it, at) => {
      of[it.page] = it;
      keys[at] = (level(it) * CHOICES + it.choice + 1) * index.count - it.page;
    });
    return Array.from(keys.sort(), (key) => of[index.count - 1 - ((key - 1) % index.count)]);
  }

  /* A query in which words that are none of the frequent ones, and may be keys of Telex or VNI, are what those stand for; null
     if there are none such. */
  function keys(vocabulary, typed) {
    const there = (word) => (word.begun ? begun(vocabulary, word).length : vocabulary.all.includes(word.folded));
    const meant = typed.map((word) => {
      const letters = !there(word) && keyed(word.text);
      const other = letters ? { ...wordOf(letters), begun: word.begun } : word;
      return there(other) ? other : word;
    });
    return meant.some((word, nth) => word !== typed[nth]) ? meant : null;
  }

  /* A query as the best page for it spells it. */
  async function spelled(index, { page, query }, typed) {
    const found = await index.page(page);
    const fits = found ? query.all(found.text) : [];
    return typed.map((word, nth) => {
      let [best, form] = [9, word.text];
      if (word.near) {
        fits.forEach((of, at) => {
          if (of !== NOT && of[nth] < best) [best, form] = [of[nth], found.text.forms.texts[found.text.number(at)]];
        });
      }
      return word.near ? form.toLowerCase() : form;
    }).join(' ');
  }

  /* The query with each word that is on no page, or else with each that may be mistaken, as one of those that are near;
     null if there is none. */
  function correct(vocabulary, typed, most) {
    let any = false;
    const unknown = typed.filter((word) => !vocabulary.all.includes(word.folded));
    const corrected = typed.map((word) => {
      const words_ = !unknown.length || unknown.includes(word) ? near(vocabulary, word.folded, most).slice(0, 4) : [];
      if (!words_.length) return word;
      any = true;
      return { ...word, begun: false, near: new Set(words_) };
    });
    return any ? corrected : null;
  }

  /* All pages that some wording finds, each with its best rank. `whole` of them have all words. */
  async function candidates(index, all, only, budget) {
    const lists = [];
    for (const typed of all) {
      const query = new Query(index, typed);
      await query.load(budget.terms);
      const found = await query.candidates(only, budget.terms);
      lists.push(found.all.length === 0 || lists.length === 0 ? found.all.concat(found.some) : found.all);
    }
    const list = lists.length > 1 ? best(lists) : lists[0];
    if (index.later.length) return choices(list);
    return { list, total: list.length, whole: list.filter((it) => it.rank < MISSING * 8).length };
  }

  /* How many pieces of a page are looked at. */
  const CHOICES = 3;

  /* Of each page the pieces that may stand best: others would be read for nothing. */
  function choices(list) {
    const pages = new Map();
    list.forEach((it) => {
      if (!pages.has(it.of)) pages.set(it.of, []);
      pages.get(it.of).push(it);
    });
    const chosen = Array.from(pages.values(), (of) => {
      const some = of.sort((a, b) => a.rank - b.rank || b.sure - a.sure || a.page - b.page).slice(0, CHOICES);
      some.forEach((it, choice) => { it.choice = choice; });
      return some;
    });
    return { list: chosen.flat(), total: chosen.length, whole: chosen.filter(([first]) => first.rank < MISSING * 8).length };
  }

  /* Each piece once, where it stands best. */
  function best(lists) {
    const of = new Map();
    lists.forEach((list) => list.forEach((it) => {
      const had = of.get(it.page);
      if (!had || it.rank < had.rank) of.set(it.page, it);
    }));
    return Array.from(of.values());
  }

  /* Gives the next few results: the first of the list by what their texts say. Those that have the words together in the
     title, as far as is known, are read first, whatever others may turn out to be. */
  function pager(index, ordered, order, newest, budget) {
    const certain = newest ? [] : ordered.filter((it) => it.isCertain).slice(0, PAGE);
    const list = certain.length ? certain.concat(ordered.filter((it) => !certain.includes(it))) : ordered;
    let next = 0;
    let ready = [];
    let doubted = -1;
    const told = new Set();

    /* The next ones to look at: so many, of which so many were not read yet. Others stay where they are. */
    function take(count, unread) {
      const [some, others] = [[], []];
      let left = unread;
      while (some.length < count && others.length < FURTHER && next < list.length) {
        const it = list[next];
        next += 1;
        // Another piece of a page that stands as well already says no more.
        if (it.choice && (told.has(it.of) || ready.some(({ of, rank: at }) => of === it.of && at <= it.rank))) continue;
        if (index.isRead[it.page] || left > 0) {
          if (!index.isRead[it.page]) left -= 1;
          some.push(it);
        } else others.push(it);
      }
      next -= others.length;
      others.forEach((it, at) => { list[next + at] = it; });
      return some;
    }

    return async function more() {
      const wanted = PAGE;
      let further = FURTHER;
      for (;;) {
        ready.sort(order);
        const lead = list[next];
        // A page not read yet stands no better than it is thought to.
        const settled = lead === undefined ? ready.length : ready.filter((it) => order(it, lead) < 0).length;
        if (settled >= wanted || lead === undefined) break;
        const lack = Math.max(0, wanted - ready.length);
        // Some are not what they were thought to be: of those like them the surest ones first.
        if (!lack && !newest && lead.rank !== doubted) {
          doubted = lead.rank;
          let end = next;
          while (end < list.length && list[end].rank === doubted) end += 1;
          const alike = list.slice(next, end);
          // Where nothing tells how sure they are, they stand in order.
          if (alike.some(({ choice, sure }) => choice || sure)) {
            alike.sort((a, b) => a.choice - b.choice || b.sure - a.sure || b.page - a.page);
            alike.forEach((it, at) => { list[next + at] = it; });
          }
        }
        const some = take(lack || Math.min(further, AT_ONCE), lack || Math.min(further - FURTHER + NEW, Math.floor(budget.left / budget.text)));
        if (!some.length && next < list.length) break;
        if (!lack) further -= some.length;
        const read = await Promise.all(some.map(async (it) => {
          const page = await index.page(it.page);
          if (!page) return null;
          const reading = it.query.read(page.text);
          const at = newest || it.isSpread ? it.rank : Math.max(it.rank, reading.rank);
          return { ...it, rank: at, found: page, reading };
        }));
        ready = ready.concat(read.filter(Boolean));
        if (index.later.length) ready = ready.sort(order).filter((it, at) => ready.findIndex(({ of }) => of === it.of) === at);
      }
      budget.begin();
      const shown = ready.splice(0, wanted);
      shown.forEach(({ of }) => told.add(of));
      return shown.map(result);
    };
  }

  /* What is shown of a page: an excerpt around the best match, in pieces, those that were looked for marked. */
  function result({ page, of, rank: at, found, reading, query }) {
    const { text } = found;
    const read = { ...reading, fits: query.all(text) };
    const shown = query.hits(text, read);
    const words_ = shown.map((nth) => text.forms.word(text.number(nth)));
    const inTitle = new Set(words_.filter((_, nth) => text.places[shown[nth]] === 0).map((word) => word.exact));
    return {
      page,
      rank: at,
      href: found.href,
      title: pieces(text.title, inTitle),
      date: found.date,
      section: found.section,
      unit: found.unit,
      sample: found.sample,
      excerpt: excerpt(text, read, shown, page > of),
      words: new Set(words_.map((word) => word.letters + word.tone)),
    };
  }

  function pieces(title, marked) {
    const parts = [];
    let end = 0;
    for (const match of title.matchAll(WORD)) {
      if (match.index > end) parts.push({ text: title.slice(end, match.index), hit: false });
      parts.push({ text: match[0], hit: marked.has(canonical(match[0])) });
      end = match.index + match[0].length;
    }
    if (end < title.length) parts.push({ text: title.slice(end), hit: false });
    return parts;
  }

  /* Some thirty words of the text, where it has the words together, else where it has most of them. */
  function excerpt(text, reading, shown, isLater) {
    const length = 60;
    const { forms, numbers } = text;
    const kind = (at) => forms.kind(numbers[at]);
    // Of the text all but what begins headings.
    const body = [];
    const placeOf = new Map();
    for (let at = text.body; at < numbers.length; at += 1) if (kind(at) < KIND_HEADING) placeOf.set(at, body.push(at) - 1);
    const places = shown.filter((nth) => text.at[nth] >= text.body).map((nth) => [placeOf.get(text.at[nth]), nth]);
    const hits = new Set(places.map(([at]) => at));
    let center = reading.from >= 0 && text.at[reading.from] >= text.body ? placeOf.get(text.at[reading.from]) : -1;
    if (center < 0) {
      let most = 0;
      places.forEach(([at], nth) => {
        const have = new Set();
        for (let to = nth; to < places.length && places[to][0] < at + length / 2; to += 1) {
          reading.fits[places[to][1]].forEach((it, of) => { if (it < 9) have.add(of); });
        }
        if (have.size > most) { most = have.size; center = at; }
      });
    }
    const form = (at) => forms.texts[numbers[body[at]]];
    const isWord = (at) => kind(body[at]) <= KIND_MARKS;
    // Whether white space stands in what parts words, or before a word: nothing parts a date.
    const isApart = (at) => (isWord(at) ? isWord(at - 1) || /\s$/.test(form(at - 1)) : /\s/.test(form(at)));
    let start = Math.max(0, Math.min(center - 12, body.length - length));
    // What parts words is no beginning.
    while (start > 0 && start < center && !(isWord(start) && isApart(start))) start += 1;
    let end = Math.min(body.length, start + length);
    // What has no white space for long may be cut.
    while (end < body.length && end < start + 2 * length && !isApart(end)) end += 1;
    const parts = start > 0 || isLater ? [{ text: '… ', hit: false }] : [];
    let afterWord = false;
    let any = false;
    for (let at = start; at < end; at += 1) {
      if (kind(body[at]) === KIND_BLOCK) {
        // A heading or a cell ends with no sign of its own.
        if (any && at + 1 < end) parts.push({ text: afterWord ? ' · ' : ' ', hit: false });
        any = false;
        afterWord = false;
        continue;
      }
      if (afterWord && isWord(at)) parts.push({ text: ' ', hit: hits.has(at) && hits.has(at - 1) });
      parts.push({ text: form(at), hit: hits.has(at) });
      any = true;
      afterWord = isWord(at);
    }
    if (end < body.length) parts.push({ text: ' …', hit: false });
    // Neighbours of one kind are one piece.
    return parts.reduce((joined, part) => {
      const before = joined[joined.length - 1];
      if (before && before.hit === part.hit) before.text += part.text;
      else joined.push({ ...part });
      return joined;
    }, []);
  }

  root.thiduaIndex = { Index, search, canonical, fold, words, keyed };
})(typeof window === 'undefined' ? globalThis : window);
