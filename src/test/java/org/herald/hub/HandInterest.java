package org.herald.hub;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Notes what is asked of it and answers when a test says so. For use by one thread. */
final class HandInterest implements Interest {

    private final List<String> asked = new ArrayList<>();
    private final Queue<CompletableFuture<Void>> open = new ArrayDeque<>();

    @Override
    public CompletionStage<Void> subscribe(RoomName room) {
        return ask("subscribe " + room);
    }

    @Override
    public CompletionStage<Void> unsubscribe(RoomName room) {
        return ask("unsubscribe " + room);
    }

    private CompletionStage<Void> ask(String what) {
        asked.add(what);
        CompletableFuture<Void> answer = new CompletableFuture<>();
        open.add(answer);
        return answer;
    }

    List<String> asked() {
        return asked;
    }

    int underWay() {
        return open.size();
    }

    void answer() {
        open.remove().complete(null);
    }

    void fail(Throwable why) {
        open.remove().completeExceptionally(why);
    }
}
