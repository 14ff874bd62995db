package org.rerate.jobs.synthetic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The rows of a file for a stretch of companies, one company in memory at a time. */
final class CompanyRows implements Iterator<Row> {

  private final World world;
  private final UniverseFile file;
  private final Excerpt excerpt;
  private final int to;
  private int company;
  private Iterator<Row> rows = List.<Row>of().iterator();

  CompanyRows(Universe universe, UniverseFile file, Excerpt excerpt, int from, int to) {
    this.world = new World(universe);
    this.file = file;
    this.excerpt = excerpt;
    this.company = from;
    this.to = to;
  }

  @Override
  public boolean hasNext() {
    while (!rows.hasNext() && company < to) {
      List<Row> next = new ArrayList<>();
      file.ofCompany().write(world, new Company(world.universe, company++), into(next, excerpt));
      rows = next.iterator();
    }
    return rows.hasNext();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return rows.next();
  }

  /** The rows of a file that belong to no company. */
  static List<Row> ofWorld(Universe universe, UniverseFile file, Excerpt excerpt) {
    List<Row> rows = new ArrayList<>();
    file.ofWorld(excerpt.from(universe), excerpt.to(universe))
        .write(new World(universe), into(rows, excerpt));
    return rows;
  }

  private static RowSink into(List<Row> rows, Excerpt excerpt) {
    return (day, knownAt, retracted, cells) -> {
      if (excerpt.holds(day, knownAt)) {
        Object[] row = Arrays.copyOf(cells, cells.length + 2);
        row[cells.length] = knownAt;
        row[cells.length + 1] = retracted ? Boolean.TRUE : null;
        rows.add(RowFactory.create(row));
      }
    };
  }
}
