package io.voltstream.backends;

/** A port that a backend must listen on is taken by somebody else. */
public final class PortTakenException extends BackendException {
  private final String service;
  private final int port;

  /**
   * @param service what wants the port, such as "Kafka"
   * @param host the address of the listener
   * @param port the port that is taken
   * @param cause what the system said; not null
   */
  public PortTakenException(String service, String host, int port, Throwable cause) {
    super(
        "Port "
            + port
            + " on "
            + host
            + " is not free for "
            + service
            + " ("
            + cause.getMessage()
            + "): stop what listens there, or choose another port",
        cause);
    this.service = service;
    this.port = port;
  }

  /** What wants the port. */
  public String service() {
    return service;
  }

  /** The port that is taken. */
  public int port() {
    return port;
  }
}
