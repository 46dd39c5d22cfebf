package sparkgaia.wire;

import sparkgaia.core.Record;
import sparkgaia.core.Record.Image;
import sparkgaia.core.message.Message.Announce;

/** The bodies of an image's records, field by field. */
final class ImageWriter {
    private final ByteWriter out;
    private final MessageWriter messages;

    ImageWriter(ByteWriter out, MessageWriter messages) {
        this.out = out;
        this.messages = messages;
    }

    void write(Image image) {
        if (image instanceof Image.OfLink part) {
            out.varint(part.version());
            out.varint(part.peer());
            link(part);
        } else if (image instanceof Image.OfCommits part) {
            commits(part);
        } else if (image instanceof Image.OfRounds part) {
            rounds(part);
        } else if (image instanceof Image.OfMetrics part) {
            metrics(part);
        } else if (image instanceof Image.OfAgreement part) {
            agreement(part);
        } else if (image instanceof Image.RowValues part) {
            BlockWriter.write(out, part.rows());
        } else if (image instanceof Image.OwnCounts part) {
            BlockWriter.write(out, part.rows());
        } else if (image instanceof Image.Life life) {
            life(life);
        } else if (image instanceof Image.VersionKnown known) {
            TopologyCodec.write(out, known.version());
        } else if (image instanceof Image.LinksKept kept) {
            out.varint(kept.version());
            clock(kept.end());
            out.flag(kept.isHeld());
            TopologyCodec.ascending(out, kept.peers());
        } else if (image instanceof Image.CopyKept kept) {
            messages.copy(kept.part());
        }
    }

    private void life(Image.Life life) {
        out.varint(life.incarnation());
        clock(life.stop());
        out.flag(life.isDone());
        out.flag(life.isDoneComplete());
        Record.JobFailed failure = life.failure();
        out.flag(failure != null);
        if (failure != null) {
            RecordWriter.failed(out, failure);
        }
    }

    private void link(Image.OfLink image) {
        if (image instanceof Image.Heard part) {
            out.varint(part.applied());
            clock(part.through());
        } else if (image instanceof Image.Sent part) {
            out.varint(part.sealed());
            out.varint(part.acked());
            clock(part.through());
            out.varint(Double.doubleToLongBits(part.ration()));
        } else if (image instanceof Image.RowsPending part) {
            RowWriter.write(out, part.rows(), part.obligedBy(), 0);
            for (int since : part.since()) {
                clock(since);
            }
        } else if (image instanceof Image.ClockPending part) {
            clock(part.clock());
            out.varint(part.weight());
            BlockWriter.write(out, part.rows());
        } else if (image instanceof Image.BatchKept part) {
            messages.batch(part.part());
        } else if (image instanceof Image.AnnouncementKept part) {
            out.varint(part.number());
            messages.announcement(new Announce(part.clock(), part.ids()));
        } else if (image instanceof Image.RowsWarned part) {
            TopologyCodec.ascending(out, part.ids());
        }
    }

    private void commits(Image.OfCommits image) {
        if (image instanceof Image.WorkersAt at) {
            clock(at.first());
            out.varint(at.attempts().length);
            for (int i = 0; i < at.attempts().length; i++) {
                out.varint(at.attempts()[i]);
                out.varint(at.begun()[i]);
                clock(at.applied()[i]);
                clock(at.committed()[i]);
                out.varint(at.committedAttempts()[i]);
            }
        } else if (image instanceof Image.PartKept part) {
            out.varint(part.worker());
            out.varint(part.attempt());
            clock(part.clock());
            out.varint(part.weight());
            BlockWriter.write(out, part.rows());
        } else if (image instanceof Image.ShardState state) {
            out.varint(state.worker());
            out.varint(state.number());
            out.varint(state.size());
            out.varint(state.at());
            out.bytes(state.bytes());
        }
    }

    private void rounds(Image.OfRounds image) {
        if (image instanceof Image.RoundsAt at) {
            clock(at.settled());
        } else if (image instanceof Image.RoundSum part) {
            clock(part.clock());
            out.varint(part.weight());
            BlockWriter.write(out, part.rows());
        } else if (image instanceof Image.RoundResidual part) {
            BlockWriter.write(out, part.rows());
        } else if (image instanceof Image.OuterStates part) {
            BlockWriter.write(out, part.states());
        }
    }

    private void metrics(Image.OfMetrics image) {
        if (image instanceof Image.MetricsForgotten part) {
            clock(part.upTo());
        } else if (image instanceof Image.OwnMetrics part) {
            messages.metrics(part.sums());
        } else if (image instanceof Image.LinkMetrics part) {
            out.varint(part.version());
            out.varint(part.peer());
            clock(part.upTo());
            messages.metrics(part.sums());
        }
    }

    private void agreement(Image.OfAgreement image) {
        if (image instanceof Image.ProposalDead part) {
            TopologyCodec.write(out, part.topologies());
        } else if (image instanceof Image.Proposal part) {
            out.varint(part.view());
            out.flag(part.isOpen());
            TopologyCodec.ascending(out, part.needed());
            out.flag(!part.topologies().isEmpty());
            if (!part.topologies().isEmpty()) {
                TopologyCodec.write(out, part.topologies());
            }
        } else if (image instanceof Image.ProposalConsent part) {
            out.varint(part.member());
            messages.agreed(part.consent());
        }
    }

    private void clock(int clock) {
        out.varint(Limits.clockCode(clock));
    }
}
