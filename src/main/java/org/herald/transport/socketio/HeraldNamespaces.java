package org.herald.transport.socketio;

import org.herald.hub.Refused;
import org.herald.protocol.SocketIo;
import org.herald.protocol.SocketIoPacket;
import org.herald.session.HandshakeRefused;
import org.herald.session.Ticket;
import org.herald.session.Visit;

/** The namespaces that Herald has: the main one with every room, and one for each that is configured. */
final class HeraldNamespaces implements Namespaces {

    private final Hall hall;
    private final Visit visit;

    HeraldNamespaces(Hall hall, Visit visit) {
        this.hall = hall;
        this.visit = visit;
    }

    @Override
    public void connect(SocketIoPacket connect, Space space) {
        String namespace = connect.namespace();
        boolean main = namespace.equals(SocketIoPacket.MAIN);
        if (!main && !hall.foyer().hasNamespace(namespace.substring(1))) {
            space.refuse("Invalid namespace", "not_found");
            return;
        }
        String token;
        try {
            token = SocketIo.token(connect);
        } catch (Refused refused) {
            space.refuse(refused.getMessage(), refused.code().wire());
            return;
        }
        visit.enter(token, main).whenComplete((ticket, failure) -> {
            if (failure == null) {
                open(ticket, space, hall.format(namespace));
            } else {
                HandshakeRefused refused = (HandshakeRefused) failure;
                space.refuse(refused.getMessage(), refused.refusal().code());
            }
        });
    }

    @Override
    public void left() {
        visit.leave();
    }

    private void open(Ticket ticket, Space space, SocketIo format) {
        String sid = ticket.id().value();
        if (!space.accept(sid, () -> new HeraldMember(hall.sessions().open(ticket, format, space), format, sid))) {
            ticket.release();
        }
    }
}
