package org.herald.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "General", "9", "ops/alerts", "a.b_c:d-e/f", "@alice", "@a b", "@é", "@@server"})
    void takesTheNamesOfTheProtocol(String name) {
        assertThat(new RoomName(name).value()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "_a", "/a", "-a", "a b", "ä", "a\n", "a\u0000", "а" /* Cyrillic */, "@", "@a\t"})
    void refusesWhatIsNoName(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new RoomName(name));
    }

    @Test
    void isAtMost128CharactersLong() {
        assertThat(new RoomName("a".repeat(128)).value()).hasSize(128);
        assertThatIllegalArgumentException().isThrownBy(() -> new RoomName("a".repeat(129)));
    }

    @ParameterizedTest
    @CsvSource({"ops/alerts,ops", "ops/a/b,ops", "general,''", "@ops/a,''", "ops/,ops"})
    void hasAPrefixBeforeTheFirstSlashUnlessPersonal(String name, String prefix) {
        assertThat(new RoomName(name).prefix()).isEqualTo(prefix);
    }

    @Test
    void belongsToTheUserItNamesAlone() {
        RoomName room = RoomName.personal(new UserId("alice"));

        assertThat(room).hasToString("@alice");
        assertThat(room.isPersonal()).isTrue();
        assertThat(room.belongsTo(new UserId("alice"))).isTrue();
        assertThat(room.belongsTo(new UserId("ice"))).isFalse();
        assertThat(room.belongsTo(new UserId("@alice"))).isFalse();
        assertThat(new RoomName("alice").belongsTo(new UserId("alice"))).isFalse();
        assertThat(new RoomName("alice").isPersonal()).isFalse();
    }
}
