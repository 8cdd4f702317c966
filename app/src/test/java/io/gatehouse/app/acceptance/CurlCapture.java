package io.gatehouse.app.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What curl itself puts on the wire when it signs. */
final class CurlCapture {
  private CurlCapture() {}

  /** The fields of curl's own AWS signature for a GET of this URL, without those of connections. */
  static List<String> fields(RunningDemo demo, Proofs proofs, String url) {
    var command =
        new ArrayList<>(List.of("curl", "-s", "-v", "--max-time", "10", "-o", "/dev/null"));
    command.addAll(proofs.proof("sigv4", "GET", url, Optional.empty()));
    try (var listener = RecordingService.open()) {
      command.addAll(List.of("--connect-to", "::127.0.0.1:" + port(listener)));
      command.add(url.replace("https://", "http://"));
      Shell.run(command);
      return listener.seen().lines().skip(1).filter(CurlCapture::isSigned).toList();
    }
  }

  private static int port(RecordingService listener) {
    return Integer.parseInt(listener.endpoint().replaceAll(".*:", ""));
  }

  private static boolean isSigned(String line) {
    var name = line.toLowerCase(Locale.ROOT);
    return name.startsWith("authorization:") || name.startsWith("x-amz-");
  }
}
