// @ts-check
// A classic script, so that it runs before anything is painted: the page never flashes in the
// other theme, and a wall screen never shows what it cannot use.
'use strict';
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem('voltstream.theme');
  } catch (e) {
    // Storage is refused: the system's theme will do.
  }
  var dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  if (new URLSearchParams(location.search).has('kiosk')) {
    document.documentElement.classList.add('kiosk');
  }
})();
