package org.rerate.report.document;

/**
 * Where numbers come from.
 *
 * @param query SQL that gives them again from the warehouse
 * @param command the command that computes or explains them
 */
public record Provenance(String query, String command) {}
