import { countBoardRequests, dropBoardRequest, insertBoardRequest, takeBoardAnswer, type BoardAnswer } from '@/db/queries/tensorboards'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { hints } from '@/lib/hints'
import { answeredTopic, askedTopic } from './serve'

const longestMs = 60_000
const mostOpen = 64

/** Hands a browser's request to the agent that serves this TensorBoard, and waits for what it answers. @throws AppError `rate_limited`, `unavailable` */
export async function askBoard(ctx: Pick<Context, 'db'>, board: string, p: { method: string; path: string; headers: Record<string, string>; body: Buffer | null }, signal: AbortSignal): Promise<BoardAnswer> {
  if ((await countBoardRequests(ctx.db, board)) >= mostOpen) throw new AppError('rate_limited', 'This TensorBoard has too much to answer at once. Try again in a moment.')
  const id = await insertBoardRequest(ctx.db, { board, ...p })
  hints().send(askedTopic(board))
  const until = performance.now() + longestMs
  try {
    while (!signal.aborted && performance.now() < until) {
      const heard = hints().wait(answeredTopic(board, id), 1_000, signal)
      const answer = await takeBoardAnswer(ctx.db, id)
      if (answer) return answer
      await heard
    }
  } finally {
    await dropBoardRequest(ctx.db, id)
  }
  throw new AppError('unavailable', 'TensorBoard did not answer within a minute. Its run says how it goes; try again, or stop it and open it anew.')
}
