package org.rerate.jobs.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * {@code rerate mcp} in this process, whose standard streams are pipes to a client. Standard input
 * and output are those of the process again once it has taken them.
 */
final class ServedInProcess {

  private final ScriptedClient client;
  private final CompletableFuture<Integer> status;
  private final ByteArrayOutputStream told;

  private ServedInProcess(
      ScriptedClient client, CompletableFuture<Integer> status, ByteArrayOutputStream told) {
    this.client = client;
    this.status = status;
    this.told = told;
  }

  static ServedInProcess start(Path warehouse, Path settings) throws IOException {
    Pipe in = Pipe.open();
    Pipe out = Pipe.open();
    InputStream input = System.in;
    PrintStream output = System.out;
    PrintStream error = System.err;
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    System.setProperty("rerate.home", Installation.with(settings).home().toString());
    CompletableFuture<Integer> status = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              System.setIn(Channels.newInputStream(in.source()));
              System.setOut(
                  new PrintStream(
                      Channels.newOutputStream(out.sink()), true, StandardCharsets.UTF_8));
              System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
              int ended =
                  Main.run(
                      "mcp", "--warehouse", warehouse.toString(), "--conf", settings.toString());
              System.setIn(input);
              System.setOut(output);
              System.setErr(error);
              try {
                out.sink().close();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
              status.complete(ended);
            },
            "mcp-in-process");
    thread.start();
    return new ServedInProcess(
        new ScriptedClient(
            Channels.newOutputStream(in.sink()), Channels.newInputStream(out.source())),
        status,
        told);
  }

  ScriptedClient client() {
    return client;
  }

  /** How it ended, once it has. */
  int status() throws Exception {
    return status.get(2, TimeUnit.MINUTES);
  }

  /** What it has told on standard error. */
  String told() {
    return told.toString(StandardCharsets.UTF_8);
  }
}
