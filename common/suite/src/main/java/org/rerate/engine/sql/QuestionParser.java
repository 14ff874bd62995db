package org.rerate.engine.sql;

import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableOrView;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.ParameterContext;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.parser.ParserInterface;
import org.apache.spark.sql.catalyst.plans.logical.DescribeColumn;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Parses as another parser does, and refuses what is no question before anything looks at it:
 * analysis already reads files and computes constants.
 */
final class QuestionParser implements ParserInterface {

  private final ParserInterface parser;
  private final ReadOnlyRule rule;

  /**
   * A parser.
   *
   * @param parser does the parsing
   * @param rule refuses
   */
  QuestionParser(ParserInterface parser, ReadOnlyRule rule) {
    this.parser = parser;
    this.rule = rule;
  }

  @Override
  public LogicalPlan parsePlan(String text) throws ParseException {
    return rule.parsed(ofQuery(parser.parsePlan(text)));
  }

  /**
   * DESCRIBE of a column as that of a query: Spark looks for the first in its own catalog only,
   * where no table of ours is.
   */
  private LogicalPlan ofQuery(LogicalPlan plan) throws ParseException {
    if (plan instanceof DescribeColumn one
        && one.relation() instanceof UnresolvedTableOrView table
        && one.column() instanceof UnresolvedAttribute column) {
      return parser.parsePlan(
          "DESCRIBE QUERY SELECT %s FROM %s"
              .formatted(quoted(column.nameParts()), quoted(table.multipartIdentifier())));
    }
    return plan;
  }

  private static String quoted(Seq<String> name) {
    return CollectionConverters.asJava(name).stream()
        .map(part -> '`' + part.replace("`", "``") + '`')
        .collect(Collectors.joining("."));
  }

  @Override
  public LogicalPlan parsePlanWithParameters(String text, ParameterContext parameters)
      throws ParseException {
    return rule.parsed(ofQuery(parser.parsePlanWithParameters(text, parameters)));
  }

  @Override
  public LogicalPlan parseQuery(String text) throws ParseException {
    return rule.parsed(parser.parseQuery(text));
  }

  @Override
  public Expression parseExpression(String text) throws ParseException {
    return rule.parsed(parser.parseExpression(text));
  }

  @Override
  public TableIdentifier parseTableIdentifier(String text) throws ParseException {
    return parser.parseTableIdentifier(text);
  }

  @Override
  public FunctionIdentifier parseFunctionIdentifier(String text) throws ParseException {
    return parser.parseFunctionIdentifier(text);
  }

  @Override
  public Seq<String> parseMultipartIdentifier(String text) throws ParseException {
    return parser.parseMultipartIdentifier(text);
  }

  @Override
  public StructType parseRoutineParam(String text) throws ParseException {
    return parser.parseRoutineParam(text);
  }

  @Override
  public StructType parseTableSchema(String text) throws ParseException {
    return parser.parseTableSchema(text);
  }

  @Override
  public DataType parseDataType(String text) throws ParseException {
    return parser.parseDataType(text);
  }
}
