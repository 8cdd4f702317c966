package io.gatehouse.tokens.jwt;

import io.gatehouse.identity.Scopes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The claims of a token with typed access. What a {@link VerifiedJwt} holds has passed {@link
 * ClaimTypes}, so a registered claim that is present has its type.
 */
public record Claims(Json.Members members) {

  public static Builder builder() {
    return new Builder();
  }

  public Optional<String> issuer() {
    return text("iss");
  }

  public Optional<String> subject() {
    return text("sub");
  }

  /** RFC 7519 §4.1.3: one string stands for a list of one. */
  public List<String> audience() {
    return text("aud").map(List::of).orElseGet(() -> texts("aud"));
  }

  public Optional<Instant> expiresAt() {
    return time("exp");
  }

  public Optional<Instant> notBefore() {
    return time("nbf");
  }

  public Optional<Instant> issuedAt() {
    return time("iat");
  }

  public Optional<Instant> authTime() {
    return time("auth_time");
  }

  /** {@code jti}. */
  public Optional<String> id() {
    return text("jti");
  }

  public Optional<String> clientId() {
    return text("client_id");
  }

  public Optional<String> session() {
    return text("sid");
  }

  public Optional<String> contextClass() {
    return text("acr");
  }

  /** {@code amr}. */
  public List<String> methods() {
    return texts("amr");
  }

  public Set<String> scopes() {
    return text("scope").flatMap(Scopes::parse).orElse(Set.of());
  }

  /** The string under {@code name}; empty when it is absent or not a string. */
  public Optional<String> text(String name) {
    return members.text(name);
  }

  /** The strings of the array under {@code name}; empty when it is absent or anything else. */
  public List<String> texts(String name) {
    return members.get(name).flatMap(Json::texts).orElse(List.of());
  }

  /** True only when {@code name} is the literal true. */
  public boolean isTrue(String name) {
    return members.get(name).equals(Optional.of(new Json.Flag(true)));
  }

  /** The seconds under {@code name} as a time; empty when absent or not an integer in range. */
  public Optional<Instant> time(String name) {
    return members
        .get(name)
        .flatMap(value ->
            value instanceof Json.Whole(var seconds) && ClaimTypes.isSecond(seconds)
                ? Optional.of(Instant.ofEpochSecond(seconds))
                : Optional.empty());
  }

  /** The object under {@code name}; empty when it is absent or not an object. */
  public Optional<Json.Members> object(String name) {
    return members.get(name).filter(Json.Members.class::isInstance).map(Json.Members.class::cast);
  }

  /** Puts claims together in the order they are named. */
  public static final class Builder {
    private final Map<String, Json> values = new LinkedHashMap<>();

    private Builder() {}

    public Builder issuer(String issuer) {
      return text("iss", issuer);
    }

    public Builder subject(String subject) {
      return text("sub", subject);
    }

    public Builder audience(String audience) {
      return text("aud", audience);
    }

    /** One audience is written as a string, several as an array. */
    public Builder audience(List<String> audiences) {
      return audiences.size() == 1 ? audience(audiences.getFirst()) : texts("aud", audiences);
    }

    public Builder expiresAt(Instant time) {
      return time("exp", time);
    }

    public Builder notBefore(Instant time) {
      return time("nbf", time);
    }

    public Builder issuedAt(Instant time) {
      return time("iat", time);
    }

    public Builder authTime(Instant time) {
      return time("auth_time", time);
    }

    /** {@code jti}. */
    public Builder id(String id) {
      return text("jti", id);
    }

    public Builder clientId(String id) {
      return text("client_id", id);
    }

    public Builder session(String id) {
      return text("sid", id);
    }

    public Builder contextClass(String acr) {
      return text("acr", acr);
    }

    /** {@code amr}. */
    public Builder methods(List<String> methods) {
      return texts("amr", methods);
    }

    /** Writes nothing when there is none: RFC 6749 §3.3 knows no empty list. */
    public Builder scopes(Set<String> scopes) {
      return scopes.isEmpty() ? this : text("scope", Scopes.format(scopes));
    }

    public Builder text(String name, String value) {
      return put(name, new Json.Text(value));
    }

    public Builder texts(String name, List<String> value) {
      return put(name, Json.of(value));
    }

    public Builder flag(String name, boolean value) {
      return put(name, new Json.Flag(value));
    }

    /** A time in whole seconds. */
    public Builder time(String name, Instant value) {
      return put(name, new Json.Whole(value.getEpochSecond()));
    }

    public Builder put(String name, Json value) {
      if (values.put(name, value) != null) {
        throw new IllegalArgumentException("claim twice: " + name);
      }
      return this;
    }

    public Claims build() {
      return new Claims(new Json.Members(values));
    }
  }
}
