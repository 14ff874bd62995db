package org.rerate.report.document;

import java.util.List;

/**
 * A part of the report.
 *
 * @param id its place on the page
 * @param title heading
 * @param lead what to see in it; empty if it speaks for itself
 * @param blocks charts, tables, notices
 */
public record Section(String id, String title, List<Sentence> lead, List<DocumentPart> blocks) {}
