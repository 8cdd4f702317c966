package io.gatehouse.mtls.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.SourcePosition;
import io.gatehouse.mtls.PemFiles.Placed;
import io.gatehouse.mtls.UnusableFile;
import io.gatehouse.mtls.path.ChainJudge.Judgement;
import io.gatehouse.mtls.path.ChainJudge.Revocation;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The chains of x509-limbo that are not about the names of web servers: whether a path to a trusted
 * authority is found. Purposes are those of servers there, so the profile of clients is not asked.
 */
@Timeout(60)
final class LimboTest {
  private static final Path FOLDER = Path.of("src/test/resources/x509-limbo");
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----");
  private static final SourcePosition HERE = new SourcePosition("limbo", 1, 1);
  private static final Instant USUAL = Instant.parse("2023-12-02T00:00:00Z");

  @Test
  void chainsAreJudgedAsTheCollectionSays() throws Exception {
    var text = Files.readString(FOLDER.resolve("limbo-2023-12-02.json"));
    var verdicts = new Verdicts();
    int judged = 0;
    var cases = text.split("\"id\": ", -1);
    for (var one : List.of(cases).subList(1, cases.length)) {
      var id = one.substring(1, one.indexOf('"', 1));
      if (!id.startsWith("online::") && !id.startsWith("webpki::san::")) {
        verdicts.note(id, one.contains("\"expected_result\": \"SUCCESS\""), isTrusted(one));
        judged++;
      }
    }
    assertThat(judged).isGreaterThan(90);
    verdicts.matches(FOLDER.resolve("differing.tsv"));
  }

  private static boolean isTrusted(String one) {
    try {
      var trusted =
          certificates(one, "trusted_certs", "untrusted_intermediates").stream()
              .map(c -> new Placed<>(c, HERE))
              .toList();
      var presented = new ArrayList<>(certificates(one, "peer_certificate", "validation_time"));
      presented.addAll(certificates(one, "untrusted_intermediates", "peer_certificate"));
      var judge =
          new ChainJudge(
              TrustedAuthorities.of(trusted),
              new Revocation.None(),
              InstantSource.fixed(time(one)));
      return judge.judge(presented) instanceof Judgement.Trusted;
    } catch (UnusableFile | GeneralSecurityException refused) {
      return false;
    }
  }

  private static Instant time(String one) {
    var written = Pattern.compile("\"validation_time\": \"([^\"]+)\"").matcher(one);
    return written.find() ? OffsetDateTime.parse(written.group(1)).toInstant() : USUAL;
  }

  private static List<X509Certificate> certificates(String one, String from, String to)
      throws GeneralSecurityException {
    var part = one.substring(one.indexOf('"' + from + '"'), one.indexOf('"' + to + '"'));
    var found = new ArrayList<X509Certificate>();
    var pem = CERTIFICATE.matcher(part);
    while (pem.find()) {
      var bytes = pem.group().replace("\\n", "\n").getBytes(StandardCharsets.US_ASCII);
      found.add(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(bytes)));
    }
    return found;
  }
}
