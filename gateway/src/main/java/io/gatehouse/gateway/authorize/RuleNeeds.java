package io.gatehouse.gateway.authorize;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import io.gatehouse.gateway.route.Caller;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What can be read off a rule without evaluating it: the scopes and groups that it looks for, and
 * whether it looks at more than the caller. Good for explaining a refusal, never for deciding one.
 */
record RuleNeeds(Set<String> scopes, Set<String> groups, boolean ofCallerOnly) {
  static final RuleNeeds NONE = new RuleNeeds(Set.of(), Set.of(), true);

  static RuleNeeds of(CelAbstractSyntaxTree ast) {
    var scopes = new HashSet<String>();
    var groups = new HashSet<String>();
    CelNavigableAst.fromAst(ast)
        .getRoot()
        .allNodes()
        .map(node -> node.expr())
        .filter(RuleNeeds::isMembership)
        .forEach(expr -> {
          var args = expr.call().args();
          var wanted = args.get(0).constant().stringValue();
          nameOf(ast, args.get(1))
              .ifPresent(name -> {
                if (name.equals("caller.scopes")) {
                  scopes.add(wanted);
                } else if (name.equals("caller.groups")) {
                  groups.add(wanted);
                }
              });
        });
    boolean callerOnly =
        ast.getReferenceMap().values().stream()
            .map(reference -> reference.name())
            .filter(PolicyVariables.names()::contains)
            .allMatch(PolicyVariables::isOfCaller);
    return new RuleNeeds(Set.copyOf(scopes), Set.copyOf(groups), callerOnly);
  }

  private static boolean isMembership(CelExpr expr) {
    return expr.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL
        && expr.call().function().equals("@in")
        && expr.call().args().size() == 2
        && expr.call().args().get(0).exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT
        && expr.call().args().get(0).constant().getKind() == CelConstant.Kind.STRING_VALUE;
  }

  private static Optional<String> nameOf(CelAbstractSyntaxTree ast, CelExpr expr) {
    return Optional.ofNullable(ast.getReferenceMap().get(expr.id())).map(found -> found.name());
  }

  Set<String> missingScopes(Caller caller) {
    return missing(scopes, caller.scopes());
  }

  Set<String> missingGroups(Caller caller) {
    return missing(groups, caller.groups());
  }

  int lacking(Caller caller) {
    return missingScopes(caller).size() + missingGroups(caller).size();
  }

  private static Set<String> missing(Set<String> wanted, List<String> had) {
    var missing = new HashSet<>(wanted);
    missing.removeAll(Set.copyOf(had));
    return missing;
  }
}
