package org.rerate.engine.delta;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.rerate.domain.RerateException;

/**
 * Small texts in a folder of any Hadoop store, read and written with or without a session.
 *
 * @param uri the folder
 * @param settings Spark settings of the session to come, by which the store is reached
 */
public record StoreFolder(String uri, Map<String, String> settings) {

  private interface Question<T> {
    T ask(FileSystem files) throws IOException;
  }

  /** The text of the file {@code relative}; empty if there is none. */
  public Optional<String> read(String relative) {
    Path file = new Path(uri, relative);
    return ask(file, files -> StoreText.read(files, file));
  }

  /** The names of the files in the folder {@code relative}; none if there is no such folder. */
  public List<String> names(String relative) {
    Path folder = new Path(uri, relative);
    return ask(
        folder,
        files -> {
          try {
            return Arrays.stream(files.listStatus(folder))
                .map(file -> file.getPath().getName())
                .toList();
          } catch (FileNotFoundException e) {
            return List.of();
          }
        });
  }

  /**
   * Writes a text, whose readers see the old one or all of the new one.
   *
   * @param fileOrUri a local file, as a user writes it, or a URI
   * @param settings Spark settings by which the store is reached
   * @throws RerateException with {@code USAGE} if the store's jar is missing, with {@code RETRY} if
   *     it cannot be written
   */
  public static void write(String fileOrUri, String text, Map<String, String> settings) {
    Configuration hadoop = HadoopSettings.of(settings);
    Path given = new Path(fileOrUri);
    boolean isLocal = given.toUri().getScheme() == null;
    // A name without a scheme is a file of this machine, whatever store is Hadoop's default.
    Path file = isLocal ? new Path(new File(fileOrUri).getAbsoluteFile().toURI()) : given;
    StoreJars.require(file.toUri().getScheme(), hadoop);
    try (FileSystem files = FileSystem.newInstance(file.toUri(), hadoop)) {
      StoreText.write(files, file, text);
    } catch (IOException e) {
      throw DiskFailure.told(e)
          .orElseGet(
              () -> RerateException.retry("cannot write " + fileOrUri + ": " + e.getMessage(), e));
    }
  }

  private <T> T ask(Path path, Question<T> question) {
    Configuration hadoop = HadoopSettings.of(settings);
    URI store = path.toUri();
    StoreJars.require(store.getScheme(), hadoop);
    try (FileSystem files = FileSystem.newInstance(store, hadoop)) {
      return question.ask(files);
    } catch (IOException e) {
      throw RerateException.retry("cannot read " + path + ": " + e.getMessage(), e);
    }
  }
}
