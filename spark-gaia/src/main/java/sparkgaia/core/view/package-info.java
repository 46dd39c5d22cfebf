/**
 * How the set of links changes while a job runs: another topology, or another view (list of members) by consent. Both
 * begin a new version of the links after a named clock; a view also hands over one agreed copy of the tables.
 */
package sparkgaia.core.view;
