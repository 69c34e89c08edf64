package org.herald.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoomEventTest {

    private static final RoomEvent.Body NOTHING = new RoomEvent.Deleted(new Position("e", 1));

    @Test
    void weighsWhatItSays() {
        Content content = new Content.Value("\"é\"");

        assertThat(size(new RoomEvent.Message(content, null, null)) - size(NOTHING))
                .isEqualTo(4);
        assertThat(size(new RoomEvent.Edited(new Position("e", 1), content)) - size(NOTHING))
                .isEqualTo(4);
    }

    @Test
    void weighsAllThatANotificationSays() {
        Notification bare = new Notification("title", null, null, null, null);
        Notification full = new Notification("title", "bödy", "info", "/link", new Content.Value("{}"));

        assertThat(size(new RoomEvent.Notified(bare)) - size(NOTHING)).isEqualTo(5);
        assertThat(size(new RoomEvent.Notified(full)) - size(NOTHING)).isEqualTo(5 + 5 + 4 + 5 + 2);
    }

    private static int size(RoomEvent.Body body) {
        Sender from = new Sender(new UserId("alice"), null);
        return new RoomEvent(new RoomName("general"), new Position("e", 2), 1, from, body, true).size();
    }
}
