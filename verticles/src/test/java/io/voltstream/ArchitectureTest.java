package io.voltstream;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house: who may import whom, and how large a class may grow. */
@AnalyzeClasses(packages = "io.voltstream", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  /** What every package may use; the others are walls to each other. */
  private static final String[] SHARED = {
    "io.voltstream.contract..",
    "io.voltstream.spine..",
    "io.voltstream.tsdb..",
    "io.voltstream.cluster.."
  };

  /** Tables and hot loops that may be longer than a class should be. */
  private static final Map<String, String> MAY_BE_LONGER =
      Map.of(
          "BatchReader.java", "hot loop: the wire walk and the accessors of what it found",
          "Membership.java", "hot loop: the rules of one consumer membership stand together",
          "Setting.java", "table: every setting there is",
          "VehicleStream.java", "hot loop: one stream from its first byte to its end");

  private static final int MAX_LINES = 200;
  private static final int MAX_LINES_OF_EXCEPTIONS = 350;

  @ArchTest
  static final ArchRule packagesDoNotImportEachOther =
      slices()
          .matching("io.voltstream.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(resideInAnyPackage("io.voltstream.."), resideInAnyPackage(SHARED))
          // sse mounts the JSON endpoints.
          .ignoreDependency(
              resideInAnyPackage("io.voltstream.sse.."), resideInAnyPackage("io.voltstream.api.."));

  @ArchTest
  static final ArchRule sharedPackagesKnowNobody =
      noClasses()
          .that(resideInAnyPackage(SHARED))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("io.voltstream..").and(resideOutsideOfPackages(SHARED)));

  @ArchTest
  static final ArchRule onlySpineKnowsKafka =
      noClasses()
          .that(resideOutsideOfPackages("io.voltstream.spine..", "io.voltstream.backends.."))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "io.vertx.kafka..");

  @ArchTest
  static final ArchRule onlyTsdbKnowsDatabaseClients =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.voltstream.tsdb..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.influxdb..", "okhttp3..", "retrofit2..");

  @ArchTest
  static final ArchRule onlyClusterKnowsHazelcast =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.voltstream.cluster..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.hazelcast..", "io.vertx.spi.cluster..");

  @ArchTest
  static final ArchRule theContractKnowsNeitherVertxNorKafka =
      noClasses()
          .that()
          .resideInAPackage("io.voltstream.contract..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "org.apache.kafka..");

  @ArchTest
  static final ArchRule staticsDoNotChange =
      fields()
          .that()
          .haveModifier(JavaModifier.STATIC)
          .and()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackage("io.voltstream.contract..")
          .should()
          .haveModifier(JavaModifier.FINAL);

  @Test
  void classesStayWithinTheirBudget() throws IOException {
    Map<String, Integer> tooLong = new TreeMap<>();
    for (Path source : sources()) {
      String name = source.getFileName().toString();
      int limit = MAY_BE_LONGER.containsKey(name) ? MAX_LINES_OF_EXCEPTIONS : MAX_LINES;
      int lines = Files.readAllLines(source).size();
      if (lines > limit) {
        tooLong.put(name, lines);
      }
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  void everyPackageSaysWhatItReadsAndWrites() throws IOException {
    List<Path> silent =
        sources().stream()
            .map(Path::getParent)
            .distinct()
            .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
            .toList();
    assertThat(silent).isEmpty();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."), 12)) {
      List<Path> found =
          files
              .filter(file -> file.toString().contains("/src/main/java/"))
              .filter(file -> file.toString().endsWith(".java"))
              .toList();
      assertThat(found).hasSizeGreaterThan(40);
      return found;
    }
  }
}
