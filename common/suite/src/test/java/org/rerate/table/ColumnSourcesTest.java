package org.rerate.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rerate.table.ColumnSources.Source;

/** Every result column declares columns that there are. */
@Tag("fast")
class ColumnSourcesTest {

  private static final Map<String, TableSpec> TABLES =
      Dictionary.tables().stream()
          .collect(Collectors.toMap(TableSpec::fullName, Function.identity()));

  @Test
  void everyResultColumnNamesItsSources() {
    for (TableSpec table : Dictionary.results()) {
      for (ColumnSpec column : table.columns()) {
        assertThat(ColumnSources.declared(table.fullName(), column.name()))
            .as(table.fullName() + "." + column.name())
            .hasValueSatisfying(
                sources ->
                    assertThat(sources)
                        .doesNotHaveDuplicates()
                        .allSatisfy(
                            source ->
                                assertThat(TABLES.get(source.table()).column(source.name()))
                                    .as("" + source)
                                    .isPresent()));
      }
    }
  }

  @Test
  void theyLeadToTheMarketTables() {
    Set<Source> cap = ColumnSources.of("valuation.issuer_caps", "cap_usd");
    assertThat(cap)
        .contains(new Source("market.prices", "close"), new Source("market.fx", "usd_per_unit"))
        .doesNotContain(new Source("market.estimates", "mean"));
    assertThat(ColumnSources.of("valuation.basket_valuations", "pe"))
        .containsAll(cap)
        .contains(
            new Source("market.estimates", "mean"),
            new Source("market.members", "inclusion_factor"));
    assertThat(ColumnSources.of("valuation.comparisons", "pe_premium"))
        .isEqualTo(ColumnSources.of("valuation.basket_valuations", "pe"));
    assertThat(ColumnSources.of("valuation.rolling", "window")).isEmpty();
  }
}
