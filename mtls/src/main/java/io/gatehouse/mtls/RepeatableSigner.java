package io.gatehouse.mtls;

import io.gatehouse.identity.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyParameters;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.RSADigestSigner;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.operator.ContentSigner;

/** Signs the same content with the same bytes: RSA by PKCS#1 v1.5, ECDSA by RFC 6979. */
final class RepeatableSigner implements ContentSigner {
  private final AsymmetricKeyParameter key;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream(1024);

  RepeatableSigner(Secret pkcs8) throws IOException {
    this.key = PrivateKeyFactory.createKey(pkcs8.expose());
  }

  private boolean isEc() {
    return key instanceof ECKeyParameters;
  }

  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    return isEc()
        ? new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256)
        : new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);
  }

  @Override
  public OutputStream getOutputStream() {
    return content;
  }

  @Override
  public byte[] getSignature() {
    var signer = signer();
    signer.init(true, key);
    signer.update(content.toByteArray(), 0, content.size());
    try {
      return signer.generateSignature();
    } catch (CryptoException impossible) {
      throw new IllegalStateException("cannot sign", impossible);
    }
  }

  private Signer signer() {
    var digest = new SHA256Digest();
    return isEc()
        ? new DSADigestSigner(new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest())), digest)
        : new RSADigestSigner(digest);
  }
}
