import type { ReadStream } from 'node:fs'
import type { Database } from '@/db/client'
import { answerBoardRequest, boardFiles, boardOfToken, setBoardReady, takeBoardRequests, type BoardFile, type BoardRequest, type BoardRow } from '@/db/queries/tensorboards'
import { readEventPieces } from '@/db/queries/event-pieces'
import { artifactStore } from '@/lib/artifacts/store'
import { bearer } from '@/lib/compute/identify-agent'
import { tokenHash } from '@/lib/compute/token'
import { AppError } from '@/lib/errors'
import { hints } from '@/lib/hints'
import { boardPath } from './read'

export const askedTopic = (board: string) => `board:${board}:asked`
export const answeredTopic = (board: string, request: string) => `board:${board}:answered:${request}`

async function boardOf(db: Database, request: Request): Promise<BoardRow> {
  const board = await boardOfToken(db, tokenHash(bearer(request, 'atl_job_')))
  if (!board) throw new AppError('unauthenticated', 'The TensorBoard of this token has ended.')
  return board
}

/** What the agent needs to serve: the files, and below which path. With `starts` it does not answer yet, or no more. @throws AppError `unauthenticated` */
export async function describeBoard(db: Database, request: Request, starts: boolean): Promise<{ path: string; files: BoardFile[] }> {
  const board = await boardOf(db, request)
  if (starts) await setBoardReady(db, board.id, false)
  return { path: boardPath(board.id), files: await boardFiles(db, { workspaceId: board.workspace_id, shows: board.shows }) }
}

/** One of its event files. @throws AppError `unauthenticated`, `not_found` */
export async function openBoardFile(db: Database, request: Request, digest: string): Promise<ReadStream> {
  const board = await boardOf(db, request)
  const [file] = /^[0-9a-f]{64}$/.test(digest) ? await boardFiles(db, { workspaceId: board.workspace_id, shows: board.shows, digest }) : []
  if (!file) throw new AppError('not_found', 'It is not among the event files of this TensorBoard.')
  return artifactStore().read(digest)
}

const mostPieces = 16 << 20

/** What a running command has written into an event file from byte `from` on, some megabytes at a time. @throws AppError `unauthenticated`, `invalid`, `not_found` where it has been handed in or begun anew */
export async function openGrowingFile(db: Database, request: Request, { piece, from }: { piece: number; from: number }): Promise<Buffer> {
  const board = await boardOf(db, request)
  if (!Number.isInteger(piece) || piece < 1 || piece > 2 ** 31 - 1 || !Number.isSafeInteger(from) || from < 0) throw new AppError('invalid', 'Say which piece, and from which byte on.')
  const bytes = await readEventPieces(db, { workspaceId: board.workspace_id, shows: board.shows, piece, from, most: mostPieces })
  if (!bytes) throw new AppError('not_found', 'It is not among the event files that are being written.')
  return bytes
}

const mostAtOnce = 8
const longestWaitMs = 15_000

/** What browsers ask, as soon as there is something: whoever takes answers. @throws AppError `unauthenticated` */
export async function takeRequests(db: Database, request: Request): Promise<BoardRequest[]> {
  const board = await boardOf(db, request)
  await setBoardReady(db, board.id, true)
  const until = performance.now() + longestWaitMs
  for (;;) {
    const left = until - performance.now()
    const heard = hints().wait(askedTopic(board.id), Math.max(1, Math.min(left, 2_000)), request.signal)
    const taken = await takeBoardRequests(db, board.id, mostAtOnce)
    if (taken.length > 0 || left <= 0 || request.signal.aborted) return taken
    await heard
  }
}

/** The answer to one of them. @throws AppError `unauthenticated` */
export async function answerRequest(db: Database, request: Request, p: { id: string; status: number; headers: Record<string, string>; answer: Buffer }): Promise<void> {
  const board = await boardOf(db, request)
  if (await answerBoardRequest(db, { ...p, board: board.id })) hints().send(answeredTopic(board.id, p.id))
}
