package org.rerate.blocks;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.rerate.engine.delta.Warehouse;
import org.rerate.ingest.load.Ingest;
import org.rerate.ingest.load.IngestOptions;
import org.rerate.ingest.load.QuarantineLimit;

/** Loads feeds and packs what they bring. */
final class Loads {

  private Loads() {}

  /** Load n, from the folder of that name, is taken in n seconds later. */
  static void load(Warehouse warehouse, Path folder, int number) {
    IngestOptions options =
        new IngestOptions(
            null,
            Set.of(),
            new QuarantineLimit(0.9, 0),
            "load-" + number,
            Instant.parse("2026-11-21T00:00:00Z").plusSeconds(number),
            LocalDate.parse("2026-11-21"));
    new Ingest(warehouse, options, line -> {}).load(folder.resolve("" + number).toString());
    new SeriesStore(warehouse).catchUp("load-" + number);
  }
}
