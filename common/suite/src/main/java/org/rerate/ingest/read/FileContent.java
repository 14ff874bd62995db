package org.rerate.ingest.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.rerate.engine.disk.FeedFolder;
import org.rerate.engine.disk.FileOpener;

/** A hash over all that the rows of a feed file depend on. */
final class FileContent {

  /** To be raised when a rule or the reading of values changes, so that files are judged anew. */
  private static final String RULES = "2";

  private FileContent() {}

  static String hash(FileOpener opener, SourceMapping mapping, FeedFile file) {
    MessageDigest digest = LongText.sha256();
    String how = String.join("\0", RULES, file.spec().name(), mapping.name(), mapping.text(), "");
    digest.update(how.getBytes(StandardCharsets.UTF_8));
    for (FeedFolder.Part part : file.parts()) {
      // Names may hold keys, and lengths keep the end of one part apart from the start of the next.
      String name = part.name() + "\0" + part.bytes() + "\0";
      digest.update(name.getBytes(StandardCharsets.UTF_8));
      try (InputStream in = opener.openPacked(part)) {
        in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      } catch (IOException e) {
        throw new RefusedFileException(part.name(), ReadFailure.refusal(part, e));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
