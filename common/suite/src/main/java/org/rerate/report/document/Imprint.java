package org.rerate.report.document;

import java.util.List;

/**
 * What a reader has to know before the first number.
 *
 * @param notice what the numbers must not be taken for; empty if there is nothing to say
 * @param origin where the data come from, who made the page and when
 * @param variant which of the possible numbers these are: methodology, knowledge, run
 * @param caveats what is missing or not meaningful among the headline's numbers, a sentence each
 */
public record Imprint(
    String notice, List<Origin> origin, List<Origin> variant, List<Sentence> caveats) {}
