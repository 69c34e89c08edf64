package org.herald.broker.local;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.herald.hub.UserId;

/** How far users have read in one room. Not safe for use by more than one thread at a time. */
final class Marks {

    /** How many are kept at most; then the one that has not moved for the longest is forgotten. */
    static final int MOST = 10_000;

    /** The one that has not moved for the longest first. */
    private final Map<UserId, Long> seqs = new LinkedHashMap<>();

    /** @return whether that is further than before */
    boolean advance(UserId user, long seq) {
        if (seq <= seqs.getOrDefault(user, 0L)) {
            return false;
        }
        seqs.remove(user);
        seqs.put(user, seq);
        if (seqs.size() > MOST) {
            Iterator<UserId> oldest = seqs.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return true;
    }
}
