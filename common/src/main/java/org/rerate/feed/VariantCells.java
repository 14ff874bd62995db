package org.rerate.feed;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rerate.table.ColumnSpec;

/** Takes the texts of one row out of a record of a file whose header is known. */
final class VariantCells {

  private final CellText[] cells;
  private final int valuePlace;
  private final Set<String> missing;

  VariantCells(
      RowVariant variant,
      List<ColumnSpec> specs,
      Header header,
      Map<String, String> keys,
      Set<String> missing) {
    this.missing = missing;
    valuePlace = variant.value() == null ? -1 : header.place(variant.value());
    cells = new CellText[specs.size()];
    for (int i = 0; i < cells.length; i++) {
      ColumnMapping mapping = variant.columns().get(specs.get(i).name());
      cells[i] = mapping == null ? null : new CellText(mapping, header, keys, missing);
    }
  }

  /** True if the record yields no such row. */
  boolean isEmpty(CsvRecord record) {
    if (valuePlace < 0 || !record.wellFormed()) {
      return false;
    }
    String value = record.fields().get(valuePlace).strip();
    return value.isEmpty() || missing.contains(value);
  }

  String[] texts(CsvRecord record) {
    String[] texts = new String[cells.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = cells[i] == null ? "" : cells[i].of(record.fields());
    }
    return texts;
  }
}
