import { describe, expect, it } from 'vitest'
import { openCounts, threadsOf } from '@/components/pipelines/designer/comments/use-comments'
import type { Comment } from '@/lib/comments/schema'

const comment = (id: string, node: string, parent: string | null = null, resolvedAt: string | null = null): Comment => ({ id, node, parent, body: id, author: null, createdAt: '2026-01-01T00:00:00Z', editedAt: null, resolvedAt, resolvedBy: null })
const all = [comment('a', 'x'), comment('b', 'y'), comment('c', 'x', 'a'), comment('d', 'x', null, '2026-01-02T00:00:00Z'), comment('e', 'x', 'd')]

describe('comments on a card and in the inspector', () => {
  it('count open threads with their answers', () => {
    expect(openCounts(all)).toEqual(new Map([['x', 2], ['y', 1]]))
  })

  it('are threads of one step', () => {
    expect(threadsOf(all, 'x').map(({ root, answers }) => [root.id, answers.map((answer) => answer.id)])).toEqual([['a', ['c']], ['d', ['e']]])
  })
})
