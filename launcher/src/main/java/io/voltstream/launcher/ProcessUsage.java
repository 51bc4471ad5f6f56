package io.voltstream.launcher;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What this process has used of the machine.
 *
 * @param cpuSeconds time on processors, over all threads
 * @param peakRssMb most memory that was resident, in MiB, mapped files included; empty where the
 *     system does not tell
 */
record ProcessUsage(double cpuSeconds, OptionalLong peakRssMb) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB$");

  /** As of now. */
  static ProcessUsage now() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new ProcessUsage(system.getProcessCpuTime() / 1e9, peakRss());
  }

  private static OptionalLong peakRss() {
    if (!Files.isReadable(STATUS)) {
      return OptionalLong.empty();
    }
    try {
      Matcher peak = PEAK.matcher(Files.readString(STATUS));
      return peak.find()
          ? OptionalLong.of(Long.parseLong(peak.group(1)) / 1024)
          : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
