package org.rerate.ingest;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.rerate.feed.FeedFile;
import org.rerate.feed.FeedReader;
import org.rerate.storage.TableState;
import org.rerate.table.FeedSpec;

/** Loads one file of a feed in the way that suits its size. */
final class FileLoad {

  private final Loading loading;
  private final EarlierLoads earlier;

  FileLoad(Loading loading) {
    this.loading = loading;
    earlier = new EarlierLoads(loading.warehouse());
  }

  FileOutcome load(FeedFile file) {
    try {
      return attempt(file);
    } catch (Exception e) { // Spark wraps what a task throws, in exceptions that nothing declares
      Optional<String> refused = loading.reader().refusal(file, e);
      if (refused.isPresent()) {
        return FileOutcome.refused(file.spec().name(), refused.get());
      }
      throw e;
    }
  }

  private FileOutcome attempt(FeedFile file) {
    FeedSpec spec = file.spec();
    FeedReader.Headers headers = loading.reader().headers(file);
    if (headers.refused().isPresent()) {
      return FileOutcome.refused(spec.name(), headers.refused().get());
    }
    // Read before stored rows are, so that what others append meanwhile makes our append fail.
    Optional<TableState> state = loading.warehouse().history(spec.table()).state();
    Optional<String> content = loading.reader().content(file);
    if (content.isPresent()) {
      Optional<FileOutcome> again =
          earlier.again(spec.name(), content.get(), state, headers.unknownColumns());
      if (again.isPresent()) {
        return again.get();
      }
    }
    // Not all of them are read below; a table that has lost one is told before it is added to.
    loading.warehouse().scan(spec.table(), spec.key().get(0)).requireFiles();
    FileOutcome outcome = read(file, headers.unknownColumns(), state, content);
    return loading.warnings().withChanges(spec, state, outcome);
  }

  private FileOutcome read(
      FeedFile file,
      List<String> unknownColumns,
      Optional<TableState> state,
      Optional<String> content) {
    // An attempt that another run came between has noted ids from before that run's.
    loading.knownIds().forget(file.spec());
    long sequence = state.isEmpty() ? 0 : loading.warehouse().sequence(file.spec().table());
    if (content.isPresent()) {
      Optional<List<Row>> rows =
          loading.reader().rowsInMemory(file, loading.options().inMemoryRows());
      SmallFileLoad load = new SmallFileLoad(loading, file.spec(), unknownColumns);
      Optional<FileOutcome> outcome =
          rows.flatMap(parsed -> load.load(parsed, sequence, state, content.get()));
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
    loading.warehouse().prepareForBulk();
    return new BulkLoad(loading, file, unknownColumns, sequence)
        .load()
        .orElseGet(() -> new LargeFileLoad(loading).load(file, unknownColumns, sequence));
  }
}
