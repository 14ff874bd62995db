package org.rerate.engine.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.testing.SparkTestBase;

class LocalDiskTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  @TempDir private java.nio.file.Path folder;

  private Path path(String name) {
    return new Path(folder.resolve(name).toUri());
  }

  private FileSystem disk() throws IOException {
    return FileSystem.newInstance(folder.toUri(), LocalDisk.configuration());
  }

  @Test
  void theSessionUsesIt() throws IOException {
    assertThat(new Path(folder.toUri()).getFileSystem(spark().sessionState().newHadoopConf()))
        .isInstanceOf(LocalDisk.class);
  }

  @Test
  void permissionsAreThoseAskedFor() throws IOException {
    try (FileSystem disk = disk()) {
      disk.create(path("f")).close();
      for (String asked : new String[] {"rw-r-----", "rwxr-xr-x", "r--------"}) {
        disk.setPermission(path("f"), FsPermission.valueOf("-" + asked));
        assertThat(
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("f"))))
            .isEqualTo(asked);
      }
    }
  }

  @Test
  void aRenamingReplacesOnlyIfTold() throws IOException {
    FileContext disk = FileContext.getFileContext(folder.toUri(), LocalDisk.configuration());
    for (String name : new String[] {"a", "b"}) {
      try (OutputStream out = disk.create(path(name), EnumSet.of(CreateFlag.CREATE))) {
        out.write(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    assertThatThrownBy(() -> disk.rename(path("a"), path("b"), Options.Rename.NONE))
        .isInstanceOf(org.apache.hadoop.fs.FileAlreadyExistsException.class);
    disk.rename(path("a"), path("b"), Options.Rename.OVERWRITE);
    assertThat(folder.resolve("b")).hasContent("a");
    assertThat(folder.resolve("a")).doesNotExist();
    assertThatThrownBy(() -> disk.rename(path("none"), path("c"), Options.Rename.NONE))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void aLinkIsWhatItIsToHadoop() throws IOException {
    Files.writeString(folder.resolve("f"), "text");
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("f"));
    FileContext disk = FileContext.getFileContext(folder.toUri(), LocalDisk.configuration());
    FileContext hadoop = FileContext.getFileContext(folder.toUri(), new Configuration());
    for (String name : new String[] {"f", "link"}) {
      assertThat(disk.getFileLinkStatus(path(name)).isSymlink())
          .as(name)
          .isEqualTo(hadoop.getFileLinkStatus(path(name)).isSymlink());
    }
  }
}
