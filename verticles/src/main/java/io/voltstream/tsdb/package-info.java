/**
 * The time-series database: the only package that speaks to one. Reads batches as the vehicles sent
 * them and alerts, writes line protocol over HTTP to QuestDB or InfluxDB, and makes QuestDB's
 * tables.
 */
package io.voltstream.tsdb;
