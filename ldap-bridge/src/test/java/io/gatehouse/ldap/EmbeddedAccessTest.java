package io.gatehouse.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DeleteRequest;
import com.unboundid.ldap.sdk.ExtendedRequest;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.PreReadRequestControl;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedRequest;
import com.unboundid.ldap.sdk.extensions.StartTransactionExtendedRequest;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who may do what at the embedded directory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EmbeddedAccessTest {
  private static final String ALICE = Writer.person("alice");

  private TestDirectory server;

  @BeforeAll
  void start() {
    server = TestDirectory.embedded();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private LDAPConnection as(String dn, String password) throws LDAPException {
    var sockets = Certificates.client().getSocketFactory();
    return new LDAPConnection(sockets, "127.0.0.1", server.url().port(), dn, password);
  }

  private static void refused(ResultCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LDAPException.class, e -> assertThat(e.getResultCode()).isEqualTo(code));
  }

  private static void readsAndWritesNothing(LDAPConnection connection) {
    var code = ResultCode.INSUFFICIENT_ACCESS_RIGHTS;
    refused(code, () -> connection.search(ALICE, SearchScope.BASE, "(objectClass=*)"));
    refused(code, () -> connection.search("", SearchScope.BASE, "(objectClass=*)"));
    refused(code, () -> connection.compare(ALICE, "uid", "alice"));
    refused(code, () -> connection.delete(ALICE));
    refused(code, () -> new Writer(connection).set(ALICE, "mail", "x@example.org"));
    refused(code, () -> new Writer(connection).addPerson("x", "y"));
    refused(code, () -> new Writer(connection).moveOut(ALICE));
  }

  @Test
  void nobodyReadsOrWritesWithoutTheAccount() throws LDAPException {
    try (var nobody = as("", "");
        var alice = as(ALICE, "alice-password")) {
      readsAndWritesNothing(nobody);
      readsAndWritesNothing(alice);
    }
  }

  @Test
  void aFailedBindLeavesNobody() throws LDAPException {
    try (var connection = server.asWriter()) {
      refused(ResultCode.INVALID_CREDENTIALS, () -> connection.bind(ALICE, "wrong"));
      readsAndWritesNothing(connection);
    }
  }

  @Test
  void hashesAreNeverShown() throws LDAPException {
    try (var writer = server.asWriter()) {
      var entry = writer.getEntry(ALICE, "*", "+", "userPassword");
      assertThat(entry.hasAttribute("uid")).isTrue();
      assertThat(entry.hasAttribute("userPassword")).isFalse();
      var code = ResultCode.INSUFFICIENT_ACCESS_RIGHTS;
      for (var filter :
          new String[] {
            "(userPassword=*)", "(&(uid=alice)(!(userPassword={PBKDF2*)))", "(userpassword;x=a)"
          }) {
        refused(code, () -> writer.search(Writer.PEOPLE, SearchScope.SUB, filter));
      }
      refused(code, () -> writer.compare(ALICE, "userPassword", "alice-password"));
      var delete = new DeleteRequest(ALICE, new Control[] {preRead()});
      refused(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION, () -> writer.delete(delete));
    }
  }

  private static Control preRead() {
    return new PreReadRequestControl(true, "userPassword");
  }

  @Test
  void whatTheDirectoryKeepsItselfIsNotWritten() throws LDAPException {
    try (var writer = new Writer(server.asWriter())) {
      for (var attribute : new String[] {"entryUUID", "memberOf", "modifyTimestamp"}) {
        refused(ResultCode.CONSTRAINT_VIOLATION, () -> writer.set(ALICE, attribute, "x"));
      }
    }
  }

  @Test
  void otherWaysToWriteAreClosed() throws LDAPException {
    try (var writer = server.asWriter()) {
      refused(
          ResultCode.PROTOCOL_ERROR,
          () -> writer.processExtendedOperation(new StartTransactionExtendedRequest()));
      refused(
          ResultCode.PROTOCOL_ERROR,
          () -> writer.processExtendedOperation(new ExtendedRequest("1.2.3.4")));
    }
  }

  @Test
  void aPersonChangesTheOwnPasswordByTheOldOne() throws LDAPException {
    try (var writer = new Writer(server.asWriter())) {
      writer.addPerson("own", "first");
      writer.addPerson("other", "first");
    }
    try (var own = as(Writer.person("own"), "first")) {
      assertThat(change(own, Writer.person("other"), "first", "taken"))
          .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
      assertThat(change(own, Writer.person("own"), "wrong", "taken"))
          .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
      assertThat(change(own, Writer.person("own"), "first", "second"))
          .isEqualTo(ResultCode.SUCCESS);
    }
    as(Writer.person("own"), "second").close();
    refused(ResultCode.INVALID_CREDENTIALS, () -> as(Writer.person("own"), "first"));
    refused(ResultCode.UNWILLING_TO_PERFORM, () -> bindWithoutPassword(Writer.person("own")));
  }

  private static ResultCode change(
      LDAPConnection connection, String whose, String old, String fresh) throws LDAPException {
    return connection
        .processExtendedOperation(new PasswordModifyExtendedRequest(whose, old, fresh))
        .getResultCode();
  }

  private void bindWithoutPassword(String dn) throws LDAPException {
    try (var connection = as("", "")) {
      connection.getConnectionOptions().setBindWithDNRequiresPassword(false);
      connection.bind(dn, "");
    }
  }

  @Test
  void bindsAtOnceAreAllRight() throws Exception {
    var binds = new ArrayList<Callable<Integer>>();
    for (var thread = 0; thread < 8; thread++) {
      binds.add(() -> {
        try (var connection = as("", "")) {
          for (var i = 0; i < 60; i++) {
            connection.bind(ALICE, "alice-password");
          }
          return 60;
        }
      });
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(binds)) {
        assertThat(done.get()).isEqualTo(60);
      }
    }
  }
}
