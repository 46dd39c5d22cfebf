package sparkgaia.wire;

import sparkgaia.core.message.Request;

/** A worker's request with its address. */
public record Asked(int partition, Request request) {}
