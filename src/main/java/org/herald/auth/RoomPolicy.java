package org.herald.auth;

import java.util.List;
import java.util.function.Function;
import org.herald.hub.ErrorCode;
import org.herald.hub.Identity;
import org.herald.hub.Refused;
import org.herald.hub.RoomName;

/**
 * Who may do what in which room: as the room's namespace says, and beyond that what the token itself grants.
 *
 * <p>A personal room is outside of both. Its owner alone joins it; nobody publishes to it as to a room, for direct
 * messages go another way; {@link #ADMIN} moderates it, and the owner has no say over what others wrote. No grant opens
 * a personal room.
 *
 * <p>Neither does a grant open the rooms of Herald's own namespace, such as {@link #WATCH}.
 *
 * <p>Immutable; may be called from any thread.
 */
public final class RoomPolicy {

    /** The role that may administrate, and moderates where nothing else is configured. */
    public static final String ADMIN = "herald-admin";

    /** The room in which administrators hear what the nodes are and what happens on them. */
    public static final RoomName WATCH = new RoomName(Namespace.OWN + "/admin");

    private final Namespaces namespaces;

    public RoomPolicy(Namespaces namespaces) {
        this.namespaces = namespaces;
    }

    /** Whether the user may join the room, read its history and see its members. */
    public boolean mayJoin(Identity identity, RoomName room) {
        return room.isPersonal()
                ? room.belongsTo(identity.user())
                : allows(Namespace.Rules::join, identity.grants().join(), identity, room);
    }

    /** Whether the user may send messages and events to the room. */
    public boolean mayPublish(Identity identity, RoomName room) {
        return !room.isPersonal()
                && allows(Namespace.Rules::publish, identity.grants().publish(), identity, room);
    }

    /** Whether who reads the room may be told to the others in it: not where nobody is to know who is there. */
    public boolean mayMarkRead(RoomName room) {
        return !namespaces.of(room).isOwn();
    }

    /** Whether the user may delete what others wrote in the room. */
    public boolean mayModerate(Identity identity, RoomName room) {
        return room.isPersonal()
                ? identity.roles().contains(ADMIN)
                : allows(Namespace.Rules::moderate, identity.grants().moderate(), identity, room);
    }

    /** @throws Refused {@code room_forbidden} unless {@link #mayJoin} */
    public void requireJoin(Identity identity, RoomName room) {
        require(mayJoin(identity, room), identity, "join", room);
    }

    /** @throws Refused {@code room_forbidden} unless {@link #mayPublish} */
    public void requirePublish(Identity identity, RoomName room) {
        require(mayPublish(identity, room), identity, "publish to", room);
    }

    /** @throws Refused {@code room_forbidden} unless {@link #mayMarkRead} */
    public void requireReadMark(Identity identity, RoomName room) {
        require(mayMarkRead(room), identity, "mark as read", room);
    }

    /** @throws Refused {@code room_forbidden} unless {@link #mayModerate} */
    public void requireModerate(Identity identity, RoomName room) {
        require(mayModerate(identity, room), identity, "moderate", room);
    }

    /**
     * For those who are asked for no permission.
     *
     * @throws Refused {@code room_forbidden} for a room of Herald's own: whoever spoke there could pass for the server
     */
    public void requireForApplications(RoomName room) {
        if (namespace(room).isOwn()) {
            throw Refused.because(
                    ErrorCode.ROOM_FORBIDDEN,
                    "nobody may publish to " + SafeText.of(room.value()) + ", a room of Herald's own");
        }
    }

    /** The settings that hold for the room. */
    public Namespace namespace(RoomName room) {
        return namespaces.of(room);
    }

    private boolean allows(
            Function<Namespace.Rules, AccessRule> right, List<String> granted, Identity identity, RoomName room) {
        Namespace namespace = namespaces.of(room);
        return right.apply(namespace.rules()).allows(identity, room)
                || !namespace.isOwn()
                        && granted.stream().anyMatch(pattern -> RoomPattern.matches(pattern, room.value()));
    }

    private static void require(boolean allowed, Identity identity, String deed, RoomName room) {
        if (!allowed) {
            String user = SafeText.of(identity.user().value());
            throw Refused.because(
                    ErrorCode.ROOM_FORBIDDEN, user + " may not " + deed + " " + SafeText.of(room.value()));
        }
    }
}
