package org.rerate.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class KnownNamesTest {

  @Test
  void fewAreAllSaid() {
    assertThat(KnownNames.said("US", List.of("US_AI", "CN_AI")))
        .isEqualTo("Known are CN_AI, US_AI");
  }

  @Test
  void ofManyThoseThatBeginAlike() {
    List<String> names = IntStream.range(0, 1000).mapToObj(i -> String.format("B%03d", i)).toList();
    assertThat(KnownNames.said("b51x", names))
        .startsWith("Known are B5")
        .contains("B510, B511, B512")
        .endsWith(" and 980 others");
  }

  @Test
  void aSlipOfTheKeyboardIsGuessed() {
    Set<String> commands = Set.of("value", "ingest", "check");
    assertThat(KnownNames.meant("valeu", commands)).contains("value");
    assertThat(KnownNames.meant("ingst", commands)).contains("ingest");
    assertThat(KnownNames.meant("frobnicate", commands)).isEmpty();
  }
}
