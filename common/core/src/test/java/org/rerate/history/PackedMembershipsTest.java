package org.rerate.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rerate.domain.Days;
import org.rerate.domain.Knowledge;

/** Memberships that were sent say what those that were not say, whoever asks. */
@Tag("fast")
class PackedMembershipsTest {

  private static final int FIRST = 19_000;

  private static final int DAYS = 40;

  static Stream<AsOf> cuts() {
    return Stream.of(
        AsOf.ALL,
        new AsOf(Knowledge.AS_WAS, null),
        new AsOf(Knowledge.at(Instant.ofEpochSecond((FIRST + 20) * 86_400L)), null));
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void theyAreWhatTheyWere(AsOf asOf) throws Exception {
    MembershipHistory here = made(asOf);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(here);
    }
    MembershipHistory there;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      there = (MembershipHistory) in.readObject();
    }
    assertThat(there.baskets()).containsExactly("EMPTY", "b0", "b1", "b2");
    int members = 0;
    for (String basket : here.baskets()) {
      for (int day = FIRST - 1; day < FIRST + DAYS; day++) {
        long limit = asOf.knowledge().limit(day);
        assertThat(there.rowsOn(basket, day, limit)).isEqualTo(here.rowsOn(basket, day, limit));
        assertThat(there.mayChange(basket, day - 1, day))
            .isEqualTo(here.mayChange(basket, day - 1, day));
        members += here.on(basket, day, limit).size();
      }
    }
    assertThat(members).isPositive();
  }

  private static MembershipHistory made(AsOf asOf) {
    Random random = new Random(7);
    MembershipHistory.Builder builder = new MembershipHistory.Builder();
    builder.basket("EMPTY");
    for (int i = 0; i < 400; i++) {
      int from = FIRST + random.nextInt(DAYS);
      int known = from + random.nextInt(10) - 2;
      builder.add(
          "b" + random.nextInt(3),
          "I" + random.nextInt(40),
          random.nextInt(10) == 0 ? null : "S" + random.nextInt(3),
          from,
          random.nextBoolean() ? FactKind.NONE : from + random.nextInt(15),
          random.nextInt(4) == 0 ? 0.5 : 1,
          Days.endOf(known) - random.nextInt(1000),
          Days.endOf(known) + i,
          random.nextInt(8) == 0);
    }
    return builder.build(asOf);
  }
}
