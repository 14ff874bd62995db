package org.rerate.ingest.load;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.ingest.check.KnownReferences;
import org.rerate.ingest.read.FeedFile;
import org.rerate.ingest.read.FeedReader;
import org.rerate.ingest.read.ParsedRecord;
import org.rerate.ingest.read.SourceMapping;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/**
 * The companies and lines that rows may name: those stored, this load's included, and those of a
 * reference file of the feed that this load leaves out. They are kept in memory; of a million there
 * are about 100 MB.
 */
final class KnownIds {

  private final Warehouse warehouse;
  private final FeedReader reader;
  private final List<FeedFile> leftOut;
  private final Map<String, Set<String>> ids = new ConcurrentHashMap<>();

  KnownIds(Warehouse warehouse, FeedReader reader, List<FeedFile> leftOut) {
    this.warehouse = warehouse;
    this.reader = reader;
    this.leftOut = leftOut;
  }

  /** Notes what is stored of a reference file; cheapest before this load adds to it. */
  void beforeAdding(FeedSpec spec) {
    if (MarketTables.isReference(spec.name())) {
      of(spec);
    }
  }

  /** Takes the ids of reference rows in that this load has just stored. */
  void add(FeedSpec spec, Collection<String> accepted) {
    if (MarketTables.isReference(spec.name())) {
      of(spec).addAll(accepted);
    }
  }

  /** Forgets what is known of a reference file, of which this load has just stored rows. */
  void forget(FeedSpec spec) {
    ids.remove(spec.name());
  }

  /**
   * The keys that rows of {@code mapping} may not take: empty but for stubs. Those of a company or
   * line that another mapping or a canonical feed has named; and, of companies that the mapping
   * makes up for its lines alone, those of a line that is known and so has a company already.
   */
  Set<String> taken(FeedSpec spec, SourceMapping mapping) {
    if (!mapping.isStub(spec.name())) {
      return Set.of();
    }
    Set<String> taken = new HashSet<>(namedByOthers(spec, mapping));
    boolean isForLinesAlone =
        mapping.isStub(MarketTables.SECURITIES.name())
            && mapping.targets().stream()
                .filter(file -> !MarketTables.isReference(file))
                .noneMatch(file -> KnownReferences.names(file, "issuer_id"));
    if (spec.equals(MarketTables.ISSUERS) && isForLinesAlone) {
      taken.addAll(namedByOthers(MarketTables.SECURITIES, mapping));
    }
    return taken;
  }

  private List<String> namedByOthers(FeedSpec spec, SourceMapping mapping) {
    return warehouse
        .scan(spec.table(), spec.key().get(0))
        .where(Filter.notIn("source_mapping", List.of(mapping.name())))
        .texts();
  }

  KnownReferences references() {
    return new KnownReferences(of(MarketTables.ISSUERS), of(MarketTables.SECURITIES));
  }

  private synchronized Set<String> of(FeedSpec spec) {
    return ids.computeIfAbsent(spec.name(), name -> read(spec));
  }

  private Set<String> read(FeedSpec spec) {
    String id = spec.key().get(0);
    Set<String> known = ConcurrentHashMap.newKeySet();
    known.addAll(warehouse.scan(spec.table(), id).texts());
    leftOut.stream()
        .filter(file -> file.spec().equals(spec))
        .findFirst()
        .ifPresent(file -> known.addAll(named(file, id)));
    return known;
  }

  /** The ids of a file's good rows; none of a file that is refused. */
  private List<String> named(FeedFile file, String id) {
    if (reader.headers(file).refused().isPresent()) {
      return List.of();
    }
    try {
      int place = file.spec().table().columnNames().indexOf(id);
      List<String> ids = new ArrayList<>();
      reader
          .rowsHere(file)
          .forEachRemaining(
              row -> {
                if (row instanceof ParsedRecord.Row good && good.codes().isEmpty()) {
                  ids.add((String) good.values().get(place));
                }
              });
      return ids;
    } catch (Exception e) { // Spark wraps what a task throws, in exceptions that nothing declares
      if (reader.refusal(file, e).isPresent()) {
        return List.of();
      }
      throw e;
    }
  }
}
