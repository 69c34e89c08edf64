package org.herald.figures;

/** What is read of the node itself when somebody looks. Each method answers soon, to any thread. */
public interface NodeState {

    /** Of a node that has not started. */
    NodeState NONE = new NodeState() {
        @Override
        public Waiting waiting() {
            return new Waiting(0, 0, 0);
        }

        @Override
        public boolean accepting() {
            return false;
        }

        @Override
        public boolean storeUp() {
            return false;
        }
    };

    /** What waits in the outboxes now. */
    Waiting waiting();

    /** Whether new connections are let in. */
    boolean accepting();

    /** Whether the store of the rooms answers. */
    boolean storeUp();

    /**
     * @param frames in all outboxes
     * @param bytes in all outboxes
     * @param fullest the most bytes in one of them
     */
    record Waiting(long frames, long bytes, long fullest) {}
}
