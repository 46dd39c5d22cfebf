package sparkgaia.server.ledger;

/** What has left to a region for a job since the ledger began; the job "*" stands for jobs of long ago. */
public record Total(String job, String receiver, long frames, long rows, long bytes, long repeats) {

    Total plus(Total more) {
        return new Total(
                job,
                receiver,
                frames + more.frames,
                rows + more.rows,
                bytes + more.bytes,
                repeats + more.repeats);
    }
}
