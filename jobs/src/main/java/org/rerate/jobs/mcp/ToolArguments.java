package org.rerate.jobs.mcp;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rerate.domain.Basis;
import org.rerate.domain.KnownNames;
import org.rerate.domain.Membership;
import org.rerate.domain.RerateException;
import org.rerate.jobs.command.OptionParser;

/** The arguments of a call, held against the parameters of its tool. */
final class ToolArguments {

  private final Map<String, Object> given;

  /**
   * Arguments of a call.
   *
   * @throws RerateException with {@code USAGE} for one that is missing or not known
   */
  ToolArguments(AnalystTool tool, Map<String, Object> given) {
    this.given = given;
    List<String> known = tool.parameters().stream().map(ToolParameter::name).toList();
    for (String name : given.keySet()) {
      if (!known.contains(name)) {
        throw RerateException.usage(
            tool.name() + " has no parameter '" + name + "'",
            known.isEmpty() ? "It takes none" : KnownNames.said(name, known));
      }
    }
    for (ToolParameter parameter : tool.parameters()) {
      if (parameter.isRequired() && optional(parameter.name()).isEmpty()) {
        throw RerateException.usage(
            tool.name() + " needs " + parameter.name(), "It is " + parameter.description());
      }
    }
  }

  /** Empty for null and for blank text too. */
  Optional<String> optional(String name) {
    return Optional.ofNullable(given.get(name)).map(Object::toString).filter(t -> !t.isBlank());
  }

  /** A required text. */
  String text(String name) {
    return optional(name).orElseThrow();
  }

  /** A date, if there is one. */
  Optional<LocalDate> date(String name) {
    return optional(name).map(text -> OptionParser.date(name, text));
  }

  /** The earnings basis. */
  Basis basis(String otherwise) {
    return OptionParser.basis(optional("basis").orElse(otherwise));
  }

  /** The rule of membership. */
  Membership membership() {
    return OptionParser.membership(optional("membership").orElse("point_in_time"));
  }

  /** A whole number above zero. */
  int count(String name, int otherwise) {
    String text = optional(name).orElse(Integer.toString(otherwise));
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw RerateException.usage(
          name + " is '" + text + "'", "It is a whole number above zero, such as " + otherwise);
    }
    return Integer.parseInt(text);
  }
}
