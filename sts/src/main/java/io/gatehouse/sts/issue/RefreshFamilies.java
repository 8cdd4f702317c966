package io.gatehouse.sts.issue;

import io.gatehouse.identity.Secret;
import io.gatehouse.sts.oauth.SignIn;

/** Begins refresh families for the mint. May block. */
public interface RefreshFamilies {
  /** The first token of a family; durable on return. */
  Secret begin(Approval approval, SignIn signIn);
}
