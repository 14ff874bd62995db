package org.rerate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.Leases;
import org.rerate.engine.disk.LocalDisk;

/** The lease of a process, and what it sees of those of others. */
@Tag("fast")
class RunLeaseTest {

  private static final String ELSEWHERE = "elsewhere 7 2026-01-05T10:00:00Z";
  private static final String ITS_FILE = "elsewhere_7_2026-01-05T10_00_00Z";
  private static final LeaseTerms TERMS =
      new LeaseTerms(Duration.ofMillis(20), Duration.ofSeconds(60));

  @TempDir Path folder;
  private final List<String> said = new ArrayList<>();

  private Leases leases(boolean admitsOthers) {
    return new Leases(folder.toUri().toString(), LocalDisk.configuration(), admitsOthers, false);
  }

  private RunLease lease(boolean admitsOthers) {
    return new RunLease(leases(admitsOthers), TERMS, said::add);
  }

  private void other(Duration silence) throws IOException {
    leases(true)
        .write(ITS_FILE, "{\"owner\":\"" + ELSEWHERE + "\",\"expires_after_seconds\":\"30\"}");
    Files.setLastModifiedTime(
        folder.resolve("_leases/" + ITS_FILE), FileTime.from(Instant.now().minus(silence)));
  }

  private List<String> names() {
    return leases(true).all("").stream().map(Leases.Lease::name).toList();
  }

  @Test
  void itLastsAsLongAsTheRunsOfTheProcessAndIsRenewed() throws InterruptedException {
    RunLease lease = lease(true);
    lease.begin();
    lease(true).begin();
    Instant first = leases(true).all("").get(0).writtenAt();
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!leases(true).all("").get(0).writtenAt().isAfter(first)) {
      assertThat(System.nanoTime()).as("it is renewed").isLessThan(deadline);
      Thread.sleep(10);
    }
    lease.end(true);
    assertThat(names()).hasSize(1);
    lease.end(true);
    assertThat(names()).isEmpty();
    assertThat(said).isEmpty();
  }

  @Test
  void itOutlivesARunWhoseEndIsNotLogged() {
    RunLease lease = lease(true);
    lease.begin();
    lease.end(false);
    assertThat(names()).hasSize(1);
    assertThat(lease.sign(RunPlace.here()).isDead()).isFalse();
  }

  @Test
  void anotherMachinesProcessIsDeadWhenItWasSilentForLonger() throws IOException {
    other(Duration.ofSeconds(20));
    RunLease lease = lease(true);
    assertThat(lease.sign(ELSEWHERE).isDead()).isFalse();
    lease.begin();
    assertThat(lease.isDead(ELSEWHERE)).isFalse();
    lease.end(true);

    other(Duration.ofSeconds(31));
    assertThat(lease.sign(ELSEWHERE).isDead()).isTrue();
    lease.begin();
    assertThat(lease.isDead(ELSEWHERE)).isTrue();
    assertThat(lease.isDead("elsewhere 8 2026-01-05T10:00:00Z")).isFalse();
    lease.clear();
    assertThat(names()).doesNotContain(ITS_FILE).hasSize(1);
    lease.end(true);
  }

  @Test
  void whereOneMayWriteASecondIsRefused() throws IOException {
    other(Duration.ofSeconds(20));
    RunLease lease = lease(false);
    String heardAt = leases(true).all("").get(0).writtenAt().toString();
    assertThatThrownBy(lease::begin)
        .isInstanceOfSatisfying(
            RerateException.class, e -> assertThat(e.exit()).isEqualTo(RerateException.Exit.RETRY))
        .hasMessage(
            "another process writes to "
                + folder.toUri()
                + ", which lets only one write at a time: "
                + ELSEWHERE
                + ", last heard of at "
                + heardAt
                + ". Wait for its end; if it is dead, its lease runs out 30 s after that. Nothing was"
                + " left half written; run the command again.");
    assertThat(names()).containsExactly(ITS_FILE);
    assertThat(said).singleElement().asString().contains("lets only one process write at a time");

    other(Duration.ofSeconds(31));
    lease.begin();
    lease.require();
    lease.end(true);
  }

  @Test
  void aStoreThatKnowsNoConditionsIsRefusedWhereCommitsRelyOnThem() {
    Leases onCondition =
        new Leases(folder.toUri().toString(), LocalDisk.configuration(), true, true);
    RunLease lease = new RunLease(onCondition, TERMS, said::add);
    assertThatThrownBy(lease::begin)
        .isInstanceOfSatisfying(
            RerateException.class, e -> assertThat(e.exit()).isEqualTo(RerateException.Exit.USAGE))
        .hasMessageContaining("does not create files on condition (If-None-Match)");
    assertThat(names()).isEmpty();
  }

  @Test
  void aLeaseThatWasRemovedIsNotTakenUpAgain() throws IOException, InterruptedException {
    RunLease lease = lease(false);
    lease.begin();
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    boolean mayWrite = true;
    while (mayWrite) {
      assertThat(System.nanoTime()).as("it is missed").isLessThan(deadline);
      // A beat that was writing it just then brings it back, and the next one misses it.
      for (String name : names()) {
        Files.deleteIfExists(folder.resolve("_leases/" + name));
      }
      Thread.sleep(10);
      mayWrite = mayWrite(lease);
    }
    assertThat(names()).isEmpty();
    lease.end(true);
  }

  private static boolean mayWrite(RunLease lease) {
    try {
      lease.require();
      return true;
    } catch (RerateException e) {
      assertThat(e).hasMessageContaining("ran out or was removed");
      return false;
    }
  }

  @Test
  void whatIsNoLeaseIsOneThatRunsOut() throws IOException {
    other(Duration.ZERO);
    Files.writeString(folder.resolve("_leases/" + ITS_FILE), "");
    assertThatThrownBy(lease(false)::begin).hasMessageContaining("its lease runs out 60 s");
    Files.setLastModifiedTime(
        folder.resolve("_leases/" + ITS_FILE), FileTime.from(Instant.now().minusSeconds(61)));
    RunLease lease = lease(false);
    lease.begin();
    lease.end(true);
  }

  @Test
  void aLateHeartbeatMustNotEndALease() {
    Settings settings =
        Settings.load(
            ConfFolders.of(folder), null, Map.of(), Map.of("heartbeat.expires_after", "89 s"));
    assertThatThrownBy(() -> LeaseTerms.of(settings))
        .isInstanceOfSatisfying(
            RerateException.class, e -> assertThat(e.exit()).isEqualTo(RerateException.Exit.USAGE))
        .hasMessage(
            "heartbeat.every = 30 s and heartbeat.expires_after = 89 s leave no room for a late"
                + " heartbeat. Set heartbeat.expires_after to at least 3 times heartbeat.every");
    assertThatThrownBy(() -> LeaseTerms.of(settings.with("heartbeat.every", "often")))
        .hasMessage(
            "'heartbeat.every' of program is no duration: often; write one as 30 s or 5 minutes");
  }
}
