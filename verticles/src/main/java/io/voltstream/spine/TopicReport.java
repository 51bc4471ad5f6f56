package io.voltstream.spine;

import java.util.List;

/**
 * What a look at one topic found.
 *
 * @param partitions how many it has; 0 when it is not there
 * @param wanted how many it would be made with
 * @param differences where it is not as the settings say, in words
 */
public record TopicReport(String topic, int partitions, int wanted, List<String> differences) {
  /** Whether it is there. */
  public boolean exists() {
    return partitions > 0;
  }
}
