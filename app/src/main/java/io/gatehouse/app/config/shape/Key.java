package io.gatehouse.app.config.shape;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a record component means as a key of the file. The key is its name in snake case. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {
  /** One sentence for the person who writes the file. */
  String means();

  /** The value when it is left out, as it would be written. */
  String otherwise() default "";

  /** What happens when it is left out, in words, where no value says it. */
  String leftOut() default "";

  /** One value as it would be written. */
  String example() default "";

  /** Each value must be a key of this mapping, such as {@code services} or {@code sts.scopes}. */
  String names() default "";

  /** Further words that are allowed beside {@link #names()}. */
  String[] also() default {};

  /** The form of the keys of a mapping, as a regular expression. */
  String keys() default NAME;

  /** A list or mapping that must not be empty. */
  boolean needed() default false;

  /** Names that people choose for parts of the file. */
  String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
}
