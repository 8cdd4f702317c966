package io.gatehouse.signing;

/** An AWS-like access key with the region and service that it signs for. */
public final class SigV4Credentials implements SigningKey {
  private final String accessKeyId;
  private final byte[] secretAccessKey;
  private final String region;
  private final String service;

  private SigV4Credentials(
      String accessKeyId, byte[] secretAccessKey, String region, String service) {
    this.accessKeyId = accessKeyId;
    this.secretAccessKey = secretAccessKey;
    this.region = region;
    this.service = service;
  }

  public static SigV4Credentials of(
      String accessKeyId, String secretAccessKey, String region, String service) {
    return new SigV4Credentials(accessKeyId, SigV4Key.utf8(secretAccessKey), region, service);
  }

  @Override
  public String id() {
    return accessKeyId;
  }

  SigV4Scope scope(String date) {
    return new SigV4Scope(date, region, service);
  }

  SigV4Key key(SigV4Scope scope) {
    return scope.keyFrom(secretAccessKey);
  }

  /** Never the secret. */
  @Override
  public String toString() {
    return "SigV4Credentials[" + accessKeyId + "]";
  }
}
