package org.herald.auth;

import java.util.List;

/** What this package sees of an HTTP request. The door that took the request makes one around it. */
public interface RequestView {

    /**
     * The values of a header, one per header line, in order and as they were sent.
     *
     * @param name in any case
     * @return never null; empty when there is no such header
     */
    List<String> headers(String name);

    /** What stands after the {@code ?}, not decoded; null when there is nothing. */
    String rawQuery();
}
