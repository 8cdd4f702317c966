package io.gatehouse.sts.client;

import java.net.URI;

/**
 * Where a client is told that a session has ended (OpenID Connect Back-Channel Logout §2.2).
 *
 * @param sessionRequired whether it needs the session named; ours always is
 */
public record LogoutCall(URI uri, boolean sessionRequired) {}
