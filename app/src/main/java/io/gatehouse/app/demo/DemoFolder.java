package io.gatehouse.app.demo;

import io.gatehouse.app.node.OwnFiles;
import io.gatehouse.identity.Secret;
import io.gatehouse.ldap.embedded.FirstPeople;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.IntNode;

/** The demo's folder. What is there already is used as it is. */
final class DemoFolder {
  static final String BASE = "dc=example,dc=org";
  static final String ACCOUNT = "cn=admin," + BASE;
  static final List<Person> PEOPLE =
      List.of(
          new Person("alice", "Alice", "Archer", List.of("orders-read", "orders-write")),
          new Person("bob", "Bob", "Baker", List.of("orders-read")),
          new Person("carol", "Carol", "Cole", List.of("admins", "orders-read")));

  private static final List<String> GROUPS = List.of("orders-read", "orders-write", "admins");
  private static final int PASSWORD_BYTES = 15;

  private final Path folder;
  private final Secrets secrets;
  private final SecureRandom random;

  /** Someone who is there from the start. */
  record Person(String username, String givenName, String familyName, List<String> groups) {}

  DemoFolder(Path folder, Secrets secrets, SecureRandom random) {
    this.folder = folder;
    this.secrets = secrets;
    this.random = random;
  }

  Path configuration() {
    return folder.resolve("gatehouse.yaml");
  }

  /** Writes what is missing; the configuration last, so that a folder with one is whole. */
  void prepare(DemoPorts ports) {
    if (Files.exists(configuration())) {
      return;
    }
    writePeople();
    secrets.put("samplePort", IntNode.valueOf(ports.sample()));
    OwnFiles.write(configuration(), text(ports));
  }

  private void writePeople() {
    if (Files.exists(folder.resolve("people.ldif"))) {
      return;
    }
    OwnFiles.write(folder.resolve("directory.pw"), password() + "\n");
    var passwords = JsonMapper.shared().createObjectNode();
    PEOPLE.forEach(person -> passwords.put(person.username(), password()));
    secrets.put("passwords", passwords);
    var people =
        PEOPLE.stream()
            .map(person ->
                new FirstPeople.Person(
                    person.username(),
                    person.givenName(),
                    person.familyName(),
                    Secret.ofText(passwords.get(person.username()).stringValue())))
            .toList();
    var groups = GROUPS.stream().map(DemoFolder::members).toList();
    try {
      new FirstPeople(BASE, random).write(folder.resolve("people.ldif"), ACCOUNT, people, groups);
    } catch (IOException e) {
      throw new UncheckedIOException("the people file cannot be written", e);
    }
  }

  private static FirstPeople.Members members(String group) {
    return new FirstPeople.Members(
        group,
        PEOPLE.stream()
            .filter(person -> person.groups().contains(group))
            .map(Person::username)
            .toList());
  }

  private String password() {
    var bytes = new byte[PASSWORD_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  String directoryPassword() {
    try {
      return Files.readString(folder.resolve("directory.pw")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("directory.pw cannot be read", e);
    }
  }

  private static String text(DemoPorts ports) {
    try (var in = DemoFolder.class.getResourceAsStream("gatehouse.yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .replace("{gateway}", Integer.toString(ports.gateway()))
          .replace("{mtlsGateway}", Integer.toString(ports.mtlsGateway()))
          .replace("{mtlsSts}", Integer.toString(ports.mtlsSts()))
          .replace("{sts}", Integer.toString(ports.sts()))
          .replace("{admin}", Integer.toString(ports.admin()))
          .replace("{ldap}", Integer.toString(ports.ldap()))
          .replace("{sample}", Integer.toString(ports.sample()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
