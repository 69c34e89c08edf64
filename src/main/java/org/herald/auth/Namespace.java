package org.herald.auth;

import java.time.Duration;
import java.util.List;
import org.herald.config.Settings;

/**
 * What holds for all rooms that begin with the same {@code name/}, or for all other rooms.
 *
 * @param name {@link #DEFAULT} for all other rooms
 * @param rules who may do what
 * @param historySize how many events a room keeps at most, 0 or more
 * @param historyTtl how long a room keeps them at most
 * @param presence whether a room knows its members
 * @param announce whether members are told who comes and goes
 */
public record Namespace(
        String name, Rules rules, int historySize, Duration historyTtl, boolean presence, boolean announce) {

    /** The name under which the rooms of no other namespace are configured: {@code herald.namespace.default.join}. */
    public static final String DEFAULT = "default";

    /** Herald's own: for administrators alone, and nobody configures it or opens it by a grant. */
    static final String OWN = "herald";

    static final String PREFIX = "herald.namespace.";

    private static final String HISTORY_SIZE = "herald.history.size";
    private static final String HISTORY_TTL = "herald.history.ttl";
    private static final int DEFAULT_HISTORY_SIZE = 1000;
    private static final int MAX_HISTORY_SIZE = 1_000_000;
    private static final Duration DEFAULT_HISTORY_TTL = Duration.ofHours(1);

    /** Who may join, publish to and moderate the rooms. */
    record Rules(AccessRule join, AccessRule publish, AccessRule moderate) {}

    /** Administrators listen in its rooms, unseen; nobody but the server speaks there, and nothing is kept. */
    static Namespace own() {
        AccessRule nobody = AccessRule.parse(OWN, List.of("none"), false);
        AccessRule administrators = AccessRule.parse(OWN, List.of("role:" + RoomPolicy.ADMIN), false);
        Rules rules = new Rules(administrators, nobody, nobody);
        return new Namespace(OWN, rules, 0, DEFAULT_HISTORY_TTL, false, false);
    }

    /** Whether it is Herald's own, where nobody publishes. */
    public boolean isOwn() {
        return name.equals(OWN);
    }

    static Namespace from(Settings settings, String name) {
        String prefix = PREFIX + name + ".";
        Rules rules = new Rules(
                rule(settings, name, "join", "*"),
                rule(settings, name, "publish", "*"),
                rule(settings, name, "moderate", "role:" + RoomPolicy.ADMIN));
        int size = settings.number(HISTORY_SIZE, DEFAULT_HISTORY_SIZE, 0, MAX_HISTORY_SIZE);
        Duration ttl = settings.duration(HISTORY_TTL, DEFAULT_HISTORY_TTL);
        return new Namespace(
                name,
                rules,
                settings.number(prefix + "history-size", size, 0, MAX_HISTORY_SIZE),
                settings.duration(prefix + "history-ttl", ttl),
                settings.flag(prefix + "presence", true),
                settings.flag(prefix + "announce", true));
    }

    private static AccessRule rule(Settings settings, String name, String right, String otherwise) {
        String key = PREFIX + name + "." + right;
        List<String> terms = settings.list(key);
        return AccessRule.parse(key, terms.isEmpty() ? List.of(otherwise) : terms, !name.equals(DEFAULT));
    }
}
