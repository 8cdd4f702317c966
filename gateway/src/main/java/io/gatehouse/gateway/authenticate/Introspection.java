package io.gatehouse.gateway.authenticate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.Secret;
import io.gatehouse.tokens.jwt.Base64Url;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.web.egress.FormAnswer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What one issuer says of opaque tokens (RFC 7662). An answer is good for five seconds; of those
 * who ask about one token at the same time, one asks the issuer. Tokens are known by their hashes.
 */
public final class Introspection {
  private static final Duration KEPT = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(6);
  private static final long MOST = 20_000;

  private final String issuer;
  private final Function<String, FormAnswer> call;
  private final Cache<String, Optional<Claims>> answers;
  private final Map<String, FutureTask<Optional<Claims>>> underWay = new ConcurrentHashMap<>();

  /**
   * @param call posts a form to the issuer's endpoint, with the proof of who asks
   */
  public Introspection(String issuer, Function<String, FormAnswer> call, LongSupplier nanos) {
    this.issuer = issuer;
    this.call = call;
    this.answers =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(KEPT)
            .ticker(nanos::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /** What was said lately: claims, or that the token is not active; empty when nobody asked. */
  Optional<Optional<Claims>> known(Secret token) {
    return Optional.ofNullable(answers.getIfPresent(hash(token)));
  }

  /**
   * What the issuer says of a token; empty when it is not active. Blocks.
   *
   * @throws DependencyUnavailable when the issuer gives no answer that could be understood
   */
  Optional<Claims> ask(Secret token) {
    var key = hash(token);
    var mine = new FutureTask<>(() -> asked(key, token));
    var running = underWay.putIfAbsent(key, mine);
    if (running != null) {
      return result(running);
    }
    try {
      mine.run();
    } finally {
      underWay.remove(key, mine);
    }
    return result(mine);
  }

  private Optional<Claims> asked(String key, Secret token) {
    var form =
        "token="
            + URLEncoder.encode(token.exposeText(), StandardCharsets.UTF_8)
            + "&token_type_hint=access_token";
    var said = read(call.apply(form));
    answers.put(key, said);
    return said;
  }

  // §2.2, §2.3: every answer about a token is a 200; the rest is about us, or an outage.
  private Optional<Claims> read(FormAnswer answer) {
    if (answer.status() != 200) {
      throw unavailable("the introspection endpoint answered " + answer.status());
    }
    if (!(Json.parse(answer.body()) instanceof Json.Members members)) {
      throw unavailable("the introspection endpoint answered no JSON object");
    }
    var claims = new Claims(members);
    return claims.isTrue("active") ? Optional.of(claims) : Optional.empty();
  }

  private Optional<Claims> result(FutureTask<Optional<Claims>> task) {
    try {
      return task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof DependencyUnavailable outage) {
        throw unavailable(String.valueOf(outage.getMessage()));
      }
      throw new IllegalStateException("introspection broke", failed);
    } catch (TimeoutException slow) {
      throw unavailable("no answer in time");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw unavailable("stopped");
    }
  }

  private DependencyUnavailable unavailable(String what) {
    return new DependencyUnavailable(Dependency.ISSUER, issuer + ": " + what);
  }

  private static String hash(Secret token) {
    try {
      return Base64Url.encode(MessageDigest.getInstance("SHA-256").digest(token.expose()));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
