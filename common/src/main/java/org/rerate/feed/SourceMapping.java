package org.rerate.feed;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/** A vendor's format, told by configuration alone: which files, and what becomes of a record. */
public final class SourceMapping implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The canonical feed itself. */
  public static final SourceMapping CANONICAL =
      new SourceMapping(
          "canonical",
          "",
          0,
          null,
          ',',
          Set.of(),
          MarketTables.ALL.stream()
              .collect(Collectors.toMap(FeedSpec::name, TargetMapping::canonical)));

  private final String name;
  private final String text;
  private final int skip;
  private final FilePattern pattern;
  private final char delimiter;
  private final Set<String> missing;
  private final Map<String, TargetMapping> targets;

  SourceMapping(
      String name,
      String text,
      int skip,
      FilePattern pattern,
      char delimiter,
      Set<String> missing,
      Map<String, TargetMapping> targets) {
    this.name = name;
    this.text = text;
    this.skip = skip;
    this.pattern = pattern;
    this.delimiter = delimiter;
    this.missing = missing;
    this.targets = targets;
  }

  /** The mapping's name, as rows record it in {@code source_mapping}. */
  public String name() {
    return name;
  }

  /** The configuration that it was read from. */
  String text() {
    return text;
  }

  /** True for the feed's own format. */
  public boolean isCanonical() {
    return pattern == null;
  }

  /** The feed files that it yields. */
  public List<String> targets() {
    return targets.keySet().stream().sorted().toList();
  }

  /** The vendor's files; null for the canonical feed, where names are those of feed files. */
  FilePattern pattern() {
    return pattern;
  }

  /** Records after the header that are part of it. */
  int skip() {
    return skip;
  }

  char delimiter() {
    return delimiter;
  }

  /** Words that stand for a missing value. */
  Set<String> missing() {
    return missing;
  }

  TargetMapping target(String file) {
    return targets.get(file);
  }
}
