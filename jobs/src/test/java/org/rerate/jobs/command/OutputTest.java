package org.rerate.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class OutputTest {

  @Test
  void columnsOfOneNameKeepTheirValues() {
    StructType joined =
        new StructType()
            .add("pe", "double")
            .add("pe", "double")
            .add("pe_2", "int")
            .add("pe", "int");
    assertThat(Output.plain(new GenericRowWithSchema(new Object[] {1.5, 2.5, 3, 4}, joined)))
        .containsExactly(entry("pe", 1.5), entry("pe_3", 2.5), entry("pe_2", 3), entry("pe_4", 4));
  }
}
