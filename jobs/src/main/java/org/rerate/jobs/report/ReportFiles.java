package org.rerate.jobs.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.DiskFailure;
import org.rerate.report.document.Document;
import org.rerate.report.document.Table;

/**
 * A report as files: {@code NAME-DATE.html} and, beside it, a folder of CSV; also as a workbook,
 * where one is asked for.
 */
public final class ReportFiles {

  private final Path folder;
  private final Path workbook;
  private Path page;
  private Path numbers;

  /** Files in {@code folder}, which need not exist. */
  public ReportFiles(Path folder) {
    this(folder, null);
  }

  private ReportFiles(Path folder, Path workbook) {
    this.folder = folder.toAbsolutePath().normalize();
    this.workbook = workbook;
  }

  /**
   * The same, and all of the report's tables as a workbook in {@code file}.
   *
   * @throws RerateException with {@code USAGE} if the file is none that spreadsheets open
   */
  public ReportFiles withWorkbook(Path file) {
    if (!file.toString().endsWith(".xlsx") || Files.isDirectory(file)) {
      throw RerateException.usage(
          "--xlsx '" + file + "' is no name of a workbook", "Give a file that ends with .xlsx");
    }
    return new ReportFiles(folder, file.toAbsolutePath().normalize());
  }

  /**
   * The same, once it is known that the folder can be written: before hours of work, not after.
   *
   * @throws RerateException with {@code RETRY} if it cannot
   */
  public ReportFiles prepared() {
    prepare(folder);
    if (workbook != null) {
      prepare(workbook.getParent());
    }
    return this;
  }

  private static void prepare(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "report", ".part"));
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  private static RerateException unwritable(Path folder, IOException e) {
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
      write(page, new Page(report).html().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
    if (workbook != null) {
      try {
        write(workbook, new ReportWorkbook(report).bytes());
      } catch (IOException e) {
        throw unwritable(workbook.getParent(), e);
      }
    }
    return this;
  }

  private static void write(Path file, byte[] content) throws IOException {
    // No createTempFile: it makes files that their owner alone may read, and a page is for others.
    Path written = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
    Files.write(written, content);
    Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
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
