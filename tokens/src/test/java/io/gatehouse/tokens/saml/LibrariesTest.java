package io.gatehouse.tokens.saml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.xml.security.signature.XMLSignature;
import org.junit.jupiter.api.Test;

/** Which libraries an assertion meets. */
class LibrariesTest {
  @Test
  void c40_noneOfTheOldLibrariesOfOpenSamlIsThere() {
    var classes = System.getProperty("java.class.path");
    for (var old :
        List.of(
            "velocity",
            "httpclient",
            "httpcore",
            "spring-core",
            "woodstox",
            "jdk15on",
            "xmlsec-2")) {
      assertThat(classes).doesNotContain(old);
    }
    var santuario = XMLSignature.class.getProtectionDomain().getCodeSource().getLocation();
    assertThat(santuario.getPath()).endsWith("xmlsec-4.0.4.jar");
  }
}
