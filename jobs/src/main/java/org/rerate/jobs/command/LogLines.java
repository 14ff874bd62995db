package org.rerate.jobs.command;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.core.config.Configurator;
import org.rerate.domain.RerateException;
import org.rerate.domain.Secrets;
import org.rerate.table.Dictionary;
import org.rerate.table.TableSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Where a command says how far it is and what went wrong: lines of text on standard error, or with
 * {@code RERATE_LOG=json} lines of JSON there, among which Spark's warnings are too.
 */
public final class LogLines {

  private static final String FORMAT = "RERATE_LOG";
  private static final String JSON = "json";
  private static final String CONFIGURATION = "classpath:org/rerate/jobs/log4j2-json.properties";
  private static final String TABLE = "table";

  private static final Pattern NAME = Pattern.compile("\\b[a-z]+\\.[a-z_]+\\b");

  private static volatile boolean isJson;

  /** Logs only once it is known how: a logger that is made before keeps its first settings. */
  private static final class Log {
    static final Logger LOG = LoggerFactory.getLogger("org.rerate.progress");
  }

  private LogLines() {}

  /**
   * Begins as the environment says; before anything is logged.
   *
   * @throws RerateException with {@code USAGE} if there is no such format
   */
  public static void begin(Map<String, String> environment) {
    String format = environment.getOrDefault(FORMAT, "text");
    if (!format.equals(JSON) && !format.equals("text")) {
      throw RerateException.usage(
          FORMAT + " is '" + format + "', which is no format of the log", "Set it to text or json");
    }
    if (format.equals(JSON) && !isJson) {
      // For where nothing is logged yet, and for where spark-submit has begun in its own way.
      System.setProperty("log4j2.configurationFile", CONFIGURATION);
      Configurator.reconfigure(URI.create(CONFIGURATION));
      isJson = true;
    }
  }

  /** The command that speaks from now on. */
  public static void speaker(String command) {
    MDC.put("command", command);
  }

  /** Says how far it is. */
  public static void progress(String line) {
    if (isJson) {
      about(line, () -> Log.LOG.info(line.strip()));
    } else {
      System.err.println(line);
    }
  }

  /** Says what went wrong. */
  public static void failure(String line) {
    String masked = Secrets.masked(line);
    if (isJson) {
      about(masked, () -> Log.LOG.error(masked));
    } else {
      System.err.println("rerate: " + masked);
    }
  }

  private static void about(String line, Runnable log) {
    Optional<String> table = table(line);
    table.ifPresent(name -> MDC.put(TABLE, name));
    log.run();
    table.ifPresent(name -> MDC.remove(TABLE));
  }

  /** The first table that a line names. */
  static Optional<String> table(String line) {
    Matcher names = NAME.matcher(line);
    return names
        .results()
        .map(found -> found.group())
        .filter(
            name -> Dictionary.tables().stream().map(TableSpec::fullName).anyMatch(name::equals))
        .findFirst();
  }
}
