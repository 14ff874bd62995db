package org.rerate.report;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.rerate.methodology.LossMade;
import org.rerate.report.document.Unit;
import org.rerate.report.document.Words;

/**
 * What must be said beside a comparison of two baskets, in sentences: sums of caps that lack
 * members, and premiums that losses have made.
 */
public final class ComparisonRemarks {

  private final Words words;

  private ComparisonRemarks(Words words) {
    this.words = words;
  }

  /** The sentences on a row of {@code valuation.comparisons}; none if nothing is missing in it. */
  public static List<String> of(Row row) {
    return new ComparisonRemarks(Words.ENGLISH).sentences(row);
  }

  private List<String> sentences(Row row) {
    List<String> sentences = new ArrayList<>();
    capped(row, "basket_a", "member_count_a", "capped_count_a", sentences);
    capped(row, "basket_b", "member_count_b", "capped_count_b", sentences);
    Double premium = Answer.number(row, "pe_premium");
    Double exLosses = Answer.number(row, "pe_premium_ex_losses");
    if (premium != null && exLosses != null && LossMade.premium(premium, exLosses)) {
      sentences.add(
          words.text(
              "comparisonremarks.losses-have-made-the-premium-of",
              words.show(Unit.CHANGE, premium),
              words.show(Unit.MULTIPLE, Answer.number(row, "pe_a")),
              words.show(Unit.MULTIPLE, Answer.number(row, "pe_b")),
              words.show(Unit.CHANGE, exLosses)));
    }
    return sentences;
  }

  private void capped(
      Row row, String basket, String members, String capped, List<String> sentences) {
    int all = row.getAs(members);
    int counted = row.getAs(capped);
    if (counted < all) {
      sentences.add(
          words.text(
              "comparisonremarks.the-cap-of-is-of",
              Answer.text(row, basket),
              ChangeRemarks.ofMembers(words, counted, all)));
    }
  }
}
