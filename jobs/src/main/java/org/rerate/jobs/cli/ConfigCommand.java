package org.rerate.jobs.cli;

import org.rerate.jobs.command.RerateCommand;
import picocli.CommandLine.Command;

/** {@code rerate config}: the configuration in force. */
@Command(
    name = "config",
    description = "Prints the configuration in force and where each value came from.")
public final class ConfigCommand extends RerateCommand {

  @Override
  public Integer call() {
    settings().lines().forEach(out()::println);
    return 0;
  }
}
