package io.voltstream.alert;

/**
 * Who judges the batches.
 *
 * @param group name of the consumer group
 * @param instances members of the group in this process
 */
public record AlertConfig(String group, int instances) {
  /**
   * @throws IllegalArgumentException naming the setting, the value and what is allowed
   */
  public AlertConfig {
    require(
        group.matches("[A-Za-z0-9._-]{1,200}"), "ALERT_GROUP", group, "a consumer group's name");
    require(instances >= 1 && instances <= 64, "ALERT_INSTANCES", instances, "1 to 64");
  }

  private static void require(boolean ok, String setting, Object value, String allowed) {
    if (!ok) {
      throw new IllegalArgumentException(setting + " is '" + value + "', it must be " + allowed);
    }
  }
}
