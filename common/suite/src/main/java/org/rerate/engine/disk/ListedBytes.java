package org.rerate.engine.disk;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * A file as long as it was when it was listed: one that somebody still writes could be read for
 * ever, and its last line is half of one.
 */
final class ListedBytes extends InputStream {

  private final FSDataInputStream in;
  private final long length;

  ListedBytes(FSDataInputStream in, long length) {
    this.in = in;
    this.length = length;
  }

  /** How many bytes lie before the next. */
  long position() throws IOException {
    return in.getPos();
  }

  @Override
  public int read() throws IOException {
    int read = in.read();
    check(read < 0);
    return read;
  }

  @Override
  public int read(byte[] into, int offset, int count) throws IOException {
    int read = in.read(into, offset, count);
    check(read < 0);
    return read;
  }

  private void check(boolean isEnd) throws IOException {
    if (in.getPos() > length || (isEnd && in.getPos() < length)) {
      throw new ChangedFileException(length);
    }
  }

  @Override
  public int available() throws IOException {
    return in.available();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
