package org.rerate.jobs.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A workbook without the time at which it was written, so that equal contents are equal files. The
 * time is in the file's entries and in {@code docProps/core.xml}, which fastexcel stamps itself.
 */
final class StableZip {

  /** The first moment that an entry of a zip file can name. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final String PROPERTIES = "docProps/core.xml";

  private StableZip() {}

  /** The content of {@code workbook}, a file because its entries can only be found from its end. */
  static byte[] of(Path workbook) throws IOException {
    ByteArrayOutputStream copied = new ByteArrayOutputStream();
    try (ZipFile in = new ZipFile(workbook.toFile());
        ZipOutputStream out = new ZipOutputStream(copied)) {
      for (ZipEntry entry : Collections.list(in.entries())) {
        ZipEntry same = new ZipEntry(entry.getName());
        same.setTimeLocal(TIME);
        out.putNextEntry(same);
        byte[] content = in.getInputStream(entry).readAllBytes();
        out.write(entry.getName().equals(PROPERTIES) ? timeless(content) : content);
        out.closeEntry();
      }
    }
    return copied.toByteArray();
  }

  private static byte[] timeless(byte[] properties) {
    return new String(properties, StandardCharsets.UTF_8)
        .replaceFirst("<dcterms:created[^>]*>[^<]*</dcterms:created>", "")
        .getBytes(StandardCharsets.UTF_8);
  }
}
