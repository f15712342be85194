/** What is odd about the capture itself: it bears on all other numbers. */
export const CAPTURE_RULES = `
finding captured-twice
title   Packets captured twice
level   notable
of      duplicates
where   gap <= 5ms
group   kind
having  count >= 10 and share >= 1
order   count
say     {count|packet stands|packets stand} in the capture twice ({kind}),
        {usual_gap} apart as a rule: {share} of those that were looked at.
why     The same packet was seen at two places, or a mirror port gives both
        directions of it: packets, bytes and retransmissions count double. Two
        equal datagrams that were sent on purpose look the same.
source  One in a hundred, and ten at least; editcap -w asks for equal bytes
        within a time of one’s choice.

finding clock-back
title   Clock steps back
level   notable
of      steps
where   step <= -10ms
group   interface
order   most
say     {count|packet|packets} of interface {interface} came with a time
        before that of the packet before, by up to {most}.
why     The clock was set, or files or queues were joined out of order: gaps
        and durations across the step are wrong. Below ten milliseconds it is
        how network cards with several queues deliver packets.
source  10 ms.

finding clock-jump
title   Time jumps ahead
level   info
of      steps
where   step >= 1d
group   all
order   most
say     {count|time|times} the next packet comes a day later or more, up to
        {most}.
why     The clock was set, captures of several days were joined, or nothing
        was to be seen.
source  A day.
`;
