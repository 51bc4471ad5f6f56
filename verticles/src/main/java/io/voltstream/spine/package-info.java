/**
 * Kafka, the durable spine: the only package that imports a Kafka client. Reads and writes topics
 * on behalf of the others.
 */
package io.voltstream.spine;
