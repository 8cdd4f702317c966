package io.gatehouse.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the login page tells by the time that it takes. */
@ExtendWith(OneProduct.class)
class LoginTimingIT {
  private static final int LEAST = Integer.getInteger("gatehouse.logins", 48) / 2;
  private static final int MOST = Math.max(10 * LEAST, 240);
  private static final int TRIES_BELOW_THE_LOCK = 4;
  private static final int PEOPLE_AT_ONCE = 6;
  private static final double ALLOWED_MILLIS = 5;

  @TempDir Path scratch;

  /** Goes on while a busy machine hides the answer, and judges all that was measured. */
  @Test
  void g17_wrongPasswordAndUnknownNameTakeOneTime(UnderAttack product) {
    var times = new LoginTimes(product.demo(), scratch);
    do {
      times.measure(newPeople(product.demo(), times.pairs()));
    } while (times.pairs() < LEAST
        || (times.uncertaintyMillis() > ALLOWED_MILLIS / 2 && times.pairs() < MOST));
    assertThat(Math.abs(times.differenceMillis())).as("%s", times).isLessThan(ALLOWED_MILLIS);
  }

  private static List<String> newPeople(RunningDemo demo, int done) {
    var tries = new ArrayList<String>();
    for (var i = 0; i < PEOPLE_AT_ONCE; i++) {
      var name = "slow-" + done + "-" + i;
      LdapAccount.of(demo).run("ldapadd", person(name));
      tries.addAll(Collections.nCopies(TRIES_BELOW_THE_LOCK, name));
    }
    return tries;
  }

  private static String person(String name) {
    return """
    dn: uid=%s,ou=people,dc=example,dc=org
    objectClass: inetOrgPerson
    cn: %s
    sn: %s
    userPassword: a password
    """
        .formatted(name, name, name);
  }
}
