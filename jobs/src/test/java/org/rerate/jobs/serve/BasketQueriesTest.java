package org.rerate.jobs.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rerate.engine.filter.Filter;

@Tag("fast")
class BasketQueriesTest {

  @Test
  void theDayOfNoNameIsOneOfTheVariantThatTheFunctionsRead() {
    String sql =
        BasketQueries.values(
            "us-ai",
            Optional.empty(),
            "NTM",
            Optional.empty(),
            Filter.and(Filter.is("methodology", "strict"), Filter.is("knowledge", "latest")));
    assertThat(sql)
        .isEqualTo(
            "SELECT * FROM basket_pe('us-ai', (SELECT max(valuation_date) FROM"
                + " valuation.basket_valuations WHERE basket_id = 'us-ai' AND methodology ="
                + " 'strict' AND knowledge = 'latest'), 'NTM')");
  }
}
