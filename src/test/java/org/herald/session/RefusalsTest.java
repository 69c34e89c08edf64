package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.herald.auth.RoomPolicy;
import org.herald.hub.CloseCode;
import org.herald.hub.Identity;
import org.herald.hub.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients are refused, and how they are told. */
class RefusalsTest {

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

    @Test
    void areRefusedInARoomTheyAreNotIn() {
        List<String> commands = List.of(
                "'message.send','data':{'content':'x'}",
                "'message.edit','data':{'messageId':'a-1','content':'x'}",
                "'message.delete','data':{'messageId':'a-1'}",
                "'message.read','data':{'upTo':'a-1'}",
                "'typing.start'",
                "'typing.stop'",
                "'room.emit','data':{'name':'x','payload':1}",
                "'room.leave'");
        for (int i = 0; i < commands.size(); i++) {
            alice.say("{'id':'" + i + "','room':'other','event':" + commands.get(i) + "}");
            assertThat(alice.error("" + i)).as(commands.get(i)).isEqualTo("not_joined");
        }
    }

    @Test
    void mayNotPublishWhereTheyMayOnlyRead() {
        TestNode quiet =
                new TestNode(Map.of("herald.namespaces", "news", "herald.namespace.news.publish", "role:editor"));
        Visitor reader = quiet.open("reader");
        reader.join("news/today");
        quiet.publish("news/today", "headline");
        String id = reader.lastEventId();
        List<String> commands = List.of(
                "'message.send','data':{'content':'x'}",
                "'message.edit','data':{'messageId':'" + id + "','content':'x'}",
                "'message.delete','data':{'messageId':'" + id + "'}",
                "'typing.start'",
                "'room.emit','data':{'name':'x','payload':1}");
        for (int i = 0; i < commands.size(); i++) {
            reader.say("{'id':'" + i + "','room':'news/today','event':" + commands.get(i) + "}");
            assertThat(reader.error("" + i)).as(commands.get(i)).isEqualTo("room_forbidden");
        }
        reader.say("{'event':'message.read','id':'read','room':'news/today','data':{'upTo':'" + id + "'}}");
        assertThat(reader.ack("read")).isEmpty();
        quiet.close();
    }

    @Test
    void cannotSeeMembersWhereNobodyKeepsThem() {
        alice.say("{'event':'room.join','id':'j','room':'mute/x'}");
        alice.say("{'event':'room.members','id':'m','room':'mute/x'}");
        assertThat(alice.ack("j")).isNotNull();
        assertThat(alice.error("m")).isEqualTo("room_forbidden");
        assertThat(node.present("mute/x")).isEmpty();
    }

    @Test
    void cannotTellOtherListenersOfTheServersRoomsThatTheyRead() {
        Visitor root = administrator("root");
        Visitor other = administrator("other");
        root.join("herald/admin");
        other.join("herald/admin");
        String position = root.ack("join").getString("position");

        root.say("{'event':'message.read','id':'r','room':'herald/admin','data':{'upTo':'" + position + "'}}");

        assertThat(root.error("r")).isEqualTo("room_forbidden");
        assertThat(other.heard("message.read")).isEmpty();
    }

    private Visitor administrator(String user) {
        Identity identity =
                new Identity(new UserId(user), Set.of(RoomPolicy.ADMIN), Identity.Grants.NONE, null, null, null);
        return node.open(identity, true, new FakeSocket());
    }

    @Test
    void getExactlyOneReplyToEveryRequest() {
        List<String> sent = new ArrayList<>();
        for (String event :
                List.of("ping", "presence.heartbeat", "room.list", "no.such", "room.join", "auth", "message.send")) {
            sent.add(event);
            alice.say("{'event':'" + event + "','id':'" + event + "'}");
        }
        sent.forEach(alice::reply);
        assertThat(alice.ack("ping").getJsonNumber("ts").longValue())
                .isEqualTo(node.clock().millis());
        assertThat(alice.ack("presence.heartbeat").keySet()).containsExactly("ts");
        assertThat(alice.error("no.such")).isEqualTo("unknown_event");
        assertThat(alice.error("room.join")).isEqualTo("invalid_data");
        assertThat(alice.error("auth")).isEqualTo("invalid_data");
        alice.say("{'event':'auth','id':'again','data':{'token':'x'}}");
        assertThat(alice.error("again")).isEqualTo("conflict");
    }

