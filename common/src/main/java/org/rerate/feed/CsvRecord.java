package org.rerate.feed;

import java.util.List;

/**
 * One record of a CSV file.
 *
 * @param line number of its first physical line, the header's being 1
 * @param text its original text, without the end of its last line; over 64 KB start, length, hash
 * @param fields its fields, quotes taken off
 * @param wellFormed false if its quotes do not close or it has not as many fields as expected
 */
record CsvRecord(long line, String text, List<String> fields, boolean wellFormed) {}
