import { BoardView, OpenBoardInput } from '@/lib/tensorboard/board/schema'
import type { Operation } from './operation'

const tag = 'Experiments'

export const tensorboardOperations: Operation[] = [
  {
    method: 'post',
    path: '/tensorboards',
    tag,
    summary: 'Open TensorBoard over the event files of tracked runs',
    description: 'It is started on an agent as a run of its own, or the one that shows these runs already is given. Read it until its `state` is `ready`; then `path` leads to it, below the studio’s address and behind its sign-in.',
    permission: 'experiments.read',
    body: OpenBoardInput,
    status: 201,
    response: BoardView,
    errors: ['not_found', 'conflict'],
  },
  { method: 'get', path: '/tensorboards/{id}', tag, summary: 'Read how a TensorBoard is', permission: 'experiments.read', response: BoardView, errors: ['not_found'] },
]
