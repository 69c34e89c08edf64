package org.herald.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.herald.config.InvalidSetting;
import org.herald.hub.ErrorCode;
import org.herald.hub.Identity;
import org.herald.hub.Identity.Grants;
import org.herald.hub.Refused;
import org.herald.hub.RoomName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomPolicyTest {

    private static final Identity ALICE = Given.user("alice");
    private static final Identity ADMIN = Given.user("root", "herald-admin");
    private static final Grants EVERYTHING = new Grants(List.of("*"), List.of("*"), List.of("*"));

    @Test
    void letsEveryoneJoinAndPublishButOnlyAdministratorsModerate() {
        RoomPolicy policy = policy();
        RoomName room = new RoomName("general");

        assertThat(policy.mayJoin(ALICE, room)).isTrue();
        assertThat(policy.mayPublish(ALICE, room)).isTrue();
        assertThat(policy.mayModerate(ALICE, room)).isFalse();
        assertThat(policy.mayModerate(ADMIN, room)).isTrue();
    }

    @Test
    void asksTheNamespaceOfTheRoom() {
        RoomPolicy policy = policy(
                "herald.namespaces", "ops",
                "herald.namespace.ops.join", "role:ops, user:alice",
                "herald.namespace.ops.publish", "role:ops",
                "herald.namespace.ops.moderate", "user:bob");
        RoomName room = new RoomName("ops/alerts");

        assertThat(policy.mayJoin(ALICE, room)).isTrue();
        assertThat(policy.mayPublish(ALICE, room)).isFalse();
        assertThat(policy.mayPublish(Given.user("x", "ops"), room)).isTrue();
        assertThat(policy.mayJoin(Given.user("x", "other"), room)).isFalse();
        assertThat(policy.mayModerate(Given.user("bob"), room)).isTrue();
        assertThat(policy.mayModerate(ADMIN, room)).isFalse();
        assertThat(policy.mayPublish(ALICE, new RoomName("opsx/alerts"))).isTrue();
        assertThat(policy.mayPublish(ALICE, new RoomName("OPS/alerts"))).isTrue();
        assertThat(policy.mayPublish(ALICE, new RoomName("ops"))).isTrue();
        assertThat(policy.mayPublish(ALICE, new RoomName("ops/"))).isFalse();
    }

    @Test
    void takesTheDefaultNamespaceForEveryOtherRoom() {
        RoomPolicy policy =
                policy("herald.namespace.default.publish", "none", "herald.namespace.default.join", "role:x");

        assertThat(policy.mayPublish(ADMIN, new RoomName("general"))).isFalse();
        assertThat(policy.mayJoin(ALICE, new RoomName("any/thing"))).isFalse();
        assertThat(policy.mayJoin(ALICE, new RoomName("default/thing"))).isFalse();
        assertThat(policy.mayJoin(Given.user("alice", "x"), new RoomName("any/thing")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "doc/alice,true",
        "doc/alice/notes,true",
        "doc/alice/,true",
        "doc/alicex,false",
        "doc/Alice,false",
        "doc/bob/alice,false",
        "doc//alice,false",
        "doc/,false"
    })
    void letsTheOwnerIn(String room, boolean allowed) {
        RoomPolicy policy = policy("herald.namespaces", "doc", "herald.namespace.doc.join", "owner");

        assertThat(policy.mayJoin(ALICE, new RoomName(room))).isEqualTo(allowed);
    }

    @Test
    void letsNobodyDoWhatIsForNone() {
        RoomPolicy policy = policy("herald.namespaces", "news", "herald.namespace.news.publish", "none");

        assertThat(policy.mayPublish(ADMIN, new RoomName("news/today"))).isFalse();
    }

    @Test
    void addsWhatTheTokenGrants() {
        RoomPolicy policy = policy(
                "herald.namespace.default.join", "none",
                "herald.namespace.default.publish", "none",
                "herald.namespace.default.moderate", "none");
        Identity joiner = granted(new Grants(List.of("team-*"), List.of(), List.of()));
        Identity publisher = granted(new Grants(List.of(), List.of("team-*"), List.of()));
        Identity moderator = granted(new Grants(List.of(), List.of(), List.of("team-*")));
        RoomName room = new RoomName("team-a");

        assertThat(List.of(
                        policy.mayJoin(joiner, room),
                        policy.mayPublish(joiner, room),
                        policy.mayModerate(joiner, room)))
                .containsExactly(true, false, false);
        assertThat(List.of(
                        policy.mayJoin(publisher, room),
                        policy.mayPublish(publisher, room),
                        policy.mayModerate(publisher, room)))
                .containsExactly(false, true, false);
        assertThat(List.of(
                        policy.mayJoin(moderator, room),
                        policy.mayPublish(moderator, room),
                        policy.mayModerate(moderator, room)))
                .containsExactly(false, false, true);
        assertThat(policy.mayJoin(joiner, new RoomName("x-team-a"))).isFalse();
    }

    @Test
    void keepsPersonalRoomsForTheirOwners() {
        RoomPolicy policy = policy();
        RoomName room = new RoomName("@alice");

        assertThat(policy.mayJoin(ALICE, room)).isTrue();
        assertThat(policy.mayPublish(ALICE, room)).isFalse();
        assertThat(policy.mayModerate(ALICE, room)).isFalse();
        assertThat(policy.mayJoin(ADMIN, room)).isFalse();
        assertThat(policy.mayPublish(ADMIN, room)).isFalse();
        assertThat(policy.mayModerate(ADMIN, room)).isTrue();
        assertThat(policy.mayJoin(Given.user("lice"), room)).isFalse();
        assertThat(policy.mayJoin(Given.user("@alice"), room)).isFalse();
    }

    @Test
    void letsNobodyButAdministratorsListenInItsOwnRooms() {
        RoomPolicy policy = policy();
        Identity granted = granted(new Grants(List.of("*"), List.of("*", "herald/admin"), List.of("herald/*")));

        assertThat(policy.mayJoin(ADMIN, RoomPolicy.WATCH)).isTrue();
        for (Identity other : List.of(ALICE, granted)) {
            assertThat(policy.mayJoin(other, RoomPolicy.WATCH)).isFalse();
        }
        for (Identity anybody : List.of(ADMIN, ALICE, granted)) {
            assertThat(policy.mayPublish(anybody, RoomPolicy.WATCH)).isFalse();
            assertThat(policy.mayModerate(anybody, RoomPolicy.WATCH)).isFalse();
        }
        assertThat(policy.mayMarkRead(RoomPolicy.WATCH)).isFalse();
        assertThat(policy.mayMarkRead(new RoomName("general"))).isTrue();
    }

    @Test
    void showsNobodyWhoListensInItsOwnRooms() {
        Namespace own = policy().namespace(RoomPolicy.WATCH);

        assertThat(own.presence()).isFalse();
        assertThat(own.announce()).isFalse();
        assertThat(own.historySize()).isZero();
    }

    @Test
    void opensNoPersonalRoomByGrant() {
        RoomPolicy policy = policy();
        Identity bob = Given.user("bob", new Grants(List.of("*", "@alice", "@*"), List.of("@alice"), List.of("@*")));

        assertThat(policy.mayJoin(bob, new RoomName("@alice"))).isFalse();
        assertThat(policy.mayPublish(bob, new RoomName("@alice"))).isFalse();
        assertThat(policy.mayModerate(bob, new RoomName("@alice"))).isFalse();
        assertThat(policy.mayPublish(granted(EVERYTHING), new RoomName("@alice")))
                .isFalse();
    }

    @Test
    void opensNoPersonalRoomByNamespace() {
        RoomPolicy policy = policy("herald.namespace.default.join", "*", "herald.namespace.default.publish", "*");

        assertThat(policy.mayJoin(Given.user("bob"), new RoomName("@ops/alice")))
                .isFalse();
        assertThat(policy.mayPublish(Given.user("bob"), new RoomName("@alice"))).isFalse();
    }

    @Test
    void saysWhoMayNotDoWhat() {
        RoomPolicy policy = policy(
                "herald.namespaces", "ops",
                "herald.namespace.ops.publish", "none",
                "herald.namespace.ops.join", "none");
        RoomName room = new RoomName("ops/alerts");

        assertForbidden(() -> policy.requirePublish(ALICE, room), "alice may not publish to ops/alerts");
        assertForbidden(() -> policy.requireJoin(ALICE, room), "alice may not join ops/alerts");
        assertForbidden(() -> policy.requireModerate(ALICE, room), "alice may not moderate ops/alerts");
        policy.requireJoin(ALICE, new RoomName("general"));
        policy.requirePublish(ALICE, new RoomName("general"));
        policy.requireModerate(ADMIN, new RoomName("general"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alice@example.com|alice@example.com",
                "Alice Smith|\"Alice Smith\"",
                "älice|\"älice\"",
                "a\"b\\c|\"a\\u0022b\\u005cc\"",
                "a\u202eb|\"a\\u202eb\"",
                "a\u2028b|\"a\\u2028b\"",
                "a\u200bb|\"a\\u200bb\"",
                "\ud83d\ude00|\"\ud83d\ude00\"",
                "\udb40\udc41|\"\\udb40\\udc41\""
            })
    void makesNamesFitForMessages(String name, String safe) {
        assertForbidden(
                () -> policy().requireModerate(Given.user(name), new RoomName("a")), safe + " may not moderate a");
    }

    @Test
    void knowsTheRetentionOfARoom() {
        Namespaces namespaces = Namespaces.from(Given.settings(
                "herald.history.size", "50",
                "herald.history.ttl", "PT10M",
                "herald.namespaces", "log,news",
                "herald.namespace.log.history-size", "0",
                "herald.namespace.log.history-ttl", "PT1M",
                "herald.namespace.log.presence", "false",
                "herald.namespace.log.announce", "false",
                "herald.namespace.default.history-size", "7"));
        Namespace log = namespaces.of(new RoomName("log/x"));
        Namespace news = namespaces.of(new RoomName("news/x"));

        assertThat(log.historySize()).isZero();
        assertThat(log.historyTtl()).isEqualTo(Duration.ofMinutes(1));
        assertThat(log.presence()).isFalse();
        assertThat(log.announce()).isFalse();
        assertThat(news.historySize()).isEqualTo(50);
        assertThat(news.historyTtl()).isEqualTo(Duration.ofMinutes(10));
        assertThat(news.presence()).isTrue();
        assertThat(news.announce()).isTrue();
        assertThat(namespaces.of(new RoomName("@alice")).historySize()).isEqualTo(7);
        assertThat(namespaces.of(new RoomName("x")).name()).isEqualTo(Namespace.DEFAULT);
        assertThat(namespaces.all()).hasSize(4);
    }

    @Test
    void keepsAThousandEventsForAnHourUnlessToldOtherwise() {
        Namespace others = Namespaces.from(Given.settings()).of(new RoomName("x"));

        assertThat(others.historySize()).isEqualTo(1000);
        assertThat(others.historyTtl()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void namesTheRolesThatRulesAskFor() {
        Namespaces namespaces = Namespaces.from(Given.settings(
                "herald.namespaces",
                "ops",
                "herald.namespace.ops.join",
                "role:a,role:b",
                "herald.namespace.ops.publish",
                "*"));

        assertThat(namespaces.roles()).containsExactlyInAnyOrder("a", "b", "herald-admin");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "herald.namespaces|a/b",
                "herald.namespaces|@a",
                "herald.namespaces|default",
                "herald.namespaces|herald",
                "herald.namespaces|ops,ops",
                "herald.namespaces|.a",
                "herald.namespace.ops.join|admins",
                "herald.namespace.ops.join|role:",
                "herald.namespace.ops.join|user:",
                "herald.namespace.ops.publish|none,*",
                "herald.namespace.ops.moderate|Role:x",
                "herald.namespace.default.join|owner",
                "herald.namespace.ops.history-size|-1",
                "herald.namespace.ops.history-ttl|1h",
                "herald.namespace.ops.presence|no",
                "herald.namespace.ops.announce|no",
                "herald.history.size|x",
                "herald.history.ttl|PT-1S"
            })
    void namesTheKeyOfAValueThatCannotBeUsed(String key, String value) {
        String names = key.equals("herald.namespaces") ? value : "ops";

        assertThatThrownBy(() -> Namespaces.from(Given.settings("herald.namespaces", names, key, value)))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith(key + ": ");
    }

    private static Identity granted(Grants grants) {
        return Given.user("alice", grants);
    }

    private static RoomPolicy policy(String... settings) {
        return new RoomPolicy(Namespaces.from(Given.settings(settings)));
    }

    private static void assertForbidden(Runnable deed, String message) {
        assertThatThrownBy(deed::run)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.ROOM_FORBIDDEN))
                .hasMessage(message);
    }
}
