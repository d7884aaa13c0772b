import { setTimeout as sleep } from 'node:timers/promises'
import type { EnvironmentView } from '@/lib/environments/schema'
import type { Api } from './api'
import { note, print, printJson } from './output'

/** Asks until `done` holds, and says what has changed. */
export async function followEnvironment(api: Api, first: EnvironmentView, done: (environment: EnvironmentView) => boolean, json: boolean): Promise<EnvironmentView> {
  const say = json ? note : print
  let last = first
  let said = ''
  for (;;) {
    const now = lines(last).join('\n')
    if (now !== said) say(now)
    said = now
    if (done(last)) return last
    await sleep(1_000)
    last = await api.get<EnvironmentView>(`/environments/${last.name}/versions/${last.version}`)
  }
}

/** Says how it stands. @returns the exit code: 1 where it or a build of it failed */
export function report(environment: EnvironmentView, json: boolean): number {
  if (json) printJson(environment)
  return environment.stage === 'failed' || environment.agents.some(({ connected, state }) => connected && state === 'failed') ? 1 : 0
}

function lines({ name, version, stage, message, packages, agents }: EnvironmentView): string[] {
  const head = `${name}@${version} ${stage}${stage === 'ready' ? `, ${packages} packages` : ''}${message ? `: ${message}` : ''}`
  const on = agents
    .filter(({ state, wanted }) => state !== 'absent' || wanted)
    .map((agent) => `  ${agent.agent}: ${agent.wanted && agent.state !== 'building' ? 'asked' : agent.state}${agent.state === 'building' && agent.total > 0 ? ` ${agent.done}/${agent.total}` : ''}${agent.state === 'failed' ? `: ${agent.message}` : ''}`)
  return [head, ...on]
}
