package org.rerate.contract;

/** More rows of one file share key and known_at than are held at once. */
public final class TooManyVersionsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TooManyVersionsException() {
    super("over " + SameVersions.MOST + " rows of one file have the same key and known_at");
  }
}
