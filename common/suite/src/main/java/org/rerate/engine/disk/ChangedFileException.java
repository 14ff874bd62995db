package org.rerate.engine.disk;

import java.io.IOException;

/** A file grew or shrank while it was read. */
public final class ChangedFileException extends IOException {

  private static final long serialVersionUID = 1L;

  ChangedFileException(long length) {
    super(
        "it has no longer the "
            + length
            + " bytes that it had when the feed was listed: somebody writes it. Load it when it is"
            + " whole, best put there by a rename");
  }
}
