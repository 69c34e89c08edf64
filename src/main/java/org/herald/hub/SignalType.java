package org.herald.hub;

/** The steps of WebRTC signalling that Herald relays. */
public enum SignalType {
    OFFER,
    ANSWER,
    CANDIDATE,
    BYE
}
