package org.herald.auth;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.herald.config.InvalidSetting;
import org.herald.config.Settings;
import org.herald.hub.RoomName;

/**
 * All configured namespaces. A room {@code ns/rest} is of {@code ns} if {@code herald.namespaces} names it; every other
 * room, and every personal one, is of the default namespace, whose keys begin with {@code herald.namespace.default.}
 * Immutable.
 */
public final class Namespaces {

    static final String NAMES = "herald.namespaces";

    /** What a room name may have before its first slash, short enough for a key. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");

    private final Map<String, Namespace> named;
    private final Namespace others;

    private Namespaces(Map<String, Namespace> named, Namespace others) {
        this.named = Map.copyOf(named);
        this.others = others;
    }

    /** @throws InvalidSetting naming the key that cannot be used */
    public static Namespaces from(Settings settings) {
        Map<String, Namespace> named = new LinkedHashMap<>();
        named.put(Namespace.OWN, Namespace.own());
        for (String name : settings.list(NAMES)) {
            if (!NAME.matcher(name).matches() || name.equals(Namespace.DEFAULT)) {
                throw new InvalidSetting(
                        NAMES, "must be names of A-Z a-z 0-9 . _ : -, at most 64 characters, and not default");
            }
            if (name.equals(Namespace.OWN)) {
                throw new InvalidSetting(NAMES, "must not have " + Namespace.OWN + ", which is Herald's own");
            }
            if (named.put(name, Namespace.from(settings, name)) != null) {
                throw new InvalidSetting(NAMES, "must have each name once");
            }
        }
        return new Namespaces(named, Namespace.from(settings, Namespace.DEFAULT));
    }

    public Namespace of(RoomName room) {
        return named.getOrDefault(room.prefix(), others);
    }

    /** Whether one of that name is configured. */
    public boolean has(String name) {
        return named.containsKey(name);
    }

    /** In no order, the default one among them. */
    public Collection<Namespace> all() {
        return Stream.concat(named.values().stream(), Stream.of(others)).toList();
    }

    /**
     * Every role that any rule asks for. A principal that the container has authenticated can only be asked whether it
     * has a role, not for all it has.
     */
    public Set<String> roles() {
        return all().stream()
                .map(Namespace::rules)
                .flatMap(rules -> Stream.of(rules.join(), rules.publish(), rules.moderate()))
                .flatMap(rule -> rule.roles().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
