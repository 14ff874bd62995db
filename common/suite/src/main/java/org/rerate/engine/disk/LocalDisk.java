package org.rerate.engine.disk;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFs;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FsConstants;
import org.apache.hadoop.fs.FsServerDefaults;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.local.LocalConfigKeys;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local disk without its processes: where Hadoop's native library is missing, as it is in
 * all its jars, a process {@code chmod} is started for each file that is made, and {@code readlink}
 * for both ends of a renaming. Here Java does the same.
 */
public final class LocalDisk extends LocalFileSystem {

  /** The setting by which Hadoop finds this class for the scheme {@code file}. */
  public static final String SETTING = "fs.file.impl";

  /** The same for its other interface, through which Delta writes checksums of versions. */
  public static final String CONTEXT_SETTING = "fs.AbstractFileSystem.file.impl";

  /** Hadoop makes it, by name. */
  public LocalDisk() {
    super(new Raw());
  }

  /** Settings with which local paths lead here; for those that were not made by a session. */
  public static Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.set(SETTING, LocalDisk.class.getName());
    configuration.set(CONTEXT_SETTING, Context.class.getName());
    return configuration;
  }

  private static final class Raw extends RawLocalFileSystem {

    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
      File file = pathToFile(path);
      try {
        Files.setPosixFilePermissions(file.toPath(), permissions(permission.toShort()));
      } catch (UnsupportedOperationException e) {
        super.setPermission(path, permission);
      }
    }

    @Override
    public FileStatus getFileLinkStatus(Path path) throws IOException {
      return Files.isSymbolicLink(pathToFile(path).toPath())
          ? super.getFileLinkStatus(path)
          : getFileStatus(path);
    }

    /** The nine lowest bits, read, write, execute for owner, group, others, as Java has them. */
    private static Set<PosixFilePermission> permissions(int bits) {
      PosixFilePermission[] all = PosixFilePermission.values();
      Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
      for (int i = 0; i < all.length; i++) {
        if ((bits & (1 << (all.length - 1 - i))) != 0) {
          set.add(all[i]);
        }
      }
      return set;
    }
  }

  /** The same behind Hadoop's other interface. */
  public static final class Context extends ChecksumFs {

    /** Hadoop makes it, by name. */
    public Context(URI root, Configuration configuration) throws IOException, URISyntaxException {
      super(new RawContext(configuration));
    }
  }

  private static final class RawContext extends DelegateToFileSystem {

    private RawContext(Configuration configuration) throws IOException, URISyntaxException {
      super(
          FsConstants.LOCAL_FS_URI,
          new Raw(),
          configuration,
          FsConstants.LOCAL_FS_URI.getScheme(),
          false);
    }

    @Override
    public int getUriDefaultPort() {
      return -1;
    }

    @Override
    public FsServerDefaults getServerDefaults(Path path) throws IOException {
      return LocalConfigKeys.getServerDefaults();
    }

    @Override
    public boolean isValidName(String name) {
      return true;
    }
  }
}
