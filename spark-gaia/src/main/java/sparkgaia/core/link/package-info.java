/**
 * A link to another region: pending, sealing, sequence, acknowledgement, promise ({@code through}), barrier, and the
 * links of one version of the topology with what is forwarded into what. Owns I1 to I4 link by link.
 */
package sparkgaia.core.link;
