package org.rerate.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("fast")
class SecretsTest {

  @Test
  void namesTellWhatIsASecret() {
    for (String secret :
        new String[] {
          "spark.hadoop.fs.azure.account.key.desk.dfs.core.windows.net",
          "spark.hadoop.fs.s3a.access.key",
          "spark.hadoop.fs.s3a.session.token",
          "spark.hadoop.fs.gs.auth.service.account.private.data",
          "spark.hadoop.hadoop.security.credential.files",
          "serve.tls_key_store_password",
          "spark.x.clientSecret"
        }) {
      assertThat(Secrets.isSecret(secret)).as(secret).isTrue();
    }
    assertThat(Secrets.isSecret("spark.hadoop.fs.s3a.aws.credentials.provider")).isFalse();
    assertThat(Secrets.isSecret("spark.sql.shuffle.partitions")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cannot open sftp://desk:geheim@host/feed|cannot open sftp://***@host/feed",
        "fs.s3a.secret.key=geheim, then|fs.s3a.secret.key=***, then",
        "fs.azure.account.key.desk = geheim|fs.azure.account.key.desk = ***",
        "AccountKey=geheim;Endpoint=x|AccountKey=***;Endpoint=x",
        "https://host/a?token=geheim&b=1|https://host/a?token=***&b=1",
        "fs.s3a.credentials.provider=org.A|fs.s3a.credentials.provider=org.A",
        "the key = security_id is missing|the key = security_id is missing",
        "s3a://desk/rerate at 12:30 by a@b|s3a://desk/rerate at 12:30 by a@b"
      })
  void textsLoseTheirSecrets(String text, String masked) {
    assertThat(Secrets.masked(text)).isEqualTo(masked);
  }
}
