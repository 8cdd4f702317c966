package io.gatehouse.sts.client;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the name that a client's certificate must have (RFC 8705 §2.1.2). */
final class CertificateRules {
  static final Set<String> MEMBERS =
      Stream.of(CertificateSubject.Kind.values())
          .map(CertificateSubject.Kind::member)
          .collect(Collectors.toUnmodifiableSet());

  private CertificateRules() {}

  static Optional<CertificateSubject> read(MetadataMembers members) {
    var named =
        Stream.of(CertificateSubject.Kind.values())
            .flatMap(kind -> members.text(kind.member()).map(text -> subject(kind, text)).stream())
            .toList();
    // §2.1.2: a client uses exactly one of them.
    if (named.size() > 1) {
      throw MetadataMembers.wrong(
          named.getLast().kind().member(), "stands beside another name of the certificate");
    }
    return named.stream().findFirst();
  }

  private static CertificateSubject subject(CertificateSubject.Kind kind, String text) {
    return CertificateSubject.of(kind, text)
        .orElseThrow(() ->
            MetadataMembers.wrong(kind.member(), "is not a name that a certificate can have"));
  }

  static void requireConsistent(ClientSecurity security, AuthenticationMethod method) {
    boolean needed = method == AuthenticationMethod.TLS_CLIENT_AUTH;
    if (needed != security.certificate().isPresent()) {
      throw MetadataMembers.wrong(
          security.certificate().map(it -> it.kind().member()).orElse("tls_client_auth_subject_dn"),
          needed
              ? "or one of its siblings is needed for tls_client_auth"
              : "is for the method tls_client_auth");
    }
  }
}
