/** Who sends what to whom, as data, and the check that every delta reaches every member exactly once (I6). */
package sparkgaia.core.topology;
