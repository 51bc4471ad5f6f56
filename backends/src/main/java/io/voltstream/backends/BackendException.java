package io.voltstream.backends;

/** An embedded backend cannot run. The message is one line for the operator. */
public class BackendException extends RuntimeException {
  /**
   * @param message what is wrong and, where one is known, what to do
   * @param cause what the backend or the system said, or null
   */
  public BackendException(String message, Throwable cause) {
    super(message, cause);
  }
}
