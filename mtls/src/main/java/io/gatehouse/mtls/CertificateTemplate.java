package io.gatehouse.mtls;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** The three kinds of certificates that the authority makes; whoever asks has no say in them. */
sealed interface CertificateTemplate {

  /** The authority's own: signs leaves and revocation lists, nothing else. */
  record Authority() implements CertificateTemplate {}

  /** A server under its names. */
  record Server(List<GeneralName> names) implements CertificateTemplate {}

  /** A client; its names say who it is. */
  record Client(List<GeneralName> names) implements CertificateTemplate {}

  /** RFC 5280 §4.2: what may be done with the key is critical, whose it is need not be. */
  default Extensions extensions(PublicKey subject, PublicKey issuer) {
    var all = new ExtensionsGenerator();
    switch (this) {
      case Authority() -> {
        add(all, Extension.basicConstraints, true, new BasicConstraints(0));
        add(all, Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      }
      case Server(var names) -> leaf(all, KeyPurposeId.id_kp_serverAuth, names);
      case Client(var names) -> leaf(all, KeyPurposeId.id_kp_clientAuth, names);
    }
    add(all, Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(id(subject)));
    add(all, Extension.authorityKeyIdentifier, false, authorityKey(issuer));
    return all.generate();
  }

  /** How what an authority signs names the key that it is signed by. */
  static AuthorityKeyIdentifier authorityKey(PublicKey issuer) {
    return new AuthorityKeyIdentifier(id(issuer));
  }

  private static void leaf(ExtensionsGenerator all, KeyPurposeId purpose, List<GeneralName> names) {
    add(all, Extension.basicConstraints, true, new BasicConstraints(false));
    add(all, Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    add(all, Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
    if (!names.isEmpty()) {
      add(
          all,
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(names.toArray(GeneralName[]::new)));
    }
  }

  private static void add(
      ExtensionsGenerator all, ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
    try {
      all.addExtension(id, critical, value);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  // RFC 7093 §2 (1): the leftmost 160 bits of the SHA-256 of the key.
  private static byte[] id(PublicKey key) {
    var bits = SubjectPublicKeyInfo.getInstance(key.getEncoded()).getPublicKeyData().getBytes();
    try {
      return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(bits), 20);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
