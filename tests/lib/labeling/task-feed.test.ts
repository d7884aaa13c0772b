import { describe, expect, it } from 'vitest'
import { OpenTask } from '@/components/labeling/workspace/page/open-task'
import type { LabelingRequests } from '@/components/labeling/workspace/page/requests'
import { TaskFeed } from '@/components/labeling/workspace/page/task-feed'
import type { ClaimResult, TaskView } from '@/lib/labeling/schema'

/** A studio that answers as slowly as one likes, with two images and the rules of the queue. */
function slowStudio() {
  const claims = new Map<string, string>()
  let count = 0
  const wait = () => new Promise((resolve) => setTimeout(resolve, 5))
  const viewOf = (task: string) => ({ id: task, annotations: [], proposals: [], revision: 0, claim: null, state: 'open', submitted: 0, required: 1, image: { url: null } }) as unknown as TaskView
  const give = (task: string): ClaimResult => {
    if (!claims.has(task)) claims.set(task, `claim-${++count}`)
    return { claim: { id: claims.get(task)!, task, expiresAt: '' }, task: viewOf(task) }
  }
  const requests = {
    async claim(_project: string, { except = [], task }: { except?: string[]; task?: string }): Promise<ClaimResult> {
      await wait()
      if (task) return give(task)
      const held = [...claims].find(([, claim]) => !except.includes(claim))
      if (held) return give(held[0])
      const free = ['a', 'b'].find((each) => !claims.has(each))
      return free ? give(free) : { claim: null, left: {} as never }
    },
    task: async (task: string) => (await wait(), viewOf(task)),
    async release(task: string) {
      // The slowest of all: what is asked meanwhile must not see the claim that goes.
      await wait()
      await wait()
      claims.delete(task)
    },
    transport: () => ({ send: () => Promise.reject(new Error('no edits here')), load: () => Promise.reject(new Error('no edits here')) }),
  }
  return { requests: requests as unknown as LabelingRequests, claims }
}

const id = (task: unknown) => (task instanceof OpenTask ? task.id : null)

describe('images side by side', () => {
  it('are different ones, also where one was left a moment before', async () => {
    const { requests, claims } = slowStudio()
    const feed = new TaskFeed('project', requests, null)
    const first = (await feed.next()) as OpenTask
    feed.leave(first)
    const both = await Promise.all([feed.next(), feed.next()])
    expect(both.map(id).sort()).toEqual(['a', 'b'])
    // And both are held: the release that was on its way took nothing that was given since.
    expect([...claims.keys()].sort()).toEqual(['a', 'b'])
    feed.close()
  })

  it('are different ones where the same is opened by name while the next is fetched ahead', async () => {
    const { requests } = slowStudio()
    const feed = new TaskFeed('project', requests, null)
    feed.prefetch()
    const named = await feed.open('a')
    const next = await feed.next()
    expect(id(named)).toBe('a')
    // Fetched ahead it was the same; there is one of it, not two.
    expect(next === named || id(next) === 'b').toBe(true)
    expect(id(await feed.next())).toBe('b')
    feed.close()
  })

  it('stay what they are where a claim was lost and made anew', async () => {
    const { requests, claims } = slowStudio()
    const feed = new TaskFeed('project', requests, null)
    const first = (await feed.next()) as OpenTask
    claims.set(first.id, 'claim-anew')
    expect(id(await feed.next())).toBe('b')
    expect(first.claim?.id).toBe('claim-anew')
    feed.close()
  })
})
