package io.gatehouse.identity;

import java.util.List;
import java.util.Map;

/** A module's part of the admin API; app mounts all parts on the admin listener. */
public interface AdminActions {
  List<AdminAction> actions();

  /** What an administrator may do at most; each role includes the ones before it. */
  enum Role {
    VIEWER,
    OPERATOR,
    ADMIN
  }

  /**
   * @param path template such as {@code /admin/v1/keys/{id}}
   * @param role the least role that may call it
   */
  record AdminAction(String method, String path, Role role, Handler handler) {}

  /** Does the work. May block. */
  interface Handler {
    Result handle(Call call);
  }

  /**
   * @param actor the administrator's name
   * @param role the administrator's role: nobody makes a key stronger than themselves
   * @param parameters of path and query
   * @param body JSON, empty when none was sent
   */
  record Call(String actor, Role role, Map<String, String> parameters, byte[] body) {}

  /** The answer. */
  sealed interface Result {
    /** JSON text with its status; 204 has none. */
    record Done(int status, String json) implements Result {}

    record Refused(Problem problem) implements Result {}
  }
}
