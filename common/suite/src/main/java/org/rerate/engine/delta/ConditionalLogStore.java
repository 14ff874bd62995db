package org.rerate.engine.delta;

import io.delta.storage.S3SingleDriverLogStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Commits to tables on S3 so that of two processes that write the same version one fails.
 *
 * <p>Delta's own store looks whether the version is there and then writes it, which is safe within
 * one process only. Here S3 itself refuses the second, as it is asked to ({@code If-None-Match}).
 * For stores that do not know that header it must not be used; a run checks that before it writes,
 * see {@link Leases#requireConditions}.
 */
public final class ConditionalLogStore extends S3SingleDriverLogStore {

  /** Delta makes it, by name, for each session. */
  public ConditionalLogStore(Configuration settings) {
    super(settings);
  }

  @Override
  public void write(Path path, Iterator<String> actions, Boolean overwrite, Configuration settings)
      throws IOException {
    if (overwrite) {
      super.write(path, actions, true, settings);
      return;
    }
    StringBuilder lines = new StringBuilder();
    while (actions.hasNext()) {
      lines.append(actions.next()).append('\n');
    }
    FileSystem files = path.getFileSystem(settings);
    // Delta puts an identifier of the transaction into each version, so no two are equal.
    StoreText.create(files, path, lines.toString().getBytes(StandardCharsets.UTF_8));
  }
}
