package org.rerate.ingest.read;

import java.util.Optional;
import org.rerate.domain.RerateException;
import org.rerate.run.ConfFolders;

/** The vendors' mappings among the files of the configuration, in {@code sources}. */
public final class SourceMappings {

  private SourceMappings() {}

  /** The mapping of that name, if it is there and right. */
  public static Optional<SourceMapping> find(ConfFolders folders, String name) {
    try {
      return Optional.of(read(folders, name));
    } catch (RerateException e) {
      return Optional.empty();
    }
  }

  /**
   * The mapping of that name.
   *
   * @throws RerateException with {@code USAGE} if there is none, or its file is wrong
   */
  public static SourceMapping read(ConfFolders folders, String name) {
    return MappingFile.parse(name, folders.require("sources", "mapping", name).text());
  }
}
