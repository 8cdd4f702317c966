package io.gatehouse.sts.token;

import io.gatehouse.sts.issue.Approval;
import io.gatehouse.sts.oauth.Checked;
import io.gatehouse.sts.oauth.GrantType;

/** Decides one kind of grant. It cannot mint, write HTTP or skip a phase. May block. */
public interface Grant {
  GrantType type();

  Checked<Approval> decide(TokenRequest request);
}
