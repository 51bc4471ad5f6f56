// @ts-check
// The server's answer to a question. What goes wrong comes back as words that can stand in a
// sentence.

import { ask } from './session.js';

export class NoAnswer extends Error {
  /**
   * @param {string} why
   * @param {number} status of HTTP, 0 when there was no answer at all
   */
  constructor(why, status) {
    super(why);
    this.status = status;
  }
}

/**
 * @param {string} url
 * @param {number} limit in ms, for the whole of it
 * @param {AbortSignal} [given] up by whoever asks
 * @returns {Promise<any>} the JSON of the answer
 * @throws {NoAnswer}
 */
export async function answerOf(url, limit, given) {
  const patience = new AbortController();
  const giveUp = () => patience.abort();
  const timer = setTimeout(giveUp, limit);
  given?.addEventListener('abort', giveUp);
  try {
    const answer = await ask(url, { signal: patience.signal });
    if (!answer.ok) {
      throw new NoAnswer(await reason(answer), answer.status);
    }
    return await answer.json();
  } catch (e) {
    throw e instanceof NoAnswer ? e : new NoAnswer('the server does not answer', 0);
  } finally {
    clearTimeout(timer);
    given?.removeEventListener('abort', giveUp);
  }
}

/** Our server says why in JSON; what stands before it may say nothing. @param {Response} answer */
async function reason(answer) {
  try {
    const { error } = await answer.json();
    return typeof error === 'string' ? error : `the server answered ${answer.status}`;
  } catch {
    return `the server answered ${answer.status}`;
  }
}
