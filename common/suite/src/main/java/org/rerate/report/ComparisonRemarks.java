package org.rerate.report;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.rerate.methodology.LossMade;
import org.rerate.report.document.Unit;

/**
 * What must be said beside a comparison of two baskets, in sentences: sums of caps that lack
 * members, and premiums that losses have made.
 */
public final class ComparisonRemarks {

  private ComparisonRemarks() {}

  /** The sentences on a row of {@code valuation.comparisons}; none if nothing is missing in it. */
  public static List<String> of(Row row) {
    List<String> sentences = new ArrayList<>();
    capped(row, "basket_a", "member_count_a", "capped_count_a", sentences);
    capped(row, "basket_b", "member_count_b", "capped_count_b", sentences);
    Double premium = Answer.number(row, "pe_premium");
    Double exLosses = Answer.number(row, "pe_premium_ex_losses");
    if (premium != null && exLosses != null && LossMade.premium(premium, exLosses)) {
      sentences.add(
          "Losses have made the premium of "
              + Unit.CHANGE.display(premium)
              + " ("
              + Unit.MULTIPLE.display(Answer.number(row, "pe_a"))
              + " against "
              + Unit.MULTIPLE.display(Answer.number(row, "pe_b"))
              + "): without the members that lose money it is "
              + Unit.CHANGE.display(exLosses)
              + ".");
    }
    return sentences;
  }

  private static void capped(
      Row row, String basket, String members, String capped, List<String> sentences) {
    int all = row.getAs(members);
    int counted = row.getAs(capped);
    if (counted < all) {
      sentences.add(
          "The cap of "
              + Answer.text(row, basket)
              + " is of "
              + ChangeRemarks.ofMembers(counted, all)
              + ".");
    }
  }
}
