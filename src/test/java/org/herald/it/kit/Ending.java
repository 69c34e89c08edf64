package org.herald.it.kit;

/**
 * How a connection ended.
 *
 * @param code of the server's close frame; 1005 if it had none, 1006 if no such frame came
 */
public record Ending(int code, String reason) {

    static final int WITHOUT_CLOSE_FRAME = 1006;
}
