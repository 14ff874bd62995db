package org.rerate.ingest.read;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.rerate.engine.batch.BatchSchema;
import org.rerate.engine.batch.RowCursor;
import org.rerate.table.ColumnSpec;

/**
 * The rows of a Parquet file, for tasks. Where all its columns have the types of the feed, rows are
 * taken as they are; else, and where a row breaks a rule, as texts, as any other file's.
 */
public final class ParquetRows implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int FIRST_FIELD = 2;

  private final PartPlan plan;
  private final ArrayList<TypedCell> cells;
  private final transient Dataset<Row> data;

  private ParquetRows(PartPlan plan, List<TypedCell> cells, Dataset<Row> data) {
    this.plan = plan;
    this.cells = new ArrayList<>(cells);
    this.data = data;
  }

  static ParquetRows ofTexts(PartPlan plan, Dataset<Row> texts) {
    return new ParquetRows(plan, List.of(), texts);
  }

  /** Typed rows; empty if a column is not of its type. */
  static Optional<ParquetRows> typed(PartPlan plan, List<ParquetScan.Same> scans) {
    List<ColumnSpec> specs = plan.spec().feedColumns();
    Optional<Dataset<Row>> rows = Optional.empty();
    for (ParquetScan.Same scan : scans) {
      List<Column> selected = new ArrayList<>();
      selected.add(col(ParquetScan.FILE));
      selected.add(col(ParquetScan.LINE));
      for (int i = 0; i < specs.size(); i++) {
        Optional<StructField> field = scan.field(specs.get(i).name());
        if (field.isPresent() && !TypedCell.suits(specs.get(i), field.get().dataType())) {
          return Optional.empty();
        }
        Column value = field.map(f -> ParquetScan.named(f.name())).orElse(lit(null));
        selected.add(value.as("_" + i));
      }
      Dataset<Row> some = scan.data().select(selected.toArray(Column[]::new));
      // Numbers of several types become the widest of them.
      rows = Optional.of(rows.isEmpty() ? some : rows.get().unionAll(some));
    }
    return rows.map(all -> new ParquetRows(plan, cells(all.schema()), all));
  }

  private static List<TypedCell> cells(StructType type) {
    List<TypedCell> cells = new ArrayList<>();
    for (int place = FIRST_FIELD; place < type.length(); place++) {
      cells.add(new TypedCell(place, type.apply(place).dataType()));
    }
    return cells;
  }

  /** What {@link #rows} or {@link #texts} reads. */
  public Dataset<Row> data() {
    return data;
  }

  /** True if rows are read by {@link #rows}, false if by {@link #texts}. */
  public boolean isTyped() {
    return !cells.isEmpty();
  }

  /** Rows that are texts. */
  public Iterator<ParsedRecord> texts(Iterator<InternalRow> rows) {
    return new TextRows(
        plan,
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return rows.hasNext();
          }

          @Override
          public Row next() {
            return external(rows.next());
          }
        });
  }

  private static Row external(InternalRow row) {
    Object[] values = new Object[row.numFields()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i == 1 ? (Object) row.getLong(i) : row.getUTF8String(i).toString();
    }
    return RowFactory.create(values);
  }

  /** Typed rows; good ones go into {@code row}. One thread uses it. */
  public Typed rows(BatchSchema schema, RowCursor row) {
    return new Typed(schema, row);
  }

  /** Reads typed rows. */
  public final class Typed {

    private final BatchSchema schema;
    private final RowCursor row;
    private final SimpleCells values;
    private final RowReader reader = plan.rowReader();

    private Typed(BatchSchema schema, RowCursor row) {
      this.schema = schema;
      this.row = row;
      values = new SimpleCells(schema, row, plan.runDay());
    }

    /** Takes a row; false if it has to be read {@linkplain #inFull in full}. */
    public boolean take(InternalRow from) {
      values.start();
      for (int i = 0; i < cells.size(); i++) {
        if (!values.set(i, cells.get(i), from)) {
          return false;
        }
      }
      row.set(schema.line(), from.getLong(1));
      row.set(schema.file(), (Object) from.getUTF8String(0));
      return values.end();
    }

    /** The row, with what is wrong with it; the text of its record is looked up if it is needed. */
    public ParsedRecord.Row inFull(InternalRow from) {
      String file = from.getUTF8String(0).toString();
      long line = from.getLong(1);
      String[] texts = cells.stream().map(cell -> cell.text(from).strip()).toArray(String[]::new);
      Complaints complaints = new Complaints(file);
      complaints.reset(line);
      Object[] read = reader.read(texts, complaints);
      return new ParsedRecord.Row(
          Arrays.asList(read),
          file,
          line,
          null,
          null,
          reader.isKnownByIngest(),
          complaints.codes(),
          complaints.messages());
    }
  }
}
