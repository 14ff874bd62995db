package org.rerate.engine.disk;

import java.io.IOException;

/** A packed file that grows so much when it is unpacked that no feed can be in it. */
public final class UnpackedTooLargeException extends IOException {

  private static final long serialVersionUID = 1L;

  UnpackedTooLargeException(int ratio) {
    super(
        "it unpacks to over "
            + ratio
            + " times its size, which no feed does; unpack it yourself if it is one");
  }
}
