package io.gatehouse.sts.login;

import io.gatehouse.identity.AuditSink;
import io.gatehouse.identity.PasswordCheck;
import io.gatehouse.identity.SecondFactors;
import io.gatehouse.sts.authorize.Transactions;
import io.gatehouse.sts.session.BrowserSessions;

/** What a login is decided and done with. */
public record Means(
    PasswordCheck passwords,
    SecondFactors secondFactors,
    BrowserSessions sessions,
    Transactions transactions,
    AuditSink audit) {}
