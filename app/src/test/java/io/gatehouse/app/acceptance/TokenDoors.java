package io.gatehouse.app.acceptance;

import java.nio.file.Path;
import java.util.stream.Stream;

/** The places that take our own access tokens: the gateway and userinfo. */
record TokenDoors(
    UnderAttack product,
    StolenKeys keys,
    String good,
    String idToken,
    UnderAttack.Door gateway,
    UnderAttack.Door issuer)
    implements AutoCloseable {

  static TokenDoors of(UnderAttack product, Path jar) {
    var tokens = new SignIn(product.demo(), jar).tokens("alice", "openid orders.read");
    return new TokenDoors(
        product,
        StolenKeys.of(product.demo().dir()),
        tokens.get("access_token").stringValue(),
        tokens.get("id_token").stringValue(),
        product.gateway(),
        product.issuer());
  }

  @Override
  public void close() {
    gateway.close();
    issuer.close();
  }

  void passes(String token) {
    places(token).forEach(place -> place.at().passes(place.ask()));
  }

  /** The unmodified twin first; 401 where no status is named. */
  void refuse(String token, Integer... statuses) {
    passes(good);
    var wanted = statuses.length == 0 ? new Integer[] {401} : statuses;
    places(token).forEach(place -> place.at().refuses(place.ask(), wanted));
  }

  private record Place(UnderAttack.Door at, Ask ask) {}

  private Stream<Place> places(String token) {
    return Stream.of(
        new Place(gateway, ask("/orders/42", token)), new Place(issuer, ask("/userinfo", token)));
  }

  static Ask ask(String target, String token) {
    return Ask.get(target).with("Authorization: Bearer " + token);
  }
}
