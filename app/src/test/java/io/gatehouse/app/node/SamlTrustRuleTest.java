package io.gatehouse.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.app.config.load.ConfigurationReader;
import io.gatehouse.app.config.load.ConfigurationReader.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that gives no keys stops the load, with its line and what was found there. */
class SamlTrustRuleTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final String METADATA =
      """
      <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata"
          validUntil="2020-01-01T00:00:00Z"
          entityID="https://idp.example.com/saml">
        <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"/>
      </EntityDescriptor>
      """;

  @TempDir private Path folder;

  private List<String> said(String saml) throws IOException {
    var reader =
        new ConfigurationReader(
            Files.getOwner(folder).getName(),
            name -> Optional.empty(),
            List.of(new SamlTrustRule(Clock.fixed(NOW, ZoneOffset.UTC))));
    var text = "gatehouse: 1\nroles: [sts]\ncredentials:\n  idp: { saml: " + saml + " }\n";
    return switch (reader.read(folder.resolve("gatehouse.yaml"), text)) {
      case Outcome.Accepted accepted -> List.of();
      case Outcome.Refused(var flaws) ->
          flaws.stream().map(flaw -> flaw.toString().replace(folder + "/", "")).toList();
    };
  }

  private void put(String name, String text) throws IOException {
    var file = Files.writeString(folder.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private static String foreign(String keys) {
    return "{ issuer: \"https://idp.example.com/saml\", audience: a, " + keys + " }";
  }

  @Test
  void expiredMetadataIsReportedWhereItSaysSo() throws IOException {
    put("idp.xml", METADATA);
    assertThat(said(foreign("metadata: file:idp.xml")))
        .singleElement()
        .asString()
        .startsWith(
            "idp.xml:2:1: credentials.idp.saml.metadata: Found metadata that expired on"
                + " 2020-01-01T00:00:00Z.");
  }

  @Test
  void aFileWithoutAKeyIsReported() throws IOException {
    put("idp.pem", "nothing\n");
    assertThat(said(foreign("certificates: file:idp.pem")))
        .singleElement()
        .asString()
        .startsWith("idp.pem:1:1: credentials.idp.saml.certificates: Found no certificate");
    put("unsigned.xml", METADATA.replace("2020", "2030"));
    assertThat(said(foreign("metadata: file:unsigned.xml")))
        .singleElement()
        .asString()
        .contains("unsigned.xml:4:1: ", "Found no key for signing.");
  }

  @Test
  void whatIsMissingIsSaidOnce() throws IOException {
    assertThat(said("{ issuer: \"https://idp.example.com/saml\" }")).hasSize(2);
    assertThat(said("{}")).isEmpty();
    assertThat(said("{ audience: a }")).hasSize(1);
    assertThat(said("{ max_lifetime: 11m }")).hasSize(1);
  }
}
