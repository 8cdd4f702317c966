package io.gatehouse.sts.client;

/** What came of reading a client's metadata. */
public sealed interface MetadataReading {
  record Read(ClientMetadata metadata) implements MetadataReading {}

  /**
   * @param error {@code invalid_redirect_uri} or {@code invalid_client_metadata} (RFC 7591 §3.2.2)
   * @param description public: which member and why; never its value
   */
  record Refused(String error, String description) implements MetadataReading {}
}
