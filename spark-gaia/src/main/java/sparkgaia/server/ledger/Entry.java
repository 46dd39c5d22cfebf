package sparkgaia.server.ledger;

import java.time.Instant;

/** A record of the ledger: its number from 1 on, its time in microseconds, what it says, and the hash before it. */
record Entry(long number, Instant time, Content content, String previous) {}
