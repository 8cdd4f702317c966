package io.gatehouse.sts.keys;

import io.gatehouse.identity.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key-encryption key: seals what the store keeps with AES-256-GCM. What is sealed opens only
 * for the place it was sealed for, so a row copied into another row is useless.
 */
public final class Kek {
  private static final byte FORMAT = 1;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int HEADER = 1 + Integer.BYTES + NONCE;

  private final Supplier<? extends Map<Integer, Secret>> again;
  private final SecureRandom random;
  private volatile NavigableMap<Integer, Secret> versions;

  /**
   * @param read 32 bytes each; the highest version seals, every version opens; asked again when
   *     something was sealed under a version that is not known yet
   */
  Kek(Supplier<? extends Map<Integer, Secret>> read, SecureRandom random) {
    this.again = read;
    this.versions = new TreeMap<>(read.get());
    this.random = random;
  }

  /** Takes over what the file holds now. */
  void refresh() {
    versions = new TreeMap<>(again.get());
  }

  /** The version that seals. */
  int version() {
    return versions.lastKey();
  }

  /** Whether the value is sealed under the version that seals now. */
  public boolean isCurrent(byte[] sealed) {
    return sealed.length >= HEADER && ByteBuffer.wrap(sealed).getInt(1) == version();
  }

  /**
   * The same value under the version that seals now.
   *
   * @throws SealBroken when the value was changed, moved, or sealed under another key
   */
  public byte[] resealed(byte[] sealed, String place) {
    return seal(open(sealed, place), place);
  }

  /**
   * @param place where the sealed value will lie, such as {@code ledger_entry/API_KEY/id}
   */
  public byte[] seal(Secret plain, String place) {
    int version = versions.lastKey();
    var nonce = new byte[NONCE];
    random.nextBytes(nonce);
    var header = ByteBuffer.allocate(HEADER).put(FORMAT).putInt(version).put(nonce).array();
    try {
      var sealed = cipher(Cipher.ENCRYPT_MODE, version, header, place).doFinal(plain.expose());
      return ByteBuffer.allocate(HEADER + sealed.length).put(header).put(sealed).array();
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /**
   * @throws SealBroken when the value was changed, moved, or sealed under another key
   */
  public Secret open(byte[] sealed, String place) {
    if (sealed.length < HEADER || sealed[0] != FORMAT) {
      throw new SealBroken(place);
    }
    int version = ByteBuffer.wrap(sealed).getInt(1);
    var header = ByteBuffer.allocate(HEADER).put(sealed, 0, HEADER).array();
    try {
      var cipher = cipher(Cipher.DECRYPT_MODE, version, header, place);
      return Secret.of(cipher.doFinal(sealed, HEADER, sealed.length - HEADER));
    } catch (GeneralSecurityException changed) {
      throw new SealBroken(place);
    }
  }

  private Cipher cipher(int mode, int version, byte[] header, String place)
      throws GeneralSecurityException {
    if (!versions.containsKey(version)) {
      refresh();
    }
    var key = versions.get(version);
    if (key == null) {
      throw new SealBroken(place);
    }
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    var nonce = new GCMParameterSpec(TAG_BITS, header, HEADER - NONCE, NONCE);
    cipher.init(mode, new SecretKeySpec(key.expose(), "AES"), nonce);
    cipher.updateAAD(header);
    cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  /** A sealed value that does not open: the wrong key, or somebody changed the store. */
  public static final class SealBroken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SealBroken(String place) {
      super("what is stored at " + place + " does not open under the key-encryption key");
    }
  }
}
