package org.herald.session;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.herald.auth.RoomPolicy;
import org.herald.broker.Memberships;
import org.herald.hub.Identity;
import org.herald.hub.RoomName;

/** The rooms in which a user is wherever nothing else is asked for: the user's own, and those of lasting membership. */
record UsualRooms(Memberships memberships, RoomPolicy policy) {

    /** The user's own first, the others by name. */
    CompletionStage<List<RoomName>> of(Identity identity) {
        return memberships
                .of(identity.user())
                .thenApply(lasting -> Stream.concat(
                                Stream.of(RoomName.personal(identity.user())),
                                lasting.stream()
                                        .filter(room -> policy.mayJoin(identity, room))
                                        .sorted(Comparator.comparing(RoomName::value)))
                        .toList());
    }
}
