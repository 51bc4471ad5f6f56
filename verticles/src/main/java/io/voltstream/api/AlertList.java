package io.voltstream.api;

import java.util.List;

/**
 * The alerts at one moment, each as JSON on one line.
 *
 * @param position the event id from which a stream goes on after this
 * @param open those that are open, the oldest first
 * @param recent the last records, newest first
 */
public record AlertList(String position, List<String> open, List<String> recent) {}
