/**
 * From Kafka to the database. Reads telemetry-raw, writes one row per batch and commits an offset
 * once its row is stored; what can never be stored goes to the dead-letter topic.
 */
package io.voltstream.storage;
