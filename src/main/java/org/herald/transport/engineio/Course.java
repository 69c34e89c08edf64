package org.herald.transport.engineio;

/** How far a session is. All is guarded by {@code this}. */
final class Course {
    private boolean ended;
    private boolean begun;
    private boolean left;
    private boolean closing;
    private boolean posting;
    private EngineLink link;
    private boolean probing;
    private boolean probed;

    /** @return false when it was over before */
    synchronized boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    synchronized boolean isEnded() {
        return ended;
    }

    synchronized void begin() {
        begun = true;
    }

    synchronized void leave() {
        left = true;
    }

    /** Whether the client has said goodbye. */
    synchronized boolean hasLeft() {
        return left;
    }

    /** From here on only its end is waited for. @return false when it was so before */
    synchronized boolean beginClosing() {
        boolean first = !closing;
        closing = true;
        return first;
    }

    synchronized boolean isClosing() {
        return closing;
    }

    synchronized boolean isBegun() {
        return begun;
    }

    /** Whether a post may begin: polling carries the session, and goes on doing so until the post has ended. */
    synchronized boolean beginPost() {
        boolean first = !posting && (link == null || probing);
        posting |= first;
        return first;
    }

    synchronized boolean isPosting() {
        return posting;
    }

    synchronized void endPost() {
        posting = false;
    }

    /** @return false when there is one, or the session is over: then nobody would close it any more */
    synchronized boolean take(EngineLink opened) {
        if (link != null || ended) {
            return false;
        }
        link = opened;
        probing = begun;
        return true;
    }

    /** Lets go of a WebSocket that is tried out; false when it is another, or carries the session. */
    synchronized boolean drop(EngineLink gone) {
        if (link != gone || !probing) {
            return false;
        }
        link = null;
        probing = false;
        probed = false;
        return true;
    }

    synchronized EngineLink link() {
        return link;
    }

    synchronized boolean isProbing() {
        return probing;
    }

    synchronized boolean isProbed() {
        return probed;
    }

    /** @return false when it was before */
    synchronized boolean probed() {
        boolean first = !probed;
        probed = true;
        return first;
    }

    /** From here on that WebSocket carries the session. @return false: it may not, least of all during a post */
    synchronized boolean upgrade(EngineLink tried) {
        if (link != tried || !probed || posting) {
            return false;
        }
        probing = false;
        probed = false;
        return true;
    }
}
