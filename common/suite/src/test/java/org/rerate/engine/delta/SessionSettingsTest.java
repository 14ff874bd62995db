package org.rerate.engine.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.internal.SQLConf$;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which settings a session may change, among all that Spark has. */
@Tag("fast")
class SessionSettingsTest {

  @Test
  void noneThatCanBeChangedNamesAClassAFileOrAPlace() {
    Set<String> changeable = new TreeSet<>();
    SQLConf$.MODULE$
        .getConfigEntries()
        .forEach(
            entry -> {
              if (SessionSettings.mayChange(entry.key())) {
                changeable.add(entry.key());
              }
            });
    assertThat(changeable)
        .contains("spark.sql.session.timeZone", "spark.sql.ansi.enabled")
        .hasSize(47)
        .noneMatch(
            key -> key.matches("(?i).*(class|path|dir|file|catalog|url|extensions)(name)?s?"));
  }

  @Test
  void secretsAndPlacesAreNotRead() {
    for (String key :
        new String[] {
          "spark.connect.authenticate.token",
          "spark.rerate.warehouse",
          "spark.sql.catalog.mine.password",
          "spark.hadoop.fs.s3a.secret.key",
          "spark.sql.adaptive.customCostEvaluatorClass"
        }) {
      assertThat(SessionSettings.mayRead(key)).as(key).isFalse();
      assertThat(SessionSettings.mayChange(key)).as(key).isFalse();
    }
    assertThat(SessionSettings.mayRead("spark.sql.session.timeZone")).isTrue();
    assertThat(SessionSettings.isPlain("${env:HOME}")).isFalse();
  }
}
