package io.gatehouse.tokens.jwt;

import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.IntStream;

/** Judges an RSA public key by what its numbers show. */
final class RsaStrength {
  private static final int SHORTEST = 2048;
  private static final int LONGEST = 8192;
  private static final int LONGEST_EXPONENT = 64;
  private static final BigInteger F4 = BigInteger.valueOf(65537);
  private static final int[] PRIMES =
      IntStream.rangeClosed(3, 167)
          .filter(n -> IntStream.range(2, n).allMatch(d -> n % d != 0))
          .toArray();

  private RsaStrength() {}

  /** Why the key must not be used, or empty. */
  static Optional<String> weakness(RSAPublicKey key) {
    var n = key.getModulus();
    var e = key.getPublicExponent();
    if (n.bitLength() < SHORTEST || n.bitLength() > LONGEST) {
      return Optional.of("RSA modulus of " + n.bitLength() + " bits");
    }
    if (e.compareTo(F4) < 0 || !e.testBit(0) || e.bitLength() > LONGEST_EXPONENT) {
      return Optional.of("RSA exponent is even, below 65537 or above 64 bits");
    }
    if (!n.testBit(0) || IntStream.of(PRIMES).anyMatch(p -> remainder(n, p) == 0)) {
      return Optional.of("RSA modulus has a small factor");
    }
    return isRoca(n) ? Optional.of("RSA modulus has the ROCA fingerprint") : Optional.empty();
  }

  // CVE-2017-15361: the flawed generator made primes that are powers of 65537 modulo each of the
  // first primes, and so is their product. An honest modulus fails one of these within a few steps.
  private static boolean isRoca(BigInteger n) {
    return IntStream.of(PRIMES).allMatch(p -> powersOfF4(p).get(remainder(n, p)));
  }

  private static BitSet powersOfF4(int p) {
    var powers = new BitSet(p);
    int f4 = 65537 % p;
    for (int power = 1; !powers.get(power); power = power * f4 % p) {
      powers.set(power);
    }
    return powers;
  }

  private static int remainder(BigInteger n, int p) {
    return n.mod(BigInteger.valueOf(p)).intValue();
  }
}
