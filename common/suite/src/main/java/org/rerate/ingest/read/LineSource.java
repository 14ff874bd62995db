package org.rerate.ingest.read;

import java.io.IOException;

/** Physical lines, one after the other. */
interface LineSource {

  /** The next line, or null at the end. */
  TextLine next() throws IOException;

  /** Gives a line back, to be read again next. */
  void giveBack(TextLine line);
}
