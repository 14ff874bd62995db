package org.rerate.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rerate.action.MeasureAction.Asked;

@Tag("fast")
class MeasureActionTest {

  /** The order of Map.of differs from process to process; a run is recognised by this text. */
  @Test
  void theSameOptionsAreTheSameArgumentsInWhateverOrderTheyCome() {
    Map<String, String> there = new LinkedHashMap<>();
    there.put("years", "2023-2025");
    there.put("basket", "china-ai");
    Map<String, String> back = new LinkedHashMap<>();
    back.put("basket", "china-ai");
    back.put("years", "2023-2025");
    assertThat(List.of(new Asked("capex-ratio", there)).toString())
        .isEqualTo(List.of(new Asked("capex-ratio", back)).toString())
        .contains("options={basket=china-ai, years=2023-2025}");
  }
}
