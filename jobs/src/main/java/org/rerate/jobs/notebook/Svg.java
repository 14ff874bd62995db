package org.rerate.jobs.notebook;

import java.util.Locale;

/** Marks of a drawing, in pixels from its upper left corner. */
final class Svg {

  static final int WIDTH = 760;
  static final String INK = "#1b1f24";
  static final String GRID = "#d8dee4";

  private final StringBuilder marks = new StringBuilder();
  private final String title;
  private final int height;

  Svg(String title, int height) {
    this.title = title;
    this.height = height;
    words(0, 16, "start", INK, title);
  }

  /** Text that may stand between marks. */
  static String text(String plain) {
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  Svg line(double x1, double y1, double x2, double y2, String colour) {
    return mark(
        "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='%s'/>", x1, y1, x2, y2, colour);
  }

  Svg box(double x, double y, double width, double tall, String colour) {
    return mark(
        "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' fill='%s'/>",
        x, y, width, tall, colour);
  }

  Svg path(String points, String colour) {
    return mark("<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>", points, colour);
  }

  /**
   * @param anchor start, middle or end: which end of the words stands at x
   */
  Svg words(double x, double y, String anchor, String colour, String words) {
    return mark(
        "<text x='%.1f' y='%.1f' text-anchor='%s' fill='%s'>%s</text>",
        x, y, anchor, colour, text(words));
  }

  private Svg mark(String pattern, Object... values) {
    marks.append(String.format(Locale.ROOT, pattern, values));
    return this;
  }

  /** The drawing, which shrinks with the page. */
  String drawn() {
    return String.format(
        Locale.ROOT,
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' role='img'"
            + " aria-label=\"%s\" style='max-width:100%%;background:#fff;font:13px sans-serif'>%s</svg>",
        WIDTH,
        height,
        WIDTH,
        text(title),
        marks);
  }
}
