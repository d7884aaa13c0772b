import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parse as parseYaml } from 'yaml'
import { AppError } from '@/lib/errors'
import type { SweepView, TrialView } from '@/lib/sweeps/read'
import { openApi, type Api } from './api'
import { formWithCode } from './code-files'
import { word, type Command } from './command'
import { note, print, printJson } from './output'
import { pipelineOfFile } from './pipeline-file'

const intervalMs = 500

export const sweep: Command = {
  name: 'sweep',
  takes: 'FILE.yaml|FILE.json',
  about: 'begins the sweep that a file describes (what POST /api/v1/sweeps takes; “pipeline” may name a file beside it, “code” the file or folder that its command runs with); --wait follows it to its end and fails unless a trial succeeded',
  options: { wait: { type: 'boolean' } },
  async run({ words, values, json }) {
    const file = word(sweep, words)
    const api = await openApi()
    const made = await begin(api, file)
    const say = json ? note : print
    say(`Sweep ${made.number} of “${made.name}”: ${made.total} trials by ${made.method}`)
    const last = values.wait ? await follow(api, made, say) : made
    if (last === 'left') return 130
    if (json) printJson(last)
    else print(summary(last))
    return !values.wait || (last.state === 'finished' && last.bestTrial !== null) ? 0 : 1
  },
}

async function begin(api: Api, file: string): Promise<SweepView> {
  const { code, ...input } = await readSweepFile(api, file)
  if (code === undefined) return api.post<SweepView>('/sweeps', input)
  if (typeof code !== 'string') throw new AppError('invalid', `“code” in ${file} names a file or a folder beside it.`)
  return api.send<SweepView>('/sweeps', { method: 'POST', body: await formWithCode(input, path.resolve(path.dirname(file), code)) })
}

/** What the file asks for; a pipeline that it names as a file is made first. @throws AppError */
async function readSweepFile(api: Api, file: string): Promise<Record<string, unknown>> {
  let content
  try {
    content = readFileSync(file, 'utf8')
  } catch {
    throw new AppError('not_found', `The file ${file} cannot be read: check its name.`)
  }
  let input: unknown
  try {
    // JSON is YAML too.
    input = parseYaml(content)
  } catch (error) {
    throw new AppError('invalid', `${file} is neither YAML nor JSON (${error instanceof Error ? error.message.split('\n')[0] : String(error)}).`)
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw new AppError('invalid', `${file} describes no sweep: it needs “pipeline” or “command”, “parameters” and “objective”. The README has an example.`)
  const { pipeline } = input as { pipeline?: unknown }
  if (typeof pipeline !== 'string' || !pipeline.endsWith('.json')) return { ...input }
  return { ...input, pipeline: (await pipelineOfFile(api, path.resolve(path.dirname(file), pipeline))).id }
}

/** Prints each trial as it ends, until the sweep has ended or is paused; Ctrl-C only leaves it. */
async function follow(api: Api, first: SweepView, say: (line: string) => void): Promise<SweepView | 'left'> {
  const left = new AbortController()
  process.once('SIGINT', () => left.abort())
  const told = new Map<number, string>()
  const tell = ({ trialList }: SweepView) => {
    for (const trial of trialList) {
      if (told.get(trial.number) === trial.state) continue
      told.set(trial.number, trial.state)
      say(describe(trial))
    }
  }
  let now = first
  for (tell(now); now.state === 'running'; tell(now)) {
    await sleep(intervalMs, undefined, { signal: left.signal }).catch(() => undefined)
    if (left.signal.aborted) {
      say(`Sweep ${now.number} goes on without you: ${now.trialList.length} of ${now.total} trials have begun. Stop it in the studio, under Sweeps.`)
      return 'left'
    }
    now = await api.get<SweepView>(`/sweeps/${first.id}`)
  }
  return now
}

function describe({ number, state, values, objective, message }: TrialView): string {
  const given = Object.entries(values).map(([name, value]) => `${name}=${String(value)}`)
  return `Trial ${number} ${state}${objective === null ? '' : ` ${Number(objective.toPrecision(6))}`} (${given.join(' ')})${message ? `: ${message}` : ''}`
}

function summary(view: SweepView): string {
  const best = view.trialList.find(({ number }) => number === view.bestTrial)
  return [`Sweep ${view.number} ${view.state}${view.reason ? `: ${view.reason}` : ''}`, view.id, best ? `best: ${describe(best)}` : 'no trial has succeeded yet'].join('\n  ')
}
