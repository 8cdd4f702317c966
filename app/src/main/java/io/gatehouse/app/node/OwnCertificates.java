package io.gatehouse.app.node;

import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.identity.Secret;
import io.gatehouse.mtls.ClientCertificates;
import io.gatehouse.mtls.PemFiles;
import io.gatehouse.sts.certificates.CertificateMaker;
import io.gatehouse.sts.certificates.RevocationLists;
import io.gatehouse.web.endpoint.Body;
import io.gatehouse.web.endpoint.Mount;
import io.gatehouse.web.endpoint.MountTable;
import io.gatehouse.web.endpoint.ProblemReply;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.Request;
import java.math.BigInteger;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The own authority at work for clients, and what everybody may read of it. */
final class OwnCertificates implements CertificateMaker {
  private final OwnAuthority authority;
  private final ClientCertificates clients;

  OwnCertificates(OwnAuthority authority) {
    this.authority = authority;
    this.clients = new ClientCertificates(authority::authority);
  }

  @Override
  public Made make(String name, Optional<String> signingRequest, Instant end) {
    var made =
        signingRequest
            .map(request -> clients.withKeyOf(request, name, end))
            .orElseGet(() -> clients.withNewKey(name, end));
    return switch (made) {
      case ClientCertificates.Made.Refused(var why) -> new Made.Refused(why);
      case ClientCertificates.Made.Certified certified ->
          new Made.Certified(
              certified.id(),
              certified.pem(),
              Secret.of(sha256(encoded(certified.certificate()))),
              Base64.getUrlEncoder()
                  .withoutPadding()
                  .encodeToString(sha256(certified.certificate().getPublicKey().getEncoded())),
              certified.key());
    };
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public byte[] revocationList(Map<String, Instant> revoked, long number, Duration life) {
    return authority.authority().revocationList(revoked, BigInteger.valueOf(number), life);
  }

  /** Writes a new list where other servers can read it. */
  void publish(byte[] der) {
    OwnFiles.write(authority.revocationFile(), PemFiles.revocationList(der));
  }

  /** The certificate and the list, by address: read by anybody, changed by nobody. */
  MountTable documents(RevocationLists lists) {
    return new MountTable(
        document("/.gatehouse/ca.pem", request -> ca()),
        document("/.gatehouse/crl.der", request -> list("application/pkix-crl", lists.der())),
        document(
            "/.gatehouse/crl.pem",
            request ->
                Reply.of(200, "application/x-pem-file", PemFiles.revocationList(lists.der()))));
  }

  private Mount document(String path, Function<Request, Reply> content) {
    return Mount.get(
        path,
        request ->
            Files.exists(authority.certificateFile())
                ? content.apply(request).with("Cache-Control", "public, max-age=60")
                : none(request));
  }

  private Reply ca() {
    var text = OwnAuthority.text(authority.certificateFile());
    return Reply.of(200, "application/pem-certificate-chain", text);
  }

  private static Reply list(String type, byte[] der) {
    return new Reply(200, Reply.empty(200).with("Content-Type", type).fields(), Body.of(der));
  }

  private static Reply none(Request request) {
    var detail = "This node has no certificate authority of its own.";
    return ProblemReply.of(Problem.of(ProblemKind.NO_ROUTE, detail, detail), request.requestId());
  }
}
