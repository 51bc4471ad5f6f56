/**
 * Nodes that know of each other: joins them by Hazelcast, says over the event bus who is there. The
 * only package that imports Hazelcast.
 */
package io.voltstream.cluster;
