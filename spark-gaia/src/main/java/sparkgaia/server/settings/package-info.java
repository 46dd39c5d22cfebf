/**
 * Settings as text: what a size, a rate or an address looks like, how a file of settings is read, and how settings
 * explain themselves. It decides what is refused and in which words.
 *
 * <p>It never opens a socket, looks up a host or decides what a setting is for: {@link sparkgaia.server.Settings} knows
 * which there are. Invariants: a secret's text is in no message and no {@code toString}; a value that does not fit its
 * setting is never handed on.
 */
package sparkgaia.server.settings;
