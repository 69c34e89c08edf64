package org.herald.protocol;

import org.herald.hub.Refused;

/** What a client asked for, with the name it gave the request. */
public final class Request {

    private final String id;
    private final Command command;
    private final Refused refused;

    private Request(String id, Command command, Refused refused) {
        this.id = id;
        this.command = command;
        this.refused = refused;
    }

    public static Request of(String id, Command command) {
        return new Request(id, command, null);
    }

    public static Request refused(String id, Refused refused) {
        return new Request(id, null, refused);
    }

    /** The client's own id, or null: it wants no reply unless the request fails. */
    public String id() {
        return id;
    }

    /** Which limit it counts against; a message that could not be understood counts as any other request. */
    public Command.Kind kind() {
        return command == null ? Command.Kind.REQUEST : command.kind();
    }

    /** @throws Refused when the message could not be understood */
    public Command command() {
        if (refused != null) {
            throw refused;
        }
        return command;
    }
}
