package org.herald;

import static org.assertj.core.api.Assertions.assertThat;
import static org.herald.Floors.rule;

import java.util.List;
import java.util.stream.Stream;
import org.herald.Floors.Use;
import org.junit.jupiter.api.Test;

class FloorsTest {

    private final Floors house = new Floors(
            "a.", List.of(rule(0, "cellar"), rule(1, "hall", "lib.wood"), rule(1, "hall.cupboard"), rule(2, "attic")));

    private final List<Use> allowed = List.of(
            new Use("a.cellar.Wine", "java.util.List"),
            new Use("a.cellar.Wine", "a.cellar.Shelf"),
            new Use("a.hall.Stairs", "lib.wood.oak.Plank"),
            new Use("a.hall.Stairs", "a.cellar.Wine"),
            new Use("a.hall.cupboard.Coat", "a.cellar.Wine"),
            new Use("a.attic.Box", "a.hall.cupboard.Coat$Pocket"));

    @Test
    void letsPackagesUseWhatIsBelow() {
        assertThat(house.breaches(allowed)).isEmpty();
    }

    @Test
    void forbidsToUseWhatIsAboveOrBeside() {
        assertThat(breaches("a.cellar.Wine", "a.attic.Box")).containsExactly("a.cellar.Wine must not use a.attic.Box");
        assertThat(breaches("a.hall.Stairs", "a.hall.cupboard.Coat")).hasSize(1);
        assertThat(breaches("a.hall.Stairs", "a.shed.Spade")).hasSize(1);
    }

    @Test
    void forbidsTheLibrariesOfOthers() {
        assertThat(breaches("a.attic.Box", "lib.wood.Nail")).containsExactly("a.attic.Box must not use lib.wood.Nail");
        assertThat(breaches("a.hall.Stairs", "lib.woodworm.Hole")).hasSize(1);
        assertThat(breaches("a.cellar.Wine", "javax.crypto.Mac")).hasSize(1);
    }

    @Test
    void wantsAFloorForEveryPackage() {
        assertThat(breaches("a.shed.Spade", "java.lang.Object")).containsExactly("a.shed has no floor");
        assertThat(breaches("a.Roof", "java.lang.Object")).containsExactly("a has no floor");
    }

    @Test
    void wantsNoRuleAboutNothing() {
        assertThat(house.breaches(allowed.subList(0, 5)))
                .containsExactly("there is no package attic, but a rule for it");
        assertThat(house.breaches(allowed.stream()
                        .filter(use -> !use.to().startsWith("lib."))
                        .toList()))
                .containsExactly("hall may use lib.wood, but does not");
    }

    @Test
    void knowsWhichLibrariesAreShared() {
        Floors other = new Floors("a.", List.of(rule(0, "x", "one", "two"), rule(1, "y", "two")));

        assertThat(other.shared()).containsExactly("two");
    }

    private List<String> breaches(String from, String to) {
        return house.breaches(
                Stream.concat(allowed.stream(), Stream.of(new Use(from, to))).toList());
    }
}
