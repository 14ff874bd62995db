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
import org.rerate.domain.RerateException;
import org.rerate.run.Settings;
import org.sparkproject.connect.grpc.netty.GrpcSslContexts;

/** The key and certificate that the server shows, from a key store (PKCS 12 or JKS). */
final class KeyStoreFile {

  private KeyStoreFile() {}

  /**
   * TLS as the settings say, none if they name no key store.
   *
   * @throws RerateException with {@code USAGE} if the key store or its password is wrong
   */
  static Optional<SslContext> tls(Settings settings) {
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
      return Optional.of(
          GrpcSslContexts.configure(SslContextBuilder.forServer(keys), SslProvider.JDK)
              .protocols("TLSv1.3", "TLSv1.2")
              .build());
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new RerateException(
          RerateException.Exit.USAGE,
          "cannot use the key store %s (%s). serve.tls_key_store names a PKCS 12 or JKS file with key"
                  .formatted(file, e.getMessage())
              + " and certificate, RERATE_SERVE_TLS_KEY_STORE_PASSWORD is its password",
          e);
    }
  }
}
