package org.rerate.jobs.report;

import com.samskivert.mustache.Mustache;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rerate.report.document.Chart;
import org.rerate.report.document.Document;
import org.rerate.report.document.DocumentPart;
import org.rerate.report.document.Notice;
import org.rerate.report.document.Origin;
import org.rerate.report.document.Provenance;
import org.rerate.report.document.QuotedNumber;
import org.rerate.report.document.Section;
import org.rerate.report.document.Sentence;
import org.rerate.report.document.Table;
import org.rerate.report.document.Words;

/**
 * A report as one page of HTML. All text is escaped by the template; the page may load nothing and
 * run no script but its own two, which it names by their hashes.
 */
final class Page {

  private static final String WIDE = "isWide";
  private static final String PAGE = "page.";

  private final Document report;
  private final Words words;
  private final List<Chart> charts = new ArrayList<>();

  Page(Document report) {
    this.report = report;
    this.words = report.words();
  }

  String html() {
    String library = Resources.charts();
    String script = Resources.own("page.js") + Resources.own("saves.js");
    Map<String, Object> page = new HashMap<>();
    page.put("t", texts());
    page.put("lang", words.language().locale().toLanguageTag());
    page.put("csvNote", words.text("page.csv", report.name()));
    page.put("title", report.title());
    page.put("subtitle", report.subtitle());
    page.put("folder", report.name());
    page.put("headline", parts(report.headline()));
    page.put("notice", report.imprint().notice());
    page.put("sheetNotice", styleText(report.imprint().notice()));
    page.put("hasNotice", !report.imprint().notice().isEmpty());
    page.put("origin", report.imprint().origin().stream().map(this::told).toList());
    page.put("variant", report.imprint().variant().stream().map(this::told).toList());
    page.put("caveats", report.imprint().caveats().stream().map(this::parts).toList());
    page.put("hasSummary", !report.summary().isEmpty());
    page.put("summary", report.summary().stream().map(this::parts).toList());
    page.put("sections", report.sections().stream().map(this::section).toList());
    page.put("figures", report.figures().stream().map(this::explanation).toList());
    page.put("policy", "'sha256-" + hash(library) + "' 'sha256-" + hash(script) + "'");
    page.put("style", Resources.own("page.css"));
    page.put("library", library);
    page.put("script", script);
    page.put("data", ChartData.json(words, charts));
    return Mustache.compiler()
        .withLoader(name -> new StringReader(Resources.own(name + ".mustache")))
        .compile(Resources.own("page.mustache"))
        .execute(page);
  }

