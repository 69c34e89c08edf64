package org.herald.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.herald.hub.Content;
import org.herald.hub.ErrorCode;
import org.herald.hub.Notification;
import org.herald.hub.Position;
import org.herald.hub.Refused;
import org.herald.hub.RoomName;
import org.junit.jupiter.api.Test;

class SubmissionsTest {

    private static final RoomName ROOM = new RoomName("general");

    private static Fields body(String json) {
        return Fields.of(json.replace('\'', '"'), 32);
    }

    private static void refuses(String field, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_DATA);
            assertThat(refused.field()).isEqualTo(field);
        });
    }

    @Test
    void readsMessages() {
        Fields body = body("{'id':'u1','content':{'a':[1]},'replyTo':'7f3a-2'}");
        assertThat(Submissions.id(body)).isEqualTo("u1");
        assertThat(Submissions.message(ROOM, body))
                .isEqualTo(
                        new Command.SendMessage(ROOM, new Content.Value("{\"a\":[1]}"), new Position("7f3a", 2), true));
        assertThat(Submissions.id(body("{}"))).isNull();
        refuses("content", () -> Submissions.message(ROOM, body("{}")));
        refuses("content", () -> Submissions.message(ROOM, body("{'content':''}")));
        refuses("replyTo", () -> Submissions.message(ROOM, body("{'content':1,'replyTo':2}")));
        refuses("id", () -> Submissions.id(body("{'id':'" + "x".repeat(65) + "'}")));
    }

    @Test
    void readsEventsOfApplications() {
        assertThat(Submissions.event(ROOM, body("{'name':'cursor','payload':null}")))
                .isEqualTo(new Command.Emit(ROOM, "cursor", new Content.Value("null")));
        refuses("name", () -> Submissions.event(ROOM, body("{'payload':1}")));
        refuses("payload", () -> Submissions.event(ROOM, body("{'name':'x'}")));
    }

    @Test
    void readsNotifications() {
        assertThat(Submissions.notification(body("{'title':'t','body':'b','level':'info','link':'/x','payload':[1]}")))
                .isEqualTo(new Notification("t", "b", "info", "/x", new Content.Value("[1]")));
        assertThat(Submissions.notification(body("{'title':'t','payload':null}")))
                .isEqualTo(new Notification("t", null, null, null, null));
        refuses("title", () -> Submissions.notification(body("{'title':''}")));
        refuses("level", () -> Submissions.notification(body("{'title':'t','level':'" + "x".repeat(33) + "'}")));
        refuses("link", () -> Submissions.notification(body("{'title':'t','link':'" + "x".repeat(2001) + "'}")));
    }

    @Test
    void readsWhichPartOfHistory() {
        assertThat(Submissions.history(ROOM, name -> null)).isEqualTo(new Command.ReadHistory(ROOM, null, 100, false));
        Map<String, String> all = Map.of("since", "7f3a-2", "limit", "1000", "reverse", "true");
        assertThat(Submissions.history(ROOM, all::get))
                .isEqualTo(new Command.ReadHistory(ROOM, new Position("7f3a", 2), 1000, true));
        refuses("since", () -> Submissions.history(ROOM, Map.of("since", "7f3a")::get));
        for (String limit : new String[] {"0", "1001", "", "ten", "+1", "1e2", "99999999999"}) {
            refuses("limit", () -> Submissions.history(ROOM, Map.of("limit", limit)::get));
        }
        refuses("reverse", () -> Submissions.history(ROOM, Map.of("reverse", "")::get));
    }

    @Test
    void tellsTheRuleThatANameBreaks() {
        assertThat(Submissions.named("room", "general", RoomName::new)).isEqualTo(ROOM);
        refuses("room", () -> Submissions.named("room", "", RoomName::new));
    }

    @Test
    void takesOneObjectThatIsNotTooDeep() {
        for (String broken : new String[] {"", "{", "{}{}", "{'a':[[[]]]}"}) {
            assertThatThrownBy(() -> Fields.of(broken.replace('\'', '"'), 3))
                    .isInstanceOfSatisfying(
                            Refused.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.BAD_JSON));
        }
        assertThatThrownBy(() -> body("[]"))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.BAD_ENVELOPE));
    }
}
