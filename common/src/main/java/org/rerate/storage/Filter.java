package org.rerate.storage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.unix_micros;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.expressions.And;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.expressions.Or;
import io.delta.kernel.expressions.Predicate;
import java.util.BitSet;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.rerate.domain.Days;

/** A condition on one column of a {@link TableScan}, which a missing value never meets. */
public final class Filter {

  /** A longer list leaves out no files. */
  private static final int FEW = 50;

  /** More days than this are asked of Spark as a range, which gives some more than wanted. */
  private static final int MANY = 500;

  private final String column;
  private final Optional<Predicate> skip;
  private final Test test;
  private final org.apache.spark.sql.Column sql;

  private interface Test {
    boolean isMet(ColumnVector cells, int row);
  }

  private Filter(
      String column, org.apache.spark.sql.Column sql, Optional<Predicate> skip, Test test) {
    this.column = column;
    this.sql = sql;
    this.skip = skip;
    this.test = test;
  }

  /** One of these texts. */
  public static Filter in(String column, Collection<String> texts) {
    Set<String> wanted = Set.copyOf(texts);
    Optional<Predicate> skip =
        wanted.size() > FEW
            ? Optional.empty()
            : wanted.stream().map(text -> is(column, Literal.ofString(text))).reduce(Or::new);
    return new Filter(
        column,
        col(column).isin(wanted.toArray()),
        skip,
        (cells, row) -> wanted.contains(cells.getString(row)));
  }

  /** None of these texts. */
  public static Filter notIn(String column, Collection<String> texts) {
    Set<String> unwanted = Set.copyOf(texts);
    return new Filter(
        column,
        not(col(column).isin(unwanted.toArray())),
        Optional.empty(),
        (cells, row) -> !unwanted.contains(cells.getString(row)));
  }

  /** Days from {@code first} to {@code last}, inclusive. */
  public static Filter days(String column, int first, int last) {
    return new Filter(
        column,
        col(column).between(date(first), date(last)),
        Optional.of(between(column, first, last, Literal::ofDate)),
        (cells, row) -> cells.getInt(row) >= first && cells.getInt(row) <= last);
  }

  /** One of these days; of many, those between the first and the last are read. */
  public static Filter days(String column, Collection<Integer> days) {
    Set<Integer> wanted = Set.copyOf(days);
    int first = wanted.stream().reduce(Integer.MAX_VALUE, Math::min);
    int last = wanted.stream().reduce(Integer.MIN_VALUE, Math::max);
    Predicate range = between(column, first, last, Literal::ofDate);
    Predicate skip =
        wanted.size() > FEW
            ? range
            : wanted.stream()
                .map(day -> is(column, Literal.ofDate(day)))
                .reduce(Or::new)
                .orElse(range);
    Object[] dates = wanted.stream().map(Days::date).toArray();
    BitSet isWanted = new BitSet();
    wanted.forEach(day -> isWanted.set(day - first));
    org.apache.spark.sql.Column sql = col(column).between(date(first), date(last));
    return new Filter(
        column,
        wanted.size() > MANY ? sql : col(column).isin(dates),
        Optional.of(skip),
        (cells, row) -> {
          int day = cells.getInt(row);
          return day >= first && day <= last && isWanted.get(day - first);
        });
  }

  /** The whole number {@code value}. */
  public static Filter is(String column, int value) {
    return new Filter(
        column,
        col(column).equalTo(value),
        Optional.of(is(column, Literal.ofInt(value))),
        (cells, row) -> cells.getInt(row) == value);
  }

  /** A whole number from {@code first} to {@code last}, inclusive. */
  public static Filter between(String column, int first, int last) {
    return new Filter(
        column,
        col(column).between(first, last),
        Optional.of(between(column, first, last, Literal::ofInt)),
        (cells, row) -> cells.getInt(row) >= first && cells.getInt(row) <= last);
  }

  /** The whole number {@code value}, of 64 bits. */
  public static Filter is(String column, long value) {
    return new Filter(
        column,
        col(column).equalTo(value),
        Optional.of(is(column, Literal.ofLong(value))),
        (cells, row) -> cells.getLong(row) == value);
  }

  /** An instant not after {@code limit}, in microseconds. */
  public static Filter notAfter(String column, long limit) {
    return new Filter(
        column,
        unix_micros(col(column)).leq(limit),
        Optional.empty(),
        (cells, row) -> cells.getLong(row) <= limit);
  }

  /** Any value. */
  public static Filter present(String column) {
    return new Filter(column, col(column).isNotNull(), Optional.empty(), (cells, row) -> true);
  }

  private static org.apache.spark.sql.Column date(int day) {
    return date_from_unix_date(lit(day));
  }

  private static Predicate is(String column, Literal value) {
    return new Predicate("=", new Column(column), value);
  }

  private static Predicate between(
      String column, int first, int last, Function<Integer, Literal> literal) {
    return new And(
        new Predicate(">=", new Column(column), literal.apply(first)),
        new Predicate("<=", new Column(column), literal.apply(last)));
  }

  String column() {
    return column;
  }

  /** The same for Spark. */
  org.apache.spark.sql.Column sql() {
    return sql;
  }

  /** What leaves out whole files and row groups, where that can be said. */
  Optional<Predicate> skip() {
    return skip;
  }

  boolean isMet(ColumnVector cells, int row) {
    return !cells.isNullAt(row) && test.isMet(cells, row);
  }
}
