package org.rerate.run.watch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.InputDataset;
import io.openlineage.client.OpenLineage.InputField;
import io.openlineage.client.OpenLineage.OutputDataset;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rerate.run.Intake;
import org.rerate.run.Run;
import org.rerate.table.ColumnSources;
import org.rerate.table.ColumnSpec;
import org.rerate.table.Dictionary;
import org.rerate.table.TableSpec;

/** Runs as OpenLineage's events: inputs, outputs, their versions, and where columns come from. */
final class LineageEvents {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

  private final String namespace;
  private final String warehouse;
  private final Map<String, TableSpec> tables =
      Dictionary.tables().stream()
          .collect(Collectors.toMap(TableSpec::fullName, Function.identity()));

  /**
   * Events of the runs of a warehouse.
   *
   * @param namespace namespace of its jobs
   * @param warehouse its root
   */
  LineageEvents(String namespace, String warehouse) {
    this.namespace = namespace;
    this.warehouse = warehouse;
  }

  /** The event as JSON, in one line. */
  String json(RunReport report) {
    try {
      return JSON.writeValueAsString(event(report));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private OpenLineage.RunEvent event(RunReport report) {
    Run run = report.run();
    OpenLineage lineage = new OpenLineage(URI.create("urn:rerate:" + run.codeVersion()));
    OpenLineage.RunFacetsBuilder facets =
        lineage
            .newRunFacetsBuilder()
            .processing_engine(
                lineage.newProcessingEngineRunFacet(run.codeVersion(), "rerate", null))
            .put("rerate", own(lineage, run));
    Run outer = report.outer();
    if (outer != null) {
      facets.parent(
          lineage.newParentRunFacet(
              lineage.newParentRunFacetRun(id(outer), null),
              lineage.newParentRunFacetJob(namespace, outer.command(), null),
              null));
    }
    if (report.error() != null) {
      facets.errorMessage(lineage.newErrorMessageRunFacet(report.error(), "JAVA", null));
    }
    return lineage.newRunEvent(
        report.at().atZone(ZoneOffset.UTC),
        switch (report.stage()) {
          case STARTED -> EventType.START;
          case DONE -> EventType.COMPLETE;
          case FAILED, DIED -> EventType.FAIL;
        },
        lineage.newRun(id(run), facets.build()),
        lineage.newJob(
            namespace,
            run.command(),
            lineage
                .newJobFacetsBuilder()
                .jobType(lineage.newJobTypeJobFacet("BATCH", "RERATE", "JOB", null))
                .build()),
        inputs(lineage, report),
        outputs(lineage, report));
  }

  /** The id of a run, which is a UUID there: made from ours, so that it can be found again. */
  private UUID id(Run run) {
    return UUID.nameUUIDFromBytes(
        (warehouse + "\n" + run.runId()).getBytes(StandardCharsets.UTF_8));
  }

  private static OpenLineage.RunFacet own(OpenLineage lineage, Run run) {
    OpenLineage.RunFacet facet = lineage.newRunFacet();
    Map<String, Object> about = facet.getAdditionalProperties();
    about.put("run_id", run.runId());
    about.put("arguments", run.arguments());
    about.put("methodology", run.methodology());
    about.put("knowledge", run.knowledge());
    about.put("recorded_by", run.recordedBy() == null ? null : run.recordedBy().toString());
    about.values().removeIf(value -> value == null);
    return facet;
  }

  private List<InputDataset> inputs(OpenLineage lineage, RunReport report) {
    List<InputDataset> inputs = new ArrayList<>();
    report
        .read()
        .forEach(
            (table, version) ->
                inputs.add(
                    lineage.newInputDataset(
                        Place.of(warehouse, table).namespace(),
                        Place.of(warehouse, table).name(),
                        facets(lineage, table, version).build(),
                        null)));
    Intake intake = report.result().intake();
    if (!intake.feed().isEmpty()) {
      Place feed = Place.of(intake.feed());
      inputs.add(lineage.newInputDataset(feed.namespace(), feed.name(), null, null));
    }
    return inputs;
  }

  private List<OutputDataset> outputs(OpenLineage lineage, RunReport report) {
    List<OutputDataset> outputs = new ArrayList<>();
    report
        .result()
        .outputs()
        .forEach(
            (table, state) -> {
              Intake.RowCounts rows = report.result().intake().tables().get(table);
              OpenLineage.OutputDatasetOutputFacets counted =
                  rows == null
                      ? null
                      : lineage
                          .newOutputDatasetOutputFacetsBuilder()
                          .outputStatistics(
                              lineage.newOutputStatisticsOutputDatasetFacet(
                                  rows.accepted(), null, null))
                          .build();
              Place place = Place.of(warehouse, table);
              OpenLineage.DatasetFacetsBuilder facets = facets(lineage, table, state.version());
              columns(lineage, table).ifPresent(facets::columnLineage);
              outputs.add(
                  lineage.newOutputDataset(
                      place.namespace(), place.name(), facets.build(), counted));
            });
    return outputs;
  }

  private OpenLineage.DatasetFacetsBuilder facets(OpenLineage lineage, String table, long version) {
    TableSpec spec = tables.get(table);
    return lineage
        .newDatasetFacetsBuilder()
        .version(lineage.newDatasetVersionDatasetFacet(Long.toString(version)))
        .symlinks(
            lineage.newSymlinksDatasetFacet(
                List.of(lineage.newSymlinksDatasetFacetIdentifiers(warehouse, table, "TABLE"))))
        .schema(
            lineage.newSchemaDatasetFacet(
                spec.columns().stream()
                    .map(
                        column ->
                            lineage
                                .newSchemaDatasetFacetFieldsBuilder()
                                .name(column.name())
                                .type(column.kind().type().simpleString())
                                .description(column.comment())
                                .build())
                    .toList()));
  }

  /** Where the columns of a result come from; empty if that is not declared. */
  private Optional<OpenLineage.ColumnLineageDatasetFacet> columns(
      OpenLineage lineage, String table) {
    OpenLineage.ColumnLineageDatasetFacetFieldsBuilder fields =
        lineage.newColumnLineageDatasetFacetFieldsBuilder();
    boolean isAny = false;
    for (ColumnSpec column : tables.get(table).columns()) {
      List<InputField> sources = new ArrayList<>();
      for (ColumnSources.Source source : ColumnSources.of(table, column.name())) {
        Place place = Place.of(warehouse, source.table());
        sources.add(
            lineage.newInputField(place.namespace(), place.name(), source.name(), List.of()));
      }
      if (!sources.isEmpty()) {
        isAny = true;
        fields.put(
            column.name(),
            lineage.newColumnLineageDatasetFacetFieldsAdditional(sources, null, null));
      }
    }
    return isAny
        ? Optional.of(lineage.newColumnLineageDatasetFacet(fields.build(), null))
        : Optional.empty();
  }

  /**
   * A dataset as OpenLineage names it.
   *
   * @param namespace its store
   * @param name its path there
   */
  private record Place(String namespace, String name) {

    static Place of(String warehouse, String table) {
      return of(warehouse + "/" + table.replace('.', '/'));
    }

    /** Of a folder or URI as a user writes it. */
    static Place of(String place) {
      if (!place.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
        return new Place("file", Path.of(place).toAbsolutePath().normalize().toString());
      }
      int colon = place.indexOf(':');
      String scheme = place.substring(0, colon);
      String rest = place.substring(colon + 1);
      if (scheme.equals("file")) {
        return new Place("file", rest.replaceFirst("^//+", "/"));
      }
      String path = rest.replaceFirst("^//", "");
      int slash = path.indexOf('/');
      String authority = slash < 0 ? path : path.substring(0, slash);
      // There S3 has one scheme, whatever Hadoop calls it.
      String store = (scheme.matches("s3[an]") ? "s3" : scheme) + "://" + authority;
      return new Place(store, slash < 0 ? "/" : path.substring(slash + 1));
    }
  }
}
