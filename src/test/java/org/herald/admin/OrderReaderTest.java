package org.herald.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.herald.auth.AuthSettings;
import org.herald.broker.ControlMessage;
import org.herald.broker.ControlMessage.Announce;
import org.herald.broker.ControlMessage.CancelDrain;
import org.herald.broker.ControlMessage.Drain;
import org.herald.broker.ControlMessage.KickConnection;
import org.herald.broker.ControlMessage.KickFromRoom;
import org.herald.broker.ControlMessage.KickUser;
import org.herald.broker.ControlMessage.RevokeToken;
import org.herald.broker.ControlMessage.RevokeUser;
import org.herald.config.Settings;
import org.herald.hub.ConnectionId;
import org.herald.hub.ErrorCode;
import org.herald.hub.HandClock;
import org.herald.hub.Notification;
import org.herald.hub.Refused;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;
import org.herald.protocol.Fields;
import org.herald.session.RevocationOrders;
import org.junit.jupiter.api.Test;

class OrderReaderTest {

    private static final UserId BOB = new UserId("bob");
    private static final Map<String, String> SETTINGS = Map.of("herald.dev", "true");

    private final HandClock clock = new HandClock();
    private final Settings settings = new Settings(key -> Optional.ofNullable(SETTINGS.get(key)));
    private final OrderReader reader =
            new OrderReader("n1", RevocationOrders.from(settings, AuthSettings.from(settings), clock));

    @Test
    void kicksAConnectionAUserOrAUserOutOfARoom() {
        assertThat(kick("{'connectionId':'c-1','reason':'spam'}"))
                .isEqualTo(new KickConnection(new ConnectionId("c-1"), "spam"));
        assertThat(kick("{'userId':'bob'}")).isEqualTo(new KickUser(BOB, null));
        assertThat(kick("{'userId':'bob','room':'general'}"))
                .isEqualTo(new KickFromRoom(BOB, new RoomName("general"), null));
    }

    @Test
    void kicksNobodyUnlessExactlyOneIsNamed() {
        refuses(reader::kick, "{}", "connectionId", "give either connectionId or userId");
        refuses(reader::kick, "{'room':'general'}", "connectionId", "give either");
        refuses(reader::kick, "{'connectionId':'c','userId':'bob'}", "userId", "give either");
        refuses(reader::kick, "{'connectionId':'c','room':'general'}", "room", "goes with userId only");
    }

    @Test
    void namesTheFieldOfAKickThatIsWrong() {
        refuses(reader::kick, "{'connectionId':'a b'}", "connectionId", "1-64 visible ASCII");
        refuses(reader::kick, "{'connectionId':7}", "connectionId", "must be a string");
        refuses(reader::kick, "{'userId':''}", "userId", "1-128");
        refuses(reader::kick, "{'userId':'bob','room':'_'}", "room", "1-128 characters");
        refuses(reader::kick, "{'userId':'bob','room':'@bob'}", "room", "personal");
        refuses(reader::kick, "{'userId':'bob','reason':'" + "ü".repeat(62) + "'}", "reason", "123 bytes");
    }

    @Test
    void revokesATokenOrAllOfAUser() {
        long now = clock.millis();
        long end = now + Duration.ofHours(24).plusSeconds(10).toMillis();

        assertThat(revoke("{'tokenId':'t','reason':'leaked'}")).isEqualTo(new RevokeToken("t", end, "leaked"));
        assertThat(revoke("{'userId':'bob'}")).isEqualTo(new RevokeUser(BOB, now, end, null));
        refuses(reader::revoke, "{}", "tokenId", "give either tokenId or userId");
        refuses(reader::revoke, "{'tokenId':'t','userId':'bob'}", "userId", "give either");
        refuses(reader::revoke, "{'tokenId':''}", "tokenId", "1 to 256");
    }

    @Test
    void announces() {
        assertThat(reader.announce(fields("{'title':'Maintenance','body':'at noon','level':'warn','link':'/x'}")))
                .isEqualTo(new Announce(new Notification("Maintenance", "at noon", "warn", "/x", null)));
        refuses(reader::announce, "{'body':'x'}", "title", "is missing");
        refuses(reader::announce, "{'title':''}", "title", "1 to 200");
        refuses(reader::announce, "{'title':'x','body':7}", "body", "must be a string");
    }

    @Test
    void drainsThisNodeOrAnother() {
        assertThat(drain("{}")).isEqualTo(new Drain("n1", null));
        assertThat(drain("{'node':'n2','time':'PT30S'}")).isEqualTo(new Drain("n2", Duration.ofSeconds(30)));
        assertThat(reader.cancelDrain(null)).isEqualTo(new CancelDrain("n1"));
        assertThat(reader.cancelDrain("n2")).isEqualTo(new CancelDrain("n2"));
        refuses(reader::drain, "{'time':'30'}", "time", "ISO-8601");
        refuses(reader::drain, "{'time':'PT-1S'}", "time", "within a day");
        refuses(reader::drain, "{'time':'P2D'}", "time", "within a day");
        refuses(reader::drain, "{'node':''}", "node", "1 to 64");
    }

    private ControlMessage kick(String json) {
        return reader.kick(fields(json));
    }

    private ControlMessage revoke(String json) {
        return reader.revoke(fields(json));
    }

    private ControlMessage drain(String json) {
        return reader.drain(fields(json));
    }

    private static void refuses(Function<Fields, ControlMessage> read, String json, String field, String rule) {
        assertThatThrownBy(() -> read.apply(fields(json)))
                .as(json)
                .hasMessageContaining(rule)
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_DATA);
                    assertThat(refused.field()).isEqualTo(field);
                });
    }

    private static Fields fields(String json) {
        return Fields.of(json.replace('\'', '"'), 8);
    }
}
