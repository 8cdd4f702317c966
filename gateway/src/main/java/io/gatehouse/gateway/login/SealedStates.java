package io.gatehouse.gateway.login;

import io.gatehouse.tokens.jwt.Base64Url;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals states so that the browser that keeps one can neither read nor change it. */
final class SealedStates {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final byte[] PURPOSE = "gatehouse login".getBytes(StandardCharsets.US_ASCII);

  private final SecretKey key;
  private final SecureRandom random;

  /** Under a key of this process: what was sealed before a restart counts no more. */
  SealedStates(SecureRandom random) {
    var bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    this.key = new SecretKeySpec(bytes, "AES");
    this.random = random;
  }

  String seal(LoginState state) {
    try {
      var nonce = new byte[NONCE_BYTES];
      random.nextBytes(nonce);
      var sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(bytes(state));
      return Base64Url.encode(
          ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] bytes(LoginState state) {
    return state.write().getBytes(StandardCharsets.UTF_8);
  }

  /** Empty for whatever was not sealed here. */
  Optional<LoginState> open(String sealed) {
    var bytes = Base64Url.decode(sealed).filter(all -> all.length > NONCE_BYTES);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      var nonce = java.util.Arrays.copyOf(bytes.get(), NONCE_BYTES);
      var opened =
          cipher(Cipher.DECRYPT_MODE, nonce)
              .doFinal(bytes.get(), NONCE_BYTES, bytes.get().length - NONCE_BYTES);
      return LoginState.read(opened);
    } catch (AEADBadTagException notOurs) {
      return Optional.empty();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(PURPOSE);
    return cipher;
  }
}
