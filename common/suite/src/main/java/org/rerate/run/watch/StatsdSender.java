package org.rerate.run.watch;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rerate.domain.RerateException;
import org.rerate.run.Intake.RowCounts;

/** The end of each run as StatsD's lines over UDP. */
record StatsdSender(String host, int port) implements RunWatch {

  private static final Pattern ADDRESS = Pattern.compile("(.+):(\\d{1,5})");

  /** What passes every network whole. */
  private static final int DATAGRAM = 1400;

  private static final int LAST_PORT = 65_535;

  /**
   * To an address.
   *
   * @throws RerateException with {@code USAGE} if it is none
   */
  static StatsdSender of(String address) {
    Matcher parts = ADDRESS.matcher(address);
    if (!parts.matches() || Integer.parseInt(parts.group(2)) > LAST_PORT) {
      throw RerateException.usage(
          "metrics.statsd = " + address + " is no address", "Write it as localhost:8125");
    }
    return new StatsdSender(parts.group(1), Integer.parseInt(parts.group(2)));
  }

  @Override
  public String target() {
    return host + ":" + port;
  }

  @Override
  public boolean needsFreshness() {
    return true;
  }

  @Override
  public void tell(RunReport report) throws IOException {
    if (report.stage() == RunReport.Stage.STARTED) {
      return;
    }
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new UnknownHostException("no machine has the name " + host);
    }
    try (DatagramSocket socket = new DatagramSocket()) {
      for (String datagram : datagrams(lines(report))) {
        byte[] bytes = datagram.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, address));
      }
    }
  }

  static List<String> lines(RunReport report) {
    List<String> lines = new ArrayList<>();
    String start = "rerate." + report.run().command() + ".";
    boolean isDone = report.stage() == RunReport.Stage.DONE;
    lines.add(start + (isDone ? "done" : "failed") + ":1|c");
    if (report.stage() == RunReport.Stage.DIED) {
      return lines;
    }
    lines.add(start + "duration:" + Math.round(report.seconds() * 1e3) + "|ms");
    report
        .freshness()
        .lastDone()
        .ifPresent(last -> lines.add(start + "last_success:" + last.getEpochSecond() + "|g"));
    CloseLag.seconds(report).ifPresent(lag -> lines.add(start + "close_lag:" + lag + "|g"));
    report
        .result()
        .intake()
        .tables()
        .forEach(
            (table, rows) -> {
              // A dot would begin another level of the name.
              String of = start + table.replace('.', '_') + ".rows_";
              for (RowCounts.Named count : rows.named()) {
                lines.add(of + count.name() + ":" + count.rows() + "|c");
              }
            });
    return lines;
  }

  /** The lines, as many in a datagram as fit. */
  private static List<String> datagrams(List<String> lines) {
    List<String> datagrams = new ArrayList<>();
    StringBuilder next = new StringBuilder();
    for (String line : lines) {
      if (next.length() + line.length() + 1 > DATAGRAM) {
        datagrams.add(next.toString());
        next.setLength(0);
      }
      next.append(next.isEmpty() ? "" : "\n").append(line);
    }
    datagrams.add(next.toString());
    return datagrams;
  }
}
