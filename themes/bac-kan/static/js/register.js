/* Filters the register of documents by what is typed, marks ignored, and by kind. Without script the table stands whole. */
(function () {
  'use strict';

  /* Without marks and case, as the program folds: "Nghị định" is found by "nghi dinh". */
  function fold(text) {
    return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[đĐ]/g, 'd').toLowerCase();
  }

  document.querySelectorAll('[data-register-filter]').forEach(function (form) {
    var body = document.getElementById(form.getAttribute('data-register-filter'));
    var text = form.querySelector('input');
    var kind = form.querySelector('select');
    var count = form.querySelector('[aria-live]');
    if (!body || !text || !kind || !count) return;
    var rows = Array.prototype.map.call(body.rows, function (row) {
      return { row: row, kind: row.getAttribute('data-kind'), words: fold(row.textContent.replace(/\s+/g, ' ')) };
    });

    var kinds = rows.map(function (row) { return row.kind; });
    kinds = kinds.filter(function (name, at) { return name && kinds.indexOf(name) === at; });
    kinds.sort(function (a, b) { return a.localeCompare(b, 'vi'); });
    kinds.forEach(function (name) { kind.add(new Option(name, name)); });

    function filter() {
      var words = fold(text.value).split(/\s+/).filter(Boolean);
      var shown = 0;
      rows.forEach(function (row) {
        var fits = (!kind.value || row.kind === kind.value) &&
          words.every(function (word) { return row.words.indexOf(word) >= 0; });
        row.row.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      count.textContent = count.getAttribute('data-words').replace('{n}', shown).replace('{total}', rows.length);
    }

    form.addEventListener('submit', function (event) { event.preventDefault(); });
    form.addEventListener('input', filter);
    // A browser that goes back puts in again what was typed.
    window.addEventListener('pageshow', function () { if (text.value || kind.value) filter(); });
  });
})();
