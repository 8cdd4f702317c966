package io.gatehouse.app.config.load;

import io.gatehouse.app.config.shape.Nearest;
import io.gatehouse.app.config.shape.Scalar;
import io.gatehouse.app.config.value.ByteSize;
import io.gatehouse.app.config.value.Cidr;
import io.gatehouse.app.config.value.Dn;
import io.gatehouse.app.config.value.Durations;
import io.gatehouse.app.config.value.FileReferences;
import io.gatehouse.app.config.value.HostName;
import io.gatehouse.app.config.value.IssuerUrl;
import io.gatehouse.app.config.value.LdapUrl;
import io.gatehouse.app.config.value.ListenAddress;
import io.gatehouse.app.config.value.Parsed;
import io.gatehouse.app.config.value.PathPattern;
import io.gatehouse.app.config.value.PolicyText;
import io.gatehouse.app.config.value.PublicFile;
import io.gatehouse.app.config.value.Quota;
import io.gatehouse.app.config.value.Rate;
import io.gatehouse.app.config.value.ResourceUri;
import io.gatehouse.app.config.value.SecretRef;
import io.gatehouse.app.config.value.ServiceUrl;
import io.gatehouse.app.config.value.StoreUrl;
import io.gatehouse.app.config.yaml.Yaml;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** How each single value of the configuration file is written. */
public final class ConfigurationScalars {
  private ConfigurationScalars() {}

  public static List<Scalar<?>> of(FileReferences files) {
    return List.of(
        new Scalar<>(String.class, "", List.of("string"), "a text", ConfigurationScalars::text),
        new Scalar<>(
            Integer.class, "", List.of("integer"), "a whole number", ConfigurationScalars::integer),
        new Scalar<>(
            int.class, "", List.of("integer"), "a whole number", ConfigurationScalars::integer),
        new Scalar<>(
            boolean.class, "", List.of("boolean"), "true or false", ConfigurationScalars::bool),
        new Scalar<>(
            Boolean.class, "", List.of("boolean"), "true or false", ConfigurationScalars::bool),
        Scalar.text(Duration.class, Durations.FORM, Durations.WORDS, Durations::parse),
        Scalar.text(ByteSize.class, ByteSize.FORM, ByteSize.WORDS, ByteSize::parse),
        Scalar.text(Rate.class, Rate.FORM, Rate.WORDS, Rate::parse),
        Scalar.text(Quota.class, Quota.FORM, Quota.WORDS, Quota::parse),
        new Scalar<>(
            ListenAddress.class,
            ListenAddress.FORM,
            List.of("integer", "string"),
            ListenAddress.WORDS,
            text -> ListenAddress.parse(text.value())),
        Scalar.text(Cidr.class, Cidr.FORM, Cidr.WORDS, Cidr::parse),
        Scalar.text(HostName.class, HostName.FORM, HostName.WORDS, HostName::parse),
        Scalar.text(PathPattern.class, PathPattern.FORM, PathPattern.WORDS, PathPattern::parse),
        Scalar.text(IssuerUrl.class, IssuerUrl.FORM, IssuerUrl.WORDS, IssuerUrl::parse),
        Scalar.text(ServiceUrl.class, ServiceUrl.FORM, ServiceUrl.WORDS, ServiceUrl::parse),
        Scalar.text(Dn.class, Dn.FORM, Dn.WORDS, Dn::parse),
        Scalar.text(LdapUrl.class, LdapUrl.FORM, LdapUrl.WORDS, LdapUrl::parse),
        Scalar.text(ResourceUri.class, ResourceUri.FORM, ResourceUri.WORDS, ResourceUri::parse),
        Scalar.text(StoreUrl.class, StoreUrl.FORM, StoreUrl.WORDS, StoreUrl::parse),
        Scalar.text(SecretRef.class, SecretRef.FORM, SecretRef.WORDS, files::secret),
        Scalar.text(PublicFile.class, PublicFile.FORM, PublicFile.WORDS, files::publicFile),
        new Scalar<>(
            PolicyText.class,
            "",
            List.of("string"),
            "a CEL condition in quotes",
            text -> Parsed.good(new PolicyText(text.value(), text.content()))));
  }

  private static Parsed<String> text(Yaml.Text text) {
    return text.value().isBlank() || text.value().chars().anyMatch(Character::isISOControl)
        ? Parsed.bad("Expected a text that is not empty and fits on one line.")
        : Parsed.good(text.value());
  }

  private static Parsed<Integer> integer(Yaml.Text text) {
    return text.plain() && text.value().matches("[0-9]{1,9}")
        ? Parsed.good(Integer.valueOf(text.value()))
        : Parsed.bad("Expected a whole number.");
  }

  private static Parsed<Boolean> bool(Yaml.Text text) {
    var words = Set.of("true", "false");
    if (text.plain() && words.contains(text.value())) {
      return Parsed.good(Boolean.valueOf(text.value()));
    }
    var near = Nearest.to(text.value(), words).map(word -> " Did you mean `" + word + "`?");
    return Parsed.bad("Expected true or false." + near.orElse(""));
  }
}
