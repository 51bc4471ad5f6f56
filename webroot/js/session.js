// @ts-check
// Where the server asks for a login: what to do when the session has ended, and how to end it.

import { byId } from './text.js';

/** To the login, and from there back to what the page shows now. */
function toLogin() {
  location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
}

/**
 * Asks the server as fetch does; leads to the login when the session has ended.
 *
 * @param {string} url
 * @param {RequestInit} [options]
 */
export async function ask(url, options) {
  const response = await fetch(url, options);
  if (response.status === 401) {
    toLogin();
  }
  return response;
}

/** Asks whether the session has ended: an EventSource does not say why it broke. */
export async function checkSession() {
  try {
    await ask('api/config', { signal: AbortSignal.timeout(5_000) });
  } catch {
    // The server does not answer: that is the feed's affair.
  }
}

/**
 * The button that ends the session is there when the server asks for one.
 *
 * @param {import('./config.js').Configuration} config
 */
export function offerLogout(config) {
  const button = byId('logout-button');
  config.addEventListener('change', () => (button.hidden = !config.now.login));
  button.addEventListener('click', async () => {
    await fetch('/logout', { method: 'POST' });
    toLogin();
  });
}
