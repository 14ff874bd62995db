package org.rerate.engine.sql;

/** What the questions of a session may read. */
public enum Reach {
  /** Tables and views by their names, and nothing else: for those who ask over a network. */
  TABLES,
  /** Files by their paths too: for those who could read them anyway. */
  FILES
}
