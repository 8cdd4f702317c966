package io.gatehouse.app.acceptance;

import java.math.BigInteger;
import java.security.Principal;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.Set;

/**
 * Bytes to be sent in the place of a certificate. Everything else is told of the certificate that
 * it was made from, so that this side of the handshake goes on as if nothing had changed.
 */
final class AlteredCertificate extends X509Certificate {
  private static final long serialVersionUID = 1L;

  private final transient X509Certificate original;
  private final byte[] sent;

  AlteredCertificate(X509Certificate original, byte[] sent) {
    this.original = original;
    this.sent = sent.clone();
  }

  @Override
  public byte[] getEncoded() {
    return sent.clone();
  }

  @Override
  public PublicKey getPublicKey() {
    return original.getPublicKey();
  }

  @Override
  public void verify(PublicKey key) {}

  @Override
  public void verify(PublicKey key, String provider) {}

  @Override
  public void checkValidity() {}

  @Override
  public void checkValidity(Date date) {}

  @Override
  public int getVersion() {
    return original.getVersion();
  }

  @Override
  public BigInteger getSerialNumber() {
    return original.getSerialNumber();
  }

  @Override
  @Deprecated
  public Principal getIssuerDN() {
    return original.getIssuerX500Principal();
  }

  @Override
  @Deprecated
  public Principal getSubjectDN() {
    return original.getSubjectX500Principal();
  }

  @Override
  public Date getNotBefore() {
    return original.getNotBefore();
  }

  @Override
  public Date getNotAfter() {
    return original.getNotAfter();
  }

  @Override
  public byte[] getTBSCertificate() throws CertificateEncodingException {
    return original.getTBSCertificate();
  }

  @Override
  public byte[] getSignature() {
    return original.getSignature();
  }

  @Override
  public String getSigAlgName() {
    return original.getSigAlgName();
  }

  @Override
  public String getSigAlgOID() {
    return original.getSigAlgOID();
  }

  @Override
  public byte[] getSigAlgParams() {
    return original.getSigAlgParams();
  }

  @Override
  public boolean[] getIssuerUniqueID() {
    return original.getIssuerUniqueID();
  }

  @Override
  public boolean[] getSubjectUniqueID() {
    return original.getSubjectUniqueID();
  }

  @Override
  public boolean[] getKeyUsage() {
    return original.getKeyUsage();
  }

  @Override
  public int getBasicConstraints() {
    return original.getBasicConstraints();
  }

  @Override
  public Set<String> getCriticalExtensionOIDs() {
    return original.getCriticalExtensionOIDs();
  }

  @Override
  public Set<String> getNonCriticalExtensionOIDs() {
    return original.getNonCriticalExtensionOIDs();
  }

  @Override
  public byte[] getExtensionValue(String oid) {
    return original.getExtensionValue(oid);
  }

  @Override
  public boolean hasUnsupportedCriticalExtension() {
    return original.hasUnsupportedCriticalExtension();
  }

  @Override
  public String toString() {
    return "altered " + original.getSubjectX500Principal();
  }
}
