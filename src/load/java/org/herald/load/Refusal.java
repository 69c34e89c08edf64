package org.herald.load;

import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletionException;

/** Why a connection did not come about. The message is what it is counted as. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    Refusal(String what) {
        super(what, null, false, false);
    }

    /** What a failed handshake is counted as. */
    static String what(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof Refusal) {
            return cause.getMessage();
        }
        if (cause instanceof WebSocketHandshakeException refused && refused.getResponse() != null) {
            return "handshake " + refused.getResponse().statusCode();
        }
        if (cause instanceof ConnectException) {
            return "no connection";
        }
        return cause instanceof HttpTimeoutException
                ? "handshake timeout"
                : "handshake " + cause.getClass().getSimpleName();
    }
}
