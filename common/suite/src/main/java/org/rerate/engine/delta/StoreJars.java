package org.rerate.engine.delta;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.util.VersionInfo;
import org.rerate.domain.RerateException;

/** Names the jar that a file system needs and that is on no class path: it is not shipped. */
final class StoreJars {

  private static final String HADOOP = VersionInfo.getVersion();

  private static final String AWS =
      "hadoop-aws-%s.jar with the AWS SDK 2 (bundle.jar)".formatted(HADOOP);

  private static final Map<String, String> BY_SCHEME =
      Map.of(
          "s3a", AWS,
          "abfs", azure(),
          "abfss", azure(),
          "wasb", azure(),
          "wasbs", azure(),
          "gs", "gcs-connector-hadoop3.jar",
          "oss", "hadoop-aliyun-%s.jar".formatted(HADOOP),
          "cosn", "hadoop-cos-%s.jar".formatted(HADOOP));

  /** Starts of class names, of those that are asked for by name and of those that they need. */
  private static final Map<String, String> BY_PACKAGE =
      Map.of(
          "org.apache.hadoop.fs.s3a.", AWS,
          "software.amazon.", AWS,
          "org.apache.hadoop.fs.azure", azure(),
          "com.google.cloud.hadoop.", "gcs-connector-hadoop3.jar",
          "org.apache.hadoop.fs.gs.", "hadoop-gcp-%s.jar".formatted(HADOOP),
          "org.apache.hadoop.fs.aliyun.", "hadoop-aliyun-%s.jar".formatted(HADOOP),
          "org.apache.hadoop.fs.cosn.", "hadoop-cos-%s.jar".formatted(HADOOP));

  private static final Pattern SCHEME = Pattern.compile("No FileSystem for scheme \"([^\"]*)\"");

  private static final Pattern CLASS = Pattern.compile("(?:Class )?([\\w.$/]+)(?: not found)?");

  private StoreJars() {}

  private static String azure() {
    return "hadoop-azure-%s.jar with what it needs".formatted(HADOOP);
  }

  /**
   * Checks that the file system of a scheme is there, without opening one.
   *
   * @throws RerateException with {@code USAGE} that names the jar, if not
   */
  static void require(String scheme, Configuration settings) {
    try {
      FileSystem.getFileSystemClass(scheme, settings);
    } catch (java.io.IOException | RuntimeException | LinkageError e) {
      throw told(e).orElseThrow(() -> missing(scheme, Optional.empty(), e));
    }
  }

  /** What to say of {@code failure}, if a store's jar is missing. */
  static Optional<RerateException> told(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof UnsupportedFileSystemException) {
        Matcher scheme = SCHEME.matcher(message);
        if (scheme.find()) {
          String name = scheme.group(1);
          return Optional.of(missing(name, Optional.ofNullable(BY_SCHEME.get(name)), failure));
        }
      }
      if (cause instanceof ClassNotFoundException || cause instanceof NoClassDefFoundError) {
        Optional<RerateException> told = ofClass(message, failure);
        if (told.isPresent()) {
          return told;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<RerateException> ofClass(String message, Throwable failure) {
    Matcher named = CLASS.matcher(message);
    if (!named.matches()) {
      return Optional.empty();
    }
    String type = named.group(1).replace('/', '.');
    return BY_PACKAGE.entrySet().stream()
        .filter(entry -> type.startsWith(entry.getKey()))
        .findFirst()
        .map(
            entry ->
                RerateException.usage(
                    "the file system of this store is not installed: " + type + " is missing",
                    remedy(entry.getValue()),
                    failure));
  }

  private static RerateException missing(String scheme, Optional<String> jar, Throwable cause) {
    return RerateException.usage(
        "no file system is installed for '" + scheme + "://'",
        jar.map(StoreJars::remedy)
            .orElse("Check the spelling, or put its Hadoop file system into RERATE_CLASSPATH"),
        cause);
  }

  private static String remedy(String jar) {
    return "Put "
        + jar
        + " into RERATE_CLASSPATH, or give it to spark-submit by --packages or --jars";
  }
}
