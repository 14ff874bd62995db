package org.rerate.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rerate.testing.SharedData;

/**
 * What commands go by besides their warehouse.
 *
 * @param home the folder whose {@code conf} is read
 * @param settings the file of {@code --conf}
 */
record Installation(Path home, Path settings) {

  /** The repository's, with other settings. */
  static Installation with(Path settings) {
    return new Installation(SharedData.repository(), settings);
  }

  /**
   * One made in {@code folder} for {@link SmallFeeds}: tables of two files are compacted, and there
   * is a report, {@code small}.
   */
  static Installation small(Path folder) throws IOException {
    Path conf = Files.createDirectories(folder.resolve("home/conf"));
    Files.createDirectories(conf.resolve("reports"));
    Files.writeString(
        conf.resolve("maintenance.conf"),
        Files.readString(SharedData.repository().resolve("conf/maintenance.conf"))
            + "\nsmall_files = 2\n");
    Files.writeString(
        conf.resolve("reports/small.conf"),
        """
        a = all
        b = us
        basis = CY2026
        without = EX_MEMORY
        baskets {
          all { end = 2026-01-28, since { "Start" = 2026-01-05 } }
          us { end = 2026-01-28, since { "Start" = 2026-01-05 } }
        }
        compared_on = 2026-01-28
        window = 63
        """);
    return new Installation(folder.resolve("home"), SmallFeeds.settings(folder));
  }

  /** The same whose commands in processes of their own are watched, see {@link WatchedLogStore}. */
  Installation watched(Path folder) throws IOException {
    Path watched = folder.resolve("watched.conf");
    Files.writeString(
        watched,
        Files.readString(settings)
            + "spark.\"delta.logStore.file.impl\" = \""
            + WatchedLogStore.class.getName()
            + "\"\n");
    return new Installation(home, watched);
  }
}
