import { agentAdd } from './agent-add'
import { agentList } from './agent-list'
import { agentDrain, agentPause, agentRemove, agentResume, agentStop } from './agent-order'
import type { Command } from './command'

export const agentCommands: Command[] = [agentList, agentAdd, agentPause, agentResume, agentDrain, agentStop, agentRemove]
