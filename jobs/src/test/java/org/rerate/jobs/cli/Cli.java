package org.rerate.jobs.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs commands in this process, as the launcher would, on one warehouse. */
final class Cli {

  private final Path warehouse;
  private final Installation installation;

  Cli(Path warehouse) {
    this(warehouse, TestSettings.file());
  }

  Cli(Path warehouse, Path settings) {
    this(warehouse, Installation.with(settings));
  }

  Cli(Path warehouse, Installation installation) {
    this.warehouse = warehouse;
    this.installation = installation;
  }

  /** What a command printed and how it ended. */
  record Ended(int status, String out, String err) {

    List<String> lines() {
      return out.lines().toList();
    }
  }

  Ended run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(
        List.of("--warehouse", warehouse.toString(), "--conf", installation.settings().toString()));
    System.setProperty("rerate.home", installation.home().toString());
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
    try {
      int status = Main.run(all.toArray(String[]::new));
      return new Ended(
          status, printed.toString(StandardCharsets.UTF_8), told.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
