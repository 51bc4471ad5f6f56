package io.voltstream.simulator;

/** Ingest did not let the fleet in, and will not until somebody gives it the right token. */
public final class TokenRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TokenRefusedException(String server, String outcome) {
    super(
        "ingest at %s does not let the fleet in (%s); give this process the VOLTSTREAM_TOKEN of that node"
            .formatted(server, outcome));
  }
}
