package org.rerate.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.rerate.testing.SparkTestBase;

class ExchangesTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  private final List<String> told = new ArrayList<>();

  private Exchanges limitedTo(long bytes) {
    return new Exchanges(new JavaSparkContext(sc()), bytes, told::add);
  }

  @Test
  void theLimitItselfIsStillLocal() {
    Exchanges exchanges = limitedTo(1 << 20);
    assertThat(exchanges.of("packing", 1 << 20)).isInstanceOf(LocalExchange.class);
    assertThat(exchanges.of("packing", (1 << 20) + 1)).isInstanceOf(SparkExchange.class);
  }

  @Test
  void whatWasChosenIsToldAndNotedOnce() {
    Exchanges exchanges = limitedTo(2 << 20);
    exchanges.of("packing", 1 << 20);
    exchanges.of("packing", 3 << 20);
    exchanges.of("rolling statistics", 512 << 10);
    assertThat(told)
        .containsExactly(
            "packing: local, 1.0 MB",
            "packing: spark, 3.0 MB",
            "rolling statistics: local, 0.5 MB");
    assertThat(exchanges.taken())
        .isEqualTo(Map.of("packing", "spark, 3.0 MB", "rolling statistics", "local, 0.5 MB"));
    assertThat(exchanges.taken()).isEmpty();
  }
}
