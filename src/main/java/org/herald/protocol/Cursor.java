package org.herald.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.herald.hub.Position;
import org.herald.hub.RoomName;
import org.herald.hub.RoomPosition;

/**
 * What one reader has seen of several rooms: the last event of each, in one word that fits into a header, a query and an
 * {@code id:} line. It stands for rooms that the reader names beside it: of their names it has only what tells them apart
 * (48 bits of SHA-256), and opens none that the reader may not read. Immutable.
 */
public final class Cursor {

    /** Nothing seen of any room. */
    public static final Cursor EMPTY = new Cursor(Map.of());

    private static final String VERSION = "1";
    private static final int KEY_BYTES = 6;
    private static final int MAX_LENGTH = 8192;
    private static final Pattern FORM =
            Pattern.compile(VERSION + "(?:~[A-Za-z0-9_-]{8}\\.[0-9a-z]{1,32}-(?:0|[1-9][0-9]{0,17}))*+");

    private final Map<String, Position> positions;

    private Cursor(Map<String, Position> positions) {
        this.positions = positions;
    }

    /** @throws IllegalArgumentException with the rule, when {@code text} is none */
    public static Cursor parse(String text) {
        if (text.length() > MAX_LENGTH || !FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("must be one that Herald gave out");
        }
        Map<String, Position> positions = new LinkedHashMap<>();
        String[] entries = text.split("~");
        for (String entry : Arrays.asList(entries).subList(1, entries.length)) {
            int dot = entry.indexOf('.');
            positions.put(entry.substring(0, dot), Position.parse(entry.substring(dot + 1)));
        }
        return new Cursor(positions);
    }

    /** The last event of the room that was seen, if anything is known of it. */
    public Optional<Position> of(RoomName room) {
        return Optional.ofNullable(positions.get(key(room)));
    }

    /** The same, but for those of {@code marks}. */
    public Cursor with(Collection<RoomPosition> marks) {
        Map<String, Position> changed = new LinkedHashMap<>(positions);
        marks.forEach(mark -> changed.put(key(mark.room()), mark.position()));
        return new Cursor(changed);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(VERSION);
        positions.forEach(
                (key, position) -> text.append('~').append(key).append('.').append(position));
        return text.toString();
    }

    private static String key(RoomName room) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(room.value().getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, KEY_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