    @Test
    void areToldThatTheStoreIsAwayAndStay() {
        node.broker().away(true);
        alice.say("{'event':'message.send','id':'m','room':'general','data':{'content':'x'}}");
        alice.say("{'event':'room.history','id':'h','room':'general'}");
        alice.say("{'event':'room.list','id':'l'}");
        alice.say("{'event':'room.members','id':'w','room':'general'}");
        alice.say("{'event':'presence.status','id':'s','data':{'status':'away'}}");
        alice.say("{'event':'message.read','id':'r','room':'general','data':{'upTo':'a-1'}}");
        for (String id : List.of("m", "h", "l", "w", "s", "r")) {
            assertThat(alice.error(id)).isEqualTo("unavailable");
        }
        node.broker().away(false);
        alice.send("general", "back");
        assertThat(bob.contents()).containsExactly("back");
    }

    @Test
    void areDisconnectedAfterTwentyBrokenFramesInARow() {
        for (int i = 0; i < 19; i++) {
            alice.say("{");
        }
        assertThat(alice.socket().closes()).isEmpty();
        alice.say("{");
        assertThat(alice.heard("error")).hasSize(20);
        assertThat(alice.socket().closes()).containsExactly(CloseCode.POLICY);
        assertThat(node.counts().of("refused bad_json")).isEqualTo(20);
    }

    @Test
    void areDisconnectedWhenTheyIgnoreTheirRate() {
        TestNode strict = new TestNode(Map.of("herald.limits.messages", "5/PT1M"));
        Visitor carol = strict.open("carol");
        carol.join("general");
        for (int i = 0; i < 5 + 99; i++) {
            carol.send("general", "x");
        }
        assertThat(carol.contents()).hasSize(5);
        assertThat(carol.heard("error")).hasSize(99);
        assertThat(strict.counts().of("limit messages")).isEqualTo(99);
        assertThat(strict.counts().of("limit requests")).isZero();
        assertThat(carol.heard("error").get(0).getJsonObject("data").getInt("retryAfterMs"))
                .isEqualTo(12_000);
        assertThat(carol.socket().closes()).isEmpty();
        carol.send("general", "x");
        assertThat(carol.socket().closes()).containsExactly(CloseCode.RATE_LIMIT_IGNORED);
        strict.close();
    }

    @Test
    void areHeardInTheOrderOfTheirWordsWhileTheirRateIsLookedUp() {
        alice.say("{'event':'message.send','id':'0','room':'general','data':{'content':'0'}}");
        node.broker().holdRates();
        for (int i = 1; i < 4; i++) {
            alice.send("general", "" + i);
        }
        alice.say("{'event':'room.leave','id':'left','room':'general'}");
        assertThat(bob.contents()).containsExactly("0");
        node.broker().release();
        assertThat(bob.contents()).containsExactly("0", "1");
        node.broker().letGo();

        assertThat(bob.contents()).containsExactly("0", "1", "2", "3");
        assertThat(alice.ack("left")).isNotNull();
        assertThat(alice.heard("error")).isEmpty();
    }

    @Test
    void areRefusedMoreCommandsThanMayWait() {
        node.broker().hold();
        alice.join("slow");
        for (int i = 0; i < 1024; i++) {
            alice.say("{'event':'ping'}");
        }
        alice.say("{'event':'ping','id':'too many'}");
        assertThat(alice.error("too many")).isEqualTo("unavailable");
        node.broker().letGo();
        alice.say("{'event':'ping','id':'fine'}");
        assertThat(alice.ack("fine")).isNotNull();
    }
}
