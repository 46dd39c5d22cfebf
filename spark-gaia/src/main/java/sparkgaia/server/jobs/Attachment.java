package sparkgaia.server.jobs;

import sparkgaia.net.Peering;

/** What a job has to do with one other member: the connection on which both have said that they have the job. */
final class Attachment {
    private record Standing(Peering peering, long session) {}

    private volatile Standing standing;

    void attach(Peering peering, long session) {
        standing = new Standing(peering, session);
    }

    void detach() {
        standing = null;
    }

    /** The connection, or null. */
    Peering peering() {
        Standing now = standing;
        return now == null ? null : now.peering;
    }

    /** Its session, or 0. */
    long session() {
        Standing now = standing;
        return now == null ? 0 : now.session;
    }

    boolean hasRoom() {
        Standing now = standing;
        return now == null || now.peering.hasRoom();
    }
}
