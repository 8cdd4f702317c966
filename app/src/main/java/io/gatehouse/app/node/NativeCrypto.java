package io.gatehouse.app.node;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;

/** The native crypto provider, installed before the first key is made. */
public final class NativeCrypto {
  private final boolean installed;
  private final String words;

  private NativeCrypto(boolean installed, String words) {
    this.installed = installed;
    this.words = words;
  }

  /** Puts it before the JDK's own providers; where it cannot load, they remain. */
  public static NativeCrypto install() {
    try {
      AmazonCorrettoCryptoProvider.install();
      var provider = AmazonCorrettoCryptoProvider.INSTANCE;
      var failure = provider.getLoadingError();
      return failure == null
          ? new NativeCrypto(true, provider.getName() + " " + provider.getVersionStr())
          : absent(failure);
    } catch (LinkageError | RuntimeException e) {
      return absent(e);
    }
  }

  private static NativeCrypto absent(Throwable cause) {
    return new NativeCrypto(
        false,
        "the JDK's own (the native provider cannot load here: "
            + cause.getMessage()
            + "); signatures are verified on the CPU pool");
  }

  /** Whether a public-key signature takes more than 100 us here. */
  boolean slow() {
    return !installed;
  }

  /** For the start line. */
  String words() {
    return words;
  }
}
