package org.herald.broker.redis;

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

/** The contracts of all ports, over a real Redis. */
class RedisBrokerTest {

    @Nested
    class Amendment extends AmendmentContract {
        @Override
        protected BrokerFixture open() {
            return new RedisFixture();
        }
    }

    @Nested
    class Concurrency extends ConcurrencyContract {
        @Override
        protected BrokerFixture open() {
            return new RedisFixture();
        }
    }

    @Nested
    class ConnectionQuota extends ConnectionQuotaContract {
        @Override
        protected BrokerFixture open() {
            return new RedisFixture();
        }
    }

    @Nested
    class Control extends ControlContract {
        @Override
        protected BrokerFixture open() {
            return new RedisFixture();
        }
    }

    @Nested
    class Directory extends DirectoryContract {
        @Override
        protected BrokerFixture open() {
            return new RedisFixture();
        }
    }

    @Nested
    class History extends HistoryContract {
        @Override
        protected BrokerFixture open() {
            return new RedisFixture();
        }
    }

    @Nested
    class Interest extends InterestContract {
        @Override
        protected BrokerFixture open() {
            return new RedisFixture();
        }
    }

    @Nested
    class Lifetime extends LifetimeContract {
        @Override
        protected BrokerFixture open() {
            return new RedisFixture();
        }
    }

    @Nested
    class Memberships extends MembershipsContract {
        @Override
        protected BrokerFixture open() {
            return new RedisFixture();
        }
    }

    @Nested
    class MessageQuota extends MessageQuotaContract {
        @Override
        protected BrokerFixture open() {
            return new RedisFixture();
        }
    }

    @Nested
    class Presence extends PresenceContract {
        @Override
        protected BrokerFixture open() {
            return new RedisFixture();
        }
    }

    @Nested
    class ReadMarks extends ReadMarksContract {
        @Override
        protected BrokerFixture open() {
            return new RedisFixture();
        }
    }

    @Nested
    class RoomLog extends RoomLogContract {
        @Override
        protected BrokerFixture open() {
            return new RedisFixture();
        }
    }
}
