package io.gatehouse.tokens.saml;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.tokens.jwt.Base64Url;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fixtures of python3-saml: whole responses, broken ones, and the assertions in them. */
class OtherPeoplesResponsesTest {
  private static final Path FOLDER =
      Path.of("src/test/resources/io/gatehouse/tokens/saml/python3-saml/responses");
  private static final Pattern ASSERTION =
      Pattern.compile("<(\\w+:)?Assertion .*</(\\w+:)?Assertion>", Pattern.DOTALL);

  static Stream<Path> responses() throws IOException {
    try (var files = Files.walk(FOLDER)) {
      return files.filter(Files::isRegularFile).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("responses")
  void aResponseIsNoAssertion(Path file) throws IOException {
    var xml = xml(file);
    assertThat(UnverifiedAssertion.parse(Base64Url.encode(xml)))
        .isInstanceOf(AssertionReading.Unreadable.class);
    var inside = ASSERTION.matcher(new String(xml, StandardCharsets.UTF_8));
    if (inside.find()) {
      assertThat(TestIdp.judge(inside.group())).isInstanceOf(AssertionVerdict.Invalid.class);
    }
  }

  private static byte[] xml(Path file) throws IOException {
    var bytes = Files.readAllBytes(file);
    if (!file.toString().endsWith(".base64")) {
      return bytes;
    }
    try {
      return Base64.getMimeDecoder().decode(bytes);
    } catch (IllegalArgumentException meantToBeBroken) {
      return bytes;
    }
  }
}
