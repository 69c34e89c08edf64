package org.herald.admin;

import java.util.Date;
import java.util.List;

/**
 * One node as management consoles see it, and what may be done from there, on all nodes. A text that is left out is empty
 * or null. Operations answer how many connections it concerned; they throw {@link IllegalArgumentException} with the field
 * and its rule, and {@link IllegalStateException} when it cannot be done now. Rows are JSON objects, as in docs/protocol.md,
 * section 6.
 */
public interface HubMXBean {

    String getNode();

    String getVersion();

    Date getStartedAt();

    /** Connections that are open on this node. */
    int getConnections();

    /** Rooms that have members on this node. */
    int getRooms();

    /** Messages that came in over WebSocket since the start. */
    long getMessagesIn();

    /** Messages that went out over WebSocket since the start. */
    long getMessagesOut();

    boolean isDraining();

    /** The share of the machine's processors that is in use, 0 to 1; -1 where that is not known. */
    double getLoad();

    /** How frames are written. */
    String getWriter();

    /** Whether the store of the rooms answers. */
    boolean isStoreUp();

    List<String> listNodes();

    /** The first 1000 connections of all nodes, or of one user. */
    List<String> listConnections(String userId);

    /** The first 1000 rooms of all nodes that have members and whose names begin so. */
    List<String> listRooms(String prefix);

    int kickConnection(String connectionId, String reason);

    int kickUser(String userId, String reason);

    int kickFromRoom(String userId, String room, String reason);

    int revokeToken(String tokenId, String reason);

    int revokeUser(String userId, String reason);

    int announce(String title, String body);

    /** @param time ISO-8601; empty: as configured */
    int drain(String time);

    int cancelDrain();
}
