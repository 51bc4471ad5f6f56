package io.voltstream.launcher;

import io.vertx.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the doctor found, for people and for programs. */
final class FindingsPage {
  private FindingsPage() {}

  static boolean hasFailed(List<Finding> findings) {
    return count(findings, Finding.Level.FAIL) > 0;
  }

  /** A line for each finding, its remedy below it, and a line of totals. */
  static String text(List<Finding> findings) {
    int width = findings.stream().mapToInt(finding -> finding.check().length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (Finding finding : findings) {
      String name = String.format("%-" + width + "s", finding.check());
      lines.add(String.format("%-4s  %s  %s", finding.level(), name, finding.seen()));
      if (!finding.remedy().isEmpty()) {
        lines.add(" ".repeat(6 + width) + "  -> " + finding.remedy());
      }
    }
    lines.add(
        "%d failed, %d to look at, %d well"
            .formatted(
                count(findings, Finding.Level.FAIL),
                count(findings, Finding.Level.WARN),
                count(findings, Finding.Level.OK)));
    return String.join(System.lineSeparator(), lines);
  }

  private static long count(List<Finding> findings, Finding.Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }

  /** {@code {"failed":…,"findings":[{"check","level","seen","remedy"}]}} on one line. */
  static String json(List<Finding> findings) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("failed", hasFailed(findings));
    page.put("findings", findings.stream().map(FindingsPage::fields).toList());
    return Json.encode(page);
  }

  private static Map<String, Object> fields(Finding finding) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("check", finding.check());
    fields.put("level", finding.level().name());
    fields.put("seen", finding.seen());
    fields.put("remedy", finding.remedy());
    return fields;
  }
}
