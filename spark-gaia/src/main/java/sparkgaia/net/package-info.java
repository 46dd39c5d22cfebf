/**
 * Connections between processes: whole frames over TCP and mutual TLS 1.3, in order, on two lanes between each two
 * sidecars. It decides who may speak (certificate, member, not revoked), when a connection stands, what leaves when
 * (priority of control, caps, budgets, emulated links) and how fast a link is; it never looks into a frame beyond
 * length, format and kind.
 *
 * <p>What it owns: nothing of a frame is parsed before its sender is authenticated; every buffer, wait and number of
 * connections has a limit of {@link sparkgaia.net.NetLimits}; frames of a lane arrive in order, each once, or the
 * session ends; both sides know a session by one number, larger than any before it; control never waits behind data.
 * Waiting and calling again never end; a session lost is said, and what it carried is for the core to say again.
 *
 * <p>All of {@link sparkgaia.net.Peers} lives on one event loop.
 */
package sparkgaia.net;
