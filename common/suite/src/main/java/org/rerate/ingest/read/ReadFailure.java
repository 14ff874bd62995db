package org.rerate.ingest.read;

import com.fasterxml.jackson.core.JacksonException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.ZipException;
import org.apache.hadoop.security.AccessControlException;
import org.rerate.domain.RerateException;
import org.rerate.engine.disk.ChangedFileException;
import org.rerate.engine.disk.FeedFolder;
import org.rerate.engine.disk.FileOpener;
import org.rerate.engine.disk.UnpackedTooLargeException;

/** Tells what is wrong with a file from an outage that passes. */
final class ReadFailure {

  private static final int LONGEST = 300;

  private ReadFailure() {}

  /** What a task said of a file that it refused, if that is why {@code failure} came. */
  static Optional<String> told(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RefusedFileException) {
        return Optional.of(cause.getMessage());
      }
    }
    return Optional.empty();
  }

  /**
   * Why a part is refused that Spark read and failed.
   *
   * @throws RerateException with {@code RETRY} if it could not be reached
   */
  static Refusal damage(FeedFolder.Part part, Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (isOutage(cause)) {
        throw RerateException.retry("cannot read " + part.uri() + ": " + cause.getMessage(), cause);
      }
      root = cause;
    }
    if (root instanceof OutOfMemoryError) {
      return new Refusal(
          "reading it takes more memory than there is ("
              + root.getMessage()
              + "): it is damaged, or give the command more, with RERATE_HEAP");
    }
    String detail = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    return new Refusal(
        "it is damaged, or was changed while it was read ("
            + detail.substring(0, Math.min(LONGEST, detail.length()))
            + ")");
  }

  private static boolean isOutage(Throwable cause) {
    return cause instanceof SocketException
        || cause instanceof UnknownHostException
        || cause instanceof InterruptedIOException;
  }

  /**
   * Why a part is refused that could not be read.
   *
   * @throws RerateException with {@code RETRY} if it could not be reached
   */
  static Refusal refusal(FeedFolder.Part part, IOException cause) {
    return refusal(part, StandardCharsets.UTF_8, cause);
  }

  /** The same of a part whose characters are written in {@code encoding}. */
  static Refusal refusal(FeedFolder.Part part, Charset encoding, IOException cause) {
    if (cause instanceof CharacterCodingException) {
      return new Refusal(
          "it is not "
              + encoding.name()
              + " text: write it as UTF-8, or say its encoding in a mapping");
    }
    if (cause instanceof EOFException || cause instanceof ZipException) {
      String detail = cause.getMessage() == null ? "it ends too early" : cause.getMessage();
      String kind = part.isZipped() ? "zip" : "gzip";
      return new Refusal("it is truncated or damaged as a " + kind + " file (" + detail + ")");
    }
    if (FileOpener.isChecksumError(cause)) {
      return new Refusal(
          "it is not what its checksum in the hidden .crc file beside it says: damaged, or changed"
              + " since; if it was changed on purpose, delete the .crc file");
    }
    if (cause instanceof UnpackedTooLargeException || cause instanceof ChangedFileException) {
      return new Refusal(cause.getMessage());
    }
    if (cause instanceof FileNotFoundException || cause instanceof AccessControlException) {
      return new Refusal("it cannot be opened: " + cause.getMessage());
    }
    if (cause instanceof JacksonException) {
      return new Refusal("it is no JSON document: " + JsonText.complaint(cause));
    }
    throw RerateException.retry("cannot read " + part.uri() + ": " + cause.getMessage(), cause);
  }
}
