/** Where a project is labeled, from the start of the queue. */
const labelAddress = /^\/w\/([^/]+)\/labeling\/([^/]+)\/label$/

/** What the page that the browser has just loaded begins with: asked for before its first script has drawn anything. */
const early = typeof window === 'undefined' ? null : askEarly(window.location)

function askEarly({ pathname, search }: Location): { workspace: string; project: string; asked: Promise<Response> | null } | null {
  const [, workspace, project] = labelAddress.exec(pathname) ?? []
  if (!workspace || !project || new URLSearchParams(search).has('task')) return null
  return { workspace, project, asked: ask(workspace, project) }
}

function ask(workspace: string, project: string): Promise<Response> {
  const asked = fetch(`/api/v1/labeling/projects/${project}/claim`, { method: 'POST', headers: { 'x-atelier-workspace': workspace, 'content-type': 'application/json' }, body: '{}' })
  asked.catch(() => undefined)
  return asked
}

/** Once, and for that project alone: `project` is its id, as the address has it. */
function takeEarly(workspace: string, project: string): Promise<Response> | null {
  if (early?.workspace !== workspace || early.project !== project) return null
  const { asked } = early
  early.asked = null
  return asked
}

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
    this.asked ??= takeEarly(this.workspace, this.project) ?? ask(this.workspace, this.project)
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
