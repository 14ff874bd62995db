package org.rerate.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a process runs, as a text that a later one on the same machine can go by to see whether it
 * lives.
 */
final class RunPlace {

  private static final ProcessHandle SELF = ProcessHandle.current();

  /** A start is told by the clock of the machine, which may have been set right since. */
  private static final Duration CLOCK_STEP = Duration.ofSeconds(10);

  private static final Path PROC = Path.of("/proc");

  /** Linux numbers this namespace so, of the processes outside of containers. */
  private static final String OF_MACHINE = "[4026531836]";

  private RunPlace() {}

  /** Machine, process and start of this process. */
  static String here() {
    return machine()
        + " "
        + SELF.pid()
        + " "
        + SELF.info().startInstant().map(Instant::toString).orElse("");
  }

  private static String machine() {
    try {
      return machine(InetAddress.getLocalHost().getHostName(), PROC);
    } catch (UnknownHostException e) {
      // A name that does not resolve is told in the error; it is a name all the same.
      return machine(Optional.ofNullable(System.getenv("HOSTNAME")).orElse("localhost"), PROC);
    }
  }

  /**
   * Where the number of a process means that process: on a machine, or in one container of it. The
   * first process of each container has the number 1, and containers may have the same name.
   *
   * @param proc where Linux tells of processes
   */
  static String machine(String name, Path proc) {
    try {
      String numbered = Files.readSymbolicLink(proc.resolve("self/ns/pid")).toString();
      if (numbered.contains(OF_MACHINE)) {
        return name;
      }
      String boot = Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
      return name + "/" + numbered.replaceAll("\\D", "") + "-" + boot;
    } catch (IOException e) {
      // Another system than Linux.
      return name;
    }
  }

  /** True if the process that ran there is no more; false if this machine cannot tell. */
  static boolean isDead(String place) {
    String[] parts = place == null ? new String[0] : place.split(" ", -1);
    if (parts.length != 3 || !parts[0].equals(machine())) {
      return false;
    }
    return ProcessHandle.of(Long.parseLong(parts[1]))
        .map(process -> isAnother(process, parts[2]))
        .orElse(true);
  }

  /** True if the number of the process was given to one that started at another time. */
  private static boolean isAnother(ProcessHandle process, String startedAt) {
    Optional<Instant> start = process.info().startInstant();
    return start.isPresent()
        && !startedAt.isEmpty()
        && Duration.between(Instant.parse(startedAt), start.get()).abs().compareTo(CLOCK_STEP) > 0;
  }
}
