import type { Journal } from '@/lib/labeling/edits/journal'
import type { LabelView, Leftover, ProjectView } from '@/lib/labeling/schema'
import type { Annotation } from '@/lib/labeling/shapes'
import { Store } from '@/components/pipelines/draft/store'
import { ApiError } from '@/components/ui/api-client'
import { Look } from '../stage/look'
import type { Answer } from './answer'
import { sendLeftBehind } from './left-behind'
import { newAnnotation } from './new-annotation'
import { OpenTask } from './open-task'
import type { LabelingRequests } from './requests'
import type { Settings } from './settings'
import { TaskFeed } from './task-feed'

export type PageState =
  | { kind: 'loading' }
  | { kind: 'task'; task: OpenTask }
  /** Several images side by side. */
  | { kind: 'grid'; tasks: OpenTask[] }
  | { kind: 'nothing'; left: Leftover }
  | { kind: 'failed'; error: unknown }

/** Images to which one can go back. */
const mostSeen = 30

/** An image that was submitted or skipped in this visit. */
export interface Seen {
  id: string
  fileName: string
  thumb: string | null
}

/** One person's visit to a project's images, from the first to the last. */
export class LabelingSession {
  readonly state = new Store<PageState>({ kind: 'loading' })
  /** A submit, skip or claim is under way. */
  readonly busy = new Store(false)
  /** Why the last submit, skip or flag did not go through; empty if it did. */
  readonly trouble = new Store('')
  /** The session has ended; one signs in over the page. */
  readonly signedOut = new Store(false)
  /** Images submitted since the page was opened. */
  readonly done = new Store(0)
  /** The answer is saved: the visit is over. */
  readonly finished = new Store(false)
  /** The images before this one, the last of them last. */
  readonly strip = new Store<readonly Seen[]>([])
  readonly look: Look
  /** Of the image before, to be copied from. */
  previousShapes: readonly Annotation[] = []
  private feed: TaskFeed

  constructor(
    readonly project: ProjectView,
    readonly settings: Settings,
    private readonly requests: LabelingRequests,
    private readonly journal: Journal | null,
    /** One image alone is opened, to give its answer. */
    readonly answer: Answer | null = null,
  ) {
    this.look = new Look(project.labels)
    this.feed = new TaskFeed(project.id, requests, journal)
    settings.label.set(this.labels[0] ?? null)
  }

  /** Those that can be given. */
  get labels(): LabelView[] {
    return this.project.labels.filter(({ deleted, mergedInto }) => !deleted && mergedInto === null)
  }

  get classifies(): boolean {
    return this.project.kinds.every((kind) => kind === 'tag')
  }

  get current(): OpenTask | null {
    const state = this.state.get()
    return state.kind === 'task' ? state.task : null
  }

  /** The image that comes after those that are open. */
  get upcoming(): Store<OpenTask | null> {
    return this.feed.upcoming
  }

  get canGoBack(): boolean {
    return this.strip.get().length > 0
  }

  sign = (): void => this.feed.sign()

  /** Opens a task by its id, or the next one in the queue. */
  async start(task?: string): Promise<void> {
    await this.attempt(async () => {
      if (task && this.answer) await this.begin(task, this.answer)
      else if (task) this.show(await this.feed.open(task))
      else await this.advance()
    })
    const open = this.openIds()
    if (this.journal) void sendLeftBehind(this.journal, this.requests, open).catch(() => undefined)
  }

  /** Submits what is open and goes on. False where it could not. */
  async submit(): Promise<boolean> {
    const tasks = this.openTasks()
    const bare = this.classifies && this.project.tags === 'one' ? tasks.filter((task) => tagsOf(task).length === 0).length : 0
    if (bare > 0) {
      this.trouble.set(tasks.length === 1 ? 'Give the image a label first, or skip it.' : `${bare} of ${tasks.length} images have no label yet. Give them one, or skip them.`)
      return false
    }
    return this.answer ? this.saveAnswer(this.answer) : this.finish(tasks, (task) => task.submit())
  }

  private remember({ id, view: { image } }: OpenTask): void {
    const seen = { id, fileName: image.fileName, thumb: image.thumb }
    this.strip.set([...this.strip.get().filter((other) => other.id !== id), seen].slice(-mostSeen))
  }

  private async begin(id: string, { as, begun }: Answer): Promise<void> {
    const task = await this.feed.answer(id, as === 'correct' && !begun)
    await task.ready
    this.show(task)
  }

  private saveAnswer({ as }: Answer): Promise<boolean> {
    const task = this.current
    if (!task || this.busy.get()) return Promise.resolve(false)
    return this.attempt(async () => {
      if (!(await task.saveAnswer(as))) throw new Error('The studio does not have every edit yet. They are kept here; try again when they are saved.')
      this.finished.set(true)
    })
  }

