// @ts-check
// A browser that comes from a link on another site does not show its session (SameSite=Strict), but
// this page's own question does: who is logged in goes on without typing.
'use strict';
fetch(location.href, { method: 'HEAD' })
  .then((answer) => {
    if (answer.redirected) {
      location.replace(answer.url);
    }
  })
  .catch(() => {
    // The form will do.
  });
