package org.rerate.engine.disk;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * What lies in a zip file: its directory stands at its end, so that one entry is read without
 * unpacking those before it. Zip files of over 4 GB, and encrypted ones, are not read.
 */
final class ZipArchive {

  private static final int END = 0x06054b50;
  private static final int ENTRY = 0x02014b50;
  private static final int LOCAL = 0x04034b50;

  private static final int END_LENGTH = 22;
  private static final int ENTRY_LENGTH = 46;
  private static final int LOCAL_LENGTH = 30;

  /** The end of the directory may be followed by so long a comment. */
  private static final int LONGEST_COMMENT = 0xFFFF;

  private static final int DEFLATED = 8;

  private static final int BUFFER = 1 << 16;

  private ZipArchive() {}

  /**
   * Where an entry lies.
   *
   * @param archive name of the zip file, relative to the feed
   * @param archiveBytes size of the zip file when it was listed
   * @param offset where the entry starts in it
   * @param packed its packed size
   * @param size its size
   * @param crc checksum of its content
   * @param isDeflated false if it is stored as it is
   */
  record Place(
      String archive,
      long archiveBytes,
      long offset,
      long packed,
      long size,
      long crc,
      boolean isDeflated)
      implements Serializable {}

  /** An entry and its name. */
  record Entry(String name, Place place) {}

  /**
   * The files of a zip file, in the order of its directory.
   *
   * @throws ZipException if it is no zip file, or one that is not read
   */
  static List<Entry> entries(FSDataInputStream in, String archive, long bytes) throws IOException {
    int tail = (int) Math.min(bytes, END_LENGTH + LONGEST_COMMENT);
    ByteBuffer last = read(in, bytes - tail, tail);
    int end = tail - END_LENGTH;
    while (end >= 0 && last.getInt(end) != END) {
      end--;
    }
    if (end < 0) {
      throw new ZipException("it has no zip directory at its end");
    }
    int count = last.getShort(end + 10) & 0xFFFF;
    long length = last.getInt(end + 12) & 0xFFFFFFFFL;
    long start = last.getInt(end + 16) & 0xFFFFFFFFL;
    if (count == 0xFFFF || start == 0xFFFFFFFFL || start + length > bytes || length > 1 << 28) {
      throw new ZipException("it is over 4 GB or its directory is damaged");
    }
    ByteBuffer directory = read(in, start, (int) length);
    List<Entry> entries = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < count; i++) {
      if (at + ENTRY_LENGTH > length || directory.getInt(at) != ENTRY) {
        throw new ZipException("its directory is damaged");
      }
      int nameLength = directory.getShort(at + 28) & 0xFFFF;
      int next = at + ENTRY_LENGTH + nameLength + (directory.getShort(at + 30) & 0xFFFF);
      next += directory.getShort(at + 32) & 0xFFFF;
      if (next > length) {
        throw new ZipException("its directory is damaged");
      }
      byte[] letters = new byte[nameLength];
      directory.get(at + ENTRY_LENGTH, letters);
      String name = new String(letters, StandardCharsets.UTF_8);
      if (!name.endsWith("/")) {
        entries.add(new Entry(name, place(directory, at, archive, bytes)));
      }
      at = next;
    }
    requireSound(entries, start, bytes);
    return entries;
  }

  /**
   * A name stands for one file, no two of which share bytes, and all of which together are no
   * larger than text can be beside its packed form.
   */
  private static void requireSound(List<Entry> entries, long directory, long bytes)
      throws IOException {
    List<Entry> inOrder = new ArrayList<>(entries);
    inOrder.sort(Comparator.comparingLong(entry -> entry.place().offset()));
    Set<String> names = new HashSet<>();
    long sum = 0;
    for (int i = 0; i < inOrder.size(); i++) {
      Place place = inOrder.get(i).place();
      long end = i + 1 < inOrder.size() ? inOrder.get(i + 1).place().offset() : directory;
      if (place.offset() + LOCAL_LENGTH + place.packed() > end) {
        throw new ZipException("its entries overlap");
      }
      if (!names.add(inOrder.get(i).name())) {
        throw new ZipException("it has two files of the name " + inOrder.get(i).name());
      }
      sum += place.size();
    }
    if (sum > CautiousGzip.HARMLESS && sum > CautiousGzip.MOST_RATIO * bytes) {
      throw new UnpackedTooLargeException(CautiousGzip.MOST_RATIO);
    }
  }

  private static Place place(ByteBuffer directory, int at, String archive, long bytes)
      throws ZipException {
    int method = directory.getShort(at + 10) & 0xFFFF;
    boolean isEncrypted = (directory.getShort(at + 8) & 1) != 0;
    if (isEncrypted || (method != 0 && method != DEFLATED)) {
      throw new ZipException("it is encrypted, or packed by a method other than deflate");
    }
    return new Place(
        archive,
        bytes,
        directory.getInt(at + 42) & 0xFFFFFFFFL,
        directory.getInt(at + 20) & 0xFFFFFFFFL,
        directory.getInt(at + 24) & 0xFFFFFFFFL,
        directory.getInt(at + 16) & 0xFFFFFFFFL,
        method == DEFLATED);
  }

  private static ByteBuffer read(FSDataInputStream in, long from, int length) throws IOException {
    byte[] bytes = new byte[length];
    in.readFully(from, bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** An entry's bytes as they lie in the zip file. */
  static InputStream packed(FSDataInputStream in, Place place) throws IOException {
    ByteBuffer local = read(in, place.offset(), LOCAL_LENGTH);
    if (local.getInt(0) != LOCAL) {
      throw new ZipException("its directory points to no entry");
    }
    int name = local.getShort(26) & 0xFFFF;
    int extra = local.getShort(28) & 0xFFFF;
    in.seek(place.offset() + LOCAL_LENGTH + name + extra);
    return new Stretch(in, place.packed());
  }

  /** An entry's content; damage is told when it is read to the end. */
  static InputStream open(FSDataInputStream in, Place place) throws IOException {
    InputStream packed = packed(in, place);
    return new Checked(
        place.isDeflated() ? new InflaterInputStream(packed, new Inflater(true), BUFFER) : packed,
        place);
  }

  /** So many bytes of a stream, which is closed with it. */
  private static final class Stretch extends InputStream {

    private final InputStream in;
    private long left;

    Stretch(InputStream in, long length) {
      this.in = in;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
      if (left == 0) {
        return -1;
      }
      int read = in.read(into, offset, (int) Math.min(count, left));
      if (read < 0) {
        throw new EOFException("the zip file ends within it");
      }
      left -= read;
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /** Content that is compared with the checksum of the directory. */
  private static final class Checked extends InputStream {

    private final InputStream in;
    private final Place place;
    private final CRC32 crc = new CRC32();
    private long unpacked;

    Checked(InputStream in, Place place) {
      this.in = in;
      this.place = place;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
      int read = in.read(into, offset, count);
      if (read < 0) {
        if (crc.getValue() != place.crc() || unpacked != place.size()) {
          throw new ZipException("its content is not what its checksum says");
        }
        return -1;
      }
      crc.update(into, offset, read);
      unpacked += read;
      if (unpacked > place.size()) {
        throw new ZipException("an entry is larger than its directory says");
      }
      if (unpacked > CautiousGzip.HARMLESS && unpacked > CautiousGzip.MOST_RATIO * place.packed()) {
        throw new UnpackedTooLargeException(CautiousGzip.MOST_RATIO);
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
