package io.gatehouse.app.config;

import io.gatehouse.app.config.shape.Checked;
import io.gatehouse.app.config.shape.Complaints;
import io.gatehouse.app.config.shape.Key;
import io.gatehouse.app.config.shape.Means;
import io.gatehouse.app.config.value.ListenAddress;
import java.util.Optional;

/** The listener of operators. */
@Means("Health, metrics and the admin API, on a listener of their own.")
public record Admin(
    @Key(means = "Address; a port alone binds 127.0.0.1.", otherwise = "127.0.0.1:9090")
        ListenAddress listen,
    @Key(
            means = "Its certificate; needed beyond this machine.",
            leftOut = "plain HTTP on this machine")
        Optional<Tls> tls)
    implements Checked {

  /** The address to bind. */
  public ListenAddress address() {
    return new ListenAddress(Optional.of(listen.hostOr("127.0.0.1")), listen.port());
  }

  @Override
  public void check(Complaints complaints) {
    if (!address().loopback() && tls.isEmpty()) {
      complaints.about(
          this,
          "listen",
          "Beyond this machine the admin listener needs a certificate.",
          "Bind 127.0.0.1, or add `tls: { cert: ..., key: ... }` beside `listen`.");
    }
  }
}
