package org.rerate.report.document;

/** A part of a section. */
public sealed interface Block permits Chart, Table, Notice {}
