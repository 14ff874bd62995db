package org.rerate.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** The rules that hold in {@code common} and {@code jobs} alike. */
public final class HouseRules {

  /** A longer file does two things. */
  static final int LONGEST_FILE = 500;

  /** Delta, file systems, the building of sessions: {@code engine} only. */
  public static final ArchRule ENGINES_ONLY_IN_ENGINE =
      noClasses()
          .that(not(resideInAPackage("org.rerate.engine..")))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "io.delta..", "org.apache.spark.sql.delta..", "org.apache.hadoop.fs.."))
          .orShould()
          .callMethod(SparkSession.class, "builder")
          .because("the storage of tables can then be changed in one place")
          .allowEmptyShould(true);

  /**
   * What Spark, Delta, Kernel and Parquet may change without a word; {@code docs/architecture.md}
   * lists each with the public way that does not serve. The row types of Spark's public connector
   * API (DataSource V2) are no internals, nor is its Connect server, which {@code serve} starts.
   */
  public static final ArchRule INTERNALS_ONLY_IN_ENGINE =
      noClasses()
          .that(not(resideInAPackage("org.rerate.engine..")))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "org.apache.spark.sql.catalyst..",
                      "org.apache.spark.sql.execution..",
                      "org.apache.spark.sql.internal..",
                      "org.apache.spark.sql.classic..",
                      "org.apache.spark.sql.delta..",
                      "org.apache.spark.unsafe..",
                      "org.apache.spark.rdd..",
                      "io.delta.kernel.internal..",
                      "org.apache.parquet..")
                  .and(
                      not(
                          belongToAnyOf(
                              InternalRow.class,
                              ArrayData.class,
                              UTF8String.class,
                              UTF8String[].class))))
          .because("a new version of theirs then breaks one package, and not a kernel")
          .allowEmptyShould(true);

  /** Names that say what a class is about. */
  public static final ArchRule NAMES_OF_THE_FIELD =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Processor")
          .because("such names fit every class and tell nothing")
          .allowEmptyShould(true);

  /** One word for one thing, and never one for two: no name of a type twice, nested ones apart. */
  public static List<String> namesUsedTwice(JavaClasses types) {
    Map<String, List<String>> places =
        types.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .collect(
                Collectors.groupingBy(
                    JavaClass::getSimpleName,
                    TreeMap::new,
                    Collectors.mapping(JavaClass::getPackageName, Collectors.toList())));
    return places.entrySet().stream()
        .filter(place -> place.getValue().size() > 1)
        .map(place -> place.getKey() + " in " + place.getValue())
        .toList();
  }

  private HouseRules() {}

  /** The production classes of a package and those below it. */
  public static JavaClasses classesOf(String packageName) {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        // ArchUnit knows folders of tests, not a jar of them.
        .withImportOption(location -> !location.contains("-tests.jar"))
        .importPackages(packageName);
  }

  /** Two packages never need each other, {@code pattern} as ArchUnit's slices understand it. */
  public static ArchRule noCycles(String pattern) {
    return slices().matching(pattern).should().beFreeOfCycles().allowEmptyShould(true);
  }

  /** Files under {@code src} of a module with more than {@link #LONGEST_FILE} lines. */
  public static List<Path> tooLong(Path module) {
    return javaFiles(module).filter(file -> lines(file) > LONGEST_FILE).toList();
  }

  /** Folders with production code that lack a {@code package-info.java}. */
  public static List<Path> undescribedPackages(Path module) {
    return javaFiles(module.resolve("src/main"))
        .map(Path::getParent)
        .distinct()
        .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
        .toList();
  }

  private static Stream<Path> javaFiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java") && Files.isRegularFile(file))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
