package org.rerate.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
import org.rerate.domain.EarningsSource;
import org.rerate.domain.Knowledge;
import org.rerate.domain.Status;
import org.rerate.engine.exchange.Exchange.Parcel;
import org.rerate.history.AsOf;
import org.rerate.value.ResultCode;
import org.rerate.value.RollingSeries;

/** Values of issuers on their way to the baskets of their days. */
@Tag("fast")
class IssuerBlockTest {

  /** Two days of one year, one of the next. */
  private static final int[] DAYS =
      Stream.of("2024-12-30", "2024-12-31", "2025-01-02")
          .mapToInt(day -> Days.of(LocalDate.parse(day)))
          .toArray();

  private static final Plan PLAN =
      Plan.of(
          Methods.named("steps", List.of("NTM"), List.of(6)),
          new AsOf(Knowledge.LATEST, null),
          DAYS,
          List.of(Basis.parse("NTM")));

  @Test
  void aParcelHoldsAllOfIt() {
    int[] codes = {ResultCode.of(EarningsSource.MIXED, 12, 3), ResultCode.of(Status.NO_FX)};
    double[] usd = {1.5, Double.NaN};
    int[] days = {DAYS[0], DAYS[1]};
    Parcel parcel = new IssuerBlock("I1", 0, "NTM", days, usd, codes).to(4);
    assertThat(parcel.partition()).isEqualTo(4);
    IssuerBlock block = IssuerBlock.of(parcel, PLAN);
    assertThat(block.issuerId()).isEqualTo("I1");
    assertThat(block.basis()).isEqualTo("NTM");
    assertThat(block.days()).containsExactly(days);
    assertThat(block.usd()).containsExactly(usd);
    assertThat(IntStream.range(0, 2).mapToObj(block::status))
        .containsExactly(Status.OK, Status.NO_FX);
    assertThat(block.source(0)).isEqualTo(EarningsSource.MIXED);
    assertThat(block.source(1)).isNull();
    assertThat(block.age(0)).isEqualTo(12);
    assertThat(block.age(1)).isEqualTo(-1);
    assertThat(block.currency(0)).isEqualTo(3);
  }

  @Test
  void parcelsAreInOrderOfChunkBasisAndIssuer() {
    List<String> keys =
        Stream.of(
                block(2, "", "I1"),
                block(2, "", "I10"),
                block(2, "NTM", "I0"),
                block(10, "", "I1"),
                block(100_000, "", "I1"))
            .map(block -> block.to(0).key())
            .toList();
    assertThat(keys).isSorted();
  }

  private static IssuerBlock block(int chunk, String basis, String issuer) {
    return new IssuerBlock(issuer, chunk, basis, new int[0], new double[0], new int[0]);
  }

  @Test
  void theKeyOfASeriesTellsItsWords() {
    for (RollingSeries series :
        List.of(
            new RollingSeries("b", null, "ALL", "NTM", "point_in_time"),
            new RollingSeries("b", "against", "", "CY2025", "backcast:2025-01-02"))) {
      assertThat(RollingSeries.of(series.key())).isEqualTo(series);
    }
  }
}
