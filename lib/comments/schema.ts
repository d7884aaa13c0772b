import { z } from 'zod'
import { NodeId } from '@/lib/graph/schema'

const Body = z.string().trim().min(1, 'Write something first').max(10_000, 'A comment has at most 10,000 characters')

/** What `POST /api/v1/pipelines/{id}/comments` takes: a new thread on a step, or with `parent` an answer in one. */
export const AddCommentInput = z.object({
  node: NodeId,
  body: Body,
  /** The comment that began the thread. */
  parent: z.uuid().optional(),
})
export type AddCommentInput = z.input<typeof AddCommentInput>

/** What `PATCH /api/v1/pipelines/{id}/comments/{comment}` takes. `resolved` is said of the comment that began a thread. */
export const ChangeCommentInput = z
  .object({ body: Body, resolved: z.boolean() })
  .partial()
  .refine((input) => Object.keys(input).length > 0, 'Give body or resolved')
export type ChangeCommentInput = z.input<typeof ChangeCommentInput>

/** Instants are ISO 8601 in UTC. Names are null once that person is gone. */
export const Comment = z.object({
  id: z.string(),
  node: z.string(),
  /** The comment that began the thread; null for that one itself. */
  parent: z.string().nullable(),
  body: z.string(),
  author: z.object({ id: z.string(), name: z.string() }).nullable(),
  createdAt: z.string(),
  editedAt: z.string().nullable(),
  resolvedAt: z.string().nullable(),
  resolvedBy: z.string().nullable(),
})
export type Comment = z.infer<typeof Comment>
