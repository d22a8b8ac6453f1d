/* Brings the campaign clock up to the day in Việt Nam. All words come from the element's data attributes. */
(function () {
  'use strict';
  var DAY = 86400000;
  var ZONE = 'Asia/Ho_Chi_Minh';

  /* Days since 1970 of a civil date "2024-05-20". */
  function days(iso) {
    return Math.round(Date.parse(iso + 'T00:00:00Z') / DAY);
  }

  function today() {
    var parts = {};
    new Intl.DateTimeFormat('en-US', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' })
      .formatToParts(new Date())
      .forEach(function (part) { parts[part.type] = part.value; });
    return days(parts.year + '-' + parts.month + '-' + parts.day);
  }

  function fill(text, holes) {
    return text.replace(/\{(\w+)\}/g, function (hole, name) { return name in holes ? holes[name] : hole; });
  }

  function refresh(clock) {
    var data = clock.dataset;
    var now = today();
    var start = days(data.start);
    var end = days(data.end);
    var anniversary = days(data.anniversary);
    var total = end - start + 1;

    var state = now < start ? 'before'
      : now <= end ? 'running'
      : now < anniversary ? 'awaiting'
      : now === anniversary ? 'today'
      : 'ended';
    var passed = Math.min(Math.max(now - start + 1, 0), total);
    var main = state === 'before' ? start - now : state === 'running' ? passed : anniversary - now;

    write('main', main);
    write('note', anniversary - now);
    clock.querySelectorAll('[data-clock-bar]').forEach(function (bar) {
      bar.max = total;
      bar.value = passed;
    });

    function write(line, n) {
      var text = data[line + state.charAt(0).toUpperCase() + state.slice(1)];
      clock.querySelectorAll('[data-clock-' + line + ']').forEach(function (element) {
        var words = text && fill(text, { n: n, days: total, date: data.date });
        if (words && element.textContent !== words) element.textContent = words;
      });
    }
  }

  function refreshAll() {
    document.querySelectorAll('[data-clock]').forEach(refresh);
  }

  // As soon as it is read, so that the words of the build are never drawn and nothing jumps.
  var reading = new MutationObserver(refreshAll);
  reading.observe(document, { childList: true, subtree: true });
  document.addEventListener('DOMContentLoaded', function () {
    reading.disconnect();
    refreshAll();
  });
  // A page left open over midnight, or brought back from the history.
  document.addEventListener('visibilitychange', function () { if (!document.hidden) refreshAll(); });
  window.addEventListener('pageshow', refreshAll);
})();
