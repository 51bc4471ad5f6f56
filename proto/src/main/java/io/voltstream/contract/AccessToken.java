package io.voltstream.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that opens a node: vehicles and programs show it as {@code authorization: Bearer
 * TOKEN}, people type it once into a form. Compared in constant time, never printed. Thread-safe.
 */
public final class AccessToken {
  /** Fewer characters could be guessed. */
  public static final int SHORTEST = 16;

  private static final int LONGEST = 512;
  private static final String SCHEME = "Bearer ";
  private static final String MAC = "HmacSHA256";

  private final String secret;

  /**
   * @throws IllegalArgumentException saying what is wrong with it, without showing it
   */
  public AccessToken(String secret) {
    if (secret.length() < SHORTEST || secret.length() > LONGEST) {
      throw new IllegalArgumentException(
          "VOLTSTREAM_TOKEN has %d characters, it must have %d to %d; make one with: openssl rand -hex 24"
              .formatted(secret.length(), SHORTEST, LONGEST));
    }
    if (!secret.matches("[!-~]+")) {
      throw new IllegalArgumentException(
          "VOLTSTREAM_TOKEN is (hidden), it must be printable ASCII without spaces; make one with:"
              + " openssl rand -hex 24");
    }
    this.secret = secret;
  }

  /** Whether somebody showed the token itself. */
  public boolean matches(String shown) {
    // Digests are of one length, so not even the token's length can be told from the time it takes.
    return MessageDigest.isEqual(sign("compare", shown), sign("compare", secret));
  }

  /**
   * Whether an {@code authorization} header shows the token.
   *
   * @param authorization the header; null when there is none
   */
  public boolean admits(String authorization) {
    return authorization != null
        && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && matches(authorization.substring(SCHEME.length()).strip());
  }

  /** What to send as {@code authorization}. */
  public String bearer() {
    return SCHEME + secret;
  }

  /**
   * A signature that only who knows the token can make.
   *
   * @param purpose signatures for one purpose are of no use for another
   * @return 32 bytes
   */
  public byte[] sign(String purpose, String text) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), MAC));
      mac.update(purpose.getBytes(UTF_8));
      mac.update((byte) 0);
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AccessToken token && matches(token.secret);
  }

  @Override
  public int hashCode() {
    return secret.hashCode();
  }

  /** Not the token. */
  @Override
  public String toString() {
    return "********";
  }
}
