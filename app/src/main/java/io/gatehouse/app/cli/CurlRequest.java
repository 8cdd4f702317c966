package io.gatehouse.app.cli;

import io.gatehouse.signing.HeaderField;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * The request that a curl command line would send.
 *
 * @param fields those that curl was told to send, and the content type that it adds
 */
record CurlRequest(String method, URI url, List<HeaderField> fields, byte[] body) {
  CurlRequest {
    fields = List.copyOf(fields);
    body = body.clone();
  }

  @Override
  public byte[] body() {
    return body.clone();
  }

  /**
   * @param folder that {@code @file} is relative to
   */
  static CurlRequest parse(List<String> command, Path folder) {
    var name = command.isEmpty() ? "" : command.getFirst();
    if (!name.equals("curl") && !name.endsWith("/curl")) {
      throw Stop.badInput("Write the curl command behind `--`: sign --key FILE -- curl URL");
    }
    return new CurlArguments(folder).read(command.subList(1, command.size()));
  }
}
