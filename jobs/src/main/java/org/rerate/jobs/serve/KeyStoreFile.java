package org.rerate.jobs.serve;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.rerate.domain.RerateException;
import org.rerate.run.Settings;
import org.sparkproject.connect.grpc.netty.GrpcSslContexts;

/** The key and certificate that the server shows, from a key store (PKCS 12 or JKS). */
final class KeyStoreFile {

  /** What both doors speak. */
  static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private KeyStoreFile() {}

  /**
   * The keys that the settings name, none if they name no key store.
   *
   * @throws RerateException with {@code USAGE} if the key store or its password is wrong
   */
  static Optional<KeyManagerFactory> keys(Settings settings) {
    String file = settings.text("serve.tls_key_store");
    if (file.isEmpty()) {
      return Optional.empty();
    }
    char[] password = settings.text("serve.tls_key_store_password").toCharArray();
    try {
      KeyStore store = KeyStore.getInstance(new File(file), password);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, password);
      return Optional.of(keys);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new RerateException(
          RerateException.Exit.USAGE,
          "cannot use the key store %s (%s). serve.tls_key_store names a PKCS 12 or JKS file with key"
                  .formatted(file, e.getMessage())
              + " and certificate, RERATE_SERVE_TLS_KEY_STORE_PASSWORD is its password",
          e);
    }
  }

  /** TLS of Spark Connect with these keys. */
  static SslContext connect(KeyManagerFactory keys) {
    try {
      return GrpcSslContexts.configure(SslContextBuilder.forServer(keys), SslProvider.JDK)
          .protocols(PROTOCOLS)
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** TLS of the HTTP door with these keys. */
  static SSLContext http(KeyManagerFactory keys) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
