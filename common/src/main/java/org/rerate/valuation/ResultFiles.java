package org.rerate.valuation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.rerate.domain.EarningsSource;
import org.rerate.domain.Status;
import org.rerate.storage.DataFile;
import org.rerate.storage.DataFileLocation;
import org.rerate.storage.DataFileWriter;
import org.rerate.storage.DataFileWriter.Word;
import org.rerate.table.ValuationTables;

/** Unpacks arrays into the rows that people query: one file per table. */
final class ResultFiles implements AutoCloseable {

  private static final Map<EarningsSource, Word> SOURCES = new EnumMap<>(EarningsSource.class);

  private static final Map<Status, Word> STATUSES = new EnumMap<>(Status.class);

  static {
    Arrays.stream(EarningsSource.values()).forEach(s -> SOURCES.put(s, Word.of(s.name())));
    Arrays.stream(Status.values()).forEach(s -> STATUSES.put(s, Word.of(s.name())));
  }

  private final Word runId;
  private final DataFileLocation folder;
  private DataFileWriter caps;
  private DataFileWriter earnings;
  private DataFileWriter baskets;

  ResultFiles(DataFileLocation folder, String runId) {
    this.folder = folder;
    this.runId = Word.of(runId);
  }

  /** Rows of {@code valuation.issuer_caps}, or of {@code valuation.issuer_earnings}. */
  void add(IssuerBlock block) {
    if (block.getBasis().isEmpty()) {
      addCaps(block);
    } else {
      addEarnings(block);
    }
  }

  private void addCaps(IssuerBlock block) {
    caps = caps == null ? folder.create(ValuationTables.ISSUER_CAPS) : caps;
    Word issuer = Word.of(block.getIssuerId());
    for (int i = 0; i < block.getDay().length; i++) {
      caps.text(issuer)
          .whole(block.getDay()[i])
          .number(block.getUsd()[i])
          .text(STATUSES.get(ResultCode.status(block.getCode()[i])))
          .text(runId)
          .end();
    }
  }

  private void addEarnings(IssuerBlock block) {
    earnings = earnings == null ? folder.create(ValuationTables.ISSUER_EARNINGS) : earnings;
    Word issuer = Word.of(block.getIssuerId());
    Word basis = Word.of(block.getBasis());
    for (int i = 0; i < block.getDay().length; i++) {
      int code = block.getCode()[i];
      Status status = ResultCode.status(code);
      earnings
          .text(issuer)
          .whole(block.getDay()[i])
          .text(basis)
          .number(block.getUsd()[i])
          .text(status == Status.OK ? SOURCES.get(ResultCode.source(code)) : null);
      int age = ResultCode.age(code);
      (age < 0 ? earnings.missing() : earnings.whole(age))
          .text(STATUSES.get(status))
          .text(runId)
          .end();
    }
  }

  /** Rows of {@code valuation.basket_valuations}. */
  void add(BasketBlock block) {
    baskets = baskets == null ? folder.create(ValuationTables.BASKET_VALUATIONS) : baskets;
    Word basket = Word.of(block.getBasketId());
    Word subsector = Word.of(block.getSubsector());
    Word basis = Word.of(block.getBasis());
    Word membership = Word.of(block.getMembership());
    for (int i = 0; i < block.getDay().length; i++) {
      baskets.text(basket).text(subsector).whole(block.getDay()[i]).text(basis).text(membership);
      for (int n = 0; n < BasketBlock.NUMBERS; n++) {
        baskets.number(block.getNumbers()[i * BasketBlock.NUMBERS + n]);
      }
      for (int c = 0; c < BasketBlock.STATUS; c++) {
        baskets.whole(block.getCounts()[i * BasketBlock.COUNTS + c]);
      }
      baskets
          .text(
              STATUSES.get(
                  Status.of(block.getCounts()[i * BasketBlock.COUNTS + BasketBlock.STATUS])))
          .text(runId)
          .end();
    }
  }

  /** Finishes the files that have rows. */
  List<DataFile> finish() {
    List<DataFile> written = new ArrayList<>();
    for (DataFileWriter file : Arrays.asList(caps, earnings, baskets)) {
      if (file != null) {
        written.add(file.finish());
      }
    }
    return written;
  }

  @Override
  public void close() {
    for (DataFileWriter file : Arrays.asList(caps, earnings, baskets)) {
      if (file != null) {
        file.close();
      }
    }
  }
}
