package org.rerate.ingest.read;

/** Why a file cannot be read as its format at all; the whole file is refused for it. */
final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  Refusal(String reason) {
    super(reason, null, false, false);
  }
}
