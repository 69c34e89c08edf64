package org.herald.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.herald.hub.Identity;
import org.herald.hub.UserId;
import org.junit.jupiter.api.Test;

class CurrentCallerTest {

    private static final Identity ALICE =
            new Identity(new UserId("alice"), Set.of(), Identity.Grants.NONE, null, null, null);

    @Test
    void isNobodyUntilSomebodyWasLetIn() {
        assertThatThrownBy(new CurrentCaller()::identity).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void hasAConnectionInHttp1AndAStreamOfOneLater() {
        assertThat(by("HTTP/1.0").hasConnection()).isTrue();
        assertThat(by("HTTP/1.1").hasConnection()).isTrue();
        assertThat(by("HTTP/2.0").hasConnection()).isFalse();
        assertThat(by("HTTP/2").hasConnection()).isFalse();
        assertThat(by("HTTP/3").hasConnection()).isFalse();
    }

    private static CurrentCaller by(String protocol) {
        CurrentCaller caller = new CurrentCaller();
        caller.is(ALICE, protocol);
        assertThat(caller.identity()).isSameAs(ALICE);
        return caller;
    }
}
