package org.rerate.jobs.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.DiskFailure;
import org.rerate.report.document.Document;
import org.rerate.report.document.Table;

/** A report as files: {@code NAME-DATE.html} and, beside it, a folder of CSV. */
public final class ReportFiles {

  private final Path folder;
  private Path page;
  private Path numbers;

  /** Files in {@code folder}, which need not exist. */
  public ReportFiles(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * The same, once it is known that the folder can be written: before hours of work, not after.
   *
   * @throws RerateException with {@code RETRY} if it cannot
   */
  public ReportFiles prepared() {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "report", ".part"));
    } catch (IOException e) {
      throw unwritable(e);
    }
    return this;
  }

  private RerateException unwritable(IOException e) {
    return DiskFailure.unwritable("the folder of the report, " + folder, e);
  }

  /** Writes all files of the report; files of an earlier one of that name are replaced. */
  public ReportFiles write(Document report) {
    page = folder.resolve(report.name() + ".html");
    numbers = folder.resolve(report.name());
    try {
      Files.createDirectories(numbers);
      for (Table table : report.tables()) {
        Files.writeString(numbers.resolve(table.id() + ".csv"), CsvText.of(table));
      }
      Files.writeString(numbers.resolve("figures.csv"), CsvText.ofFigures(report.figures()));
      // No createTempFile: it makes files that their owner alone may read, and a page is for
      // others.
      Path written = folder.resolve(report.name() + "." + UUID.randomUUID() + ".part");
      Files.writeString(written, new Page(report).html());
      Files.move(written, page, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unwritable(e);
    }
    return this;
  }

  /** The page. */
  public Path page() {
    return page;
  }

  /** The folder of CSV files. */
  public Path numbers() {
    return numbers;
  }
}
