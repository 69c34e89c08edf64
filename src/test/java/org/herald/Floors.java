package org.herald;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A building of packages, in which each may use those on lower floors: never up, never sideways.
 *
 * @param top the name before that of every package, with a dot at its end
 */
record Floors(String top, List<Rule> rules) {

    /**
     * @param name of the package, without the top
     * @param libraries what it may use besides {@code java.*}: beginnings of package names
     */
    record Rule(int floor, String name, List<String> libraries) {}

    /** That one class uses another; both by their full names. */
    record Use(String from, String to) {}

    static Rule rule(int floor, String name, String... libraries) {
        return new Rule(floor, name, List.of(libraries));
    }

    /** What must not be, a sentence each. */
    List<String> breaches(List<Use> uses) {
        return Stream.of(homeless(uses), forbidden(uses), idleRules(uses), idleLibraries(uses))
                .flatMap(sentences -> sentences)
                .distinct()
                .toList();
    }

    private Stream<String> homeless(List<Use> uses) {
        return uses.stream()
                .filter(use -> ruleOf(use.from).isEmpty())
                .map(use -> packageOf(use.from) + " has no floor");
    }

    private Stream<String> forbidden(List<Use> uses) {
        return uses.stream()
                .filter(use ->
                        ruleOf(use.from).filter(rule -> !allows(rule, use.to)).isPresent())
                .map(use -> use.from + " must not use " + use.to);
    }

    private Stream<String> idleRules(List<Use> uses) {
        return rules.stream()
                .filter(rule -> uses.stream().noneMatch(from(rule)))
                .map(rule -> "there is no package " + rule.name + ", but a rule for it");
    }

    private Stream<String> idleLibraries(List<Use> uses) {
        return rules.stream()
                .flatMap(rule -> rule.libraries.stream()
                        .filter(library -> uses.stream().filter(from(rule)).noneMatch(use -> isIn(library, use.to)))
                        .map(library -> rule.name + " may use " + library + ", but does not"));
    }

    private boolean allows(Rule rule, String used) {
        if (!used.startsWith(top)) {
            return used.startsWith("java.") || rule.libraries.stream().anyMatch(library -> isIn(library, used));
        }
        return packageOf(used).equals(top + rule.name)
                || ruleOf(used).filter(other -> other.floor < rule.floor).isPresent();
    }

    private Optional<Rule> ruleOf(String className) {
        return rules.stream()
                .filter(rule -> packageOf(className).equals(top + rule.name))
                .findFirst();
    }

    private Predicate<Use> from(Rule rule) {
        return use -> packageOf(use.from).equals(top + rule.name);
    }

    /** Libraries that more than one package may use. */
    List<String> shared() {
        List<String> all =
                rules.stream().flatMap(rule -> rule.libraries.stream()).toList();
        return new TreeSet<>(all)
                .stream()
                        .filter(library -> all.stream().filter(library::equals).count() > 1)
                        .toList();
    }

    private static boolean isIn(String library, String className) {
        return className.startsWith(library + ".");
    }

    private static String packageOf(String className) {
        return className.substring(0, Math.max(0, className.lastIndexOf('.')));
    }
}
