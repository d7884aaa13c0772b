/** What the agent says of itself: to its own standard output, and to the studio with the next heartbeat. */
export class OwnLog {
  private unsent: string[] = []
  /** Lines kept while the studio is away. */
  private readonly most = 2_000

  readonly write = (text: string): void => {
    const line = `${new Date().toISOString()} ${text}`
    console.log(line)
    this.unsent.push(line)
    if (this.unsent.length > this.most) this.unsent.splice(0, this.unsent.length - this.most)
  }

  /** The lines since the last call. */
  take(): string[] {
    return this.unsent.splice(0)
  }
}
