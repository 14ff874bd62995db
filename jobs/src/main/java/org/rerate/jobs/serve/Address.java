package org.rerate.jobs.serve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import org.rerate.domain.RerateException;

/**
 * Where the server listens.
 *
 * @param option the option that names the port
 * @param host a name or number of this machine
 * @param port 0 for any that is free
 */
record Address(String option, String host, int port) {

  private static final int LARGEST = 65535;

  /**
   * Checks that it may and can be listened on, before anything is started.
   *
   * @throws RerateException with {@code USAGE} if not
   */
  void check(boolean hasToken) {
    if (port < 0 || port > LARGEST) {
      throw RerateException.usage(option + " " + port + " is no port", "Ports are 0 to " + LARGEST);
    }
    InetAddress address = resolved();
    if (!address.isLoopbackAddress() && !hasToken) {
      throw RerateException.usage(
          "without a token the server listens on this machine only, not on " + host,
          "Set RERATE_SERVE_TOKEN or serve.token, or leave --host out");
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(address, port));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /**
   * What a client is told. Spark's clients send a token unencrypted to {@code localhost} alone, by
   * that name; to anything else they want TLS.
   */
  String remote(int listening, boolean hasToken, boolean hasTls) {
    boolean isLoopback = resolved().isLoopbackAddress();
    String options = (hasTls ? ";use_ssl=true" : "") + (hasToken ? ";token=..." : "");
    return "sc://"
        + (hasToken && isLoopback ? "localhost" : host)
        + ":"
        + listening
        + (options.isEmpty() ? "" : "/" + options);
  }

  /** What a browser is told. */
  String site(int listening, boolean hasTls) {
    return (hasTls ? "https://" : "http://")
        + (resolved().isLoopbackAddress() ? "localhost" : host)
        + ":"
        + listening
        + "/";
  }

  /** The error of a server that could not listen here. */
  RerateException unusable(Exception cause) {
    return new RerateException(
        RerateException.Exit.USAGE,
        "cannot listen on %s:%d (%s). Stop what listens there, or choose another %s or --host"
            .formatted(host, port, cause.getMessage(), option),
        cause);
  }

  private InetAddress resolved() {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new RerateException(
          RerateException.Exit.USAGE,
          "--host " + host + " is not known. Name an address of this machine",
          e);
    }
  }
}
