package org.rerate.ingest.read;

import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
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
          null,
          null,
          null,
          Layout.CANONICAL,
          MarketTables.ALL.stream()
              .collect(Collectors.toMap(FeedSpec::name, TargetMapping::canonical)),
          Proof.REAL_FILE);

  /** What a mapping was held against before it was shipped. */
  public enum Proof {
    /** A file of the vendor's. */
    REAL_FILE("real file"),
    /** What the vendor writes about its files. */
    DOCUMENTATION("vendor's documentation"),
    /** Nothing: it may read the wrong column or unit. */
    ASSUMED("assumed");

    private final String words;

    Proof(String words) {
      this.words = words;
    }

    /** As a mapping says it. */
    public String words() {
      return words;
    }
  }

  private final String name;
  private final String text;
  private final FilePattern pattern;
  private final BigDecimal maxQuarantineFraction;
  private final Integer minQuarantinedRows;
  private final Layout layout;
  private final Map<String, TargetMapping> targets;
  private final Proof proof;

  /**
   * How a file is cut into records.
   *
   * @param kind its kind; null: what its name ends in
   * @param delimiter stands between fields
   * @param header the columns of files without a header row; empty if they have one
   * @param skip records after the header that are part of it
   * @param preamble lines before the header
   * @param footer what the first line after the last record starts with; empty if nothing follows
   * @param encoding how characters are written, a name that Java knows
   * @param missing words that stand for a missing value
   */
  record Layout(
      FileKind kind,
      char delimiter,
      List<String> header,
      int skip,
      int preamble,
      List<String> footer,
      String encoding,
      Set<String> missing)
      implements Serializable {

    static final Layout CANONICAL =
        new Layout(null, ',', List.of(), 0, 0, List.of(), StandardCharsets.UTF_8.name(), Set.of());
  }

  SourceMapping(
      String name,
      String text,
      FilePattern pattern,
      BigDecimal maxQuarantineFraction,
      Integer minQuarantinedRows,
      Layout layout,
      Map<String, TargetMapping> targets,
      Proof proof) {
    this.name = name;
    this.text = text;
    this.pattern = pattern;
    this.maxQuarantineFraction = maxQuarantineFraction;
    this.minQuarantinedRows = minQuarantinedRows;
    this.layout = layout;
    this.targets = targets;
    this.proof = proof;
  }

  /** The mapping's name, as rows record it in {@code source_mapping}. */
  public String name() {
    return name;
  }

  /** What the mapping was held against. */
  public Proof proof() {
    return proof;
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

  /**
   * True if the mapping makes rows of a reference file up, from a ticker and constants, because its
   * other rows need a company and a line to name. Such a row is taken only for a key that no other
   * mapping and no canonical feed has named: it fills in what is unknown and replaces nothing.
   */
  public boolean isStub(String file) {
    return targets.containsKey(file) && targets.get(file).stub();
  }

  /** The vendor's files; null for the canonical feed, where names are those of feed files. */
  FilePattern pattern() {
    return pattern;
  }

  /** The share of bad rows that a file of this vendor may have; empty: that of the settings. */
  public OptionalDouble maxQuarantineFraction() {
    return maxQuarantineFraction == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(maxQuarantineFraction.doubleValue());
  }

  /**
   * The bad rows that a file of this vendor may have whatever their share; empty: the settings'.
   */
  public OptionalLong minQuarantinedRows() {
    return minQuarantinedRows == null ? OptionalLong.empty() : OptionalLong.of(minQuarantinedRows);
  }

  /** The kind of a file. */
  FileKind kind(String file) {
    return layout.kind() == null ? FileKind.of(file) : layout.kind();
  }

  int skip() {
    return layout.skip();
  }

  int preamble() {
    return layout.preamble();
  }

  List<String> footer() {
    return layout.footer();
  }

  /** How characters are written. */
  Charset encoding() {
    return Charset.forName(layout.encoding());
  }

  /** True if a file may be read from the middle: nothing depends on what stood before. */
  boolean canBeDivided() {
    return layout.footer().isEmpty() && encoding().equals(StandardCharsets.UTF_8);
  }

  char delimiter() {
    return layout.delimiter();
  }

  List<String> header() {
    return layout.header();
  }

  Set<String> missing() {
    return layout.missing();
  }

  TargetMapping target(String file) {
    return targets.get(file);
  }
}
