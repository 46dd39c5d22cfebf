/**
 * Linear models by stochastic gradient descent: multinomial logistic regression, whose weights are one shared table
 * that is a mean over workers. Examples stay in their shards, and nothing else is kept there.
 *
 * <p>This package decides what a step is and which weights a copy stands for. It never decides who learns when: the same
 * step serves one gradient a clock and rounds of local SGD.
 */
package sparkgaia.train.linear;
