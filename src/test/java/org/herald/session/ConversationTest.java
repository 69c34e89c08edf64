package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two clients in one room. */
class ConversationTest {

    private final TestNode node = new TestNode();
    private final Visitor alice = node.open("alice");
    private final Visitor bob = node.open("bob");

    @BeforeEach
    void join() {
        alice.join("general");
        bob.join("general");
    }

    @AfterEach
    void close() {
        node.close();
    }

    private static JsonObject data(Visitor visitor, String event) {
        List<JsonObject> heard = visitor.heard(event);
        return heard.get(heard.size() - 1).getJsonObject("data");
    }

    @Test
    void hearWhatOneSaysAndTheSenderToo() {
        alice.say("{'event':'message.send','id':'u1','room':'general','data':{'content':'hello'}}");

        for (Visitor each : List.of(alice, bob)) {
            JsonObject message = each.heard("message").get(0);
            assertThat(message.getString("room")).isEqualTo("general");
            assertThat(message.getString("eventId"))
                    .isEqualTo(alice.ack("u1").getString("eventId"))
                    .isEqualTo(node.position("general"));
            assertThat(message.getJsonNumber("ts").longValue())
                    .isEqualTo(node.clock().millis());
            assertThat(message.getJsonObject("from").getString("userId")).isEqualTo("alice");
            assertThat(message.getJsonObject("from").getString("connectionId"))
                    .isEqualTo(alice.id().value());
            assertThat(message.getJsonObject("data").getString("content")).isEqualTo("hello");
        }
        assertThat(alice.ack("u1").getBoolean("duplicate")).isFalse();
    }

    @Test
    void hearARepeatedRequestOnce() {
        String request = "{'event':'message.send','id':'u1','room':'general','data':{'content':'hello'}}";
        alice.say(request);
        alice.say(request);
        bob.say(request);

        assertThat(bob.contents()).containsExactly("hello", "hello");
        List<JsonObject> acks = alice.heard("ack").stream()
                .filter(ack -> ack.getString("id").equals("u1"))
                .toList();
        assertThat(acks).hasSize(2);
        assertThat(acks.get(1).getJsonObject("data").getBoolean("duplicate")).isTrue();
        assertThat(acks.get(1).getJsonObject("data").getString("eventId"))
                .isEqualTo(acks.get(0).getJsonObject("data").getString("eventId"));
    }

    @Test
    void hearARepeatedSentenceWithoutIdEachTime() {
        alice.send("general", "again");
        alice.send("general", "again");
        assertThat(bob.contents()).containsExactly("again", "again");
        assertThat(alice.heard("ack")).as("of the join").hasSize(1);
    }

    @Test
    void doNotHearWhatTheyWantNoEchoOf() {
        alice.say("{'event':'message.send','room':'general','data':{'content':'x','echo':false}}");
        assertThat(alice.contents()).isEmpty();
        assertThat(bob.contents()).containsExactly("x");
    }

    @Test
    void answerAMessage() {
        alice.send("general", "question");
        bob.say("{'event':'message.send','room':'general','data':{'content':'answer','replyTo':'" + bob.lastEventId()
                + "'}}");
        assertThat(data(alice, "message").getString("replyTo"))
                .isEqualTo(alice.heard("message").get(0).getString("eventId"));
    }

    @Test
    void changeOnlyWhatTheyWrote() {
        alice.send("general", "tpyo");
        String id = alice.lastEventId();
        bob.say("{'event':'message.edit','id':'b','room':'general','data':{'messageId':'" + id + "','content':'x'}}");
        bob.say("{'event':'message.delete','id':'d','room':'general','data':{'messageId':'" + id + "'}}");
        alice.say("{'event':'message.edit','id':'a','room':'general','data':{'messageId':'" + id
                + "','content':'typo'}}");

        assertThat(bob.error("b")).isEqualTo("not_author");
        assertThat(bob.error("d")).isEqualTo("not_author");
        assertThat(alice.ack("a").getString("eventId")).endsWith("-2");
        assertThat(data(bob, "message.edited").getString("content")).isEqualTo("typo");
        alice.say("{'event':'message.delete','id':'gone','room':'general','data':{'messageId':'" + id + "'}}");
        assertThat(data(bob, "message.deleted").getString("messageId")).isEqualTo(id);
        alice.say("{'event':'message.edit','id':'late','room':'general','data':{'messageId':'" + id
                + "','content':'x'}}");
        assertThat(alice.error("late")).isEqualTo("not_found");
    }

