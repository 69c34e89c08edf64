package org.herald.broker.local;

import org.herald.broker.AmendmentContract;
import org.herald.broker.BrokerFixture;
import org.herald.broker.ConcurrencyContract;
import org.herald.broker.ConnectionQuotaContract;
import org.herald.broker.ControlContract;
import org.herald.broker.DirectoryContract;
import org.herald.broker.HistoryContract;
import org.herald.broker.InterestContract;
import org.herald.broker.LifetimeContract;
import org.herald.broker.MembershipsContract;
import org.herald.broker.MessageQuotaContract;
import org.herald.broker.PresenceContract;
import org.herald.broker.ReadMarksContract;
import org.herald.broker.RoomLogContract;
import org.junit.jupiter.api.Nested;

/** The contracts of all ports, kept in memory. */
class LocalBrokerTest {

    @Nested
    class Amendment extends AmendmentContract {
        @Override
        protected BrokerFixture open() {
            return new LocalFixture();
        }
    }

    @Nested
    class Concurrency extends ConcurrencyContract {
        @Override
        protected BrokerFixture open() {
            return new LocalFixture();
        }
    }

    @Nested
    class ConnectionQuota extends ConnectionQuotaContract {
        @Override
        protected BrokerFixture open() {
            return new LocalFixture();
        }
    }

    @Nested
    class Control extends ControlContract {
        @Override
        protected BrokerFixture open() {
            return new LocalFixture();
        }
    }

    @Nested
    class Directory extends DirectoryContract {
        @Override
        protected BrokerFixture open() {
            return new LocalFixture();
        }
    }

    @Nested
    class History extends HistoryContract {
        @Override
        protected BrokerFixture open() {
            return new LocalFixture();
        }
    }

    @Nested
    class Interest extends InterestContract {
        @Override
        protected BrokerFixture open() {
            return new LocalFixture();
        }
    }

    @Nested
    class Lifetime extends LifetimeContract {
        @Override
        protected BrokerFixture open() {
            return new LocalFixture();
        }
    }

    @Nested
    class Memberships extends MembershipsContract {
        @Override
        protected BrokerFixture open() {
            return new LocalFixture();
        }
    }

    @Nested
    class MessageQuota extends MessageQuotaContract {
        @Override
        protected BrokerFixture open() {
            return new LocalFixture();
        }
    }

    @Nested
    class Presence extends PresenceContract {
        @Override
        protected BrokerFixture open() {
            return new LocalFixture();
        }
    }

    @Nested
    class ReadMarks extends ReadMarksContract {
        @Override
        protected BrokerFixture open() {
            return new LocalFixture();
        }
    }

    @Nested
    class RoomLog extends RoomLogContract {
        @Override
        protected BrokerFixture open() {
            return new LocalFixture();
        }
    }
}
