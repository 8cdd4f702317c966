package io.gatehouse.app.config.shape;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** Calls a record's canonical constructor. */
final class Construct {
  private Construct() {}

  static Record record(Class<? extends Record> type, List<Object> values) {
    var types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(values.toArray());
    } catch (ReflectiveOperationException broken) {
      throw new IllegalStateException(type + " cannot be made from " + values, broken);
    }
  }
}
