package org.herald.hub;

import java.util.regex.Pattern;

/**
 * Where a publication stands in a distributed trace: {@code traceparent} of W3C Trace Context, section 3.2, as version 00.
 *
 * @param value 55 characters, {@code 00-<trace id>-<parent id>-<flags>}
 */
public record Traceparent(String value) {

    private static final int LENGTH = 55;

    /** A version to come may have more behind what is known; this is enough of it. */
    private static final int MAX_LENGTH = 512;

    private static final Pattern FORM = Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");
    private static final String VERSION = "00";
    private static final String NO_VERSION = "ff";
    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_PARENT = "0".repeat(16);

    /** @throws IllegalArgumentException for what is no such text */
    public Traceparent {
        if (!value.startsWith(VERSION) || value.length() != LENGTH || !isSound(value)) {
            throw new IllegalArgumentException("must be a traceparent of version 00");
        }
    }

    /** @param flags of which the lowest bit says whether the trace is recorded */
    public static Traceparent of(String traceId, String parentId, String flags) {
        return new Traceparent(VERSION + '-' + traceId + '-' + parentId + '-' + flags);
    }

    /**
     * What somebody sent. Of a later version the part that is known counts (section 4.3).
     *
     * @param text or null
     * @return null for what is malformed: it is to be ignored as if it were not there
     */
    public static Traceparent read(String text) {
        if (text == null || text.length() < LENGTH || text.length() > MAX_LENGTH || !isSound(text)) {
            return null;
        }
        if (text.startsWith(VERSION)) {
            return text.length() == LENGTH ? new Traceparent(text) : null;
        }
        boolean more = text.length() == LENGTH || text.charAt(LENGTH) == '-';
        boolean recorded = (Character.digit(text.charAt(LENGTH - 1), 16) & 1) == 1;
        return more ? of(text.substring(3, 35), text.substring(36, 52), recorded ? "01" : "00") : null;
    }

    /** 32 hexadecimal digits. */
    public String traceId() {
        return value.substring(3, 35);
    }

    /** 16 hexadecimal digits: the span that is the parent of whatever comes next. */
    public String parentId() {
        return value.substring(36, 52);
    }

    /** 2 hexadecimal digits. */
    public String flags() {
        return value.substring(53);
    }

    @Override
    public String toString() {
        return value;
    }

    private static boolean isSound(String text) {
        return FORM.matcher(text.substring(0, LENGTH)).matches()
                && !text.startsWith(NO_VERSION)
                && !text.startsWith(NO_TRACE, 3)
                && !text.startsWith(NO_PARENT, 36);
    }
}
