/**
 * From Kafka to the database. Reads telemetry-raw and telemetry-alerts, writes one row per batch
 * and per alert record and commits an offset once its row is stored; what can never be stored goes
 * to the topic's dead-letter topic.
 */
package io.voltstream.storage;
