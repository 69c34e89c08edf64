package org.herald.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.herald.hub.RoomName;

/**
 * One log line for each event of a connection's life. Never a token or what somebody said; text that a client chose is
 * quoted, so that it cannot end a line or pass for another field.
 */
final class Journal {

    private static final Logger LOG = System.getLogger("org.herald.connections");

    private Journal() {}

    static void opened(ClientSession session) {
        line("opened", session, "");
    }

    static void joined(ClientSession session, RoomName room) {
        line("joined", session, " room=" + quoted(room.value()));
    }

    static void left(ClientSession session, RoomName room) {
        line("left", session, " room=" + quoted(room.value()));
    }

    static void closed(ClientSession session, int code, String reason, Duration duration) {
        line(
                "closed",
                session,
                " code=" + code + " reason=" + quoted(reason) + " seconds=" + duration.toSeconds() + " in="
                        + session.traffic().received() + " out="
                        + session.traffic().sent());
    }

    static void handshakeRefused(String address, String code, String reason) {
        if (LOG.isLoggable(Level.INFO)) {
            LOG.log(Level.INFO, "refused address=" + address + " code=" + code + " reason=" + quoted(reason));
        }
    }

    static void fault(String doing, Throwable cause) {
        LOG.log(Level.ERROR, "fault in " + doing, cause);
    }

    /** What is fleeting comes again in a moment: a line each time would drown the others. */
    private static void line(String what, ClientSession session, String more) {
        if (!session.isFleeting() && LOG.isLoggable(Level.INFO)) {
            LOG.log(
                    Level.INFO,
                    what + " connection=" + session.id() + " user="
                            + quoted(session.identity().user().value()) + " address=" + session.address() + more);
        }
    }

    /** In double quotes, with everything escaped that could end the line or the quotes. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (harmless(c)) {
                quoted.appendCodePoint(c);
            } else {
                quoted.append(String.format("\\u{%x}", c));
            }
        });
        return quoted.append('"').toString();
    }

    private static boolean harmless(int c) {
        int type = Character.getType(c);
        return c == ' '
                || type != Character.CONTROL
                        && type != Character.FORMAT
                        && type != Character.SURROGATE
                        && type != Character.PRIVATE_USE
                        && type != Character.UNASSIGNED
                        && type != Character.LINE_SEPARATOR
                        && type != Character.PARAGRAPH_SEPARATOR;
    }
}
