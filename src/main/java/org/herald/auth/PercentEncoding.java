package org.herald.auth;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads what is percent-encoded (RFC 3986 section 2.1) strictly, where containers differ in what they make of mistakes. */
public final class PercentEncoding {

    private PercentEncoding() {}

    /**
     * Reads a part of a path.
     *
     * @throws BadRequest for a bad percent sequence, bytes that are not UTF-8 and control characters
     */
    public static String path(String raw) {
        return decode(raw, '+', "the path is malformed");
    }

    /**
     * @param plus what {@code +} stands for
     * @param rule the message of the refusal
     */
    static String decode(String text, char plus, String rule) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.put(octet(text, i + 1, rule));
                i += 2;
            } else if (c > ' ' && c < 127) {
                bytes.put((byte) (c == '+' ? plus : c));
            } else {
                throw new BadRequest(rule);
            }
        }
        return characters(bytes.flip(), rule);
    }

    private static byte octet(String text, int at, String rule) {
        int high = at + 1 < text.length() ? Character.digit(text.charAt(at), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(text.charAt(at + 1), 16);
        if (low < 0) {
            throw new BadRequest(rule);
        }
        return (byte) (high << 4 | low);
    }

    private static String characters(ByteBuffer utf8, String rule) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
            if (text.chars().noneMatch(Character::isISOControl)) {
                return text;
            }
        } catch (CharacterCodingException e) {
            throw new BadRequest(rule);
        }
        throw new BadRequest(rule);
    }
}
