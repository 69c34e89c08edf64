package org.herald.hub;

import java.util.Arrays;

/** What somebody sent, opaque to the hub: it is kept and relayed as it came. */
public sealed interface Content {

    /** Bytes it takes in UTF-8 or as it is: what counts against limits. */
    int size();

    /**
     * A value in the encoding that all wire formats share, already checked to be well-formed.
     *
     * @param encoded never null
     */
    record Value(String encoded) implements Content {
        @Override
        public int size() {
            return Frame.utf8Length(encoded);
        }

        @Override
        public String toString() {
            return "Value[" + encoded.length() + " chars]";
        }
    }

    /**
     * Raw octets of a binary frame. The array is not copied: whoever makes it hands it over.
     *
     * @param bytes never null, not changed afterwards
     */
    record Binary(byte[] bytes) implements Content {
        @Override
        public int size() {
            return bytes.length;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Binary binary && Arrays.equals(bytes, binary.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Binary[" + bytes.length + " bytes]";
        }
    }
}
