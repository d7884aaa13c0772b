import type { Journal } from '@/lib/labeling/edits/journal'
import type { Leftover } from '@/lib/labeling/schema'
import { Store } from '@/components/pipelines/draft/store'
import { OpenTask } from './open-task'
import type { LabelingRequests } from './requests'

/** A claim lasts five minutes; this often it is renewed while somebody works. */
const renewEvery = 60_000
/** Without a movement or a key for so long, nobody works any more and the tasks go back to the queue. */
const idleAfter = 10 * 60_000

/** Hands out one task after another, and has the next one and its picture ready. */
export class TaskFeed {
  /** The one that comes next, once it is known. */
  readonly upcoming = new Store<OpenTask | null>(null)
  private ahead: Promise<OpenTask | Leftover> | null = null
  private held = new Set<OpenTask>()
  /** One request for a task after the other, each after those that are left are back: else the studio could hand the same one out twice. */
  private turn: Promise<unknown> = Promise.resolve()
  private timer: ReturnType<typeof setInterval>
  private lastSign = Date.now()

  constructor(
    private readonly project: string,
    private readonly requests: LabelingRequests,
    private readonly journal: Journal | null,
  ) {
    this.timer = setInterval(() => this.renew(), renewEvery)
  }

  /** Somebody moved or typed. */
  sign = (): void => void (this.lastSign = Date.now())

  /** The next task, or what is left where there is none; one whose image is like that of `near` before others. @throws ApiError */
  async next(near?: string): Promise<OpenTask | Leftover> {
    const ahead = this.ahead
    this.ahead = null
    this.upcoming.set(null)
    const known = await ahead?.catch(() => null)
    // Nothing was left a moment ago; by now there may be something again.
    const task = known instanceof OpenTask ? known : await this.claim(near)
    return task
  }

  /** @throws ApiError */
  open(task: string): Promise<OpenTask> {
    return this.inTurn(async () => {
      const held = this.find(task)
      if (held) return held
      const view = await this.requests.task(task)
      // A finished one is looked at and changed without a claim.
      const free = view.claim !== null || (view.state === 'open' && view.submitted < view.required)
      const result = free ? await this.requests.claim(this.project, { task }).catch(() => null) : null
      return this.hold(result?.claim ? new OpenTask(result.task, result.claim, this.requests, this.journal) : new OpenTask(view, null, this.requests, this.journal))
    })
  }

  /** A task outside the queue, without a claim; with `begin` its result is put into one's draft first. @throws ApiError */
  async answer(task: string, begin: boolean): Promise<OpenTask> {
    return this.hold(new OpenTask(begin ? await this.requests.correct(task) : await this.requests.task(task), null, this.requests, this.journal))
  }

  /** Fetches a further task, for when this one is done. */
  prefetch(): void {
    if (this.ahead) return
    const ahead = this.claim()
    this.ahead = ahead
    ahead.then(
      (task) => {
        if (!(task instanceof OpenTask)) return
        if (this.ahead === ahead) this.upcoming.set(task)
      },
      () => undefined,
    )
  }

  /** A task that was submitted or skipped. */
  drop(task: OpenTask): void {
    this.held.delete(task)
  }

  /** A task that is left as it is. */
  leave(task: OpenTask, options?: { keepalive: boolean }): void {
    this.drop(task)
    const gone = task.close(options)
    void this.inTurn(() => gone)
  }

  close(): void {
    clearInterval(this.timer)
    for (const task of [...this.held]) this.leave(task, { keepalive: true })
  }

  private claim(near?: string): Promise<OpenTask | Leftover> {
    return this.inTurn(async () => {
      const except = [...this.held].flatMap(({ claim }) => claim?.id ?? [])
      for (;;) {
        const result = await this.requests.claim(this.project, { except, near })
        if (!result.claim) return result.left
        const held = this.find(result.task.id)
        if (!held) return this.hold(new OpenTask(result.task, result.claim, this.requests, this.journal))
        // Open here already, under a claim that was made anew since: it is the same task, and another is wanted.
        held.claim = result.claim
        except.push(result.claim.id)
      }
    })
  }

  private find(task: string): OpenTask | undefined {
    return [...this.held].find(({ id }) => id === task)
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(work)
    this.turn = mine.catch(() => undefined)
    return mine
  }

  private hold(task: OpenTask): OpenTask {
    this.held.add(task)
    // Its picture is on its way before the page draws it.
    if (task.view.image.url) new Image().src = task.view.image.url
    return task
  }

  private renew(): void {
    if (Date.now() - this.lastSign > idleAfter) return
    for (const task of this.held) if (task.claim) void task.renew().catch(() => undefined)
  }
}
