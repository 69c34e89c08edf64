package org.herald.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.herald.broker.ConnectionQuery;
import org.herald.hub.ConnectionId;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;
import org.junit.jupiter.api.Test;

class CursorTest {

    @Test
    void leadsBackToItsPlace() {
        ConnectionQuery.Place place = new ConnectionQuery.Place("n1", new ConnectionId("c-1\"{}"));

        assertThat(Cursor.place(Cursor.of(place))).isEqualTo(place);
    }

    @Test
    void leadsBackToItsRoomWhateverItIsCalled() {
        for (RoomName room : List.of(new RoomName("ops/alerts"), RoomName.personal(new UserId("Zoë 😀")))) {
            assertThat(Cursor.room(Cursor.of(room))).isEqualTo(room);
            assertThat(Cursor.of(room)).matches("[A-Za-z0-9_-]+");
        }
    }

    @Test
    void refusesWhatIsNone() {
        for (String nonsense :
                List.of("", "!", "a", encoded("n1"), encoded("\nc-1"), encoded("n1\n"), encoded("n1\n\u0001"))) {
            assertThatIllegalArgumentException()
                    .as(nonsense)
                    .isThrownBy(() -> Cursor.place(nonsense))
                    .withMessage("is no cursor of this list");
        }
        for (String nonsense : List.of("", "!", "a", encoded("_"), encoded("a b"))) {
            assertThatIllegalArgumentException()
                    .as(nonsense)
                    .isThrownBy(() -> Cursor.room(nonsense))
                    .withMessage("is no cursor of this list");
        }
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
