package org.rerate.ingest.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rerate.SharedSession;
import org.rerate.domain.Days;
import org.rerate.engine.disk.FeedFolder;
import org.rerate.table.ColumnKind;
import org.rerate.table.ColumnSpec;
import org.rerate.testing.SharedData;

/**
 * What the shipped mappings make of a few records in each vendor's layout, column for column. With
 * {@code RERATE_WRITE_EXPECTED=true} it is written down instead, to be read by a person.
 */
class VendorMappingsTest {

  private static Path vendors() {
    return SharedData.repository().resolve("common/suite/src/test/resources/vendors");
  }

  static Stream<String> mappings() throws IOException {
    try (Stream<Path> folders = Files.list(vendors())) {
      return folders
          .filter(Files::isDirectory)
          .map(f -> f.getFileName().toString())
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("mappings")
  void aFewRecordsGiveJustTheseRows(String name, @TempDir Path warehouse) throws IOException {
    SourceMapping mapping = mapping(name);
    SparkSession spark = SharedSession.warehouse(warehouse).spark();
    Path folder = vendors().resolve(name);
    FeedReader reader =
        new FeedReader(
            SharedSession.warehouse(warehouse),
            mapping,
            LocalDate.of(2026, 11, 21),
            Instant.parse("2026-11-21T12:00:00Z"));
    List<String> rows = new ArrayList<>();
    List<FeedFile> files = FeedListing.of(FeedFolder.open(spark, folder.toString()), mapping);
    for (FeedFile file : files) {
      assertThat(reader.headers(file).refused()).isEmpty();
      Iterable<ParsedRecord> all = () -> reader.rowsHere(file);
      for (ParsedRecord row : all) {
        rows.add(text(file, row));
      }
    }
    Path expected = folder.resolve("expected.txt");
    if ("true".equals(System.getenv("RERATE_WRITE_EXPECTED"))) {
      Files.write(expected, rows);
    }
    assertThat(rows).isEqualTo(Files.readAllLines(expected));
    assertThat(files).extracting(f -> f.spec().name()).containsAll(mapping.targets());
  }

  static SourceMapping mapping(String name) throws IOException {
    Path conf = SharedData.repository().resolve("conf/sources/" + name + ".conf");
    return MappingFile.parse(name, Files.readString(conf));
  }

  private static String text(FeedFile file, ParsedRecord parsed) {
    List<ColumnSpec> columns = file.spec().feedColumns();
    StringBuilder text = new StringBuilder(file.spec().name());
    if (parsed instanceof ParsedRecord.End end) {
      return text.append(": ")
          .append(end.sourceRows())
          .append(" records, ")
          .append(end.emptyRows())
          .append(" yield none")
          .toString();
    }
    ParsedRecord.Row row = (ParsedRecord.Row) parsed;
    text.append(" line ").append(row.line()).append(':');
    for (int i = 0; i < columns.size(); i++) {
      Object value = external(columns.get(i).kind(), row.values().get(i));
      if (value != null && !columns.get(i).name().equals("retracted")) {
        text.append(' ').append(columns.get(i).name()).append('=').append(value);
      }
    }
    if (!row.codes().isEmpty()) {
      text.append(" BAD ").append(String.join(" ", row.codes()));
    }
    return text.toString();
  }

  private static Object external(ColumnKind kind, Object value) {
    if (value != null && kind.isDate()) {
      return Days.date((Integer) value);
    }
    return value != null && kind == ColumnKind.INSTANT ? Days.instant((Long) value) : value;
  }
}
