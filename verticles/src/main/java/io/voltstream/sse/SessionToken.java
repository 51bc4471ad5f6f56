package io.voltstream.sse;

import io.voltstream.contract.AccessToken;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a browser holds in place of the access token: the end of its session, signed. Nothing is
 * kept on the server, so every node of the same token takes it, also after a restart; with another
 * token all sessions end.
 */
final class SessionToken {
  private static final String PURPOSE = "session";
  private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\.([A-Za-z0-9_-]{43})");

  private final AccessToken access;
  private final Duration ttl;

  SessionToken(AccessToken access, Duration ttl) {
    this.access = access;
    this.ttl = ttl;
  }

  /**
   * A session that begins now.
   *
   * @param now Unix milliseconds
   */
  String issue(long now) {
    String end = Long.toString(now + ttl.toMillis());
    return end + '.' + signature(end);
  }

  /**
   * When a session ends, in Unix milliseconds; empty when it has ended or is none of ours.
   *
   * @param now Unix milliseconds
   */
  OptionalLong endOf(String session, long now) {
    Matcher form = FORM.matcher(session);
    if (!form.matches() || !isOurs(form.group(1), form.group(2))) {
      return OptionalLong.empty();
    }
    long end = Long.parseLong(form.group(1));
    return end > now ? OptionalLong.of(end) : OptionalLong.empty();
  }

  private boolean isOurs(String end, String signature) {
    return MessageDigest.isEqual(signature(end).getBytes(), signature.getBytes());
  }

  private String signature(String end) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(access.sign(PURPOSE, end));
  }
}
