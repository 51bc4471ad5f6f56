package io.voltstream.cluster;

/** The cluster's file is missing, cannot be read, or would not be safe; the message says which. */
public final class ClusterFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClusterFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
