package io.gatehouse.ldap.people;

import com.unboundid.ldap.sdk.DN;
import io.gatehouse.identity.EntryUuid;

/** A group that someone is in, directly or through another group. */
public record Group(EntryUuid id, DN dn, String name) {}
