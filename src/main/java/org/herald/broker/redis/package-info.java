/**
 * All ports of the broker over one Redis (6.2 or newer), so that any number of nodes are one Herald. The one package
 * that knows Jedis.
 *
 * <p>Start with {@link org.herald.broker.redis.RedisBroker}. Requests travel by {@code Pipelines}: a few connections,
 * each with a bounded queue and a thread, each room and user always on the same one. What must be atomic is a Lua
 * script beside the classes ({@code *.lua}); a script touches the keys of one room, one user or one node only. What
 * happens in rooms arrives by {@code Stripes}, each of which has a thread that delivers and a {@code Strand}, with a
 * thread that reads, to every place where channels are ({@code Places}): one, or all masters of a cluster. A {@code
 * Feed} is one subscribed room there, and sees to it that nothing is missed or doubled whatever happens to Redis. {@code Lease} keeps this node alive in the eyes of the others, {@code Reaper} takes out
 * what dead ones left.
 *
 * <p>Ports may be called from any thread and never block. Answers complete on threads of this package: what follows
 * on them must not block either.
 */
package org.herald.broker.redis;
