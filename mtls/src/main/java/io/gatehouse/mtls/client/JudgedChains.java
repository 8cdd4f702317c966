package io.gatehouse.mtls.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.mtls.path.ChainJudge;
import io.gatehouse.mtls.path.ChainJudge.Judgement;
import io.gatehouse.mtls.path.RevocationLists;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Chains that were judged a moment ago, good ones and bad ones. Bounded in number and time. */
final class JudgedChains {
  private static final Duration KEPT = Duration.ofSeconds(4);
  private static final long MOST = 10_000;

  private final ChainJudge judge;
  private final Cache<String, Kept> judged;

  JudgedChains(ChainJudge judge, LongSupplier nanos) {
    this.judge = judge;
    this.judged =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(KEPT)
            .ticker(nanos::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  private record Kept(Judgement judgement, Optional<RevocationLists> lists) {}

  /** The judgement, when it is a fresh one and no list has changed since. */
  Optional<Judgement> known(List<X509Certificate> chain) {
    return Optional.ofNullable(judged.getIfPresent(key(chain)))
        .filter(kept -> kept.lists().equals(judge.lists()))
        .map(Kept::judgement);
  }

  /** Judges: some milliseconds of work. */
  Judgement judge(List<X509Certificate> chain) {
    var lists = judge.lists();
    var judgement =
        switch (judge.judge(chain)) {
          case Judgement.Trusted trusted ->
              ClientProfile.flaw(trusted.leaf())
                  .<Judgement>map(Judgement.Refused::new)
                  .orElse(trusted);
          case Judgement.Refused refused -> refused;
        };
    judged.put(key(chain), new Kept(judgement, lists));
    return judgement;
  }

  // Everything that was sent: the same leaf under other company may have another path.
  private static String key(List<X509Certificate> chain) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var certificate : chain) {
        digest.update(certificate.getEncoded());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
