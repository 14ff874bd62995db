package org.rerate.ingest.read;

/** A file that turns out in the midst of the work to be unreadable; the whole file is refused. */
final class RefusedFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String part;

  /** The message says of the part why. */
  RefusedFileException(String part, Refusal why) {
    super(part + FeedReader.IS_REFUSED + why.getMessage());
    this.part = part;
  }

  /** The part's name. */
  String part() {
    return part;
  }
}
