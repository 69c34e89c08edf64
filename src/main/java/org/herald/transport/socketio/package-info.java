/**
 * Socket.IO, version 5 of its protocol, over sessions of Engine.IO: each namespace that a client has connected to is a
 * connection of Herald, with what it says read as requests. Begin with {@code SocketIoConnection}, which knows packets and
 * namespaces, and {@code HeraldNamespaces}, which says what they mean here.
 *
 * <p>Packets of one connection come in by one thread at a time; all else may be called by any thread.
 */
package org.herald.transport.socketio;
