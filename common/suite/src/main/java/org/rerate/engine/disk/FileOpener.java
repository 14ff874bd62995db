package org.rerate.engine.disk;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.rerate.engine.parquet.ParquetFooter;

/**
 * Opens files within a task, wherever it runs; what ends in {@code .gz}, or lies in a zip file, is
 * unpacked.
 */
public final class FileOpener implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int BUFFER = 1 << 16;

  private final Broadcast<SerializableConfiguration> settings;

  private FileOpener(Broadcast<SerializableConfiguration> settings) {
    this.settings = settings;
  }

  /** An opener with the session's file system settings. */
  public static FileOpener of(SparkSession spark) {
    SerializableConfiguration settings =
        new SerializableConfiguration(spark.sessionState().newHadoopConf());
    return new FileOpener(
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(settings));
  }

  /** True if a file on a local disk is not what Hadoop's hidden checksum file beside it says. */
  public static boolean isChecksumError(IOException cause) {
    return cause instanceof ChecksumException;
  }

  /**
   * The file's content as it lies there.
   *
   * @throws ChangedFileException from the stream, if it is not as long as it was when listed
   */
  public InputStream openPacked(FeedFolder.Part part) throws IOException {
    return part.place() == null ? openAt(part, 0) : ZipArchive.packed(raw(part), part.place());
  }

  /** The same from a byte on. */
  public InputStream openAt(FeedFolder.Part part, long position) throws IOException {
    return listed(part, position);
  }

  private FSDataInputStream raw(FeedFolder.Part part) throws IOException {
    Path path = new Path(part.uri());
    Configuration conf = settings.value().value();
    return path.getFileSystem(conf).open(path, BUFFER);
  }

  private ListedBytes listed(FeedFolder.Part part, long position) throws IOException {
    FSDataInputStream in = raw(part);
    try {
      in.seek(position);
    } catch (IOException e) {
      in.close();
      throw e;
    }
    return new ListedBytes(in, part.bytes());
  }

  /** What a Parquet file says of itself. */
  public ParquetFooter parquet(String uri) throws IOException {
    return ParquetFooter.of(settings.value().value(), uri);
  }

  /**
   * The file's content, unpacked.
   *
   * @throws UnpackedTooLargeException from the stream, if it turns out to be a bomb
   */
  public InputStream open(FeedFolder.Part part) throws IOException {
    if (part.place() != null) {
      return new BufferedInputStream(ZipArchive.open(raw(part), part.place()), BUFFER);
    }
    ListedBytes raw = listed(part, 0);
    try {
      return part.uri().endsWith(".gz")
          ? new CautiousGzip(raw, BUFFER)
          : new BufferedInputStream(raw, BUFFER);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }
}
