/**
 * A fleet on the roads of San Francisco: reads the road file and the signal catalogue, writes
 * batches to ingest over gRPC and, when asked to, every positive ack and every injected episode to
 * files.
 */
package io.voltstream.simulator;
