package org.rerate.ingest.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.disk.FeedFolder;
import org.rerate.ingest.check.FiscalFigure;
import org.rerate.ingest.check.OddFigures;
import org.rerate.ingest.read.FeedFile;
import org.rerate.ingest.read.FeedListing;
import org.rerate.ingest.read.FeedReader;
import org.rerate.table.ColumnSpec;

/**
 * Says what a load of a feed would do, and writes nothing: files are read and judged against what
 * is stored, one after the other, so that the companies and lines that a file would bring are known
 * to the next.
 */
public final class Preview {

  private final Warehouse warehouse;
  private final IngestOptions options;
  private final Progress progress;

  /**
   * A look at what would come into {@code warehouse}, which need not exist yet.
   *
   * @param progress is told what is odd
   */
  public Preview(Warehouse warehouse, IngestOptions options, Progress progress) {
    this.warehouse = warehouse;
    this.options = options;
    this.progress = progress;
  }

  /**
   * Looks at the feed in a folder.
   *
   * @throws org.rerate.domain.RerateException with {@code USAGE} if there is nothing to load in it
   */
  public List<FilePreview> of(String feed) {
    FeedFolder folder = FeedFolder.open(warehouse.spark(), feed);
    FeedReader reader =
        new FeedReader(warehouse, options.mapping(), options.runDay(), options.ingestedAt());
    List<FeedFile> files = FeedListing.of(folder, options.mapping());
    List<FeedFile> leftOut =
        files.stream().filter(file -> !options.wants(file.spec().name())).toList();
    Loading loading =
        new Loading(
            warehouse,
            options,
            reader,
            new KnownIds(warehouse, reader, leftOut),
            new Quarantine(warehouse, options, folder.uri()),
            new WarningLog(warehouse, options.runId(), folder.uri(), progress),
            line -> {});
    List<FiscalFigure> figures = new ArrayList<>();
    List<FilePreview> previews =
        files.stream()
            .filter(file -> options.wants(file.spec().name()))
            .map(file -> look(file, loading, figures))
            .toList();
    Figures.odd(
            previews.stream().map(FilePreview::outcome).toList(),
            progress,
            () -> OddFigures.of(warehouse, figures, options.runId()))
        .forEach(loading.warnings()::add);
    return previews;
  }

  private FilePreview look(FeedFile file, Loading loading, List<FiscalFigure> figures) {
    String name = file.spec().name();
    return FileLoad.unlessRefused(
        loading,
        file,
        headers ->
            FileLoad.reconciled(
                loading,
                file,
                headers,
                Reconciler.Purpose.PREVIEW,
                (rows, refusals) -> preview(rows, refusals, headers, loading, figures)),
        why -> refused(FileOutcome.refused(name, why)));
  }

  private static FilePreview refused(FileOutcome outcome) {
    return new FilePreview(outcome, List.of(), List.of(), Map.of());
  }

  private FilePreview preview(
      Reconciled rows,
      List<String> refusals,
      FeedReader.Headers headers,
      Loading loading,
      List<FiscalFigure> figures) {
    if (rows.refused().isPresent()) {
      return refused(FileOutcome.refused(rows.spec().name(), FileLoad.allRefused(rows, refusals)));
    }
    FileOutcome outcome = outcome(rows, refusals, headers.unknownColumns());
    RowWarnings.tell(loading, rows, headers, outcome.overLimit());
    if (!outcome.overLimit()) {
      loading.knownIds().add(rows.spec(), rows.ids());
      figures.addAll(rows.figures());
    }
    List<AcceptedSample.Line> first =
        AcceptedSample.merged(rows.parts().stream().flatMap(part -> part.sample().stream()));
    List<ColumnSpec> declared = rows.spec().feedColumns();
    List<Integer> shown =
        IntStream.range(0, declared.size())
            .filter(i -> first.stream().anyMatch(line -> line.cells().get(i) != null))
            .boxed()
            .toList();
    List<String> columns = shown.stream().map(i -> declared.get(i).name()).toList();
    List<List<String>> cells = new ArrayList<>();
    for (AcceptedSample.Line line : first) {
      List<String> kept = new ArrayList<>(List.of(line.file(), Long.toString(line.line())));
      shown.forEach(i -> kept.add(line.cells().get(i)));
      cells.add(kept);
    }
    return new FilePreview(outcome, columns, cells, RejectedSample.of(rows));
  }

  private FileOutcome outcome(Reconciled rows, List<String> refusals, List<String> unknown) {
    boolean overLimit = options.isOverLimit(rows.bad(), rows.counts().read);
    return new FileOutcome(
        rows.spec().name(),
        rows.counts().read,
        overLimit ? 0 : rows.accepted(),
        rows.unchanged(),
        rows.bad(),
        overLimit ? rows.accepted() : 0,
        Optional.empty(),
        overLimit,
        unknown,
        Map.of(),
        rows.counts().sourceRows,
        rows.counts().emptyRows,
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        overLimit ? RejectedSample.first(rows) : List.of(),
        refusals);
  }
}
