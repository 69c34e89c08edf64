package org.herald.broker.redis;

import org.herald.hub.Content;
import org.herald.hub.Notification;

/** Content is the last field of whatever has it: one octet that says what it is, then all the rest. */
final class ContentCodec {

    private static final int NONE = '-';
    private static final int VALUE = 'v';
    private static final int BINARY = 'b';

    private ContentCodec() {}

    /** @param content or null */
    static void write(Content content, Packer to) {
        if (content == null) {
            to.octet(NONE);
        } else if (content instanceof Content.Value value) {
            to.octet(VALUE).raw(Packer.utf8(value.encoded()));
        } else if (content instanceof Content.Binary binary) {
            to.octet(BINARY).raw(binary.bytes());
        }
    }

    /** Null where there was none. */
    static Content read(Unpacker from) {
        int kind = from.octet();
        return switch (kind) {
            case NONE -> null;
            case VALUE -> new Content.Value(from.restAsText());
            case BINARY -> new Content.Binary(from.rest());
            default -> throw new Malformed("unknown kind of content " + kind);
        };
    }

    /** Content that has to be there. */
    static Content require(Unpacker from) {
        Content content = read(from);
        if (content == null) {
            throw new Malformed("content is missing");
        }
        return content;
    }

    static void write(Notification notification, Packer to) {
        to.text(notification.title())
                .text(notification.body())
                .text(notification.level())
                .text(notification.link());
        write(notification.payload(), to);
    }

    static Notification readNotification(Unpacker from) {
        return new Notification(from.text(), from.text(), from.text(), from.text(), read(from));
    }
}
