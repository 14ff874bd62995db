package org.rerate.jobs.ingest;

import java.util.Optional;
import org.rerate.domain.RerateException;
import org.rerate.ingest.read.MappingFile;
import org.rerate.ingest.read.SourceMapping;
import org.rerate.run.ConfFolders;

/** Finds the vendors' mappings among the files of the configuration, in {@code sources}. */
final class Sources {

  private Sources() {}

  /** The mapping of that name, if it is there and right. */
  static Optional<SourceMapping> find(ConfFolders folders, String name) {
    try {
      return Optional.of(read(folders, name));
    } catch (RerateException e) {
      return Optional.empty();
    }
  }

  static SourceMapping read(ConfFolders folders, String name) {
    return MappingFile.parse(name, folders.require("sources", "mapping", name).text());
  }
}
