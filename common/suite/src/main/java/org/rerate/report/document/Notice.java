package org.rerate.report.document;

/**
 * Says why something is not shown.
 *
 * @param text a sentence
 */
public record Notice(String text) implements DocumentPart {}
