/**
 * Small trainers whose results are known in advance, to the last bit or by a sum that may never change: the workloads
 * of the simulator and of the tests. They decide nothing about the protocol and learn nothing of use; their records,
 * where they have any, are drawn from a seed.
 */
package sparkgaia.train.exact;
