/**
 * What regions say to each other and workers to their region: closed sets of records. Rows of declared tables are the
 * only content that a message between regions can carry; a shard's record, state or patch has no form there (I10).
 */
package sparkgaia.core.message;
