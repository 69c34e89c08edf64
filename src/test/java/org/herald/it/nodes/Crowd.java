package org.herald.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.herald.it.kit.Body;
import org.herald.it.kit.Entrance;
import org.herald.it.kit.HandshakeRefused;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.Tokens;

/** The members of one room, on some nodes, or by some ways, in turn, and those of them who speak. */
public final class Crowd implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How far the slowest member may be behind before nobody speaks: less than what a node keeps for one. */
    private static final int MOST_BEHIND = 200;

    private final Chronicle chronicle = new Chronicle();
    private final List<Follower> members = new ArrayList<>();
    private final List<Voice> voices = new ArrayList<>();
    private final String room;
    private final List<? extends Entrance> entrances;

    /** @param entrances where its members come in, as it is at that moment; it may change, but not become shorter */
    public Crowd(String room, List<? extends Entrance> entrances) {
        this.room = room;
        this.entrances = entrances;
    }

    /** Lets so many in, and waits until they are there. */
    public Crowd members(int count) {
        return members(count, () -> true);
    }

    /** @param returning whether those come back now whose connection has ended */
    Crowd members(int count, BooleanSupplier returning) {
        int before = members.size();
        IntStream.range(before, before + count)
                .mapToObj(i -> new Follower(chronicle, room, room + ':' + i, entrancesFrom(i), returning))
                .forEach(members::add);
        eventually("members to join").until(() -> members.stream().allMatch(Follower::isJoined));
        return this;
    }

    /** The first so many members begin to speak. */
    public Crowd voices(int count, Duration pause) {
        IntStream.range(0, count)
                .mapToObj(i -> new Voice(chronicle, members.get(i), "v" + i, pause, this::isTogether))
                .forEach(voices::add);
        return this;
    }

    Chronicle chronicle() {
        return chronicle;
    }

    List<Follower> members() {
        return members;
    }

    Set<String> refusals() {
        return voices.stream().flatMap(voice -> voice.refusals().stream()).collect(Collectors.toSet());
    }

    public int retried() {
        return voices.stream().mapToInt(Voice::retried).sum();
    }

    public int losses() {
        return members.stream().mapToInt(member -> member.counts().losses.get()).sum();
    }

    /** Waits until so many more were acknowledged, and has what was acknowledged by then told to everyone. */
    public Duration awaitProgress(int more) {
        long begun = System.nanoTime();
        int wanted = chronicle.countAcked() + more;
        eventually("messages to be acknowledged").until(() -> chronicle.countAcked() >= wanted);
        Place newest = chronicle.newest();
        eventually("everyone to be told").until(() -> members.stream().allMatch(member -> hasSeen(member, newest)));
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Nobody speaks any more, and everyone has been told everything. */
    public void finish() throws InterruptedException {
        voices.forEach(Voice::fallSilent);
        for (Voice voice : voices) {
            voice.awaitSilence();
        }
        eventually("everyone to be told everything")
                .conditionEvaluationListener(null)
                .untilAsserted(() -> {
                    Place head = chronicle.head();
                    assertThat(members).allMatch(member -> head.equals(member.last()), "is at " + head);
                });
    }

    /** No gap that was not told, the same for all, and nothing twice. */
    public void assertNoFault() {
        assertThat(chronicle.faults()).isEmpty();
        assertThat(chronicle.doubled()).isEmpty();
    }

    /** And everyone saw every event. */
    public void assertNothingMissed() {
        assertNoFault();
        assertThat(chronicle.untold()).isEmpty();
        assertThat(members).allMatch(member -> member.counts().losses.get() == 0, "was told everything");
    }

    /** What was acknowledged since history was lost the last time is in history, in its place, once. */
    public void assertKept() {
        try (HeraldClient reader = eventually("to be let in")
                .ignoreExceptionsInstanceOf(HandshakeRefused.class)
                .until(() -> HeraldClient.connect(entrances.get(0), Tokens.of(room + ":reader")), Objects::nonNull)) {
            Map<Place, String> kept = history(reader);
            assertThat(chronicle.missing(kept)).isEmpty();
            assertThat(kept.values()).doesNotHaveDuplicates();
        }
    }

    private Map<Place, String> history(HeraldClient reader) {
        Map<Place, String> kept = new HashMap<>();
        Place last = new Place(chronicle.newest().epoch(), 0);
        for (boolean complete = false; !complete; ) {
            JsonObject page = reader.ack("room.history", room, Body.of("since", last.toString(), "limit", 1000));
            for (JsonObject event : page.getJsonArray("events").getValuesAs(JsonObject.class)) {
                last = Place.of(event.getString("eventId"));
                kept.put(last, event.getJsonObject("data").getString("content"));
            }
            complete = page.getBoolean("complete");
        }
        return kept;
    }

    @Override
    public void close() {
        voices.forEach(Voice::fallSilent);
        members.forEach(Follower::close);
    }

    private boolean isTogether() {
        Place newest = chronicle.newest();
        return newest == null
                || members.stream().filter(Follower::isJoined).allMatch(member -> {
                    Place last = member.last();
                    return !last.epoch().equals(newest.epoch()) || newest.seq() - last.seq() < MOST_BEHIND;
                });
    }

    private static boolean hasSeen(Follower member, Place place) {
        Place last = member.last();
        return last.epoch().equals(place.epoch()) && last.seq() >= place.seq();
    }

    private Iterator<Entrance> entrancesFrom(int first) {
        return Stream.iterate(first, i -> i + 1)
                .<Entrance>map(i -> entrances.get(i % entrances.size()))
                .iterator();
    }

    private static ConditionFactory eventually(String what) {
        return Awaitility.await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(20));
    }
}
