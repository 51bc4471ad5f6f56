/** The JSON endpoints that sse mounts: reads what sse shows it, writes HTTP answers. */
package io.voltstream.api;
