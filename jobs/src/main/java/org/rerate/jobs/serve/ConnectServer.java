package org.rerate.jobs.serve;

import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.connect.service.PreSharedKeyAuthenticationInterceptor;
import org.apache.spark.sql.connect.service.SparkConnectService;
import org.apache.spark.sql.connect.service.SparkConnectService$;
import org.sparkproject.connect.grpc.Server;
import org.sparkproject.connect.grpc.netty.NettyServerBuilder;
import scala.Option$;

/**
 * The server of Spark Connect, built here. Spark's own can neither encrypt nor be handed an
 * interceptor that exists already; its service, with all that it needs, is started and then moved.
 */
final class ConnectServer implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 5;

  /** Clients send their rows in one message. */
  private static final int LARGEST_MESSAGE = 128 << 20;

  private static final String ROWS_IN_ONE_MESSAGE = Integer.toString(64 << 20);

  private final Server server;

  private ConnectServer(Server server) {
    this.server = server;
  }

  /** The Spark settings that {@link #start} needs. */
  static Map<String, String> settings() {
    Map<String, String> all = new HashMap<>();
    all.put("spark.connect.grpc.binding.address", "127.0.0.1");
    all.put("spark.connect.grpc.binding.port", "0");
    all.put("spark.connect.grpc.interceptor.classes", ClosedInterceptor.class.getName());
    // A compressed plan, or rows sent apart from it, could not be looked at.
    all.put("spark.connect.session.planCompression.defaultAlgorithm", "NONE");
    all.put("spark.sql.session.localRelationCacheThreshold", ROWS_IN_ONE_MESSAGE);
    return all;
  }

  /**
   * Starts to listen.
   *
   * @param token what clients must know, empty for nothing
   * @param tls none for plain text
   * @param questions sees all calls first
   * @throws org.rerate.domain.RerateException with {@code USAGE} if the address is taken
   */
  static ConnectServer start(
      SparkContext context,
      Address address,
      String token,
      Optional<SslContext> tls,
      QuestionsInterceptor questions) {
    SparkConnectService$ spark = SparkConnectService$.MODULE$;
    spark.start(context);
    spark.server().shutdownNow();
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(address.host(), address.port()))
            .maxInboundMessageSize(LARGEST_MESSAGE);
    builder.addService(new SparkConnectService(false));
    if (!token.isEmpty()) {
      builder.intercept(new PreSharedKeyAuthenticationInterceptor(token));
    }
    // The last is asked first, so that it sees who was turned away for want of the token.
    builder.intercept(questions);
    tls.ifPresent(builder::sslContext);
    Server server = builder.build();
    try {
      server.start();
    } catch (IOException e) {
      throw address.unusable(e);
    }
    spark.server_$eq(server);
    spark.bindingAddress_$eq((InetSocketAddress) server.getListenSockets().get(0));
    return new ConnectServer(server);
  }

  int port() {
    return server.getPort();
  }

  /** Lets questions underway end, for some seconds. */
  @Override
  public void close() {
    SparkConnectService$.MODULE$.stop(
        Option$.MODULE$.apply(PATIENCE_SECONDS), Option$.MODULE$.apply(TimeUnit.SECONDS));
  }
}
