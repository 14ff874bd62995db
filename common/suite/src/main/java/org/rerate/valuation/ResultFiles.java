package org.rerate.valuation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rerate.domain.EarningsSource;
import org.rerate.domain.Status;
import org.rerate.engine.parquet.DataFile;
import org.rerate.engine.parquet.DataFileLocation;
import org.rerate.engine.parquet.DataFileWriter;
import org.rerate.engine.parquet.DataFileWriter.Word;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.value.BasketBlock;

/** Unpacks arrays into the rows that people query: one file per table. */
final class ResultFiles implements AutoCloseable {

  private static final Map<EarningsSource, Word> SOURCES = new EnumMap<>(EarningsSource.class);

  private static final Map<Status, Word> STATUSES = new EnumMap<>(Status.class);

  static {
    Arrays.stream(EarningsSource.values()).forEach(s -> SOURCES.put(s, Word.of(s.name())));
    Arrays.stream(Status.values()).forEach(s -> STATUSES.put(s, Word.of(s.name())));
  }

  private final Word runId;
  private final FigureRows rows;
  private final DataFileLocation folder;
  private DataFileWriter caps;
  private DataFileWriter earnings;
  private DataFileWriter baskets;
  private final Map<TableSpec, DataFileWriter> figures = new LinkedHashMap<>();

  ResultFiles(DataFileLocation folder, String runId) {
    this.folder = folder;
    this.runId = Word.of(runId);
    this.rows = new FigureRows(runId);
  }

  /** Rows of {@code valuation.issuer_caps}, or of {@code valuation.issuer_earnings}. */
  void add(IssuerBlock block) {
    if (block.isCap()) {
      addCaps(block);
    } else {
      addEarnings(block);
    }
  }

  private void addCaps(IssuerBlock block) {
    caps = caps == null ? folder.create(ValuationTables.ISSUER_CAPS) : caps;
    Word issuer = Word.of(block.issuerId());
    for (int i = 0; i < block.size(); i++) {
      caps.text(issuer).whole(block.days()[i]).number(block.usd()[i]);
      age(caps, block.age(i)).text(STATUSES.get(block.status(i))).text(runId).end();
    }
  }

  private static DataFileWriter age(DataFileWriter file, int days) {
    return days < 0 ? file.missing() : file.whole(days);
  }

  private void addEarnings(IssuerBlock block) {
    earnings = earnings == null ? folder.create(ValuationTables.ISSUER_EARNINGS) : earnings;
    Word issuer = Word.of(block.issuerId());
    Word basis = Word.of(block.basis());
    for (int i = 0; i < block.size(); i++) {
      EarningsSource source = block.source(i);
      earnings
          .text(issuer)
          .whole(block.days()[i])
          .text(basis)
          .number(block.usd()[i])
          .text(source == null ? null : SOURCES.get(source));
      age(earnings, block.age(i)).text(STATUSES.get(block.status(i))).text(runId).end();
    }
  }

  /** Rows of {@code valuation.basket_valuations}. */
  void add(BasketBlock block) {
    baskets = baskets == null ? folder.create(ValuationTables.BASKET_VALUATIONS) : baskets;
    Word basket = Word.of(block.basketId);
    Word subsector = Word.of(block.subsector);
    Word basis = Word.of(block.basis);
    Word membership = Word.of(block.membership);
    for (int i = 0; i < block.size(); i++) {
      baskets.text(basket).text(subsector).whole(block.day[i]).text(basis).text(membership);
      baskets
          .number(block.cap[i])
          .number(block.matchedCap[i])
          .number(block.earnings[i])
          .number(block.pe[i])
          .number(block.peZeroFloor[i])
          .number(block.peExLosses[i])
          .number(block.peMedian[i])
          .number(block.coverage[i])
          .whole(block.members[i])
          .whole(block.capped[i])
          .whole(block.matched[i])
          .whole(block.negative[i])
          .text(STATUSES.get(block.status(i)))
          .text(runId)
          .end();
    }
  }

  /** Rows of a table of figures of baskets. */
  void add(FigureBlock block) {
    DataFileWriter file = figures.computeIfAbsent(block.table, folder::create);
    rows.write(block, day -> file);
  }

  private List<DataFileWriter> files() {
    List<DataFileWriter> files = new ArrayList<>(Arrays.asList(caps, earnings, baskets));
    files.addAll(figures.values());
    return files;
  }

  /** Finishes the files that have rows. */
  List<DataFile> finish() {
    List<DataFile> written = new ArrayList<>();
    for (DataFileWriter file : files()) {
      if (file != null) {
        written.add(file.finish());
      }
    }
    return written;
  }

  @Override
  public void close() {
    for (DataFileWriter file : files()) {
      if (file != null) {
        file.close();
      }
    }
  }
}
