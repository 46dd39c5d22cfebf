/**
 * The egress ledger: what left this region, one record per message that carries values or ids, as {@code docs/ledger.md}
 * lays it out byte by byte. It decides what a record looks like, when the chain is signed, what counts as damage, and
 * whether an existing ledger may be continued.
 *
 * <p>What it owns: a record is with the operating system before {@code append} returns, so nothing that leaves after it
 * is missing here (I10 can be checked afterwards); the records of a ledger form one chain of hashes, across files and
 * restarts; no byte of a signed record can change unnoticed; one process writes a ledger at a time.
 *
 * <p>It never sees values, only how many rows of which table left and a digest of their bytes; it opens no connection
 * and prints nothing.
 */
package sparkgaia.server.ledger;
