package io.gatehouse.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.AuditSink;
import io.gatehouse.mtls.CertificateAuthority;
import io.gatehouse.mtls.PemFiles;
import io.gatehouse.mtls.SubjectName;
import io.gatehouse.testkit.StoppedClock;
import io.gatehouse.tokens.saml.IssuerKeys;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ends is told in time, and once for each mark. */
final class ExpiriesTest {
  private final StoppedClock clock = StoppedClock.at("2026-11-22T10:00:00Z");
  private final List<AuditSink.Event> audited = new ArrayList<>();
  private final CertificateAuthority authority =
      CertificateAuthority.create("Test", clock, new SecureRandom());

  @TempDir private Path folder;

  private void write(String name, Duration life) throws IOException {
    var issued = authority.issueServer(List.of(SubjectName.of("api.test")), life);
    Files.writeString(folder.resolve(name), issued.chainPem());
  }

  private Expiries watching(Ending... files) {
    return new Expiries(() -> List.of(files), audited::add, clock);
  }

  private int told(Expiries expiries) {
    audited.clear();
    expiries.look();
    expiries.look();
    return audited.size();
  }

  @Test
  void aCertificateIsToldOfAtThirtyFourteenSevenAndOneDays() throws IOException {
    write("tls.crt", Duration.ofDays(100));
    var file = folder.resolve("tls.crt");
    var expiries = watching(Ending.certificates("listen.tls.cert", file));
    var days = new ArrayList<Integer>();
    for (int day = 100; day > -3; day--) {
      if (told(expiries) == 1) {
        days.add(day);
      }
      clock.advance(Duration.ofDays(1));
    }
    assertThat(days).containsExactly(30, 14, 7, 1, 0);
  }

  @Test
  void theRecordNamesTheSubjectAndTheEndAndARenewedFileIsQuiet() throws IOException {
    write("tls.crt", Duration.ofDays(100));
    var file = folder.resolve("tls.crt");
    var expiries = watching(Ending.certificates("listen.tls.cert", file));
    clock.advance(Duration.ofDays(95));
    assertThat(told(expiries)).isOne();
    var event = audited.getFirst();
    assertThat(event.action()).isEqualTo("expiry.near");
    assertThat(event.subject()).isEqualTo("listen.tls.cert");
    assertThat(event.details())
        .containsEntry("name", "CN=api.test")
        .containsEntry("ends_at", "2027-03-02T10:00:00Z");
    var line = "gatehouse_expires_in_seconds{what=\"listen.tls.cert\",file=\"" + file + "\"} ";
    assertThat(expiries.metrics()).contains(line + Duration.ofDays(5).toSeconds() + "\n");
    write("tls.crt", Duration.ofDays(90));
    assertThat(told(expiries)).isZero();
    assertThat(expiries.metrics()).contains(line + Duration.ofDays(90).toSeconds() + "\n");
    Files.writeString(file, "half a file");
    assertThat(told(expiries)).isZero();
    assertThat(expiries.metrics()).doesNotContain("listen.tls.cert");
  }

  @Test
  void aListOfAWeekIsToldOfOnItsLastDay() throws IOException {
    var der = authority.revocationList(Map.of(), BigInteger.ONE, Duration.ofDays(7));
    var file = Files.writeString(folder.resolve("crl.pem"), PemFiles.revocationList(der));
    var expiries = watching(Ending.revocationList("credentials.partner.crl", file));
    assertThat(told(expiries)).isZero();
    clock.advance(Duration.ofDays(5));
    assertThat(told(expiries)).isZero();
    clock.advance(Duration.ofDays(1));
    assertThat(told(expiries)).isOne();
    clock.advance(Duration.ofDays(1));
    assertThat(told(expiries)).isOne();
    assertThat(audited.getFirst().action()).isEqualTo("expiry.over");
  }

  @Test
  void metadataIsToldOfBeforeItsFirstKeyGoes() {
    var key = authority.certificate().getPublicKey();
    var end = clock.instant().plus(Duration.ofDays(20));
    IssuerKeys keys = at -> at.isBefore(end) ? List.of(key, key) : List.of(key);
    var now = clock.instant();
    var place = new Ending.Place("idp.metadata", folder);
    var expiries = watching(Ending.metadata(place, "idp", keys, now));
    assertThat(told(expiries)).isOne();
    assertThat(audited.getFirst().details()).containsEntry("ends_at", end.toString());
    IssuerKeys lasting = at -> List.of(key);
    assertThat(told(watching(Ending.metadata(place, "idp", lasting, now)))).isZero();
    clock.advance(Duration.ofDays(20));
    assertThat(told(expiries)).isOne();
    assertThat(audited.getFirst().action()).isEqualTo("expiry.over");
  }
}
