/**
 * A real Kafka broker and a real QuestDB inside our own JVM: each reads and writes one data folder
 * of its own and serves one port.
 */
package io.voltstream.backends;
