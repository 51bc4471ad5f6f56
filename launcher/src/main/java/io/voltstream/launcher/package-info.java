/**
 * A process: reads settings and the command line, runs the chosen roles in order, and writes what
 * operators see: the console, logs, health and metrics.
 */
package io.voltstream.launcher;
