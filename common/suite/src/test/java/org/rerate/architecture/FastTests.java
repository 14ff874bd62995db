package org.rerate.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.platform.commons.annotation.Testable;

/**
 * The tests that {@code mvn test -Pfast} runs: every test class that opens no Spark session and
 * starts no process, itself or by what it uses of the test sources, bears the tag {@code fast}.
 */
public final class FastTests {

  private static final String TAG = "fast";

  /** Where a session or a process comes from. */
  private static final Set<String> SLOW =
      Set.of(
          "org.rerate.testing.TestSession",
          "org.rerate.testing.SparkTestBase",
          "org.rerate.engine.delta.Sessions",
          "org.rerate.jobs.cli.Main",
          "org.apache.spark.sql.SparkSession$Builder",
          "java.lang.ProcessBuilder");

  private FastTests() {}

  /** Test classes of a package that lack the tag, or bear it without a right to it. */
  public static List<String> wronglyTagged(String packageName) {
    JavaClasses all = new ClassFileImporter().importPackages("org.rerate");
    return all.stream()
        .filter(type -> type.getPackageName().startsWith(packageName) && type.isTopLevelClass())
        .filter(FastTests::isTestSource)
        .filter(FastTests::hasTests)
        .filter(type -> isTagged(type) == isSlow(type))
        .map(type -> type.getName() + (isTagged(type) ? " is not " : " is ") + TAG)
        .sorted()
        .toList();
  }

  private static boolean hasTests(JavaClass type) {
    return type.getAllMethods().stream()
        .anyMatch(method -> method.isMetaAnnotatedWith(Testable.class));
  }

  private static boolean isTagged(JavaClass type) {
    return type.isAnnotatedWith(Tag.class)
        && type.getAnnotationOfType(Tag.class).value().equals(TAG);
  }

  private static boolean isSlow(JavaClass type) {
    Set<JavaClass> seen = new HashSet<>(Set.of(type));
    Deque<JavaClass> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      for (Dependency dependency : open.pop().getDirectDependenciesFromSelf()) {
        JavaClass used = dependency.getTargetClass();
        if (SLOW.contains(used.getName())) {
          return true;
        }
        if (isTestSource(used) && seen.add(used)) {
          open.add(used);
        }
      }
    }
    return false;
  }

  private static boolean isTestSource(JavaClass type) {
    return type.getPackageName().startsWith("org.rerate")
        && type.getSource()
            .map(source -> source.getUri().toString())
            .filter(uri -> uri.contains("/test-classes/") || uri.contains("-tests.jar"))
            .isPresent();
  }
}
