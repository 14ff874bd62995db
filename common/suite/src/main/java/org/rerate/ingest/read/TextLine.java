package org.rerate.ingest.read;

/**
 * A physical line.
 *
 * @param number counted from 1
 * @param text without its end
 * @param end {@code \n}, {@code \r\n}, {@code \r}, or empty at the end of the file
 * @param overlong true if the line was too long to keep; its text then holds start, length and hash
 */
record TextLine(long number, String text, String end, boolean overlong) {

  boolean hasQuote() {
    return text.indexOf('"') >= 0;
  }
}
