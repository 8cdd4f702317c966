package io.gatehouse.sts.pages;

import java.util.List;

/** A page with its only variables; all are escaped when written. */
public sealed interface Page {
  /** The name of its file. */
  String file();

  /**
   * The login form.
   *
   * @param flow the handle of the transaction, which is the anti-forgery value too
   * @param client the application's name
   * @param username what was typed before
   * @param problem a sentence from the texts; empty on the first visit
   */
  record Login(String action, String flow, String client, String username, String problem)
      implements Page {
    @Override
    public String file() {
      return "login";
    }
  }

  /** Asks whether an application that is not the company's own may have what it asks for. */
  record Consent(String action, String flow, String client, String username, List<String> scopes)
      implements Page {
    public Consent {
      scopes = List.copyOf(scopes);
    }

    @Override
    public String file() {
      return "consent";
    }
  }

  /**
   * Asks whether to sign out.
   *
   * @param confirm the anti-forgery value
   * @param locales {@code ui_locales} of the request, for the page that follows
   */
  record Logout(
      String action, String confirm, String client, String redirect, String state, String locales)
      implements Page {
    @Override
    public String file() {
      return "logout";
    }
  }

  /**
   * Carries an answer to the application; what is empty is not sent.
   *
   * @param action the application's address
   */
  record FormPost(
      String action, String code, String error, String description, String state, String iss)
      implements Page {
    @Override
    public String file() {
      return "formpost";
    }
  }

  /**
   * Asks for the code that a device shows.
   *
   * @param problem a sentence from the texts; empty on the first visit
   */
  record Device(String action, String code, String problem) implements Page {
    @Override
    public String file() {
      return "device";
    }
  }

  /** Asks whether a device may have what it asks for. */
  record DeviceConfirm(
      String action, String flow, String client, String code, String username, List<String> scopes)
      implements Page {
    public DeviceConfirm {
      scopes = List.copyOf(scopes);
    }

    @Override
    public String file() {
      return "deviceconfirm";
    }
  }

  /** Tells what became of a device. */
  record DeviceDone(String title, String lead) implements Page {
    @Override
    public String file() {
      return "devicedone";
    }
  }

  /** Tells that the session has ended. */
  record SignedOut() implements Page {
    @Override
    public String file() {
      return "signedout";
    }
  }

  /**
   * Tells that it does not go on here. Texts are fixed: nothing that was sent is repeated.
   *
   * @param reference the request id
   */
  record Failure(String title, String message, String reference) implements Page {
    @Override
    public String file() {
      return "error";
    }
  }
}
