/**
 * From the vehicles to the log: reads gRPC streams of batches, writes telemetry-raw, and
 * acknowledges a batch when Kafka has it.
 */
package io.voltstream.ingest;
