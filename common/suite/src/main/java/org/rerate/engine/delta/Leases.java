package org.rerate.engine.delta;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.rerate.domain.RerateException;

/**
 * Files of a warehouse by which processes see of each other that they live, on whatever machine.
 * Each is written again and again by its owner; when it last was, the store says by its own clock.
 */
public final class Leases {

  private static final String FOLDER = "_leases";

  private final String root;
  private final Configuration settings;
  private final boolean admitsOthers;
  private final boolean needsConditions;

  /**
   * Those of a warehouse.
   *
   * @param root the warehouse
   * @param admitsOthers true if several processes may write there at once
   * @param needsConditions true if they may because the store creates files on condition
   */
  public Leases(
      String root, Configuration settings, boolean admitsOthers, boolean needsConditions) {
    this.root = root;
    this.settings = settings;
    this.admitsOthers = admitsOthers;
    this.needsConditions = needsConditions;
  }

  /**
   * A lease.
   *
   * @param name its name
   * @param text what its owner wrote; empty if that is being written
   * @param writtenAt when it was last written, by the clock of the store
   */
  public record Lease(String name, String text, Instant writtenAt) {}

  /** The warehouse. */
  public String root() {
    return root;
  }

  /** True if several processes may write to the warehouse at once. */
  public boolean admitsOthers() {
    return admitsOthers;
  }

  /**
   * Writes a lease, in place of one of that name.
   *
   * @throws RerateException with {@code RETRY} if the warehouse cannot be written
   */
  public void write(String name, String text) {
    try {
      StoreText.write(files(), new Path(folder(), name), text);
    } catch (IOException e) {
      throw DiskFailure.told(e)
          .orElseGet(
              () -> RerateException.retry("cannot write to the warehouse " + root + ": " + e, e));
    }
  }

  /**
   * Checks, where commits rely on it, that the store refuses to create a file that is there.
   *
   * @param name of a lease that is there
   * @throws RerateException with {@code USAGE} if it does not
   */
  public void requireConditions(String name) {
    if (!needsConditions) {
      return;
    }
    Path there = new Path(folder(), name);
    IOException failure = null;
    try {
      StoreText.create(files(), there, new byte[0]);
    } catch (FileAlreadyExistsException e) {
      return;
    } catch (IOException e) {
      failure = e;
    }
    throw RerateException.usage(
        "the store of "
            + root
            + " does not create files on condition (If-None-Match), so ConditionalLogStore is not"
            + " safe there"
            + (failure == null ? "" : ": " + failure.getMessage()),
        "Remove it from the settings of Spark; then one process writes at a time",
        failure);
  }

  /**
   * All there are.
   *
   * @param own name of the one whose text the caller knows, and that need not be read
   * @throws RerateException with {@code RETRY} if the warehouse cannot be read
   */
  public List<Lease> all(String own) {
    List<Lease> leases = new ArrayList<>();
    try {
      for (FileStatus file : files().listStatus(folder())) {
        String name = file.getPath().getName();
        if (!name.startsWith(".")) {
          (name.equals(own) ? Optional.of("") : StoreText.read(files(), file.getPath()))
              .ifPresent(
                  text ->
                      leases.add(
                          new Lease(name, text, Instant.ofEpochMilli(file.getModificationTime()))));
        }
      }
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw RerateException.retry("cannot read " + folder() + ": " + e.getMessage(), e);
    }
    return leases;
  }

  /** Removes a lease; one that cannot be removed runs out by itself. */
  public void remove(String name) {
    try {
      StoreText.delete(files(), new Path(folder(), name));
    } catch (IOException e) {
      return;
    }
  }

  private Path folder() {
    return new Path(root, FOLDER);
  }

  private FileSystem files() throws IOException {
    return folder().getFileSystem(settings);
  }
}
