/** Work goes on this long at most before messages get their turn, ms. */
const BREATH_INTERVAL = 25;

/**
 * Lets the worker's messages (questions, stop) in while a long job goes on: awaiting data that is there already goes on in
 * the same task, so the job has to step aside by itself. A message to oneself comes after those that are waiting.
 */
export class Breath {
  private readonly channel = new MessageChannel();
  private since = performance.now();

  /** Steps aside if it is time. */
  async take(): Promise<void> {
    if (performance.now() - this.since < BREATH_INTERVAL) return;
    await new Promise<void>((resolve) => {
      this.channel.port1.onmessage = () => resolve();
      this.channel.port2.postMessage(undefined);
    });
    this.since = performance.now();
  }

  /** Ends it; the channel would keep the worker's memory otherwise. */
  close(): void {
    this.channel.port1.close();
  }
}
