package org.rerate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is said beside a change; the numbers are those of the shipped feed. */
@Tag("fast")
class ChangeRemarksTest {

  private static List<String> of(Map<String, Number> row, String status, String constant) {
    return new ChangeRemarks(row::get, status, constant).sentences();
  }

  @Test
  void ofAllMembersAndWithoutCurrenciesNothingIsSaid() {
    assertThat(
            of(
                Map.of(
                    "matched_count",
                    43,
                    "lfl_count",
                    43,
                    "incremental_pe",
                    35.0,
                    "incremental_pe_constant_fx",
                    34.9),
                "OK",
                "OK"))
        .isEmpty();
  }

  @Test
  void membersWithoutACapAreCounted() {
    assertThat(
            of(
                Map.of(
                    "member_count", 7,
                    "capped_count_from", 5,
                    "capped_count_to", 6,
                    "lfl_count", 4,
                    "matched_count", 4),
                "NON_POSITIVE_EARNINGS_CHANGE",
                "NON_POSITIVE_EARNINGS_CHANGE"))
        .containsExactly(
            "5 of 7 members have a cap at the start, 6 of 7 members at the end, 4 at both.");
  }

  @Test
  void ofSomeMembersItSaysOfHowManyAndBothChanges() {
    assertThat(
            of(
                Map.of(
                    "matched_count", 20,
                    "lfl_count", 42,
                    "incremental_coverage", 0.514,
                    "incremental_cap_change_usd", 8.9623e12,
                    "lfl_cap_change_usd", 18.1525e12,
                    "incremental_pe", 39.1,
                    "incremental_pe_constant_fx", 38.7),
                "OK",
                "OK"))
        .containsExactly(
            "dE, both P/Es and the incremental P/E cover 20 of the 42 members with a cap at both"
                + " ends, 51.4 % of their cap: their cap changed by +US$8.96trn, that of all"
                + " +US$18.2trn.");
  }

  @Test
  void tooFewMembersHaveNone() {
    assertThat(
            of(
                Map.of(
                    "matched_count", 2,
                    "lfl_count", 7,
                    "incremental_coverage", 0.063,
                    "incremental_cap_change_usd", 362.7e9,
                    "lfl_cap_change_usd", 5.927e12),
                "LOW_COVERAGE",
                "LOW_COVERAGE"))
        .containsExactly(
            "No incremental P/E: only 2 of the 7 members with a cap at both ends, 6.3 % of their"
                + " cap, have earnings at both ends; their cap changed by +US$363bn, that of all"
                + " +US$5.93trn.");
    assertThat(of(Map.of("matched_count", 0, "lfl_count", 3), "NO_COVERAGE", "NO_COVERAGE"))
        .containsExactly(
            "No incremental P/E: none of the 3 members with a cap at both ends has earnings at"
                + " both ends.");
  }

  /** E0 of 70.3 at the rates of the end is 73.84; the end's 73.19 is 0.9 % less. */
  @Test
  void aRiseThatTheExchangeRateMadeIsSaidToBeOne() {
    assertThat(
            of(
                Map.of(
                    "matched_count", 28,
                    "lfl_count", 28,
                    "incremental_pe", 253.0,
                    "earnings_from_usd", 70.3,
                    "earnings_change_usd", 2.89,
                    "earnings_change_pct", 0.0411,
                    "earnings_change_fx_usd", 3.54),
                "OK",
                "NON_POSITIVE_EARNINGS_CHANGE"))
        .containsExactly(
            "The 253x exists in dollars only: at constant exchange rates dE/E0 is -0.9 %, not"
                + " +4.1 %, so the rise comes from the exchange rate.");
  }

  @Test
  void anotherNumberAtConstantRatesIsNamed() {
    assertThat(
            of(
                Map.of(
                    "matched_count", 28,
                    "lfl_count", 28,
                    "incremental_pe", 134.7,
                    "incremental_pe_constant_fx", 87.0,
                    "earnings_change_fx_usd", -1.23e9),
                "OK",
                "OK"))
        .containsExactly(
            "At constant exchange rates the incremental P/E is 87.0x, not 135x: -US$1.23bn"
                + " of dE comes from the exchange rate.");
    assertThat(of(Map.of("incremental_pe", 30.0), "OK", "NO_FX"))
        .containsExactly(
            "A matched member's estimate currency has no exchange rate at one end, so the part"
                + " of dE that comes from the exchange rate is unknown.");
    assertThat(
            of(
                Map.of(
                    "incremental_pe_constant_fx", 40.0,
                    "earnings_from_usd", 11.0,
                    "earnings_change_usd", -0.5,
                    "earnings_change_fx_usd", -1.0),
                "NON_POSITIVE_EARNINGS_CHANGE",
                "OK"))
        .containsExactly(
            "In dollars the exchange rate hides the rise in expected earnings: at constant exchange"
                + " rates dE/E0 is +5.0 % and the incremental P/E 40.0x.");
  }
}
