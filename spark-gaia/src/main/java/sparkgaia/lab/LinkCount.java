package sparkgaia.lab;

/** What went over a link in one direction so far: counted when it leaves. */
public final class LinkCount {
    long frames;
    long bytes;
    long repeatedFrames;
    long repeatedBytes;
    long lostFrames;

    /** Frames that were of use: neither sent again nor lost. */
    public long frames() {
        return frames;
    }

    public long bytes() {
        return bytes;
    }

    /** Sent again by the transport after a loss, delivered twice, or a batch that had been sent before. */
    public long repeatedFrames() {
        return repeatedFrames;
    }

    public long repeatedBytes() {
        return repeatedBytes;
    }

    /** Sent and never delivered. */
    public long lostFrames() {
        return lostFrames;
    }

    void add(int size, boolean isRepeat) {
        if (isRepeat) {
            repeatedFrames++;
            repeatedBytes += size;
        } else {
            frames++;
            bytes += size;
        }
    }

    @Override
    public String toString() {
        return frames
                + " frames "
                + bytes
                + " bytes, repeated "
                + repeatedFrames
                + " frames "
                + repeatedBytes
                + " bytes, lost "
                + lostFrames
                + " frames";
    }
}
