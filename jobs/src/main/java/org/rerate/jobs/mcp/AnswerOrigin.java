package org.rerate.jobs.mcp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rerate.action.ActionContext;
import org.rerate.domain.Secrets;
import org.rerate.jobs.serve.BasketQueries;
import org.rerate.jobs.serve.Questions;
import org.rerate.table.TableSpec;

/** By which rules and of what data an answer is. */
final class AnswerOrigin {

  private final ActionContext context;

  AnswerOrigin(ToolContext context) {
    this.context = context.action();
  }

  /** What must be told of an answer's origin. */
  Map<String, Object> of(ToolAnswer answer, Questions.Asked asked) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("warehouse", Secrets.masked(context.warehouse().root()));
    boolean isKnown = !answer.isOfAnyVariant();
    told.put("methodology", isKnown ? context.methodology().name() : null);
    told.put("knowledge", isKnown ? context.asOf().knowledge().toString() : null);
    told.put("recorded_by", isKnown ? text(context.asOf().recordedBy()) : null);
    told.put("valuation_date", text(answer.valued()));
    told.put("stored_by_runs", answer.runs());
    told.put("table_versions", versions(answer.tables()));
    told.put("notices", answer.tables().isEmpty() ? List.of() : notices(answer, asked));
    told.put("rerate_version", ActionContext.VERSION);
    told.put("answered_at", context.clock().instant().toString());
    return told;
  }

  private static String text(Object value) {
    return value == null ? null : value.toString();
  }

  /** The newest version of each, at the time of the answer; without those that have none yet. */
  private Map<String, Long> versions(List<TableSpec> tables) {
    Map<String, Long> versions = new LinkedHashMap<>();
    tables.forEach(
        table ->
            context
                .warehouse()
                .version(table)
                .ifPresent(version -> versions.put(table.fullName(), version)));
    return versions;
  }

  /** What the feed says of the baskets, such as that their data are illustrative. */
  private static List<String> notices(ToolAnswer answer, Questions.Asked asked) {
    List<String> notices = new ArrayList<>();
    for (Map<String, Object> basket : ToolRows.all(asked, BasketQueries.BASKETS)) {
      Object id = basket.get("basket_id");
      Object said = basket.get("description");
      boolean isOfIt = answer.baskets().isEmpty() || answer.baskets().contains(id);
      if (isOfIt && said != null && !said.toString().isBlank()) {
        notices.add(id + ": " + said);
      }
    }
    return notices;
  }
}
