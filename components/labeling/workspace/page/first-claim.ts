/**
 * Asks for the image that a visit begins with as soon as the page is there, while the scripts of the canvas are still on their way.
 * Not taken, it is forgotten: whoever comes back within the lease is given the same image.
 */
export class FirstClaim {
  private asked: Promise<Response> | null = null

  constructor(
    private readonly workspace: string,
    private readonly project: string,
  ) {}

  begin(): void {
    this.asked ??= fetch(`/api/v1/labeling/projects/${this.project}/claim`, { method: 'POST', headers: { 'x-atelier-workspace': this.workspace, 'content-type': 'application/json' }, body: '{}' })
    this.asked.catch(() => undefined)
  }

  /** The answer that is on its way to the project's first claim; null where there is none, or it was taken. */
  take(project: string): Promise<Response> | null {
    if (project !== this.project) return null
    const { asked } = this
    this.asked = null
    return asked
  }

  forget(): void {
    this.asked = null
  }
}
