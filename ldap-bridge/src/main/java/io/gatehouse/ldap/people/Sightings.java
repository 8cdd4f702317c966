package io.gatehouse.ldap.people;

/** Hears of each person that was read for someone, so that later changes are told from that. */
@FunctionalInterface
public interface Sightings {
  void seen(Person person);
}
