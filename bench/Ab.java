import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Compares two settings of the whole pipeline: runs the demo with A and with B in turns, so that
 * both see the same machine, and prints median, spread and ratio of every number of the summary.
 *
 * <p>From the top of the repository: {@code java bench/Ab.java [--runs N] [--duration 60s] [A_NAME=VALUE...] -- [B_NAME=VALUE...]}
 */
public class Ab {
  private static final Pattern NUMBER = Pattern.compile("\"(\\w+)\":(-?[\\d.]+)");

  private int runs = 3;
  private String duration = "60s";
  private final Map<String, String> a = new LinkedHashMap<>();
  private final Map<String, String> b = new LinkedHashMap<>();

  public static void main(String[] args) throws Exception {
    Ab ab = new Ab();
    ab.read(args);
    ab.run();
  }

  private void read(String[] args) {
    Map<String, String> side = a;
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--runs")) {
        runs = Integer.parseInt(args[++i]);
      } else if (args[i].equals("--duration")) {
        duration = args[++i];
      } else if (args[i].equals("--")) {
        side = b;
      } else if (args[i].contains("=")) {
        int equals = args[i].indexOf('=');
        side.put(args[i].substring(0, equals), args[i].substring(equals + 1));
      } else {
        System.err.println("not NAME=VALUE: '" + args[i] + "'; see the head of bench/Ab.java");
        System.exit(2);
      }
    }
  }

  private void run() throws IOException, InterruptedException {
    List<Map<String, Double>> ofA = new ArrayList<>();
    List<Map<String, Double>> ofB = new ArrayList<>();
    for (int run = 1; run <= runs; run++) {
      ofA.add(demo("A", run, a));
      ofB.add(demo("B", run, b));
    }
    System.out.printf("A: %s%nB: %s%n%d runs of %s each, in turns%n", a, b, runs, duration);
    System.out.printf("%-18s %-30s %-30s %s%n", "", "A median [spread]", "B median [spread]", "B/A");
    for (String name : ofA.get(0).keySet()) {
      double medianA = median(name, ofA);
      double medianB = median(name, ofB);
      String ratio = medianA == 0 ? "" : String.format(Locale.ROOT, "%.2f", medianB / medianA);
      System.out.printf("%-18s %-30s %-30s %s%n", name, text(name, ofA), text(name, ofB), ratio);
    }
  }

  private Map<String, Double> demo(String side, int run, Map<String, String> settings)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("voltstream-ab");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of("voltstream").toAbsolutePath().toString(),
                "demo",
                "--duration=" + duration,
                "--data=" + folder)
            .redirectError(folder.resolve("log").toFile());
    for (String port : List.of("KAFKA", "TSDB", "GRPC", "METRICS", "HTTP")) {
      builder.environment().put(port + "_PORT", "0");
    }
    builder.environment().putAll(settings);
    Process process = builder.start();
    List<String> lines = process.inputReader().lines().toList();
    if (process.waitFor() != 0) {
      throw new IOException(side + " failed:\n" + Files.readString(folder.resolve("log")));
    }
    delete(folder);
    String json = lines.get(lines.size() - 1);
    System.err.printf("%s, run %d: %s%n", side, run, json);
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (Matcher number = NUMBER.matcher(json); number.find(); ) {
      numbers.put(number.group(1), Double.valueOf(number.group(2)));
    }
    return numbers;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static double[] sorted(String name, List<Map<String, Double>> runs) {
    return runs.stream().mapToDouble(run -> run.getOrDefault(name, 0.0)).sorted().toArray();
  }

  private static double median(String name, List<Map<String, Double>> runs) {
    double[] sorted = sorted(name, runs);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static String text(String name, List<Map<String, Double>> runs) {
    double[] sorted = sorted(name, runs);
    return String.format(
        Locale.ROOT,
        "%.2f [%.2f to %.2f]",
        median(name, runs),
        sorted[0],
        sorted[sorted.length - 1]);
  }
}
