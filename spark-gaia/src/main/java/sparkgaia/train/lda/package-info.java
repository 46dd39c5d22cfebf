/**
 * Topic modelling by latent Dirichlet allocation: collapsed Gibbs sampling over counts that all regions share.
 *
 * <p>This package decides how topics are drawn and what of it is shared: counts of words by topic, never a document and
 * never the topic of a token. It owns one invariant: what all workers have added to the counts is, after every clock,
 * the count of their assignments, exactly. It reads no text; words are numbers here.
 */
package sparkgaia.train.lda;
