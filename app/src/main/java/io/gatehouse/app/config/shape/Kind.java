package io.gatehouse.app.config.shape;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks one record of a sealed interface: the mapping that has this key is of this kind. The key's
 * value may hold the record's keys, or they stand beside it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Kind {
  /** Empty for the kind that a mapping is when no other key names one. */
  String value();

  /** The component that a single value behind the key is for; empty when it is a key of its own. */
  String single() default "";
}