    @Test
    void areToldHowFarTheOthersRead() {
        alice.send("general", "one");
        String id = alice.lastEventId();
        bob.say("{'event':'message.read','id':'r','room':'general','data':{'upTo':'" + id + "'}}");
        bob.say("{'event':'message.read','id':'again','room':'general','data':{'upTo':'" + id + "'}}");
        bob.say("{'event':'message.read','id':'far','room':'general','data':{'upTo':'" + id.replace("-1", "-9")
                + "'}}");

        assertThat(bob.ack("r")).isEmpty();
        assertThat(bob.ack("again")).isEmpty();
        assertThat(bob.error("far")).isEqualTo("invalid_data");
        assertThat(alice.heard("message.read")).hasSize(1);
        assertThat(data(alice, "message.read").getString("upTo")).isEqualTo(id);
        assertThat(data(alice, "message.read").getString("userId")).isEqualTo("bob");
        assertThat(bob.heard("message.read")).isEmpty();
    }

    @Test
    void writeToEachOtherDirectly() {
        Visitor second = node.open("alice");
        alice.say("{'event':'direct.send','id':'u1','data':{'to':'bob','content':'psst'}}");
        alice.say("{'event':'direct.send','id':'u1','data':{'to':'bob','content':'psst'}}");

        assertThat(bob.contents()).containsExactly("psst");
        assertThat(bob.heard("message").get(0).getString("room")).isEqualTo("@bob");
        assertThat(second.heard("direct.sent")).hasSize(1);
        assertThat(data(second, "direct.sent").getString("to")).isEqualTo("bob");
        assertThat(data(second, "direct.sent").getString("messageId"))
                .isEqualTo(bob.heard("message").get(0).getString("eventId"));
        assertThat(alice.heard("direct.sent")).isEmpty();
        assertThat(alice.contents()).isEmpty();
    }

    @Test
    void relayOctetsAsOctets() {
        alice.sayBinary("{'event':'message.send','id':'m','room':'general'}", new byte[] {1, 2, -1});
        alice.sayBinary("{'event':'room.emit','room':'general','name':'frame'}", new byte[] {9});

        assertThat(alice.ack("m").getString("eventId")).endsWith("-1");
        var frames = bob.socket().frames().stream()
                .filter(org.herald.hub.Frame::isBinary)
                .toList();
        assertThat(frames).hasSize(2);
        assertThat(frames.get(0).bytes()).endsWith(new byte[] {1, 2, -1});
        assertThat(frames.get(1).bytes()).endsWith(new byte[] {9});
        assertThat(alice.socket().frames().stream().filter(org.herald.hub.Frame::isBinary))
                .hasSize(1);
    }

    @Test
    void sendWhatIsForgottenToTheOthersOnly() {
        alice.say("{'event':'room.emit','id':'e','room':'general','data':{'name':'cursor','payload':[1,2]}}");
        assertThat(alice.ack("e")).isEmpty();
        assertThat(bob.heard("room.event").get(0).toString())
                .contains("\"cursor\"", "[1,2]")
                .doesNotContain("eventId");
        assertThat(alice.heard("room.event")).isEmpty();
        assertThat(node.position("general")).endsWith("-0");
    }

