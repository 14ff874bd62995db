package org.rerate.ingest.read;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rerate.table.ColumnSpec;

/** Takes the texts of one row out of a record of a file whose header is known. */
final class VariantCells {

  private final CellText[] cells;
  private final int valuePlace;
  private final Map<Integer, TextLimit> where = new LinkedHashMap<>();
  private final int[] skipWithout;
  private final Set<String> missing;
  private final List<String> names;

  VariantCells(
      RowVariant variant,
      List<ColumnSpec> specs,
      Header header,
      Map<String, String> keys,
      Set<String> missing,
      IdentifierLinks links,
      DayLimits limits) {
    this.missing = missing;
    valuePlace = variant.value() == null ? -1 : header.place(variant.value());
    variant.where().forEach((column, limit) -> where.put(header.place(column), limit));
    cells = new CellText[specs.size()];
    for (int i = 0; i < cells.length; i++) {
      ColumnMapping mapping = variant.columns().get(specs.get(i).name());
      ColumnSpec spec = specs.get(i);
      cells[i] =
          mapping == null
              ? null
              : new CellText(mapping, header, keys, missing, links, spec, limits);
    }
    names = specs.stream().map(ColumnSpec::name).toList();
    skipWithout = variant.skipWithout().stream().mapToInt(names::indexOf).toArray();
  }

  /** True if the record yields no such row. */
  boolean isEmpty(SourceRecord record) {
    for (Map.Entry<Integer, TextLimit> limit : where.entrySet()) {
      if (!limit.getValue().allows(record.fields().get(limit.getKey()).strip())) {
        return true;
      }
    }
    if (valuePlace < 0) {
      return false;
    }
    String value = record.fields().get(valuePlace).strip();
    return value.isEmpty() || missing.contains(value);
  }

  /** True if the texts of a row lack what there is no row without. */
  boolean isLeftOut(String[] texts) {
    for (int place : skipWithout) {
      if (texts[place].isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** A time that was dropped from the texts made last, of which its day may not be right. */
  DateText.Dropped dropped() {
    for (CellText cell : cells) {
      if (cell != null && cell.dropped() != null) {
        return cell.dropped();
      }
    }
    return null;
  }

  /** By column, why the texts made last are no dates by the mapping. */
  Map<String, String> faults() {
    Map<String, String> faults = Map.of();
    for (int i = 0; i < cells.length; i++) {
      if (cells[i] != null && cells[i].fault() != null) {
        faults = faults.isEmpty() ? new HashMap<>() : faults;
        faults.put(names.get(i), cells[i].fault());
      }
    }
    return faults;
  }

  String[] texts(SourceRecord record) {
    String[] texts = new String[cells.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = cells[i] == null ? "" : cells[i].of(record.fields());
    }
    return texts;
  }
}
