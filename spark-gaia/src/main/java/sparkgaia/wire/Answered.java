package sparkgaia.wire;

import sparkgaia.core.message.Reply;

/** A reply with the partition that gives it and the attempt that asked. */
public record Answered(int partition, int worker, int attempt, Reply reply) {}