  /** Passes the open images by; of several, those that have no label yet, if any. */
  skip(): Promise<boolean> {
    const tasks = this.openTasks()
    const bare = tasks.filter((task) => tagsOf(task).length === 0)
    return this.finish(tasks.length > 1 && bare.length > 0 ? bare : tasks, (task) => task.skip(), false)
  }

  async flag(comment: string): Promise<void> {
    const task = this.current
    await task?.flag(comment)
  }

  /** The image submitted or skipped before this one. */
  async back(): Promise<void> {
    const before = this.strip.get().at(-1)
    if (before) await this.visit(before.id)
  }

  /** One of the images of the strip; the one that is open stays as it is, to be gone on with. */
  async visit(id: string): Promise<void> {
    await this.attempt(async () => {
      const task = await this.feed.open(id)
      this.strip.set(this.strip.get().filter((seen) => seen.id !== id))
      const now = this.current
      if (now && now !== task) this.feed.leave(now)
      this.show(task)
    })
  }

  /** Shows as many images as are chosen now; those that are open stay so far as they fit, with what was done to them. */
  async arrange(): Promise<void> {
    const open = this.openTasks()
    const kept = open.slice(0, this.settings.grid.get())
    for (const task of open.slice(kept.length)) this.feed.leave(task)
    await this.attempt(() => this.advance(kept))
  }

  /**
   * Gives images the label, or takes it away where all of them have it. With one label an image it takes the place of the one before.
   * While a submit is under way it is nobody's: the image before is gone from sight, and the next is not there yet. False then.
   */
  tag(tasks: readonly OpenTask[], label: string): boolean {
    if (this.busy.get()) return false
    const has = (task: OpenTask) => tagsOf(task).some((tag) => tag.label === label)
    const all = tasks.every(has)
    for (const task of tasks) {
      const tags = tagsOf(task)
      if (all) task.document.edit([], tags.filter((tag) => tag.label === label).map(({ id }) => id))
      else if (!has(task)) task.document.edit([newAnnotation(label, { kind: 'tag' }, task.document.all())], this.project.tags === 'one' ? tags.map(({ id }) => id) : [])
    }
    return true
  }

  /** After signing in, or when the network is back. */
  resume = (): void => {
    this.signedOut.set(false)
    this.trouble.set('')
    for (const task of this.openTasks()) task.queue.retry()
    if (this.state.get().kind === 'failed') void this.start()
  }

  close(): void {
    this.feed.close()
  }

  openTasks(): OpenTask[] {
    const state = this.state.get()
    return state.kind === 'task' ? [state.task] : state.kind === 'grid' ? state.tasks : []
  }

  private openIds(): Set<string> {
    return new Set(this.openTasks().map(({ id }) => id))
  }

  private async finish(tasks: readonly OpenTask[], end: (task: OpenTask) => Promise<boolean>, labeled = true): Promise<boolean> {
    if (this.busy.get() || tasks.length === 0) return false
    return this.attempt(async () => {
      for (const task of tasks) {
        if (!(await end(task))) throw new Error('The studio does not have every edit yet. They are kept here; try again when they are saved.')
        this.previousShapes = task.document.all()
        this.remember(task)
        this.feed.drop(task)
        if (labeled) this.done.set(this.done.get() + 1)
        const rest = this.openTasks().filter((other) => other !== task)
        if (rest.length > 0) this.state.set({ kind: 'grid', tasks: rest })
        else await this.advance()
      }
    })
  }

  private async advance(kept: readonly OpenTask[] = []): Promise<void> {
    const count = this.classifies ? this.settings.grid.get() : 1
    const tasks = [...kept]
    for (let at = tasks.length; at < count; at++) {
      const next = await this.feed.next(tasks[0]?.id)
      if (next instanceof OpenTask) tasks.push(next)
      else if (tasks.length === 0) return this.state.set({ kind: 'nothing', left: next })
      else break
    }
    await Promise.all(tasks.map(({ ready }) => ready))
    if (count > 1) this.state.set({ kind: 'grid', tasks })
    else this.show(tasks[0]!)
    this.feed.prefetch()
  }

  private show(task: OpenTask): void {
    this.state.set({ kind: 'task', task })
  }

  /** One thing at a time; what fails is told, and what is open stays open. */
  private async attempt(work: () => Promise<void>): Promise<boolean> {
    this.busy.set(true)
    this.trouble.set('')
    try {
      await work()
      return true
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) this.signedOut.set(true)
      if (this.openTasks().length === 0) this.state.set({ kind: 'failed', error })
      this.trouble.set(error instanceof Error ? error.message : 'That did not work.')
      return false
    } finally {
      this.busy.set(false)
    }
  }
}

function tagsOf({ document }: OpenTask): Annotation[] {
  return document.all().filter(({ shape }) => shape.kind === 'tag')
}
