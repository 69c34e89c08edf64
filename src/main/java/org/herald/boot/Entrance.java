package org.herald.boot;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.herald.audit.Audit;
import org.herald.auth.AuthSettings;
import org.herald.auth.DevKeys;
import org.herald.auth.Namespaces;
import org.herald.auth.OriginPolicy;
import org.herald.auth.RoomPolicy;
import org.herald.auth.TokenSources;
import org.herald.auth.TokenVerifier;
import org.herald.auth.TrustedProxies;
import org.herald.broker.Broker;
import org.herald.config.Settings;
import org.herald.hub.HubListener;
import org.herald.limits.ConnectionLimit;
import org.herald.limits.HandshakeRates;
import org.herald.limits.LimitSettings;
import org.herald.observe.MetricsAccess;
import org.herald.observe.MetricsSettings;
import org.herald.protocol.HeraldV1;
import org.herald.session.Capacity;
import org.herald.session.Credentials;
import org.herald.session.Foyer;
import org.herald.session.Gatekeeper;
import org.herald.session.Listeners;
import org.herald.session.Rates;
import org.herald.session.Reception;
import org.herald.session.RevocationOrders;
import org.herald.session.Tokens;

/**
 * Who comes in, by which door, and what they may do: put together once.
 *
 * @param devKeys the keys of development mode, if it is on
 * @param revoking makes orders that tokens be refused
 * @param gatekeeper for WebSockets
 * @param reception for plain requests
 * @param listeners for streams and polls
 * @param foyer for those who say later who they are
 * @param metricsAccess for those who look at figures
 */
record Entrance(
        Optional<DevKeys> devKeys,
        RoomPolicy policy,
        Tokens tokens,
        RevocationOrders revoking,
        TrustedProxies proxies,
        Rates rates,
        Gatekeeper gatekeeper,
        Reception reception,
        Listeners listeners,
        Foyer foyer,
        MetricsAccess metricsAccess) {

    static Entrance of(
            Base base, AuthSettings auth, LimitSettings limits, Broker broker, HubListener listener, Audit audit) {
        Settings settings = base.settings();
        Clock clock = base.clock();
        Namespaces namespaces = Namespaces.from(settings);
        RoomPolicy policy = new RoomPolicy(namespaces);
        Optional<DevKeys> devKeys = auth.dev() ? Optional.of(new DevKeys(auth, clock)) : Optional.empty();
        TokenVerifier verifier = devKeys.map(DevKeys::verifier).orElseGet(() -> TokenVerifier.from(auth, clock));
        Tokens tokens = new Tokens(verifier, broker.revocations());
        TrustedProxies proxies = new TrustedProxies(auth);
        OriginPolicy origins = new OriginPolicy(auth);
        Credentials credentials = new Credentials(new TokenSources(auth), tokens, auth.container(), namespaces.roles());
        HandshakeRates attempts = new HandshakeRates(limits.rates().handshakes(), System::nanoTime);
        Capacity capacity = new Capacity(
                attempts,
                new ConnectionLimit(limits.connections().perNode()),
                broker.quota(),
                limits.connections().perUser());
        Gatekeeper gatekeeper = new Gatekeeper(
                proxies, origins, credentials, capacity, Set.of(HeraldV1.SUBPROTOCOL), base.wheel(), listener, audit);
        Reception reception = new Reception(proxies, origins, credentials, attempts, listener, audit);
        Rates rates = new Rates(limits.rates(), broker.messages(), System::nanoTime);
        return new Entrance(
                devKeys,
                policy,
                tokens,
                RevocationOrders.from(settings, auth, clock),
                proxies,
                rates,
                gatekeeper,
                reception,
                new Listeners(reception, gatekeeper, rates, policy, broker, listener),
                new Foyer(reception, gatekeeper, tokens, namespaces, base.executor(), clock),
                new MetricsAccess(MetricsSettings.from(settings), proxies, reception));
    }
}
