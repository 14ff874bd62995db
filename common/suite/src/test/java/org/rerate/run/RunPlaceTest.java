package org.rerate.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a process runs, and what can be told of others by their numbers. */
@Tag("fast")
class RunPlaceTest {

  @TempDir Path folder;

  /** What Linux tells there: in which namespace processes are numbered, and which start it was. */
  private Path proc(String name, String namespace, String boot) throws IOException {
    Path proc = folder.resolve(name);
    Files.createDirectories(proc.resolve("self/ns"));
    Files.createDirectories(proc.resolve("sys/kernel/random"));
    Files.createSymbolicLink(proc.resolve("self/ns/pid"), Path.of("pid:[" + namespace + "]"));
    Files.writeString(proc.resolve("sys/kernel/random/boot_id"), boot + "\n");
    return proc;
  }

  @Test
  void containersOfOneNameAreTwoPlaces() throws IOException {
    String machine = RunPlace.machine("rerate", proc("machine", "4026531836", "b1"));
    String one = RunPlace.machine("rerate", proc("one", "4026532200", "b1"));
    String other = RunPlace.machine("rerate", proc("other", "4026532300", "b1"));
    String elsewhere = RunPlace.machine("rerate", proc("elsewhere", "4026532200", "b2"));
    assertThat(machine).isEqualTo("rerate");
    assertThat(one).isEqualTo("rerate/4026532200-b1");
    assertThat(other).isEqualTo("rerate/4026532300-b1");
    assertThat(elsewhere).isEqualTo("rerate/4026532200-b2");
    assertThat(RunPlace.machine("mac", folder.resolve("none"))).isEqualTo("mac");
  }

  @Test
  void aProcessIsDeadOnlyWhereItsNumberSaysSo() {
    String here = RunPlace.here();
    String[] parts = here.split(" ");
    assertThat(RunPlace.isDead(here)).isFalse();
    String before = parts[0] + " " + parts[1] + " 2001-01-01T00:00:00Z";
    assertThat(RunPlace.isDead(before)).as("its number was given to this process").isTrue();
    String inContainer = parts[0] + "/4026539999-b1 " + parts[1] + " 2001-01-01T00:00:00Z";
    assertThat(RunPlace.isDead(inContainer)).as("another container counts apart").isFalse();
  }
}
