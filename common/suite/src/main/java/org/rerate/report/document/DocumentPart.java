package org.rerate.report.document;

/** A part of a section. */
public sealed interface DocumentPart permits Chart, Table, Notice {}
