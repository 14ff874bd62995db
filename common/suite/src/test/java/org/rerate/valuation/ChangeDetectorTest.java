package org.rerate.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rerate.domain.Basis;
import org.rerate.domain.Knowledge;
import org.rerate.domain.Status;
import org.rerate.engine.exchange.Exchange.Parcel;
import org.rerate.history.AsOf;
import org.rerate.history.Rates;

/**
 * Values held against the stored ones, of issuers of which nothing is known but that they exist.
 */
@Tag("fast")
class ChangeDetectorTest {

  private static final int[] DAYS = {20_000, 20_001, 20_002};

  private static final Plan PLAN =
      Plan.of(
          Methods.named("steps", List.of("NTM"), List.of(6)),
          new AsOf(Knowledge.LATEST, null),
          DAYS,
          List.of(Basis.parse("NTM")));

  private static final Rates RATES = new Rates.Builder().build(DAYS, PLAN.asOf(), 7);

  private final List<Parcel> parcels = new ArrayList<>();

  private void known(String issuer) {
    parcels.add(PackedFacts.mark(issuer, 1));
  }

  private void stored(boolean cap, String issuer, int day, Double usd, Status status) {
    // A cap ends with the age of its share counts, earnings with basis, source and age.
    Object[] row = {
      text(issuer), text("v"), day, usd, text(status.name()), cap ? null : text("NTM"), null, null
    };
    StoredValues.Sender sender = new StoredValues.Sender(cap, Set.of("v"), 1);
    Iterator<InternalRow> rows = List.<InternalRow>of(new GenericInternalRow(row)).iterator();
    sender.parcels(rows).forEachRemaining(parcels::add);
  }

  private static UTF8String text(String text) {
    return UTF8String.fromString(text);
  }

  /** What the values of the issuer are, stored as they are but for what the test changes. */
  private void storedAsComputed(String issuer, int but) {
    known(issuer);
    new IssuerValuer(PLAN, RATES)
        .results(0, List.of(PackedFacts.mark(issuer, 1)).iterator())
        .forEachRemaining(
            block -> {
              for (int i = 0; i < block.size(); i++) {
                if (block.days()[i] != but) {
                  Double usd = Double.isNaN(block.usd()[i]) ? null : (Double) block.usd()[i];
                  stored(block.isCap(), issuer, block.days()[i], usd, block.status(i));
                }
              }
            });
  }

  private List<String> changed() {
    parcels.sort(Comparator.comparing(Parcel::key));
    List<String> changed = new ArrayList<>();
    new ChangeDetector(PLAN, RATES)
        .results(0, parcels.iterator())
        .forEachRemaining(
            one -> {
              for (int day : DAYS) {
                if (one.days().has(day)) {
                  changed.add(one.issuerId() + " " + day);
                }
              }
            });
    return changed;
  }

  @Test
  void whatIsStoredAsItIsComputedDidNotChange() {
    storedAsComputed("A", 0);
    storedAsComputed("B", 0);
    assertThat(changed()).isEmpty();
  }

  @Test
  void whatIsNotStoredChanged() {
    storedAsComputed("A", 20_001);
    storedAsComputed("B", 0);
    assertThat(changed()).containsExactly("A 20001");
  }

  @Test
  void whatIsStoredOtherwiseChanged() {
    storedAsComputed("A", 20_002);
    stored(true, "A", 20_002, 5.0, Status.OK);
    stored(false, "A", 20_002, null, Status.OK);
    assertThat(changed()).containsExactly("A 20002");
  }

  @Test
  void whatIsStoredOfAnIssuerThatIsGoneChanged() {
    storedAsComputed("A", 0);
    stored(true, "GONE", 20_000, 5.0, Status.OK);
    assertThat(changed()).containsExactly("GONE 20000");
  }

  @Test
  void otherDaysAndBasesAreNotLookedAt() {
    storedAsComputed("A", 0);
    stored(true, "A", 19_000, 5.0, Status.OK);
    stored(true, "GONE", 19_000, 5.0, Status.OK);
    assertThat(changed()).isEmpty();
  }

  @Test
  void rowsOfOtherRunsCountForNothing() {
    StoredValues.Sender sender = new StoredValues.Sender(true, Set.of("another"), 1);
    Object[] row = {text("A"), text("v"), 20_000, 5.0, text("OK")};
    Iterator<InternalRow> rows = List.<InternalRow>of(new GenericInternalRow(row)).iterator();
    assertThat(sender.parcels(rows)).isExhausted();
  }
}
