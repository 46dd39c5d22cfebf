/**
 * Matrix factorisation: ratings as products of a user's and an item's factors, by stochastic gradient descent. Item
 * factors are shared between regions; a user's stay where the user's ratings are.
 */
package sparkgaia.train.mf;
