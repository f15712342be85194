/** What is odd about the capture itself: it bears on all other numbers. */
export const CAPTURE_RULES = `
finding clock-back
title   Clock steps back
level   notable
of      steps
where   step <= -10ms
group   interface
order   most
say     {count|packet|packets} of interface {interface} came with a time before that of the packet before, by up to {most}.
why     The clock was set, or files or queues were joined out of order: gaps and durations across the step are wrong. Below ten
        milliseconds it is how network cards with several queues deliver packets.
source  10 ms.

finding clock-jump
title   Time jumps ahead
level   info
of      steps
where   step >= 1d
group   all
order   most
say     {count|time|times} the next packet comes a day later or more, up to {most}.
why     The clock was set, captures of several days were joined, or nothing was to be seen.
source  A day.
`;