  /**
   * A text inside the quotes of a style sheet, whatever it holds: all but plain letters by code.
   */
  private static String styleText(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c < 128 && (Character.isLetterOrDigit(c) || c == ' ')) {
                escaped.appendCodePoint(c);
              } else {
                // The space ends the code.
                escaped.append(String.format("\\%06x ", c));
              }
            });
    return escaped.toString();
  }

  private static String hash(String script) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, Object> parts(Sentence phrase) {
    List<Map<String, Object>> parts = new ArrayList<>();
    for (Object part : phrase.parts()) {
      parts.add(part instanceof QuotedNumber figure ? figure(figure) : Map.of("text", part));
    }
    return Map.of("parts", parts);
  }

  private Map<String, Object> figure(QuotedNumber figure) {
    return Map.of(
        "figure", true,
        "id", figure.id(),
        "text", figure.text(words),
        "exact", exact(figure));
  }

  private String exact(QuotedNumber figure) {
    return words.text("page.value", figure.name(), value(figure));
  }

  private String value(QuotedNumber figure) {
    return figure.value() == null
        ? words.text("page.missing", words.reason(figure.status()))
        : figure.doubt().isEmpty()
            ? figure.value().toString()
            : words.text("page.with", figure.value(), doubt(figure));
  }

  private String doubt(QuotedNumber figure) {
    return words.text("page.not-meaningful", figure.doubt());
  }

  private String told(Origin origin) {
    return words.text("page.sentence", words.text("page.origin", origin.label(), origin.text()));
  }

  /** The texts of the template. */
  private Map<String, String> texts() {
    Map<String, String> texts = new HashMap<>();
    words.keys().stream()
        .filter(key -> key.startsWith(PAGE))
        .forEach(key -> texts.put(key.substring(PAGE.length()), words.pattern(key)));
    return texts;
  }

  private Map<String, Object> explanation(QuotedNumber figure) {
    Map<String, Object> explained = new HashMap<>();
    explained.put("id", figure.id());
    explained.put("name", figure.name());
    explained.put("text", words.show(figure.unit(), figure.value()));
    explained.put(
        "doubt", figure.doubt().isEmpty() ? "" : words.text("page.doubt", figure.doubt()));
    explained.put("exact", figure.value() == null ? "" : figure.value().toString());
    explained.put("meaning", figure.meaning());
    source(explained, figure.source());
    return explained;
  }

  private static void source(Map<String, Object> into, Provenance source) {
    into.put("query", source.query());
    into.put("hasQuery", !source.query().isEmpty());
    into.put("command", source.command());
    into.put("hasCommand", !source.command().isEmpty());
  }

  private Map<String, Object> section(Section section) {
    return Map.of(
        "id", section.id(),
        "heading", section.title(),
        "lead", section.lead().stream().map(this::parts).toList(),
        "blocks", blocks(section));
  }

  /** Two charts lie side by side; one without a neighbour takes the whole width. */
  private List<Map<String, Object>> blocks(Section section) {
    List<Map<String, Object>> shown = new ArrayList<>();
    Map<String, Object> alone = null;
    boolean isDrawn = section.blocks().stream().anyMatch(Chart.class::isInstance);
    for (DocumentPart block : section.blocks()) {
      Map<String, Object> next = block(block);
      // On paper a chart does for a long table.
      next.put("drawn", isDrawn && block instanceof Table table && table.filter());
      shown.add(next);
      if (block instanceof Chart && !isWide(next)) {
        alone = alone == null ? next : null;
      } else if (alone != null) {
        alone.put(WIDE, true);
        alone = null;
      }
    }
    if (alone != null) {
      alone.put(WIDE, true);
    }
    onPaper(section.blocks(), shown);
    return shown;
  }

  /** On paper three charts in a row share the width, or two; one alone takes it all. */
  private static void onPaper(List<DocumentPart> blocks, List<Map<String, Object>> shown) {
    int start = 0;
    while (start < blocks.size()) {
      int end = start;
      while (end < blocks.size() && blocks.get(end) instanceof Chart) {
        end++;
      }
      int charts = end - start;
      for (int i = start; i < end; i++) {
        boolean isLastOfOdd = charts % 2 == 1 && i == end - 1;
        shown.get(i).put("onPaper", charts % 3 == 0 ? "third" : isLastOfOdd ? "full" : "half");
      }
      start = end + 1;
    }
  }

  private static boolean isWide(Map<String, Object> shown) {
    return (Boolean) shown.get(WIDE);
  }

  private Map<String, Object> block(DocumentPart block) {
    Map<String, Object> shown = new HashMap<>();
    shown.put("isChart", block instanceof Chart);
    shown.put("isTable", block instanceof Table);
    shown.put("isNotice", block instanceof Notice);
    if (block instanceof Chart chart) {
      charts.add(chart);
      about(shown, chart.data());
      shown.put("description", chart.description());
      shown.put(WIDE, chart.kind() == Chart.Kind.LINES && chart.series().size() > 2);
    } else if (block instanceof Table table) {
      about(shown, table);
      shown.put("filter", table.filter());
      PageTable cells = new PageTable(words, table);
      shown.put("heads", cells.heads());
      shown.put("rows", cells.rows());
      shown.put("count", words.text("page.rows", table.rows().size()));
    } else if (block instanceof Notice notice) {
      shown.put("notice", notice.text());
    }
    return shown;
  }

  private void about(Map<String, Object> shown, Table table) {
    shown.put("blockId", table.id());
    shown.put("blockTitle", table.title());
    shown.put("about", table.about());
    shown.put("isEmpty", table.rows().isEmpty());
    shown.put("csv", report.name() + "/" + table.id() + ".csv");
    shown.put("columns", new PageTable(words, table).columns());
    source(shown, table.source());
  }
}
