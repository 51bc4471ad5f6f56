/**
 * The contract between vehicles, topics and readers, and the token that opens a node: reads the
 * bytes of a {@code TelemetryBatch} and {@code signals.yaml}, writes nothing.
 */
package io.voltstream.contract;
