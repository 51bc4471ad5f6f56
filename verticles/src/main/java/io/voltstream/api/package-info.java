/**
 * The JSON endpoints that sse mounts: reads what sse shows it and, for figures of the past, the
 * database; writes HTTP answers.
 */
package io.voltstream.api;
