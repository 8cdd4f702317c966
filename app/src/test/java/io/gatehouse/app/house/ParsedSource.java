package io.gatehouse.app.house;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Methods as the compiler's own parser sees them. */
final class ParsedSource {
  private ParsedSource() {}

  /**
   * @param lines of its body and head together
   * @param branches places where it decides
   */
  record Method(Path file, String name, int lines, int parameters, int branches) {
    boolean isConstructor() {
      return name.equals("<init>");
    }

    @Override
    public String toString() {
      return file.getFileName()
          + "#"
          + name
          + " "
          + lines
          + " lines, "
          + parameters
          + " parameters";
    }
  }

  /** Below {@code io}, whichever source folder the file lies in. */
  static String packagePath(Path file) {
    var text = file.toString();
    return text.substring(text.indexOf("/java/") + 6, text.lastIndexOf('/'));
  }

  static List<Method> methods(List<Path> files) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null, manager, _ -> {}, null, null, manager.getJavaFileObjectsFromPaths(files));
      var found = new ArrayList<Method>();
      for (var unit : task.parse()) {
        new Finder(unit, Trees.instance(task).getSourcePositions(), found).scan(unit, true);
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Finder extends TreePathScanner<Boolean, Boolean> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<Method> found;

    Finder(CompilationUnitTree unit, SourcePositions positions, List<Method> found) {
      this.unit = unit;
      this.positions = positions;
      this.found = found;
    }

    @Override
    public Boolean visitMethod(MethodTree method, Boolean deep) {
      var start = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, method));
      var end = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, method));
      var branches = new Branches();
      branches.scan(method.getBody(), true);
      found.add(
          new Method(
              Path.of(unit.getSourceFile().toUri()),
              method.getName().toString(),
              Math.toIntExact(end - start + 1),
              method.getParameters().size(),
              branches.count));
      return Boolean.TRUE.equals(super.visitMethod(method, deep));
    }
  }

  private static final class Branches extends TreeScanner<Boolean, Boolean> {
    private static final Set<Kind> DECIDING =
        EnumSet.of(
            Kind.IF,
            Kind.SWITCH,
            Kind.SWITCH_EXPRESSION,
            Kind.CONDITIONAL_EXPRESSION,
            Kind.FOR_LOOP,
            Kind.ENHANCED_FOR_LOOP,
            Kind.WHILE_LOOP);

    private int count;

    @Override
    public Boolean scan(@Nullable Tree tree, Boolean deep) {
      if (tree != null && DECIDING.contains(tree.getKind())) {
        count++;
      }
      return Boolean.TRUE.equals(super.scan(tree, deep));
    }
  }
}
