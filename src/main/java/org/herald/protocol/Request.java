package org.herald.protocol;

import org.herald.hub.Refused;
import org.herald.hub.Traceparent;

/** What a client asked for, with the name it gave the request. */
public final class Request {

    private final String id;
    private final String key;
    private final Command command;
    private final Refused refused;
    private final Traceparent trace;

    private Request(String id, String key, Command command, Refused refused, Traceparent trace) {
        this.id = id;
        this.key = key;
        this.command = command;
        this.refused = refused;
        this.trace = trace;
    }

    public static Request of(String id, Command command) {
        return of(id, command, null);
    }

    /** @param trace of which it is a part, or null */
    public static Request of(String id, Command command, Traceparent trace) {
        return new Request(id, id, command, null, trace);
    }

    /**
     * For wire formats in which the name of the reply says nothing of the request.
     *
     * @param id by which the reply is known, or null
     * @param key see {@link #key()}
     */
    public static Request keyed(String id, String key, Command command) {
        return new Request(id, key, command, null, null);
    }

    public static Request refused(String id, Refused refused) {
        return new Request(id, null, null, refused, null);
    }

    /** The client's own id, or null: it wants no reply unless the request fails. */
    public String id() {
        return id;
    }

    /** What the request is called among all of its user's, or null: asking for the same again is asking twice. */
    public String key() {
        return key;
    }

    /** The trace of which it is a part, or null. */
    public Traceparent trace() {
        return trace;
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
