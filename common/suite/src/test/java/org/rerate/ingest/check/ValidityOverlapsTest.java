package org.rerate.ingest.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rerate.ingest.check.ValidityOverlaps.Version;

/** Days and instants are small numbers; 99 is open. */
@Tag("fast")
class ValidityOverlapsTest {

  private static Version row(String id, long knownAt, int from, int to) {
    return new Version(id, knownAt, from, to, false, null, null);
  }

  @Test
  void theOneKnownLaterIsAtFault() {
    assertThat(ValidityOverlaps.faulty(List.of(row("a", 1, 10, 99), row("b", 2, 20, 99))))
        .containsExactly("b");
  }

  @Test
  void bothAreWhenKnownTogether() {
    assertThat(ValidityOverlaps.faulty(List.of(row("a", 1, 10, 99), row("b", 1, 20, 99))))
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void aMembershipMayBeClosedAsTheNextOpens() {
    assertThat(
            ValidityOverlaps.faulty(
                List.of(row("a", 1, 10, 99), row("closed", 2, 10, 20), row("b", 2, 20, 99))))
        .isEmpty();
  }

  @Test
  void aClosingKnownTooLateDoesNotHelp() {
    assertThat(
            ValidityOverlaps.faulty(
                List.of(row("a", 1, 10, 99), row("b", 2, 20, 99), row("closed", 3, 10, 20))))
        .containsExactly("b");
  }

  @Test
  void aRetractedValidityOverlapsNothing() {
    assertThat(
            ValidityOverlaps.faulty(
                List.of(
                    row("a", 1, 10, 99),
                    new Version("gone", 2, 10, 99, true, null, null),
                    row("b", 2, 20, 99))))
        .isEmpty();
  }

  @Test
  void whatIsStoredStaysEvenIfKnownLater() {
    assertThat(ValidityOverlaps.faulty(List.of(row(null, 5, 10, 99), row("b", 2, 20, 99))))
        .containsExactly("b");
  }

  @Test
  void theSameRowAgainDoesNotOverlapItsStoredSelf() {
    assertThat(ValidityOverlaps.faulty(List.of(row(null, 1, 10, 99), row("a", 1, 10, 99))))
        .isEmpty();
  }
}
