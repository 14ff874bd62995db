package org.rerate.engine.sql;

/** Why the answer to a query may hold more than the views it is given show. */
public enum Leak {
  /** It asks for tables, or for functions that read them. */
  STORED("asks for stored tables or functions"),
  /** It is no query, or one that is made while it runs. */
  STATEMENT("is no single query, which SELECT, WITH, FROM or VALUES begins"),
  /** It looks at the clock. */
  CLOCK("asks what day it is today, which another run answers otherwise"),
  /** It draws values, or numbers rows by where they lie. */
  CHANCE("has values by chance, which are others in another run");

  private final String words;

  Leak(String words) {
    this.words = words;
  }

  /** The rest of a sentence that begins with the query's name. */
  public String words() {
    return words;
  }
}
