import { AppError } from '@/lib/errors'
import type { AgentView, ComputeView } from '@/lib/compute/schema'
import type { Api } from './api'

/** The agent of this id or name. @throws AppError `not_found` naming those that there are */
export async function findAgent(api: Api, given: string): Promise<AgentView> {
  const { agents } = await api.get<ComputeView>('/agents')
  const found = agents.find(({ id }) => id === given) ?? agents.find(({ name }) => name === given)
  if (found) return found
  const names = agents.map(({ name }) => name).join(', ')
  throw new AppError('not_found', `There is no agent “${given}”. ${names ? `There are: ${names}.` : 'There is none at all; bin/atelier agent add shows how to add one.'}`)
}
