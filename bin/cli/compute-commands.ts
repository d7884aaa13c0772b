import type { Command } from './command'
import { computeCreate } from './compute-create'
import { computeList } from './compute-list'
import { computeRemove } from './compute-remove'
import { computeShow } from './compute-show'

export const computeCommands: Command[] = [computeList, computeShow, computeCreate, computeRemove]
