/**
 * Matrix factorisation: ratings as products of a user's and an item's factors, by stochastic gradient descent. Item
 * factors are shared between regions. A user's stay with the worker that has the user's ratings, where any int may be
 * a user and nobody needs to know how many there are; or they are in a table, of the region or of all, with a row for
 * each user.
 */
package sparkgaia.train.mf;
