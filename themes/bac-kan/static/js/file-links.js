/* A site opened from disk (file:) has no server to find a folder's index.html: name it in every link that ends with "/". */
(function () {
  'use strict';
  if (location.protocol !== 'file:') return;

  function complete(link) {
    if (link.protocol === 'file:' && link.pathname.endsWith('/')) link.pathname += 'index.html';
  }

  document.querySelectorAll('a[href]').forEach(complete);
  // Links that other scripts add later.
  document.addEventListener('click', function (event) {
    var link = event.target.closest && event.target.closest('a[href]');
    if (link) complete(link);
  }, true);
})();
