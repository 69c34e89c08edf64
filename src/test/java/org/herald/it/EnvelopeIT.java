package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.Heard;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Received;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.herald.it.kit.WireFrame;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The envelope (protocol section 2): replies, versions, and fields that are wrong, too many or unknown. */
@ExtendWith(ArquillianExtension.class)
class EnvelopeIT {

    private static final String LONGEST_ID = "x".repeat(64);

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    private HeraldClient alice;

    @Deployment(testable = false)
    @TargetsContainer("herald")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    @BeforeEach
    void connect() {
        alice = mine.add(HeraldClient.connect(server, Tokens.of("alice")));
    }

    @Test
    void answersARequestOnceUnderItsId() {
        for (String event : List.of("ping", "room.list", "presence.heartbeat", "no.such.event", "room.join")) {
            Received reply = answer("{'event':'" + event + "','id':'" + event + "'}");

            assertThat(reply.id()).isEqualTo(event);
            assertThat(reply.envelope()).containsOnlyKeys("event", "id", "data");
        }
    }

    @Test
    void saysNothingOfASuccessWithoutId() {
        String room = "envelope/" + UUID.randomUUID();

        assertThat(Heard.after(alice, text("{'event':'room.join','room':'" + room + "'}")))
                .isEmpty();
        assertThat(Heard.after(alice, text("{'event':'ping'}"))).isEmpty();
        assertThat(alice.ack("room.list", null).toString()).contains(room);
    }

    @Test
    void saysSoWhenARequestWithoutIdFails() {
        Received error = answer("{'event':'room.leave','room':'nowhere'}");

        assertThat(error.envelope()).containsOnlyKeys("event", "data");
        assertThat(error.code()).isEqualTo("not_joined");
        assertThat(error.data()).containsOnlyKeys("code", "message");
    }

    @Test
    void takesTheIdOfTheClientAsItIs() {
        for (String id : List.of("1", LONGEST_ID, "\\\" \\\\ \\u0000 \\u2028 <b>", "né ☃ 😀", "__proto__")) {
            assertThat(answer("{'event':'ping','id':'" + id + "'}").is("ack"))
                    .as(id)
                    .isTrue();
        }
        Received odd = answer("{'event':'ping','id':'\\ud83d\\ude00 \\ud800'}");
        assertThat(odd.id()).isEqualTo("\ud83d\ude00 \ud800");
    }

    @Test
    void speaksVersionOne() {
        assertThat(answer("{'event':'ping','id':'a','v':1}").is("ack")).isTrue();
        for (String version : List.of("2", "0", "-1", "1.5", "1e99")) {
            Received error = answer("{'event':'ping','id':'a','v':" + version + "}");

            assertThat(error.code()).as(version).isEqualTo("unsupported_version");
            assertThat(error.id()).isEqualTo("a");
        }
    }

    @Test
    void refusesFieldsOfTheEnvelopeThatAreOfAWrongType() {
        for (String fields : List.of(
                "'event':'ping','v':'1'",
                "'event':'ping','v':true",
                "'event':'ping','v':[1]",
                "'event':'ping','room':7",
                "'event':'ping','room':{}",
                "'event':'ping','data':'text'",
                "'event':'ping','data':[]",
                "'event':'ping','data':0",
                "'data':{}",
                "'event':null",
                "'event':5",
                "'event':''",
                "'event':'Ping'",
                "'event':'pi ng'",
                "'event':'ping\\n'",
                "'event':'" + "p".repeat(65) + "'")) {
            Received error = answer("{'id':'the id'," + fields + "}");

            assertThat(error.code()).as(fields).isEqualTo("bad_envelope");
            assertThat(error.id()).as(fields).isEqualTo("the id");
        }
    }

    @Test
    void refusesAnIdThatItCouldNotGiveBack() {
        for (String id : List.of("7", "''", "{}", "true", "'" + LONGEST_ID + "x'")) {
            Received error = answer("{'event':'ping','id':" + id + "}");

            assertThat(error.code()).as(id).isEqualTo("bad_envelope");
            assertThat(error.id()).isNull();
        }
    }

    @Test
    void refusesWhatIsNoObject() {
        for (String text : List.of("[]", "'ping'", "1", "null", "true", "[{'event':'ping'}]")) {
            assertThat(answer(text).code()).as(text).isEqualTo("bad_envelope");
        }
    }

    @Test
    void refusesAFieldThatComesTwice() {
        for (String text : List.of(
                "{'event':'ping','event':'ping'}",
                "{'event':'ping','id':'1','id':'2'}",
                "{'event':'ping','\\u0069d':'1','id':'2'}",
                "{'event':'room.join','room':'a','data':{'lasting':true,'lasting':false}}")) {
            assertThat(answer(text).code()).as(text).isEqualTo("bad_envelope");
        }
    }

    @Test
    void ignoresFieldsThatItDoesNotKnow() {
        assertThat(answer("{'event':'ping','id':'1','from':{'userId':'root'},'eventId':7,'__proto__':{},"
                                + "'data':{'more':[1,{'x':null}]}}")
                        .is("ack"))
                .isTrue();
    }

    @Test
    void takesNullForAFieldThatIsNotThere() {
        assertThat(answer("{'event':'ping','id':'1','v':null,'room':null,'data':null}")
                        .is("ack"))
                .isTrue();
    }

    @Test
    void doesNotKnowTheEventsOfTheServerOrOfNobody() {
        for (String event : List.of("message", "ack", "connected", "notification", "room", "room.joins", "x")) {
            assertThat(alice.refusal(event, "general", Body.of())).as(event).isEqualTo("unknown_event");
        }
        assertThat(alice.refusal("auth", null, Body.of("token", "t"))).isEqualTo("conflict");
    }

    @Test
    void endsAConnectionAfterTwentyBrokenFramesInARow() {
        for (int i = 0; i < 19; i++) {
            alice.sendText(i % 2 == 0 ? "{" : "[]");
        }
        alice.roundTrip();
        for (int i = 0; i < 20; i++) {
            alice.sendText("{");
        }

        assertThat(alice.awaitEnding().code()).isEqualTo(1008);
        assertThat(alice.inbox().all("error")).hasSize(39);
    }

    private Received answer(String text) {
        return Heard.answer(alice, text(text));
    }

    /** @param text with single quotes */
    private static WireFrame text(String text) {
        return WireFrame.text(text.replace('\'', '"'));
    }
}
