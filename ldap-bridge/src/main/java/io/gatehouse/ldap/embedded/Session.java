package io.gatehouse.ldap.embedded;

import com.unboundid.ldap.listener.InMemoryRequestHandler;
import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.listener.LDAPListenerRequestHandler;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.AddResponseProtocolOp;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.BindResponseProtocolOp;
import com.unboundid.ldap.protocol.CompareRequestProtocolOp;
import com.unboundid.ldap.protocol.CompareResponseProtocolOp;
import com.unboundid.ldap.protocol.DeleteRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteResponseProtocolOp;
import com.unboundid.ldap.protocol.ExtendedRequestProtocolOp;
import com.unboundid.ldap.protocol.ExtendedResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyDNRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyDNResponseProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyResponseProtocolOp;
import com.unboundid.ldap.protocol.ProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchResultDoneProtocolOp;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedRequest;
import com.unboundid.util.ObjectPair;
import java.util.List;
import java.util.function.Function;

/** One connection: who it is, and what that one may do. */
final class Session extends LDAPListenerRequestHandler {
  private final Service service;
  private final InMemoryRequestHandler entries;
  private Caller caller = Caller.nobody();

  private Session(Service service, InMemoryRequestHandler entries) {
    this.service = service;
    this.entries = entries;
  }

  /** What every new connection starts from. */
  static Session first(Service service) {
    return new Session(service, service.handler());
  }

  @Override
  public Session newInstance(LDAPListenerClientConnection connection) throws LDAPException {
    // Whatever asks for it and however: a hash never leaves.
    connection.addSearchEntryTransformer(
        (id, entry, controls) -> new ObjectPair<>(withoutPassword(entry), controls));
    return new Session(service, service.handler().newInstance(connection));
  }

  private static SearchResultEntryProtocolOp withoutPassword(SearchResultEntryProtocolOp entry) {
    var shown =
        entry.getAttributes().stream()
            .filter(attribute -> !Attributes.password(attribute.getName()))
            .toList();
    return new SearchResultEntryProtocolOp(entry.getDN(), shown);
  }

  @Override
  public LDAPMessage processBindRequest(
      int id, BindRequestProtocolOp request, List<Control> controls) {
    caller = Caller.nobody();
    if (request.getCredentialsType() != BindRequestProtocolOp.CRED_TYPE_SIMPLE) {
      var answer = Service.answer(ResultCode.AUTH_METHOD_NOT_SUPPORTED, "only simple binds");
      return reply(id, BindResponseProtocolOp::new, answer);
    }
    var outcome = service.bind(request.getBindDN(), request.getSimplePassword().getValue());
    caller = outcome.caller();
    return reply(id, BindResponseProtocolOp::new, outcome.answer());
  }

  @Override
  public LDAPMessage processSearchRequest(
      int id, SearchRequestProtocolOp request, List<Control> controls) {
    var paging =
        controls.stream()
            .filter(one -> one.getOID().equals(SimplePagedResultsControl.PAGED_RESULTS_OID))
            .toList();
    if (!caller.account() || Attributes.asksForPassword(request.getFilter())) {
      return reply(id, SearchResultDoneProtocolOp::new, Service.refused());
    }
    if (unknownCritical(controls, paging)) {
      return reply(id, SearchResultDoneProtocolOp::new, Service.unknownControl());
    }
    var canonical =
        new SearchRequestProtocolOp(
            request.getBaseDN(),
            request.getScope(),
            request.getDerefPolicy(),
            request.getSizeLimit(),
            request.getTimeLimit(),
            request.typesOnly(),
            Attributes.canonical(request.getFilter()),
            request.getAttributes());
    return entries.processSearchRequest(id, canonical, paging);
  }

  @Override
  public LDAPMessage processCompareRequest(
      int id, CompareRequestProtocolOp request, List<Control> controls) {
    if (!caller.account() || Attributes.password(request.getAttributeName())) {
      return reply(id, CompareResponseProtocolOp::new, Service.refused());
    }
    return entries.processCompareRequest(id, request, List.of());
  }

  @Override
  public LDAPMessage processAddRequest(
      int id, AddRequestProtocolOp request, List<Control> controls) {
    var change = new Change<>(AddResponseProtocolOp::new, () -> service.add(request));
    return write(id, controls, change);
  }

  @Override
  public LDAPMessage processModifyRequest(
      int id, ModifyRequestProtocolOp request, List<Control> controls) {
    var change = new Change<>(ModifyResponseProtocolOp::new, () -> service.modify(request));
    return write(id, controls, change);
  }

  @Override
  public LDAPMessage processModifyDNRequest(
      int id, ModifyDNRequestProtocolOp request, List<Control> controls) {
    var change = new Change<>(ModifyDNResponseProtocolOp::new, () -> service.rename(request));
    return write(id, controls, change);
  }

  @Override
  public LDAPMessage processDeleteRequest(
      int id, DeleteRequestProtocolOp request, List<Control> controls) {
    var change = new Change<>(DeleteResponseProtocolOp::new, () -> service.delete(request));
    return write(id, controls, change);
  }

  @Override
  public LDAPMessage processExtendedRequest(
      int id, ExtendedRequestProtocolOp request, List<Control> controls) {
    return switch (request.getOID()) {
      case WhoAmIExtendedRequest.WHO_AM_I_REQUEST_OID ->
          new LDAPMessage(
              id,
              new ExtendedResponseProtocolOp(
                  ResultCode.SUCCESS_INT_VALUE, null, null, null, null, caller.authorizationId()));
      case PasswordChange.OID ->
          reply(
              id,
              ExtendedResponseProtocolOp::new,
              service.changePassword(caller, request.toExtendedRequest()));
      // RFC 4511 §4.12: an unknown name is a protocol error.
      default ->
          reply(
              id,
              ExtendedResponseProtocolOp::new,
              Service.answer(ResultCode.PROTOCOL_ERROR, "not known here"));
    };
  }

  private record Change<T extends ProtocolOp>(
      Function<LDAPResult, T> reply, SavedEntries.Operation operation) {}

  private LDAPMessage write(int id, List<Control> controls, Change<?> change) {
    if (!caller.account()) {
      return reply(id, change.reply(), Service.refused());
    }
    // Pre- and post-read controls would answer with hashes; none is needed here.
    if (unknownCritical(controls, List.of())) {
      return reply(id, change.reply(), Service.unknownControl());
    }
    return reply(id, change.reply(), service.change(change.operation()));
  }

  private static boolean unknownCritical(List<Control> controls, List<Control> known) {
    return controls.stream().anyMatch(one -> one.isCritical() && !known.contains(one));
  }

  private static LDAPMessage reply(
      int id, Function<LDAPResult, ? extends ProtocolOp> made, LDAPResult answer) {
    return new LDAPMessage(id, made.apply(answer));
  }
}
