import { isAppError } from '@/lib/errors'
import { parseCommand, synopsis, type Command } from './command'
import { agentCommands } from './agent-commands'
import { computeCommands } from './compute-commands'
import { dataList } from './data-list'
import { dataUpload } from './data-upload'
import { environmentBuild } from './environment-build'
import { environmentCreate } from './environment-create'
import { environmentList } from './environment-list'
import { labelCommands } from './label-commands'
import { note, print } from './output'
import { pipelineExport } from './pipeline-export'
import { pipelineList } from './pipeline-list'
import { pipelineRun } from './pipeline-run'
import { pipelineShow } from './pipeline-show'
import { runCancel } from './run-cancel'
import { runCommand } from './run-command'
import { runCompare } from './run-compare'
import { runList } from './run-list'
import { runLogs } from './run-logs'
import { runReport } from './run-report'
import { runShow } from './run-show'
import { sweep } from './sweep'
import { tokenCreate } from './token-create'

const commands: Command[] = [tokenCreate, pipelineList, pipelineShow, pipelineExport, pipelineRun, runList, runShow, runCompare, runReport, runLogs, runCancel, runCommand, sweep, dataList, dataUpload, ...agentCommands, ...computeCommands, environmentList, environmentCreate, environmentBuild, ...labelCommands]

/** Runs the command that the words name. @returns the exit code: 0 done, 1 refused or failed, 2 not understood */
export async function main(args: string[]): Promise<number> {
  const command = commands.find(({ name }) => name === args.slice(0, 2).join(' ')) ?? commands.find(({ name }) => name === args[0])
  if (!command) return help(args)
  try {
    const { words, values } = parseCommand(command, args.slice(command.name.split(' ').length))
    if (values.help) {
      print(`atelier ${synopsis(command)}\n  ${command.about}`)
      return 0
    }
    return await command.run({ words, values, json: values.json === true })
  } catch (error) {
    if (!isAppError(error)) throw error
    note(error.message)
    return 1
  }
}

function help(args: string[]): number {
  const known = args.length === 0 || ['help', '--help', '-h'].includes(args[0]!)
  const say = known ? print : note
  if (!known) say(`There is no command “${args.slice(0, 2).join(' ')}”.\n`)
  for (const command of commands) say(`atelier ${synopsis(command)}\n    ${command.about}`)
  say('\nATELIER_URL and ATELIER_TOKEN name the studio; on its host neither is needed.')
  return known ? 0 : 2
}
