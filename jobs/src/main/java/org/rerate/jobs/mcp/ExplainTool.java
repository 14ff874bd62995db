package org.rerate.jobs.mcp;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rerate.domain.Basis;
import org.rerate.domain.KnownNames;
import org.rerate.domain.RerateException;
import org.rerate.explain.BasketExplanation;
import org.rerate.explain.ChangeExplanation;
import org.rerate.explain.MemberPart;
import org.rerate.explain.MemberSpan;
import org.rerate.jobs.command.Output;
import org.rerate.jobs.explain.BasketText;
import org.rerate.jobs.explain.ChangeText;
import org.rerate.jobs.serve.Questions;
import org.rerate.table.ColumnKind;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/** How a number came to be. */
record ExplainTool(ToolContext context) implements AnalystTool {

  private static final List<ColumnSpec> COLUMNS =
      List.of(
          ToolColumns.own("figure", ColumnKind.TEXT, "what is explained"),
          ToolColumns.own("stored", ColumnKind.NUMBER, "the stored number; null: none"),
          ToolColumns.own("recalculated", ColumnKind.NUMBER, "the number from the rows"),
          ToolColumns.own("difference", ColumnKind.NUMBER, "relative; null: not known"),
          ToolColumns.own("agrees", ColumnKind.BOOLEAN, "whether they are the same; null: one"),
          ToolColumns.own("status", ColumnKind.TEXT, "OK, or why the P/E is missing"));

  /** What a member has to itself, told where one is asked for. */
  private static final List<String> OF_ONE_MEMBER =
      List.of("lines", "vendor_cap", "legs", "inputs", "agreements", "from", "to");

  @Override
  public String name() {
    return "explain";
  }

  @Override
  public String title() {
    return "How a number came to be";
  }

  @Override
  public String description() {
    return "Takes a basket's number on a day apart and recomputes it: each member's cap, earnings and"
        + " P/E, and who is left out and why. With from, the change since that day and its"
        + " incremental P/E. With member, every price, share count, rate, estimate and reported"
        + " figure of that issuer, with source file, line and run. details has all of it.";
  }

  @Override
  public List<ToolParameter> parameters() {
    return List.of(
        ToolParameter.BASKET,
        ToolParameter.ON,
        ToolParameter.optional("basis", "earnings basis: NTM (default), CY2026, ...; with from CY"),
        ToolParameter.optional("subsector", "a sub-sector, a composite, or ALL (default)"),
        ToolParameter.optional("from", "the change since this day instead"),
        ToolParameter.optional("member", "issuer_id; the details of this member"),
        ToolParameter.MEMBERSHIP);
  }

  @Override
  public List<ColumnSpec> columns() {
    return COLUMNS;
  }

  @Override
  public ToolAnswer answer(ToolArguments given, Questions.Asked asked) {
    String basket = given.text("basket");
    LocalDate day = ToolDays.last(given.date("on"), asked, basket);
    Optional<LocalDate> from = given.date("from");
    ToolAnswer answer =
        from.isPresent()
            ? change(given, basket, from.get(), day)
            : number(given, basket, day, given.basis("NTM"));
    return answer
        .ofBaskets(basket)
        .valuedOn(day)
        .from(MarketTables.ALL.stream().map(FeedSpec::table).toList());
  }

  private ToolAnswer number(ToolArguments given, String basket, LocalDate day, Basis basis) {
    String subsector = given.optional("subsector").orElse("ALL");
    BasketExplanation whole =
        context.alone(
            () ->
                context
                    .rerate()
                    .explain()
                    .basket(basket, subsector, day, basis, given.membership()));
    Optional<String> member = given.optional("member");
    List<String> members = whole.members().stream().map(MemberPart::issuerId).toList();
    member.ifPresent(one -> requireMember(one, basket, members));
    BasketExplanation shown = member.map(whole::of).orElse(whole);
    long matched = whole.members().stream().filter(MemberPart::matched).count();
    return answer(
            "How %s %s on %s came to be".formatted(basket, subsector, day),
            whole.figures().stream().map(Output::plainDocument).toList(),
            whole.status(),
            AnswerText.printed(
                out -> {
                  BasketText text = new BasketText(out, shown);
                  if (member.isPresent()) {
                    text.print();
                  } else {
                    text.printSummary();
                  }
                }))
        .covers(
            whole.members().size(),
            whole.members().stream().filter(one -> one.capUsd() != null).count(),
            matched,
            null)
        .remark(whole.doubts())
        .storedBy(whole.isStored() ? List.of(whole.runId()) : List.of())
        .details(document(shown, member.isPresent()));
  }

  private ToolAnswer change(ToolArguments given, String basket, LocalDate from, LocalDate day) {
    String subsector = given.optional("subsector").orElse("ALL");
    Basis basis = given.basis("CY" + day.getYear());
    ChangeExplanation whole =
        context.alone(
            () ->
                context
                    .rerate()
                    .explain()
                    .change(basket, subsector, from, day, basis, given.membership()));
    Optional<String> member = given.optional("member");
    List<String> members = whole.members().stream().map(MemberSpan::issuerId).toList();
    member.ifPresent(one -> requireMember(one, basket, members));
    ChangeExplanation shown = member.map(whole::of).orElse(whole);
    return answer(
            "How the change of %s %s from %s to %s came to be"
                .formatted(basket, subsector, from, day),
            whole.figures().stream().map(Output::plainDocument).toList(),
            whole.status(),
            AnswerText.printed(
                out -> {
                  ChangeText text = new ChangeText(out, shown);
                  if (member.isPresent()) {
                    text.print();
                  } else {
                    text.printSummary();
                  }
                }))
        .covers(
            whole.members().size(),
            whole.figure("lfl_count"),
            whole.figure("matched_count"),
            whole.figure("incremental_coverage"))
        .remark(whole.doubts())
        .storedBy(whole.isStored() ? List.of(whole.runId()) : List.of())
        .details(document(shown, member.isPresent()));
  }

  private static ToolAnswer answer(
      String heading, List<Map<String, Object>> figures, String status, String text) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> figure : figures) {
      figure.put("status", status);
      rows.add(figure);
    }
    return new ToolAnswer(heading, rows).text(text);
  }

  private static void requireMember(String member, String basket, List<String> members) {
    if (!members.contains(member)) {
      throw RerateException.usage(
          member + " is no member of " + basket + " there", KnownNames.said(member, members));
    }
  }

  /** Of all members the rows of the files would fill a book. */
  private static Map<String, Object> document(Object explanation, boolean withRows) {
    Map<String, Object> document = Output.plainDocument(explanation);
    document.remove("figures");
    if (!withRows && document.get("members") instanceof List<?> members) {
      members.forEach(member -> ((Map<?, ?>) member).keySet().removeAll(OF_ONE_MEMBER));
    }
    return document;
  }
}