    @Test
    void signalEachOtherOnlyWhileTheyShareARoom() {
        String signal = "{'event':'signal.send','id':'%s','data':{'to':'" + bob.id()
                + "','type':'offer','payload':{'sdp':'v=0'}}}";
        alice.say(signal.formatted("s1"));
        assertThat(alice.ack("s1")).isEmpty();
        assertThat(data(bob, "signal").getString("type")).isEqualTo("offer");
        assertThat(bob.heard("signal").get(0).getJsonObject("from").getString("connectionId"))
                .isEqualTo(alice.id().value());

        bob.say("{'event':'room.leave','room':'general'}");
        alice.say(signal.formatted("s2"));
        assertThat(alice.error("s2")).isEqualTo("not_found");
        alice.say(signal.formatted("s3").replace(bob.id().value(), "c-nobody"));
        assertThat(alice.error("s3")).isEqualTo("not_found");
        assertThat(bob.heard("signal")).hasSize(1);
    }

    @Test
    void tellTheOthersHowTheyAre() {
        bob.say("{'event':'presence.status','id':'s','data':{'status':'busy','text':'in a call'}}");
        assertThat(bob.ack("s")).isEmpty();
        assertThat(alice.heard("presence.changed")).hasSize(1);
        assertThat(data(alice, "presence.changed").toString()).contains("bob", "busy", "in a call");
        assertThat(bob.heard("presence.changed")).isEmpty();
        alice.say("{'event':'room.members','id':'m','room':'general'}");
        assertThat(alice.ack("m").getJsonArray("members")).hasSize(2);
        assertThat(alice.ack("m").getJsonArray("members").getJsonObject(1).getString("text"))
                .isEqualTo("in a call");
        assertThat(alice.ack("m").getBoolean("truncated")).isFalse();
    }

    @Test
    void listTheirRooms() {
        node.publish("general", "one");
        alice.say("{'event':'room.list','id':'l'}");
        assertThat(alice.ack("l").getJsonArray("rooms").stream()
                        .map(room -> room.asJsonObject().getString("room") + " "
                                + room.asJsonObject().getString("position").replaceAll(".*-", "")))
                .containsExactlyInAnyOrder("@alice 0", "general 1");
    }

    @Test
    void readHistoryForwardsAndBackwards() {
        node.publish("general", "one", "two", "three");
        String first = alice.heard("message").get(0).getString("eventId");
        alice.say("{'event':'room.history','id':'h1','room':'general','data':{'since':'" + first + "'}}");
        alice.say("{'event':'room.history','id':'h2','room':'general','data':{'limit':2,'reverse':true}}");
        alice.say("{'event':'room.history','id':'h3','room':'owners/bob'}");

        assertThat(texts(alice.ack("h1"))).containsExactly("two", "three");
        assertThat(alice.ack("h1").getBoolean("complete")).isTrue();
        assertThat(alice.ack("h1").getString("position")).isEqualTo(node.position("general"));
        assertThat(texts(alice.ack("h2"))).containsExactly("three", "two");
        assertThat(alice.ack("h2").getBoolean("complete")).isFalse();
        assertThat(alice.error("h3")).isEqualTo("room_forbidden");
    }

    private static List<String> texts(JsonObject page) {
        return page.getJsonArray("events").getValuesAs(JsonObject.class).stream()
                .map(event -> event.getJsonObject("data").getString("content"))
                .toList();
    }

    @Test
    void readHistoryWhenTheOutboxHasRoomForIt() {
        node.publish("general", "x".repeat(600_000));
        alice.socket().byHand();
        node.publish("general", "y".repeat(530_000));
        alice.say("{'event':'room.history','id':'h','room':'general','data':{'limit':1}}");
        alice.say("{'event':'ping','id':'after'}");
        assertThat(alice.socket().underWay()).isEqualTo(1);
        alice.socket().atOnce();

        assertThat(alice.socket().closes()).isEmpty();
        List<String> replies =
                alice.heard("ack").stream().map(m -> m.getString("id")).toList();
        assertThat(replies).containsExactly("join", "h", "after");
    }
}
