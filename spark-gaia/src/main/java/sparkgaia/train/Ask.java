package sparkgaia.train;

import sparkgaia.core.message.Request;

/** A request on its way to a partition. */
public record Ask(int partition, Request request) {}
