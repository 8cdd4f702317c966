package io.gatehouse.gateway.authorize;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.gatehouse.gateway.route.Flaw;
import io.gatehouse.gateway.route.Nearest;
import io.gatehouse.gateway.route.PolicyCompiler;
import io.gatehouse.gateway.route.RoutingPlan.RuleEntry;
import io.gatehouse.identity.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Compiles and type-checks rules. Making one loads CEL's compiler, which is the dearest part of a
 * gateway's start: make one, early, and off the thread that everything else starts on.
 */
public final class CelPolicyCompiler implements PolicyCompiler {
  /** A rule that needs more text than this belongs into the service. */
  private static final int LONGEST_RULE = 4096;

  /** Bounds what one request can make an expression do. */
  private static final int MOST_ITERATIONS = 1000;

  private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
  private static final Pattern DOTTED = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");

  private final CelCompiler compiler;
  private final CelRuntime runtime;

  public CelPolicyCompiler() {
    var options =
        CelOptions.current()
            .comprehensionMaxIterations(MOST_ITERATIONS)
            .maxExpressionCodePointSize(LONGEST_RULE)
            .enableHeterogeneousNumericComparisons(true)
            .build();
    compiler =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(options)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVarDeclarations(PolicyVariables.declarations().toList())
            .setResultType(SimpleType.BOOL)
            .build();
    runtime = CelRuntimeFactory.plannerRuntimeBuilder().setOptions(options).build();
  }

  @Override
  public Result compile(List<RuleEntry> rules) {
    var compiled = new ArrayList<Rule>();
    var flaws = new ArrayList<Flaw>();
    for (var rule : rules) {
      try {
        compiled.add(compile(rule));
      } catch (CelValidationException wrong) {
        wrong.getErrors().forEach(issue -> flaws.add(flaw(rule, issue)));
      } catch (CelEvaluationException wrong) {
        flaws.add(new Flaw(rule.position(), String.valueOf(wrong.getMessage())));
      }
    }
    return flaws.isEmpty()
        ? new Result.Compiled(new CelPolicy(compiled))
        : new Result.Broken(flaws);
  }

  private Rule compile(RuleEntry rule) throws CelValidationException, CelEvaluationException {
    if (rule.when().isEmpty()) {
      return new Rule(rule.name(), rule.methods(), Optional.empty(), RuleNeeds.NONE);
    }
    CelAbstractSyntaxTree ast = compiler.compile(rule.when().get()).getAst();
    return new Rule(
        rule.name(), rule.methods(), Optional.of(runtime.createProgram(ast)), RuleNeeds.of(ast));
  }

  private static Flaw flaw(RuleEntry rule, CelIssue issue) {
    var start = rule.position();
    int line = issue.getSourceLocation().getLine();
    int column = issue.getSourceLocation().getColumn();
    var at =
        new SourcePosition(
            start.file(),
            start.line() + Math.max(0, line - 1),
            line <= 1 ? start.column() + Math.max(0, column) : column + 1);
    return new Flaw(at, "rule '" + rule.name() + "': " + explain(rule.when().orElse(""), issue));
  }

  private static String explain(String text, CelIssue issue) {
    var message = issue.getMessage();
    var undeclared = UNDECLARED.matcher(message);
    if (!undeclared.matches()) {
      return message;
    }
    var written = dottedName(text, issue).orElse(undeclared.group(1));
    var known = PolicyVariables.names();
    return "unknown name '"
        + written
        + "'"
        + Nearest.to(written, known)
            .map(near -> ": did you mean '" + near + "'?")
            .orElse(": known are " + String.join(", ", new java.util.TreeSet<>(known)));
  }

  private static Optional<String> dottedName(String text, CelIssue issue) {
    var lines = text.split("\n", -1);
    int line = Math.max(1, issue.getSourceLocation().getLine());
    int column = issue.getSourceLocation().getColumn();
    if (line > lines.length || column < 0 || column > lines[line - 1].length()) {
      return Optional.empty();
    }
    var name = DOTTED.matcher(lines[line - 1]);
    return name.find(column) ? Optional.of(name.group()) : Optional.empty();
  }

  /** A rule, ready to be asked. */
  record Rule(
      String name, Set<String> methods, Optional<CelRuntime.Program> when, RuleNeeds needs) {
    boolean appliesTo(String method) {
      return methods.isEmpty() || methods.contains(method);
    }
  }
}
