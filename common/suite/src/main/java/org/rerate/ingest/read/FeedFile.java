package org.rerate.ingest.read;

import java.util.Collection;
import java.util.List;
import org.rerate.engine.disk.FeedFolder;
import org.rerate.table.FeedSpec;

/**
 * A file of the feed as it lies there.
 *
 * @param spec which file it is
 * @param parts the files that it consists of
 */
public record FeedFile(FeedSpec spec, List<FeedFolder.Part> parts) {

  /** The same without some of its parts. */
  public FeedFile without(Collection<String> names) {
    return names.isEmpty()
        ? this
        : new FeedFile(spec, parts.stream().filter(part -> !names.contains(part.name())).toList());
  }
}
