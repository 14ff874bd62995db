package org.rerate.engine.sql;

import java.util.NavigableMap;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.GetArrayItem;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.expressions.Multiply;
import org.apache.spark.sql.catalyst.expressions.Subtract;
import org.apache.spark.sql.catalyst.expressions.UnixDate;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.rerate.domain.RerateException;
import scala.Function1;
import scala.Option;
import scala.Tuple3;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * {@code in_currency(amount_usd, currency, day)}: dollars in another currency, at the rate that a
 * valuation of that day uses. Amount and day may be columns. The rates of the currency, one number
 * a day, become a part of the plan, so that rows are converted without a join.
 */
final class CurrencyFunction {

  static final String NAME = "in_currency";

  private static final String SIGNATURE =
      "in_currency(amount_usd DOUBLE, currency STRING, day DATE)";

  private static final String USAGE =
      SIGNATURE
          + " - amount_usd in units of the currency (a constant; GBX and other minor units too), at"
          + " the last rate known on or before the day; null without a rate that is fresh enough";

  private CurrencyFunction() {}

  /** The function as a session takes it. */
  static Tuple3<FunctionIdentifier, ExpressionInfo, Function1<Seq<Expression>, Expression>> of(
      ComputedRows computed) {
    ExpressionInfo info =
        new ExpressionInfo(
            CurrencyFunction.class.getName(), null, NAME, USAGE, "", "", "", "", "", "", "");
    return new Tuple3<>(
        new FunctionIdentifier(NAME),
        info,
        arguments ->
            expression(
                CollectionConverters.asJava(arguments).toArray(Expression[]::new), computed));
  }

  private static Expression expression(Expression[] arguments, ComputedRows computed) {
    if (arguments.length != 3 || !arguments[1].foldable() || arguments[1].eval(null) == null) {
      throw RerateException.usage(
          NAME + " takes an amount, a constant currency and a day: " + SIGNATURE,
          "Write, for example, in_currency(cap_usd, 'CNY', valuation_date)");
    }
    Expression amount = cast(arguments[0], DataTypes.DoubleType);
    String currency = arguments[1].eval(null).toString();
    if (currency.equals("USD")) {
      return amount;
    }
    NavigableMap<Integer, Double> rates = computed.unitsPerDollar(currency);
    if (rates.isEmpty()) {
      return Literal$.MODULE$.create((Object) null, DataTypes.DoubleType);
    }
    int first = rates.firstKey();
    Object[] byDay = new Object[rates.lastKey() - first + 1];
    rates.forEach((day, rate) -> byDay[day - first] = rate);
    Expression table =
        Literal$.MODULE$.create(
            (Object) byDay, DataTypes.createArrayType(DataTypes.DoubleType, true));
    Expression day = new UnixDate(cast(arguments[2], DataTypes.DateType));
    Expression place = new Subtract(day, Literal$.MODULE$.apply(first));
    return new Multiply(amount, new GetArrayItem(table, place, false));
  }

  private static Expression cast(Expression value, DataType type) {
    return new Cast(value, type, Option.empty(), Cast.apply$default$4());
  }
}
